"""Families of models for the kind of a statement, and their scores by body left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize_scalar
from sklearn.decomposition import TruncatedSVD
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from auditkit.extract.classifier import KINDS, Array, choose_kinds, softmax, weigh_matrix
from auditkit.extract.classifier_features import BLOCKS
from auditkit.train.corpus import Tell
from auditkit.train.statements_data import Pool, choose_columns

Scorer = Callable[[sparse.csr_matrix], Array]
"""Gives each unit (row of weighed features) a score for each of ``KINDS``."""

# What each block of features counts beside the others, in the order of BLOCKS.
SHARES = np.array(
    [{"w": 1.0, "b": 0.6, "c": 0.8, "l": 0.5, "h": 0.5, "k": 0.35}[b] for b in BLOCKS]
)
_OFTEN = 300  # features that trees see as they are
_TOPICS = 40  # dimensions to which the words are reduced for trees
_GRID = np.arange(0.1, 0.8, 0.02)
_STEPS = np.arange(-4, 5) * 0.02
_COST = 0.02  # F1 that a threshold must gain for a step of 1 away from the shared one
NEVER = -2.0  # the score of a kind that the corpora do not have


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A kind of model: its name, and how it is fitted."""

    name: str
    fit: Callable[[sparse.csr_matrix, NDArray[np.int64], int], Scorer]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """Scores of every unit by a model that saw nothing of its body, in each view.

    ``seconds`` is processor time, fitting and predicting of all folds together.
    """

    family: str
    scores: Mapping[str, Array]
    seconds: float


def fit_svm(matrix: sparse.csr_matrix, labels: NDArray[np.int64], seed: int) -> LinearSVC:
    """Fit one linear support vector machine for each kind against all others."""
    return LinearSVC(C=0.05, tol=1e-3, max_iter=2000, random_state=seed).fit(matrix, labels)


def _svm(matrix: sparse.csr_matrix, labels: NDArray[np.int64], seed: int) -> Scorer:
    model = fit_svm(matrix, labels, seed)
    return lambda units: spread(model.decision_function(units), model.classes_, NEVER)


def _logistic(matrix: sparse.csr_matrix, labels: NDArray[np.int64], seed: int) -> Scorer:
    one = LogisticRegression(
        C=1.0, solver="liblinear", dual=True, tol=1e-2, max_iter=300, random_state=seed
    )
    model = OneVsRestClassifier(one).fit(matrix, labels)
    return lambda units: spread(model.decision_function(units), model.classes_, -20.0)


def _bayes(matrix: sparse.csr_matrix, labels: NDArray[np.int64], seed: int) -> Scorer:
    model = ComplementNB(alpha=0.3, norm=True).fit(matrix, labels)
    return lambda units: spread(model.predict_log_proba(units), model.classes_, -20.0)


def _trees(matrix: sparse.csr_matrix, labels: NDArray[np.int64], seed: int) -> Scorer:
    """Fit randomised trees on the commonest features as they are and on all, reduced."""
    often = np.argsort(-np.diff(matrix.tocsc().indptr), kind="stable")[:_OFTEN]
    topics = TruncatedSVD(_TOPICS, n_iter=3, random_state=seed).fit(matrix)

    def dense(units: sparse.csr_matrix) -> Array:
        return np.hstack([units[:, often].toarray(), topics.transform(units)])

    model = ExtraTreesClassifier(60, min_samples_leaf=2, max_features=0.15, random_state=seed)
    model.fit(dense(matrix), labels)
    return lambda units: spread(
        np.log(model.predict_proba(dense(units)) + 1e-3), model.classes_, -7.0
    )


FAMILIES = (
    Family(name="linear support vector machine", fit=_svm),
    Family(name="logistic regression", fit=_logistic),
    Family(name="complement naive Bayes", fit=_bayes),
    Family(name="extremely randomised trees", fit=_trees),
)


def spread(scores: Array, classes: NDArray[np.int64], missing: float) -> Array:
    """Return scores with a column for each of ``KINDS``, those never seen at ``missing``."""
    whole = np.full((len(scores), len(KINDS)), missing)
    whole[:, classes] = scores
    return whole


