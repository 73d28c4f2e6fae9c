"""Word paragraphs → blocks: headings, list items, table rows and notes."""

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
    depth: int | None = None  # of a list item, from 1
    contents: bool = False
    bold: bool = False
    size: float | None = None
    notes: list[tuple[str, str]] = field(default_factory=list)  # mark and text
    hidden: str = ""
    blank: int = 0


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
            kind=BlockKind.HEADING, cells=[pieces], marker=paragraph.marker, level=paragraph.level
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


def is_layout(row: list[list[Paragraph]]) -> bool:
    """Tell whether a cell of a row holds several paragraphs of running text."""
    return any(
        len(cell) >= 2 and sum(len(line) for p in cell for line in p.lines) > _LAYOUT_CELL
        for cell in row
    )


def table_rows(made: list[list[list[Paragraph]]], table: int) -> Iterator[Draft]:
    """Yield the rows of a table, and the notes of its cells behind each."""
    texts = [[" ".join(line for p in cell for line in p.lines) for cell in row] for row in made]
    filled = [index for index, row in enumerate(texts) if any(row)]
    for index in filled:
        cells = [
            [Piece(text=line, number=p.number) for p in cell for line in p.lines]
            for cell in made[index]
        ]
        header = index == filled[0] and is_header([texts[i] for i in filled])
        yield Draft(kind=BlockKind.TABLE_ROW, cells=cells, table=table, header=header)
        for cell in made[index]:
            for paragraph in cell:
                yield from note_drafts(paragraph)


def note_drafts(paragraph: Paragraph) -> Iterator[Draft]:
    """Yield the notes that a paragraph refers to, and what is hidden in it."""
    for mark, text in paragraph.notes:
        yield Draft(
            kind=BlockKind.FOOTNOTE,
            cells=[[Piece(text=text, number=paragraph.number)]],
            marker=mark,
        )
    if paragraph.hidden:
        yield Draft(
            kind=BlockKind.PARAGRAPH,
            cells=[[Piece(text=paragraph.hidden, number=paragraph.number)]],
            hidden=True,
        )
