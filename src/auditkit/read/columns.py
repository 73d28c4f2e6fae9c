"""Pages set in two columns: which runs are read before which."""

from __future__ import annotations

from collections.abc import Sequence

from auditkit.read.pages import Run

_STEP = 4.0  # points: the grain in which a gutter is sought
_LINES = 12  # a column of running text has at least as many long lines
_SHARE = 0.6  # of its column that a long line fills
_CHARACTERS = 22  # a line of running text has more than a table's cell


def split_columns(lines: Sequence[Sequence[Run]]) -> list[list[Run]]:
    """Return the runs of a page in groups to be read one after the other.

    One group is the rule. Where an empty strip parts two columns of running text, what
    stands across it cuts the page into bands, and each band is read column by column.

    Args:
        lines: The runs of a page, those that follow each other on a line together.

    Example:
        >>> def line(x: float, y: float) -> list[Run]:
        ...     box = (x, y, x + 200, y + 10)
        ...     return [Run(text="x" * 40, box=box, baseline=y + 10, size=10)]
        >>> page = [line(x, y * 12.0) for y in range(14) for x in (50, 300)]
        >>> [len(group) for group in split_columns(page)], len(split_columns(page[::2]))
        ([14, 14], 1)
    """
    gutter = _gutter(lines)
    if gutter is None:
        return [[run for line in lines for run in line]]
    groups: list[list[Run]] = []
    left: list[Run] = []
    right: list[Run] = []
    for line in sorted(lines, key=lambda found: found[0].baseline):
        if line[0].box[0] < gutter < line[-1].box[2]:
            groups.extend(group for group in (left, right) if group)
            groups.append(list(line))
            left, right = [], []
        else:
            (left if line[-1].box[2] <= gutter else right).extend(line)
    groups.extend(group for group in (left, right) if group)
    return groups


def _gutter(lines: Sequence[Sequence[Run]]) -> float | None:
    """Return where an empty strip parts two columns of running text."""
    if len(lines) < 2 * _LINES:
        return None
    first = min(line[0].box[0] for line in lines)
    last = max(line[-1].box[2] for line in lines)
    x = first + 0.35 * (last - first)
    while x < first + 0.65 * (last - first):
        across = sum(line[0].box[0] < x < line[-1].box[2] for line in lines)
        if across <= 0.12 * len(lines) and _are_columns(lines, x, first, last):
            return x
        x += _STEP
    return None


def _are_columns(lines: Sequence[Sequence[Run]], gutter: float, first: float, last: float) -> bool:
    """Tell whether running text stands on both sides of a strip."""
    for low, high in ((first, gutter), (gutter, last)):
        inside = [line for line in lines if low <= line[0].box[0] and line[-1].box[2] <= high]
        if not inside:
            return False
        width = max(line[-1].box[2] for line in inside) - min(line[0].box[0] for line in inside)
        long = [
            line
            for line in inside
            if line[-1].box[2] - line[0].box[0] >= _SHARE * width
            and sum(len(run.text) for run in line) >= _CHARACTERS
        ]
        if len(long) < _LINES or len(long) < 0.5 * len(inside):
            return False
    return True
