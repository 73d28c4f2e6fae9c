"""What a sentence mentions: actors, dates, deadlines, frequencies, references, amounts."""

from __future__ import annotations

from collections.abc import Iterator

from auditkit.annotate import Annotated, Unit
from auditkit.extract.actors import base_form, find_actor, is_head
from auditkit.extract.attributes_actor import people_of
from auditkit.extract.attributes_clause import Word, words_between
from auditkit.extract.attributes_time import anchor_of
from auditkit.extract.deadlines import find_dates, find_deadlines, find_frequencies
from auditkit.extract.references import find_amounts, find_references
from auditkit.model import Mention, MentionKind


def find_mentions(unit: Unit, annotated: Annotated) -> tuple[Mention, ...]:
    """Return the mentions of a unit in text order, values normalised.

    Dates are ISO where the text or the date of its part tells the year; a deadline relative
    to an event has its own words as value. An actor's value is its name in base form.
    """
    text, pack = annotated.text(unit), annotated.pack
    anchor = anchor_of(unit, annotated)
    found = [*_actors(unit, annotated)]
    deadlines = find_deadlines(text, pack, anchor)
    for deadline in deadlines:
        value = deadline.value or " ".join(deadline.text.split()).casefold()
        found.append(
            _mention(MentionKind.DEADLINE, unit, value, deadline.rule, deadline.start, deadline.end)
        )
    for date in find_dates(text, pack, anchor):
        if date.value and not any(date.start < d.end and d.start < date.end for d in deadlines):
            found.append(
                _mention(MentionKind.DATE, unit, date.value, date.rule, date.start, date.end)
            )
    for frequency in find_frequencies(text, pack):
        found.append(
            _mention(
                MentionKind.FREQUENCY,
                unit,
                frequency.value or frequency.text,
                frequency.rule,
                frequency.start,
                frequency.end,
            )
        )
    for reference in find_references(text, pack):
        found.append(
            _mention(
                MentionKind.REFERENCE,
                unit,
                reference.value,
                reference.rule,
                reference.start,
                reference.end,
            )
        )
    for amount in find_amounts(text, pack):
        found.append(
            _mention(MentionKind.AMOUNT, unit, amount.value, amount.rule, amount.start, amount.end)
        )
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.end)))


def _mention(kind: MentionKind, unit: Unit, value: str, rule: str, start: int, end: int) -> Mention:
    return Mention(
        kind=kind, value=value, rule=rule, start=unit.start + start, end=unit.start + end
    )


def _actors(unit: Unit, annotated: Annotated) -> Iterator[Mention]:
    """Yield every actor named in a unit, also in the genitive."""
    pack, people = annotated.pack, people_of(annotated.structure.facts)
    words = words_between(annotated.doc, unit.start, unit.end)
    text = annotated.structure.document.text
    index = 0
    while index < len(words):
        word = words[index]
        base = base_form(word.text)
        plain = Word(base, base.casefold(), word.start, word.end)
        if not is_head(plain, pack, initial=index == 0, people=people) or word.lower in (
            "man",
            "vi",
            "alla",
            "ni",
            "jag",
            "du",
        ):
            index += 1
            continue
        end = index + 1
        if base == word.text:
            span = find_actor(words, pack, index, len(words), bounded=False, people=people)
            end = span[1] if span is not None and span[0] == index else end
        name = " ".join(text[word.start : words[end - 1].end].split())
        yield Mention(
            kind=MentionKind.ACTOR,
            value=base_form(name) if end == index + 1 else name,
            rule="actor",
            start=word.start,
            end=words[end - 1].end,
        )
        index = end
