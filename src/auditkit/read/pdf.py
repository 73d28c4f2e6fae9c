"""PDF: pages → printed lines for the layout engine, ruled tables as rows of cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from auditkit.errors import NoTextError
from auditkit.lang import Pack
from auditkit.model import Quality
from auditkit.read.columns import split_columns
from auditkit.read.layout import lay_out
from auditkit.read.pages import Grid, Page, Run
from auditkit.read.pdf_pages import read_pages
from auditkit.read.printed import PrintedLine, chain_runs, group_lines
from auditkit.read.rows import Box, Draft, Piece, Row
from auditkit.read.tables import is_header

_FEW_CHARACTERS = 30  # a page with fewer, and a picture, is a scan
_GAP = 1.6  # in ems: a wider gap parts columns
_SPACE = 0.14  # in ems: a narrower gap is no blank
_JITTER = (0.75, 1.3)  # sizes of body text on a recognised scan
_NOTE_SIZE = 0.93  # of the body's: footnotes are set smaller
_NOTE = re.compile(r"(\d{1,3})\s*(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measures:
    """A document's body type: its size and mean width, and where its text begins."""

    size: float
    width: float
    left: float


def read_pdf(data: bytes, name: str, pack: Pack) -> tuple[list[Draft], int, Quality]:
    """Return the blocks of a PDF, its number of pages and how well they could be read.

    Raises:
        NoTextError: If no page has a text layer.
        ReadError: If it cannot be opened at all, see `read_pages`.
    """
    pages = read_pages(data, name)
    unread = tuple(page.number for page in pages if page.problem or _is_scan(page))
    if not any(page.characters for page in pages) or len(unread) == len(pages):
        raise NoTextError(
            f"{name}: is a scan without a text layer ({len(pages)} pages)",
            hint="Run OCR on it, for example with ocrmypdf, and add the result.",
        )
    measures = _measure(pages)
    rows: list[Row] = []
    tables = 0
    for page in pages:
        made, tables = _page_rows(page, measures, tables)
        rows.extend(made)
    hidden = sum(len(run.text) for page in pages for run in page.runs if run.hidden)
    return lay_out(rows, pack), len(pages), Quality(pages_unread=unread, hidden_characters=hidden)


def _is_scan(page: Page) -> bool:
    return page.characters < _FEW_CHARACTERS and page.picture


def _measure(pages: Sequence[Page]) -> _Measures:
    """Return the size most characters are set in, its mean width and its left edge."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for run in page.runs:
            sizes[round(run.size, 1)] += len(run.text)
    size = max(sizes.most_common(1)[0][0], 1.0)
    runs = [run for page in pages for run in page.runs]
    body = [run for run in runs if abs(run.size - size) < 0.1 * size] or runs
    long = [run for run in body if len(run.text) >= 20] or body
    widths = [(run.box[2] - run.box[0]) / max(1, len(run.text)) for run in long]
    lefts = sorted(run.box[0] for run in long)
    return _Measures(
        size=size,
        width=max(sorted(widths)[len(widths) // 2], 0.5),
        left=lefts[int(0.02 * len(lefts))],
    )


def _page_rows(page: Page, measures: _Measures, tables: int) -> tuple[list[Row], int]:
    """Return the rows of a page from top to bottom, and the number of tables so far."""
    inside: list[list[Run]] = [[] for _ in page.grids]
    free: list[Run] = []
    for run in (run for run in page.runs if run.upright):
        at = next((i for i, grid in enumerate(page.grids) if _holds(grid.box, run.box)), None)
        (free if at is None else inside[at]).append(run)
    placed: list[tuple[float, float, list[Row]]] = []
    for grid, runs in zip(page.grids, inside, strict=True):
        cells = list(_grid_cells(page, grid, runs))
        if _is_layout(cells):
            free.extend(runs)
            continue
        placed.append((grid.box[1], grid.box[3], _grid_rows(cells, page, tables)))
        tables += 1
    groups = [free] if placed else split_columns([chain.runs for chain in chain_runs(free)])
    rows: list[Row] = []
    for group in groups:
        rows.extend(_group_rows(group, placed, page, measures))
        placed = []
    rows = _with_notes(rows)
    rows.extend(
        Row(piece=Piece(text=run.text, page=page.number, box=_rounded(run.box)), aside=True)
        for run in page.runs
        if not run.upright
    )
    return rows, tables


def _group_rows(
    runs: Sequence[Run],
    placed: Sequence[tuple[float, float, list[Row]]],
    page: Page,
    measures: _Measures,
) -> list[Row]:
    """Return the rows of a page or column, with its tables where they stand."""
    lines = group_lines(runs)
    entries = [
        *placed,
        *((line.top, line.baseline, [_row(line, page, measures)]) for line in lines),
    ]
    entries.sort(key=lambda entry: entry[0])
    return _spaced(entries, _pitch(lines, measures))


def _holds(outer: Box, inner: Box) -> bool:
    """Tell whether the middle of a box lies in another."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] - 1 <= x <= outer[2] + 1 and outer[1] - 1 <= y <= outer[3] + 1


# --- lines -------------------------------------------------------------------------------


def _pitch(lines: Sequence[PrintedLine], measures: _Measures) -> float:
    """Return the usual distance between the lines of body text on a page."""
    steps = sorted(
        below.baseline - above.baseline
        for above, below in zip(lines, lines[1:], strict=False)
        if 0.8 * measures.size < below.baseline - above.baseline < 2.6 * measures.size
    )
    return steps[int(0.35 * len(steps))] if steps else 1.3 * measures.size


