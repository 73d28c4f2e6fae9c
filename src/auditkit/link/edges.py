"""The links of an archive, each with the method and the quote that made it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from auditkit.link.actors import Registry, resolve_actor
from auditkit.link.forms import (
    find_text,
    meeting_persons,
    statement_actors,
    statement_addressees,
)
from auditkit.link.names import name_key
from auditkit.link.nodes import agenda_node, meeting_node, part_node, section_node
from auditkit.link.vocabulary import Vocabulary
from auditkit.locate import locate
from auditkit.model import (
    Document,
    DocumentRecords,
    Link,
    LinkKind,
    Provenance,
    Requirement,
    Statement,
)


def structure_links(record: DocumentRecords) -> Iterator[Link]:
    """Yield what a document contains: parts, sections, a meeting and its agenda.

    Example:
        >>> from auditkit.model import Facts, Part, Structure
        >>> document = Document(id="d", sha256="d", name="p", path="p", media_type="t",
        ...                     text="Hej", blocks=(), lines=())
        >>> record = DocumentRecords(structure=Structure(
        ...     document=document, facts=Facts(), parts=(Part(label="main", start=0, end=3),),
        ...     sections=(), block_sections=(), lead_ins=()), statements=(), sentences=())
        >>> [(link.source, link.target) for link in structure_links(record)]
        [('d', 'd:part:main')]
    """
    structure = record.structure
    document = structure.document
    for part in structure.parts:
        place = _first_line(document, part.start, part.end)
        yield _contains(document.id, part_node(document.id, part.label), "part", place)
    labels = {p.label for p in structure.parts}
    for index, section in enumerate(structure.sections):
        if section.parent is not None:
            source = section_node(document.id, section.parent)
        elif section.part in labels:
            source = part_node(document.id, section.part)
        else:
            source = document.id
        place = _first_line(document, section.start, section.end)
        yield _contains(source, section_node(document.id, index), "heading", place)
    meeting = structure.facts.meeting
    if meeting:
        node = meeting_node(document.id)
        head = _first_line(document, 0, len(document.text))
        place = find_text(document, meeting.body or "") or head
        yield _contains(document.id, node, "minutes", place)
        for index, item in enumerate(meeting.agenda):
            place = find_text(document, item.title) or head
            yield _contains(node, agenda_node(document.id, index), "agenda", place)


def _contains(source: str, target: str, method: str, place: Provenance | None) -> Link:
    """Return a link from a whole to its part."""
    return Link(
        kind=LinkKind.CONTAINS, source=source, target=target, method=method, provenance=place
    )


def _first_line(document: Document, start: int, end: int) -> Provenance | None:
    """Return the first line of a stretch of text that is not blank."""
    text = document.text[start:end]
    blank = len(text) - len(text.lstrip())
    stop = text.find("\n", blank)
    if blank == len(text):
        return None
    return locate(document, start + blank, end if stop < 0 else start + stop)


def statement_links(
    record: DocumentRecords, registry: Registry, vocabulary: Vocabulary
) -> Iterator[Link]:
    """Yield where each statement stands, who acts in it and whom it addresses.

    Where a role acts and the document says who holds it, the person is linked as well.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> from auditkit.model import Facts, Structure
        >>> document = Document(id="d", sha256="d", name="p", path="p", media_type="t",
        ...                     text="Hej", blocks=(), lines=())
        >>> record = DocumentRecords(structure=Structure(
        ...     document=document, facts=Facts(), parts=(), sections=(), block_sections=(),
        ...     lead_ins=()), statements=(), sentences=())
        >>> list(statement_links(record, Registry(actors=(), by_key={}, holders={}),
        ...                      load_vocabulary(load_pack("sv"))))
        []
    """
    structure = record.structure
    document = structure.document
    labels = {p.label for p in structure.parts}
    for statement in record.statements:
        place = statement.provenance
        if statement.section is not None and 0 <= statement.section < len(structure.sections):
            source = section_node(document.id, statement.section)
        elif statement.part in labels:
            source = part_node(document.id, statement.part)
        else:
            source = document.id
        yield Link(
            kind=LinkKind.STATES,
            source=source,
            target=statement.id,
            method="section" if ":section:" in source else "part",
            provenance=place,
        )
        yield from _actor_links(document, statement, registry, vocabulary)


def _actor_links(
    document: Document, statement: Statement, registry: Registry, vocabulary: Vocabulary
) -> Iterator[Link]:
    """Yield the actors and addressees of one statement."""
    for kind, names in (
        (LinkKind.ACTS, statement_actors(statement)),
        (LinkKind.ADDRESSES, statement_addressees(statement)),
    ):
        seen: set[str] = set()
        for name in names:
            actor = resolve_actor(registry, document.id, name, vocabulary)
            holder = registry.holders.get((document.id, name_key(name, vocabulary)))
            for found, method in ((actor, "attribute"), (holder, "role_holder")):
                if found is None or found in seen:
                    continue
                seen.add(found)
                acts = kind is LinkKind.ACTS
                yield Link(
                    kind=kind,
                    source=found if acts else statement.id,
                    target=statement.id if acts else found,
                    method=method,
                    provenance=_name_place(document, statement, name),
                )


def _name_place(document: Document, statement: Statement, name: str) -> Provenance:
    """Return where an actor's name stands in a statement, else the whole statement."""
    place = statement.provenance
    start = document.text.find(name, place.start, place.end) if name.strip() else -1
    return place if start < 0 else locate(document, start, start + len(name))


