"""A workbook being written: its formats, its cells, and its links to the sources.

Nothing a document holds becomes a formula or a link by itself: every cell is written as
text, number or date, and every link is one to a source file, made here.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from auditkit.model import Provenance, Run, Verdict
from auditkit.report.columns import Value
from auditkit.report.display import page_fragment, show_text, source_path
from auditkit.report.labels import Labels

COLOURS = {
    Verdict.MET: "#C6EFCE",
    Verdict.PARTLY_MET: "#FFEB9C",
    Verdict.NOT_MET: "#FFC7CE",
    Verdict.PLANNED: "#DDEBF7",
    Verdict.SUPERSEDED: "#D9D9D9",
    Verdict.NO_EVIDENCE: "#F2F2F2",
}
TEXT = {
    "text_wrap": True,
    "valign": "top",
    "align": "left",
    "indent": 1,  # else a cell's text touches that of its neighbour
    "font_size": 10,
    "bottom": 1,
    "bottom_color": "#D9D9D9",
}
NUMBER = {**TEXT, "align": "right"}
DATE = "yyyy-mm-dd"
_HEADER = {
    **TEXT,
    "valign": "vcenter",
    "bold": True,
    "font_color": "#FFFFFF",
    "border": 1,
    "border_color": "#FFFFFF",
}
_LINK = {"font_color": "#0563C1", "underline": 1}
_A4 = 9
_HEADER_HEIGHT = 44  # points: three lines
_MAX_LINK = 2000  # characters; Excel takes 2,080
_LINKED = 0  # what xlsxwriter returns where it could write a link
# Excel reads % and # in a link's path as its own; the others it refuses.
_IN_LINK = re.compile(r'[%#"<>\[\]^`{} ]')


class Book:
    """A workbook with its formats, each made once."""

    def __init__(self, workbook: Workbook, run: Run, out: Path, labels: Labels) -> None:
        self.workbook = workbook
        self.root = run.root
        self.out = out
        self.labels = labels
        self._formats: dict[str, Format] = {}

    def format(self, **properties: object) -> Format:
        """Return the format with these properties."""
        key = repr(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]

    def header(self, colour: str = "#1F3864", align: str = "left") -> Format:
        """Return the format of a column's name."""
        return self.format(**{**_HEADER, "bg_color": colour, "align": align})


def write_cell(
    book: Book,
    sheet: Worksheet,
    at: tuple[int, int],
    value: Value,
    look: dict[str, object],
    place: Provenance | None = None,
) -> None:
    """Write a value as what it is, with a link where it has a place."""
    if value is None or value == "":
        sheet.write_blank(*at, None, book.format(**look))
    elif isinstance(value, date):
        if value.year < 1900:  # Excel's calendar starts there
            sheet.write_string(*at, value.isoformat(), book.format(**look))
        else:
            moment = datetime(value.year, value.month, value.day)
            sheet.write_datetime(*at, moment, book.format(**{**look, "num_format": DATE}))
    elif isinstance(value, int):
        sheet.write_number(*at, value, book.format(**{**look, "align": "right"}))
    else:
        link = None if place is None else excel_link(place, book.root, book.out)
        style = book.format(**{**look, **_LINK})
        # Excel holds 65,530 links a sheet; beyond that the text stands alone.
        if link is None or sheet.write_url(*at, link, style, value) != _LINKED:
            sheet.write_string(*at, value, book.format(**look))


def excel_link(place: Provenance, root: str, out: Path) -> str | None:
    """Return a link to a source file as xlsxwriter takes it, or None where none can be made.

    Example:
        >>> place = Provenance(document_id="d", document="50% #1.pdf", path="50% #1.pdf",
        ...                    start=0, end=2, quote="Ja", pages=(3, 4))
        >>> excel_link(place, "/in", Path("/in/out"))
        'external:../50%25%20%231.pdf#page=3'
    """
    path = source_path(place.path, root, out)
    if show_text(path) != path:
        return None
    escaped = _IN_LINK.sub(lambda match: f"%{ord(match.group()):02x}", path)
    link = f"external:{escaped}{page_fragment(place)}"
    return link if len(link) <= _MAX_LINK else None


def finish_sheet(sheet: Worksheet, rows: int, columns: int, *, frozen: int) -> None:
    """Freeze the header and the first columns, filter, and set up printing on one page's width."""
    sheet.set_row(0, _HEADER_HEIGHT)
    sheet.freeze_panes(1, frozen)
    sheet.autofilter(0, 0, max(rows, 1), columns - 1)
    set_up_page(sheet)
    sheet.repeat_rows(0)


def set_up_page(sheet: Worksheet) -> None:
    """Print on landscape A4, as wide as one page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&8&A&R&8&P / &N")
