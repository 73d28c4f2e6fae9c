"""Attributes of recommendations: to whom, what, how grave, to which audit question."""

from __future__ import annotations

from collections.abc import Iterator

from auditkit.annotate import Annotated, Unit
from auditkit.extract.actors import find_actor
from auditkit.extract.attributes_actor import actors_between, agent_of, people_of, subject_of
from auditkit.extract.attributes_clause import analyse_clause, begins_with_infinitive
from auditkit.extract.attributes_duty import action_of, lead_in_text
from auditkit.extract.attributes_time import due_of, frequency_of
from auditkit.extract.attributes_words import Word, word_sets, words_between
from auditkit.model import Recommendation, Span

_BLOCKS_BACK = 3  # how far before a recommendation its grade may stand
_UNITS_ON = 12  # how far after it the consequence may stand


def recommendation_attributes(unit: Unit, annotated: Annotated) -> Recommendation:
    """Return the attributes of a recommendation."""
    due, due_text = due_of(unit, annotated)
    return Recommendation(
        addressee=addressee_of(unit, annotated),
        action=action_of(unit, annotated),
        severity=severity_of(unit, annotated),
        question=question_of(unit, annotated),
        consequence=_consequence(unit, annotated),
        number=_number(unit, annotated),
        due=due,
        due_text=due_text,
        frequency=frequency_of(unit, annotated, continuous=False),
        lead_in=lead_in_text(unit, annotated),
    )


def addressee_of(unit: Unit, annotated: Annotated) -> tuple[str, ...]:
    """Return who is advised: after "rekommenderar", before "rekommenderas" or "bör"."""
    words = words_between(annotated.doc, unit.start, unit.end)
    own: tuple[str, ...] = ()
    if unit.lead_in is None or not begins_with_infinitive(words, annotated.pack):
        own = _addressee(Span(start=unit.start, end=unit.end), annotated)
    if own or unit.lead_in is None:
        return own
    return _addressee(unit.lead_in, annotated)


def _addressee(span: Span, annotated: Annotated) -> tuple[str, ...]:
    pack = annotated.pack
    words = words_between(annotated.doc, span.start, span.end)
    text = annotated.text(span)
    if words and words[0].lower in word_sets(pack).that:
        return _subject_after(words, 1, annotated)
    for rule in pack.rules("advice.to"):
        if match := rule.pattern.search(text):
            at = span.start + match.end()
            index = next((i for i, word in enumerate(words) if word.start >= at), len(words))
            return _named(words, index, annotated)
    advising = frozenset(pack.words("advising_verbs"))
    for index, word in enumerate(words):
        if word.lower in advising:
            return _advised(words, index, annotated)
        if word.lower in pack.words("advised_verbs"):
            after = _named(words, index + 1, annotated)
            return after or _before(words, index, annotated)
    found = actors_between(span.start, span.end, annotated)
    return tuple(name for name in found if not _is_adviser(name, annotated))


def _advised(words: tuple[Word, ...], verb: int, annotated: Annotated) -> tuple[str, ...]:
    """Return whom an advising verb addresses: its object, or the subject of its "att"."""
    for start in range(verb + 1, min(verb + 5, len(words))):
        if words[start].lower in word_sets(annotated.pack).that:
            return _subject_after(words, start + 1, annotated)
        found = _named(words, start, annotated)
        if found:
            return found
    return ()


def _subject_after(words: tuple[Word, ...], start: int, annotated: Annotated) -> tuple[str, ...]:
    """Return who is to act in "att nämnden ser över …"; nobody where it is passive."""
    clause = analyse_clause(words, annotated.pack, start, framed=False)
    if clause is None:  # "rekommenderar att nämnden:" before a list
        return _named(words, start, annotated)
    if clause.start != start:
        return ()
    found = agent_of if clause.passive else subject_of
    span = found(words, clause, annotated)
    return () if span is None else (_text(words, span, annotated),)


