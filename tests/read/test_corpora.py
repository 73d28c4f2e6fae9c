"""Reading against the annotated corpora: a quote stands whole in one block."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from auditkit.errors import NoTextError
from auditkit.model import BlockKind, Document
from auditkit.read import read_document
from auditkit.read.options import ReadOptions

KINDS = {"recommendation", "decision", "goal", "commitment", "responsibility", "finding", "risk"}
SILENT = {BlockKind.HEADING, BlockKind.FURNITURE, BlockKind.CONTENTS}


def _squash(text: str) -> str:
    """Return a text without blanks, hyphens and the marks of Markdown."""
    return re.sub(r"[\s\-\u00ad‐*_`¹²³]+|\[(?=[^\]]*\]\()|\]\([^)]*\)", "", text).lower()


def _holds(document: Document, quote: str) -> bool:
    blocks = [(b.kind, _squash(document.text[b.start : b.end])) for b in document.blocks]
    wanted = _squash(quote)
    if any(wanted in text for kind, text in blocks if kind not in SILENT):
        return True
    # A quote copied over a page's end holds the furniture that stands there.
    for kind, text in sorted(blocks, key=lambda block: -len(block[1])):
        if kind is BlockKind.FURNITURE and text:
            wanted = wanted.replace(text, "", 1)
    return any(wanted in text for kind, text in blocks if kind not in SILENT)


@pytest.mark.parametrize(
    ("corpus", "least"), [("seeds", 0.99), ("sample", 0.99), ("audits", 0.99), ("dev", 0.98)]
)
def test_quotes_stand_whole_in_one_block(shared: Path, corpus: str, least: float) -> None:
    folder = shared / "corpora" / corpus
    documents = folder / "documents" if (folder / "documents").is_dir() else folder
    gold = defaultdict(list)
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["type"] in KINDS:
            gold[entry["doc"]].append(entry["quote"])
    held = total = 0
    for file in sorted(f for f in documents.iterdir() if f.stem in gold):
        document = read_document(file, root=documents)
        held += sum(_holds(document, quote) for quote in gold[file.stem])
        total += len(gold[file.stem])
    assert held / total >= least


def test_scans_are_told_from_documents(shared: Path) -> None:
    for file in sorted((shared / "corpora" / "raw" / "scans").glob("*.pdf"))[:3]:
        with pytest.raises(NoTextError):
            read_document(file, root=file.parent, options=ReadOptions(ocr="never"))