def meeting_links(
    records: Sequence[DocumentRecords], registry: Registry, vocabulary: Vocabulary
) -> Iterator[Link]:
    """Yield who attended each meeting, and the meetings of each body as a chain in time.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> list(meeting_links((), Registry(actors=(), by_key={}, holders={}),
        ...                    load_vocabulary(load_pack("sv"))))
        []
    """
    chains: dict[str, list[tuple[str, str, DocumentRecords]]] = defaultdict(list)
    for record in records:
        document, facts = record.structure.document, record.structure.facts
        if facts.meeting is None:
            continue
        absent = {p.name for p in facts.meeting.absent}
        for person in meeting_persons(facts.meeting):
            actor = resolve_actor(registry, document.id, person.name, vocabulary)
            if actor and person.name not in absent:
                yield Link(
                    kind=LinkKind.ATTENDS,
                    source=actor,
                    target=meeting_node(document.id),
                    method="attendance",
                    provenance=find_text(document, person.name)
                    or _first_line(document, 0, len(document.text)),
                )
        body = facts.meeting.body
        if body and facts.date:
            node = resolve_actor(registry, document.id, body, vocabulary)
            chains[node or name_key(body, vocabulary)].append((facts.date, document.path, record))
    for chain in chains.values():
        ordered = sorted(chain, key=lambda c: c[:2])
        for (date, _, earlier), (later_date, _, later) in zip(ordered, ordered[1:], strict=False):
            if date != later_date:
                yield _follows(later, earlier, later_date)


def _follows(later: DocumentRecords, earlier: DocumentRecords, date: str) -> Link:
    """Return a link from a meeting to the one before it, quoting the later one's head."""
    document = later.structure.document
    place = find_text(document, date) or _first_line(document, 0, len(document.text))
    return Link(
        kind=LinkKind.FOLLOWS,
        source=meeting_node(document.id),
        target=meeting_node(earlier.structure.document.id),
        method="body_and_date",
        provenance=place,
    )


def same_links(
    requirements: Sequence[Requirement], statements: dict[str, Statement]
) -> Iterator[Link]:
    """Yield a link from the original of each requirement to every other place it stands.

    Example:
        >>> list(same_links((), {}))
        []
    """
    for requirement in requirements:
        original = requirement.statements[0]
        for other in requirement.statements[1:]:
            retold = getattr(statements[other].attributes, "retold", False)
            yield Link(
                kind=LinkKind.SAME_AS,
                source=original,
                target=other,
                method="retold" if retold else "repeated",
                provenance=statements[other].provenance,
            )
