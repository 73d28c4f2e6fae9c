"""Dates that do not exist, do not fit their weekday, or differ between two places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from auditkit.check.consistency_view import (
    View,
    body_blocks,
    content_stems,
    line_text,
    make_issue,
    quote_place,
    read_sentences,
)
from auditkit.lang import Pack
from auditkit.model import (
    BlockKind,
    Doctype,
    Goal,
    Issue,
    Provenance,
    Sentence,
    Severity,
)

_FEWEST_SHARED = 2  # words that two places must share to speak of one thing
_LONGEST_LINE = 60
_LOOK_BACK = 400  # characters; the longest rule needs fewer
_MOST_DAYS = 40  # of one sentence; more are a calendar
_ADJUSTMENT = 14  # days, chapter 5 of the Local Government Act (kommunallagen)
_SAME_DECISION = 366  # days; farther apart, the line is no signature of this document
_NOTE = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """A day as a text prints it; ``value`` is None where there is no such day."""

    start: int
    end: int
    value: date | None
    has_year: bool


def find_date_conflicts(view: View) -> Iterator[Issue]:
    """Yield dates that conflict with the calendar, the head of the document or each other."""
    for sentence in read_sentences(view):
        days = find_days(sentence.provenance.quote, view.pack, document_date(view))
        for printed in days:
            yield from _check_calendar(view, sentence, printed)
            yield from _check_against_head(view, sentence, printed)
        yield from _check_periods(view, sentence, days)
    yield from _check_headings(view)
    yield from _check_in_force(view)
    yield from _check_signature(view)
    yield from _check_adjustment(view)
    yield from _check_next_meeting(view)
    yield from _check_milestones(view)


def make_conflict(message: str, *quotes: Provenance) -> Issue:
    """Make the issue of dates that cannot both be right."""
    return make_issue("date_conflict", Severity.MEDIUM, message, *quotes)


def find_days(text: str, pack: Pack, near: date | None) -> list[PrintedDate]:
    """Return the days that a text names; one without a year is the nearest to ``near``.

    Example:
        >>> from auditkit.lang import load_pack
        >>> days = find_days("den 31 april 2025 och 3 maj", load_pack("sv"), date(2025, 1, 1))
        >>> [day.value and day.value.isoformat() for day in days]
        [None, '2025-05-03']
    """
    months = pack.table("months")
    found: list[PrintedDate] = []
    for rule in pack.rules("date"):
        if rule.value != "day" or "slash" in rule.id:
            continue
        for match in rule.pattern.finditer(text):
            groups = match.groupdict()
            month = int(groups.get("monthno") or months[groups["month"].lower()])
            year = int(groups["year"]) if groups.get("year") else None
            if year is None and near is None:
                continue
            found.append(
                PrintedDate(
                    start=match.start(),
                    end=match.end(),
                    value=_make_day(year, month, int(groups["day"]), near),
                    has_year=year is not None,
                )
            )
    return sorted(found, key=lambda each: each.start)[:_MOST_DAYS]


def _make_day(year: int | None, month: int, day: int, near: date | None) -> date | None:
    """Return the day, None where there is none; without a year the nearest to ``near``."""
    if year is None:
        years = [near.year + shift for shift in (-1, 0, 1)] if near else []
        days = [each for each in (_make_day(y, month, day, None) for y in years) if each]
        return min(days, key=lambda each: abs((each - near).days)) if days and near else None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def text_before(text: str, printed: PrintedDate) -> str:
    """Return what stands before a date, as far as a rule can look back.

    Example:
        >>> printed = PrintedDate(start=10, end=14, value=None, has_year=False)
        >>> text_before("Klart den 31/4", printed)
        'Klart den '
    """
    return text[max(0, printed.start - _LOOK_BACK) : printed.start]


def document_date(view: View) -> date | None:
    """Return the day of a document, None where it has only a month or none."""
    return _parse(view.records.structure.facts.date)


def _parse(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text and len(text) == 10 else None
    except ValueError:
        return None


def _check_calendar(view: View, sentence: Sentence, printed: PrintedDate) -> Iterator[Issue]:
    text = sentence.provenance.quote
    if printed.value is None:
        yield make_conflict(
            f"There is no such day: {text[printed.start : printed.end]}.", sentence.provenance
        )
        return
    weekdays = view.pack.table("consistency_weekdays")
    for rule in view.pack.rules("consistency.weekday"):
        match = rule.pattern.search(text_before(text, printed))
        if match and weekdays[match["weekday"].lower()] != printed.value.weekday():
            names = {number: name for name, number in weekdays.items()}
            yield make_conflict(
                f"{printed.value.isoformat()} is a {names[printed.value.weekday()]}, "
                f"the text says {match['weekday'].lower()}.",
                sentence.provenance,
            )


def _check_periods(view: View, sentence: Sentence, days: list[PrintedDate]) -> Iterator[Issue]:
    """Compare the beginning and the end of a period."""
    text = sentence.provenance.quote
    for first, last in zip(days, days[1:], strict=False):
        between = text[first.end : last.start]
        joined = any(r.pattern.match(between) for r in view.pack.rules("consistency.period"))
        if not joined or not first.value or not last.value:
            continue
        if first.has_year and last.has_year and first.value > last.value:
            yield make_conflict(
                f"The period ends {last.value.isoformat()}, before it begins.",
                sentence.provenance,
            )


def _check_headings(view: View) -> Iterator[Issue]:
    """Check the calendar in headings too: the next meeting often stands in one."""
    for _, block in body_blocks(view):
        if block.kind is not BlockKind.HEADING:
            continue
        line = line_text(view, block)
        for printed in find_days(line, view.pack, document_date(view)):
            quote = quote_place(view, block.start, block.end)
            sentence = Sentence(provenance=quote, kind=block.kind, part="main")
            if quote.quote == line:
                yield from _check_calendar(view, sentence, printed)


def _check_against_head(view: View, sentence: Sentence, printed: PrintedDate) -> Iterator[Issue]:
    """Compare a date in the main part with the date of the document."""
    dated = document_date(view)
    if dated is None or printed.value is None or sentence.part != "main":
        return
    before = text_before(sentence.provenance.quote, printed)
    pack = view.pack
    this = any(r.pattern.search(before) for r in pack.rules("consistency.this_meeting"))
    handed = any(r.pattern.search(before) for r in pack.rules("consistency.handed_over"))
    past = any(r.pattern.search(before) for r in pack.rules("consistency.past"))
    if (
        (this and printed.value != dated)
        or (handed and printed.has_year and printed.value < dated)
        or (past and printed.has_year and printed.value > dated)
    ):
        yield make_conflict(
            f"The document is dated {dated.isoformat()}, the sentence says "
            f"{printed.value.isoformat()}.",
            sentence.provenance,
            *head_quotes(view, dated),
        )


def head_quotes(view: View, dated: date) -> list[Provenance]:
    """Return the first line that prints the document's date."""
    for _, block in body_blocks(view):
        text = view.document.text[block.start : block.end]
        for printed in find_days(text, view.pack, None):
            if printed.value == dated:
                return [quote_place(view, block.start + printed.start, block.start + printed.end)]
    return []


