from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from auditkit.errors import OutputError
from auditkit.model import Component, Results, Row, Run
from auditkit.report import count_results, replace_file, write_all

FILES = [
    "actors.jsonl",
    "checks.jsonl",
    "documents.jsonl",
    "issues.jsonl",
    "problems.jsonl",
    "report.html",
    "requirements.jsonl",
    "run.json",
    "statements.jsonl",
    "tracking-2.csv",
    "tracking-2.xlsx",
]


def test_all_files_are_written_and_nothing_else(
    tmp_path: Path, results: Results, rows: Sequence[Row], run: Run
) -> None:
    written = write_all(results, tmp_path, rows=rows, run=run, table="tracking-2")
    assert sorted(written) == FILES
    assert sorted(path.name for path in tmp_path.iterdir()) == FILES


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_files_are_readable_by_their_owner_only(
    tmp_path: Path, results: Results, rows: Sequence[Row], run: Run
) -> None:
    write_all(results, tmp_path, rows=rows, run=run)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_run_json_tells_how_the_run_was_made(
    tmp_path: Path, results: Results, rows: Sequence[Row], run: Run
) -> None:
    pack = Component(name="sv", version="1", sha256="0" * 64)
    made = replace(run, arguments=("p\udce5",), packs=(pack,), seconds=(("read", 1.5),))
    write_all(results, tmp_path, rows=rows, run=made)
    told = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert {"version", "arguments", "models", "packs", "counts", "seconds"} <= set(told)
    assert told["arguments"] == ["p\udce5"]
    assert told["packs"] == [{"name": "sv", "version": "1", "sha256": "0" * 64}]
    assert told["seconds"] == {"read": 1.5}
    assert told["counts"]["verdicts"]["partly_met"] == 1
    assert told["counts"]["statements"]["responsibility"] == 3
    assert told["counts"]["issues"] == {"placeholder_left": 1}


def test_counts_of_verdicts_are_of_what_is_followed_up(results: Results) -> None:
    counts = count_results(results)
    assert (counts.documents, counts.skipped, counts.problems) == (2, 2, 1)
    assert (counts.requirements, counts.followed_up, counts.overdue) == (4, 3, 1)
    assert sum(counts.verdicts.values()) == 2


def test_a_failed_write_leaves_the_old_file_and_nothing_besides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left") as caught:
        replace_file(path, b"new")
    assert caught.value.hint
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_text() == "old"


def test_a_directory_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        replace_file(tmp_path / "no" / "a.txt", b"x")
