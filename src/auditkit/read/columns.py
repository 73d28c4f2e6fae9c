"""Pages set in two columns: which runs are read before which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from auditkit.read.pages import Run

_STEP = 4.0  # points: the grain in which a gutter is sought
_LINES = 8  # a column of running text has at least as many long lines
_SHARE = 0.6  # of its column that a long line fills
_CHARACTERS = 22  # a line of running text has more than a table's cell
_LONG_SHARE = 0.35  # of its lines that are long
_ACROSS = 0.3  # of a page's lines that may stand across both columns
_ALIGNED = 12.0  # points: an indent is no other column
_REACH = 1.6  # line heights: what stands nearer below a line across is its next line


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Runs to be read one after the other; ``left`` and ``right`` are its column's edges.

    The edges are None where the page has one column.
    """

    runs: tuple[Run, ...]
    left: float | None = None
    right: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gutter:
    """An empty strip between two columns: where it is, and where the right one begins."""

    x: float
    right: float


def split_columns(lines: Sequence[Sequence[Run]], gutter: Gutter | None) -> list[Column]:
    """Return the runs of a page in groups to be read one after the other.

    One group is the rule. Where an empty strip parts two columns of running text, what
    stands across it cuts the page into bands, and each band is read column by column.

    Args:
        lines: The runs of a page, those that follow each other on a line together.
        gutter: The strip between its columns, see `find_gutter`.

    Example:
        >>> def line(x: float, y: float) -> list[Run]:
        ...     box = (x, y, x + 200, y + 10)
        ...     return [Run(text="x" * 40, box=box, baseline=y + 10, size=10)]
        >>> page = [line(x, y * 12.0) for y in range(14) for x in (50, 300)]
        >>> [(len(group.runs), group.left) for group in split_columns(page, find_gutter(page))]
        [(14, 50), (14, 300)]
        >>> find_gutter(page[::2]) is None
        True
    """
    if gutter is None:
        return [Column(runs=tuple(run for line in lines for run in line))]
    return _bands(sorted(lines, key=lambda found: found[0].baseline), gutter.x)


def find_gutter(lines: Sequence[Sequence[Run]]) -> Gutter | None:
    """Return the empty strip that parts two columns of running text, None if there is none.

    Example:
        >>> find_gutter([]) is None
        True
    """
    if len(lines) < 2 * _LINES:
        return None
    first = min(line[0].box[0] for line in lines)
    last = max(line[-1].box[2] for line in lines)
    steps = int(0.3 * (last - first) / _STEP)
    strips = [first + 0.35 * (last - first) + step * _STEP for step in range(steps + 1)]
    crossed = [sum(line[0].box[0] < x < line[-1].box[2] for line in lines) for x in strips]
    least = min(crossed)
    free = [x for x, count in zip(strips, crossed, strict=True) if count == least]
    x = free[len(free) // 2]
    if least > _ACROSS * len(lines) or not _are_columns(lines, x, first, last):
        return None
    lefts = Counter(round(line[0].box[0]) for line in lines if line[0].box[0] > x)
    return Gutter(x=x, right=lefts.most_common(1)[0][0])


def fits_gutter(lines: Sequence[Sequence[Run]], gutter: Gutter) -> bool:
    """Tell whether a page with little text has the columns of the document's other pages.

    Example:
        >>> run = Run(text="x", box=(300, 10, 400, 20), baseline=20, size=10)
        >>> fits_gutter([[run]] * 3, Gutter(x=290, right=300))
        True
    """
    right = [line for line in lines if line[0].box[0] > gutter.x]
    across = sum(line[0].box[0] < gutter.x < line[-1].box[2] for line in lines)
    aligned = sum(abs(line[0].box[0] - gutter.right) <= _ALIGNED for line in right)
    return len(right) >= 2 and across <= _ACROSS * len(lines) and aligned >= 0.4 * len(right)


def _bands(lines: Sequence[Sequence[Run]], gutter: float) -> list[Column]:
    """Cut a page of two columns where something stands across both."""
    columns: list[Column] = []
    parts: tuple[list[Run], list[Run], list[Run]] = ([], [], [])  # across, left, right
    edges = [_edges(lines, side, gutter) for side in range(3)]

    def close(*sides: int) -> None:
        for side in sides:
            if parts[side]:
                left, right = edges[side]
                columns.append(Column(runs=tuple(parts[side]), left=left, right=right))
                parts[side].clear()

    across: Sequence[Run] | None = None  # the line across that was read last
    for line in lines:
        side = _side(line, gutter)
        if side == 1 and across is not None and _goes_on(across, line, lines):
            side = 0
        if side == 0:
            close(1, 2)
            across = line
        else:
            close(0)
            across = None
        parts[side].extend(line)
    close(0, 1, 2)
    return columns


def _side(line: Sequence[Run], gutter: float) -> int:
    """Say where a line stands: 0 across the gutter, 1 to its left, 2 to its right."""
    if line[0].box[0] < gutter < line[-1].box[2]:
        return 0
    return 1 if line[-1].box[2] <= gutter else 2


def _edges(lines: Sequence[Sequence[Run]], side: int, gutter: float) -> tuple[float, float]:
    """Return where a column begins and ends; side 0 is the whole page."""
    inside = [line for line in lines if side in (0, _side(line, gutter))]
    if not inside:
        return gutter, gutter
    return min(line[0].box[0] for line in inside), max(line[-1].box[2] for line in inside)


def _goes_on(across: Sequence[Run], line: Sequence[Run], lines: Sequence[Sequence[Run]]) -> bool:
    """Tell whether a short line is the last of a paragraph set across both columns."""
    above, here = across[0], line[0]
    step = here.baseline - above.baseline
    if not 0 < step <= _REACH * max(above.size, 1.0) or abs(above.size - here.size) > 0.3:
        return False
    return not any(
        other is not line and abs(other[0].baseline - here.baseline) < 0.5 * here.size
        for other in lines
    )


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
        if len(long) < _LINES or len(long) < _LONG_SHARE * len(inside):
            return False
    return True
