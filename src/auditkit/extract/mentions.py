"""What a sentence mentions: actors, dates, deadlines, frequencies, references, amounts."""

from __future__ import annotations

from collections.abc import Iterator

from auditkit.annotate import Annotated, Unit
from auditkit.extract.actors import actor_words, base_form, find_actor, is_body, is_name
from auditkit.extract.attributes_actor import people_of
from auditkit.extract.attributes_time import anchor_of
from auditkit.extract.attributes_words import Word, verb_forms, words_between
from auditkit.extract.deadlines import Deadline, find_dates, find_deadlines, find_frequencies
from auditkit.extract.references import Found, find_amounts, find_references
from auditkit.model import Mention, MentionKind


def find_mentions(unit: Unit, annotated: Annotated) -> tuple[Mention, ...]:
    """Return the mentions of a unit in text order, values normalised.

    Dates are ISO where the text or the date of its part tells the year; a deadline relative
    to an event has its own words as value; an actor's value is its name in base form.

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
    found = [*_actors(unit, annotated)]
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


def _actors(unit: Unit, annotated: Annotated) -> Iterator[Mention]:
    """Yield every actor named in a unit, also in the genitive."""
    pack, people = annotated.pack, people_of(annotated.structure.facts)
    words = words_between(annotated.doc, unit.start, unit.end)
    text = annotated.structure.document.text
    index = 0
    while index < len(words):
        if not _begins_actor(words, index, annotated):
            index += 1
            continue
        end = index + 1
        if base_form(words[index].text, pack) == words[index].text:
            span = find_actor(words, pack, index, len(words), bounded=False, people=people)
            end = span[1] if span is not None and span[0] == index else end
        name = " ".join(text[words[index].start : words[end - 1].end].split())
        yield Mention(
            kind=MentionKind.ACTOR,
            value=base_form(name, pack),
            rule="actor",
            start=words[index].start,
            end=words[end - 1].end,
        )
        index = end


def _begins_actor(words: tuple[Word, ...], index: int, annotated: Annotated) -> bool:
    """Tell whether an actor's name begins at a word: a body, a role, a person's full name."""
    pack, word = annotated.pack, words[index]
    base = base_form(word.text, pack)
    plain = Word(base, base.casefold(), word.start, word.end)
    if plain.lower in pack.words("nobody") or plain.lower in verb_forms(pack).infinitive:
        return False
    if is_body(plain, pack) or plain.lower in people_of(annotated.structure.facts):
        return plain.lower not in actor_words(pack).none
    full = index + 1 < len(words) and is_name(words[index + 1], pack)
    return full and is_name(word, pack)
