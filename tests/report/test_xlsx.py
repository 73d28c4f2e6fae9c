from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from auditkit.model import Archive, Provenance, Results, Row, Run
from auditkit.report import load_labels, write_xlsx
from auditkit.report.columns import COLUMNS
from auditkit.report.xlsx import excel_link

LABELS = load_labels("sv")
SHEETS = ["Uppföljning", "Övriga", "Bevis", "Brister", "Dokument", "Sammanfattning"]


@pytest.fixture
def book(tmp_path: Path, results: Results, rows: Sequence[Row], run: Run) -> Any:
    out = tmp_path / "tracking.xlsx"
    write_xlsx(results, rows, run, out)
    return openpyxl.load_workbook(out)


def column_of(sheet: Worksheet, key: str) -> int:
    wanted = LABELS.name("column", key)
    return next(cell.column for cell in sheet[1] if cell.value == wanted)


def cell_of(sheet: Worksheet, line: int, key: str) -> Any:
    return sheet.cell(line, column_of(sheet, key))


def test_the_sheets_stand_in_their_order(book: Any) -> None:
    assert book.sheetnames == SHEETS
    assert [book[name].max_row - 1 for name in SHEETS[:5]] == [3, 1, 2, 2, 3]


def test_headers_are_frozen_filtered_and_printed_on_every_page(book: Any) -> None:
    for name in SHEETS[:5]:
        sheet = book[name]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet["A2"].alignment.wrap_text


def test_no_cell_is_a_formula_and_the_hostile_quote_stands_as_text(book: Any) -> None:
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert all(cell.data_type != "f" for cell in cells)
    quote = cell_of(book["Uppföljning"], 4, "quote")
    assert quote.value.startswith('=HYPERLINK("http://x.test"')
    assert quote.data_type == "s"
    assert quote.hyperlink is None


def test_links_lead_to_the_file_and_page(book: Any) -> None:
    sheet = book["Uppföljning"]
    for key in ("document", "page"):
        link = cell_of(sheet, 2, key).hyperlink
        target = link.target.replace("\\", "/")
        assert target.startswith("../")
        assert target.endswith("arkiv/in/mapp/direktiv%20å%20%231.pdf")
        assert link.location == "page=1"
    assert cell_of(sheet, 2, "page").value == "1"
    assert cell_of(sheet, 2, "evidence_page").value == "rad 2"
    link = cell_of(sheet, 2, "evidence_document").hyperlink
    assert link.target.replace("\\", "/").endswith("/arkiv/in/protokoll.txt")
    assert link.location is None


def test_the_only_links_are_to_sources(book: Any) -> None:
    links = [
        cell.hyperlink.target
        for sheet in book
        for line in sheet.iter_rows()
        for cell in line
        if cell.hyperlink
    ]
    assert links
    assert all("arkiv" in link and "x.test" not in link for link in links)


def test_verdicts_have_their_colours_and_dates_are_dates(book: Any) -> None:
    sheet = book["Uppföljning"]
    assert cell_of(sheet, 2, "verdict").value == "delvis uppfylld"
    assert cell_of(sheet, 2, "verdict").fill.fgColor.rgb == "FFFFEB9C"
    assert cell_of(sheet, 4, "verdict").value == "ej prövad"
    due = cell_of(sheet, 2, "original_due")
    assert due.value == datetime(2024, 6, 30)
    assert due.number_format == "yyyy-mm-dd"
    assert cell_of(sheet, 3, "original_due").value == "2024"
    assert cell_of(sheet, 2, "days_overdue").value == 31


def test_no_evidence_says_what_was_searched(book: Any) -> None:
    searched = cell_of(book["Uppföljning"], 2, "searched").value
    assert searched == "1 senare dokument, till och med 2024-09-01; olästa: trasig.pdf"


def test_a_persons_columns_are_last_empty_and_offer_statuses(book: Any) -> None:
    entered = [column.key for column in COLUMNS if column.entered]
    assert [column.key for column in COLUMNS][-len(entered) :] == entered
    sheet = book["Uppföljning"]
    assert all(cell_of(sheet, line, key).value is None for line in (2, 3, 4) for key in entered)
    (validation,) = sheet.data_validations.dataValidation
    assert "verifierat åtgärdad" in validation.formula1
    letter = openpyxl.utils.get_column_letter(column_of(sheet, "status"))
    assert str(validation.sqref).startswith(f"{letter}2:{letter}")


def test_evidence_and_issues_give_every_quote_with_its_page(book: Any) -> None:
    evidence = [[cell.value for cell in line] for line in book["Bevis"].iter_rows(min_row=2)]
    assert [(line[0], line[2], line[5]) for line in evidence] == [
        ("R-1", "för", "rad 2"),
        ("R-1", "emot", "rad 3"),
    ]
    issues = [[cell.value for cell in line] for line in book["Brister"].iter_rows(min_row=2)]
    assert [(line[0], line[1], line[5]) for line in issues] == [
        (1, "ifyllnad saknas", "2"),
        (1, "ifyllnad saknas", "rad 2"),
    ]


def test_the_document_sheet_names_what_could_not_be_read(book: Any) -> None:
    lines = [[cell.value for cell in line] for line in book["Dokument"].iter_rows(min_row=2)]
    assert lines[0][7] == "3"
    assert lines[2][0] == "trasig.pdf"
    assert "Get it again." in lines[2][-1]


def test_the_same_results_give_the_same_bytes(
    tmp_path: Path, results: Results, rows: Sequence[Row], run: Run
) -> None:
    first = write_xlsx(results, rows, run, tmp_path / "a.xlsx")
    assert write_xlsx(results, rows, run, tmp_path / "b.xlsx") == first


def test_a_workbook_without_rows_opens(tmp_path: Path, run: Run) -> None:
    write_xlsx(Results(archive=Archive(records=())), (), run, tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == SHEETS


def test_a_quote_longer_than_a_cell_is_shortened_visibly(
    tmp_path: Path, results: Results, rows: Sequence[Row], run: Run
) -> None:
    long = replace(rows[0].provenance, quote="å" * 40_000)
    write_xlsx(results, [replace(rows[0], provenance=long)], run, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Uppföljning"]
    value = cell_of(sheet, 2, "quote").value
    assert value.endswith("å […]")
    assert len(value) < 32_767


@pytest.mark.parametrize("path", ["p\udce5.pdf", "x" * 3000])
def test_no_link_is_made_where_none_can_work(path: str, tmp_path: Path) -> None:
    place = Provenance(document_id="d", document=path, path=path, start=0, end=1, quote="x")
    assert excel_link(place, "/in", tmp_path) is None
