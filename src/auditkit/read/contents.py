"""Tables of contents: entries with dot leaders or page numbers under their heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditkit.lang import Pack
from auditkit.read.rows import Row

_LEADER = re.compile(r"(?:\.{4,}|(?:\s?\.){5,}|…{2,}|_{5,})\s*\d{0,4}$")
_PAGE = re.compile(r"(?:\t+|\s{2,})\s*\d{1,4}$")
_LONGEST = 250  # characters of an entry; longer lines are not looked at
_LOOSE_PAGE = re.compile(r"\S\s+\d{1,4}$")


def find_contents(rows: Sequence[Row], pack: Pack) -> set[int]:
    r"""Return the indices of the rows that are entries of a table of contents.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.read.rows import Piece
        >>> lines = ("Innehåll", "1 Inledning\t3", "2 Mål ........ 4", "1 Inledning")
        >>> find_contents([Row(piece=Piece(text=line)) for line in lines], load_pack("sv"))
        {1, 2}
    """
    found = {
        index
        for index, row in enumerate(rows)
        if _has_leader(row.text)
        and row.text.strip("._ …")
        and (row.text[-1].isdigit() or _is_entry_above(rows, index))
    }
    for title in [i for i, row in enumerate(rows) if _is_title(row.text, pack)]:
        found |= _region(rows, title, found)
    return found


def _has_leader(text: str) -> bool:
    return len(text) <= _LONGEST and bool(_LEADER.search(text))


def _has_page(text: str) -> bool:
    return len(text) <= _LONGEST and bool(_PAGE.search(text))


def _is_title(text: str, pack: Pack) -> bool:
    return len(text) <= _LONGEST and any(
        rule.pattern.match(text) for rule in pack.rules("read.contents_title")
    )


def _is_entry_above(rows: Sequence[Row], index: int) -> bool:
    return index > 0 and (_has_leader(rows[index - 1].text) or _has_page(rows[index - 1].text))


def _region(rows: Sequence[Row], title: int, leaders: set[int]) -> set[int]:
    """Return the entries below a heading "Innehåll": lines up to the first without a page."""
    found: set[int] = set()
    misses: list[int] = []
    first = range(title + 1, min(len(rows), title + 4))
    loose = all(_LOOSE_PAGE.search(rows[index].text[:_LONGEST]) for index in first)
    loose = loose and not leaders.intersection(first)
    last = 0
    for index in range(title + 1, min(len(rows), title + 400)):
        row = rows[index]
        match = re.search(r"(\d{1,4})$", row.text)
        page = int(match[1]) if match else 0
        entry = (
            index in leaders
            or _has_page(row.text)
            or (loose and _LOOSE_PAGE.search(row.text[:_LONGEST]))
        )
        if entry and page >= last:
            found |= {index, *misses}
            misses, last = [], page
        elif len(misses) < 2 and len(row.text) < 150 and not row.text.endswith("."):
            misses.append(index)  # the first line of an entry that is two lines long
        else:
            break
    return found
