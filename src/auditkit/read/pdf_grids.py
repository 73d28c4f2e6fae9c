"""Ruled tables of a page, from the lines drawn on it, by pdfplumber's table finder.

The lines are PDFium's: pdfplumber's own parser would take ten times as long for each page
and finds the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from pdfplumber.table import TableFinder
from pdfplumber.utils.geometry import curve_to_edges, line_to_edge, rect_to_edges

from auditkit.read.pages import Grid

Points = Sequence[tuple[float, float]]
_Edge = dict[str, Any]


def find_grids(figures: Sequence[Points]) -> tuple[Grid, ...]:
    """Return the ruled tables among the figures drawn on a page.

    Args:
        figures: The points of each line, box or curve, from the page's upper left corner.

    Example:
        >>> lines = [[(x, 0), (x, 40)] for x in (0, 50, 100)]
        >>> lines += [[(0, y), (100, y)] for y in (0, 20, 40)]
        >>> [(grid.box, len(grid.rows)) for grid in find_grids(lines)]
        [((0.0, 0.0, 100.0, 40.0), 2)]
    """
    edges = [edge for figure in figures for edge in _edges(figure)]
    found = []
    page: Any = SimpleNamespace(edges=edges)  # all that the finder asks of a page
    for table in TableFinder(page).tables:
        rows = tuple(tuple(row.cells) for row in table.rows)
        if rows and max(map(len, rows)) >= 2:
            found.append(Grid(box=table.bbox, rows=rows))
    return tuple(found)


def _edges(points: Points) -> Iterator[_Edge]:
    """Yield the edges of a figure as pdfplumber sees them: a line, a box, or any other."""
    across, down = [x for x, _ in points], [y for _, y in points]
    x0, x1, top, bottom = min(across), max(across), min(down), max(down)
    figure = {
        "object_type": "curve",
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "y0": -bottom,
        "y1": -top,
        "doctop": top,
        "width": x1 - x0,
        "height": bottom - top,
        "pts": list(points),
    }
    if len(points) == 2:
        yield line_to_edge(figure | {"object_type": "line"})
    elif _is_box(points):
        yield from rect_to_edges(figure | {"object_type": "rect"})
    else:
        yield from curve_to_edges(figure)


def _is_box(points: Points) -> bool:
    """Tell whether points go round a box with upright sides, back to the first."""
    if len(points) != 5 or points[0] != points[4]:
        return False
    (ax, ay), (bx, by), (cx, cy), (dx, dy), _ = points
    first_up = ax == bx and by == cy and cx == dx and dy == ay
    first_flat = ay == by and bx == cx and cy == dy and dx == ax
    return first_up or first_flat
