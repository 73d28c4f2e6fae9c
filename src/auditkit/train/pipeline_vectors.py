"""Word vectors of official texts, by floret (https://github.com/explosion/floret).

The texts are the governments' short descriptions of its assignments, which no copyright
covers (section 9 of the Swedish copyright act); the sentences that names are trained on are
read besides, none of a test set. One thread, so that a training can be repeated.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokenizer import Tokenizer

from auditkit.annotate.vectors import pack_vectors
from auditkit.errors import ModelError, UsageError
from auditkit.train.treebanks import Sentence

_SETTINGS = {
    "model": "cbow",
    "mode": "floret",
    "dim": 96,
    "bucket": 50_000,
    "minn": 4,
    "maxn": 5,
    "hashCount": 2,
    "epoch": 15,
    "minCount": 2,
    "neg": 10,
    "thread": 1,
    "verbose": 0,
}
_DIVISOR = 10.0  # brings a word's vector to a length of about one, as the other features have
LINES = "lines.txt"
_MAX_TEXT = 1_000_000  # bytes of one file of the archive


def train_vectors(
    texts: Path, sentences: Sequence[Sentence], tokenizer: Tokenizer, folder: Path
) -> Path:
    """Return the file of vectors learnt from an archive of texts and from some sentences.

    Raises:
        ModelError: If floret is not installed.
        UsageError: If the archive cannot be read.
    """
    try:
        import floret
    except ImportError as error:
        raise ModelError(
            "floret is not installed", hint="python -m pip install 'auditkit[train]'"
        ) from error
    lines = folder / LINES
    with lines.open("w", encoding="utf-8") as file:
        for line in _lines(texts, sentences, tokenizer):
            file.write(line + "\n")
    model = floret.train_unsupervised(str(lines), **_SETTINGS)
    raw = folder / "vectors.floret"
    model.save_floret_vectors(str(raw))
    rows, settings = read_floret(raw)
    pack_vectors(rows / _DIVISOR, settings, folder / "vectors.npz")
    return folder / "vectors.npz"


def _lines(texts: Path, sentences: Sequence[Sentence], tokenizer: Tokenizer) -> Iterator[str]:
    for text in _texts(texts):
        for line in text.splitlines():
            if line.strip():
                yield _joined(token.text for token in tokenizer(line.strip()))
    for sentence in sentences:
        yield _joined(word.form for word in sentence)


def _joined(words: Iterable[str]) -> str:
    return " ".join(word for word in words if not word.isspace())


def _texts(path: Path) -> Iterator[str]:
    """Yield the texts of an archive in the order of their names."""
    try:
        with tarfile.open(path) as archive:
            for member in sorted(archive, key=lambda member: member.name):
                file = archive.extractfile(member) if member.isfile() else None
                if file is not None and member.size <= _MAX_TEXT:
                    yield file.read().decode("utf-8", "replace")
    except (OSError, tarfile.TarError) as error:
        raise UsageError(f"{path}: {error}", hint="Give a tar archive of texts.") from error


def read_floret(path: Path) -> tuple[np.ndarray, dict[str, Any]]:
    r"""Return the rows of a file of floret and how its n-grams are hashed.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / "v.floret"
        ...     _ = path.write_text("2 1 4 5 2 7 < >\n0 0.5\n1 -1.0\n", encoding="utf-8")
        ...     rows, settings = read_floret(path)
        >>> rows.tolist(), settings["hash_count"]
        ([[0.5], [-1.0]], 2)
    """
    with path.open(encoding="utf-8") as file:
        rows, width, minn, maxn, count, seed, bow, eow = file.readline().rstrip("\n").split(" ")
        found = np.zeros((int(rows), int(width)), dtype=np.float32)
        for line in file:
            index, *values = line.split()
            found[int(index)] = np.array(values, dtype=np.float32)
    settings = {"minn": int(minn), "maxn": int(maxn), "hash_count": int(count)}
    return found, {**settings, "hash_seed": int(seed), "bow": bow, "eow": eow}
