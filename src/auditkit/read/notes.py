"""Ties footnotes to their marks in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditkit.model import Block, BlockKind, Span

_RAISED = re.compile("[¹²³⁰⁴-⁹]{1,3}")
_PLAIN = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kcdm]?m|CO)$")  # m², CO2: no notes
_SILENT = frozenset((BlockKind.FOOTNOTE, BlockKind.FURNITURE, BlockKind.CONTENTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMark:
    """A raised number in the text: its place, what it says, and its page."""

    start: int
    end: int
    label: str
    page: int | None = None


def tie_notes(
    text: str,
    blocks: Sequence[Block],
    marks: Sequence[NoteMark],
    pages: Sequence[int | None],
) -> tuple[Block, ...]:
    r"""Return the blocks, each footnote with the span of its mark.

    A mark on the note's own page comes first, then the last one above the note, then the
    first one below. Each mark is used once.

    Args:
        text: The document's text.
        blocks: Its blocks.
        marks: The raised numbers that the source told of; raised digits are found here.
        pages: The page of each block, None where the source has none.

    Example:
        >>> text = "Tre prov¹ togs.\n¹ Se bilaga 2."
        >>> blocks = [Block(kind=BlockKind.PARAGRAPH, start=0, end=15),
        ...           Block(kind=BlockKind.FOOTNOTE, start=18, end=31, marker="¹")]
        >>> tie_notes(text, blocks, [], [None, None])[1].mark
        Span(start=8, end=9)
    """
    free = [*marks, *_raised_digits(text, blocks, pages)]
    free = [mark for mark in free if not _UNIT.search(text[max(0, mark.start - 4) : mark.start])]
    made = list(blocks)
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.FOOTNOTE or not block.marker:
            continue
        label = _label(block.marker)
        fitting = [mark for mark in free if mark.label == label]
        if fitting:
            best = min(fitting, key=lambda mark: _distance(mark, block, pages[index]))
            made[index] = replace(block, mark=Span(start=best.start, end=best.end))
            free.remove(best)
    return tuple(made)


def _label(marker: str) -> str:
    """Return what a mark says, raised digits made plain ones."""
    return marker.translate(_PLAIN).strip().rstrip(").")


def _distance(mark: NoteMark, note: Block, page: int | None) -> tuple[bool, bool, int]:
    """Order marks by how likely a note is theirs, likeliest first."""
    return mark.page != page, mark.start > note.start, abs(note.start - mark.start)


def _raised_digits(
    text: str, blocks: Sequence[Block], pages: Sequence[int | None]
) -> list[NoteMark]:
    """Return the raised digits of the running text."""
    return [
        NoteMark(start=m.start(), end=m.end(), label=_label(m.group()), page=page)
        for block, page in zip(blocks, pages, strict=True)
        if block.kind not in _SILENT
        for m in _RAISED.finditer(text, block.start, block.end)
    ]
