"""Dates, deadlines and frequencies in a text, with their values.

Patterns and words are the language pack's; here is only what they mean: how a quarter
ends, which year a date without one belongs to, what "before" does to a day.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from auditkit.lang import Pack, Rule

NEXT_MEETING = "next_meeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A date, deadline or frequency at ``start``..``end`` of a text.

    ``value`` is ISO (a day, month or year), ``next_meeting`` or None where it is relative
    to an event; ``text`` holds the words with what stands before ("senast den"). ``marked``
    tells that those words make it a deadline (``mark``: before, latest, from, to, during),
    ``past`` that they make it none, ``yearly`` that it comes back every year, ``dated`` that
    the text itself gives the year; ``at`` is where the date itself begins.
    """

    start: int
    end: int
    text: str
    value: str | None
    rule: str
    marked: bool = False
    mark: str | None = None
    past: bool = False
    yearly: bool = False
    dated: bool = False
    at: int = 0


def parse_anchor(value: str | None) -> date | None:
    """Return the day from which dates without a year are counted.

    Example:
        >>> parse_anchor("2024-06"), parse_anchor(None)
        (datetime.date(2024, 6, 1), None)
    """
    match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?$", value or "")
    if match is None:
        return None
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=256)
def find_dates(
    text: str, pack: Pack, anchor: date | None = None, *, backwards: bool = False
) -> tuple[Deadline, ...]:
    """Return every date of a text, in order; none overlaps another.

    A date without a year takes the first such day from ``anchor`` on, or the last before
    it where the words around it speak of the past or ``backwards`` is set; without an
    anchor it has no value.

    Example:
        >>> from auditkit.lang import load_pack
        >>> found = find_dates("Klart före den 1 maj.", load_pack("sv"), date(2024, 1, 10))
        >>> [(d.text, d.value) for d in found]
        [('före den 1 maj', '2024-04-30')]
    """
    taken: list[tuple[int, int]] = []
    found: list[Deadline] = []
    for rule in pack.rules_for(text, "date"):
        for match in rule.pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append((match.start(), match.end()))
            deadline = _date(text, match, rule, pack, (anchor, backwards))
            if deadline is not None:
                found.append(deadline)
    return tuple(sorted(found, key=lambda deadline: deadline.start))


@lru_cache(maxsize=64)
def find_deadlines(text: str, pack: Pack, anchor: date | None = None) -> tuple[Deadline, ...]:
    """Return the deadlines of a text, in order.

    They are dates that something is due by, the next meeting, and deadlines relative to an
    event, which have no value.

    Example:
        >>> from auditkit.lang import load_pack
        >>> pack = load_pack("sv")
        >>> [d.value for d in find_deadlines("Klart senast vid utgången av 2020.", pack)]
        ['2020-12-31']
        >>> [d.value for d in find_deadlines("Hon återkommer vid nästa sammanträde.", pack)]
        ['next_meeting']
    """
    found = [*_meetings(text, pack)]
    dates = [d for d in find_dates(text, pack, anchor) if d.marked and not d.past]
    found += [d for d in dates if not _inside(d, found)]
    for rule in pack.rules_for(text, "due.relative"):
        for match in rule.pattern.finditer(text):
            relative = Deadline(
                start=match.start(),
                end=match.end(),
                text=match.group(),
                value=None,
                rule=rule.id,
                marked=True,
            )
            if not _inside(relative, found):
                found.append(relative)
    return tuple(sorted(found, key=lambda deadline: deadline.start))


@lru_cache(maxsize=64)
def find_frequencies(text: str, pack: Pack) -> tuple[Deadline, ...]:
    """Return how often a text says that something is to be done.

    Example:
        >>> from auditkit.lang import load_pack
        >>> found = find_frequencies("Rådet möts minst 4 gånger per år.", load_pack("sv"))
        >>> [(f.text, f.value) for f in found]
        [('minst 4 gånger per år', '>=4/year')]
    """
    found: list[Deadline] = []
    for rule in pack.rules_for(text, "frequency"):
        for match in rule.pattern.finditer(text):
            frequency = Deadline(
                start=match.start() + len(match.group()) - len(match.group().lstrip()),
                end=match.end(),
                text=match.group().strip(),
                value=_frequency_value(rule, match, pack),
                rule=rule.id,
            )
            if not _inside(frequency, found):
                found.append(frequency)
    return tuple(sorted(found, key=lambda frequency: frequency.start))


def _inside(candidate: Deadline, found: list[Deadline]) -> bool:
    return any(candidate.start < d.end and d.start < candidate.end for d in found)


def _meetings(text: str, pack: Pack) -> Iterator[Deadline]:
    for rule in pack.rules_for(text, "due.next_meeting"):
        for match in rule.pattern.finditer(text):
            yield Deadline(
                start=match.start(),
                end=match.end(),
                text=match.group(),
                value=NEXT_MEETING,
                rule=rule.id,
                marked=True,
            )


