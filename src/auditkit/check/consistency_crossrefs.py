"""References that exist but lead to another matter, inside and between documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from auditkit.check.consistency_dates import document_date, find_days
from auditkit.check.consistency_decisions import find_diary_numbers
from auditkit.check.consistency_numbering import DOTTED, find_paragraphs
from auditkit.check.consistency_view import (
    Row,
    Table,
    View,
    content_stems,
    line_text,
    make_issue,
    quote_place,
    read_sentences,
    stem_word,
)
from auditkit.model import Doctype, Issue, Provenance, Section, Sentence, Severity

_BEGINNING = 600  # characters in which minutes print their number
_SHORTEST_STEM = 6  # shorter words stand in any section
_FEWEST_PARAGRAPHS = 3


def _broken(message: str, quote: Provenance, *others: Provenance) -> Issue:
    return make_issue("broken_reference", Severity.MEDIUM, message, quote, *others)


def find_wrong_sections(view: View) -> Iterator[Issue]:
    """Yield references to a section that does not speak of the matter while another does."""
    for sentence in read_sentences(view):
        for rule in view.pack.rules("consistency.section_tells"):
            match = rule.pattern.match(sentence.provenance.quote)
            if match:
                stems = _long_stems(match["subject"], view)
                yield from _check_target(view, sentence, match["number"], stems)
    for table in view.tables:
        yield from _check_rows(view, table)


def _sections(view: View, part: str) -> list[Section]:
    return [
        section
        for section in view.records.structure.sections
        if section.part == part and section.number and DOTTED.fullmatch(section.number)
    ]


def _long_stems(text: str, view: View) -> set[str]:
    return {each for each in content_stems(text, view.pack) if len(each) >= _SHORTEST_STEM}


def _section_text(view: View, section: Section, sections: list[Section]) -> str:
    """Return the text of a section and of those below it, without what only refers to it."""
    ends = [
        each.start
        for each in sections
        if each.start > section.start and not (each.number or "").startswith(f"{section.number}.")
    ]
    return view.document.text[section.start : min(ends, default=section.end)].lower()


def _check_target(view: View, sentence: Sentence, number: str, stems: set[str]) -> Iterator[Issue]:
    sections = _sections(view, sentence.part)
    target = next((each for each in sections if each.number == number), None)
    if target is None:
        return
    text = _section_text(view, target, sections)
    first = {_first_stem(view, each): each for each in sections}
    others = [section for stem, section in first.items() if stem in stems and stem not in text]
    if len(others) == 1:
        yield _wrong_section(view, sentence.provenance, target, others[0])


def _first_stem(view: View, section: Section) -> str:
    words = re.findall(r"[^\W\d_]{3,}", section.heading)
    stem = stem_word(words[0], view.pack) if words else ""
    return stem if len(stem) >= _SHORTEST_STEM else ""


def _wrong_section(view: View, quote: Provenance, target: Section, other: Section) -> Issue:
    end = view.document.text.find("\n", other.start)
    return _broken(
        f"Section {target.number} does not speak of this; section {other.number} does.",
        quote,
        quote_place(view, other.start, end if end > other.start else other.end),
    )


def _check_rows(view: View, table: Table) -> Iterator[Issue]:
    """Check rows that give a section and, in another cell, the heading of a different one."""
    sections = _sections(view, "main")
    by_heading = {section.heading.lower(): section for section in sections}
    by_number = {section.number: section for section in sections}
    for row in table.rows:
        target = by_number.get(_referred(view, row))
        named = next((s for c in row.cells if (s := by_heading.get(c.lower()))), None)
        if target is None or named is None or named is target:
            continue
        if not f"{target.number}.".startswith(f"{named.number}."):
            yield _wrong_section(view, quote_place(view, row.start, row.end), target, named)


def _referred(view: View, row: Row) -> str | None:
    for cell in row.cells:
        for rule in view.pack.rules("consistency.section_reference"):
            if match := rule.pattern.fullmatch(cell):
                return match["number"]
    return None


# --- between documents ---------------------------------------------------------------------


def find_wrong_documents(views: tuple[View, ...]) -> Iterator[Issue]:
    """Yield references between documents by a wrong paragraph or a wrong diary number."""
    yield from _check_minutes_references(views)
    yield from _check_diary_numbers(views)


def _check_minutes_references(views: tuple[View, ...]) -> Iterator[Issue]:
    """Check "§ 5 i protokoll nr 9/2022" where those minutes are in the archive."""
    by_number = {number: view for view in views if (number := _minutes_number(view))}
    for view in views:
        for sentence in read_sentences(view):
            for rule in view.pack.rules("consistency.minutes_reference"):
                for match in rule.pattern.finditer(sentence.provenance.quote):
                    target = by_number.get(match["minutes"])
                    if target is not None and target is not view:
                        yield from _check_minutes(sentence, int(match["number"]), target)


def _minutes_number(view: View) -> str | None:
    if view.records.structure.facts.doctype is not Doctype.MINUTES:
        return None
    for rule in view.pack.rules("consistency.minutes_number"):
        if match := rule.pattern.search(view.document.text, 0, _BEGINNING):
            return match["minutes"]
    return None


def _check_minutes(sentence: Sentence, number: int, target: View) -> Iterator[Issue]:
    paragraphs = find_paragraphs(target)
    if len(paragraphs) < _FEWEST_PARAGRAPHS:
        return
    ends = [block.start for _, block in paragraphs[1:]] + [len(target.document.text)]
    texts = {
        each: target.document.text[block.start : end].lower()
        for (each, block), end in zip(paragraphs, ends, strict=True)
    }
    if number not in texts:
        yield _broken(f"Those minutes have no § {number}.", sentence.provenance)
        return
    subjects = _subjects(sentence.provenance.quote, target)
    if any(subject in texts[number] for subject in subjects):
        return
    headed = {
        each: block
        for each, block in paragraphs
        if any(subject in line_text(target, block).lower() for subject in subjects)
    }
    if len(headed) == 1:
        right, block = next(iter(headed.items()))
        yield _broken(
            f"The matter stands in § {right} of those minutes, not in § {number}.",
            sentence.provenance,
            quote_place(target, block.start, block.end),
        )


def _subjects(text: str, view: View) -> set[str]:
    """Return the words of a sentence that may name its subject, without their endings."""
    stop = view.pack.words("consistency_reference_stop")
    words = (word.lower() for word in re.findall(r"[^\W\d_]{7,}", text))
    return {word[:-2] for word in words if not any(word.startswith(each) for each in stop)}


def _check_diary_numbers(views: tuple[View, ...]) -> Iterator[Issue]:
    """Check a diary number cited with the date of a document that has almost that number."""
    known: dict[date, list[tuple[str, View]]] = {}
    for view in views:
        reference, dated = view.records.structure.facts.reference, document_date(view)
        if reference and dated is not None:
            for number in find_diary_numbers(reference, view.pack):
                known.setdefault(dated, []).append((number, view))
    for view in views:
        for sentence in read_sentences(view):
            text = sentence.provenance.quote
            cited = find_diary_numbers(text, view.pack)
            days = {day.value for day in find_days(text, view.pack, None)} if cited else set()
            for number, source in (each for day in days if day for each in known.get(day, ())):
                other = source is not view and number not in cited
                if other and any(is_slip(each, number) for each in cited):
                    start = source.document.text.find(number.split("-")[-1])
                    head = [quote_place(source, start, start + 1)] if start >= 0 else []
                    yield _broken(
                        f"The document of that date has the number {number.upper()}.",
                        sentence.provenance,
                        *head,
                    )


def is_slip(left: str, right: str) -> bool:
    """Tell whether two diary numbers differ in one digit or by two that changed places.

    Example:
        >>> is_slip("ab 2022-00381", "ab 2022-00318"), is_slip("ab 2022-1", "ab 2022-17")
        (True, False)
    """
    if len(left) != len(right):
        return False
    places = [i for i, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    if len(places) == 1:
        return True
    if len(places) != 2:
        return False
    first, second = places
    return left[first] == right[second] and left[second] == right[first]
