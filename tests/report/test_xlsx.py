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
from auditkit.report.book import excel_link
from auditkit.report.columns import COLUMNS

LABELS = load_labels("sv")
SHEETS = [
    "Uppföljning",
    "Övriga krav",
    "Underlag",
    "Brister i dokumenten",
    "Dokument",
    "Luckor och olästa",
    "Sammanfattning",
]


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
    assert [book[name].max_row - 1 for name in SHEETS[:6]] == [3, 1, 2, 2, 3, 4]


def test_headers_are_frozen_filtered_and_printed_on_every_page(book: Any) -> None:
    for name in SHEETS[:6]:
        sheet = book[name]
        # In the tables of requirements the quote stays in sight, too.
        assert sheet.freeze_panes == ("E2" if name in SHEETS[:2] else "B2")
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet["A2"].alignment.wrap_text
        assert sheet["A2"].alignment.vertical == "top"
    assert column_of(book["Uppföljning"], "quote") == 4


def test_what_is_read_first_stands_first_and_is_printed(book: Any) -> None:
    sheet = book["Uppföljning"]
    first = ["id", "kind", "lead_in", "quote", "owner", "current_due", "verdict", "reason"]
    assert [column.key for column in COLUMNS][:10] == [*first, "document", "page"]
    assert sheet.print_area == "'Uppföljning'!$A$1:$J$4"


def test_each_row_is_as_high_as_its_longest_text_but_bounded(
    tmp_path: Path, results: Results, rows: Sequence[Row], run: Run
) -> None:
    quotes = ("Kort.", "ord " * 40, "ord " * 4000)
    made = [replace(rows[2], provenance=replace(rows[2].provenance, quote=q)) for q in quotes]
    write_xlsx(results, made, run, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Uppföljning"]
    short, long, endless = (sheet.row_dimensions[line].height for line in (2, 3, 4))
    assert short < long < endless < 409
    assert long >= 4 * 13


def test_a_persons_columns_differ_in_colour(book: Any) -> None:
    header = {column.band: cell_of(book["Uppföljning"], 1, column.key) for column in COLUMNS}
    colours = [cell.fill.fgColor.rgb for cell in header.values()]
    assert len(set(colours)) == len(colours)


def test_nothing_of_the_checks_english_stands_in_the_table(book: Any) -> None:
    cells = [cell.value for line in book["Uppföljning"].iter_rows() for cell in line]
    assert not any(
        "announced meeting" in str(value) or "is missing" in str(value) for value in cells
    )
    searched = cell_of(book["Uppföljning"], 3, "searched").value
    assert searched.endswith("luckor i serien: 2 (se ”Luckor och olästa”)")


def test_gaps_are_listed_once_with_the_minutes_that_tell_of_them(book: Any) -> None:
    lines = [
        tuple(cell.value for cell in line)
        for line in book["Luckor och olästa"].iter_rows(min_row=2)
    ]
    assert lines[0][:2] == ("fil som inte kunde läsas", "trasig.pdf")
    assert lines[0][4].startswith("Filen är skadad")
    meeting = ("utlyst sammanträde utan protokoll", "protokoll.txt", "Programrådet")
    assert lines[1] == (*meeting, datetime(2024, 12, 1), None)
    assert lines[2] == ("lucka i serien", None, None, None, "§ 7 is missing")
    assert lines[3][:4] == ("olästa sidor", "mapp/direktiv å #1.pdf", None, "3")


def test_the_summary_counts_verdicts_by_kind_and_draws_them(book: Any) -> None:
    sheet = book["Sammanfattning"]
    table = [
        [cell.value for cell in line] for line in sheet.iter_rows(min_row=1, max_row=4, min_col=4)
    ]
    assert table[0][1:3] == ["uppfyllt", "delvis uppfyllt"]
    assert table[1] == ["rekommendation", 0, 0, 0, 0, 0, 1, 1]
    assert table[2] == ["ansvar", 0, 1, 0, 0, 0, 0, 1]
    (chart,) = sheet._charts
    assert len(chart.series) == 6


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
    assert cell_of(sheet, 2, "verdict").value == "delvis uppfyllt"
    assert cell_of(sheet, 2, "verdict").fill.fgColor.rgb == "FFFFEB9C"
    assert cell_of(sheet, 4, "verdict").value == "inte prövat"
    due = cell_of(sheet, 2, "original_due")
    assert due.value == datetime(2024, 6, 30)
    assert due.number_format == "yyyy-mm-dd"
    assert cell_of(sheet, 3, "original_due").value == "2024"
    assert cell_of(sheet, 2, "days_overdue").value == 31


def test_no_evidence_says_what_was_searched(book: Any) -> None:
    searched = cell_of(book["Uppföljning"], 2, "searched").value
    assert searched == (
        "1 senare dokument, till och med 2024-09-01; olästa eller delvis olästa: 1 "
        "(se ”Luckor och olästa”)"
    )


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
    evidence = [[cell.value for cell in line] for line in book["Underlag"].iter_rows(min_row=2)]
    assert [(line[0], line[3], line[6]) for line in evidence] == [
        ("R-1", "för", "rad 2"),
        ("R-1", "emot", "rad 3"),
    ]
    issues = [
        [cell.value for cell in line] for line in book["Brister i dokumenten"].iter_rows(min_row=2)
    ]
    assert [(line[0], line[1], line[5]) for line in issues] == [
        (1, "ej ifylld uppgift", "2"),
        (1, "ej ifylld uppgift", "rad 2"),
    ]


def test_the_document_sheet_names_what_could_not_be_read(book: Any) -> None:
    lines = [[cell.value for cell in line] for line in book["Dokument"].iter_rows(min_row=2)]
    assert (lines[0][7], lines[0][8], lines[0][12]) == ("delvis läst", "3", 4)
    assert lines[1][7] == "helt läst"
    assert (lines[2][0], lines[2][7]) == ("trasig.pdf", "inte läst")


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
