"""How wide a column of text is, and whether a line fills it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditkit.read.rows import Row

_WIDEST = 170  # a longer line is a paragraph that the source does not wrap
_NARROWEST = 30
_LONG_WORD = 14
_NARROW_PAGE = 0.92


def measure(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with the width of their column, None where lines are not wrapped.

    The width is that of the page where the source has pages, else of the document.

    Example:
        >>> from auditkit.read.rows import Piece
        >>> rows = [Row(piece=Piece(text="x" * n), right=n) for n in (80, 80, 79, 30)]
        >>> measure(rows)[0].width
        80
    """
    width = _width(rows)
    by_page: dict[int | None, list[Row]] = {}
    for row in rows:
        by_page.setdefault(row.piece.page, []).append(row)
    widths = {page: _width(found) for page, found in by_page.items() if page is not None}
    made = []
    for row in rows:
        own = widths.get(row.piece.page) if row.piece.page is not None else None
        if own is None or (width is not None and own < _NARROW_PAGE * width):
            own = width  # a page of short lines, such as names, does not tell
        made.append(row if row.width is not None else replace(row, width=own))
    return made


def _width(rows: Sequence[Row]) -> float | None:
    """Return the column where full lines end, None if the lines are not wrapped."""
    followed = [
        above.right
        for above, below in zip(rows, rows[1:], strict=False)
        if not below.blank and above.right >= _NARROWEST and "\t" not in above.text
    ]
    if len(followed) < 3:
        return None
    if sum(right > _WIDEST for right in followed) > 0.15 * len(followed):
        return None
    inside = sorted(right for right in followed if right <= _WIDEST)
    width = inside[int(0.97 * (len(inside) - 1))]
    near = sum(0.75 * width <= right for right in inside)
    # Lines much longer than that are whole paragraphs: the short ones are lists of names.
    beyond = sum(row.right > 1.25 * width for row in rows if "\t" not in row.text)
    return width if near >= 0.3 * len(inside) and beyond <= 0.15 * near else None


def is_full(above: Row, row: Row) -> bool:
    """Tell whether the first word of a line would not have fitted on the line above."""
    if above.width is None:
        return False
    words = row.text.split(None, 1)
    if not words:
        return False
    # A long word with a capital may as well begin a line of its own.
    length = len(words[0]) if words[0][0].islower() else min(len(words[0]), _LONG_WORD)
    return above.right + 1 + length > 0.96 * above.width
