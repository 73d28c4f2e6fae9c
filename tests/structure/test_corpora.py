"""The structure of real documents: what the corpora's gold says about them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditkit.lang import load_pack
from auditkit.model import Structure
from auditkit.read import read_document
from auditkit.structure import structure_document


def structured(path: Path) -> Structure:
    return structure_document(read_document(path, root=path.parent), load_pack("sv"))


def gold_documents(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [gold for line in lines if (gold := json.loads(line))["type"] == "document"]


def test_the_minutes_of_the_seeds_are_all_right(shared: Path) -> None:
    folder = shared / "corpora" / "seeds"
    gold = next(g for g in gold_documents(folder) if g["attrs"]["doctype"] == "minutes")
    found = structured(folder / f"{gold['doc']}.txt").facts
    assert found.meeting is not None
    attrs = gold["attrs"]
    for field in ("present", "absent", "others", "adjusters"):
        people = getattr(found.meeting, field)
        assert [p.name for p in people] == [p["name"] for p in attrs[field]], field
    agenda = [(i.number, i.title, i.presenter) for i in found.meeting.agenda]
    assert agenda == [(i["number"], i["title"], i.get("presenter")) for i in attrs["agenda"]]
    assert found.meeting.next_meeting == attrs["next_meeting"]
    assert found.date == attrs["date"]


def test_the_report_of_the_seeds_carries_a_directive(shared: Path) -> None:
    folder = shared / "corpora" / "seeds"
    gold = [g["attrs"] for g in gold_documents(folder) if g["attrs"].get("part")]
    path = next(p for p in folder.glob("*.txt") if "granskning" in p.name)
    parts = structured(path).parts
    assert [(p.label, p.doctype.value, p.date) for p in parts] == [
        (g["part"], g["doctype"], g["date"]) for g in gold
    ]


@pytest.mark.parametrize("corpus", ["sample", "audits"])
def test_kinds_and_dates_of_the_sample_corpora(shared: Path, corpus: str) -> None:
    folder = shared / "corpora" / corpus
    for gold in gold_documents(folder):
        facts = structured(folder / "documents" / f"{gold['doc']}.txt").facts
        expected = (gold["attrs"]["doctype"], gold["attrs"]["date"])
        assert (facts.doctype.value, facts.date) == expected, gold["doc"]
