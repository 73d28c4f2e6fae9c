"""Scores of kinds given to units, as ``auditkit evaluate`` counts, by corpus, body and kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditkit.extract.classifier import KINDS, Array, choose_kinds, softmax
from auditkit.train.corpus import count_right
from auditkit.train.statements_data import Pool
from auditkit.train.statements_fit import fit_temperature, fit_thresholds

Counts = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """F1 by corpus and by body.

    ``means`` holds the mean over bodies of the corpora that have several, ``all`` is over all
    statements of all corpora.
    """

    corpora: Mapping[str, float]
    means: Mapping[str, float]
    bodies: Mapping[str, float]
    all: float


def score_kinds(pool: Pool, kinds: Sequence[Sequence[str]]) -> Figures:
    """Return the figures of kinds given to the units of every document of a pool."""
    corpora: dict[str, Counts] = {}
    bodies: dict[tuple[str, str], Counts] = {}
    for document, given in zip(pool.documents, kinds, strict=True):
        counts = count_right(document.alignment, given)
        corpora[document.corpus] = _add(corpora.get(document.corpus), counts)
        key = document.corpus, document.body
        bodies[key] = _add(bodies.get(key), counts)
    groups: dict[str, list[float]] = defaultdict(list)
    for (corpus, _), counts in bodies.items():
        groups[corpus].append(f1(counts))
    everything: Counts = (0, 0, 0)
    for counts in corpora.values():
        everything = _add(everything, counts)
    return Figures(
        corpora={name: f1(counts) for name, counts in corpora.items()},
        means={
            name: sum(values) / len(values) for name, values in groups.items() if len(values) > 1
        },
        bodies={body: f1(counts) for (_, body), counts in bodies.items()},
        all=f1(everything),
    )


def f1(counts: Counts) -> float:
    """Return F1 of (right, marked, given); 1 where nothing is marked and nothing given.

    Example:
        >>> f1((1, 2, 2)), f1((0, 0, 0))
        (0.5, 1.0)
    """
    right, marked, given = counts
    return 2 * right / (marked + given) if marked + given else 1.0


def _add(left: Counts | None, right: Counts) -> Counts:
    return right if left is None else tuple(map(sum, zip(left, right, strict=True)))  # type: ignore[return-value]


def name_kinds(pool: Pool, chosen: NDArray[np.int64]) -> list[list[str]]:
    """Return the names of kinds chosen for all units, document by document."""
    names = ["" if kind is None else kind.value for kind in KINDS]
    return [
        [names[kind] for kind in chosen[start:end].tolist()]
        for start, end in zip(pool.ends, pool.ends[1:], strict=False)
    ]


def choose_left_out(pool: Pool, scores: Array, tuned_on: Array) -> NDArray[np.int64]:
    """Return the kind of each unit, with a temperature and thresholds of the other bodies.

    Args:
        pool: The units.
        scores: Of each unit, by a model without its body.
        tuned_on: Scores of the same kind from which temperature and thresholds are taken.
    """
    chosen = np.zeros(len(pool.labels), dtype=np.int64)
    for body, _ in enumerate(pool.body_names):
        inside = pool.bodies == body
        labels = pool.labels[~inside]
        temperature = fit_temperature(tuned_on[~inside], labels)
        thresholds = fit_thresholds(softmax(tuned_on[~inside], temperature), labels)
        chosen[inside] = choose_kinds(softmax(scores[inside], temperature), thresholds)
    return chosen
