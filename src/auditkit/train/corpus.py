"""Annotated corpora as training data: documents read, units aligned with what people marked.

A corpus is a folder with a ``gold.jsonl`` and its documents beside it or in ``documents``.
Units and marked statements are matched as ``auditkit evaluate`` matches: by their words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditkit.errors import UsageError
from auditkit.evaluate.matching import document_stem, overlap, tokenize
from auditkit.evaluate.statements import KINDS, is_optional
from auditkit.lang import Pack
from auditkit.model import Document
from auditkit.read import ReadOptions, find_documents, read_in_sandbox
from auditkit.respell import respell

Tell = Callable[[str, int, int], None]

GOLD = "gold.jsonl"
_FLOOR = 0.5  # share of words from which a unit is the statement that was marked
_OPTIONAL_FLOOR = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A folder of annotated documents; ``several`` tells that they are of several bodies."""

    folder: Path
    several: bool = False

    @property
    def name(self) -> str:
        """The folder's name, which names the corpus in every table."""
        return self.folder.resolve().name


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A statement that a person marked; ``optional`` where careful readers would differ."""

    kind: str
    quote: str
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An annotated document: what was read, of which body, and what was marked in it."""

    corpus: str
    body: str
    document: Document
    marked: tuple[Marked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Which unit is which marked statement.

    ``pairs`` are (overlap, index of the marked statement, index of the unit), every pair that
    could match; ``labels`` the kind of each unit, "" for none, None where readers would
    differ.
    """

    marked: tuple[Marked, ...]
    pairs: tuple[tuple[float, int, int], ...]
    labels: tuple[str | None, ...]


def read_corpora(corpora: Sequence[Corpus], pack: Pack, tell: Tell) -> tuple[Sample, ...]:
    """Read the annotated documents of all corpora, in order of corpus and name.

    A misread document is taken with its likely words, as a run takes it.

    Raises:
        UsageError: If a corpus has no gold, or no document that its gold names.
    """
    samples: list[Sample] = []
    for corpus in corpora:
        gold = _read_gold(corpus.folder / GOLD)
        beside = corpus.folder / "documents"
        root = beside if beside.is_dir() else corpus.folder
        found, _ = find_documents([root])
        sources = [source for source, _ in found if document_stem(source.name) in gold]
        if not sources:
            raise UsageError(
                f"{corpus.folder}: no document that its {GOLD} names",
                hint="Put the documents beside the gold, or into a folder `documents`.",
            )
        for done, source in enumerate(sources):
            tell(f"Reading {corpus.name}", done, len(sources))
            stem = document_stem(source.name)
            document = read_in_sandbox(source, root=root, options=ReadOptions())
            respelling = respell(document, pack)
            samples.append(
                Sample(
                    corpus=corpus.name,
                    body=stem.split("-")[0] if corpus.several else corpus.name,
                    document=respelling.document if respelling else document,
                    marked=tuple(gold[stem]),
                )
            )
        tell(f"Reading {corpus.name}", len(sources), len(sources))
    return tuple(samples)


def _read_gold(path: Path) -> dict[str, list[Marked]]:
    """Return the marked statements of each document that the gold names."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise UsageError(
            f"{path}: {error.strerror}", hint="A corpus is a folder with a gold.jsonl."
        ) from error
    found: dict[str, list[Marked]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            marked = found.setdefault(document_stem(data["doc"]), [])
            if data["type"] in KINDS:
                marked.append(
                    Marked(kind=data["type"], quote=data["quote"], optional=is_optional(data))
                )
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"{path}, line {number}: {error}", hint="Every line holds one annotation."
            ) from error
    return found


def align(marked: Sequence[Marked], units: Iterable[str]) -> Alignment:
    """Match the units of a document with what was marked in it, best overlap first.

    Example:
        >>> goal = Marked(kind="goal", quote="Målet är noll fel.", optional=False)
        >>> align([goal], ["Inledning", "Målet är noll fel."]).labels
        ('', 'goal')
    """
    words = [tokenize(unit) for unit in units]
    wanted = [tokenize(each.quote) for each in marked]
    pairs = tuple(
        (share, i, j)
        for i, tokens in enumerate(wanted)
        for j, found in enumerate(words)
        if (share := overlap(tokens, found)) >= _OPTIONAL_FLOOR
    )
    labels: list[str | None] = [""] * len(words)
    used: set[int] = set()
    for share, i, j in sorted(pairs, reverse=True):
        if share >= _FLOOR and not marked[i].optional and i not in used and not labels[j]:
            used.add(i)
            labels[j] = marked[i].kind
    for _, i, j in pairs:
        if marked[i].optional and not labels[j]:
            labels[j] = None
    return Alignment(marked=tuple(marked), pairs=pairs, labels=tuple(labels))


def count_right(alignment: Alignment, kinds: Sequence[str]) -> tuple[int, int, int]:
    """Count what ``auditkit evaluate`` counts: right, marked, given.

    Args:
        alignment: Of the document.
        kinds: The kind given to each unit, "" for none.

    Example:
        >>> goal = Marked(kind="goal", quote="Målet är noll fel.", optional=False)
        >>> count_right(align([goal], ["Inledning", "Målet är noll fel."]), ["risk", "goal"])
        (1, 1, 2)
    """
    marked = alignment.marked
    right: set[int] = set()
    taken: set[int] = set()
    aside: set[int] = set()
    for share, i, j in sorted(alignment.pairs, reverse=True):
        same = share >= _FLOOR and not marked[i].optional and kinds[j] == marked[i].kind
        if same and i not in right and j not in taken:
            right.add(i)
            taken.add(j)
    for _, i, j in sorted(alignment.pairs, reverse=True):
        if marked[i].optional and kinds[j] and j not in taken and i not in aside:
            aside.add(i)
            taken.add(j)
    given = sum(map(bool, kinds)) - len(aside)
    return len(right), sum(not each.optional for each in marked), given
