"""The places where requirements stand: each statement with what it is compared by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from auditkit.link.actors import Registry, resolve_actor
from auditkit.link.forms import statement_actors, statement_addressees
from auditkit.link.vocabulary import Vocabulary, Words, read_words
from auditkit.model import (
    Anchor,
    Commitment,
    Decision,
    Doctype,
    DocumentRecords,
    Finding,
    Goal,
    Responsibility,
    Risk,
    Role,
    Section,
    Statement,
    StatementKind,
)

REQUIREMENT_KINDS = frozenset(
    {
        StatementKind.DECISION,
        StatementKind.RESPONSIBILITY,
        StatementKind.RECOMMENDATION,
        StatementKind.COMMITMENT,
        StatementKind.GOAL,
    }
)
_STRENGTH = {
    "shall": "duty",
    "must": "duty",
    "should": "duty",
    "may": "may",
    "must_not": "ban",
    "should_not": "ban",
}
_REPORTS = frozenset({Doctype.AUDIT_REPORT, Doctype.FOLLOW_UP, Doctype.RESPONSE})
_AROUND = 64
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One statement that asks for something, and what decides whether another is the same.

    ``document`` is a document's part: an annex is a document in its own right. A part that
    ``instructs`` is a directive; one that ``reports`` tells of what others instructed.
    """

    statement: Statement
    document: str
    instructs: bool
    reports: bool
    lead_in: str | None
    anchor: Anchor
    folded: str
    words: Words
    actors: frozenset[str]
    actor_words: frozenset[str]
    addressees: frozenset[str]
    due: frozenset[str]
    strength: str | None
    retold: bool
    summary: bool
    minutes: bool
    item: int | None
    date: str | None
    decided: str | None
    goal: str | None


def collect_places(
    records: Sequence[DocumentRecords], registry: Registry, vocabulary: Vocabulary
) -> tuple[Place, ...]:
    """Return a place for every statement that asks for something, in the order of documents.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> collect_places((), Registry(actors=(), by_key={}, holders={}),
        ...                load_vocabulary(load_pack("sv")))
        ()
    """
    return tuple(
        _place(record, statement, registry, vocabulary)
        for record in records
        for statement in record.statements
        if statement.kind in REQUIREMENT_KINDS
    )


def document_lineage(path: str) -> str:
    """Return the name that a document keeps when it is saved in another format.

    Example:
        >>> document_lineage("2024/protokoll.pdf") == document_lineage("2024/protokoll.docx")
        True
    """
    return str(PurePosixPath(path.replace("\\", "/")).with_suffix("")) if path else path


def fold_text(text: str) -> str:
    """Return a text in lower case, without blanks, soft hyphens and line-end hyphens.

    Example:
        >>> fold_text("En  Plan") == fold_text("en plan")
        True
    """
    return _BLANK.sub(" ", text.replace("\u00ad", "")).strip().casefold()


def section_of(record: DocumentRecords, index: int | None) -> Section | None:
    """Return a section by its index, None where there is none.

    Example:
        >>> from auditkit.model import Document, Facts, Structure
        >>> document = Document(id="d", sha256="d", name="p", path="p", media_type="t",
        ...                     text="", blocks=(), lines=())
        >>> section_of(DocumentRecords(structure=Structure(
        ...     document=document, facts=Facts(), parts=(), sections=(), block_sections=(),
        ...     lead_ins=()), statements=(), sentences=()), 4) is None
        True
    """
    sections = record.structure.sections
    return sections[index] if index is not None and 0 <= index < len(sections) else None


def _has_role(record: DocumentRecords, index: int | None, role: Role) -> int | None:
    """Return the innermost section at or above an index that has a role."""
    seen = 0
    while index is not None and seen < 20:
        section = section_of(record, index)
        if section is None:
            return None
        if section.role is role:
            return index
        index, seen = section.parent, seen + 1
    return None


def _place(
    record: DocumentRecords, statement: Statement, registry: Registry, vocabulary: Vocabulary
) -> Place:
    """Gather what one statement is compared by."""
    document = record.structure.document
    provenance, attributes = statement.provenance, statement.attributes
    part = next((p for p in record.structure.parts if p.label == statement.part), None)
    doctype = part.doctype if part else record.structure.facts.doctype
    date = (part.date if part else None) or record.structure.facts.date
    names = statement_actors(statement)
    decided = None
    if isinstance(attributes, Decision):
        decided = attributes.date or (date if doctype is Doctype.MINUTES else None)
    return Place(
        statement=statement,
        document=f"{document.path}#{statement.part}",
        instructs=doctype is Doctype.DIRECTIVE,
        reports=doctype in _REPORTS,
        lead_in=_lead_in(statement),
        anchor=Anchor(
            quote=provenance.quote,
            before=document.text[max(0, provenance.start - _AROUND) : provenance.start],
            after=document.text[provenance.end : provenance.end + _AROUND],
            lineage=document_lineage(document.path),
        ),
        folded=fold_text(provenance.quote),
        words=read_words(provenance.quote, vocabulary),
        actors=_ids(registry, document.id, names, vocabulary),
        actor_words=frozenset(s for n in names for s in read_words(n, vocabulary).stems),
        addressees=_ids(registry, document.id, statement_addressees(statement), vocabulary),
        due=frozenset(_iso_due(statement)),
        strength=_STRENGTH.get(attributes.modality or "")
        if isinstance(attributes, Responsibility)
        else None,
        retold=isinstance(attributes, Responsibility)
        and attributes.retold
        and doctype is not Doctype.DIRECTIVE,
        summary=_has_role(record, statement.section, Role.SUMMARY) is not None,
        minutes=doctype is Doctype.MINUTES,
        item=_has_role(record, statement.section, Role.AGENDA_ITEM) or statement.section,
        date=date,
        decided=decided,
        goal=attributes.id if isinstance(attributes, Goal) else None,
    )


def _lead_in(statement: Statement) -> str | None:
    """Return what introduces the list that a statement is a point of."""
    own = getattr(statement.attributes, "lead_in", None) or statement.lead_in
    return fold_text(own) if own else None


def _ids(
    registry: Registry, document_id: str, names: Sequence[str], vocabulary: Vocabulary
) -> frozenset[str]:
    """Return the actors that names stand for in a document."""
    found = (resolve_actor(registry, document_id, name, vocabulary) for name in names)
    return frozenset(f for f in found if f)


def _iso_due(statement: Statement) -> tuple[str, ...]:
    """Return the deadlines that are dates; for a commitment also ``next_meeting``."""
    due = () if isinstance(statement.attributes, Finding | Risk) else statement.attributes.due
    if isinstance(statement.attributes, Commitment):
        return due
    return tuple(d for d in due if d[:1].isdigit())
