"""``auditkit list``: the statements and requirements of the last run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from auditkit.cli.actor import find_actors, statements_of
from auditkit.cli.console import print_json, print_table
from auditkit.exports import load_last_run
from auditkit.model import (
    Check,
    Requirement,
    Results,
    Statement,
    StatementKind,
    Timing,
    Verdict,
)

_MAX_QUOTE = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A statement with the requirement it belongs to and the check of that, if any."""

    statement: Statement
    requirement: Requirement | None
    check: Check | None


def list_command(
    kind: Annotated[
        StatementKind | None, typer.Option("--kind", "-k", help="Only this kind of statement.")
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", help="Only of this owner, in any form of the name.")
    ] = None,
    verdict: Annotated[
        Verdict | None, typer.Option("--verdict", help="Only requirements with this verdict.")
    ] = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only requirements whose due date has passed.")
    ] = False,
    document: Annotated[
        str | None, typer.Option("--document", help="Only documents whose path holds this.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", help="At most so many; 0 for all.")] = 0,
    directory: Annotated[Path, typer.Option("--dir", help="Folder of an earlier run.")] = Path(),
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List statements by kind, owner, verdict or due date, each with its page.

    Examples:

      auditkit list --dir resultat --kind recommendation

      auditkit list --dir resultat --owner stabschefen --overdue
    """
    results = load_last_run(directory)
    owned = statements_of(results, find_actors(results, owner)) if owner else frozenset()
    entries = [
        entry
        for entry in _entries(results)
        if (kind is None or entry.statement.kind is kind)
        and (document is None or document.casefold() in entry.statement.provenance.path.casefold())
        and (owner is None or entry.statement.id in owned or _is_owned_by(entry, owner))
        and (verdict is None or (entry.check is not None and entry.check.verdict is verdict))
        and (not overdue or (entry.check is not None and entry.check.timing is Timing.OVERDUE))
    ]
    shown = entries[:limit] if limit > 0 else entries
    if as_json:
        print_json([_to_json(entry) for entry in shown])
        return
    print_table(
        ("id", "kind", "owner", "due", "verdict", "document", "page", "quote"),
        [_to_row(entry) for entry in shown],
    )
    if len(shown) < len(entries):
        typer.echo(f"{len(entries) - len(shown)} more; --limit 0 shows all", err=True)


def _entries(results: Results) -> Iterator[_Entry]:
    """Yield every statement in the order of documents and text."""
    by_statement = {s: r for r in results.archive.requirements for s in r.statements}
    checks = {check.requirement: check for check in results.checks}
    for record in results.archive.records:
        for statement in record.statements:
            requirement = by_statement.get(statement.id)
            check = checks.get(requirement.id) if requirement else None
            yield _Entry(statement=statement, requirement=requirement, check=check)


def _is_owned_by(entry: _Entry, owner: str) -> bool:
    names = entry.requirement.owner if entry.requirement else ()
    return any(owner.casefold() in name.casefold() for name in names)


def _to_row(entry: _Entry) -> tuple[str, ...]:
    statement, requirement, check = entry.statement, entry.requirement, entry.check
    quote = statement.provenance.quote
    return (
        requirement.id if requirement else statement.id,
        statement.kind.value,
        ", ".join(requirement.owner) if requirement else "",
        ", ".join(requirement.due) if requirement else "",
        check.verdict.value if check else "",
        statement.provenance.path,
        statement.provenance.place or "",
        quote if len(quote) <= _MAX_QUOTE else f"{quote[:_MAX_QUOTE]}…",
    )


def _to_json(entry: _Entry) -> dict[str, object]:
    statement, requirement, check = entry.statement, entry.requirement, entry.check
    return {
        "id": requirement.id if requirement else statement.id,
        "statement": statement.id,
        "type": statement.kind.value,
        "owner": list(requirement.owner) if requirement else [],
        "due": list(requirement.due) if requirement else [],
        "verdict": check.verdict.value if check else None,
        "timing": check.timing.value if check else None,
        "document": statement.provenance.document,
        "path": statement.provenance.path,
        "pages": list(statement.provenance.pages or ()),
        "place": statement.provenance.place,
        "quote": statement.provenance.quote,
    }
