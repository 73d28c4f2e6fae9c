"""Paragraphs of Word, OpenDocument, RTF and HTML → blocks: headings, items, rows, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from auditkit.lang import Pack
from auditkit.model import BlockKind
from auditkit.read.headings import Headings
from auditkit.read.markers import find_marker
from auditkit.read.rows import Draft, Piece, Row
from auditkit.read.tables import is_header
from auditkit.read.word_styles import Style

_CUT_LINE = 50  # a paragraph that long without an end may be a line cut by hand
_LAYOUT_CELL = 400  # characters in several paragraphs: a cell that holds running text


@dataclass(slots=True, kw_only=True)
class Paragraph:
    """A paragraph's printed lines and what Word says of it."""

    number: int
    lines: list[str]
    style: Style
    level: int | None = None
    marker: str | None = None
    computed: bool = False  # the marker stands nowhere in the file: programs count it
    depth: int | None = None  # of a list item, from 1
    contents: bool = False
    bold: bool = False
    size: float | None = None
    notes: list[tuple[str, str]] = field(default_factory=list)  # mark and text
    comments: list[tuple[str, str]] = field(default_factory=list)  # author and text
    hidden: str = ""
    blank: int = 0


Cell = list[Paragraph | Draft]  # drafts are the rows of a table inside the cell


@dataclass(slots=True, kw_only=True)
class TableRow:
    """A row of a table; a cell over several columns is followed by empty ones."""

    cells: list[Cell]
    header: bool = False


def make_drafts(items: list[Paragraph | Draft], pack: Pack) -> list[Draft]:
    """Turn paragraphs into blocks; lines cut by hand stay apart.

    Example:
        >>> from auditkit.lang import load_pack
        >>> paragraph = Paragraph(number=1, lines=["Mål"], style=Style(level=2), level=2)
        >>> [(d.kind.value, d.level) for d in make_drafts([paragraph], load_pack("sv"))]
        [('heading', 2)]
    """
    body = _body_size(items)
    rows = [_row(p, body) for p in items if isinstance(p, Paragraph) and p.lines]
    headings = Headings(rows, set(), {}, pack)
    made: list[Draft] = []
    index = 0
    for item in items:
        if isinstance(item, Draft):
            made.append(item)
            continue
        if item.lines:
            for draft in _paragraph_drafts(item, index, headings):
                if made and not item.blank and _goes_on(made[-1], draft):
                    made[-1].cells[0].extend(draft.cells[0])
                else:
                    made.append(draft)
            index += 1
        made.extend(note_drafts(item))
    return made


def _goes_on(above: Draft, draft: Draft) -> bool:
    """Tell whether a paragraph goes on with the one above, cut by hand at a line's end."""
    if draft.kind is not BlockKind.PARAGRAPH or draft.hidden or above.hidden:
        return False
    if above.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or not above.last:
        return False
    first = draft.cells[0][0].text
    if not first[0].islower() or first.startswith("att ") or above.last[-1] in ".:;!?…":
        return False
    return len(above.last) >= _CUT_LINE


def _body_size(items: list[Paragraph | Draft]) -> float:
    """Return the size of type that most of the text is set in."""
    count: dict[float, int] = {}
    for item in items:
        if isinstance(item, Paragraph) and item.size:
            count[item.size] = count.get(item.size, 0) + sum(map(len, item.lines))
    return max(count, key=lambda size: count[size], default=22.0)


def _row(paragraph: Paragraph, body: float) -> Row:
    text = paragraph.lines[0]
    return Row(
        piece=Piece(text=text, number=paragraph.number),
        right=float(len(text)),
        blank=paragraph.blank,
        size=(paragraph.size or body) / body,
        bold=paragraph.bold,
    )


def _paragraph_drafts(paragraph: Paragraph, index: int, headings: Headings) -> Iterator[Draft]:
    """Yield the block or blocks of one paragraph."""
    pieces = [Piece(text=line, number=paragraph.number) for line in paragraph.lines]
    found = headings.at(index) if paragraph.depth is None else None
    if paragraph.contents:
        yield Draft(kind=BlockKind.CONTENTS, cells=[pieces])
    elif paragraph.level is not None and len(" ".join(paragraph.lines)) < 250:
        marker = find_marker(pieces[0].text) if paragraph.marker is None else None
        if marker is not None and marker.kind in ("section", "deep", "dotted", "bare"):
            pieces[0] = replace(pieces[0], text=pieces[0].text[marker.end :])
            paragraph.marker = marker.text
        yield Draft(
            kind=BlockKind.HEADING,
            cells=[pieces],
            marker=paragraph.marker,
            marker_inferred=paragraph.computed and marker is None,
            level=paragraph.level,
        )
    elif found is not None and not found[2] and len(pieces) == 1:
        heading_marker = found[0]
        if heading_marker is not None:
            pieces[0] = replace(pieces[0], text=pieces[0].text[heading_marker.end :])
        yield Draft(
            kind=BlockKind.HEADING,
            cells=[pieces],
            marker=heading_marker.text if heading_marker else None,
            level=found[1],
        )
    else:
        yield from _running(paragraph, pieces)


