"""The command line: one module for each command, each parses and calls one function."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from auditkit import __version__
from auditkit.cli import doctor, evaluate, export, lint, listing, read, run, show, train
from auditkit.cli.console import complain
from auditkit.errors import AuditkitError, ExitCode

app = typer.Typer(
    name="auditkit",
    help=(
        "Finds decisions, responsibilities and recommendations in minutes, directives and audit "
        "reports, and looks for evidence that they were carried out. Everything stays on this "
        "computer.\n\nStart with: auditkit run FOLDER --out results"
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
app.command("run")(run.run_command)
app.command("list")(listing.list_command)
app.command("show")(show.show_command)
app.command("read")(read.read_command)
app.command("lint")(lint.lint_command)
app.command("export")(export.export_command)
app.command("evaluate")(evaluate.evaluate_command)
app.add_typer(train.train_app, name="train")
app.command("doctor")(doctor.doctor_command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"auditkit {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and end.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Take the options that stand before any command."""


def main() -> None:
    """Run the command line; our errors become one clear line, a hint and an exit code."""
    try:
        app()
    except AuditkitError as error:
        complain(error.message, error.hint)
        sys.exit(int(error.exit_code))
    except KeyboardInterrupt:
        complain("interrupted", "What was read is kept; run the same command again to go on.")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; there is nobody left to tell.
        sys.stderr.close()
        sys.exit(int(ExitCode.DONE))