def _named(words: tuple[Word, ...], start: int, annotated: Annotated) -> tuple[str, ...]:
    """Return the actor that begins at a word, unless it is the auditor."""
    people = people_of(annotated.structure.facts)
    that = word_sets(annotated.pack).that
    end = next((i for i in range(start, len(words)) if words[i].lower in that), len(words))
    span = find_actor(words, annotated.pack, start, end, bounded=False, people=people)
    if span is None:
        return ()
    name = _text(words, span, annotated)
    return () if _is_adviser(name, annotated) else (name,)


def _before(words: tuple[Word, ...], end: int, annotated: Annotated) -> tuple[str, ...]:
    people = people_of(annotated.structure.facts)
    span = find_actor(words, annotated.pack, 0, end, bounded=True, people=people)
    return () if span is None else (_text(words, span, annotated),)


def _text(words: tuple[Word, ...], span: tuple[int, int], annotated: Annotated) -> str:
    text = annotated.structure.document.text
    return " ".join(text[words[span[0]].start : words[span[1] - 1].end].split())


def _is_adviser(name: str, annotated: Annotated) -> bool:
    """Tell whether a name is that of the auditor or of nobody in particular."""
    pack, lower = annotated.pack, name.casefold()
    if any(word in lower for word in pack.words("auditors")):
        return True
    return any(lower.startswith(word) for word in pack.words("not_addressees"))


def severity_of(unit: Unit, annotated: Annotated) -> str | None:
    """Return how grave the deficiency is, in the document's own word.

    It stands in the recommendation, in the lines just above it or in the heading.
    """
    for text in _near_texts(unit, annotated):
        for rule in annotated.pack.rules("severity"):
            if match := rule.pattern.search(text):
                return match.group("grade")
    for heading in _headings(unit, annotated):
        for rule in annotated.pack.rules("severity.heading"):
            if match := rule.pattern.search(heading):
                return match.group("grade")
    return None


def question_of(unit: Unit, annotated: Annotated) -> str | None:
    """Return the number of the audit question whose chapter the recommendation stands in."""
    for heading in _headings(unit, annotated):
        for rule in annotated.pack.rules("audit.question"):
            if match := rule.pattern.search(heading):
                return match.group("number")
    return None


def _number(unit: Unit, annotated: Annotated) -> str | None:
    """Return the printed number of a recommendation: its own, or that of the line above."""
    for text in _near_texts(unit, annotated):
        for rule in annotated.pack.rules("recommendation.number"):
            if match := rule.pattern.search(text):
                return match.group("number") or match.group("number2")
    marker = annotated.structure.document.blocks[unit.block].marker
    return marker.rstrip(".)") if marker and any(c.isdigit() for c in marker) else None


def _near_texts(unit: Unit, annotated: Annotated) -> Iterator[str]:
    """Yield the text of a unit, then of what stands just above it, nearest first."""
    document = annotated.structure.document
    yield annotated.text(unit)
    block = document.blocks[unit.block]
    if block.start < unit.start:
        yield document.text[block.start : unit.start]
    for index in range(unit.block - 1, max(-1, unit.block - 1 - _BLOCKS_BACK), -1):
        other = document.blocks[index]
        if other.end - other.start < 120:
            yield document.text[other.start : other.end]


def _headings(unit: Unit, annotated: Annotated) -> Iterator[str]:
    """Yield the headings above a unit, innermost first."""
    index = unit.section
    while index is not None:
        section = annotated.structure.sections[index]
        yield section.heading
        index = section.parent


def _consequence(unit: Unit, annotated: Annotated) -> str | None:
    """Return the sentence of the same section that says what happens otherwise."""
    following = (
        other
        for other in annotated.units
        if other.start >= unit.end and other.section == unit.section
    )
    for _, other in zip(range(_UNITS_ON), following, strict=False):
        text = annotated.text(other)
        if any(r.pattern.search(text) for r in annotated.pack.rules("recommendation.consequence")):
            return " ".join(text.split())
    return None