def _row(line: PrintedLine, page: Page, measures: _Measures) -> Row:
    """Write one printed line; wide gaps become runs of blanks."""
    text = ""
    starts: list[float] = []
    above: Run | None = None
    for run in line.runs:
        column = (run.box[0] - measures.left) / measures.width
        if above is None:
            starts.append(column)
        else:
            gap = run.box[0] - above.box[2]
            size = max(above.size, run.size)
            if gap > _GAP * size:
                text += "   "
                starts.append(column)
            elif gap > _SPACE * size and not text.endswith(" "):
                text += " "
        text += re.sub(r"\s+", " ", run.text)
        above = run
    letters = [run for run in line.runs if any(char.isalpha() for char in run.text)] or line.runs
    biggest = max(letters, key=lambda r: (len(r.text), r.size))
    box = (
        line.runs[0].box[0],
        min(run.box[1] for run in line.runs),
        max(run.box[2] for run in line.runs),
        max(run.box[3] for run in line.runs),
    )
    return Row(
        piece=Piece(text=text, page=page.number, box=_rounded(box), hyphen=line.runs[-1].hyphen),
        indent=max(0.0, starts[0]),
        right=(box[2] - measures.left) / measures.width,
        size=_size(biggest.size / measures.size, page),
        bold=all(run.bold for run in letters),
        hidden=all(run.hidden for run in line.runs),
        starts=tuple(max(0.0, start) for start in starts),
    )


def _size(size: float, page: Page) -> float:
    """Return a line's relative size; that of recognised text jitters and is evened out."""
    return 1.0 if page.picture and _JITTER[0] < size < _JITTER[1] else size


def _rounded(box: Box) -> Box:
    return round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)


def _spaced(placed: Sequence[tuple[float, float, list[Row]]], pitch: float) -> list[Row]:
    """Return the rows with the empty space above each, counted in lines."""
    rows: list[Row] = []
    above: float | None = None
    for _, bottom, made in placed:
        for position, row in enumerate(made):
            step = 0.0 if above is None else bottom - above
            blank = 1 if position == 0 and step > 1.3 * pitch * max(1.0, row.size) else 0
            rows.append(replace(row, blank=blank, page_break=not rows))
        above = bottom
    return rows


def _with_notes(rows: list[Row]) -> list[Row]:
    """Mark where the footnotes at the foot of a page begin: small type with a number."""
    big = [index for index, row in enumerate(rows) if row.size > _NOTE_SIZE]
    while big and big[-1] >= len(rows) - 3:  # a footer in body type may stand below the notes
        big.pop()
    last = big[-1] if big else len(rows)
    made = list(rows)
    for index in range(last + 1, len(rows)):
        row = rows[index]
        match = _NOTE.match(row.text)
        if match is None or row.size > _NOTE_SIZE or row.table is not None:
            continue
        text = row.text[match.end() :]
        if len(text) > 3 and (text[0].isupper() or not text[0].isalpha()):
            piece = row.piece
            made[index] = replace(
                row,
                note=match[1],
                piece=Piece(text=text, page=piece.page, box=piece.box, hyphen=piece.hyphen),
            )
    return made


# --- ruled tables ------------------------------------------------------------------------


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
                (mine if box is not None and _holds(box, run.box) else rest).append(run)
            found.append(mine)
            left = rest
        if sum(map(bool, found)) == 1 and len(columns) > 1:
            found = _split_wide(next(filter(None, found)), columns) or found
        cells = [[_cell_piece(line, page) for line in group_lines(mine)] for mine in found]
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


def _cell_piece(line: PrintedLine, page: Page) -> Piece:
    text = ""
    above: Run | None = None
    for run in line.runs:
        if above is not None and run.box[0] - above.box[2] > _SPACE * run.size:
            text += " "
        text += run.text
        above = run
    box = (
        line.runs[0].box[0],
        min(run.box[1] for run in line.runs),
        max(run.box[2] for run in line.runs),
        max(run.box[3] for run in line.runs),
    )
    return Piece(text=text, page=page.number, box=_rounded(box), hyphen=line.runs[-1].hyphen)


def _is_layout(rows: Sequence[Sequence[Sequence[Piece]]]) -> bool:
    """Tell whether a grid only frames running text: one column is used, or cells are pages."""
    used = {column for row in rows for column, cell in enumerate(row) if cell}
    if len(used) < 2:
        return True
    return any(sum(len(piece.text) for piece in cell) > 1500 for row in rows for cell in row)


def _grid_rows(rows: Sequence[list[list[Piece]]], page: Page, table: int) -> list[Row]:
    """Return a ruled table as rows of cells; columns that are always empty are left out."""
    used = sorted({column for row in rows for column, cell in enumerate(row) if cell})
    kept = [[row[column] if column < len(row) else [] for column in used] for row in rows]
    texts = [[" ".join(piece.text for piece in cell) for cell in row] for row in kept]
    header = is_header(texts)
    return [
        Row(
            piece=Piece(text="\t".join(texts[index]), page=page.number),
            cells=tuple(tuple(cell) for cell in row),
            table=table,
            header=header and index == 0,
        )
        for index, row in enumerate(kept)
    ]
