"""Pages → printed lines for the layout engine, in reading order, ruled tables as rows of cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from auditkit.read.columns import Column, Gutter, find_gutter, fits_gutter, split_columns
from auditkit.read.markers import find_marker
from auditkit.read.pages import Page, Run
from auditkit.read.pdf_tables import grid_rows, holds
from auditkit.read.printed import PrintedLine, box_of, chain_runs, group_lines, write_line
from auditkit.read.rows import Piece, Row

_JITTER = (0.75, 1.3)  # sizes of body text on a recognised scan
_NOTE_SIZE = 0.93  # of the body's: footnotes are set smaller
_NOTE = re.compile(r"(\d{1,3}|\*{1,3})\s*(?=\S)")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NOT_LETTERS = re.compile(r"[\W_]+")
_TITLE, _TITLE_PITCH = 1.15, 1.6  # the size of a title, and how far apart its lines stand
_SHORTEST_TITLE = 4  # characters: less tells no heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """A document's body type: its size and mean width, and where its text begins."""

    size: float
    width: float
    left: float


def pages_to_rows(pages: Sequence[Page]) -> list[Row]:
    """Return the printed lines of all pages in reading order.

    Example:
        >>> run = Run(text="Mötet öppnas.", box=(70, 60, 150, 71), baseline=70, size=10)
        >>> page = Page(number=1, width=595, height=842, runs=(run,))
        >>> [(row.text, row.piece.page, row.indent) for row in pages_to_rows([page])]
        [('Mötet öppnas.', 1, 0.0)]
    """
    if not any(page.runs for page in pages):
        return []
    runs = [run for page in pages for run in page.runs]
    measures = _measure([run for run in runs if not run.hidden] or runs)
    contents = [_read_contents(page, measures) for page in pages]
    gutters = [find_gutter(content.lines) for content in contents]
    known = next((gutter for gutter in gutters if gutter is not None), None)
    rows: list[Row] = []
    for page, content, found in zip(pages, contents, gutters, strict=True):
        gutter = found
        if gutter is None and known is not None and fits_gutter(content.lines, known):
            gutter = known
        rows.extend(_page_rows(page, content, gutter, measures))
    return _number_tables(rows)


