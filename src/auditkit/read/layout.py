"""The layout engine: printed lines → headings, paragraphs, list items, tables, furniture.

Shared by plain text and PDF. A wrong join is worse than a missed one: a line is joined to
the block above only where the layout says so (the line above is full, a word is torn) or
the words do (the sentence goes on in lower case).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditkit.lang import Pack
from auditkit.model import BlockKind
from auditkit.read.contents import find_contents
from auditkit.read.furniture import find_furniture
from auditkit.read.headings import Headings
from auditkit.read.levels import set_levels
from auditkit.read.markers import Marker, find_marker
from auditkit.read.rows import Draft, Piece, Row
from auditkit.read.tables import find_tables
from auditkit.read.widths import is_full, measure

_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"”’)\]]*[¹²³⁰-⁹]*$")
_STARTS_LOWER = re.compile(r"[\"”(]?[a-zåäöé]")
_TORN = re.compile(r"[^\W\d_][-\u00ad]$")
_STARTS_FIGURE = re.compile(r"[\d§%]|\([a-zåäö0-9]")
_LAST_WORD = re.compile(r"([^\W\d_]+)$")
_ITEM_WORD = re.compile(r"att\s", re.IGNORECASE)
_NOTE = re.compile(r"(?P<marker>[¹²³⁰⁴-⁹]{1,3}\)?)\s*(?=\S)")
_SHORTEST_OPEN = 10
_TAIL = 40  # characters at a line's end that tell how it ends
_LONG = 60  # a line this long that ends in mid-sentence is running text


def lay_out(rows: Sequence[Row], pack: Pack) -> list[Draft]:
    """Turn the printed lines of a document into its blocks, in reading order.

    Furniture stands behind the block it interrupted.

    Example:
        >>> from auditkit.lang import load_pack
        >>> rows = [Row(piece=Piece(text="2.1 Bakgrund"), right=12),
        ...         Row(piece=Piece(text="Vi såg fel."), right=11, blank=1)]
        >>> [(d.kind.value, d.marker) for d in lay_out(rows, load_pack("sv"))]
        [('heading', '2.1'), ('paragraph', None)]
    """
    furniture = find_furniture(rows, pack)
    kept = list(_without(rows, furniture))
    return _Engine(rows, furniture, kept, pack).run()


def _without(rows: Sequence[Row], furniture: set[int]) -> Iterator[Row]:
    """Yield the rows that are no furniture; one behind furniture begins a page."""
    cut = False
    for index, row in enumerate(rows):
        if index in furniture:
            cut = True
            continue
        yield replace(row, blank=max(row.blank, 1), page_break=True) if cut else row
        cut = False


class _Engine:
    """Walks the lines once; holds the block that is open and what interrupted it."""

    def __init__(
        self, rows: Sequence[Row], furniture: set[int], kept: Sequence[Row], pack: Pack
    ) -> None:
        self._rows, self._furniture = rows, furniture
        self._kept = measure(kept)
        self._contents = find_contents(self._kept, pack)
        self._tables = find_tables(self._kept, self._contents)
        self._headings = Headings(self._kept, self._contents, self._tables, pack)
        self._open_words = frozenset(pack.words("open_words"))
        self._drafts: list[Draft] = []
        self._waiting: list[Draft] = []  # furniture to stand behind the open block
        self._open: Draft | None = None
        self._above: Row | None = None
        self._levels: list[float] = []  # indents of the open list's levels
        self._note: Draft | None = None  # the footnote that is open
        self._note_above: Row | None = None

    def run(self) -> list[Draft]:
        """Return the blocks of all lines."""
        index = 0
        for position, row in enumerate(self._rows):
            if position in self._furniture:
                self._waiting.append(
                    Draft(kind=BlockKind.FURNITURE, cells=[[row.piece]], hidden=row.hidden)
                )
                continue
            self._place(index, self._kept[index])
            index += 1
        self._close()
        set_levels(self._drafts)
        return self._drafts

    def _place(self, index: int, row: Row) -> None:
        """Put one line into the open block or a new one."""
        if self._place_note(row):
            return
        cells = self._tables.get(index)
        if index in self._contents:
            self._start(Draft(kind=BlockKind.CONTENTS, cells=[[_flat(row)]]))
            self._open = None
        elif cells is not None:
            if cells.continues and self._drafts_table():
                self._extend_table(cells.cells)
            else:
                self._start(
                    Draft(
                        kind=BlockKind.TABLE_ROW,
                        cells=[list(cell) for cell in cells.cells],
                        table=cells.table,
                        header=cells.header,
                    )
                )
        elif (heading := self._headings.at(index)) is not None:
            self._place_heading(heading, row)
        elif self._continues(index, row):
            assert self._open is not None
            self._open.cells[-1].append(row.piece)
        else:
            self._start_running(row, find_marker(row.text))
        self._above = row

    def _place_note(self, row: Row) -> bool:
        """Put a line into a footnote, which stands behind the block it interrupts."""
        match = _NOTE.match(row.text)
        if match is not None or row.note is not None:
            end = match.end() if match else 0
            marker = match["marker"] if match else row.note
            self._note = Draft(
                kind=BlockKind.FOOTNOTE, cells=[[_behind(row.piece, end)]], marker=marker or None
            )
            self._waiting.append(self._note)
        elif self._note is not None and self._note_above is not None and self._note_goes_on(row):
            self._note.cells[-1].append(row.piece)
        else:
            self._note = None
            return False
        self._note_above = row
        return True

    def _note_goes_on(self, row: Row) -> bool:
        above = self._note_above
        assert above is not None
        if row.blank or abs(above.size - row.size) > 0.05:
            return False
        return is_full(above, row) or bool(_STARTS_LOWER.match(row.text))

    def _drafts_table(self) -> bool:
        return self._open is not None and self._open.kind is BlockKind.TABLE_ROW

    def _extend_table(self, cells: Sequence[Sequence[Piece]]) -> None:
        """Add the second line of a table row to its cells."""
        assert self._open is not None
        for into, cell in zip(self._open.cells, cells, strict=False):
            into.extend(cell)

    def _place_heading(self, heading: tuple[Marker | None, int | None, bool], row: Row) -> None:
        marker, level, second = heading
        if second and self._open is not None and self._open.kind is BlockKind.HEADING:
            self._open.cells[-1].append(row.piece)
            return
        piece = _behind(row.piece, marker.end) if marker else row.piece
        self._start(
            Draft(
                kind=BlockKind.HEADING,
                cells=[[piece]],
                marker=(marker.text or None) if marker else None,
                level=level,
                size=row.size,
                bold=row.bold,
            )
        )
        self._levels = []

    def _start_running(self, row: Row, marker: Marker | None) -> None:
        """Begin a paragraph or a list item."""
        if marker is None or marker.kind == "bare" and not self._in_list(row):
            if marker is None and not (self._levels and row.indent > self._levels[0] + 1):
                self._levels = []
            self._start(Draft(kind=BlockKind.PARAGRAPH, cells=[[row.piece]], hidden=row.hidden))
            return
        while self._levels and row.indent < self._levels[-1] - 1:
            self._levels.pop()
        if not self._levels or row.indent > self._levels[-1] + 1:
            self._levels.append(row.indent)
        coded = marker.kind == "code"  # "E1.2 Andelen ska öka": the code is part of the goal
        self._start(
            Draft(
                kind=BlockKind.LIST_ITEM,
                cells=[[row.piece if coded else _behind(row.piece, marker.end)]],
                marker=None if coded else marker.text,
                marker_inferred=marker.inferred,
                level=len(self._levels),
                hidden=row.hidden,
            )
        )

    def _in_list(self, row: Row) -> bool:
        return bool(self._levels) and abs(self._levels[-1] - row.indent) <= 1

    def _start(self, draft: Draft) -> None:
        self._close()
        self._drafts.append(draft)
        self._open = draft

    def _close(self) -> None:
        """Let what interrupted the open block follow it."""
        self._drafts.extend(self._waiting)
        self._waiting = []

    def _continues(self, index: int, row: Row) -> bool:
        """Tell whether a line belongs to the open block."""
        above, block = self._above, self._open
        if above is None or block is None:
            return False
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            return False
        if abs(above.size - row.size) > 0.12 or above.hidden != row.hidden:
            return False
        marker = find_marker(row.text)
        if marker is not None and self._begins_item(marker, above, row):
            return False
        if row.blank or row.page_break or self._waiting:
            return self._goes_on(above, row)
        return self._wraps(above, row)

    def _begins_item(self, marker: Marker, above: Row, row: Row) -> bool:
        """Tell whether a line with a marker is an item, not the middle of a sentence."""
        torn_off = (
            is_full(above, row) and not _ENDS_SENTENCE.search(above.text[-_TAIL:]) and not row.blank
        )
        if self._is_next(marker, row):
            return True
        if not torn_off:
            return marker.kind != "bare" or bool(_ENDS_SENTENCE.search(above.text[-_TAIL:]))
        if marker.text in ("-", "–", "—"):  # "perioden 2020 / – 2023": a dash of the text
            return abs(row.indent - above.indent) > 1 or self._levels != []
        return marker.kind in ("bullet", "letter") or row.indent > above.indent + 1

    def _is_next(self, marker: Marker, row: Row) -> bool:
        """Tell whether a number is the next of the open list, set where its items begin."""
        block = self._open
        if block is None or block.kind is not BlockKind.LIST_ITEM or not self._in_list(row):
            return False
        before = find_marker(f"{block.marker} x") if block.marker else None
        if before is None or before.number is None or before.kind != marker.kind:
            return False
        return marker.number == before.number + 1

    def _goes_on(self, above: Row, row: Row) -> bool:
        """Tell whether a sentence goes on below empty lines or a page's end."""
        if _TORN.search(above.text[-_TAIL:]) and _STARTS_LOWER.match(row.text):
            return True
        if _ENDS_SENTENCE.search(above.text[-_TAIL:]):
            return False
        if self._is_att_after_comma(above, row):
            return True
        if row.page_break or self._waiting:
            long_enough = len(above.text) >= _LONG or is_full(above, row)
            long_enough = long_enough or self._is_left_open(above)
            return bool(_STARTS_LOWER.match(row.text)) or long_enough
        long_enough = above.right - above.indent >= 0.6 * (above.width or 80)
        starts = _STARTS_LOWER.match(row.text) and not _ITEM_WORD.match(row.text)
        return bool(long_enough and starts and len(above.text) >= 40)

    def _wraps(self, above: Row, row: Row) -> bool:
        """Tell whether a line without an empty line above is wrapped text."""
        lower = bool(_STARTS_LOWER.match(row.text))
        if _TORN.search(above.text[-_TAIL:]) and (lower or is_full(above, row)):
            return True
        if self._outdented(row):
            return False
        if is_full(above, row):
            return True
        ended = bool(_ENDS_SENTENCE.search(above.text[-_TAIL:]))
        if self._is_att_after_comma(above, row) or (
            self._is_left_open(above) and not above.text.endswith(" att")
        ):
            return True
        goes_on = lower or bool(_STARTS_FIGURE.match(row.text))
        if ended or not goes_on or _ITEM_WORD.match(row.text):
            return False
        return above.right - above.indent >= 0.5 * (above.width or 80)

    def _is_left_open(self, above: Row) -> bool:
        """Tell whether a line ends with a word that no sentence, title or name ends with."""
        match = _LAST_WORD.search(above.text[-_TAIL:])
        return (
            match is not None and match[1] in self._open_words and len(above.text) >= _SHORTEST_OPEN
        )

    def _is_att_after_comma(self, above: Row, row: Row) -> bool:
        """Tell whether a line is the "att" clause of "Stämman beslutar," above it."""
        if not above.text.endswith(",") or not _ITEM_WORD.match(row.text):
            return False
        assert self._open is not None
        first = self._open.cells[0][0].text
        return self._open.kind is BlockKind.PARAGRAPH and not _ITEM_WORD.match(first)

    def _outdented(self, row: Row) -> bool:
        """Tell whether a line stands further left than its item, or begins a paragraph."""
        above = self._above
        assert above is not None and self._open is not None
        if self._open.kind is BlockKind.LIST_ITEM:
            hanging = len(self._open.cells[0]) > 1 and row.indent < above.indent - 1
            return hanging or (
                bool(self._levels) and row.indent < self._levels[-1] - 1 and row.indent > 0
            )
        first_line = row.indent >= above.indent + 2 and len(self._open.cells[0]) > 1
        return first_line and bool(_ENDS_SENTENCE.search(above.text[-_TAIL:]))


def _behind(piece: Piece, start: int) -> Piece:
    """Return a piece without its marker."""
    marks = tuple((a - start, b - start, label) for a, b, label in piece.marks if a >= start)
    return replace(piece, text=piece.text[start:], marks=marks)


def _flat(row: Row) -> Piece:
    return row.piece
