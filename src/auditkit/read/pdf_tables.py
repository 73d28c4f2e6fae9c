"""Ruled tables of a page: the characters inside a grid as rows of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditkit.read.pages import Grid, Page, Run
from auditkit.read.printed import group_lines, write_line
from auditkit.read.rows import Box, Piece, Row
from auditkit.read.tables import is_header

_PAGE_IN_CELL = 1500  # characters: a cell that holds more frames running text


def holds(outer: Box, inner: Box) -> bool:
    """Tell whether the middle of a box lies in another.

    Example:
        >>> holds((0, 0, 100, 20), (10, 5, 30, 15)), holds((0, 0, 100, 20), (90, 5, 130, 15))
        (True, False)
    """
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] - 1 <= x <= outer[2] + 1 and outer[1] - 1 <= y <= outer[3] + 1


def grid_rows(page: Page, grid: Grid, runs: Sequence[Run], table: int) -> list[Row] | None:
    r"""Return a ruled table as rows of cells; None where it only frames running text.

    Columns that are always empty are left out.

    Example:
        >>> runs = [Run(text=text, box=(x, 2, x + 20, 12), baseline=11, size=10)
        ...         for text, x in (("Norr", 5), ("12", 55))]
        >>> grid = Grid(box=(0, 0, 100, 15), rows=(((0, 0, 50, 15), (50, 0, 100, 15)),))
        >>> page = Page(number=1, width=200, height=200)
        >>> [row.text for row in grid_rows(page, grid, runs, 0)]
        ['Norr\t12']
    """
    rows = list(_grid_cells(page, grid, runs))
    if _is_layout(rows):
        return None
    used = sorted({column for row in rows for column, cell in enumerate(row) if cell})
    kept = [[row[column] if column < len(row) else [] for column in used] for row in rows]
    texts = [[" ".join(piece.text for piece in cell) for cell in row] for row in kept]
    header = is_header(texts)
    columns = max(grid.rows, key=lambda boxes: sum(box is not None for box in boxes))
    edges = tuple(round(box[0], 1) for box in columns if box is not None)
    return [
        Row(
            piece=Piece(text="\t".join(texts[index]), page=page.number, box=_around(row)),
            cells=tuple(tuple(cell) for cell in row),
            table=table,
            header=header and index == 0,
            edges=edges,
        )
        for index, row in enumerate(kept)
    ]


def _around(row: Sequence[Sequence[Piece]]) -> Box | None:
    """Return the box around the cells of a row."""
    boxes = [piece.box for cell in row for piece in cell if piece.box is not None]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _grid_cells(page: Page, grid: Grid, runs: Sequence[Run]) -> Iterator[list[list[Piece]]]:
    """Yield the rows of a ruled table as the printed lines of each cell."""
    left = list(runs)
    columns = max(grid.rows, key=lambda boxes: sum(box is not None for box in boxes))
    for boxes in grid.rows:
        found: list[list[Run]] = []
        for box in boxes:
            mine: list[Run] = []
            rest: list[Run] = []
            for run in left:
                (mine if box is not None and holds(box, run.box) else rest).append(run)
            found.append(mine)
            left = rest
        if sum(map(bool, found)) == 1 and len(columns) > 1:
            found = _split_wide(next(filter(None, found)), columns) or found
        cells = [[write_line(line, page.number)[0] for line in group_lines(mine)] for mine in found]
        if any(cells):
            yield cells


def _split_wide(runs: Sequence[Run], columns: Sequence[Box | None]) -> list[list[Run]]:
    """Part a row without upright rules at the column edges of another; empty if text crosses."""
    cells: list[list[Run]] = [[] for _ in columns]
    for run in runs:
        home = [
            index
            for index, box in enumerate(columns)
            if box is not None and box[0] - 2 <= run.box[0] and run.box[2] <= box[2] + 2
        ]
        if not home:
            return []
        cells[home[0]].append(run)
    return cells if sum(map(bool, cells)) > 1 else []


def _is_layout(rows: Sequence[Sequence[Sequence[Piece]]]) -> bool:
    """Tell whether a grid only frames running text: one column is used, or cells are pages."""
    used = {column for row in rows for column, cell in enumerate(row) if cell}
    if len(used) < 2:
        return True
    return any(
        sum(len(piece.text) for piece in cell) > _PAGE_IN_CELL for row in rows for cell in row
    )
