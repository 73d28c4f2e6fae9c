"""The trained statement classifier: features of a document's units → kind and reasons.

A multinomial logistic regression, held as arrays and names without pickles, so that
predicting is one sparse product for a whole document. Its probabilities are calibrated
(``card.json`` gives by how much they miss), and each kind has a threshold of its own below
which a unit states nothing. The rules of the language pack are among the features.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from auditkit.errors import ModelError
from auditkit.extract.classifier_features import BLOCKS, describe_feature
from auditkit.model import Reason, StatementKind
from auditkit.trained import load_card, verify_model

MODEL = "statements"
KINDS: tuple[StatementKind | None, ...] = (None, *StatementKind)
_NAMES = "features.json"
_ARRAYS = "weights.npz"
_REASONS = 6  # features that are told of a decision
_LEAST = 0.05  # a feature of less weight than that is no reason

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Classifier:
    """A trained model, ready to predict.

    ``rows`` maps a feature's name to its row in ``weights`` (features × kinds in the order
    of ``KINDS``); ``rarity`` weighs a feature within its block, ``blocks`` is the index of
    its block in ``BLOCKS`` and ``shares`` what each block counts (0: not normalised);
    ``temperature`` divides the scores before they become probabilities; ``thresholds`` holds
    the least probability of each kind, 0 for none.
    """

    language: str
    rows: Mapping[str, int]
    rarity: Array
    blocks: NDArray[np.int64]
    shares: Array
    weights: Array
    bias: Array
    temperature: float
    thresholds: Array


@lru_cache(maxsize=4)
def load_classifier(language: str, folder: Path | None = None) -> Classifier:
    """Return the classifier of ``folder``, else the shipped one, once its files are verified.

    Raises:
        ModelError: If it is missing, damaged, or made for another language pack.

    Example:
        >>> len(load_classifier("sv").thresholds)
        8
    """
    place = verify_model(load_card(MODEL, folder))
    data = json.loads((place / _NAMES).read_text(encoding="utf-8"))
    if data["language"] != language or data["kinds"] != _kind_names():
        raise ModelError(
            f"{MODEL}: made for language {data['language']!r} and kinds {data['kinds']}",
            hint="Train it again: auditkit train statements.",
        )
    with np.load(place / _ARRAYS, allow_pickle=False) as arrays:
        return Classifier(
            language=language,
            rows={name: row for row, name in enumerate(data["names"])},
            rarity=arrays["rarity"].astype(np.float64),
            blocks=arrays["blocks"].astype(np.int64),
            shares=np.array(data["shares"], dtype=np.float64),
            weights=arrays["weights"].astype(np.float64),
            bias=arrays["bias"].astype(np.float64),
            temperature=float(data["temperature"]),
            thresholds=np.array(data["thresholds"], dtype=np.float64),
        )


def save_classifier(classifier: Classifier, folder: Path) -> None:
    """Write a classifier's files into a folder; the same classifier gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    data = {
        "language": classifier.language,
        "kinds": _kind_names(),
        "shares": classifier.shares.tolist(),
        "temperature": classifier.temperature,
        "thresholds": classifier.thresholds.tolist(),
        "names": list(classifier.rows),
    }
    text = json.dumps(data, ensure_ascii=False, indent=0) + "\n"
    (folder / _NAMES).write_text(text, encoding="utf-8")
    np.savez_compressed(
        folder / _ARRAYS,
        rarity=classifier.rarity.astype(np.float32),
        blocks=classifier.blocks.astype(np.uint8),
        weights=classifier.weights.astype(np.float16),
        bias=classifier.bias.astype(np.float32),
    )


def _kind_names() -> list[str]:
    return ["" if kind is None else kind.value for kind in KINDS]


def count_features(units: Sequence[frozenset[str]], rows: Mapping[str, int]) -> sparse.csr_matrix:
    """Return which known features units have: units × features, ones.

    Example:
        >>> count_features([frozenset({"w:ska", "w:?"})], {"w:ska": 0}).toarray().tolist()
        [[1.0]]
    """
    ends, columns = [0], []
    for names in units:
        columns += sorted(row for row in map(rows.get, names) if row is not None)
        ends.append(len(columns))
    ones = np.ones(len(columns))
    return sparse.csr_matrix((ones, columns, ends), shape=(len(units), len(rows)))


