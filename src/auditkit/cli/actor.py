"""An actor on the screen, found by any of its forms: its names, and what it is linked to."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from auditkit.model import Actor, LinkKind, Results

_MAX_STATEMENTS = 40


def find_actors(results: Results, name: str) -> tuple[Actor, ...]:
    """Return the actors that have a name, an alias or the id of this form, case aside.

    Example:
        >>> from auditkit.model import ActorKind, Archive
        >>> actor = Actor(id="A-1", name="Styrgruppen", kind=ActorKind.BODY)
        >>> results = Results(archive=Archive(records=(), actors=(actor,)))
        >>> [a.id for a in find_actors(results, "styrgruppen")]
        ['A-1']
    """
    wanted = " ".join(name.casefold().split())
    return tuple(
        actor
        for actor in results.archive.actors
        if wanted in {each.casefold() for each in (actor.id, actor.name)}
        or any(alias.name.casefold() == wanted for alias in actor.aliases)
    )


def statements_of(results: Results, actors: tuple[Actor, ...]) -> frozenset[str]:
    """Return the ids of the statements in which one of the actors acts or is addressed.

    Example:
        >>> from auditkit.model import Archive
        >>> statements_of(Results(archive=Archive(records=())), ())
        frozenset()
    """
    ids = {actor.id for actor in actors}
    acts = {
        link.target
        for link in results.archive.links
        if link.kind is LinkKind.ACTS and link.source in ids
    }
    addressed = {
        link.source
        for link in results.archive.links
        if link.kind is LinkKind.ADDRESSES and link.target in ids
    }
    return frozenset(acts | addressed)


def print_actor(console: Console, results: Results, actor: Actor) -> None:
    """Print an actor's forms, each with the place that ties it, and its statements."""
    console.print(Text(f"{actor.kind.value} {actor.id} {actor.name}", style="bold"))
    for alias in actor.aliases:
        place = alias.provenance
        where = f"{place.path}, {place.place}" if place and place.place else ""
        console.print(Text(f"  {'also':14} {alias.name}  {where}".rstrip()))
    ids = statements_of(results, (actor,))
    found = [s for r in results.archive.records for s in r.statements if s.id in ids]
    for statement in found[:_MAX_STATEMENTS]:
        stands = statement.provenance
        console.print(Text(f"  {statement.kind.value:14} {stands.quote}  ({stands.path})"))
    if len(found) > _MAX_STATEMENTS:
        console.print(Text(f"  and {len(found) - _MAX_STATEMENTS} more"))
