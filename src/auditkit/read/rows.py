"""The records that the readers of all formats hand to the one layout engine.

A reader turns its format into `Row`s (printed lines); the engine turns rows into `Draft`s
(blocks whose text is not joined yet); `assemble` turns drafts into a document's text.
Distances are in characters of the body type, so that one set of thresholds fits plain text
and PDF: a PDF reader divides points by the mean width of its characters.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from auditkit.model import BlockKind

Box = tuple[float, float, float, float]
Mark = tuple[int, int, str]  # start and end of a raised note mark in a text, and its number


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text of one printed line, and where it stands in the source."""

    text: str
    page: int | None = None
    number: int | None = None
    box: Box | None = None
    hyphen: bool = False  # the source says that the hyphen at the end is a line break's
    marks: tuple[Mark, ...] = ()  # of footnotes
    source: str = "text"  # or "ocr"
    confidence: float | None = None  # of recognised text


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One printed line: its text with tabs and runs of blanks kept, and its place.

    ``indent`` and ``right`` are the columns where it begins and ends; ``blank`` is the
    number of empty lines above it; ``size`` is the type's size relative to body text;
    ``width`` is the column where a full line of its column ends, None where unknown.
    """

    piece: Piece
    indent: float = 0.0
    right: float = 0.0
    blank: int = 0
    size: float = 1.0
    bold: bool = False
    typeset: bool = False  # size and weight are those of the print, not of a scan
    hidden: bool = False
    width: float | None = None
    page_break: bool = False  # the first line of a page, or the first below furniture
    note: str | None = None  # the mark of a footnote that begins here, where the type says so
    foot: bool = False  # part of the footnotes at the foot of a page
    aside: bool = False  # set across the page or otherwise no part of the text
    starts: tuple[float, ...] = ()  # columns where the stretches parted by wide gaps begin
    cells: tuple[tuple[Piece, ...], ...] = ()  # of a row of a ruled table
    edges: tuple[float, ...] = ()  # of a ruled table's columns, in points
    outline: int | None = None  # the level of the title that the document's outline has here
    tagged: int | None = None  # the level that the document's tags give it as a heading
    table: int | None = None
    header: bool = False

    @property
    def text(self) -> str:
        """The line's text, without blanks at either end."""
        return self.piece.text


@dataclass(slots=True, kw_only=True)
class Draft:
    """A block in the making: its pieces by cell, one cell unless it is a table row."""

    kind: BlockKind
    cells: list[list[Piece]] = field(default_factory=lambda: [[]])
    marker: str | None = None
    marker_inferred: bool = False  # its characters do not stand in the source as they are here
    level: int | None = None
    table: int | None = None
    header: bool = False
    hidden: bool = False
    size: float = 1.0  # of a heading's type, relative to body text
    bold: bool = False

    @property
    def last(self) -> str:
        """The text of its last piece, empty if there is none."""
        pieces = self.cells[-1]
        return pieces[-1].text if pieces else ""
