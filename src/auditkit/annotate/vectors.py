"""Word vectors from character n-grams, stored in eight bits and expanded when loaded.

floret (https://github.com/explosion/floret) hashes every word and its n-grams into a fixed
number of rows, so that any word, misspelt ones too, has a vector. spaCy has no store of
eight bits; a row is kept as integers from -127 to 127 and what they are multiplied by.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from spacy.vectors import Mode, Vectors
from spacy.vocab import Vocab

_SETTINGS = ("minn", "maxn", "hash_count", "hash_seed")
_LARGEST = 127


def pack_vectors(rows: np.ndarray, settings: dict[str, Any], path: Path) -> None:
    """Write vectors (rows x width, float) to a file in eight bits.

    ``settings`` holds ``minn``, ``maxn``, ``hash_count``, ``hash_seed``, ``bow`` and ``eow``
    of the n-grams they were trained with.
    """
    scale = (np.abs(rows).max(axis=1, keepdims=True) / _LARGEST).astype(np.float16)
    scale = np.where(scale == 0, np.float16(1), scale)
    whole = np.clip(np.rint(rows / scale.astype(np.float32)), -_LARGEST, _LARGEST)
    np.savez_compressed(
        path,
        rows=whole.astype(np.int8),
        scale=scale,
        settings=np.array([settings[name] for name in _SETTINGS], dtype=np.int64),
        marks=np.array([settings["bow"], settings["eow"]]),
    )


def expand_vectors(path: Path, vocab: Vocab) -> None:
    """Give a vocabulary the vectors of a file of ``pack_vectors``.

    Raises:
        OSError: If the file cannot be read.
        ValueError: If it holds no such arrays.

    Example:
        >>> import tempfile
        >>> vocab = Vocab()
        >>> settings = dict(minn=4, maxn=5, hash_count=2, hash_seed=0, bow="<", eow=">")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     pack_vectors(np.eye(8, 4, dtype="f"), settings, Path(folder) / "v.npz")
        ...     expand_vectors(Path(folder) / "v.npz", vocab)
        >>> vocab.get_vector("budget").shape
        (4,)
    """
    with np.load(path, allow_pickle=False) as stored:
        rows = stored["rows"].astype(np.float32) * stored["scale"].astype(np.float32)
        settings = dict(zip(_SETTINGS, map(int, stored["settings"]), strict=True))
        bow, eow = map(str, stored["marks"])
    vocab.vectors = Vectors(
        strings=vocab.strings,
        data=rows,
        name="sv_auditkit.vectors",
        mode=Mode.floret,
        bow=bow,
        eow=eow,
        **settings,
    )
