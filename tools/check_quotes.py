"""Hold every quote of a run against what pdftotext gives for the pages it names.

    python tools/check_quotes.py RUN_DIR SOURCE_DIR

Looks at the statements, evidence (for and against) and issues of RUN_DIR that come from a
PDF below SOURCE_DIR. Blanks and hyphens at line ends are set aside, because those are where
two readers of one page may honestly differ. Prints the counts and each quote that fails by
its id (never its words), and ends with 1 where one does.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any


def squeeze(text: str) -> str:
    r"""Fold forms of letters, and drop blanks and the hyphens of line ends.

    A run that joins "utvecklings-\nledare" and pdftotext, which may or may not join it, must
    compare equal, so hyphens are dropped on both sides wherever they stand.
    """
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\-\u00ad\u2010\u2011\u200b-\u200d\ufeff\ufffe\x02]+", "", folded)


@lru_cache(maxsize=4096)
def page_texts(path: Path, page: int) -> tuple[str, ...]:
    """Return a page as pdftotext gives it in each of its orders of reading."""
    orders = ([], ["-layout"], ["-raw"])
    return tuple(
        subprocess.run(
            ["pdftotext", *order, "-f", str(page), "-l", str(page), str(path), "-"],
            check=True,
            capture_output=True,
            encoding="utf-8",
        ).stdout
        for order in orders
    )


def stands(quote: str, path: Path, pages: list[int]) -> bool:
    """Tell whether a quote stands on the page or pages it names.

    A quote over a page break is interrupted there by footers and the like, so it may stand in
    one piece a page, each whole and in order.
    """
    wanted = squeeze(quote)
    first, last = pages
    for order in range(3):
        text = "".join(squeeze(page_texts(path, page)[order]) for page in range(first, last + 1))
        if wanted in text or in_pieces(wanted, text, last - first + 1):
            return True
    return in_words(quote, path, first, last)


def in_pieces(wanted: str, text: str, pieces: int) -> bool:
    """Tell whether the wanted text stands in order, cut into at most so many pieces."""
    at = 0
    for _ in range(pieces):
        size = longest_prefix(wanted, text, at)
        if size == len(wanted):
            return True
        if size < 8:
            return False
        at = text.index(wanted[:size], at) + size
        wanted = wanted[size:]
    return False


def longest_prefix(wanted: str, text: str, start: int) -> int:
    """Return the length of the longest prefix of ``wanted`` that stands in ``text``."""
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        if text.find(wanted[:middle], start) >= 0:
            low = middle
        else:
            high = middle - 1
    return low


def in_words(quote: str, path: Path, first: int, last: int) -> bool:
    """Tell whether a table row's cells all stand on the page: pdftotext may order them freely."""
    if "\t" not in quote:
        return False
    cells = [cell for cell in quote.split("\t") if cell.strip()]
    words = [word for cell in cells for word in cell.split()]
    text = "".join(
        squeeze(page_texts(path, page)[order])
        for page in range(first, last + 1)
        for order in range(3)
    )
    return all(squeeze(word) in text for word in words)


def quotes_of(run: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (group, id, quote record) of everything a run quotes."""

    def lines(name: str) -> Iterator[dict[str, Any]]:
        with (run / name).open(encoding="utf-8") as file:
            yield from (json.loads(line) for line in file if line.strip())

    for statement in lines("statements.jsonl"):
        yield "statements", statement["id"], statement
    for check in lines("checks.jsonl"):
        for quote in [*check["evidence"], *check["against"]]:
            yield "evidence", check["requirement"], quote
    for number, issue in enumerate(lines("issues.jsonl"), 1):
        for quote in issue["quotes"]:
            yield "issues", f"{issue['code']} {number}", quote


def check(run: Path, source: Path) -> tuple[Counter[str], list[str]]:
    """Return how many quotes of PDFs were held against their pages, and those that fail."""
    counts: Counter[str] = Counter()
    failures: list[str] = []
    for group, name, quote in quotes_of(run):
        path = source / quote["path"]
        if path.suffix.lower() != ".pdf":
            continue
        counts[group] += 1
        if not stands(quote["quote"], path, quote["pages"]):
            failures.append(f"{group} {name} {quote['path']} pages {quote['pages']}")
    return counts, failures


def main() -> int:
    """Print the result for a run."""
    counts, failures = check(Path(sys.argv[1]), Path(sys.argv[2]))
    for failure in failures:
        print("not on its page:", failure)
    total = sum(counts.values())
    print(f"{total - len(failures)} of {total} quotes stand on their pages:", dict(counts))
    return 1 if failures or not total else 0


if __name__ == "__main__":
    sys.exit(main())
