"""Where output goes: results to stdout, everything else to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from auditkit.errors import UsageError
from auditkit.pipeline import Progress as Tell

_STAGES = {"read": "Reading", "check": "Linking and checking", "write": "Writing"}


def complain(message: str, hint: str) -> None:
    """Print an error and the way out to stderr."""
    typer.echo(f"auditkit: {message}", err=True)
    if hint:
        typer.echo(f"  {hint}", err=True)


def print_json(value: Any) -> None:
    """Print a value as JSON to stdout."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table to stdout: ruled on a terminal, tab-separated when piped."""
    if not sys.stdout.isatty():
        typer.echo("\t".join(headings))
        for row in rows:
            typer.echo("\t".join(" ".join(cell.split()) for cell in row))
        return
    table = Table(show_edge=False, header_style="bold", pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        # Text, not str: a quote may hold square brackets, which are markup to rich.
        table.add_row(*(Text(" ".join(cell.split())) for cell in row))
    Console().print(table)


@contextmanager
def show_progress(quiet: bool) -> Iterator[Tell]:
    """Give a function that shows how far a run is, as a bar on stderr."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=quiet) as bars:
        tasks: dict[str, Any] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(_STAGES.get(stage, stage), total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield tell


def parse_day(text: str | None) -> date:
    """Read the day of --as-of; today where none is given.

    Raises:
        UsageError: If it is not a date.
    """
    if text is None:
        # A due date is a local calendar day, and so is the day it is judged on.
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--as-of {text}: not a date", hint="Write it as 2025-12-31.") from None
