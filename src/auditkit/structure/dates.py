"""Dates of documents and meetings as ISO text."""

from __future__ import annotations

import re
from datetime import date, timedelta

from auditkit.lang import Pack

_CENTURY = 2000


def first_date(text: str, pack: Pack) -> str | None:
    """Return the first full date of a text as ISO, None where it has none.

    Example:
        >>> from auditkit.lang import load_pack
        >>> first_date("Möte den 7 juni 2019", load_pack("sv"))
        '2019-06-07'
    """
    found: list[tuple[int, str]] = []
    for rule in pack.rules("fact.date"):
        for match in rule.pattern.finditer(text):
            value = _iso(match, pack, None)
            if value is not None:
                found.append((match.start(), value))
                break
    return min(found)[1] if found else None


def compact_date(text: str, pack: Pack) -> str | None:
    """Return a date written as six digits, year first.

    Example:
        >>> from auditkit.lang import load_pack
        >>> compact_date("Protokoll 190907", load_pack("sv"))
        '2019-09-07'
    """
    for rule in pack.rules("fact.date.compact"):
        for match in rule.pattern.finditer(text):
            year = _CENTURY + int(match.group("short"))
            if value := _valid(year, int(match.group("month")), int(match.group("day"))):
                return value
    return None


def month_date(text: str, pack: Pack) -> str | None:
    """Return the first month and year of a text as ``YYYY-MM``.

    Example:
        >>> from auditkit.lang import load_pack
        >>> month_date("Internrevisionen, november 2021", load_pack("sv"))
        '2021-11'
    """
    for rule in pack.rules("fact.date.month"):
        if match := rule.pattern.search(text):
            month = pack.table("month_numbers")[match.group("month_name").casefold()]
            return f"{match.group('year')}-{month:02d}"
    return None


def next_date(text: str, pack: Pack, after: str | None) -> str | None:
    """Return the first date of a text; one without a year is the next after ``after``.

    Args:
        text: Text that names a date.
        pack: The language pack.
        after: ISO date of the document; without it a date without a year is none.

    Example:
        >>> from auditkit.lang import load_pack
        >>> next_date("onsdag den 7 oktober kl 18", load_pack("sv"), "2020-09-01")
        '2020-10-07'
    """
    full = first_date(text, pack)
    if full is not None or after is None or len(after) != len("2020-09-01"):
        return full
    for rule in pack.rules("fact.date.yearless"):
        if match := rule.pattern.search(text):
            return _iso(match, pack, date.fromisoformat(after))
    return None


def _iso(match: re.Match[str], pack: Pack, after: date | None) -> str | None:
    """Make a date of a match; without a year, the first such day after another day."""
    parts = match.groupdict()
    name = parts.get("month_name")
    month = pack.table("month_numbers")[name.casefold()] if name else int(parts["month"] or 0)
    ordinal = parts.get("ordinal")
    day = pack.table("day_ordinals")[ordinal.casefold()] if ordinal else int(parts["day"] or 0)
    if parts.get("year"):
        return _valid(int(parts["year"] or 0), month, day)
    if after is None:
        return None
    value = _valid(after.year, month, day)
    if value is not None and date.fromisoformat(value) < after - timedelta(days=1):
        value = _valid(after.year + 1, month, day)
    return value


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
