"""Due dates against dates of fulfilment, and the drift of a due date."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from datetime import date

from auditkit.lang import Pack
from auditkit.model import Timing, Verdict

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(0[1-9]|1[0-2])-([0-2]\d|3[01])(?!\d)")
_MONTHS_A_YEAR = 12


def end_of(value: str | None) -> date | None:
    """Return the last day of an ISO date, month or year, None where it is none.

    Example:
        >>> end_of("2024-02"), end_of("2024"), end_of("next_meeting")
        (datetime.date(2024, 2, 29), datetime.date(2024, 12, 31), None)
    """
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value or "")
    if match is None:
        return None
    year = int(match.group(1))
    month = int(match.group(2) or _MONTHS_A_YEAR)
    if not year >= 1 or not 1 <= month <= _MONTHS_A_YEAR:
        return None
    last = calendar.monthrange(year, month)[1]
    day = int(match.group(3) or last)
    return date(year, month, day) if 1 <= day <= last else None


def due_date(values: Sequence[str]) -> date | None:
    """Return the last of several due dates, None where none of them is a date.

    Example:
        >>> due_date(("2023-12-31", "2024-06-30"))
        datetime.date(2024, 6, 30)
    """
    return max((day for value in values if (day := end_of(value)) is not None), default=None)


def days_named(text: str, written: str | None, pack: Pack) -> list[date]:
    """Return the days that a text names, in text order.

    A day without a year is the last such day before the end of the date on which the text
    was written; without that date it is left out.

    Example:
        >>> from auditkit.lang import load_pack
        >>> days_named("Planen beslutades den 20 december.", "2023-02-14", load_pack("sv"))
        [datetime.date(2022, 12, 20)]
    """
    months = pack.table("months")
    pattern = re.compile(
        r"(?<!\d)(\d{1,2})\s+(" + "|".join(months) + r")\b(?:\s+((?:19|20)\d\d)\b)?", re.IGNORECASE
    )
    now = end_of(written)
    found: list[tuple[int, date]] = []
    for match in pattern.finditer(text):
        month = months[match.group(2).casefold()]
        day = _day(match.group(3), month, int(match.group(1)), now)
        if day is not None:
            found.append((match.start(), day))
    for match in _month_alone(months).finditer(text):
        day = _day(match.group(2), months[match.group(1).casefold()], 1, now)
        if day is not None:
            found.append((match.start(), day))
    for match in _ISO.finditer(text):
        iso = end_of(match.group())
        if iso is not None:
            found.append((match.start(), iso))
    return [day for _, day in sorted(found)]


def _month_alone(months: Mapping[str, int]) -> re.Pattern[str]:
    """Match a month with its year but no day; it counts as its first day, never as late."""
    return re.compile(
        r"(?<!\d )(?<!\d\d )\b(" + "|".join(months) + r")\s+((?:19|20)\d\d)\b", re.IGNORECASE
    )


def _day(year: str | None, month: int, day: int, now: date | None) -> date | None:
    if year is None and now is None:
        return None
    guess = end_of(f"{int(year) if year else now.year:04}-{month:02}-{day:02}")  # type: ignore[union-attr]
    if year is None and guess is not None and now is not None and guess > now:
        return end_of(f"{now.year - 1:04}-{month:02}-{day:02}")
    return guess


def judge_timing(verdict: Verdict, due: date | None, done: date | None, as_of: date) -> Timing:
    """Return how a requirement stands against its due date.

    What is met without a date of fulfilment is ``unknown``, never on time; what is not met
    is overdue the day after it was due.

    Example:
        >>> due = date(2024, 3, 31)
        >>> judge_timing(Verdict.MET, due, date(2024, 4, 2), date(2025, 1, 1)).value
        'late'
        >>> judge_timing(Verdict.NO_EVIDENCE, due, None, date(2024, 1, 1)).value
        'not_due'
    """
    if due is None or verdict is Verdict.SUPERSEDED:
        return Timing.UNKNOWN
    if verdict is Verdict.MET:
        if done is None:
            return Timing.UNKNOWN
        return Timing.ON_TIME if done <= due else Timing.LATE
    if due >= as_of:
        return Timing.NOT_DUE
    if verdict is Verdict.PARTLY_MET and done is not None and done > due:
        return Timing.LATE
    return Timing.OVERDUE
