from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from auditkit.model import Goal, Responsibility, Results
from auditkit.report import write_jsonl
from auditkit.report.jsonl import attribute_values, dump_line

QUOTE_KEYS = {"document", "path", "pages", "start", "end", "quote"}
KEYS = {
    "documents": "id document path doctype title date issuer reference classification page_count "
    "language quality parts",
    "statements": "id type page document path pages start end quote part section lead_in attrs "
    "cues",
    "requirements": "id type statements group parts owner due follow_up",
    "checks": "requirement statement verdict detail timing rung management_response reason "
    "evidence against searched drift chain parts",
    "issues": "code severity message quotes",
    "actors": "id name kind aliases",
    "problems": "document path stage code message hint",
}
MEETING_KEYS = "body chair secretary adjusters present absent others agenda next_meeting"


def read(out: Path, name: str) -> list[dict[str, Any]]:
    text = (out / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def out(tmp_path: Path, results: Results) -> Path:
    write_jsonl(results, tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", KEYS)
def test_every_file_has_the_keys_that_were_promised(out: Path, name: str) -> None:
    lines = read(out, name)
    assert lines
    for line in lines:
        assert set(KEYS[name].split()) <= set(line)


def test_minutes_give_the_facts_of_the_meeting_and_others_do_not(out: Path) -> None:
    directive, minutes = read(out, "documents")
    assert set(MEETING_KEYS.split()) <= set(minutes)
    assert not set(MEETING_KEYS.split()) & set(directive)
    assert minutes["chair"] == {"name": "Åsa Ek", "role": "ordförande"}
    assert directive["quality"]["pages_unread"] == [3]


def test_every_quote_has_its_keys_and_stands_in_its_document(out: Path, results: Results) -> None:
    texts = {r.structure.document.path: r.structure.document.text for r in results.archive.records}
    quotes = read(out, "statements") + read(out, "requirements")
    for check in read(out, "checks"):
        quotes += check["evidence"] + check["against"] + check["drift"]
    for issue in read(out, "issues"):
        quotes += issue["quotes"]
    for actor in read(out, "actors"):
        quotes += actor["alias_quotes"]
    assert len(quotes) == 6 + 4 + 3 + 2 + 1
    for quote in quotes:
        assert set(quote) >= QUOTE_KEYS
        assert texts[quote["path"]][quote["start"] : quote["end"]] == quote["quote"]


def test_a_statement_tells_its_page_section_and_cues(out: Path) -> None:
    advice = read(out, "statements")[1]
    assert (advice["type"], advice["page"], advice["pages"]) == ("recommendation", 2, [2, 2])
    assert (advice["section"], advice["section_number"]) == ("Styrning", "1")
    assert advice["attrs"] == {"addressee": "styrelsen", "severity": "röd"}
    assert advice["cues"][0]["text"] == "Vi r"


def test_evidence_names_its_statement_or_null(out: Path) -> None:
    check = read(out, "checks")[0]
    assert check["evidence"][0]["statement"] == read(out, "statements")[4]["id"]
    assert check["against"][0]["statement"] is None
    assert check["searched"] == {
        "documents": 1,
        "until": "2024-09-01",
        "unread": ["trasig.pdf"],
        "undated": [],
        "poor_quality": [],
        "gaps": [],
    }


def test_attributes_are_written_as_the_guide_says() -> None:
    assert attribute_values(Goal(placeholder=True, text="")) == {"placeholder": True}
    assert attribute_values(Responsibility(retold=False)) == {}
    assert attribute_values(Responsibility(actor=("A", "B"), retold=True)) == {
        "actor": ["A", "B"],
        "retold": True,
    }


def test_a_line_is_one_line_of_utf_8_whatever_it_holds() -> None:
    value = {"quote": "å\udce5\x00\x0c\x85\u2028\u2029\r\n\\ud800"}
    line = dump_line(value)
    assert line.encode("utf-8").decode("utf-8") == line
    assert line.splitlines() == [line.rstrip("\n")]
    assert "å" in line
    assert json.loads(line) == value


def test_the_rule_of_scoring_reads_the_output(out: Path, results: Results, shared: Path) -> None:
    """Gold made of the output itself scores 1.0 everywhere."""
    gold: list[dict[str, Any]] = [
        {"doc": s["document"], "type": s["type"], "quote": s["quote"], "attrs": s["attrs"]}
        for s in read(out, "statements")
    ]
    quotes = {s["id"]: s["quote"] for s in read(out, "statements")}
    gold += [
        {
            "doc": "protokoll",
            "type": "evidence",
            "requirement": quotes[check["statement"]],
            "evidence": [passage["quote"] for passage in check["evidence"]],
            "verdict": check["verdict"],
            "rung": check["rung"],
            "management_response": check["management_response"],
        }
        for check in read(out, "checks")
    ]
    gold += [
        {
            "doc": "protokoll",
            "type": "issue",
            "code": issue["code"],
            "quotes": [quote["quote"] for quote in issue["quotes"]],
        }
        for issue in read(out, "issues")
    ]
    gold.append({"doc": "protokoll", "type": "document", "attrs": read(out, "documents")[1]})
    path = out / "gold.jsonl"
    path.write_text("".join(map(dump_line, gold)), encoding="utf-8")
    score = subprocess.run(
        [sys.executable, str(shared / "tools" / "score.py"), str(path), str(out), "--json"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert json.loads((out / "score.json").read_text())["all"] == [1.0, 1.0, 1.0, 6]
    assert "verdict accuracy 1.000" in score
    assert "evidence recall@5 1/1" in score
    assert "management response right 1/1; rung right 1/1" in score
    assert "issues: found 1/1" in score
    assert "chair 1.00" in score
    assert "agenda 1.00" in score
