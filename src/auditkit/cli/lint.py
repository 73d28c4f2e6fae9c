"""``auditkit lint``: what does not add up inside and between the documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditkit.cli.console import print_json, print_table
from auditkit.errors import ExitCode
from auditkit.exports import load_last_run
from auditkit.model import Issue, Severity

_ORDER = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)


def lint_command(
    code: Annotated[
        str | None, typer.Option("--code", help="Only this code, e.g. sum_mismatch.")
    ] = None,
    severity: Annotated[
        Severity | None, typer.Option("--severity", help="Only this severity and above.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with exit code 8 where anything is found.")
    ] = False,
    directory: Annotated[Path, typer.Option("--dir", help="Folder of an earlier run.")] = Path(),
    as_json: Annotated[bool, typer.Option("--json", help="Print the issues as JSON.")] = False,
) -> None:
    """List what a careful reader would mark as wrong: sums, dates, references, blanks.

    Examples:

      auditkit lint --dir resultat

      auditkit lint --dir resultat --severity high --strict
    """
    issues = [
        issue
        for issue in load_last_run(directory).issues
        if (code is None or issue.code == code)
        and (severity is None or _ORDER.index(issue.severity) <= _ORDER.index(severity))
    ]
    issues.sort(key=lambda issue: _ORDER.index(issue.severity))
    if as_json:
        print_json([_to_json(issue) for issue in issues])
    else:
        print_table(
            ("severity", "code", "document", "page", "message", "quote"),
            [_to_row(issue) for issue in issues],
        )
    if strict and issues:
        raise typer.Exit(int(ExitCode.DOES_NOT_HOLD))


def _to_row(issue: Issue) -> tuple[str, ...]:
    first = issue.provenances[0]
    return (
        issue.severity.value,
        issue.code,
        first.path,
        first.place or "",
        issue.message,
        first.quote,
    )


def _to_json(issue: Issue) -> dict[str, object]:
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "message": issue.message,
        "quotes": [
            {
                "document": p.document,
                "path": p.path,
                "pages": list(p.pages or ()),
                "start": p.start,
                "end": p.end,
                "quote": p.quote,
            }
            for p in issue.provenances
        ],
    }
