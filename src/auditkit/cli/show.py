"""``auditkit show ID``: one statement or requirement in its context."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from auditkit.cli.actor import find_actors, print_actor
from auditkit.cli.console import print_json
from auditkit.errors import UsageError
from auditkit.exports import load_last_run
from auditkit.model import (
    Actor,
    Check,
    DocumentRecords,
    Evidence,
    Link,
    Provenance,
    Requirement,
    Results,
    Statement,
)
from auditkit.records_json import encode

_CONTEXT = 300
_MAX_LINKS = 20


def show_command(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="Of a requirement or statement, or an actor.")
    ],
    directory: Annotated[Path, typer.Option("--dir", help="Folder of an earlier run.")] = Path(),
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Show a statement in its context, what became of it, and what it is linked to.

    IDs stand in the tracking table and in the output of `auditkit list`. An actor is shown by
    any form of its name.

    Examples:

      auditkit show R-3f2a91c0 --dir resultat

      auditkit show styrgruppen --dir resultat
    """
    results = load_last_run(directory)
    if actors := find_actors(results, name):
        _show_actors(results, actors, as_json=as_json)
        return
    requirement, places = _find(results, name)
    check = _check_of(results, requirement)
    links = _links_of(results, requirement, places)
    if as_json:
        print_json(
            {
                "requirement": encode(requirement) if requirement else None,
                "statements": [encode(statement) for statement, _ in places],
                "check": encode(check) if check else None,
                "links": [encode(link) for link in links],
            }
        )
        return
    console = Console(highlight=False, soft_wrap=True)
    for statement, record in places:
        _print_statement(console, statement, record)
    if requirement is not None:
        _print_requirement(console, requirement)
    if check is not None:
        _print_check(console, check)
    _print_links(console, links)


def _show_actors(results: Results, actors: tuple[Actor, ...], *, as_json: bool) -> None:
    """Print the actors that a name stands for."""
    if as_json:
        print_json([encode(actor) for actor in actors])
        return
    console = Console(highlight=False, soft_wrap=True)
    for actor in actors:
        print_actor(console, results, actor)


def _find(
    results: Results, name: str
) -> tuple[Requirement | None, list[tuple[Statement, DocumentRecords]]]:
    """Find what an id names; a requirement stands in one or more statements."""
    places = {s.id: (s, r) for r in results.archive.records for s in r.statements}
    for requirement in results.archive.requirements:
        if name == requirement.id or name in requirement.statements:
            return requirement, [places[s] for s in requirement.statements if s in places]
    if name in places:
        return None, [places[name]]
    raise UsageError(
        f"{name}: no requirement or statement has this id, no actor this name",
        hint="`auditkit list --dir DIR` shows the ids of the last run.",
    )


def _check_of(results: Results, requirement: Requirement | None) -> Check | None:
    if requirement is None:
        return None
    return next((c for c in results.checks if c.requirement == requirement.id), None)


def _links_of(
    results: Results,
    requirement: Requirement | None,
    places: list[tuple[Statement, DocumentRecords]],
) -> list[Link]:
    """Return the edges that touch the statement or requirement."""
    names = {statement.id for statement, _ in places}
    if requirement is not None:
        names.add(requirement.id)
    return [link for link in results.archive.links if names & {link.source, link.target}]


def _print_statement(console: Console, statement: Statement, record: DocumentRecords) -> None:
    """Print where a statement stands, its context with the quote marked, its attributes."""
    where, text = statement.provenance, record.structure.document.text
    console.print(Text(f"{statement.kind.value} {statement.id}", style="bold"))
    console.print(Text(_place(where, statement, record)))
    context = Text()
    context.append(text[max(0, where.start - _CONTEXT) : where.start], style="dim")
    context.append(where.quote, style="reverse")
    context.append(text[where.end : where.end + _CONTEXT], style="dim")
    console.print()
    console.print(context)
    console.print()
    for name, value in _attributes(statement):
        console.print(Text(f"  {name:14} {value}"))
    if statement.cues:
        rules = ", ".join(f"{cue.rule} ({text[cue.start : cue.end]})" for cue in statement.cues)
        console.print(Text(f"  {'cues':14} {rules}"))
    for name, value in _reason(statement):
        console.print(Text(f"  {name:14} {value}"))


def _reason(statement: Statement) -> Iterator[tuple[str, str]]:
    """Yield what the classifier decided by: the probability, and what spoke for and against."""
    reason = statement.reason
    if reason is None:
        return
    other = reason.against.value if reason.against is not None else "no statement"
    yield "probability", f"{reason.probability:.2f}, next likely: {other}"
    for title, wanted in (("decided by", True), ("against it", False)):
        told = [
            f"{name} {weight:+.2f}" for name, weight in reason.features if (weight > 0) is wanted
        ]
        if told:
            yield title, "; ".join(told)


def _place(where: Provenance, statement: Statement, record: DocumentRecords) -> str:
    section = (
        record.structure.sections[statement.section].heading
        if statement.section is not None
        else None
    )
    return ", ".join(part for part in (where.path, where.place, section) if part)


def _attributes(statement: Statement) -> list[tuple[str, str]]:
    """Return the attributes that have a value, as text."""
    values: dict[str, object] = encode(statement.attributes)
    found: list[tuple[str, str]] = []
    for name, value in values.items():
        if isinstance(value, list | tuple):
            value = ", ".join(str(item) for item in value)
        if value:
            found.append((name, str(value)))
    return found


def _print_requirement(console: Console, requirement: Requirement) -> None:
    console.print()
    console.print(Text(f"requirement {requirement.id}", style="bold"))
    for name, values in (
        ("owner", requirement.owner),
        ("due", requirement.due),
        ("parts", requirement.parts),
    ):
        if values:
            console.print(Text(f"  {name:14} {'; '.join(values)}"))
    console.print(Text(f"  {'follow-up':14} {'yes' if requirement.follow_up else 'no'}"))


def _print_check(console: Console, check: Check) -> None:
    console.print()
    console.print(Text(f"verdict {check.verdict.value}", style="bold"))
    console.print(Text(f"  {check.reason}"))
    for name, value in (
        ("detail", check.detail),
        ("timing", check.timing),
        ("rung", check.rung),
        ("response", check.management_response),
    ):
        if value is not None:
            console.print(Text(f"  {name:14} {value.value}"))
    searched = check.searched
    console.print(
        Text(f"  {'searched':14} {searched.documents} later documents, until {searched.until}")
    )
    for heading, passages in (("evidence", check.evidence), ("against", check.against)):
        for passage in passages:
            _print_passage(console, heading, passage)
    for step in check.drift:
        console.print(Text(f"  {'due then':14} {step.due}, {step.provenance.path}"))


def _print_passage(console: Console, heading: str, passage: Evidence) -> None:
    where = ", ".join(
        part for part in (passage.date, passage.provenance.path, passage.provenance.place) if part
    )
    console.print(Text(f"  {heading:14} {passage.stance.value}: {where}"))
    console.print(Text(f"  {'':14} {' '.join(passage.provenance.quote.split())}"))


def _print_links(console: Console, links: list[Link]) -> None:
    if links:
        console.print()
        console.print(Text("links", style="bold"))
    for link in links[:_MAX_LINKS]:
        console.print(Text(f"  {link.source} -{link.kind.value}-> {link.target}"))
    if len(links) > _MAX_LINKS:
        console.print(Text(f"  … {len(links) - _MAX_LINKS} more; --json shows all"))
