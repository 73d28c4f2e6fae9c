"""A document in a language without a pack is a problem, not garbage in the table."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from auditkit.pipeline import run
from auditkit.settings import Settings

_SWEDISH = "Styrelsen beslutar att anta planen. Kansliet ska redovisa den senast den 1 maj 2024."
_ENGLISH = (
    "The board shall report to the agency by the end of the year. The director must present "
    "the plan to the board, and the board shall decide on it in the autumn. "
)


def _rows(folder: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


def test_an_english_document_gives_a_problem_and_no_statements(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "sv.txt").write_text(_SWEDISH, encoding="utf-8")
    (source / "en.txt").write_text(_ENGLISH * 3, encoding="utf-8")
    summary = run([source], out, Settings(), as_of=date(2024, 6, 1))
    assert [(p.code, p.document) for p in summary.problems] == [("AK308", "en.txt")]
    assert "is in English; only Swedish is read yet" in summary.problems[0].message
    assert {row["document"] for row in _rows(out, "statements.jsonl")} == {"sv.txt"}
    documents = {row["document"]: row["language"] for row in _rows(out, "documents.jsonl")}
    assert documents == {"sv.txt": "sv", "en.txt": "en"}


def test_an_english_annex_is_left_out_of_a_swedish_document(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    swedish = "\n\n".join([_SWEDISH] * 6)
    text = f"# Beslut om planen\n\n{swedish}\n\n# Bilaga 1\n\n" + "\n\n".join([_ENGLISH] * 6)
    (source / "a.md").write_text(text, encoding="utf-8")
    summary = run([source], out, Settings(), as_of=date(2024, 6, 1))
    assert [p.message for p in summary.problems] == [
        "a.md: annex is in English; only Swedish is read yet: nothing was extracted from it"
    ]
    found = _rows(out, "statements.jsonl")
    assert found and {row["part"] for row in found} == {"main"}
