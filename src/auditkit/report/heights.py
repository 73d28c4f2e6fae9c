"""How high a row of the workbook must be for its wrapped text to be read.

Excel fits a row's height to its text only when a person asks for it; a file written without
heights shows one line of each cell, or one row's text over the next.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

_LINE = 13.5  # points, of text in 10 points
_PADDING = 4.0
_INDENT = 2  # characters of the width that hold no text
_MOST_LINES = 14  # beyond that a row fills the screen; the whole text is still in the cell


def count_lines(text: str, width: int) -> int:
    """Count the lines that a text takes in a column.

    Args:
        text: The text of the cell.
        width: Of the column, in characters.

    Example:
        >>> count_lines("Styrelsen beslutar", 14), count_lines("", 12)
        (2, 1)
    """
    # A long text is over the limit anyhow, and need not be wrapped to its end.
    shown = text[: width * _MOST_LINES]
    room = max(width - _INDENT, 1)
    lines = (len(textwrap.wrap(line, room)) or 1 for line in shown.split("\n"))
    return min(sum(lines), _MOST_LINES)


def row_height(cells: Iterable[tuple[str, int]]) -> float:
    """Return the height in points of a row whose cells are texts with their column's width.

    Example:
        >>> row_height([("Id", 12), ("ett två tre fyra", 10)])
        31.0
    """
    return _PADDING + _LINE * max((count_lines(*cell) for cell in cells), default=1)
