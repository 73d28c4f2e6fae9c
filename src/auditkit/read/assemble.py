"""Drafts → the document's one text, its blocks and where each stretch stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from auditkit.lang import Pack
from auditkit.model import Block, BlockKind, Line, Span
from auditkit.read.hyphens import Joiner
from auditkit.read.notes import NoteMark, tie_notes
from auditkit.read.rows import Draft, Piece

_BLANKS = re.compile(r"\s+")
_RANGE = re.compile(r"(?<=\d)\u00ad(?=\d)")  # between figures it is a hyphen after all
_ONE_MARK = re.compile(r"[^\s,]+")
_SOFT_HYPHEN = re.compile(r"\u00ad(?!$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """A document's text with its blocks and lines."""

    text: str
    blocks: tuple[Block, ...]
    lines: tuple[Line, ...]


def assemble(drafts: Sequence[Draft], pack: Pack) -> Assembled:
    """Write the drafts as one text, one block a line, cells parted by tabs.

    Example:
        >>> from auditkit.lang import load_pack
        >>> draft = Draft(kind=BlockKind.LIST_ITEM, marker="-",
        ...               cells=[[Piece(text="en rekommenda-", number=1),
        ...                       Piece(text="tion", number=2)]])
        >>> made = assemble([draft], load_pack("sv"))
        >>> made.text, made.text[made.blocks[0].start:made.blocks[0].end]
        ('- en rekommendation', 'en rekommendation')
    """
    pieces = [piece.text for draft in drafts for cell in draft.cells for piece in cell]
    joiner = Joiner(pieces, pack)
    text: list[str] = []
    blocks: list[Block] = []
    pages: list[int | None] = []
    lines: list[Line] = []
    marks: list[NoteMark] = []
    offset = 0
    for draft in drafts:
        start = offset + (len(draft.marker) + 1 if draft.marker else 0)
        cells = _join_cells(draft, joiner, start)
        body = "\t".join(cell.text for cell in cells)
        if not body.strip():
            continue
        where = [line for cell in cells for line in cell.lines]
        lines.extend(_with_marker(draft, offset, where))
        if draft.kind is not BlockKind.FOOTNOTE:
            marks.extend(mark for cell in cells for mark in cell.marks)
        blocks.append(_block(draft, start, [cell.text for cell in cells]))
        pages.append(where[0].page if where else None)
        text.append(f"{draft.marker} {body}" if draft.marker else body)
        offset = start + len(body) + 1
    whole = "\n".join(text)
    tied = tie_notes(whole, blocks, marks, pages)
    return Assembled(text=whole, blocks=tied, lines=tuple(lines))


def _with_marker(draft: Draft, offset: int, lines: list[Line]) -> list[Line]:
    """Return a block's lines, the first one with the block's bullet or number."""
    if not draft.marker or not lines:
        return lines
    first = lines[0]
    if draft.marker_inferred:
        return [
            replace(first, start=offset, end=offset + len(draft.marker), source="inferred"),
            *lines,
        ]
    return [replace(first, start=offset), *lines[1:]]


def _block(draft: Draft, start: int, cells: Sequence[str]) -> Block:
    """Make the block of a draft that begins at ``start``."""
    spans = []
    position = start
    for cell in cells:
        spans.append(Span(start=position, end=position + len(cell)))
        position += len(cell) + 1
    return Block(
        kind=draft.kind,
        start=start,
        end=position - 1,
        marker=draft.marker,
        level=draft.level,
        table=draft.table,
        cells=tuple(spans) if draft.kind is BlockKind.TABLE_ROW else (),
        header=draft.header,
        hidden=draft.hidden,
    )


@dataclass(slots=True, kw_only=True)
class _Cell:
    """A cell's text, where each stretch of it stands, and the note marks in it."""

    text: str = ""
    lines: list[Line] = field(default_factory=list)
    marks: list[NoteMark] = field(default_factory=list)


def _join_cells(draft: Draft, joiner: Joiner, start: int) -> list[_Cell]:
    """Join the pieces of each cell of a block that begins at ``start``."""
    made: list[_Cell] = []
    for cell in draft.cells:
        made.append(_join_cell(cell, joiner, start))
        start += len(made[-1].text) + 1
    return made


def _clean(text: str) -> str:
    """Return a printed line without runs of blanks and invisible hyphens."""
    return _SOFT_HYPHEN.sub("", _RANGE.sub("-", _BLANKS.sub(" ", text).strip()))


def _join_cell(pieces: Sequence[Piece], joiner: Joiner, offset: int) -> _Cell:
    """Join the pieces of a cell and say where each stands."""
    made = _Cell()
    marked = False
    for piece in pieces:
        clean = _clean(piece.text)
        if not clean:
            continue
        if made.text:
            drop, between = joiner.seam(made.text, clean, marked=marked)
            _shorten(made, drop)
            made.text += between
        start = offset + len(made.text)
        made.text += clean
        made.lines.append(
            Line(
                start=start,
                end=start + len(clean),
                page=piece.page,
                number=piece.number,
                box=piece.box,
                source=piece.source,
                confidence=piece.confidence,
            )
        )
        made.marks.extend(_note_marks(piece, start))
        marked = piece.hyphen
    if made.text.endswith("\u00ad"):
        _shorten(made, 1)
    made.lines = [line for line in made.lines if line.start < line.end]
    return made


def _shorten(cell: _Cell, drop: int) -> None:
    """Take characters off the end of a cell."""
    if drop:
        cell.text = cell.text[:-drop]
        cell.lines[-1] = replace(cell.lines[-1], end=cell.lines[-1].end - drop)


def _note_marks(piece: Piece, start: int) -> Iterator[NoteMark]:
    """Yield the note marks of a piece whose clean text begins at ``start``."""
    for begin, _, label in piece.marks:
        at = start + len(_clean(piece.text[:begin] + "x")) - 1
        for match in _ONE_MARK.finditer(label):
            yield NoteMark(
                start=at + match.start(),
                end=at + match.end(),
                label=match.group(),
                page=piece.page,
            )
