"""Corpora of names as sentences to train entity recognition on.

Universal NER (IOB2, https://www.universalner.org) gives the text above each sentence; the
corpus of web news by Klintberg gives words only, with "0" for no name, no tag for the start
of a name, and soft hyphens. Labels are PER, ORG and LOC; anything else is no name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from auditkit.train.treebanks import Sentence, Word, read_rows

LABELS = ("PER", "ORG", "LOC")
_SOFT_HYPHEN = "\xad"
_TEXT = "# text = "
_NO_BLANK_BEFORE = frozenset(".,;:!?)]%…")
_NO_BLANK_AFTER = frozenset("([")


def read_universal(path: Path) -> list[Sentence]:
    r"""Return the sentences of a Universal NER file, their blanks as in its texts.

    Example:
        >>> import tempfile
        >>> rows = "# text = Eva Ek.\n1\tEva\tB-PER\t-\t-\n2\tEk\tI-PER\t-\t-\n"
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / "a.iob2"
        ...     _ = path.write_text(rows + "3\t.\tO\t-\t-\n\n", encoding="utf-8")
        ...     [(word.form, word.space, word.entity) for word in read_universal(path)[0]]
        [('Eva', True, 'B-PER'), ('Ek', False, 'I-PER'), ('.', True, 'O')]
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    texts = [line.removeprefix(_TEXT) for line in lines if line.startswith(_TEXT)]
    sentences = [rows for rows in read_rows(path) if rows]
    return [
        tuple(_universal_words(rows, text)) for rows, text in zip(sentences, texts, strict=True)
    ]


def _universal_words(rows: Sequence[Sequence[str]], text: str) -> Iterator[Word]:
    end = 0
    for row in rows:
        end = text.index(row[1], end) + len(row[1])
        label = row[2] if row[2][2:] in LABELS else "O"
        yield Word(form=row[1], space=text[end : end + 1] in ("", " "), entity=label)


def read_news(path: Path) -> list[Sentence]:
    r"""Return the sentences of a file of the web news corpus.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / "a.txt"
        ...     _ = path.write_text("Eva\tPER\nEk\tPER\n.\t0\n\n", encoding="utf-8")
        ...     [(word.form, word.space, word.entity) for word in read_news(path)[0]]
        [('Eva', True, 'B-PER'), ('Ek', False, 'I-PER'), ('.', True, 'O')]
    """
    found: list[Sentence] = []
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        fields = line.replace(_SOFT_HYPHEN, "").split()  # by tabs in one part, blanks in another
        if len(fields) > 1:
            rows.append(fields)
        elif not line.strip() and rows:
            found.append(tuple(_news_words(rows)))
            rows = []
    return found


def _news_words(rows: Sequence[Sequence[str]]) -> Iterator[Word]:
    before = "O"
    for index, row in enumerate(rows):
        form, label = row[0], row[-1]
        after = rows[index + 1][0] if index + 1 < len(rows) else ""
        tag = "O" if label not in LABELS else f"{'I' if label == before else 'B'}-{label}"
        before = label
        space = after[:1] not in _NO_BLANK_BEFORE and form[-1] not in _NO_BLANK_AFTER
        yield Word(form=form, space=space or not after, entity=tag)
