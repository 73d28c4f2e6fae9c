"""Diary numbers, paragraphs, statutes, amounts and percentages in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditkit.lang import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A reference or amount with its normalised value and the rule that found it."""

    start: int
    end: int
    value: str
    rule: str


def find_references(text: str, pack: Pack) -> tuple[Found, ...]:
    """Return the diary numbers, paragraphs, statutes and reports a text refers to.

    Example:
        >>> from auditkit.lang import load_pack
        >>> pack = load_pack("sv")
        >>> [found.value for found in find_references("Se § 14 och dnr VMM 2023-0310.", pack)]
        ['§ 14', 'VMM 2023-0310']
    """
    found: list[Found] = []
    for group in ("diary", "paragraph", "statute", "report"):
        for start, end, value, rule in _matches(text, pack, f"reference.{group}"):
            if any(start < other.end and other.start < end for other in found):
                continue
            shown = f"§ {value}" if group == "paragraph" else value
            found.append(Found(start=start, end=end, value=shown, rule=rule))
    return tuple(sorted(found, key=lambda one: one.start))


def diary_number(text: str, pack: Pack) -> str | None:
    """Return the first diary number of a text, without "dnr".

    Example:
        >>> from auditkit.lang import load_pack
        >>> diary_number("Planen beslutades den 3 maj (dnr LM 2024-77).", load_pack("sv"))
        'LM 2024-77'
    """
    numbers = sorted(_matches(text, pack, "reference.diary"))
    return numbers[0][2] if numbers else None


def find_amounts(text: str, pack: Pack) -> tuple[Found, ...]:
    """Return the sums of money (in kronor) and percentages of a text.

    Example:
        >>> from auditkit.lang import load_pack
        >>> [found.value for found in find_amounts("60 miljoner kronor, 7,5 %", load_pack("sv"))]
        ['60000000 SEK', '7.5 %']
    """
    found = []
    units = pack.table("amount_units")
    for rule in pack.rules_for(text, "amount"):
        for match in rule.pattern.finditer(text):
            unit = " ".join(match.group("unit").casefold().rstrip(".").split())
            number = _number(match.group("number")) * int(units[unit])
            found.append(
                Found(start=match.start(), end=match.end(), value=f"{number:g} SEK", rule=rule.id)
                if number < 1
                else Found(
                    start=match.start(), end=match.end(), value=f"{round(number)} SEK", rule=rule.id
                )
            )
    for rule in pack.rules_for(text, "percent"):
        for match in rule.pattern.finditer(text):
            value = f"{_number(match.group('number')):g} %"
            found.append(Found(start=match.start(), end=match.end(), value=value, rule=rule.id))
    return tuple(sorted(found, key=lambda one: one.start))


def _matches(text: str, pack: Pack, group: str) -> Iterator[tuple[int, int, str, str]]:
    for rule in pack.rules_for(text, group):
        for match in rule.pattern.finditer(text):
            value = match.group("value") or match.groupdict().get("value2")
            if value:
                yield match.start(), match.end(), " ".join(value.split()), rule.id


def _number(text: str) -> float:
    """Return a number written the Swedish way: blanks or points by thousands, decimal comma."""
    plain = re.sub(r"[ \xa0]|\.(?=\d{3}\b)", "", text).replace(",", ".")
    return float(plain)
