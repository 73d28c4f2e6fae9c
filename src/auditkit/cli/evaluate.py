"""``auditkit evaluate``: how well a run finds what people marked."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from auditkit.cli.console import print_json, show_progress
from auditkit.errors import ExitCode, UsageError
from auditkit.evaluate import (
    Evaluation,
    check_floors,
    evaluate_run,
    figures,
    format_evaluation,
    load_floors,
)
from auditkit.pipeline import run
from auditkit.settings import Settings


def evaluate_command(
    gold: Annotated[Path, typer.Argument(help="A gold.jsonl, or the folder that holds it.")],
    directory: Annotated[
        Path | None,
        typer.Option("--dir", help="Folder of an earlier run. [runs the gold's documents now]"),
    ] = None,
    documents: Annotated[
        str | None,
        typer.Option("--docs", help="Only these documents: names without ending, by commas."),
    ] = None,
    floors: Annotated[
        Path | None, typer.Option("--floors", help="A file of lowest figures to hold (JSON).")
    ] = None,
    corpus: Annotated[
        str | None, typer.Option("--corpus", help="Name in the floors. [the gold's folder]")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score a run against gold annotations: precision, recall and F1 by kind, and more.

    Ends with exit code 8 where a figure is below its floor.

    Examples:

      auditkit evaluate corpora/sample

      auditkit evaluate corpora/sample/gold.jsonl --dir demo-out --floors corpora/floors.json
    """
    gold = gold / "gold.jsonl" if gold.is_dir() else gold
    if not gold.is_file():
        raise UsageError(f"{gold}: no such gold file", hint="Give a gold.jsonl or its folder.")
    only = documents.split(",") if documents else None
    evaluation = _evaluate(gold, directory, only)
    failures: list[str] = []
    if floors is not None:
        name = corpus or gold.resolve().parent.name
        known = load_floors(floors)
        if name not in known:
            raise UsageError(f"{floors}: no floors of {name}", hint="Name one with --corpus.")
        failures = check_floors(evaluation, known[name])
    if as_json:
        print_json({"figures": figures(evaluation), "below_floor": failures})
    else:
        typer.echo(format_evaluation(evaluation))
    for failure in failures:
        typer.echo(f"below the floor: {failure}", err=True)
    if failures:
        raise typer.Exit(int(ExitCode.DOES_NOT_HOLD))


def _evaluate(gold: Path, directory: Path | None, only: list[str] | None) -> Evaluation:
    """Score an earlier run, or run the documents that stand beside the gold."""
    if directory is not None:
        return evaluate_run(gold, directory, only)
    beside = gold.parent / "documents"
    source = beside if beside.is_dir() else gold.parent
    with tempfile.TemporaryDirectory(prefix="auditkit-") as folder, show_progress(False) as tell:
        out = Path(folder)
        run([source], out, Settings(), as_of=date.today(), progress=tell)
        return evaluate_run(gold, out, only)
