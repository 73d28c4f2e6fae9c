"""Attributes of goals: id, text, measure, due year, and whether the target is filled in."""

from __future__ import annotations

import re
from bisect import bisect_left

from auditkit.annotate import Annotated, Unit
from auditkit.extract.attributes_time import anchor_of, due_of
from auditkit.extract.deadlines import find_dates
from auditkit.lang import Pack
from auditkit.model import Goal

_LOOK_BACK = 6


def goal_attributes(unit: Unit, annotated: Annotated) -> Goal:
    """Return the attributes of a goal, target or measure."""
    text = annotated.text(unit)
    pack = annotated.pack
    measure = next(
        (
            m.group()
            for rule in pack.rules("attribute.goal_measure")
            if (m := rule.pattern.search(text))
        ),
        None,
    )
    due, due_text = _goal_due(unit, annotated)
    return Goal(
        id=_goal_id(unit, annotated),
        text=" ".join(_without_id(text, pack).split()).rstrip("."),
        measure=" ".join(measure.split()) if measure else None,
        due=due,
        due_text=due_text,
        placeholder=any(
            rule.pattern.search(text) for rule in pack.rules("attribute.goal_placeholder")
        ),
    )


def _goal_id(unit: Unit, annotated: Annotated) -> str | None:
    """Return the goal's printed id, its own or for a measure that of the goal before it."""
    own = _own_id(unit, annotated)
    if own is not None:
        return own
    index = bisect_left(annotated.units, unit.start, key=lambda other: other.start)
    for other in reversed(annotated.units[max(0, index - _LOOK_BACK) : index]):
        if other.section != unit.section:
            return None
        found = _own_id(other, annotated)
        if found is not None:
            return found
    return None


def _own_id(unit: Unit, annotated: Annotated) -> str | None:
    marker = annotated.structure.document.blocks[unit.block].marker if unit.position == 0 else None
    for text in (annotated.text(unit)[:60], f"{marker}: " if marker else ""):
        for rule in annotated.pack.rules("attribute.goal_id"):
            match = rule.pattern.match(text)
            if match:
                return re.sub(
                    r"(?<=\d)\s*-\s*(?=\d)|(?<=[A-ZÅÄÖ])\s+(?=\d)",
                    lambda m: "-" if "-" in m.group() else "",
                    match.group("id"),
                )
    return None


def _without_id(text: str, pack: Pack) -> str:
    for rule in pack.rules("attribute.goal_id"):
        match = rule.pattern.match(text)
        if match:
            return text[match.end() :]
    return text


def _goal_due(unit: Unit, annotated: Annotated) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return when the goal is to be reached: the last year or date it names."""
    found = find_dates(annotated.text(unit), annotated.pack, anchor_of(unit, annotated))
    values = [date for date in found if date.value and not date.yearly]
    if values:
        last = max(values, key=lambda date: date.value or "")
        return (last.value or "",), (" ".join(last.text.split()),)
    return due_of(unit, annotated)
