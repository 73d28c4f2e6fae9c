"""``auditkit train``: training the models that auditkit ships, from annotated corpora."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditkit import __version__
from auditkit.cli.console import print_table, show_progress
from auditkit.train.corpus import Corpus
from auditkit.train.pipeline import Request, score_table, train_pipeline
from auditkit.train.pipeline_data import read_training_data
from auditkit.train.statements import Request as StatementsRequest
from auditkit.train.statements import train_statements
from auditkit.train.statements_report import make_tables, write_report
from auditkit.trained import models_folder

train_app = typer.Typer(
    help="Train the models again, from corpora. Seeded: the same data give the same model.",
    no_args_is_help=True,
)


@train_app.command("pipeline")
def pipeline_command(
    data: Annotated[Path, typer.Option("--data", help="Directory with the folders ud and ner.")],
    texts: Annotated[
        Path | None,
        typer.Option("--texts", help="Archive (tar) of plain texts to learn word vectors from."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder of models to write to. [the shipped ones]")
    ] = None,
    work: Annotated[
        Path | None,
        typer.Option("--work", help="Folder for what is made on the way, to go on from."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Start of all draws.")] = 20190523,
    steps: Annotated[
        int | None, typer.Option("--steps", min=1, help="End early, for a trial.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite a model that scores better.")
    ] = False,
    score: Annotated[
        bool, typer.Option("--score", help="Train nothing; score the model that is there.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
) -> None:
    """Train the language pipeline: tags, lemmas, parse and names.

    Takes about an hour on one core. A better model that is there already is kept.

    Examples:

      auditkit train pipeline --data ../shared/data --texts texts.tar.xz --out models

      auditkit train pipeline --data ../shared/data --score
    """
    folder = out or models_folder()
    if score:
        headings, rows = score_table(read_training_data(data), folder)
    else:
        request = Request(
            data=data,
            out=folder,
            version=__version__,
            texts=texts,
            work=work,
            seed=seed,
            steps=steps,
            force=force,
        )
        with show_progress(quiet) as tell:
            headings, rows = train_pipeline(request, tell)
    print_table(headings, rows)


@train_app.command("statements")
def statements_command(
    corpora: Annotated[
        list[Path],
        typer.Argument(metavar="CORPUS...", help="Folders with a gold.jsonl; each is one body."),
    ],
    bodies: Annotated[
        list[Path] | None,
        typer.Option(
            "--bodies", help="A corpus of several bodies: a file's name up to its first hyphen."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder of models to write to. [the shipped ones]")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Start of all draws.")] = 20190523,
    compare: Annotated[
        bool, typer.Option("--compare", help="Score other families of models too.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write the figures here, as Markdown.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite a model that scores better.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
) -> None:
    """Train the classifier of statements, and show how it does on bodies left out.

    A better model that is there already is kept.

    Examples:

      auditkit train statements corpora/sample corpora/audits --out my-models

      auditkit train statements corpora/sample corpora/audits ../shared/corpora/seeds \
        --bodies ../shared/corpora/dev --compare --report docs/statements-model.md
    """
    read = (
        *(Corpus(folder=folder) for folder in corpora),
        *(Corpus(folder=folder, several=True) for folder in bodies or ()),
    )
    request = StatementsRequest(
        corpora=read,
        out=out or models_folder(),
        version=__version__,
        seed=seed,
        force=force,
        compare=compare,
    )
    with show_progress(quiet) as tell:
        comparison = train_statements(request, tell)
    for headings, rows in make_tables(comparison):
        print_table(headings, rows)
    if report is not None:
        write_report(comparison, report)
