"""``auditkit export``: one file of the last run's results, wherever it is wanted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditkit.cli.console import parse_day
from auditkit.exports import WRITERS, export_results


def export_command(
    to: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")],
    file_format: Annotated[
        str | None,
        typer.Option("--format", help=f"{', '.join(WRITERS)}. [by the ending of FILE]"),
    ] = None,
    labels: Annotated[
        str, typer.Option("--labels", help="Language of the labels: sv or en.")
    ] = "sv",
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Day on which 'overdue' is judged. [today]")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite FILE if it exists.")] = False,
    directory: Annotated[Path, typer.Option("--dir", help="Folder of an earlier run.")] = Path(),
) -> None:
    """Write the tracking table, the report or the graph of the last run to a file.

    Examples:

      auditkit export uppfoljning.xlsx --dir resultat --labels sv

      auditkit export graf.graphml --dir resultat
    """
    export_results(
        directory,
        to,
        file_format=file_format,
        labels=labels,
        as_of=parse_day(as_of),
        force=force,
    )
    typer.echo(f"{to}", err=True)
