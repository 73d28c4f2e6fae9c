"""Levels of headings that carry no number, told from their type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from auditkit.model import BlockKind
from auditkit.read.rows import Draft

_DEEPEST = 6
_BODY = (1.0, False)
_Type = tuple[float, bool]


def set_levels(drafts: Sequence[Draft]) -> None:
    """Give the headings without a level that of numbered headings in the same type.

    Where no heading is numbered, the largest type is level 1, the next level 2. A smaller
    type is never of a higher level than a larger one. Headings in the type of the body, as
    in plain text, stay without a level.

    Example:
        >>> drafts = [Draft(kind=BlockKind.HEADING, size=size) for size in (2.0, 1.4)]
        >>> set_levels(drafts)
        >>> [draft.level for draft in drafts]
        [1, 2]
    """
    headings = [draft for draft in drafts if draft.kind is BlockKind.HEADING]
    levels = _levels_of_types([h for h in headings if h.level is not None and h.marker])
    open_types = sorted({_type(h) for h in headings if h.level is None}, reverse=True)
    for heading in headings:
        kind = _type(heading)
        if kind <= _BODY:
            continue
        if heading.level is not None:
            if heading.marker and kind in levels and _is_plain(heading.marker):
                heading.level = max(heading.level, levels[kind])
        elif kind in levels:
            heading.level = levels[kind]
        elif levels:
            larger = [level for other, level in levels.items() if other > kind]
            heading.level = min(max(larger) + 1, _DEEPEST) if larger else 1
        else:
            heading.level = min(open_types.index(kind) + 1, _DEEPEST)


def _type(draft: Draft) -> _Type:
    """Return size and weight, sizes that look alike made equal."""
    return round(draft.size * 12) / 12, draft.bold


def _is_plain(marker: str) -> bool:
    """Tell whether a number does not tell its depth: "1." but not "1.2"."""
    return len(re.findall(r"\d+", marker)) == 1 and "§" not in marker


def _levels_of_types(numbered: Sequence[Draft]) -> dict[_Type, int]:
    """Return the level that most numbered headings of each type have, larger types first."""
    votes: dict[_Type, Counter[int]] = {}
    for heading in numbered:
        votes.setdefault(_type(heading), Counter())[heading.level or 1] += 1
    levels: dict[_Type, int] = {}
    for kind in sorted(votes, reverse=True):
        if kind > _BODY:
            level = votes[kind].most_common(1)[0][0]
            above = max(levels.values(), default=0)
            levels[kind] = level if level >= above else min(above + 1, _DEEPEST)
    return levels
