"""``auditkit run``: read, find, check, and write the tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from auditkit.cli.console import complain, parse_day, print_json, show_progress
from auditkit.pipeline import Summary, run
from auditkit.settings import load_settings


def run_command(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Files and folders to read (PDF, Word, ODT, RTF, HTML, mail, zip, text)."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.")],
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="Day on which 'overdue' is judged, e.g. 2025-12-31. [today]"),
    ] = None,
    labels: Annotated[
        str | None, typer.Option("--labels", help="Language of the tables: sv or en. [sv]")
    ] = None,
    ocr: Annotated[
        str | None,
        typer.Option(
            "--ocr",
            help="Recognise the text of scans: auto (pages that need it), never, or force "
            "(all pages). [auto]",
        ),
    ] = None,
    pages: Annotated[
        str | None,
        typer.Option(
            "--pages", help="Pages of Word files: none, or exact (by LibreOffice, slower). [none]"
        ),
    ] = None,
    config: Annotated[Path | None, typer.Option("--config", help="A settings file (TOML).")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="End with a traceback where a document fails oddly.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Read documents, find what was decided and recommended, and check what became of it.

    Run again on the same folder, it reads only new and changed files. A tracking table that
    somebody has changed or has open is never overwritten.

    Examples:

      auditkit run protokoll/ --out resultat

      auditkit run rapport.pdf protokoll/*.docx --out resultat --as-of 2025-12-31
    """
    settings = load_settings(config, labels=labels, ocr=ocr, pages=pages)
    day = parse_day(as_of)
    with show_progress(quiet) as progress:
        summary = run(paths, out, settings, as_of=day, progress=progress, debug=debug)
    if not summary.documents and not summary.problems:
        complain("no document found", "Give files or folders of .pdf, .docx, .txt or .md files.")
    for problem in summary.problems:
        complain(problem.message, problem.hint)
    for message in summary.messages:
        typer.echo(f"auditkit: {message}", err=True)
    if as_json:
        print_json(_to_json(summary))
    else:
        typer.echo(format_summary(summary))
    raise typer.Exit(int(summary.exit_code))


def format_summary(summary: Summary) -> str:
    """Return the short summary that ends a run."""
    documents = f"{summary.documents} ({summary.read} read now, {summary.reused} unchanged"
    documents += f", {summary.skipped} other files skipped)" if summary.skipped else ")"
    lines = [
        f"Documents       {documents}",
        f"Statements      {_counts(summary.statements)}",
        f"Requirements    {_counts(summary.verdicts)}",
        f"Issues          {_counts(summary.issues)}",
        f"Problems        {len(summary.problems)}",
        f"Results in      {summary.out}",
    ]
    lines += [f"                {path.name}" for path in summary.files]
    return "\n".join(lines)


def _counts(counts: Mapping[str, int]) -> str:
    """Write counts as "12: decision 7, goal 5", most first."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    listed = ", ".join(f"{name} {count}" for name, count in ordered)
    total = sum(counts.values())
    return f"{total}: {listed}" if listed else "0"


def _to_json(summary: Summary) -> dict[str, object]:
    return {
        "documents": summary.documents,
        "read": summary.read,
        "reused": summary.reused,
        "skipped": summary.skipped,
        "statements": dict(summary.statements),
        "verdicts": dict(summary.verdicts),
        "issues": dict(summary.issues),
        "problems": [
            {"path": p.path, "code": p.code, "message": p.message, "hint": p.hint}
            for p in summary.problems
        ],
        "out": str(summary.out),
        "files": [path.name for path in summary.files],
        "messages": list(summary.messages),
        "seconds": dict(summary.seconds),
    }
