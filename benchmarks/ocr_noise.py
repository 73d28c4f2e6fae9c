"""What misread characters cost: F1 on text documents of which one or three in a hundred are wrong.

    python benchmarks/ocr_noise.py [--seed 1] [--shares 0.01,0.03] CORPUS_DIR…

The text documents (.txt, .md) of a folder with a gold.jsonl are corrupted as recognised text
is, read anew, and scored. Gold quotes get the very edits that their place in the document got,
so that a found sentence still counts as found; ``as printed`` is the figure against the quotes
as they were before, which no reader of the noisy page could give letter for letter.

Every letter, figure and blank inside a line is hit with the same chance. Of the hits on letters
and figures half become what looks like them (rn/m, l/1/I, å/a, ä/a, ö/o, c/e, u/ii, h/b, t/f …;
where nothing does, any letter), 12 % any other letter, 12 % go, 10 % are doubled, 8 % get a stray
letter before them, 8 % a blank; a blank that is hit goes. Deterministic: the seed and the name of
a document give its noise.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditkit.annotate import load_pipeline
from auditkit.evaluate.matching import Entry, document_stem, tokenize
from auditkit.evaluate.statements import KINDS, score_statements
from auditkit.lang import load_pack
from auditkit.pipeline import find_records
from auditkit.read import read_document

LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"
ALIKE: Mapping[str, tuple[str, ...]] = {
    "rn": ("m",), "ri": ("n",), "cl": ("d",), "vv": ("w",), "ii": ("u",),
    "m": ("rn",), "n": ("ri", "u"), "d": ("cl",), "w": ("vv",), "u": ("ii", "n"),
    "l": ("1", "I", "i"), "i": ("l", "1", "í"), "1": ("l", "I"), "I": ("l", "1"),
    "å": ("a", "ä"), "ä": ("a", "å"), "ö": ("o", "ó"), "a": ("å", "o"), "o": ("ö", "0"),
    "Å": ("A",), "Ä": ("A",), "Ö": ("O",), "O": ("0",), "0": ("O", "o"),
    "c": ("e",), "e": ("c", "é"), "h": ("b",), "b": ("h",), "t": ("f", "l"), "f": ("t",),
    "g": ("q",), "q": ("g",), "s": ("5",), "S": ("5",), "5": ("S",), "B": ("8",), "8": ("B",),
    "v": ("y",), "y": ("v",), "r": ("i",), "E": ("F",), "6": ("b",), "9": ("g",),
}  # fmt: skip


@dataclass(frozen=True)
class Noisy:
    """A corrupted text; ``starts[i]`` is where the character that stood at ``i`` begins now."""

    text: str
    starts: Sequence[int]

    def quote(self, start: int, end: int) -> str:
        """Return what stands now where ``start`` to ``end`` stood before."""
        return self.text[self.starts[start] : self.starts[end]]


def corrupt(text: str, share: float, seed: str) -> Noisy:
    """Return a text in which a share of the letters, figures and inner blanks are misread."""
    chance = random.Random(seed)
    out: list[str] = []
    starts: list[int] = []
    length = index = 0
    while index < len(text):
        piece, size = text[index], 1
        inner = re.fullmatch(r"\w \w", text[max(0, index - 1) : index + 2]) is not None
        if (piece.isalnum() or inner) and chance.random() < share:
            piece, size = _misread(text, index, chance)
        starts.extend([length] * size)
        out.append(piece)
        length += len(piece)
        index += size
    starts.append(length)
    return Noisy("".join(out), starts)


def _misread(text: str, index: int, chance: random.Random) -> tuple[str, int]:
    """Return what a character is read as, and how many characters of the text that takes."""
    letter, kind = text[index], chance.random()
    if letter == " ":
        return "", 1
    if kind < 0.5:
        for size in (2, 1):
            if found := ALIKE.get(text[index : index + size]):
                return chance.choice(found), size
    if kind < 0.62:
        other = chance.choice(LETTERS.replace(letter.lower(), ""))
        return (other.upper() if letter.isupper() else other), 1
    if kind < 0.74:
        return "", 1
    if kind < 0.84:
        return letter * 2, 1
    return (chance.choice(LETTERS) if kind < 0.92 else " ") + letter, 1


def find_quote(text: str, quote: str, nth: int) -> tuple[int, int] | None:
    """Return where the nth of a quote stands, line breaks and blanks aside."""
    pattern = r"\s+".join(map(re.escape, quote.split()))
    for count, match in enumerate(re.finditer(pattern, text), start=1):
        if count == nth:
            return match.span()
    return None


def noisy_gold(gold: Iterable[Mapping[str, Any]], old: str, new: Noisy) -> list[dict[str, Any]]:
    """Return gold with the edits of its document in its quotes; what is not found stays."""
    found = []
    for each in gold:
        span = find_quote(old, each["quote"], each.get("nth", 1))
        found.append({**each, "quote": new.quote(*span) if span else each["quote"]})
    return found


def entries(gold: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """Return gold or statements in the form in which they are scored."""
    return [
        Entry(
            document=document_stem(each["doc"]),
            kind=each["type"],
            tokens=tokenize(each["quote"]),
            data=each,
        )
        for each in gold
    ]


class Reader:
    """The left half of the line over one text at a time."""

    def __init__(self) -> None:
        self._pack = load_pack("sv")
        self._nlp = load_pipeline(self._pack)

    def statements(self, name: str, text: str, folder: Path) -> list[dict[str, Any]]:
        """Return what a text states."""
        path = folder / name
        path.write_text(text, encoding="utf-8")
        document = read_document(path, root=folder)
        found = find_records(document, self._pack, self._nlp).statements
        return [{"doc": name, "type": s.kind.value, "quote": s.provenance.quote} for s in found]


def measure(corpus: Path, share: float, seed: int, reader: Reader) -> tuple[float, float, float]:
    """Return F1 against the corrupted quotes, F1 against the printed ones, and the seconds."""
    gold: dict[str, list[dict[str, Any]]] = {}
    for line in (corpus / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        each = json.loads(line)
        if each["type"] in KINDS:
            gold.setdefault(document_stem(each["doc"]), []).append(each)
    folder = corpus / "documents" if (corpus / "documents").is_dir() else corpus
    given: list[dict[str, Any]] = []
    fair: list[dict[str, Any]] = []
    printed: list[dict[str, Any]] = []
    spent = 0.0
    with tempfile.TemporaryDirectory() as scratch:
        for path in sorted(folder.iterdir()):
            if path.suffix not in (".txt", ".md") or path.name == "README.md":
                continue
            text = path.read_text(encoding="utf-8")
            noisy = corrupt(text, share, f"{seed} {path.name}")
            start = time.perf_counter()
            given += reader.statements(path.name, noisy.text, Path(scratch))
            spent += time.perf_counter() - start
            own = gold.get(document_stem(path.name), [])
            printed += own
            fair += noisy_gold(own, text, noisy)
    one, other = (score_statements(entries(g), entries(given))[0][0].f1 for g in (fair, printed))
    return one or 0.0, other or 0.0, spent


def main() -> None:
    """Print F1 by share of characters corrupted, for each corpus."""
    parser = argparse.ArgumentParser(description="What misread characters cost.")
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shares", default="0.01,0.03")
    arguments = parser.parse_args()
    reader = Reader()
    print(f"{'corpus':10}{'wrong':>8}{'F1':>8}{'lost':>7}{'as printed':>12}{'seconds':>9}")
    for corpus in arguments.corpora:
        clean = 0.0
        for share in [0.0, *map(float, arguments.shares.split(","))]:
            fair, printed, spent = measure(corpus, share, arguments.seed, reader)
            clean = clean or fair
            lost = 100 * (clean - fair)
            print(
                f"{corpus.resolve().name:10}{share:8.1%}{fair:8.3f}{lost:7.1f}{printed:12.3f}{spent:9.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
