"""What a page reader hands to the layout: one interface for PDF now and for OCR later.

Coordinates are points from the upper left corner of the page as it is shown.
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
    problem: str | None = None

    @property
    def characters(self) -> int:
        """The number of characters that are no blanks."""
        return sum(len(run.text.replace(" ", "")) for run in self.runs)
