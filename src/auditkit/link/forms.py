"""The forms under which actors are named in an archive, each with the place of its first use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from auditkit.link.coordination import split_names
from auditkit.link.names import (
    INITIAL,
    MAX_NAME,
    clean_name,
    kind_by_head,
    name_key,
    split_title,
    trim_name,
)
from auditkit.link.vocabulary import Vocabulary
from auditkit.locate import locate
from auditkit.model import (
    ActorKind,
    Commitment,
    Decision,
    Document,
    DocumentRecords,
    Meeting,
    MentionKind,
    Person,
    Provenance,
    Recommendation,
    Responsibility,
    Statement,
)

PERSON_RULE = "person"  # of mentions of persons, with their titles
_ACRONYM = 7  # letters; longer words in capitals are headings
_ADJECTIVES = 60  # characters before a noun in which its adjectives stand
_LONG = 6  # words; a longer mention is no name
_LEAD = 4000  # characters before a list item in which its lead-in may name the actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of a name in one document.

    ``role`` is the title printed beside a person's name, ``kind`` what the word before a name
    says of it ("systemet Linnea"); one that is not ``anchored`` counts only beside others;
    ``primary`` is the body that meets or that issued the document.
    """

    document_id: str
    name: str
    key: str
    provenance: Provenance | None
    person: bool = False
    role: str | None = None
    kind: ActorKind | None = None
    anchored: bool = True
    primary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raw:
    """A name as it was found; ``sure`` where it is certain that it names an actor."""

    name: str
    span: tuple[int, int] | None
    person: bool = False
    role: str | None = None
    sure: bool = True
    primary: bool = False


def statement_actors(statement: Statement) -> tuple[str, ...]:
    """Return the names of those who act or decide, as the attributes give them.

    Example:
        >>> from auditkit.model import StatementKind
        >>> provenance = Provenance(document_id="d", document="p", path="p", start=0, end=2,
        ...                         quote="Ja")
        >>> statement_actors(Statement(id="s", kind=StatementKind.DECISION,
        ...                            provenance=provenance,
        ...                            attributes=Decision(decided_by="Rådet")))
        ('Rådet',)
    """
    attributes = statement.attributes
    if isinstance(attributes, Decision):
        return (attributes.decided_by,) if attributes.decided_by else ()
    if isinstance(attributes, Responsibility | Commitment):
        return attributes.actor
    return ()


def statement_addressees(statement: Statement) -> tuple[str, ...]:
    """Return the names of those to whom a decision or recommendation is directed.

    Example:
        >>> from auditkit.model import StatementKind
        >>> provenance = Provenance(document_id="d", document="p", path="p", start=0, end=2,
        ...                         quote="Ja")
        >>> statement_addressees(Statement(id="s", kind=StatementKind.RECOMMENDATION,
        ...                                provenance=provenance,
        ...                                attributes=Recommendation(addressee=("Rådet",))))
        ('Rådet',)
    """
    attributes = statement.attributes
    if isinstance(attributes, Decision):
        return attributes.directed_to
    return attributes.addressee if isinstance(attributes, Recommendation) else ()


def collect_forms(record: DocumentRecords, vocabulary: Vocabulary) -> tuple[Form, ...]:
    """Return each form of a name in one document once, at its first place.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> from auditkit.model import Facts, Meeting, Structure
        >>> text = "Närvarande: Ida Ask"
        >>> document = Document(id="d", sha256="d", name="p", path="p", media_type="t",
        ...                     text=text, blocks=(), lines=())
        >>> facts = Facts(meeting=Meeting(present=(Person(name="Ida Ask"),)))
        >>> record = DocumentRecords(structure=Structure(
        ...     document=document, facts=facts, parts=(), sections=(), block_sections=(),
        ...     lead_ins=()), statements=(), sentences=())
        >>> [f.key for f in collect_forms(record, load_vocabulary(load_pack("sv")))]
        ['p ida ask']
    """
    document = record.structure.document
    found: dict[str, Form] = {}
    persons: dict[str, str] = {}
    for raw in _single_forms(record, vocabulary):
        name = raw.name
        old = found.get(name)
        if not _usable(name, vocabulary) or (old and not raw.person and not raw.role):
            continue
        form = _form(document, raw, name, persons, vocabulary)
        if form is not None:
            found[name] = form
    anchored = {f.key for f in found.values() if f.anchored}
    return tuple(f for f in found.values() if f.anchored or f.key in anchored)


