"""What a user would do instead of auditkit: search the text for words of obligation.

    python benchmarks/against_keywords.py CORPUS_DIR…

For each folder with a gold.jsonl, both are run in this one process on the same documents and
scored by the same rule: F1 over all kinds and over requirement kinds, and seconds.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from auditkit.evaluate import evaluate_run, figures
from auditkit.pipeline import run
from auditkit.read import find_documents, read_document
from auditkit.settings import Settings

# In the order in which the first that matches wins, as a person's list of searches would be.
KEYWORDS = (
    ("recommendation", r"\brekommender"),
    ("decision", r"\bbeslut(ar|ade|ades|as|at|ats)?\b|\bfastställ|\bgodkän|\bväljs\b|\butses\b"),
    ("goal", r"\bmål(et|en)?\b"),
    ("commitment", r"\båterkommer\b|\bnästa (möte|sammanträde)\b"),
    ("responsibility", r"\b(ska|skall|bör|får|måste|ansvarar)\b"),
    ("finding", r"\b(brist|saknas|bedömer|konstaterar|framgår)"),
    ("risk", r"\brisk"),
)


def search(source: Path, out: Path) -> None:
    """Write the statements that a search for keywords finds, sentence by sentence."""
    files, _ = find_documents([source])
    with (out / "statements.jsonl").open("w", encoding="utf-8") as target:
        for file, root in files:
            document = read_document(file, root=root)
            for sentence in re.split(r"(?<=[.!?])\s+|\n", document.text):
                kind = next((k for k, p in KEYWORDS if re.search(p, sentence, re.I)), None)
                if kind:
                    line = {"type": kind, "document": file.name, "quote": sentence, "id": ""}
                    target.write(json.dumps(line, ensure_ascii=False) + "\n")


def main() -> None:
    """Print a table of both for each corpus."""
    print(f"{'corpus':10}{'tool':16}{'F1 all':>8}{'F1 requirements':>17}{'seconds':>9}")
    for name in sys.argv[1:]:
        corpus = Path(name)
        source = corpus / "documents" if (corpus / "documents").is_dir() else corpus
        for tool in ("keyword search", "auditkit"):
            with tempfile.TemporaryDirectory() as folder:
                out = Path(folder)
                start = time.perf_counter()
                if tool == "auditkit":
                    run([source], out, Settings(), as_of=date.today())
                else:
                    search(source, out)
                spent = time.perf_counter() - start
                found = figures(evaluate_run(corpus / "gold.jsonl", out))
            f1, requirements = found.get("all", 0.0), found.get("requirements", 0.0)
            print(f"{corpus.name:10}{tool:16}{f1:8.3f}{requirements:17.3f}{spent:9.1f}")


if __name__ == "__main__":
    main()
