"""Annotated corpora: units are matched with what was marked as the evaluation matches."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditkit.errors import UsageError
from auditkit.lang import load_pack
from auditkit.train.corpus import Corpus, Marked, align, count_right, read_corpora

PACK = load_pack("sv")


def marked(kind: str, quote: str, optional: bool = False) -> Marked:
    return Marked(kind=kind, quote=quote, optional=optional)


def tell(stage: str, done: int, total: int) -> None:
    assert done <= total


def write_corpus(folder: Path, documents: dict[str, str], gold: list[dict[str, object]]) -> Path:
    folder.mkdir()
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")
    lines = "\n".join(json.dumps(line) for line in gold)
    (folder / "gold.jsonl").write_text(lines, encoding="utf-8")
    return folder


def test_the_best_overlap_wins_and_optional_units_are_unknown() -> None:
    found = align(
        [marked("goal", "Målet är noll fel."), marked("risk", "Takten kan sjunka.", True)],
        ["Målet är noll", "Målet är noll fel.", "Takten kan sjunka.", "Slut."],
    )
    assert found.labels == ("", "goal", None, "")


def test_counting_sets_optional_statements_aside() -> None:
    found = align(
        [marked("goal", "Målet är noll fel."), marked("risk", "Takten kan sjunka.", True)],
        ["Målet är noll fel.", "Takten kan sjunka.", "Slut."],
    )
    assert count_right(found, ["goal", "finding", ""]) == (1, 1, 1)
    assert count_right(found, ["goal", "", "finding"]) == (1, 1, 2)
    assert count_right(found, ["risk", "", ""]) == (0, 1, 1)


def test_a_body_is_a_corpus_or_the_start_of_a_name(tmp_path: Path) -> None:
    gold: list[dict[str, object]] = [
        {"doc": "klubb-1", "type": "goal", "quote": "Noll fel är målet.", "attrs": {}},
        {"doc": "bolag-1", "type": "document", "attrs": {}},
    ]
    texts = {
        "klubb-1.txt": "Noll fel är målet.\n",
        "bolag-1.txt": "Hej på er.\n",
        "x.txt": "Nej.\n",
    }
    folder = write_corpus(tmp_path / "blandat", texts, gold)
    one = read_corpora([Corpus(folder=folder)], PACK, tell)
    several = read_corpora([Corpus(folder=folder, several=True)], PACK, tell)
    assert [sample.body for sample in one] == ["blandat", "blandat"]
    assert sorted(sample.body for sample in several) == ["bolag", "klubb"]
    assert [len(sample.marked) for sample in one if sample.document.name == "klubb-1.txt"] == [1]


def test_a_folder_without_gold_or_documents_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="gold"):
        read_corpora([Corpus(folder=tmp_path)], PACK, tell)
    folder = write_corpus(tmp_path / "tom", {}, [{"doc": "a", "type": "document", "attrs": {}}])
    with pytest.raises(UsageError, match="no document"):
        read_corpora([Corpus(folder=folder)], PACK, tell)
    (folder / "gold.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="line 1"):
        read_corpora([Corpus(folder=folder)], PACK, tell)
