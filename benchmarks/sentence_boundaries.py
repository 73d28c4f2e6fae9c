"""Where a sentence may be split wrongly or missed, for a person to read, and what was read.

    python benchmarks/sentence_boundaries.py CORPUS_DIR… [--show]

There is no gold of boundaries. Candidates are where our boundaries differ from those of
spaCy's sentencizer or of the parser inside a block, where a quote of gold spans two units,
and where a full stop before a capital was not split. Each was read once by a person; the
judgement is kept in ``sentence_boundaries.json`` under a hash of the letters around the
place, so that no text is copied. Prints how many are right, bad splits and missed, and how
many nobody has judged yet; ``--show`` prints those with their hash. Ends with code 1 if a
bar is broken.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language

from auditkit.annotate import annotate, load_pipeline
from auditkit.annotate.sentences import cut_block
from auditkit.lang import Pack, load_pack
from auditkit.model import Block, BlockKind, Structure
from auditkit.read import find_documents, read_document
from auditkit.structure import structure_document

JUDGEMENTS = Path(__file__).with_suffix(".json")
RUNNING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE)
AROUND = 24  # letters on each side of a place that make its hash
LONG = 120  # characters of a long paragraph
BAD = MISSED = 5
_STOP = re.compile(r"[.!?][\"”’)\]¹²³⁰-⁹]*(?=\s+[(\"”]?\s?[A-ZÅÄÖ§])")


def places_of(structure: Structure, pack: Pack, parser: Language) -> Iterator[tuple[int, bool]]:
    """Yield every place that ours and another splitter disagree on, and whether we split."""
    simple = spacy.blank("sv")
    simple.add_pipe("sentencizer")
    text = structure.document.text
    blocks = [b for b in structure.document.blocks if _is_long(b)]
    texts = [text[block.start : block.end] for block in blocks]
    others = zip(simple.pipe(texts), parser.pipe(texts, disable=["ner"]), strict=True)
    for block, docs in zip(blocks, others, strict=True):
        ours = {_skip(text, start) for start, _ in cut_block(text, block, pack)}
        theirs = [
            {_skip(text, block.start + sentence.start_char) for sentence in doc.sents}
            for doc in docs
        ]
        stops = {_skip(text, m.end()) for m in _STOP.finditer(text, block.start, block.end)}
        for place in sorted((ours ^ theirs[0]) | (ours ^ theirs[1]) | (stops - ours)):
            if block.start < place < block.end:
                yield place, place in ours


def _is_long(block: Block) -> bool:
    return block.kind in RUNNING and block.end - block.start >= LONG


def _skip(text: str, place: int) -> int:
    """Return the next letter or figure: blanks, brackets and footnotes make no difference."""
    while place < len(text) and not (text[place].isalpha() or text[place].isdecimal()):
        place += 1
    return place


def key_of(text: str, place: int) -> str:
    """Return the hash of the letters around a place."""
    before = re.sub(r"\W", "", text[max(0, place - 3 * AROUND) : place])[-AROUND:]
    after = re.sub(r"\W", "", text[place : place + 3 * AROUND])[:AROUND]
    return hashlib.sha256(f"{before}|{after}".encode()).hexdigest()[:16]


def split_quotes(corpus: Path, structures: list[Structure], pack: Pack, nlp: Language) -> int:
    """Return how many quotes of gold lie in two units of our making."""
    gold = corpus / "gold.jsonl"
    if not gold.exists():
        return 0
    units = set()
    for structure in structures:
        annotated = annotate(structure, pack, nlp)
        blocks = [annotated.text(unit) for unit in annotated.units]
        units |= {_letters(left + right) for left, right in zip(blocks, blocks[1:], strict=False)}
    lines = map(json.loads, gold.read_text(encoding="utf-8").splitlines())
    return sum(_letters(line["quote"]) in units for line in lines if "quote" in line)


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def main() -> int:
    """Print the figures of each corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="print what nobody has judged")
    arguments = parser.parse_args()
    judged: dict[str, bool] = json.loads(JUDGEMENTS.read_text(encoding="utf-8"))
    pack = load_pack("sv")
    nlp = load_pipeline(pack)
    broken = False
    for corpus in arguments.corpora:
        source = corpus / "documents" if (corpus / "documents").is_dir() else corpus
        structures = [
            structure_document(read_document(file, root=root), pack)
            for file, root in find_documents([source])[0]
        ]
        counts: Counter[str] = Counter()
        for structure in structures:
            text = structure.document.text
            for place, split in places_of(structure, pack, nlp):
                ends = judged.get(key_of(text, place))
                if ends is None:
                    counts["unread"] += 1
                    if arguments.show:
                        shown = f"{text[place - 45 : place]!r} | {text[place : place + 35]!r}"
                        print(key_of(text, place), "split" if split else "whole", shown)
                else:
                    counts["right" if ends == split else "bad" if split else "missed"] += 1
        halved = split_quotes(corpus, structures, pack, nlp)
        print(
            f"{corpus.name}: {counts['right']} disputed places right, {counts['bad']} bad splits, "
            f"{counts['missed']} missed, {counts['unread']} unread; {halved} quotes of gold halved"
        )
        broken |= counts["bad"] > BAD or counts["missed"] > MISSED or counts["unread"] > 0
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
