"""Table rows in printed lines: cells parted by tabs, or columns aligned with blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from auditkit.read.markers import find_marker
from auditkit.read.rows import Piece, Row

_GAP = re.compile(r"\s{3,}|\t+")
_SHIFT = 4.0  # points by which a table's columns may be off on its next page
_LONGEST_NUMBER = 6
_FIGURE = re.compile(r"\d")
_YEAR = re.compile(r"\D{0,12}(19|20)\d\d\D{0,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The cells of a row; ``continues`` if it is the next line of the row above."""

    cells: tuple[tuple[Piece, ...], ...]
    table: int
    header: bool = False
    continues: bool = False


def find_tables(rows: Sequence[Row], contents: set[int]) -> dict[int, Cells]:
    r"""Return the cells of the rows that are table rows, by index.

    Example:
        >>> rows = [Row(piece=Piece(text="Risk\tAntal")), Row(piece=Piece(text="Hög\t3"))]
        >>> [[cell[0].text for cell in row.cells] for row in find_tables(rows, set()).values()]
        [['Risk', 'Antal'], ['Hög', '3']]
    """
    found = _ruled(rows)
    table = max((cells.table for cells in found.values()), default=-1) + 1
    for group in _groups(rows, contents | found.keys()):
        made = (
            _tabbed(rows, group, table)
            if "\t" in rows[group[0]].text
            else _aligned(rows, group, table)
        )
        if made:
            found.update(made)
            table += 1
    return found


def _ruled(rows: Sequence[Row]) -> dict[int, Cells]:
    """Return the rows of ruled tables; a table that goes on over a page is one table."""
    found: dict[int, Cells] = {}
    above: Row | None = None  # the last row but for footnotes
    header: tuple[str, int] | None = None  # the header row of the open table, and its table
    table = -1
    for index, row in enumerate(rows):
        if row.table is None:
            above = above if row.foot else None
            continue
        goes_on = above is not None and above.table != row.table and _same_columns(above, row)
        if not goes_on and (above is None or above.table != row.table):
            table += 1
        repeated = goes_on and header == (row.text, table)
        if row.header and not goes_on:
            header = (row.text, table)
        is_first = row.header and not goes_on
        found[index] = Cells(cells=row.cells, table=table, header=is_first or repeated)
        above = row
    return found


def _same_columns(above: Row, row: Row) -> bool:
    """Tell whether two ruled tables on different pages have the same columns."""
    if above.piece.page == row.piece.page or len(above.edges) != len(row.edges):
        return False
    return all(
        abs(one - other) <= _SHIFT for one, other in zip(above.edges, row.edges, strict=True)
    )


def _groups(rows: Sequence[Row], contents: set[int]) -> Iterator[list[int]]:
    """Yield runs of lines that look like rows of one table."""
    group: list[int] = []
    for index, row in enumerate(rows):
        kind = None if index in contents else _kind(row)
        if group and (kind is None or kind != _kind(rows[group[0]]) or row.blank > 1):
            if (
                kind is None
                and not row.blank
                and index not in contents
                and _hangs(rows, group, row)
            ):
                group.append(index)
                continue
            yield group
            group = []
        if kind is not None:
            group.append(index)
    if group:
        yield group


def _kind(row: Row) -> str | None:
    """Say by what the cells of a line are parted, None if it is running text."""
    text = row.text
    marker = find_marker(text)
    if marker is not None and marker.kind in ("bullet", "dotted", "letter", "deep", "section"):
        text = text[marker.end :]
        if "\t" not in text and not _GAP.search(text):
            return None
    if "\t" in text:
        return "tab"
    return "blank" if _GAP.search(text) else None


def _hangs(rows: Sequence[Row], group: Sequence[int], row: Row) -> bool:
    """Tell whether a line is the second line of a cell of an aligned row."""
    if "\t" in rows[group[0]].text:
        return False
    starts = _starts(rows[group[0]])
    return len(starts) > 1 and any(abs(row.indent - start) <= 1 for start in starts[1:])


def _starts(row: Row) -> list[int]:
    """Return the columns where the cells of an aligned line begin."""
    if len(row.starts) == len(_GAP.split(row.text)):  # not where a run holds a gap of its own
        return [int(start) for start in row.starts]
    starts = [int(row.indent)]
    starts.extend(int(row.indent) + match.end() for match in _GAP.finditer(row.text))
    return starts