def cross_validate(
    pool: Pool, family: Family, train: str, views: Sequence[str], seed: int, tell: Tell
) -> Outcome:
    """Score every unit by a model that was fitted without its body.

    Args:
        pool: The units of all bodies.
        family: What to fit.
        train: The view to learn from.
        views: The views to predict in.
        seed: Of what a family draws.
        tell: Told how many bodies are done.
    """
    scores = {view: np.zeros((len(pool.labels), len(KINDS))) for view in views}
    start = process_time()
    for body, _ in enumerate(pool.body_names):
        tell(f"Leaving out: {family.name}", body, len(pool.body_names))
        columns, rarity = choose_columns(pool, train, [body])
        inside = pool.bodies == body
        learnt = ~inside & (pool.labels >= 0)
        scorer = family.fit(
            weigh(pool, pool.counts[train][learnt], columns, rarity), pool.labels[learnt], seed
        )
        for view in views:
            scores[view][inside] = scorer(weigh(pool, pool.counts[view][inside], columns, rarity))
    tell(f"Leaving out: {family.name}", len(pool.body_names), len(pool.body_names))
    return Outcome(family=family.name, scores=scores, seconds=process_time() - start)


def weigh(
    pool: Pool, counts: sparse.csr_matrix, columns: NDArray[np.int64], rarity: Array
) -> sparse.csr_matrix:
    """Return the chosen features of units, weighed as at run time."""
    chosen = sparse.csr_matrix(counts[:, columns])
    return weigh_matrix(chosen, rarity, pool.blocks[columns], SHARES)


def fit_temperature(scores: Array, labels: NDArray[np.int64]) -> float:
    """Return the temperature that makes scores the most likely probabilities (Guo et al. 2017).

    Example:
        >>> sure, unsure = np.array([[2.0, 0.0]] * 4), np.array([0, 0, 0, 1])
        >>> round(fit_temperature(sure, unsure), 2)
        1.82
    """
    known = labels >= 0

    def surprise(logarithm: float) -> float:
        chances = softmax(scores[known], float(np.exp(logarithm)))
        own = chances[np.arange(known.sum()), labels[known]]
        return float(-np.log(own + 1e-12).mean())

    found = minimize_scalar(surprise, bounds=(-4.0, 3.0), method="bounded")
    return float(np.exp(found.x))


def fit_thresholds(probabilities: Array, labels: NDArray[np.int64]) -> Array:
    """Return the least probability of each kind that gives the best F1 over all units.

    First one threshold for all kinds, then each is moved a little where that pays: one that
    is fitted freely to a rare kind follows chance.

    Example:
        >>> chances = np.array([[0.6, 0.4], [0.9, 0.1], [0.55, 0.45]])
        >>> thresholds = fit_thresholds(chances, np.array([1, 0, 1]))
        >>> choose_kinds(chances, thresholds).tolist()
        [1, 0, 1]
    """
    known = labels >= 0
    chances, wanted = probabilities[known], labels[known]
    kinds = chances.shape[1]
    shared = [_unit_f1(choose_kinds(chances, _all_at(value, kinds)), wanted) for value in _GRID]
    centre = _middle_of_best(_GRID, shared)
    thresholds = _all_at(centre, kinds)
    for kind in range(1, kinds):
        values = []
        for step in _STEPS:
            thresholds[kind] = centre + step
            gain = _unit_f1(choose_kinds(chances, thresholds), wanted)
            values.append(gain - _COST * abs(step))
        thresholds[kind] = centre + _middle_of_best(_STEPS, values)
    return thresholds


def _all_at(value: float, kinds: int) -> Array:
    thresholds = np.full(kinds, value)
    thresholds[0] = 0.0
    return thresholds


def _middle_of_best(places: NDArray[Any], values: Sequence[float]) -> float:
    """Return the place in the middle of those with the best value: the safest of them."""
    best = np.flatnonzero(np.array(values) >= max(values) - 1e-9)
    return float(places[best[len(best) // 2]])


def _unit_f1(given: NDArray[np.int64], wanted: NDArray[np.int64]) -> float:
    right = ((given == wanted) & (wanted > 0)).sum()
    return float(2 * right / max(1, (given > 0).sum() + (wanted > 0).sum()))


def calibration_error(probabilities: Array, labels: NDArray[np.int64], bins: int = 10) -> float:
    """Return by how much the probability of the likeliest kind misses the share of right ones.

    The expected calibration error over bins of equal width (Naeini et al. 2015).

    Example:
        >>> calibration_error(np.array([[0.75, 0.25]] * 4), np.array([0, 0, 0, 1]))
        0.0
    """
    known = labels >= 0
    chances, wanted = probabilities[known], labels[known]
    top = chances.max(axis=1)
    right = chances.argmax(axis=1) == wanted
    place = np.minimum((top * bins).astype(int), bins - 1)
    missed = sum(
        abs(right[place == each].mean() - top[place == each].mean()) * (place == each).sum()
        for each in np.unique(place)
    )
    return float(missed / max(1, len(top)))
