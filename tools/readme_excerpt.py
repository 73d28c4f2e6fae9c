"""Put an excerpt of a run's tracking table into the README, or tell whether it is stale.

    python tools/readme_excerpt.py OUT_DIR [--check] [--readme README.md]

OUT_DIR is that of `auditkit run corpora/sample/documents --out OUT_DIR`. The rows are chosen by
a rule, not by hand: one for each verdict in its order, then more up to eight, each time of the
kind shown least so far; of those the row that tells most (an owner, a due date, evidence, a
quote that is neither a fragment nor long), and of equals the first of the table. With --check
nothing is written, and the exit code is 1 where the README says something else than the run.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter
from pathlib import Path

from auditkit.model import StatementKind, Verdict
from auditkit.report.labels import load_labels

START, END = "<!-- excerpt -->", "<!-- /excerpt -->"
ROWS = 8
LONGEST = 130  # characters of a quote shown
FITTING = range(50, 171)  # length of a quote that tells something by itself
HEADS = ("id", "kind", "quote", "owner", "due", "verdict", "best evidence", "where")
ESCAPED = re.compile(r"([\\|*<>`\[\]])")


def read_rows(out: Path) -> list[dict[str, str]]:
    """Read the table by the keys of its columns, kind and verdict by their own keys."""
    labels = load_labels(json.loads((out / "run.json").read_text(encoding="utf-8"))["labels"])
    columns = {name: key for key, name in reversed(labels.groups["column"].items())}
    kinds = {labels.name("kind", kind): str(kind) for kind in StatementKind}
    verdicts = {labels.name("verdict", verdict): str(verdict) for verdict in Verdict}
    with (out / "tracking.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = csv.DictReader(file, delimiter=labels.name("csv", "separator"))
        rows = [{columns[name]: value for name, value in line.items()} for line in lines]
    for row in rows:
        row["kind"] = kinds[row["kind"]]
        row["verdict"] = verdicts.get(row["verdict"], "")
    yes = labels.name("phrase", "yes")
    return [row for row in rows if row["follow_up"] == yes and row["verdict"]]


def choose_rows(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Choose the telling rows by the rule above, and return them in the order of the table."""
    shown: Counter[str] = Counter()
    chosen: list[int] = []
    while len(chosen) < min(ROWS, len(rows)):
        before = len(chosen)
        for verdict in Verdict:
            left = [
                number
                for number, row in enumerate(rows)
                if row["verdict"] == verdict and number not in chosen
            ]
            if left and len(chosen) < ROWS:
                best = min(
                    left,
                    key=lambda number: (shown[rows[number]["kind"]], *rank(rows[number]), number),
                )
                chosen.append(best)
                shown[rows[best]["kind"]] += 1
        if len(chosen) == before:
            break
    return [rows[number] for number in sorted(chosen)]


def rank(row: dict[str, str]) -> tuple[int, int]:
    """Rank a row, the most telling lowest: what is missing of it, then a list item's fragment."""
    evidence = row["evidence_quote"]
    missing = (
        (not row["owner"])
        + (not row["current_due"])
        + (len(row["quote"]) not in FITTING)
        + (row["verdict"] != Verdict.NO_EVIDENCE and len(evidence) not in FITTING)
        + (" | " in row["quote"] + evidence)
    )
    return int(missing), int(bool(row["lead_in"]))


def build_excerpt(rows: list[dict[str, str]], total: int) -> str:
    """Make the paragraph and the table, in English but for the quotes."""
    english = load_labels("en")
    lines = [
        f"From `tracking.csv` of the sample archive, {len(rows)} of its {total} requirements to "
        "follow up, quotes shortened:",
        "",
        f"| {' | '.join(HEADS)} |",
        f"|{' --- |' * len(HEADS)}",
    ]
    for row in rows:
        found = row["verdict"] != Verdict.NO_EVIDENCE
        where = f"{row['evidence_document']}, {place(row['evidence_page'])}" if found else ""
        cells = (
            row["id"],
            english.name("kind", row["kind"]),
            f"{shorten(row['quote'])} ({row['document']}, {place(row['page'])})",
            row["owner"],
            row["current_due"],
            english.name("verdict", row["verdict"]),
            shorten(row["evidence_quote"]) if found else "",
            where,
        )
        lines.append(f"| {' | '.join(escape(cell) for cell in cells)} |")
    return "\n".join(lines)


def place(page: str) -> str:
    """Say where in English: a bare number is a page."""
    swedish, english = load_labels("sv").groups["place"], load_labels("en").groups["place"]
    word, _, numbers = page.partition(" ")
    for key, name in swedish.items():
        if word == name:
            return f"{english[key]} {numbers}"
    return page if numbers else f"p. {page}"


def shorten(text: str) -> str:
    """Cut a quote at a word."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"


def escape(text: str) -> str:
    """Keep a cell from being read as Markdown."""
    return ESCAPED.sub(r"\\\1", " ".join(text.split()))


def insert(readme: str, excerpt: str) -> str:
    """Return the README with the excerpt between its markers."""
    before, start, rest = readme.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"the README needs the lines {START} and {END}")
    return f"{before}{START}\n\n{excerpt}\n\n{END}{after}"


def main(arguments: list[str]) -> int:
    """Write the README, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--readme", type=Path, default=Path("README.md"))
    options = parser.parse_args(arguments)
    rows = read_rows(options.out)
    old = options.readme.read_text(encoding="utf-8")
    new = insert(old, build_excerpt(choose_rows(rows), len(rows)))
    if options.check:
        if new != old:
            print(f"{options.readme} is stale: run tools/readme_excerpt.py {options.out}")
        return int(new != old)
    options.readme.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