def _tabbed(rows: Sequence[Row], group: Sequence[int], table: int) -> dict[int, Cells]:
    """Return the cells of lines parted by tabs."""
    found: dict[int, Cells] = {}
    split = _without_empty_columns({index: rows[index].text.split("\t") for index in group})
    if len(group) == 1 and _is_marked(rows[group[0]]):
        return {}
    header = is_header([[text.strip() for text in split[i]] for i in group])
    for position, index in enumerate(group):
        cells = tuple(_cell(rows[index], text.strip()) for text in split[index])
        found[index] = Cells(cells=cells, table=table, header=header and position == 0)
    return found


def _without_empty_columns(split: dict[int, list[str]]) -> dict[int, list[str]]:
    """Return the cells of rows without the columns that hold nothing in any of them."""
    widest = max(map(len, split.values()))
    used = [
        column
        for column in range(widest)
        if any(column < len(cells) and cells[column].strip() for cells in split.values())
    ]
    return {
        index: [cells[column] if column < len(cells) else "" for column in used]
        for index, cells in split.items()
    }


def _is_marked(row: Row) -> bool:
    """Tell whether the only tab of a line parts its number from its text."""
    first, _, rest = row.text.partition("\t")
    marker = find_marker(row.text)
    return marker is not None and "\t" not in rest and marker.text == first.strip()


def _cell(row: Row, text: str) -> tuple[Piece, ...]:
    piece = row.piece
    made = replace(piece, text=text, hyphen=False, marks=())
    return (made,) if text else ()


def is_header(cells: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row names the columns: short, filled, no figures but years."""
    if len(cells) < 2 or sum(bool(cell) for cell in cells[0]) < 2:
        return False
    if any(len(cell) > 60 or cell.endswith((".", ":")) for cell in cells[0]):
        return False
    return not any(_FIGURE.search(cell) and not _YEAR.fullmatch(cell) for cell in cells[0])


def _aligned(rows: Sequence[Row], group: Sequence[int], table: int) -> dict[int, Cells]:
    """Return the cells of lines whose columns are aligned with blanks."""
    columns = _columns([rows[index] for index in group])
    single = rows[group[0]] if len(group) == 1 else None
    if len(columns) < 2 or (single and _is_number_and_title(single)):
        return {}
    if single and not _is_alone(rows, group[0]):
        return {}
    found: dict[int, Cells] = {}
    texts: list[list[str]] = []
    for index in group:
        row = rows[index]
        cells = _split_at(row, columns)
        filled = [text for text in cells if text]
        continues = bool(found) and not row.blank and not cells[0] and len(filled) == 1
        found[index] = Cells(
            cells=tuple(_cell(row, text) for text in cells), table=table, continues=continues
        )
        texts.append(cells)
    if is_header(texts):
        first = found[group[0]]
        found[group[0]] = Cells(cells=first.cells, table=table, header=True)
    return found


def _is_number_and_title(row: Row) -> bool:
    """Tell whether a line with one gap is a number and what it numbers."""
    stretches = _GAP.split(row.text)
    return len(stretches) == 2 and len(stretches[0]) <= _LONGEST_NUMBER


def _is_alone(rows: Sequence[Row], index: int) -> bool:
    """Tell whether a line with a gap is no line of running text."""
    above_free = rows[index].blank or index == 0
    return bool(above_free and (index + 1 == len(rows) or rows[index + 1].blank))


def _columns(rows: Sequence[Row]) -> list[int]:
    """Return the columns where cells begin, those that most lines share or one line alone."""
    counts: list[tuple[int, int]] = []
    for start in sorted(start for row in rows for start in _starts(row)):
        if counts and start - counts[-1][0] <= 2:
            counts[-1] = (counts[-1][0], counts[-1][1] + 1)
        else:
            counts.append((start, 1))
    needed = 1 if len(rows) <= 2 else max(2, 0.25 * len(rows))
    return [start for start, count in counts if count >= needed]


def _split_at(row: Row, columns: Sequence[int]) -> list[str]:
    """Put the stretches of a line into the columns they begin in."""
    cells = [""] * len(columns)
    for stretch, start in zip(_GAP.split(row.text), _starts(row), strict=True):
        column = max((c for c, at in enumerate(columns) if at <= start + 2), default=0)
        cells[column] = f"{cells[column]} {stretch}".strip()
    return cells
