"""The workbook: the tracking table, the other requirements, evidence, issues, documents.

Nothing a document holds becomes a formula or a link by itself: every cell is written as
text, number or date, and every link is one to a source file, made here. Cells that a person
fills in stand last and are left empty.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from auditkit.model import Provenance, Results, Row, Run, Verdict
from auditkit.report.columns import COLUMNS, Column, Value, linked_place
from auditkit.report.display import page_fragment, show_text, source_path
from auditkit.report.files import replace_file
from auditkit.report.labels import Labels, load_labels
from auditkit.report.sheets import Sheet, build_sheets

_COLOURS = {
    Verdict.MET: "#C6EFCE",
    Verdict.PARTLY_MET: "#FFEB9C",
    Verdict.NOT_MET: "#FFC7CE",
    Verdict.PLANNED: "#DDEBF7",
    Verdict.SUPERSEDED: "#D9D9D9",
    Verdict.NO_EVIDENCE: "#F2F2F2",
}
_TEXT = {"text_wrap": True, "valign": "top", "font_size": 10}
_HEADER = {**_TEXT, "bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3864", "border": 1}
_ENTERED_HEADER = {**_HEADER, "bg_color": "#375623"}
_ENTERED = {**_TEXT, "bg_color": "#F3F8EF", "border": 1, "border_color": "#D0DCC6"}
_LINK = {**_TEXT, "font_color": "#0563C1", "underline": 1}
_DATE = "yyyy-mm-dd"
_A4 = 9
_SPARE_ROWS = 200  # below the last requirement, for what a person adds
_MAX_LINK = 2000  # characters; Excel takes 2,080
_LINKED = 0  # what xlsxwriter returns where it could write a link
# Excel reads % and # in a link's path as its own; the others it refuses.
_IN_LINK = re.compile(r'[%#"<>\[\]^`{} ]')


class _Book:
    """A workbook being written, with its formats, each made once."""

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


def write_xlsx(results: Results, rows: Sequence[Row], run: Run, path: Path) -> str:
    """Write the workbook and return its SHA-256; the same results give the same bytes.

    Args:
        results: The results of the run.
        rows: The rows of the tracking table.
        run: Its facts: where the sources are, and the language of the labels.
        path: The file; its links are relative to its directory.

    Raises:
        OutputError: If the file cannot be written.

    Example:
        >>> import tempfile
        >>> from auditkit.model import Archive
        >>> run = Run(version="0.1.0", root="/in", as_of="2025-01-01")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "tracking.xlsx")
        ...     _ = write_xlsx(Results(archive=Archive(records=())), (), run, path)
        ...     path.read_bytes()[:2]
        b'PK'
    """
    labels = load_labels(run.labels)
    buffer = io.BytesIO()
    # In memory: no copy of the quotes is left in a directory for temporary files.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as workbook:
        workbook.set_properties(
            {
                "title": labels.name("phrase", "report_title"),
                "comments": f"auditkit {run.version}",
                "created": datetime.fromisoformat(run.as_of),
            }
        )
        book = _Book(workbook, run, path.parent, labels)
        _write_table(book, "follow_up", [row for row in rows if row.follow_up])
        _write_table(book, "other", [row for row in rows if not row.follow_up])
        for sheet in build_sheets(results, rows, run, labels):
            _write_sheet(book, sheet)
    return replace_file(path, buffer.getvalue())


def _write_table(book: _Book, key: str, rows: Sequence[Row]) -> None:
    """Write one sheet of requirements with all columns."""
    sheet = book.workbook.add_worksheet(book.labels.name("sheet", key))
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width)
        header = book.format(**(_ENTERED_HEADER if column.entered else _HEADER))
        sheet.write_string(0, number, book.labels.name("column", column.key), header)
        if column.entered:
            sheet.write_comment(0, number, book.labels.name("phrase", "explain_human"))
    for line, row in enumerate(rows, start=1):
        for number, column in enumerate(COLUMNS):
            value = column.cell(row, book.labels)
            _write_cell(
                book, sheet, (line, number), value, _look(row, column), linked_place(row, column)
            )
    _finish(sheet, len(rows), len(COLUMNS), pages_wide=4)
    _offer_statuses(book, sheet, len(rows))


def _look(row: Row, column: Column) -> dict[str, object]:
    """Choose how a cell of the table looks."""
    if column.entered:
        dated = column.key in ("entered_due", "checked_on")
        return {**_ENTERED, "num_format": _DATE} if dated else dict(_ENTERED)
    if column.key == "verdict" and row.verdict is not None:
        return {**_TEXT, "bg_color": _COLOURS[row.verdict], "bold": True}
    if column.key == "days_overdue" and row.days_overdue:
        return {**_TEXT, "font_color": "#9C0006", "bold": True}
    return dict(_TEXT)


def _offer_statuses(book: _Book, sheet: Worksheet, count: int) -> None:
    """Let a person choose the status from a list."""
    number = next(n for n, column in enumerate(COLUMNS) if column.key == "status")
    choices = list(book.labels.groups["status"].values())
    sheet.data_validation(
        1, number, count + _SPARE_ROWS, number, {"validate": "list", "source": choices}
    )


def _write_sheet(book: _Book, content: Sheet) -> None:
    """Write one of the plain sheets."""
    sheet = book.workbook.add_worksheet(book.labels.name("sheet", content.key))
    header = book.format(**_HEADER)
    for number, (name, width) in enumerate(content.columns):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, name, header)
    for line, cells in enumerate(content.rows, start=1):
        for number, cell in enumerate(cells):
            look = dict(_TEXT)
            if cell.verdict is not None:
                look["bg_color"] = _COLOURS[cell.verdict]
            _write_cell(book, sheet, (line, number), cell.value, look, cell.place)
    _finish(sheet, len(content.rows), len(content.columns), pages_wide=1)


def _write_cell(
    book: _Book,
    sheet: Worksheet,
    at: tuple[int, int],
    value: Value,
    look: dict[str, object],
    place: Provenance | None,
) -> None:
    """Write a value as what it is, with a link where it has a place."""
    if value is None or value == "":
        sheet.write_blank(*at, None, book.format(**look))
    elif isinstance(value, date):
        if value.year < 1900:  # Excel's calendar starts there
            sheet.write_string(*at, value.isoformat(), book.format(**look))
        else:
            moment = datetime(value.year, value.month, value.day)
            sheet.write_datetime(*at, moment, book.format(**{**look, "num_format": _DATE}))
    elif isinstance(value, int):
        sheet.write_number(*at, value, book.format(**look))
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


def _finish(sheet: Worksheet, rows: int, columns: int, *, pages_wide: int) -> None:
    """Freeze, filter and set up printing."""
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(rows, 1), columns - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(pages_wide, 0)
    sheet.repeat_rows(0)
    if pages_wide > 1:
        sheet.repeat_columns(0)
    sheet.set_footer("&L&8&A&R&8&P / &N")
