from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from tools.readme_excerpt import END, START, choose_rows, escape, main, read_rows

from auditkit.model import Row
from auditkit.report import load_labels, write_csv


@pytest.fixture
def out(tmp_path: Path, rows: Sequence[Row]) -> Path:
    write_csv(rows, tmp_path / "tracking.csv", load_labels("sv"))
    (tmp_path / "run.json").write_text(json.dumps({"labels": "sv"}), encoding="utf-8")
    (tmp_path / "README.md").write_text(f"# A\n\n{START}\nold\n{END}\n\nB\n", encoding="utf-8")
    return tmp_path


def test_it_writes_what_stands_in_the_table_and_then_holds(out: Path) -> None:
    readme = out / "README.md"
    arguments = [str(out), "--readme", str(readme)]
    assert main([*arguments, "--check"]) == 1
    assert main(arguments) == 0
    assert main([*arguments, "--check"]) == 0
    text = readme.read_text(encoding="utf-8")
    assert text.startswith("# A\n")
    assert text.endswith("\n\nB\n")
    assert "old" not in text
    assert "| R-1 | responsibility | Programrådet ska senast den 30 juni 2024" in text
    assert "| partly met | Programrådet redovisade planen," in text
    assert "| protokoll.txt, line 2 |" in text
    assert "| no evidence found |  |  |" in text


def test_only_checked_requirements_in_follow_up_are_shown(out: Path) -> None:
    assert [row["id"] for row in read_rows(out)] == ["R-1", "R-2"]


def test_verdicts_come_before_repetition_and_kinds_vary() -> None:
    def row(name: str, kind: str, verdict: str) -> dict[str, str]:
        empty = dict.fromkeys(("owner", "current_due", "quote", "evidence_quote", "lead_in"), "")
        return {**empty, "id": name, "kind": kind, "verdict": verdict}

    table = [row(f"m{n}", "decision", "met") for n in range(9)]
    table += [row("a", "decision", "not_met"), row("b", "goal", "not_met")]
    chosen = [row["id"] for row in choose_rows(table)]
    assert chosen == ["m0", "m1", "m2", "m3", "m4", "m5", "a", "b"]
    assert [row["id"] for row in choose_rows(table[:1])] == ["m0"]


def test_a_readme_without_markers_is_refused(out: Path) -> None:
    (out / "README.md").write_text("# A\n", encoding="utf-8")
    with pytest.raises(ValueError, match="excerpt"):
        main([str(out), "--readme", str(out / "README.md")])


def test_a_cell_cannot_break_the_table() -> None:
    assert escape("a|b\n<c>") == "a\\|b \\<c\\>"
