"""What a sentence mentions: actors, dates, deadlines, frequencies, references, amounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from auditkit.annotate import Annotated, Unit
from auditkit.extract.actors import actor_words, base_form, find_actor, is_body, is_name
from auditkit.extract.attributes_actor import people_of
from auditkit.extract.attributes_time import anchor_of
from auditkit.extract.attributes_words import Word, is_finite_form, verb_forms, words_between
from auditkit.extract.deadlines import Deadline, find_dates, find_deadlines, find_frequencies
from auditkit.extract.persons import Named
from auditkit.extract.references import Found, find_amounts, find_references
from auditkit.lang import Pack
from auditkit.model import Mention, MentionKind

_FIELD = 4  # letters of a word that names a field


def find_mentions(
    unit: Unit, annotated: Annotated, persons: Sequence[Named] = ()
) -> tuple[Mention, ...]:
    """Return the mentions of a unit in text order, values normalised.

    Dates are ISO where the text or the date of its part tells the year; a deadline relative
    to an event has its own words as value; an actor's value is its name in base form.

    Args:
        unit: The unit.
        annotated: The document that it belongs to.
        persons: The persons that it names (``find_persons``).

    Example:
        >>> from auditkit.annotate import annotate, load_pipeline
        >>> from auditkit.lang import load_pack
        >>> from auditkit.model import Block, BlockKind, Document, Facts, Structure
        >>> text = "Miljönämndens plan ska vara klar senast den 1 maj 2024 (dnr MN 2023-44)."
        >>> block = Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text))
        >>> document = Document(id="d", sha256="d", name="d", path="d", media_type="text/plain",
        ...                     text=text, blocks=(block,), lines=())
        >>> structure = Structure(document=document, facts=Facts(), parts=(), sections=(),
        ...                       block_sections=(None,), lead_ins=(None,))
        >>> pack = load_pack("sv")
        >>> annotated = annotate(structure, pack, load_pipeline(pack))
        >>> [(m.kind.value, m.value) for m in find_mentions(annotated.units[0], annotated)]
        [('actor', 'Miljönämnden'), ('deadline', '2024-05-01'), ('reference', 'MN 2023-44')]
    """
    text, pack = annotated.text(unit), annotated.pack
    anchor = anchor_of(unit, annotated)
    deadlines = find_deadlines(text, pack, anchor)
    found = [*_actors(unit, annotated, persons)]
    found += [_timed(MentionKind.DEADLINE, unit, deadline) for deadline in deadlines]
    found += [
        _timed(MentionKind.DATE, unit, date)
        for date in find_dates(text, pack, anchor)
        if date.value and not any(date.start < d.end and d.start < date.end for d in deadlines)
    ]
    found += [_timed(MentionKind.FREQUENCY, unit, one) for one in find_frequencies(text, pack)]
    found += [_found(MentionKind.REFERENCE, unit, one) for one in find_references(text, pack)]
    found += [_found(MentionKind.AMOUNT, unit, one) for one in find_amounts(text, pack)]
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.end)))


def _timed(kind: MentionKind, unit: Unit, found: Deadline) -> Mention:
    return Mention(
        kind=kind,
        value=found.value or " ".join(found.text.split()).casefold(),
        rule=found.rule,
        start=unit.start + found.start,
        end=unit.start + found.end,
    )


def _found(kind: MentionKind, unit: Unit, found: Found) -> Mention:
    return Mention(
        kind=kind,
        value=found.value,
        rule=found.rule,
        start=unit.start + found.start,
        end=unit.start + found.end,
    )


def _actors(unit: Unit, annotated: Annotated, persons: Sequence[Named]) -> Iterator[Mention]:
    """Yield every actor named in a unit, also in the genitive; a title goes with its person."""
    pack, people = annotated.pack, people_of(annotated.structure.facts)
    words = words_between(annotated.doc, unit.start, unit.end)
    text = annotated.structure.document.text
    index = 0
    while index < len(words):
        span = _actor_at(words, index, annotated, persons, people)
        if span is None:
            index += 1
            continue
        start, end = words[span[0]].start, words[span[1] - 1].end
        person = next((p for p in persons if start <= p.start < end), None)
        if person is not None:
            end = person.end
            name = f"{text[start : person.start]}{person.name}"
        else:
            name = base_form(text[start:end], pack)
        yield Mention(
            kind=MentionKind.ACTOR,
            value=" ".join(name.split()),
            rule="person" if person is not None else "actor",
            start=start,
            end=end,
        )
        index = next((i for i, w in enumerate(words) if w.start >= end), len(words))


def _actor_at(
    words: tuple[Word, ...],
    index: int,
    annotated: Annotated,
    persons: Sequence[Named],
    people: frozenset[str],
) -> tuple[int, int] | None:
    """Return the words of the actor that is named from a word on, None where none is.

    A name ends before the next person, so that "ordförande Anna Ek och Bo Ask" are two.
    """
    pack = annotated.pack
    here = words[index].start
    if persons and any(person.start == here for person in persons):
        return index, index + 1
    if not _begins_actor(words, index, annotated, people):
        return None
    begin = _with_first_part(words, index, pack)
    if base_form(words[index].text, pack) != words[index].text:
        return begin, index + 1
    starts = [person.start for person in persons if person.start > here]
    limit = next((i for i, w in enumerate(words) if starts and w.start > starts[0]), len(words))
    limit = min(limit, _end_of_cell(words, index, annotated))
    span = find_actor(words, pack, index, limit, bounded=False, people=people)
    end = span[1] if span is not None and span[0] == index else index + 1
    return begin, max(end, _named_field(words, end, pack))


def _end_of_cell(words: tuple[Word, ...], index: int, annotated: Annotated) -> int:
    """Return the word at which the cell or line of a word ends: no name runs over it."""
    text = annotated.structure.document.text
    for after in range(index + 1, len(words)):
        between = text[words[after - 1].end : words[after].start]
        if "\t" in between or "\n" in between:
            return after
    return len(words)


def _with_first_part(words: tuple[Word, ...], index: int, pack: Pack) -> int:
    """Return where a name begins before its head: "bygg- och miljönämnden", "Ekby kommun"."""
    joints = actor_words(pack).joints
    begin = index
    if index and base_form(words[index].lower, pack) in actor_words(pack).places:
        return index - 1 if is_name(words[index - 1], pack) else index
    while begin >= 2 and words[begin - 1].lower in joints and words[begin - 2].text.endswith("-"):
        begin -= 2
        while begin >= 2 and words[begin - 1].text == "," and words[begin - 2].text.endswith("-"):
            begin -= 2
    return begin


def _named_field(words: tuple[Word, ...], end: int, pack: Pack) -> int:
    """Return the end of a name that tells its field: "Inspektionen för vård och omsorg"."""
    head = words[end - 1]
    if end + 1 >= len(words) or words[end].lower not in pack.words("field_words"):
        return end
    if not head.text[0].isupper() or not head.lower.endswith(pack.words("field_heads")):
        return end
    at = end + 1
    if not _is_field(words[at], pack):
        return end
    while at + 1 < len(words) and words[at].lower.endswith("a") and _is_field(words[at + 1], pack):
        at += 1  # an adjective before its noun
    joint = at + 2 < len(words) and words[at + 1].lower in actor_words(pack).joints
    return at + 3 if joint and _is_field(words[at + 2], pack) else at + 1


def _is_field(word: Word, pack: Pack) -> bool:
    """Tell whether a word can be a noun or adjective of a field: neither small word nor verb."""
    known = actor_words(pack)
    idle = word.lower in pack.words("stop") or word.lower in known.adverbs | known.determiners
    noun = word.lower.isalpha() and len(word.lower) >= _FIELD
    return noun and not idle and not is_finite_form(word.lower, verb_forms(pack))


def _begins_actor(
    words: tuple[Word, ...], index: int, annotated: Annotated, people: frozenset[str]
) -> bool:
    """Tell whether an actor's name begins at a word: a body, a role, a person of the minutes."""
    pack, word = annotated.pack, words[index]
    plain, body = _plain_form(word.text, pack)
    if body is None:
        return False
    if body or plain in people:
        return plain not in actor_words(pack).none
    if plain in actor_words(pack).openers and index + 1 < len(words):  # "Statens vägverk"
        return word.text[0].isupper() and words[index + 1].text[0].isupper()
    return _is_named(words, index, pack)


@lru_cache(maxsize=20_000)
def _plain_form(text: str, pack: Pack) -> tuple[str, bool | None]:
    """Return a word without case and genitive, and whether it is a body (None: never one)."""
    base = base_form(text, pack)
    plain = Word(base, base.casefold(), 0, len(base))
    if plain.lower in pack.words("nobody") or plain.lower in verb_forms(pack).infinitive:
        return plain.lower, None
    return plain.lower, is_body(plain, pack)


def _is_named(words: tuple[Word, ...], index: int, pack: Pack) -> bool:
    """Tell whether a name is that of a system or programme: "systemet Linnea", "Mätportalen"."""
    if not index or not is_name(words[index], pack):
        return False
    before = words[index - 1].lower in pack.words("naming_nouns")
    return before or words[index].lower.endswith(pack.words("system_endings"))
