"""Whether every file of an archive is read, or told why not.

    python benchmarks/read_all.py DIR… [--ocr auto|never|force] [--pages none|exact] [--pairs]

Reads each document below the folders in a child process of its own, as a run does, and
prints format, seconds, blocks and words, or the problem that a run would report. With
``--pairs``, files of one name that differ in their ending ("plan.doc", "plan.pdf") are
compared: which share of the words of either stand in the other, in the same order.
Ends with 1 if anything failed that is no problem with a true cause.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
import time
from collections import defaultdict
from pathlib import Path

from auditkit.errors import ReadError, UnexpectedReadError
from auditkit.model import BlockKind, Document
from auditkit.read import ReadOptions, Source, find_documents, read_in_sandbox, relative_path

_WORD = re.compile(r"\w+")


def read_all(folders: list[Path], options: ReadOptions) -> tuple[dict[Source, Document], int]:
    """Read every document, print a line for each, and return what was read."""
    found, skipped = find_documents(folders)
    made: dict[Source, Document] = {}
    problems = faults = 0
    begun = time.perf_counter()
    for source, root in found:
        start = time.perf_counter()
        try:
            document = read_in_sandbox(source, root=root, options=options)
        except ReadError as error:
            problems += 1
            faults += isinstance(error, UnexpectedReadError)
            told = f"{error.code} {error.message} | {error.hint}"
        else:
            made[source] = document
            told = f"{len(document.blocks):6} blocks {len(words(document)):7} words"
            told += f"  {document.media_type.rsplit('.', 1)[-1]}"
            told += f"  ({document.quality.note})" if document.quality.note else ""
        print(f"{time.perf_counter() - start:6.2f} s  {relative_path(source, root)}: {told}")
    seconds = time.perf_counter() - begun
    print(
        f"\n{len(found)} documents in {seconds:.1f} s: {len(made)} read, {problems} problems, "
        f"of them {faults} without a true cause; {skipped} other files"
    )
    return made, faults


def words(document: Document) -> list[str]:
    """Return the words of a document's own text, numbers of lists and margins left out."""
    seen = [
        document.text[block.start : block.end]
        for block in document.blocks
        if block.kind is not BlockKind.FURNITURE and not block.hidden
    ]
    return [word.casefold() for word in _WORD.findall(" ".join(seen))]


def compare_pairs(made: dict[Source, Document], *, show: int) -> None:
    """Print how far the same document in two formats agrees."""
    named: dict[str, list[Source]] = defaultdict(list)
    for source in made:
        named[str(source.path.with_suffix("")) + "/".join(source.member)].append(source)
    ratios = []
    for sources in named.values():
        for one, other in zip(sources, sources[1:], strict=False):
            left, right = words(made[one]), words(made[other])
            match = difflib.SequenceMatcher(None, left, right, autojunk=False)
            ratios.append(match.ratio())
            print(f"{match.ratio():.4f}  {one.name} {len(left)} – {other.name} {len(right)}")
            differing = [c for c in match.get_opcodes() if c[0] != "equal"]
            for _, a, b, c, d in differing[:show]:
                print(f"          {' '.join(left[a:b])[:70]!r} – {' '.join(right[c:d])[:70]!r}")
    if ratios:
        agree = sum(ratio >= 0.98 for ratio in ratios)
        print(
            f"\n{len(ratios)} pairs: mean {sum(ratios) / len(ratios):.4f}, "
            f"{agree} of them at least 0.98, least {min(ratios):.4f}"
        )


def main() -> int:
    """Run with the arguments of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--ocr", choices=("auto", "never", "force"), default="auto")
    parser.add_argument("--pages", choices=("none", "exact"), default="none")
    parser.add_argument("--pairs", action="store_true")
    parser.add_argument("--show", type=int, default=0, help="differences of a pair to print")
    given = parser.parse_args()
    made, faults = read_all(given.folders, ReadOptions(ocr=given.ocr, pages=given.pages))
    if given.pairs:
        compare_pairs(made, show=given.show)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