def _check_in_force(view: View) -> Iterator[Issue]:
    """Compare the dates from which one thing is said to be in force."""
    said: dict[str, tuple[date, Provenance]] = {}
    for sentence in read_sentences(view):
        text = sentence.provenance.quote
        for printed in find_days(text, view.pack, None):
            for rule in view.pack.rules("consistency.in_force"):
                match = rule.pattern.match(text_before(text, printed))
                if not match or printed.value is None:
                    continue
                value, quote = said.setdefault(
                    match["subject"].lower(), (printed.value, sentence.provenance)
                )
                if value != printed.value:
                    yield make_conflict(
                        f"In force from {value.isoformat()} here and "
                        f"{printed.value.isoformat()} there.",
                        quote,
                        sentence.provenance,
                    )


def _check_signature(view: View) -> Iterator[Issue]:
    """Compare place and date above a signature with the date in the head of a decision."""
    dated = document_date(view)
    facts = view.records.structure.facts
    if dated is None or facts.doctype is Doctype.MINUTES:
        return
    for _, block in body_blocks(view):
        line = line_text(view, block)
        if len(line) > _LONGEST_LINE:
            continue
        for printed in find_days(line, view.pack, None):
            before = text_before(line, printed)
            alone = printed.end == len(line) and any(
                r.pattern.match(before) for r in view.pack.rules("consistency.signed")
            )
            value = printed.value
            if alone and value is not None and 0 < abs((value - dated).days) < _SAME_DECISION:
                yield make_conflict(
                    f"Dated {dated.isoformat()} in the head, signed {value.isoformat()}.",
                    quote_place(view, block.start, block.end),
                    *head_quotes(view, dated),
                )


