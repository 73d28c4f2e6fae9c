"""Decisions that two places date differently: text and footnote, sentences, documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from auditkit.check.consistency_dates import (
    PrintedDate,
    document_date,
    find_days,
    head_quotes,
    make_conflict,
    text_before,
)
from auditkit.check.consistency_view import (
    View,
    content_stems,
    quote_place,
    read_sentences,
    stem_word,
)
from auditkit.lang import Pack
from auditkit.model import BlockKind, Decision, Doctype, Issue, Provenance

_FEWEST_SHARED = 2  # words that two sentences must share to tell one decision
_SHORTEST_OBJECT = 4  # letters of a noun that names what was adopted
_MOST_TOLD = 50  # latest decisions that a new one is compared with
_SAME_VERSION = 60  # days between a document and the meeting that adopted it
_NOTE = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A decision as a sentence tells it."""

    value: date
    stems: frozenset[str]
    quote: Provenance


def find_conflicting_decisions(view: View) -> Iterator[Issue]:
    """Yield decisions that one document dates differently."""
    yield from _check_footnotes(view)
    yield from _check_adopted(view)


def _is_slip(left: date, right: date) -> bool:
    """Tell whether two dates differ in the day or in the month only.

    One case may hold several decisions; a slip of the pen changes only one of the two.
    """
    return left != right and (left.day == right.day or left.month == right.month)


def _past_day(printed: PrintedDate, near: date | None) -> date | None:
    """Return a day that is told as past: without a year it is not after the document."""
    value = printed.value
    if value is None or printed.has_year or near is None or value <= near:
        return value
    return value.replace(year=value.year - 1) if (value.month, value.day) != (2, 29) else None


def _check_adopted(view: View) -> Iterator[Issue]:
    """Compare sentences that say when one plan, policy or the like was adopted."""
    told: list[tuple[frozenset[str], date, Provenance]] = []
    for sentence in read_sentences(view):
        text = sentence.provenance.quote
        for printed in find_days(text, view.pack, document_date(view)):
            for rule in view.pack.rules("consistency.adopted_on"):
                match = rule.pattern.search(text_before(text, printed))
                value = _past_day(printed, document_date(view))
                if match and value is not None:
                    words = _WORD.findall(match["object"])
                    stems = frozenset(stem_word(word, view.pack) for word in words)
                    told.append((stems, value, sentence.provenance))
    for index, (stems, value, quote) in enumerate(told):
        for others, other, place in told[max(0, index - _MOST_TOLD) : index]:
            if place != quote and _is_slip(value, other) and _same_object(stems, others):
                yield make_conflict(
                    f"Adopted on {other.isoformat()} here and on {value.isoformat()} there.",
                    place,
                    quote,
                )