def _single_forms(record: DocumentRecords, vocabulary: Vocabulary) -> Iterator[_Raw]:
    """Yield every name by itself, where a text runs several together."""
    text = record.structure.document.text
    for raw in _raw_forms(record, vocabulary):
        if raw.person:
            yield replace(raw, name=clean_name(raw.name))
            continue
        if _is_clause(raw.name, vocabulary):
            continue
        for name in split_names(raw.name, vocabulary):
            name = trim_name(name, vocabulary)
            title, bare = split_title(name, vocabulary)
            for form in (name, bare) if title else (name,):
                yield replace(raw, name=form, span=_narrow(text, raw.span, form))


def _narrow(text: str, span: tuple[int, int] | None, name: str) -> tuple[int, int] | None:
    """Return the range of one name inside the range in which it stands."""
    start = text.find(name, *span) if span else -1
    return (start, start + len(name)) if start >= 0 else span


def _is_clause(text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a text is a clause or a negation ("den som fattar beslut"), no name."""
    words = text.casefold().split()
    return (
        bool(vocabulary.clauses & set(words))
        or words[:1] == []
        or (words[0] in vocabulary.negations)
    )


def _form(
    document: Document, raw: _Raw, name: str, persons: dict[str, str], vocabulary: Vocabulary
) -> Form | None:
    """Return one form, None where nothing says that it names an actor."""
    role, tail = raw.role, name
    if not raw.person:
        title, tail = split_title(name, vocabulary)
        role = role or title
    if raw.person:
        persons[name] = "p " + " ".join(name.casefold().replace("-", " ").split())
    key = persons.get(tail) or name_key(tail, vocabulary)
    person = raw.person or key.startswith("p ")
    kind = None if person else kind_by_head(name, vocabulary)
    hint = _kind_before(document, raw, vocabulary) if kind is None and not person else None
    short = INITIAL.fullmatch(name) or _is_acronym(document, name)
    known = raw.sure or person or kind or hint or short
    if not key or not known or (not raw.sure and len(name.split()) > _LONG):
        return None
    definite = name.casefold().split()[0] != key.split()[0]
    return Form(
        document_id=document.id,
        name=name,
        key=key,
        provenance=locate(document, *raw.span) if raw.span else None,
        person=person,
        role=role,
        kind=kind or hint,
        primary=raw.primary,
        anchored=raw.sure or person or definite or any(c.isupper() for c in name),
    )


def _is_acronym(document: Document, name: str) -> bool:
    """Tell whether a word in capitals is an acronym in use: it stands twice, never in small."""
    if not name.isupper() or len(name) > _ACRONYM:
        return False
    word = re.escape(name)
    return (
        len(re.findall(rf"\b{word}\b", document.text)) > 1
        and re.search(rf"\b{word.lower()}\b", document.text) is None
    )


def _kind_before(document: Document, raw: _Raw, vocabulary: Vocabulary) -> ActorKind | None:
    """Return the kind that the noun right before a name gives it."""
    if raw.span is None or not raw.name[:1].isupper() or raw.name.isupper():
        return None
    before = document.text[max(0, raw.span[0] - 40) : raw.span[0]]
    words = before.rsplit("\n", 1)[-1].split(" ")
    kind = kind_by_head(words[-2], vocabulary) if len(words) > 1 and not words[-1] else None
    return kind if kind in (ActorKind.SYSTEM, ActorKind.PROGRAMME) else None


def _usable(name: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a form names somebody: neither a pronoun nor a clause."""
    return (
        1 < len(name) <= MAX_NAME
        and name.casefold() not in vocabulary.pronouns
        and any(c.isalpha() for c in name)
        and len(name.split()) <= 10
    )


def _raw_forms(record: DocumentRecords, vocabulary: Vocabulary) -> Iterator[_Raw]:
    """Yield every name of a document: meeting facts, attributes, issuer, mentions."""
    document = record.structure.document
    yield from _fact_forms(record)
    for statement in record.statements:
        for name in (*statement_actors(statement), *statement_addressees(statement)):
            yield _Raw(name=name, span=_span(document, statement, name))
    for sentence in record.sentences:
        for mention in sentence.mentions:
            if mention.kind is MentionKind.ACTOR and mention.start < mention.end:
                start = _widen(document.text, mention.start, vocabulary)
                name = document.text[start : mention.end]
                if mention.rule == PERSON_RULE:  # without a genitive, as the text does not give it
                    name = mention.value
                if name.strip():
                    yield _Raw(name=name, span=(start, mention.end), sure=False)


def _widen(text: str, start: int, vocabulary: Vocabulary) -> int:
    """Return where a name begins together with the adjectives that belong to it."""
    before = text[max(0, start - _ADJECTIVES) : start]
    for rule in vocabulary.adjectives:
        match = rule.pattern.search(before)
        if match:
            return start - len(before) + match.start()
    return start


def _fact_forms(record: DocumentRecords) -> Iterator[_Raw]:
    """Yield the persons and the body of a meeting, who presents, and who issued each part."""
    document, facts = record.structure.document, record.structure.facts
    if facts.meeting:
        for person in meeting_persons(facts.meeting):
            span = _find(document, person.name)
            yield _Raw(name=person.name, span=span, person=True, role=person.role)
        for item in facts.meeting.agenda:
            if item.presenter:
                yield _Raw(name=item.presenter, span=_find(document, item.presenter), sure=False)
        if facts.meeting.body:
            yield _Raw(
                name=facts.meeting.body, span=_find(document, facts.meeting.body), primary=True
            )
    for part in record.structure.parts:
        for name in (part.issuer,) if part.issuer else ():
            yield _Raw(name=name, span=_find(document, name), primary=True)


def meeting_persons(meeting: Meeting) -> Sequence[Person]:
    """Return all persons of a meeting, each once, with a role where one is printed.

    Example:
        >>> meeting = Meeting(chair=Person(name="Ida Ask"), present=(Person(name="Ida Ask"),))
        >>> len(meeting_persons(meeting))
        1
    """
    listed = [*meeting.present, *meeting.others, *meeting.absent, *meeting.adjusters]
    listed += [p for p in (meeting.chair, meeting.secretary) if p]
    found: dict[str, Person] = {}
    for person in listed:
        old = found.get(person.name)
        if old is None or (person.role and not old.role):
            found[person.name] = person
    return tuple(found.values())


def find_text(document: Document, text: str) -> Provenance | None:
    """Return the first place of a text in a document, None where it does not stand so.

    Example:
        >>> document = Document(id="d", sha256="d", name="p", path="p", media_type="t",
        ...                     text="Vid mötet: Ida", blocks=(), lines=())
        >>> find_text(document, "Ida").start
        11
    """
    span = _find(document, text)
    return locate(document, *span) if span else None


def _find(document: Document, text: str) -> tuple[int, int] | None:
    """Return the range of the first place of a text."""
    start = document.text.find(text) if text.strip() else -1
    return (start, start + len(text)) if start >= 0 else None


def _span(document: Document, statement: Statement, name: str) -> tuple[int, int]:
    """Return the range of an actor's name: in the quote, before it, else the whole quote."""
    provenance = statement.provenance
    start = document.text.find(name, provenance.start, provenance.end) if name.strip() else -1
    if start < 0 and name.strip():
        start = document.text.rfind(name, max(0, provenance.start - _LEAD), provenance.start)
    return (start, start + len(name)) if start >= 0 else (provenance.start, provenance.end)
