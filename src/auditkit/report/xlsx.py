"""The workbook: the tracking table, the other requirements, evidence, issues, documents.

What an auditor reads first stands first and is what is printed; after it follow where the
requirement stands, the evidence for and against, the due dates and the rest. Columns that a
person fills in stand last, in a colour of their own, and are left empty.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from auditkit.model import Results, Row, Run
from auditkit.report.book import COLOURS, DATE, TEXT, Book, finish_sheet, write_cell
from auditkit.report.columns import COLUMNS, Band, Column, Value, linked_place
from auditkit.report.files import replace_file
from auditkit.report.heights import row_height
from auditkit.report.labels import load_labels
from auditkit.report.sheets import Sheet, build_sheets
from auditkit.report.summary import write_summary

_BANDS: Mapping[Band, str] = {
    "main": "#1F3864",
    "place": "#44546A",
    "evidence": "#2F6E63",
    "against": "#833C0B",
    "due": "#5B4A87",
    "more": "#595959",
    "entered": "#375623",
}
_ENTERED = {**TEXT, "bg_color": "#F3F8EF", "border": 1, "border_color": "#D0DCC6"}
_LATE = {"font_color": "#9C0006", "bold": True}
_KEYS = [column.key for column in COLUMNS]
_FROZEN = _KEYS.index("quote") + 1
_PRINTED = _KEYS.index("page") + 1  # the rest would make the print too small to read
_ZOOM = 90  # percent: all that is read first fits on a laptop's screen
_SPARE_ROWS = 200  # below the last requirement, for what a person adds


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
        book = Book(workbook, run, path.parent, labels)
        _write_table(book, "follow_up", [row for row in rows if row.follow_up])
        _write_table(book, "other", [row for row in rows if not row.follow_up])
        for sheet in build_sheets(results, rows, labels):
            _write_sheet(book, sheet)
        write_summary(book, results, rows, run)
    return replace_file(path, buffer.getvalue())


def _write_table(book: Book, key: str, rows: Sequence[Row]) -> None:
    """Write one sheet of requirements with all columns."""
    sheet = book.workbook.add_worksheet(book.labels.name("sheet", key))
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width)
        name = book.labels.name("column", column.key)
        sheet.write_string(0, number, name, book.header(_BANDS[column.band]))
        if column.entered:
            sheet.write_comment(0, number, book.labels.name("phrase", "explain_human"))
    for line, row in enumerate(rows, start=1):
        values = [column.cell(row, book.labels) for column in COLUMNS]
        sheet.set_row(line, _height(values, [column.width for column in COLUMNS]))
        for number, (column, value) in enumerate(zip(COLUMNS, values, strict=True)):
            place = linked_place(row, column)
            write_cell(book, sheet, (line, number), value, _look(row, column), place)
    finish_sheet(sheet, len(rows), len(COLUMNS), frozen=_FROZEN)
    sheet.print_area(0, 0, max(len(rows), 1), _PRINTED - 1)
    sheet.set_zoom(_ZOOM)
    _offer_statuses(book, sheet, len(rows))


def _height(values: Sequence[Value], widths: Sequence[int]) -> float:
    """Return the height that the texts of a row need."""
    cells = zip(values, widths, strict=True)
    return row_height((value, width) for value, width in cells if isinstance(value, str))


def _look(row: Row, column: Column) -> dict[str, object]:
    """Choose how a cell of the table looks."""
    if column.entered:
        dated = column.key in ("entered_due", "checked_on")
        return {**_ENTERED, "num_format": DATE} if dated else dict(_ENTERED)
    if column.key == "verdict" and row.verdict is not None:
        return {**TEXT, "bg_color": COLOURS[row.verdict], "bold": True}
    if column.key in ("current_due", "days_overdue") and row.days_overdue:
        return {**TEXT, **_LATE}
    if column.key == "lead_in":
        return {**TEXT, "italic": True, "font_color": "#595959"}
    return dict(TEXT)


def _offer_statuses(book: Book, sheet: Worksheet, count: int) -> None:
    """Let a person choose the status from a list."""
    number = _KEYS.index("status")
    choices = list(book.labels.groups["status"].values())
    sheet.data_validation(
        1, number, count + _SPARE_ROWS, number, {"validate": "list", "source": choices}
    )


def _write_sheet(book: Book, content: Sheet) -> None:
    """Write one of the plain sheets."""
    sheet = book.workbook.add_worksheet(book.labels.name("sheet", content.key))
    widths = [width for _, width in content.columns]
    for number, (name, width) in enumerate(content.columns):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, name, book.header())
    for line, cells in enumerate(content.rows, start=1):
        sheet.set_row(line, _height([cell.value for cell in cells], widths))
        for number, cell in enumerate(cells):
            look: dict[str, object] = dict(TEXT)
            if cell.verdict is not None:
                look["bg_color"] = COLOURS[cell.verdict]
            write_cell(book, sheet, (line, number), cell.value, look, cell.place)
    finish_sheet(sheet, len(content.rows), len(content.columns), frozen=1)