def weigh_matrix(
    counts: sparse.csr_matrix, rarity: Array, blocks: NDArray[np.int64], shares: Array
) -> sparse.csr_matrix:
    """Return the features of units, weighed.

    Within a block of words every unit has length ``shares[block]``, however long it is;
    what is known besides the words counts as it is (TF-IDF without counts; Salton and
    Buckley 1988).

    Example:
        >>> counts = sparse.csr_matrix(np.array([[1.0, 1.0]]))
        >>> weigh_matrix(counts, np.array([3.0, 4.0]), np.array([0, 0]), np.full(6, 0.5)
        ...              ).toarray().tolist()
        [[0.3, 0.4]]
    """
    values = rarity[counts.indices]
    unit = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    block = blocks[counts.indices]
    length = np.zeros((counts.shape[0], len(BLOCKS)))
    np.add.at(length, (unit, block), values**2)
    length = np.sqrt(length)
    length[:, BLOCKS.index("k")] = 1.0
    scaled = values / length[unit, block] * shares[block]
    return sparse.csr_matrix((scaled, counts.indices, counts.indptr), shape=counts.shape)


def softmax(scores: Array, temperature: float) -> Array:
    """Turn scores into probabilities, row by row.

    Example:
        >>> softmax(np.zeros((1, 4)), 1.0).tolist()
        [[0.25, 0.25, 0.25, 0.25]]
    """
    scaled = scores / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    result: Array = powers / powers.sum(axis=1, keepdims=True)
    return result


def choose_kinds(probabilities: Array, thresholds: Array) -> NDArray[np.int64]:
    """Return the index into ``KINDS`` of the likeliest kind that reaches its threshold.

    Example:
        >>> choose_kinds(np.array([[0.3, 0.7], [0.9, 0.1]]), np.array([0.0, 0.5])).tolist()
        [1, 0]
    """
    kinds = probabilities[:, 1:] - thresholds[1:]
    best = kinds.argmax(axis=1)
    reached = kinds[np.arange(len(kinds)), best] >= 0
    chosen: NDArray[np.int64] = np.where(reached, best + 1, 0)
    return chosen


def predict_units(
    classifier: Classifier, units: Sequence[frozenset[str]]
) -> list[tuple[StatementKind | None, Reason | None]]:
    """Return the kind of each unit and what decided it, nothing for a unit that states nothing.

    Args:
        classifier: The model.
        units: The features of each unit, as ``describe_units`` makes them.
    """
    if not units:
        return []
    matrix, probabilities = _predict(classifier, units)
    chosen = choose_kinds(probabilities, classifier.thresholds)
    others = _next_kinds(probabilities, chosen).tolist()
    names = tuple(classifier.rows)
    found: list[tuple[StatementKind | None, Reason | None]] = []
    for place, (kind, other) in enumerate(zip(chosen.tolist(), others, strict=True)):
        if KINDS[kind] is None:
            found.append((None, None))
            continue
        start, end = matrix.indptr[place], matrix.indptr[place + 1]
        rows, values = matrix.indices[start:end], matrix.data[start:end]
        gains = values * (classifier.weights[rows, kind] - classifier.weights[rows, other])
        order = np.argsort(-np.abs(gains), kind="stable")[:_REASONS]
        reason = Reason(
            probability=round(float(probabilities[place, kind]), 3),
            against=KINDS[other],
            features=tuple(
                (describe_feature(names[rows[i]]), round(float(gains[i]), 2))
                for i in order
                if abs(gains[i]) >= _LEAST
            ),
        )
        found.append((KINDS[kind], reason))
    return found


def _next_kinds(probabilities: Array, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the likeliest kind of each unit but the chosen one."""
    rest = probabilities.copy()
    rest[np.arange(len(rest)), chosen] = -1.0
    other: NDArray[np.int64] = rest.argmax(axis=1)
    return other


def predict_chosen(classifier: Classifier, units: Sequence[frozenset[str]]) -> NDArray[np.int64]:
    """Return the kind of each unit as an index into ``KINDS``, without reasons."""
    _, probabilities = _predict(classifier, units)
    return choose_kinds(probabilities, classifier.thresholds)


def _predict(
    classifier: Classifier, units: Sequence[frozenset[str]]
) -> tuple[sparse.csr_matrix, Array]:
    """Return the weighed features of units and the probability of each kind."""
    counts = count_features(units, classifier.rows)
    matrix = weigh_matrix(counts, classifier.rarity, classifier.blocks, classifier.shares)
    scores = matrix @ classifier.weights + classifier.bias
    return matrix, softmax(scores, classifier.temperature)
