"""Running headers, footers and page numbers: lines that are no part of the text.

Found by what they say (``9 (21)``), by recurrence at the ends of pages, and, where the
source has no pages, by recurrence with a page number that grows.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from auditkit.lang import Pack
from auditkit.read.rows import Row

_DIGITS = re.compile(r"\d+")
_BLANKS = re.compile(r"\s+")
_LONGEST = 160
_BAND = 8.0  # points: a running title stands at the same height on every page
_EDGE = 4  # lines at either end of a page that can be furniture
_NUMBER_AT_END = re.compile(r"(?:\t|\s{3,})\s*(\d{1,4})$|^(\d{1,4})(?:\t|\s{3,})")


def find_furniture(rows: Sequence[Row], pack: Pack) -> set[int]:
    """Return the indices of the rows that are furniture.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.read.rows import Piece
        >>> rows = [Row(piece=Piece(text=text)) for text in ("Vi såg", "9 (21)", "fel.")]
        >>> find_furniture(rows, load_pack("sv"))
        {1}
    """
    found = {
        index
        for index, row in enumerate(rows)
        if row.aside or (len(row.text) <= _LONGEST and _says_page(row.text, pack))
    }
    found |= _recurring_at_edges(rows)
    found |= _growing(rows)
    found |= _bare_numbers(rows)
    return found


def _says_page(text: str, pack: Pack) -> bool:
    if any(rule.pattern.search(text) for rule in pack.rules("read.page_number")):
        return True
    return any(rule.pattern.search(text) for rule in pack.rules("read.page_in_line"))


def _key(text: str) -> str:
    return _BLANKS.sub(" ", _DIGITS.sub("#", text)).strip().casefold()


def _recurring_at_edges(rows: Sequence[Row]) -> set[int]:
    """Return lines that stand at the ends of most pages, digits aside.

    Only lines in one block with the page's end count: a heading that recurs below a title
    of its own does not.
    """
    pages: dict[int, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.piece.page is not None and not row.aside and row.table is None:
            pages[row.piece.page].append(index)
    if len(pages) < 2:
        return set()
    found: set[int] = set()
    for step in (1, -1):
        places: dict[str, Counter[int]] = defaultdict(Counter)  # pages by height
        for indices in pages.values():
            for key, band in {_place(rows[i]) for i in indices[::step][:_EDGE]}:
                places[key][band] += 1
        needed = max(2, 0.4 * len(pages)) if len(pages) < 20 else 6
        for indices in pages.values():
            for index in indices[::step][:_EDGE]:
                if _times(rows[index], places) < needed:
                    break
                found.add(index)
    return found


def _place(row: Row) -> tuple[str, int]:
    """Return what a line says, digits aside, and in which band of its page it stands."""
    return _key(row.text), round(row.piece.box[1] / _BAND) if row.piece.box else 0


def _times(row: Row, places: dict[str, Counter[int]]) -> int:
    """Return on how many pages a line stands at about the same height."""
    if row.text.endswith(","):  # the middle of a sentence
        return 0
    key, band = _place(row)
    if row.piece.box is None:
        return places[key][band]
    return sum(places[key][near] for near in (band - 1, band, band + 1))


def _growing(rows: Sequence[Row]) -> set[int]:
    """Return isolated lines that recur with a growing number after a wide gap or tab."""
    numbers: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for index, row in enumerate(rows):
        match = _NUMBER_AT_END.search(row.text) if len(row.text) <= _LONGEST else None
        alone = row.blank and (index + 1 == len(rows) or rows[index + 1].blank)
        if match and alone:
            key = _BLANKS.sub(" ", _NUMBER_AT_END.sub(" # ", row.text)).strip().casefold()
            numbers[key].append((index, int(match[1] or match[2])))
    found: set[int] = set()
    for occurrences in numbers.values():
        values = [value for _, value in occurrences]
        if len(values) >= 3 and all(a < b for a, b in zip(values, values[1:], strict=False)):
            found |= {index for index, _ in occurrences}
    return found


def _bare_numbers(rows: Sequence[Row]) -> set[int]:
    """Return lines that hold nothing but a page number, with a running title above them."""
    titles = Counter(_key(row.text) for row in rows if len(row.text) <= 100)
    alone: list[tuple[int, int]] = []
    for index, row in enumerate(rows):
        if not (row.text.isascii() and row.text.isdigit() and len(row.text) <= 3):
            continue
        below_free = index + 1 == len(rows) or rows[index + 1].blank or rows[index + 1].page_break
        titled = index > 0 and titles[_key(rows[index - 1].text)] >= 3
        if below_free and (row.blank or row.page_break or titled):
            alone.append((index, int(row.text)))
    found: set[int] = set()
    for position, (index, value) in enumerate(alone):
        near = [other for _, other in alone[max(0, position - 1) : position + 2]]
        if value + 1 in near or value - 1 in near or (value + 2 in near or value - 2 in near):
            found.add(index)
            if index and not rows[index].blank and titles[_key(rows[index - 1].text)] >= 3:
                found.add(index - 1)
    return found
