"""The corpora are what their manifest says, and carry gold that stands in them."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path

import pytest

CORPORA = Path(__file__).parent.parent / "corpora"
ENTRIES = tomllib.loads((CORPORA / "manifest.toml").read_text(encoding="utf-8"))["file"]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["path"])
def test_a_file_is_the_one_the_manifest_names(entry: dict[str, str]) -> None:
    content = (CORPORA / entry["path"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert entry["licence"]
    assert entry["split"] in {"dev", "test"}


@pytest.mark.parametrize("corpus", ["sample", "audits"])
def test_every_document_is_in_the_manifest_and_stands_once(corpus: str) -> None:
    files = sorted((CORPORA / corpus / "documents").iterdir())
    listed = {entry["path"] for entry in ENTRIES}
    assert {f.relative_to(CORPORA).as_posix() for f in files} <= listed
    assert len({f.stem for f in files}) == len(files)


@pytest.mark.parametrize("corpus", ["sample", "audits"])
def test_gold_names_documents_that_are_there(corpus: str) -> None:
    stems = {f.stem for f in (CORPORA / corpus / "documents").iterdir()}
    lines = (CORPORA / corpus / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    assert {Path(json.loads(line)["doc"]).name.removesuffix(".txt") for line in lines} <= stems


def test_the_sample_holds_pdf_word_and_text() -> None:
    kinds = {f.suffix for f in (CORPORA / "sample" / "documents").iterdir()}
    assert kinds == {".pdf", ".docx", ".txt"}
