"""Drafts → the document's one text, its blocks and where each stretch stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditkit.lang import Pack
from auditkit.model import Block, BlockKind, Line, Span
from auditkit.read.hyphens import Joiner
from auditkit.read.rows import Draft, Piece

_BLANKS = re.compile(r"\s+")
_RANGE = re.compile(r"(?<=\d)\u00ad(?=\d)")  # between figures it is a hyphen after all
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
    lines: list[Line] = []
    offset = 0
    for draft in drafts:
        marker = f"{draft.marker} " if draft.marker else ""
        cells, where = [], []
        position = offset + len(marker)
        for cell in draft.cells:
            joined, found = _join_cell(cell, joiner, position)
            cells.append(joined)
            where.extend(found)
            position += len(joined) + 1
        body = "\t".join(cells)
        if not body.strip():
            continue
        start = offset + len(marker)
        if where and marker:
            first = where[0]
            where[0] = _line(offset, first.end, first)
        lines.extend(where)
        blocks.append(_block(draft, start, cells))
        text.append(marker + body)
        offset = start + len(body) + 1
    return Assembled(text="\n".join(text), blocks=tuple(blocks), lines=tuple(lines))


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


def _line(start: int, end: int, like: Line) -> Line:
    return Line(start=start, end=end, page=like.page, number=like.number, box=like.box)


def _join_cell(pieces: Sequence[Piece], joiner: Joiner, offset: int) -> tuple[str, list[Line]]:
    """Join the pieces of a cell and say where each stands."""
    parts: list[str] = []
    marked = False
    length = 0
    lines: list[Line] = []
    for piece in pieces:
        clean = _SOFT_HYPHEN.sub("", _RANGE.sub("-", _BLANKS.sub(" ", piece.text).strip()))
        if not clean:
            continue
        drop, between = joiner.seam(parts[-1], clean, marked=marked) if parts else (0, "")
        if drop:
            parts[-1] = parts[-1][:-drop]
            length -= drop
            lines[-1] = _line(lines[-1].start, offset + length, lines[-1])
        start = length + len(between)
        length = start + len(clean)
        parts.extend((between, clean) if between else (clean,))
        lines.append(
            Line(
                start=offset + start,
                end=offset + length,
                page=piece.page,
                number=piece.number,
                box=piece.box,
            )
        )
        marked = piece.hyphen
    if parts and parts[-1].endswith("\u00ad"):
        parts[-1] = parts[-1][:-1]
        lines[-1] = _line(lines[-1].start, lines[-1].end - 1, lines[-1])
    return "".join(parts), [line for line in lines if line.start < line.end]