def _same_object(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether a noun of one is a noun of the other or the end of its compound."""
    return any(
        len(short) >= _SHORTEST_OBJECT and long.endswith(short)
        for a in left
        for b in right
        for short, long in ((a, b), (b, a))
    )


def _check_footnotes(view: View) -> Iterator[Issue]:
    """Compare the date of a decision in a sentence with the one in its footnote."""
    notes = _decision_notes(view)
    for sentence in read_sentences(view) if notes else ():
        text = sentence.provenance.quote
        marks = [mark.translate(_RAISED) for mark in _NOTE.findall(text)]
        days = find_days(text, view.pack, None)
        if len(marks) != 1 or marks[0] not in notes or len(days) != 1:
            continue
        said = days[0].value
        told = any(
            rule.pattern.search(text_before(text, days[0]))
            for rule in view.pack.rules("consistency.decided_on")
        )
        value, quote = notes[marks[0]]
        if told and said is not None and said != value:
            yield make_conflict(
                f"The decision is dated {said.isoformat()} in the text and "
                f"{value.isoformat()} in its footnote.",
                sentence.provenance,
                quote,
            )


def _decision_notes(view: View) -> dict[str, tuple[date, Provenance]]:
    """Return the footnotes that cite one decision with one date, by their number."""
    notes: dict[str, tuple[date, Provenance]] = {}
    for block in view.document.blocks:
        if block.kind is not BlockKind.FOOTNOTE:
            continue
        text = view.document.text[block.start : block.end]
        printed = _NOTE.match(text)
        mark = block.marker or (printed.group() if printed else "")
        days = find_days(text, view.pack, None)
        cites = any(r.pattern.search(text) for r in view.pack.rules("consistency.decision_note"))
        value = days[0].value if len(days) == 1 else None
        if mark and cites and value is not None:
            quote = quote_place(view, block.start, block.end)
            notes[mark.translate(_RAISED).strip(" .)")] = (value, quote)
    return notes


# --- between documents ---------------------------------------------------------------------


def find_conflicting_decision_dates(views: tuple[View, ...]) -> Iterator[Issue]:
    """Yield decisions that two documents date differently, tied by a diary number."""
    yield from _check_adoption(views)
    yield from _check_told_decisions(views)


def find_diary_numbers(text: str, pack: Pack) -> set[str]:
    """Return the diary numbers of a text as series, year and number.

    Example:
        >>> from auditkit.lang import load_pack
        >>> find_diary_numbers("planen (dnr ABC 2023-0145)", load_pack("sv"))
        {'abc 2023-0145'}
    """
    return {
        f"{match['series'].lower().split()[-1]} {match['year']}-{match['number']}"
        for rule in pack.rules("consistency.diary")
        for match in rule.pattern.finditer(text)
    }


def _check_adoption(views: tuple[View, ...]) -> Iterator[Issue]:
    """Compare a document's date with that of the meeting that adopted it."""
    adoptions: dict[str, list[tuple[date, Provenance]]] = {}
    for view in views:
        met = document_date(view)
        if met is not None and view.records.structure.facts.doctype is Doctype.MINUTES:
            for number, quote in _adopting_decisions(view):
                adoptions.setdefault(number, []).append((met, quote))
    for adopted in views:
        facts = adopted.records.structure.facts
        dated = document_date(adopted)
        if facts.doctype is not Doctype.DIRECTIVE or dated is None or not facts.reference:
            continue
        for number in find_diary_numbers(facts.reference, adopted.pack):
            for met, quote in adoptions.get(number, ()):
                # Farther apart, it is another version of the document.
                if met != dated and abs((met - dated).days) <= _SAME_VERSION:
                    yield make_conflict(
                        f"The document is dated {dated.isoformat()}, the meeting that adopted "
                        f"it was on {met.isoformat()}.",
                        *head_quotes(adopted, dated),
                        quote,
                    )


def _adopting_decisions(view: View) -> Iterator[tuple[str, Provenance]]:
    """Yield the diary numbers of what minutes adopt, each with the decision."""
    for statement in view.records.statements:
        text = statement.provenance.quote
        if isinstance(statement.attributes, Decision) and any(
            rule.pattern.search(text) for rule in view.pack.rules("consistency.adopts")
        ):
            for number in find_diary_numbers(text, view.pack):
                yield number, statement.provenance


def _check_told_decisions(views: tuple[View, ...]) -> Iterator[Issue]:
    """Compare sentences that tell one actor's decision under one diary number."""
    told: dict[tuple[str, str], list[_Told]] = {}
    for view in views:
        for key, each in _told_decisions(view):
            told.setdefault(key, []).append(each)
    for first, *others in told.values():
        for other in others:
            shared = first.stems & other.stems
            if _is_slip(first.value, other.value) and len(shared) > _FEWEST_SHARED:
                yield make_conflict(
                    f"The decision is dated {first.value.isoformat()} here and "
                    f"{other.value.isoformat()} there.",
                    first.quote,
                    other.quote,
                )


def _told_decisions(view: View) -> Iterator[tuple[tuple[str, str], _Told]]:
    for sentence in read_sentences(view):
        text = sentence.provenance.quote
        numbers = find_diary_numbers(text, view.pack)
        if len(numbers) != 1:
            continue
        for printed in find_days(text, view.pack, document_date(view)):
            for rule in view.pack.rules("consistency.decided_on"):
                match = rule.pattern.search(text_before(text, printed))
                value = _past_day(printed, document_date(view))
                if match is not None and value is not None:
                    yield (
                        (min(numbers), match["actor"].lower()),
                        _Told(
                            value=value,
                            stems=content_stems(text, view.pack),
                            quote=sentence.provenance,
                        ),
                    )