def _running(paragraph: Paragraph, pieces: list[Piece]) -> Iterator[Draft]:
    """Yield a paragraph or list item; a line break by hand begins a new block."""
    open_draft: Draft | None = None
    for position, piece in enumerate(pieces):
        if (
            open_draft is not None
            and piece.text[0].islower()
            and open_draft.last[-1] not in ".:;!?"
        ):
            open_draft.cells[0].append(piece)
            continue
        if open_draft is not None:
            yield open_draft
        marker = find_marker(piece.text)
        if position == 0 and paragraph.depth is not None:
            open_draft = Draft(
                kind=BlockKind.LIST_ITEM,
                cells=[[piece]],
                marker=paragraph.marker,
                marker_inferred=paragraph.computed,
                level=paragraph.depth,
            )
        elif marker is not None and marker.kind not in ("bare", "code"):
            text = piece.text[marker.end :]
            open_draft = Draft(
                kind=BlockKind.LIST_ITEM,
                cells=[[replace(piece, text=text)]],
                marker=marker.text,
                level=1,
            )
        else:
            open_draft = Draft(kind=BlockKind.PARAGRAPH, cells=[[piece]])
    if open_draft is not None:
        yield open_draft


def table_blocks(rows: list[TableRow], table: int) -> Iterator[Paragraph | Draft]:
    """Yield the rows of a table; of one that only serves the layout, what stands in it.

    Example:
        >>> cells = [[Paragraph(number=1, lines=[t], style=Style())] for t in ("Risk", "Hög")]
        >>> [len(d.cells) for d in table_blocks([TableRow(cells=cells)], 0)]
        [2]
    """
    if all(len(row.cells) <= 1 for row in rows) or any(_is_layout(row) for row in rows):
        for row in rows:
            for cell in row.cells:
                yield from cell
        return
    texts = [[" ".join(_lines(cell)) for cell in row.cells] for row in rows]
    filled = [index for index, row in enumerate(texts) if any(row)]
    guessed = is_header([texts[i] for i in filled]) if filled else False
    for index in filled:
        yield Draft(
            kind=BlockKind.TABLE_ROW,
            cells=[_pieces(cell) for cell in rows[index].cells],
            table=table,
            header=rows[index].header or (index == filled[0] and guessed),
        )
        for cell in rows[index].cells:
            yield from _behind(cell)


def _is_layout(row: TableRow) -> bool:
    """Tell whether a cell of a row holds several paragraphs of running text."""
    return any(
        sum(isinstance(item, Paragraph) for item in cell) >= 2
        and sum(map(len, _lines(cell))) > _LAYOUT_CELL
        for cell in row.cells
    )


def _lines(cell: Cell) -> list[str]:
    return [line for item in cell if isinstance(item, Paragraph) for line in item.lines]


def _pieces(cell: Cell) -> list[Piece]:
    """Return the printed lines of a cell, numbers of lists in front of them."""
    made: list[Piece] = []
    for item in cell:
        if isinstance(item, Paragraph):
            if item.marker and item.lines:
                source = "inferred" if item.computed else "text"
                made.append(Piece(text=item.marker, number=item.number, source=source))
            made.extend(Piece(text=line, number=item.number) for line in item.lines)
    return made


def _behind(cell: Cell) -> Iterator[Draft]:
    """Yield what stands behind a row: the notes of its cells, and the tables in them."""
    for item in cell:
        if isinstance(item, Paragraph):
            yield from note_drafts(item)
        else:
            yield item


def note_drafts(paragraph: Paragraph) -> Iterator[Draft]:
    """Yield the notes and comments on a paragraph, and what is hidden in it.

    A comment is no text of the document: it stands as furniture, its author as its mark.
    """
    for mark, text in paragraph.notes:
        yield Draft(
            kind=BlockKind.FOOTNOTE,
            cells=[[Piece(text=text, number=paragraph.number)]],
            marker=mark,
        )
    for author, text in paragraph.comments:
        if text:
            yield Draft(
                kind=BlockKind.FURNITURE,
                cells=[[Piece(text=text, number=paragraph.number)]],
                marker=author or None,
            )
    if paragraph.hidden:
        yield Draft(
            kind=BlockKind.PARAGRAPH,
            cells=[[Piece(text=paragraph.hidden, number=paragraph.number)]],
            hidden=True,
        )
