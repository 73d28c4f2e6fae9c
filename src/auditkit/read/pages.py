"""What a page reader hands to the layout: one interface for PDF text and recognised scans.

Coordinates are points from the upper left corner of the page as it is shown; on a page that
was recognised askew, of the page set straight, and ``Page.place`` leads back.
"""

from __future__ import annotations

from dataclasses import dataclass

from auditkit.read.rows import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters that stand side by side on one line in one type."""

    text: str
    box: Box
    baseline: float
    size: float
    bold: bool = False
    hidden: bool = False
    upright: bool = True  # not set across the page
    hyphen: bool = False  # the page says that the hyphen at the end is a line break's
    veil: str | None = None  # why it may not be seen: white, tiny, buried or outside
    source: str = "text"
    confidence: float | None = None  # of recognised text, from 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A ruled table: its box, and its cells' boxes by row, None where cells are merged."""

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its characters, its ruled tables and whether a picture covers it."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...] = ()
    grids: tuple[Grid, ...] = ()
    picture: bool = False
    source: str = "text"
    titles: tuple[tuple[int, str], ...] = ()  # level and title of the outline's entries
    tagged: tuple[tuple[int, str], ...] = ()  # and of what is tagged as a heading
    problem: str | None = None
    unread: str | None = None  # why a scan was not recognised
    covered: float = 0.0  # the share of the page that pictures cover
    dpi: float | None = None  # of its largest picture
    shapes: int = 0  # filled paths: many of them may be letters drawn as outlines
    unmapped: int = 0  # glyphs of which the file does not say what they mean
    tilt: tuple[float, ...] | None = None  # from the page set straight to the page shown

    def place(self, box: Box) -> Box:
        """Return where a box of the runs' coordinates stands on the page as it is shown.

        Example:
            >>> page = Page(number=1, width=99, height=99, tilt=(0.0, 1.0, -1.0, 0.0, 99.0, 0.0))
            >>> page.place((10.0, 20.0, 30.0, 40.0))
            (59.0, 10.0, 79.0, 30.0)
        """
        if self.tilt is None:
            return box
        a, b, c, d, e, f = self.tilt
        across = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
        down = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
        left, top, right, bottom = min(across), min(down), max(across), max(down)
        return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)

    @property
    def characters(self) -> int:
        """The number of characters that are no blanks."""
        return sum(len(run.text.replace(" ", "")) for run in self.runs)