def _measure(runs: Sequence[Run]) -> Measures:
    """Return the size most characters are set in, its mean width and its left edge."""
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[round(run.size, 1)] += len(run.text)
    size = max(sizes.most_common(1)[0][0], 1.0)
    body = [run for run in runs if abs(run.size - size) < 0.1 * size] or runs
    long = [run for run in body if len(run.text) >= 20] or body
    widths = [(run.box[2] - run.box[0]) / max(1, len(run.text)) for run in long]
    lefts = sorted(run.box[0] for run in long)
    return Measures(
        size=size,
        width=max(sorted(widths)[len(widths) // 2], 0.5),
        left=lefts[int(0.02 * len(lefts))],
    )


@dataclass(slots=True, kw_only=True)
class _Content:
    """What stands on a page: lines of runs, and the rows of tables by their anchor.

    A table takes part in the reading order as a line without characters.
    """

    lines: list[Sequence[Run]] = field(default_factory=list)
    tables: dict[int, list[Row]] = field(default_factory=dict)


def _read_contents(page: Page, measures: Measures) -> _Content:
    """Part a page's runs into those of its ruled tables and those of its lines."""
    inside: list[list[Run]] = [[] for _ in page.grids]
    free: list[Run] = []
    for run in (run for run in page.runs if run.upright and not run.hidden):
        at = next((i for i, grid in enumerate(page.grids) if holds(grid.box, run.box)), None)
        (free if at is None else inside[at]).append(run)
    found = _Content()
    for number, (grid, runs) in enumerate(zip(page.grids, inside, strict=True)):
        made = grid_rows(page, grid, runs, number)
        if made is None:
            free.extend(runs)
            continue
        anchor = Run(text="", box=grid.box, baseline=grid.box[3], size=measures.size)
        found.tables[id(anchor)] = made
        found.lines.append([anchor])
    found.lines.extend(chain.runs for chain in chain_runs(free))
    return found


def _page_rows(
    page: Page, content: _Content, gutter: Gutter | None, measures: Measures
) -> list[Row]:
    """Return the rows of a page in reading order; what is no part of the text comes last."""
    rows: list[Row] = []
    for column in split_columns(content.lines, gutter):
        made = _column_rows(column, content.tables, page, measures)
        rows.extend(_with_notes(made, below=bool(rows)))
    rows = _with_tags(_with_outline(rows, page), page)
    rows.extend(_beside(page))
    return [_placed(row, page) for row in rows] if page.tilt else rows


def _number_tables(rows: Sequence[Row]) -> list[Row]:
    """Number the tables of all pages; those of a page are numbered from 0."""
    numbers: dict[tuple[int | None, int], int] = {}
    return [
        row
        if row.table is None
        else replace(row, table=numbers.setdefault((row.piece.page, row.table), len(numbers)))
        for row in rows
    ]


def _beside(page: Page) -> Iterator[Row]:
    """Yield the lines of a page that are no part of its text: set across it, or hidden."""
    for run in page.runs:
        if not run.upright:
            piece = Piece(text=run.text, page=page.number, box=box_of([run]))
            yield Row(piece=piece, aside=True, hidden=run.hidden)
    for line in group_lines([run for run in page.runs if run.upright and run.hidden]):
        yield Row(piece=write_line(line, page.number)[0], aside=True, hidden=True)


def _placed(row: Row, page: Page) -> Row:
    """Return a row of a page that was set straight with its place on the page as it is shown."""
    box = row.piece.box
    return replace(row, piece=replace(row.piece, box=page.place(box))) if box else row


def _column_rows(
    column: Column, placed: Mapping[int, list[Row]], page: Page, measures: Measures
) -> list[Row]:
    """Return the rows of a page or column, with its tables where they stand."""
    if column.left is not None:
        measures = replace(measures, left=column.left)
    lines = group_lines([run for run in column.runs if id(run) not in placed])
    entries = [(line.top, line.baseline, [_row(line, page, measures)]) for line in lines]
    entries.extend(
        (run.box[1], run.box[3], placed[id(run)]) for run in column.runs if id(run) in placed
    )
    entries.sort(key=lambda entry: entry[0])
    rows = _spaced(entries, _pitch(lines, measures), measures.size)
    if column.left is None or column.right is None:
        return rows
    width = (column.right - column.left) / measures.width
    return [replace(row, width=width) for row in rows]


# --- lines -------------------------------------------------------------------------------


def _pitch(lines: Sequence[PrintedLine], measures: Measures) -> float:
    """Return the usual distance between the lines of body text on a page."""
    steps = sorted(
        below.baseline - above.baseline
        for above, below in zip(lines, lines[1:], strict=False)
        if 0.8 * measures.size < below.baseline - above.baseline < 2.6 * measures.size
    )
    return steps[int(0.35 * len(steps))] if steps else 1.3 * measures.size


def _row(line: PrintedLine, page: Page, measures: Measures) -> Row:
    """Write one printed line; wide gaps become runs of blanks."""
    piece, begins = write_line(line, page.number, gaps=True)
    starts = [(start - measures.left) / measures.width for start in begins]
    letters = [run for run in line.runs if any(char.isalpha() for char in run.text)] or line.runs
    biggest = max(letters, key=lambda r: (len(r.text), r.size))
    return Row(
        piece=piece,
        indent=max(0.0, starts[0]),
        right=(max(run.box[2] for run in line.runs) - measures.left) / measures.width,
        size=_size(biggest.size / measures.size, page),
        bold=all(run.bold for run in letters),
        typeset=not page.picture and page.source == "text",
        hidden=all(run.hidden for run in line.runs),
        starts=tuple(max(0.0, start) for start in starts),
    )


def _size(size: float, page: Page) -> float:
    """Return a line's relative size; that of recognised text jitters and is evened out."""
    return 1.0 if page.picture and _JITTER[0] < size < _JITTER[1] else size


def _spaced(
    placed: Sequence[tuple[float, float, list[Row]]], pitch: float, size: float
) -> list[Row]:
    """Return the rows with the empty space above each, counted in lines."""
    rows: list[Row] = []
    above: float | None = None
    for _, bottom, made in placed:
        for position, row in enumerate(made):
            step = 0.0 if above is None else bottom - above
            usual = 1.3 * pitch * max(1.0, row.size)
            if rows and row.size > _TITLE and abs(rows[-1].size - row.size) < 0.05:
                usual = min(usual, _TITLE_PITCH * row.size * size)
            blank = 1 if position == 0 and step > usual else 0
            rows.append(replace(row, blank=blank, page_break=not rows))
        above = bottom
    return rows


def _with_notes(rows: list[Row], *, below: bool) -> list[Row]:
    """Mark where the footnotes at the foot of a column begin: small type with a number.

    Args:
        rows: The lines of a column, or of a band across the page.
        below: Whether something stands above it on the page.
    """
    big = [index for index, row in enumerate(rows) if row.size > _NOTE_SIZE]
    while big and big[-1] >= len(rows) - 3:  # a footer in body type may stand below the notes
        big.pop()
    last = big[-1] if big else -1 if below else len(rows)
    made = list(rows)
    marked = {label for row in rows for _, _, label in row.piece.marks}
    noted = False
    for index in range(last + 1, len(rows)):
        row = rows[index]
        if row.size > _NOTE_SIZE or row.table is not None:
            noted = False
            continue
        match = _NOTE.match(row.text)
        if match is None:
            made[index] = replace(row, foot=noted and not row.blank)
            continue
        text = row.text[match.end() :]
        if _is_note(match[1], text, row.piece.page, marked):
            piece = replace(row.piece, text=text, marks=())
            made[index] = replace(row, note=match[1], piece=piece, foot=True)
            noted = True
    return made


def _is_note(label: str, text: str, page: int | None, marked: Collection[str]) -> bool:
    """Tell whether a number and a text in small type are a footnote, not a page's footer."""
    if not _LETTERS.search(text) or not (text[0].isupper() or not text[0].isalpha()):
        return False
    return label in marked or label != str(page)


def _with_outline(rows: list[Row], page: Page) -> list[Row]:
    """Tell which lines the document's outline names as titles on this page."""
    titles: dict[str, int] = {}
    for level, title in page.titles:
        for form in _forms(title):
            titles.setdefault(form, level)
    if not titles:
        return rows
    return [
        replace(row, outline=next((titles[f] for f in _forms(row.text) if f in titles), None))
        for row in rows
    ]


def _with_tags(rows: list[Row], page: Page) -> list[Row]:
    """Tell which lines the document tags as headings; not where several read the same."""
    if not page.tagged:
        return rows
    tagged = [(level, frozenset(_forms(title))) for level, title in page.tagged]
    levels = {form: level for level, forms in reversed(tagged) for form in forms}
    told = Counter(form for _, forms in tagged for form in forms)
    printed = Counter(form for row in rows for form in frozenset(_forms(row.text)))
    return [
        replace(
            row,
            tagged=next(
                (levels[f] for f in _forms(row.text) if f in levels and printed[f] <= told[f]),
                None,
            ),
        )
        for row in rows
    ]


def _forms(text: str) -> Iterator[str]:
    """Yield a title with and without its number, letters and digits only."""
    marker = find_marker(text)
    for form in (text, text[marker.end :] if marker else ""):
        letters = _NOT_LETTERS.sub("", form).casefold()
        if len(letters) >= _SHORTEST_TITLE:
            yield letters