def _check_adjustment(view: View) -> Iterator[Issue]:
    """Yield minutes of local government adjusted more than 14 days after the meeting."""
    facts, dated = view.records.structure.facts, document_date(view)
    body = (facts.meeting.body if facts.meeting else None) or facts.issuer or ""
    local = any(r.pattern.search(body) for r in view.pack.rules("consistency.local_government"))
    if facts.doctype is not Doctype.MINUTES or dated is None or not local:
        return
    for _, block in body_blocks(view):
        line = line_text(view, block)
        for printed in find_days(line, view.pack, dated):
            told = any(
                rule.pattern.search(text_before(line, printed))
                for rule in view.pack.rules("consistency.adjusted_on")
            )
            if told and printed.value is not None and (printed.value - dated).days > _ADJUSTMENT:
                yield make_issue(
                    "formal",
                    Severity.MEDIUM,
                    f"Adjusted {(printed.value - dated).days} days after the meeting; the law "
                    f"gives {_ADJUSTMENT}.",
                    quote_place(view, block.start, block.end),
                )


def _check_next_meeting(view: View) -> Iterator[Issue]:
    facts = view.records.structure.facts
    dated, following = (
        document_date(view),
        _parse(facts.meeting.next_meeting if facts.meeting else None),
    )
    if dated is None or following is None or following > dated:
        return
    for sentence in read_sentences(view):
        for printed in find_days(sentence.provenance.quote, view.pack, dated):
            if printed.value == following and printed.start > 0:
                yield make_conflict(
                    f"The next meeting, {following.isoformat()}, is not after this one, "
                    f"{dated.isoformat()}.",
                    sentence.provenance,
                )
                return


def _check_milestones(view: View) -> Iterator[Issue]:
    """Compare rows of a table that have a date with the goals that speak of the same thing."""
    goals = [
        (statement, content_stems(statement.provenance.quote, view.pack))
        for statement in view.records.statements
        if isinstance(statement.attributes, Goal) and statement.attributes.due
    ]
    for table in view.tables:
        for row in table.rows:
            days = [c for c in row.cells if _parse(c.strip())]
            labels = [c for c in row.cells[1:] if c not in days]
            if len(days) != 1 or not labels:
                continue
            stems = content_stems(labels[0], view.pack)
            for goal, words in goals:
                if not isinstance(goal.attributes, Goal) or len(stems) < _FEWEST_SHARED:
                    continue
                named = any(word[0].isupper() for word in labels[0].split())
                if named and stems <= words and days[0].strip() not in goal.attributes.due:
                    yield make_conflict(
                        f"The goal says {', '.join(goal.attributes.due)}, the table says "
                        f"{days[0].strip()}.",
                        goal.provenance,
                        quote_place(view, row.start, row.end),
                    )
