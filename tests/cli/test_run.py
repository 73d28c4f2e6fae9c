"""``auditkit run``: its summary, its exit codes, what a second run does."""

from __future__ import annotations

import json
import os
import stat
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from tests.cli.conftest import Invoke

OUTPUTS = {
    "documents.jsonl",
    "statements.jsonl",
    "requirements.jsonl",
    "checks.jsonl",
    "issues.jsonl",
    "actors.jsonl",
    "problems.jsonl",
    "graph.graphml",
    "graph.json",
    "tracking.xlsx",
    "tracking.csv",
    "report.html",
    "run.json",
}


def write_minutes(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


MINUTES = """Protokoll

Sammanträdesdatum 2024-03-05

§ 1 Avtal

Nämnden beslutar att ge förvaltningschefen i uppdrag att se över avtalet senast den 1 juni 2024.
"""


def test_run_writes_every_output_for_its_owner_only(
    invoke: Invoke, documents: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    result = invoke("run", documents, "--out", out, "--quiet", "--json")
    assert result.code == 0, result.err
    summary = json.loads(result.out)
    assert summary["documents"] == 3
    assert summary["read"] == 3
    assert summary["statements"]["responsibility"] > 0
    assert {path.name for path in out.iterdir()} >= OUTPUTS
    if os.name == "posix":
        assert all(stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 for path in out.iterdir())


def test_the_summary_names_counts_and_the_directory(
    invoke: Invoke, documents: Path, tmp_path: Path
) -> None:
    result = invoke("run", documents, "--out", tmp_path / "out", "--quiet")
    for word in ("Documents", "Statements", "Requirements", "Issues", "Problems", "Results in"):
        assert word in result.out


def test_a_second_run_reads_only_what_changed(invoke: Invoke, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_minutes(folder, "a.txt", MINUTES)
    write_minutes(folder, "b.txt", MINUTES.replace("avtalet", "planen"))
    first = json.loads(invoke("run", folder, "--out", out, "--quiet", "--json").out)
    write_minutes(folder, "b.txt", MINUTES.replace("avtalet", "budgeten"))
    second = json.loads(invoke("run", folder, "--out", out, "--quiet", "--json").out)
    assert (first["read"], first["reused"]) == (2, 0)
    assert (second["read"], second["reused"]) == (1, 1)
    assert "budgeten" in (out / "statements.jsonl").read_text(encoding="utf-8")
    assert "planen" not in (out / "statements.jsonl").read_text(encoding="utf-8")


def test_requirement_ids_last_from_run_to_run(invoke: Invoke, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_minutes(folder, "a.txt", MINUTES)
    invoke("run", folder, "--out", out, "--quiet")
    before = requirement_ids(out)
    write_minutes(folder, "a.txt", MINUTES.replace("§ 1 Avtal", "§ 1 Nytt avtal om städning"))
    invoke("run", folder, "--out", out, "--quiet")
    assert before
    assert requirement_ids(out) == before


def requirement_ids(out: Path) -> list[str]:
    lines = (out / "requirements.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["id"] for line in lines]


def test_an_edited_tracking_table_is_never_overwritten(invoke: Invoke, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_minutes(folder, "a.txt", MINUTES)
    invoke("run", folder, "--out", out, "--quiet")
    book = openpyxl.load_workbook(out / "tracking.xlsx")
    book.worksheets[0]["A1"] = "a person wrote this"
    book.save(out / "tracking.xlsx")
    edited = (out / "tracking.xlsx").read_bytes()
    result = invoke("run", folder, "--out", out, "--quiet")
    assert result.code == 0
    assert (out / "tracking.xlsx").read_bytes() == edited
    assert (out / "tracking-2.xlsx").exists()
    assert "tracking-2.xlsx" in result.err


def test_an_open_tracking_table_is_left_alone(invoke: Invoke, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_minutes(folder, "a.txt", MINUTES)
    invoke("run", folder, "--out", out, "--quiet")
    before = (out / "tracking.xlsx").read_bytes()
    (out / "~$tracking.xlsx").write_bytes(b"")
    write_minutes(folder, "b.txt", MINUTES.replace("avtalet", "planen"))
    invoke("run", folder, "--out", out, "--quiet")
    assert (out / "tracking.xlsx").read_bytes() == before
    assert (out / "tracking-2.xlsx").exists()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("tom.txt", b"", "AK304"),
        ("binar.txt", bytes(range(256)) * 40, "AK3"),
        ("trasig.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "AK303"),
        ("fel.pdf", b"PK\x03\x04 not a pdf at all", "AK3"),
        ("trasig.docx", b"PK\x03\x04 cut off", "AK303"),
    ],
)
def test_a_bad_file_is_a_problem_and_the_others_are_read(
    invoke: Invoke, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_minutes(folder, "bra.txt", MINUTES)
    (folder / name).write_bytes(content)
    result = invoke("run", folder, "--out", out, "--quiet")
    assert result.code == 3
    assert name in result.err
    problems = (out / "problems.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(problems) == 1
    problem = json.loads(problems[0])
    assert problem["document"] == name
    assert problem["code"].startswith(code)
    assert problem["hint"]
    assert "avtalet" in (out / "statements.jsonl").read_text(encoding="utf-8")


def test_a_file_that_is_not_what_its_name_says_is_read_and_told(
    invoke: Invoke, documents: Path, tmp_path: Path
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_minutes(folder, "bra.txt", MINUTES)
    write_minutes(folder, "text.pdf", MINUTES.replace("avtalet", "planen"))
    (folder / "pdf.txt").write_bytes(next(documents.glob("2023-06-13*.pdf")).read_bytes())
    for _ in range(2):  # told again where nothing is read anew
        result = invoke("run", folder, "--out", out, "--quiet", "--json")
        summary = json.loads(result.out)
        assert result.code == 3
        assert summary["documents"] == 3
        assert {(p["path"], p["code"]) for p in summary["problems"]} == {
            ("pdf.txt", "AK307"),
            ("text.pdf", "AK307"),
        }


def test_names_in_either_form_of_unicode_are_found_again(invoke: Invoke, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_minutes(folder, unicodedata.normalize("NFD", "möte på ön.txt"), MINUTES)
    assert invoke("run", folder, "--out", out, "--quiet").code == 0
    assert json.loads(invoke("run", folder, "--out", out, "--quiet", "--json").out)["read"] == 0


def test_a_copy_of_a_file_is_read_once_and_told(invoke: Invoke, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_minutes(folder, "a.txt", MINUTES)
    write_minutes(folder, "kopia.txt", MINUTES)
    result = invoke("run", folder, "--out", out, "--quiet", "--json")
    assert json.loads(result.out)["documents"] == 1
    assert "kopia.txt is the same file as a.txt" in result.err


def test_nothing_readable_ends_with_4(invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "tom.txt").write_bytes(b"")
    assert invoke("run", folder, "--out", tmp_path / "out", "--quiet").code == 4


def test_other_kinds_of_files_are_skipped_not_problems(invoke: Invoke, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    write_minutes(folder, "a.txt", MINUTES)
    (folder / "bild.png").write_bytes(b"\x89PNG")
    result = invoke("run", folder, "--out", out, "--quiet", "--json")
    assert result.code == 0
    assert json.loads(result.out)["skipped"] == 1


def test_a_directory_without_documents_ends_with_4_and_says_so(
    invoke: Invoke, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    result = invoke("run", folder, "--out", tmp_path / "out", "--quiet")
    assert result.code == 4
    assert "no document" in (result.out + result.err).lower()


def test_a_path_that_does_not_exist_is_wrong_usage(invoke: Invoke, tmp_path: Path) -> None:
    result = invoke("run", tmp_path / "saknas", "--out", tmp_path / "out", "--quiet")
    assert result.code == 2
    assert "saknas" in result.err


def test_an_output_that_cannot_be_written_ends_with_7(invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_minutes(folder, "a.txt", MINUTES)
    blocked = tmp_path / "out"
    blocked.write_text("a file stands where the directory should be", encoding="utf-8")
    result = invoke("run", folder, "--out", blocked, "--quiet")
    assert result.code == 7
    assert "out" in result.err


@pytest.mark.parametrize("argument", ["31/12/2025", "i går"])
def test_a_wrong_day_is_wrong_usage(invoke: Invoke, tmp_path: Path, argument: str) -> None:
    folder = tmp_path / "in"
    write_minutes(folder, "a.txt", MINUTES)
    result = invoke("run", folder, "--out", tmp_path / "o", "--as-of", argument, "--quiet")
    assert result.code == 2
    assert argument in result.err


def test_two_files_of_one_name_stay_two_documents(invoke: Invoke, tmp_path: Path) -> None:
    write_minutes(tmp_path / "x", "a.txt", MINUTES)
    write_minutes(tmp_path / "y", "a.txt", MINUTES.replace("avtalet", "planen"))
    out = tmp_path / "out"
    result = invoke("run", tmp_path / "x", tmp_path / "y", "--out", out, "--quiet", "--json")
    assert json.loads(result.out)["documents"] == 2
    text = (out / "statements.jsonl").read_text(encoding="utf-8")
    assert "avtalet" in text
    assert "planen" in text


def test_the_results_inside_the_input_are_not_read_as_documents(
    invoke: Invoke, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    write_minutes(folder, "a.txt", MINUTES)
    out = folder / "resultat"
    out.mkdir()
    (out / "anteckning.txt").write_text(MINUTES, encoding="utf-8")
    result = invoke("run", folder, "--out", out, "--quiet", "--json")
    assert json.loads(result.out)["documents"] == 1


def test_an_unknown_setting_ends_with_5(invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_minutes(folder, "a.txt", MINUTES)
    config = tmp_path / "settings.toml"
    config.write_text('colour = "blue"\n', encoding="utf-8")
    result = invoke("run", folder, "--out", tmp_path / "o", "--config", config, "--quiet")
    assert result.code == 5
    assert "colour" in result.err
