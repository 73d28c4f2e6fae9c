"""All documents' records joined into an archive: actors, requirements, links."""

from __future__ import annotations

from collections.abc import Sequence

from auditkit.lang import Pack
from auditkit.link.actors import build_registry
from auditkit.link.edges import meeting_links, same_links, statement_links, structure_links
from auditkit.link.places import collect_places
from auditkit.link.references import find_targets, reference_links
from auditkit.link.requirements import build_requirements
from auditkit.link.vocabulary import load_vocabulary
from auditkit.model import Archive, DocumentRecords, Link, Requirement


def link_archive(
    records: Sequence[DocumentRecords], pack: Pack, previous: Sequence[Requirement] = ()
) -> Archive:
    """Join the records of all documents.

    Nothing hangs on the order of ``records``. A second file with the same bytes adds
    nothing. A requirement of ``previous`` whose source is gone is not in the archive: the
    tracking table keeps it, and its id is never given again.

    Args:
        records: What the left half of the line made of each document.
        pack: The language pack.
        previous: The requirements of earlier runs, also of documents that are gone.

    Raises:
        PackError: If the pack lacks the words of this stage.

    Example:
        >>> from auditkit.lang import load_pack
        >>> link_archive((), load_pack("sv")).requirements
        ()
    """
    vocabulary = load_vocabulary(pack)
    by_id: dict[str, DocumentRecords] = {}
    for record in sorted(records, key=lambda r: r.structure.document.path):
        by_id.setdefault(record.structure.document.id, record)
    unique = tuple(by_id.values())
    registry = build_registry(unique, vocabulary)
    places = collect_places(unique, registry, vocabulary)
    names = {actor.id: actor.name for actor in registry.actors}
    requirements = build_requirements(places, unique, previous, names, vocabulary)
    statements = {s.id: s for record in unique for s in record.statements}
    targets = find_targets(unique)
    links: list[Link] = []
    for record in unique:
        links += structure_links(record)
        links += statement_links(record, registry, vocabulary)
        links += reference_links(record, targets, vocabulary)
    links += meeting_links(unique, registry, vocabulary)
    links += same_links(requirements, statements)
    return Archive(
        records=unique,
        actors=registry.actors,
        links=tuple(links),
        requirements=requirements,
    )
