"""Treebanks and name corpora as sentences, and sentences as spaCy documents to train on.

CoNLL-U is described at https://universaldependencies.org/format.html. A word of a treebank
may hold a blank ("t ex", "5 000"); our tokeniser cuts there, so such a word is cut before
training: its first piece keeps what was annotated, the others hang on it as ``fixed``.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

ROOT = -1  # the head of a sentence's root
_FIELDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a sentence. ``head`` is an index within the sentence, ``ROOT`` for none.

    ``entity`` is an IOB2 tag ("B-PER", "O"), empty where names are not annotated.
    """

    form: str
    space: bool = True
    lemma: str = ""
    upos: str = ""
    xpos: str = ""
    feats: str = ""
    head: int = ROOT
    relation: str = ""
    entity: str = ""


Sentence = tuple[Word, ...]


def read_treebank(path: Path) -> list[Sentence]:
    r"""Return the sentences of a CoNLL-U file.

    Example:
        >>> import tempfile
        >>> row = "1\tNej\tnej\tINTJ\tIN\t_\t0\troot\t_\tSpaceAfter=No\n\n"
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / "a.conllu"
        ...     _ = path.write_text("# text = Nej\n" + row, encoding="utf-8")
        ...     [[word.upos for word in sentence] for sentence in read_treebank(path)]
        [['INTJ']]
    """
    return [tuple(_words(rows)) for rows in read_rows(path) if rows]


def read_rows(path: Path) -> Iterator[list[list[str]]]:
    """Yield the rows of each sentence of a tab-separated corpus, split into fields."""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            yield rows
            rows = []
        elif not line.startswith("#") or "\t" in line:
            rows.append(line.split("\t"))
    yield rows


def _words(rows: Iterable[Sequence[str]]) -> Iterator[Word]:
    for row in rows:
        if len(row) != _FIELDS or not row[0].isdigit():  # a range or an empty node
            continue
        feats = row[5] if row[5] != "_" else ""
        yield Word(
            form=row[1],
            space="SpaceAfter=No" not in row[9].split("|"),
            lemma=row[2],
            upos=row[3],
            xpos=row[4],
            feats=feats,
            head=int(row[6]) - 1,
            relation=row[7],
        )


def cut_blanks(sentence: Sentence) -> Sentence:
    """Return a sentence in which no word holds a blank.

    Example:
        >>> words = cut_blanks((Word(form="t ex", upos="ADV", relation="advmod"),))
        >>> [(word.form, word.head, word.relation) for word in words]
        [('t', -1, 'advmod'), ('ex', 0, 'fixed')]
    """
    starts: list[int] = []
    total = 0
    for word in sentence:
        starts.append(total)
        total += len(word.form.split())
    cut: list[Word] = []
    for word, start in zip(sentence, starts, strict=True):
        pieces = word.form.split()
        head = ROOT if word.head == ROOT else starts[word.head]
        for number, piece in enumerate(pieces):
            last = number == len(pieces) - 1
            cut.append(
                replace(
                    word,
                    form=piece,
                    space=word.space if last else True,
                    lemma=word.lemma if len(pieces) == 1 else piece,
                    head=start if number else head,
                    relation="fixed" if number else word.relation,
                )
            )
    return tuple(cut)


def build_doc(vocab: Vocab, sentences: Sequence[Sentence]) -> Doc:
    """Return one annotated document of some sentences, in their order.

    Example:
        >>> doc = build_doc(Vocab(), [(Word(form="Nej", upos="INTJ", relation="root"),)] * 2)
        >>> doc.text, len(list(doc.sents))
        ('Nej Nej ', 2)
    """
    words = [word for sentence in sentences for word in sentence]
    heads: list[int] = []
    starts: list[bool | int | None] = []
    for sentence in sentences:
        first = len(heads)
        for index, word in enumerate(sentence):
            heads.append(first + (index if word.head == ROOT else word.head))
            starts.append(index == 0)
    text = [word.form for word in words]
    spaces = [word.space for word in words]
    if any(word.entity for word in words) and not any(word.upos for word in words):
        entities = [word.entity or "O" for word in words]
        return Doc(vocab, words=text, spaces=spaces, ents=entities, sent_starts=starts)
    return Doc(
        vocab,
        words=text,
        spaces=spaces,
        tags=[word.xpos for word in words],
        pos=[word.upos for word in words],
        morphs=[word.feats for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=[word.relation for word in words],
    )


def group(
    sentences: Sequence[Sentence], sizes: tuple[int, int], seed: int | None = None
) -> Iterator[list[Sentence]]:
    """Yield neighbouring sentences in groups, their sizes drawn between two bounds.

    Without a seed all groups are of the larger size.

    Example:
        >>> words = [(Word(form=str(number)),) for number in range(5)]
        >>> [len(part) for part in group(words, (1, 2))]
        [2, 2, 1]
    """
    draw = random.Random(seed)  # noqa: S311 (not for secrets)
    start = 0
    while start < len(sentences):
        size = sizes[1] if seed is None else draw.randint(*sizes)
        yield list(sentences[start : start + size])
        start += size
