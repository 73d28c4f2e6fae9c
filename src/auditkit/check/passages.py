"""What the archive offers as evidence, and what is looked for: passages and subjects.

A passage is one sentence, list item or table row of any document, with the date of the
part it stands in. A subject is one requirement with all its places. Nothing is judged
here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from auditkit.lang import Pack
from auditkit.model import (
    Archive,
    BlockKind,
    Doctype,
    DocumentRecords,
    Mention,
    MentionKind,
    Part,
    Provenance,
    Recommendation,
    Requirement,
    Role,
    Sentence,
    Statement,
    Structure,
)

_WORD = re.compile(r"\w+(?:[.:-]\w+)*")
_SHORTEST_STEM = 4
_REPORTS_STATUS = frozenset({Doctype.FOLLOW_UP, Doctype.AUDIT_REPORT})
_NEIGHBOURS = 4  # statements before a sentence's end that may still overlap it
CONTEXT_BEFORE = 2  # sentences before a passage that say what "den" and "han" stand for


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One sentence of the archive as possible evidence.

    ``position`` counts passages from 0 in the order of the archive; ``context`` holds the
    stems of the heading, lead-in and preceding sentences; ``keys`` are printed names that
    tie two texts beyond doubt (goal ids, diary numbers); ``number`` is the first cell of a
    table row.
    """

    position: int
    provenance: Provenance
    document: int
    part: str
    date: str | None
    doctype: Doctype
    role: Role | None
    stems: tuple[str, ...]
    context: tuple[str, ...]
    keys: frozenset[str]
    actors: frozenset[str]
    mentions: tuple[Mention, ...]
    statement: Statement | None
    hidden: bool
    answers: bool
    answers_all: bool
    retells: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One requirement as it is looked for: the passages where it stands, best first.

    ``text`` is what it asks for in its own words, ``date`` the date of the part in which
    it stands first, ``places`` the positions of all its passages.
    """

    requirement: Requirement
    statement: Statement
    text: str
    date: str | None
    document: int
    part: str
    doctype: Doctype
    places: tuple[int, ...]
    stems: tuple[str, ...]
    context: tuple[str, ...]
    keys: frozenset[str]
    actors: frozenset[str]


def collect_passages(archive: Archive, pack: Pack) -> tuple[Passage, ...]:
    """Return every sentence of the archive as a passage, documents in archive order.

    Example:
        >>> from auditkit.lang import load_pack
        >>> collect_passages(Archive(records=()), load_pack("sv"))
        ()
    """
    actors = _actor_names(archive)
    found: list[Passage] = []
    for index, records in enumerate(archive.records):
        for sentence, statement in _with_statements(records):
            before = found[-CONTEXT_BEFORE:] if found else []
            context = [s for p in before if _together(p, index, sentence) for s in p.stems]
            found.append(
                _passage((len(found), index), records, sentence, statement, (context, actors, pack))
            )
    return tuple(found)


def collect_subjects(
    archive: Archive, passages: Sequence[Passage], pack: Pack
) -> tuple[Subject, ...]:
    """Return every requirement with the passages in which it stands, in archive order.

    Raises:
        KeyError: If a requirement names a statement that the archive does not hold.
    """
    statements = {s.id: s for records in archive.records for s in records.statements}
    by_statement: dict[str, Passage] = {}
    for passage in passages:
        if passage.statement is not None:
            by_statement.setdefault(passage.statement.id, passage)
    return tuple(_subject(r, statements, by_statement, pack) for r in archive.requirements)


def _subject(
    requirement: Requirement,
    statements: dict[str, Statement],
    by_statement: dict[str, Passage],
    pack: Pack,
) -> Subject:
    places = [by_statement[i] for i in requirement.statements if i in by_statement]
    first = statements[requirement.statements[0]]
    origin = by_statement[first.id]
    return Subject(
        requirement=requirement,
        statement=first,
        text=" ".join(dict.fromkeys(p.provenance.quote for p in places)),
        date=origin.date,
        document=origin.document,
        part=origin.part,
        doctype=origin.doctype,
        places=tuple(p.position for p in places),
        stems=_asked_for(first, places, pack),
        context=origin.context,
        keys=frozenset(k for p in places for k in p.keys),
        actors=frozenset(a for p in places for a in p.actors),
    )


def _asked_for(first: Statement, places: Sequence[Passage], pack: Pack) -> tuple[str, ...]:
    """Return the stems of what a requirement asks for, without who, by when and "ska".

    That a later text names the same person, or the same month, makes it no evidence.
    """
    attributes = first.attributes
    aside: list[str] = [*pack.words("check_frame")]
    for name in ("actor", "addressee", "directed_to", "due_text"):
        aside.extend(getattr(attributes, name, ()))
    decided_by = getattr(attributes, "decided_by", None)
    if decided_by:
        aside.append(decided_by)
    left_out = {stem for text in aside for stem in stems_of(text, pack)}
    stems = tuple(dict.fromkeys(s for p in places for s in p.stems))
    return tuple(s for s in stems if s not in left_out) or stems


def _passage(
    place: tuple[int, int],
    records: DocumentRecords,
    sentence: Sentence,
    statement: Statement | None,
    around: tuple[list[str], Sequence[tuple[str, str]], Pack],
) -> Passage:
    context, actors, pack = around
    structure = records.structure
    part = _part(structure, sentence.part)
    section = structure.sections[sentence.section] if sentence.section is not None else None
    provenance = statement.provenance if statement is not None else sentence.provenance
    heading = stems_of(section.heading, pack) if section is not None else ()
    lead_in = stems_of(sentence.lead_in, pack) if sentence.lead_in else ()
    return Passage(
        position=place[0],
        provenance=provenance,
        document=place[1],
        part=sentence.part,
        date=part.date,
        doctype=part.doctype,
        role=section.role if section is not None else None,
        stems=stems_of(provenance.quote, pack),
        context=(*heading, *lead_in, *context),
        keys=_keys(provenance.quote, sentence.mentions, pack)
        | _number(statement, part, provenance),
        actors=_actors(provenance.quote, actors),
        mentions=sentence.mentions,
        statement=statement,
        hidden=sentence.hidden,
        answers=_says("check.answer", provenance.quote, pack),
        answers_all=_says("check.answer_all", provenance.quote, pack),
        retells=_says("check.retold", provenance.quote, pack),
    )


def _says(group: str, text: str, pack: Pack) -> bool:
    return any(rule.pattern.search(text) for rule in pack.rules(group))


def stems_of(text: str, pack: Pack) -> tuple[str, ...]:
    """Return the word stems of a text, without stop words, numbers and months.

    Two texts are not close because both name a day in February.

    Example:
        >>> from auditkit.lang import load_pack
        >>> stems_of("Nollmätningens resultat", load_pack("sv"))
        ('nollmät', 'result')
    """
    stop = _stop_words(pack)
    endings = pack.words("check_endings")
    found = []
    for match in _WORD.finditer(text):
        word = match.group().casefold()
        if word not in stop and not word[0].isdigit():
            found.append(_stem(word, endings))
    return tuple(found)


def _stem(word: str, endings: Sequence[str]) -> str:
    """Cut the first ending that leaves a stem of four letters; endings come longest first."""
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _stop_words(pack: Pack) -> frozenset[str]:
    return frozenset((*pack.words("check_stop"), *pack.table("months")))


def _together(passage: Passage, document: int, sentence: Sentence) -> bool:
    """Tell whether a preceding passage can be what a sentence refers back to."""
    return passage.document == document and passage.part == sentence.part


def _part(structure: Structure, label: str) -> Part:
    """Return the part of a label; a document without parts is one part with its facts."""
    for part in structure.parts:
        if part.label == label:
            return part
    facts = structure.facts
    return Part(label=label, start=0, end=0, doctype=facts.doctype, date=facts.date)


def _with_statements(records: DocumentRecords) -> list[tuple[Sentence, Statement | None]]:
    """Pair each sentence with the statement that quotes it, in text order.

    A statement that shares its sentence with another one gets an entry of its own.
    """
    statements = sorted(records.statements, key=lambda s: s.provenance.start)
    starts = [s.provenance.start for s in statements]
    pairs: list[tuple[Sentence, Statement | None]] = []
    taken: set[str] = set()
    for sentence in records.sentences:
        best: Statement | None = None
        overlap = 0
        at = bisect_left(starts, sentence.provenance.end)
        for statement in reversed(statements[max(0, at - _NEIGHBOURS) : at]):
            shared = _overlap(statement.provenance, sentence.provenance)
            if shared > overlap and statement.id not in taken:
                best, overlap = statement, shared
        if best is not None:
            taken.add(best.id)
        pairs.append((sentence, best))
    pairs += [(_as_sentence(s), s) for s in statements if s.id not in taken]
    return sorted(pairs, key=lambda pair: pair[0].provenance.start)


def _as_sentence(statement: Statement) -> Sentence:
    return Sentence(
        provenance=statement.provenance,
        kind=BlockKind.PARAGRAPH,
        part=statement.part,
        section=statement.section,
        lead_in=statement.lead_in,
    )


def _overlap(a: Provenance, b: Provenance) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def _keys(text: str, mentions: Sequence[Mention], pack: Pack) -> frozenset[str]:
    found = {m.value for m in mentions if m.kind is MentionKind.REFERENCE}
    for rule in pack.rules("check.key"):
        found.update(match.group().casefold() for match in rule.pattern.finditer(text))
    return frozenset(found)


def _number(statement: Statement | None, part: Part, provenance: Provenance) -> frozenset[str]:
    """Return the number that ties a recommendation to the row that reports its status."""
    if statement is not None and isinstance(statement.attributes, Recommendation):
        number = statement.attributes.number
        return frozenset({f"#{number}".casefold()} if number else ())
    cells = provenance.quote.split("\t")
    if part.doctype in _REPORTS_STATUS and len(cells) > 1 and cells[0].strip():
        return frozenset({f"#{cells[0].strip()}".casefold()})
    return frozenset()


def _actor_names(archive: Archive) -> tuple[tuple[str, str], ...]:
    """Return every name of every actor with its id, names folded."""
    return tuple(
        (name.casefold(), actor.id)
        for actor in archive.actors
        for name in (actor.name, *(alias.name for alias in actor.aliases))
        if len(name) > 1
    )


def _actors(text: str, names: Sequence[tuple[str, str]]) -> frozenset[str]:
    folded = text.casefold()
    return frozenset(identity for name, identity in names if name in folded)
