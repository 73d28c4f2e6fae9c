"""Training the statement classifier: families compared by body left out, then one for all."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from auditkit.errors import OutputError
from auditkit.extract.classifier import (
    KINDS,
    MODEL,
    Array,
    Classifier,
    load_classifier,
    predict_chosen,
    save_classifier,
    softmax,
)
from auditkit.lang import Pack, load_pack
from auditkit.train.corpus import Corpus, Tell, read_corpora
from auditkit.train.statements_data import (
    AS_IS,
    UNFITTED,
    VIEWS,
    Pool,
    choose_columns,
    describe_samples,
    pool_documents,
)
from auditkit.train.statements_fit import (
    FAMILIES,
    NEVER,
    SHARES,
    Outcome,
    calibration_error,
    cross_validate,
    fit_svm,
    fit_temperature,
    fit_thresholds,
    weigh,
)
from auditkit.train.statements_scores import (
    Figures,
    choose_left_out,
    name_kinds,
    score_kinds,
)
from auditkit.trained import CARD, SCHEMA, hash_files, load_card

LICENCE = "Apache-2.0"
_LANGUAGE = "sv"
RULES = "rules alone"
SHIPPED = "shipped"
_WORTH = f"{UNFITTED}: all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to train from, and where to.

    ``out`` is the folder of models; a better one there is overwritten only with ``force``.
    ``compare`` scores all families, else only the one that is trained.
    """

    corpora: tuple[Corpus, ...]
    out: Path
    version: str
    seed: int
    force: bool = False
    compare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The figures of the rules and of every family: name → view → figures, and seconds."""

    figures: dict[str, dict[str, Figures]]
    seconds: dict[str, float]
    calibration: float
    shipped: Figures


def train_statements(request: Request, tell: Tell) -> Comparison:
    """Train, score and write the classifier; return the figures.

    Raises:
        UsageError: If a corpus is incomplete.
        OutputError: If the model there is better and ``force`` is not set.
    """
    pack = load_pack(_LANGUAGE)
    samples = read_corpora(request.corpora, pack, tell)
    pool = pool_documents(describe_samples(samples, pack, tell))
    families = FAMILIES if request.compare else FAMILIES[:1]
    outcomes = [
        cross_validate(pool, family, UNFITTED, VIEWS, request.seed, tell) for family in families
    ]
    classifier = fit_classifier(pool, outcomes[0].scores[UNFITTED], pack, request.seed)
    comparison = _compare(pool, outcomes, classifier)
    with tempfile.TemporaryDirectory() as name:
        made = Path(name) / MODEL
        save_classifier(classifier, made)
        _write_card(made, request, pool, comparison)
        _refuse_worse(request, made)
        # What is written must load and give what was fitted.
        load_classifier.cache_clear()
        load_classifier(_LANGUAGE, made.parent)
        place = request.out / MODEL
        if place.exists():
            shutil.rmtree(place)
        shutil.copytree(made, place)
    load_classifier.cache_clear()
    return comparison


def fit_classifier(pool: Pool, left_out: Array, pack: Pack, seed: int) -> Classifier:
    """Fit the classifier to all bodies.

    It learns from the view in which the rules do as on documents nobody has seen, so that it
    trusts them no more than they deserve. Temperature and thresholds come from ``left_out``,
    the scores of models without the body of each unit.
    """
    columns, rarity = choose_columns(pool, UNFITTED, [])
    known = pool.labels >= 0
    matrix = weigh(pool, pool.counts[UNFITTED][known], columns, rarity)
    model = fit_svm(matrix, pool.labels[known], seed)
    weights = np.zeros((len(columns), len(KINDS)))
    bias = np.full(len(KINDS), NEVER)
    weights[:, model.classes_] = model.coef_.T
    bias[model.classes_] = model.intercept_
    temperature = fit_temperature(left_out, pool.labels)
    return Classifier(
        language=pack.code,
        rows={pool.names[column]: row for row, column in enumerate(columns.tolist())},
        rarity=rarity,
        blocks=pool.blocks[columns],
        shares=SHARES,
        weights=weights,
        bias=bias,
        temperature=temperature,
        thresholds=fit_thresholds(softmax(left_out, temperature), pool.labels),
    )


def _compare(pool: Pool, outcomes: Sequence[Outcome], classifier: Classifier) -> Comparison:
    """Score the rules, every family by body left out, and what is shipped on all."""
    figures = {
        RULES: {
            view: score_kinds(pool, [document.rules[view] for document in pool.documents])
            for view in VIEWS
        }
    }
    for outcome in outcomes:
        figures[outcome.family] = {
            view: score_kinds(
                pool,
                name_kinds(
                    pool, choose_left_out(pool, outcome.scores[view], outcome.scores[UNFITTED])
                ),
            )
            for view in VIEWS
        }
    chances = softmax(outcomes[0].scores[UNFITTED], classifier.temperature)
    chosen = [predict_chosen(classifier, document.features[AS_IS]) for document in pool.documents]
    return Comparison(
        figures=figures,
        seconds={outcome.family: outcome.seconds for outcome in outcomes},
        calibration=calibration_error(chances, pool.labels),
        shipped=score_kinds(pool, name_kinds(pool, np.concatenate(chosen))),
    )


def scores_of(comparison: Comparison) -> dict[str, float]:
    """Return the figures of the family that is shipped, by name, for the card."""
    family = FAMILIES[0].name
    found = {"calibration error": round(comparison.calibration, 4)}
    views = {**comparison.figures[family], SHIPPED: comparison.shipped}
    for view, figures in views.items():
        found[f"{view}: all"] = round(figures.all, 4)
        found |= {f"{view}: {name}": round(v, 4) for name, v in figures.corpora.items()}
        found |= {
            f"{view}: {name}, mean over bodies": round(v, 4) for name, v in figures.means.items()
        }
    return found


def _write_card(folder: Path, request: Request, pool: Pool, comparison: Comparison) -> None:
    scores = scores_of(comparison)
    card: dict[str, Any] = {
        "name": MODEL,
        "version": request.version,
        "schema": SCHEMA,
        "licence": LICENCE,
        "summary": f"F1 by body left out {scores[_WORTH]:.3f}",
        "scores": scores,
        "seed": request.seed,
        "sources": [
            {
                "corpus": corpus.name,
                "documents": sum(each.corpus == corpus.name for each in pool.documents),
                "bodies": len({d.body for d in pool.documents if d.corpus == corpus.name}),
                "statements": sum(
                    not marked.optional
                    for each in pool.documents
                    if each.corpus == corpus.name
                    for marked in each.alignment.marked
                ),
            }
            for corpus in request.corpora
        ],
        "recipe": fit_classifier.__doc__,
        "files": hash_files(folder),
    }
    text = json.dumps(card, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / CARD).write_text(text + "\n", encoding="utf-8")


def _refuse_worse(request: Request, made: Path) -> None:
    """Raise if a model scores worse than the one it would take the place of."""
    if request.force or not (request.out / MODEL / CARD).exists():
        return
    before = load_card(MODEL, request.out).scores.get(_WORTH, 0.0)
    now = load_card(MODEL, made.parent).scores[_WORTH]
    if now < before:
        raise OutputError(
            f"{MODEL}: the model there is better ({before:.3f} against {now:.3f})",
            hint="Give --force to overwrite it, or another --out.",
        )
