"""Measure the tool on corpora with gold and write docs/measurements.md.

    python tools/write_measurements.py CORPUS_DIR…

Each folder holds gold.jsonl, its documents beside it or in documents/. The page is never
edited by hand: run this again after extraction has changed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from auditkit.evaluate import evaluate_run, figures
from auditkit.pipeline import run
from auditkit.settings import Settings

TARGET = Path(__file__).parent.parent / "docs" / "measurements.md"
HEAD = """# Measurements

Written by `tools/write_measurements.py`; do not edit by hand. The rule of matching is the one
of `auditkit evaluate`: same kind, words of the quotes overlapping by half, one to one.
`sample` and `audits` are in this repository; `seeds` and `dev` are real documents that are not.
Rules were written while looking at all of them, so none of these figures is held out: expect
less on documents nobody has looked at.
"""
GROUPS = (
    ("F1 of statements", ("all", "requirements", "recommendation", "decision", "goal",
                          "commitment", "responsibility", "finding", "risk")),
    ("Precision and recall", ("all.precision", "all.recall",
                              "requirements.precision", "requirements.recall")),
    ("Attributes (right of those given by gold or run)",
     ("responsibility.actor", "responsibility.modality", "responsibility.due",
      "responsibility.frequency", "decision.decided_by", "decision.outcome", "decision.due",
      "commitment.actor", "commitment.due", "recommendation.addressee",
      "recommendation.severity", "goal.id", "goal.due", "finding.kind", "finding.polarity")),
    ("Facts of documents (F1)",
     tuple(f"facts.{name}" for name in ("doctype", "date", "reference", "chair", "secretary",
                                        "present", "absent", "others", "adjusters", "agenda",
                                        "next_meeting"))),
    ("Verdicts, evidence and issues",
     ("verdict.accuracy", "verdict.macro_f1", "verdict.recall_at_5", "verdict.met_precision",
      "management_response", "rung", "issues.recall", "issues.precision")),
)  # fmt: skip


def measure(corpus: Path) -> tuple[dict[str, float], float]:
    """Run the documents of a corpus and return every figure, and the seconds of the run."""
    beside = corpus / "documents"
    source = beside if beside.is_dir() else corpus
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        start = time.perf_counter()
        run([source], out, Settings(), as_of=date.today())
        spent = time.perf_counter() - start
        return figures(evaluate_run(corpus / "gold.jsonl", out)), spent


def table(title: str, names: tuple[str, ...], columns: dict[str, dict[str, float]]) -> list[str]:
    """Return a Markdown table: a row for each figure, a column for each corpus."""
    lines = [f"## {title}", "", f"| | {' | '.join(columns)} |", f"| --- |{' --- |' * len(columns)}"]
    for name in names:
        cells = [f"{c[name]:.3f}" if name in c else "" for c in columns.values()]
        if any(cells):
            lines.append(f"| {name} | {' | '.join(cells)} |")
    return [*lines, ""]


def main() -> None:
    """Write the page."""
    columns: dict[str, dict[str, float]] = {}
    seconds: dict[str, float] = {}
    for name in sys.argv[1:]:
        corpus = Path(name).resolve()
        columns[corpus.name], seconds[corpus.name] = measure(corpus)
        print(corpus.name, "measured")
    lines = [HEAD]
    for title, names in GROUPS:
        lines += table(title, names, columns)
    lines += ["## Seconds of a cold run", "", "| corpus | seconds |", "| --- | --- |"]
    lines += [f"| {name} | {spent:.1f} |" for name, spent in seconds.items()]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
