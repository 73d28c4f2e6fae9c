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
_PARTS = re.compile(r"\t+|\s{3,}")
_BLANKS = re.compile(r"\s+")
_LONGEST = 160
_BAND = 8.0  # points: a running title stands at the same height on every page
_APART = 1.9  # line heights between a running title and the text
_KNOWN = 0.6  # of the lines in a running title's place that say what is known
_QUOTED = 40  # characters of a title that a running title repeats
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
    found |= _running(rows, found)
    found |= _growing(rows)
    found |= _bare_numbers(rows)
    return found


def _says_page(text: str, pack: Pack) -> bool:
    if any(rule.pattern.search(text) for rule in pack.rules("read.page_number")):
        return True
    return any(rule.pattern.search(text) for rule in pack.rules("read.page_in_line"))


def _key(text: str) -> str:
    return _BLANKS.sub(" ", _DIGITS.sub("#", text)).strip().casefold()


def _edges(rows: Sequence[Row]) -> tuple[list[list[int]], list[list[int]]]:
    """Return the first and the last lines of each page, from its edge inwards."""
    pages: dict[int, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.piece.page is not None and not row.aside and row.table is None and not row.foot:
            pages[row.piece.page].append(index)
    heads, feet = [], []
    for indices in pages.values():
        # A running title may stand above either of two columns: what counts is its height.
        down = sorted(indices, key=lambda i: _height(rows[i]))
        heads.append(down[:_EDGE])
        feet.append(down[::-1][:_EDGE])
    return heads, feet


def _height(row: Row) -> float:
    return row.piece.box[1] if row.piece.box else 0.0


def _recurring_at_edges(rows: Sequence[Row]) -> set[int]:
    """Return lines that stand at the ends of most pages, digits aside.

    Only lines in one block with the page's end count: a heading that recurs below a title
    of its own does not.
    """
    found: set[int] = set()
    for side in _edges(rows):
        if len(side) < 2:
            continue
        places: dict[str, Counter[int]] = defaultdict(Counter)  # pages by height
        for indices in side:
            for key, band in {place for i in indices for place in _places(rows[i])}:
                places[key][band] += 1
        needed = max(2, 0.4 * len(side)) if len(side) < 20 else 6
        for indices in side:
            for index in indices:
                if _times(rows[index], places) < needed:
                    break
                found.add(index)
    return found


def _running(rows: Sequence[Row], found: set[int]) -> set[int]:
    """Return running titles that change with the chapter.

    On most pages a line stands at the same height, apart from the text and in no larger
    type, and mostly it says what a heading says, what it says on other pages, or the
    page's number: then all lines in its place are running titles.
    """
    titles = Counter(_title(row.text) for row in rows if len(row.text) <= _LONGEST)
    made: set[int] = set()
    for side in _edges(rows):
        bands: dict[tuple[int, int], list[int]] = defaultdict(list)
        for indices in side:
            outer = {*indices[:1], *[i for i in indices if i not in found][:1]}
            for index in (i for i in outer if _stands_apart(rows, i, indices)):
                row = rows[index]
                bands[round(_height(row) / _BAND), round(row.size * 20)].append(index)
        for indices in bands.values():
            known = sum(i in found or _is_known(rows[i], titles) for i in indices)
            if len(indices) >= max(2, 0.4 * len(side)) and known >= _KNOWN * len(indices):
                made.update(indices)
    return made


def _stands_apart(rows: Sequence[Row], index: int, side: Sequence[int]) -> bool:
    """Tell whether a line at a page's edge is parted from the text by more than a line."""
    row = rows[index]
    if row.piece.box is None or row.size > 1.02 or row.note is not None:
        return False
    height = row.piece.box[3] - row.piece.box[1]
    steps = [abs(_height(rows[i]) - _height(row)) for i in side if i != index]
    return all(step > _APART * height for step in steps if step > 1)


def _title(text: str) -> str:
    """Return the beginning of a line as running titles quote it."""
    return _BLANKS.sub("", text).casefold()[:_QUOTED]


def _is_known(row: Row, titles: Counter[str]) -> bool:
    """Tell whether a line says what another line says, or holds its page's number."""
    page = str(row.piece.page)
    numbers = _DIGITS.findall(row.text)
    ends = numbers and (row.text.endswith(numbers[-1]) or row.text.startswith(numbers[0]))
    if ends and page in (numbers[0], numbers[-1]):
        return True
    return titles[_title(row.text)] >= 2


def _places(row: Row) -> list[tuple[str, int]]:
    """Return what each part of a line says, digits aside, and in which band of its page."""
    band = round(row.piece.box[1] / _BAND) if row.piece.box else 0
    return [(_key(part), band) for part in _PARTS.split(row.text) if part.strip()]


def _times(row: Row, places: dict[str, Counter[int]]) -> int:
    """Return on how many pages all that a line says stands at about the same height."""
    if row.text.endswith(","):  # the middle of a sentence
        return 0
    if row.piece.box is None:
        return min(places[key][band] for key, band in _places(row))
    return min(
        sum(places[key][near] for near in (band - 1, band, band + 1)) for key, band in _places(row)
    )


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