def _date(
    text: str, match: re.Match[str], rule: Rule, pack: Pack, counted: tuple[date | None, bool]
) -> Deadline | None:
    """Make a date of a match, with the words before it that say what it is."""
    anchor, backwards = counted
    before = text[max(0, match.start() - 60) : match.start()]
    past = any(r.pattern.search(before) for r in pack.rules("due.past"))
    prefix, kind = "", None
    for marker in pack.rules("due.before"):
        if found := marker.pattern.search(before):
            prefix, kind = found.group(), marker.value
            break
    fields = {name: value for name, value in match.groupdict().items() if value}
    try:
        value = _value(
            rule.value or "", fields, pack, anchor, past=backwards or (past and kind is None)
        )
    except ValueError:  # "den 31 juni": the text itself is wrong
        return None
    if kind == "before" and value and len(value) == 10 and rule.value == "day":
        value = (date.fromisoformat(value) - timedelta(days=1)).isoformat()
    start = match.start() - len(prefix)
    self_marked = rule.value in (
        "open-year",
        "before-season",
    ) or match.group().casefold().startswith(pack.words("date_articles"))
    after = text[match.end() : match.end() + 24]
    yearly = any(r.pattern.search(after) for r in pack.rules("due.yearly"))
    return Deadline(
        start=start,
        end=match.end(),
        text=text[start : match.end()],
        value=None if yearly else value,
        rule=rule.id,
        marked=kind is not None or self_marked,
        mark=kind,
        past=past and kind in (None, "during"),
        yearly=yearly,
        at=match.start(),
        dated="year" in fields or rule.value not in ("day", "month"),
    )


def _value(
    how: str, fields: dict[str, str], pack: Pack, anchor: date | None, *, past: bool
) -> str | None:
    """Return the ISO value of a date from its parts."""
    year = int(fields["year"]) if "year" in fields else None
    if how == "year":
        return fields.get("year")
    if how == "open-year":
        return str(anchor.year) if anchor else None
    month = _month(how, fields, pack, anchor)
    if month is None:
        return None
    day = int(fields["day"]) if "day" in fields else None
    if year is None:
        if anchor is None:
            return None
        year = _nearest_year(month, day, anchor, past=past)
    if how == "day" and day is not None:
        return date(year, month, day).isoformat()
    if how in ("month", "before-season"):
        return f"{year:04}-{month:02}"
    return date(year, month, calendar.monthrange(year, month)[1]).isoformat()


def _month(how: str, fields: dict[str, str], pack: Pack, anchor: date | None) -> int | None:
    """Return the month of a date: the one it names, or the last of the period it names."""
    if how in ("quarter", "half", "year-end", "half-year", "month-end"):
        return _period_end(how, fields, pack, anchor)
    if how == "before-season":
        return int(pack.table("before_seasons")[fields["season"].casefold()])
    if "monthno" in fields:
        return int(fields["monthno"])
    if "month" in fields:
        return int(pack.table("months")[fields["month"].casefold()])
    return 12 if how.startswith("end") else None


def _period_end(how: str, fields: dict[str, str], pack: Pack, anchor: date | None) -> int | None:
    """Return the last month of a quarter, half-year, year or of the present month."""
    if how == "year-end":
        return 12
    if how == "half-year":
        return 6
    if how == "month-end":
        return anchor.month if anchor else None
    ordinal = fields.get("ordinal") or fields["ordinal2"]
    number = int(pack.table("ordinals")[ordinal.casefold()])
    return number * (3 if how == "quarter" else 6)


def _nearest_year(month: int, day: int | None, anchor: date, *, past: bool) -> int:
    """Return the year that makes the date the nearest after the anchor, or before it."""
    there = (month, day or (1 if past else 31))
    here = (anchor.month, anchor.day)
    if past:
        return anchor.year if there <= here else anchor.year - 1
    return anchor.year if there >= here else anchor.year + 1


def _frequency_value(rule: Rule, match: re.Match[str], pack: Pack) -> str:
    """Return a frequency as "4/year", ">=4/year", "every meeting" or "continuous"."""
    if rule.value in ("continuous", "months"):
        return "continuous" if rule.value == "continuous" else match.group().casefold()
    if rule.value == "adverb":
        return match.group("word").casefold()
    period_word = match.group("period").casefold()
    period = str(pack.table("periods").get(period_word, period_word))
    if rule.value != "times":
        return f"{'1/2' if rule.value == 'every-other' else '1'}/{period}"
    words = pack.table("number_words")
    count = match.group("count").casefold()
    number = int(count) if count.isdigit() else int(words[count])
    least = (match.group("least") or "").casefold()
    sign = ">=" if least in pack.words("at_least") else ""
    return f"{sign}{number}/{period}"
