"""The tracking table as CSV, so that it opens right by a double click in Excel.

With Swedish labels there are semicolons between the cells: that is the list separator of
Swedish Windows, and with commas Excel would put a whole line into one cell; with English
labels there are commas. UTF-8 with a byte order mark (else å, ä and ö are garbled), CRLF, ISO
dates. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from auditkit.model import Row
from auditkit.report.columns import COLUMNS, Value
from auditkit.report.files import replace_file
from auditkit.report.labels import Labels

# With the full-width forms, which some versions of Excel also start a formula with.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001


def write_csv(rows: Sequence[Row], path: Path, labels: Labels) -> str:
    """Write all rows, with the columns of the workbook, and return the SHA-256.

    Raises:
        OutputError: If the file cannot be written.

    Example:
        >>> import tempfile
        >>> from auditkit.report.labels import load_labels
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = write_csv((), Path(folder, "t.csv"), load_labels("sv"))
        ...     Path(folder, "t.csv").read_text(encoding="utf-8-sig")[:18]
        'Id;Typ;Inledning t'
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=labels.name("csv", "separator"), lineterminator="\r\n")
    writer.writerow([labels.name("column", column.key) for column in COLUMNS])
    for row in rows:
        writer.writerow([csv_cell(column.cell(row, labels)) for column in COLUMNS])
    return replace_file(path, buffer.getvalue().encode("utf-8-sig"))


def csv_cell(value: Value) -> str:
    r"""Write one value so that no spreadsheet takes it for a formula.

    Example:
        >>> csv_cell('=HYPERLINK("http://x")'), csv_cell(date(2024, 6, 30)), csv_cell(None)
        ('\'=HYPERLINK("http://x")', '2024-06-30', '')
    """
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    # Blanks in front are trimmed by some spreadsheets before they look for a formula.
    risky = isinstance(value, str) and (
        text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)
    )
    return f"'{text}" if risky else text
