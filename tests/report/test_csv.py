from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from auditkit.model import Results, Row, Run
from auditkit.report import load_labels, write_csv, write_xlsx
from auditkit.report.csv import csv_cell


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_it_is_what_a_swedish_excel_opens(tmp_path: Path, rows: Sequence[Row]) -> None:
    write_csv(rows, tmp_path / "t.csv", load_labels("sv"))
    content = (tmp_path / "t.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfId;Typ;")
    assert content.endswith(b"\r\n")


def test_it_is_what_an_english_excel_opens(tmp_path: Path, rows: Sequence[Row]) -> None:
    write_csv(rows, tmp_path / "t.csv", load_labels("en"))
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbfId,Kind,")


def test_it_has_the_columns_and_the_rows_of_the_workbook(
    tmp_path: Path, results: Results, rows: Sequence[Row], run: Run
) -> None:
    write_csv(rows, tmp_path / "t.csv", load_labels("sv"))
    write_xlsx(results, rows, run, tmp_path / "t.xlsx")
    lines = read(tmp_path / "t.csv")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    for name in ("Uppföljning", "Övriga krav"):
        assert [cell.value for cell in book[name][1]] == lines[0]
    assert [line[0] for line in lines[1:]] == ["R-1", "R-2", "R-3", "R-4"]
    assert {len(line) for line in lines} == {len(lines[0])}


def test_dates_are_iso_and_formulas_are_text(tmp_path: Path, rows: Sequence[Row]) -> None:
    write_csv(rows, tmp_path / "t.csv", load_labels("sv"))
    lines = read(tmp_path / "t.csv")
    by_name = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    assert by_name[0]["Gällande frist"] == "2024-12-31"
    assert by_name[1]["Gällande frist"] == "nästa sammanträde"
    assert by_name[2]["Krav (citat)"].startswith("'=HYPERLINK(")
    assert "\ufffd" in by_name[2]["Krav (citat)"]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", " =1", "\n=1", "＝1"])
def test_what_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert csv_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["a=1", "2024-01-01", "§ 4 – beslut", "", "'x"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert csv_cell(text) == text


def test_a_number_is_no_formula() -> None:
    assert csv_cell(-3) == "-3"
