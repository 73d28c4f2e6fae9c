"""The records of an evaluation: counts, and the figures that follow from them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and F1 of one kind, None where they are not defined.

    ``right`` of the ``given`` (by the run) and of the ``gold`` match.
    """

    name: str
    right: int
    gold: int
    given: int
    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of a total are right."""

    name: str
    right: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictScores:
    """How well requirements were found, judged and evidenced.

    ``found`` of ``requirements`` have a check. ``by_verdict`` holds the F1 of every verdict;
    ``recall_at_5`` tells for how many requirements one of the first five passages is gold
    evidence; ``false_met`` counts ``met`` where gold has ``not_met``, ``planned`` or
    ``no_evidence``.
    """

    requirements: int
    found: int
    right: int
    accuracy: float
    macro_f1: float
    by_verdict: tuple[tuple[str, float], ...]
    recall_at_5: Share
    met: Share
    met_precision: float
    false_met: int
    management_response: Share
    rung: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueScores:
    """How many gold issues were found, and how many of those reported match gold."""

    found: int
    gold: int
    recall: float
    reported: int
    matching: int
    by_code: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All figures of one run against one gold file.

    ``statements`` begins with ``all`` and ``requirements`` (all kinds but finding and risk).
    ``verdicts`` and ``issues`` are None where gold has none to compare with.
    """

    statements: tuple[Score, ...]
    attributes: tuple[Share, ...] = ()
    facts: tuple[Score, ...] = ()
    verdicts: VerdictScores | None = None
    issues: IssueScores | None = None


def make_score(name: str, right: int, gold: int, given: int) -> Score:
    """Return the score that follows from the counts.

    Example:
        >>> make_score("goal", 3, 4, 6).f1
        0.6
    """
    return Score(
        name=name,
        right=right,
        gold=gold,
        given=given,
        precision=right / given if given else None,
        recall=right / gold if gold else None,
        f1=2 * right / (gold + given) if gold + given else None,
    )


def figures(evaluation: Evaluation) -> dict[str, float]:
    """Return every defined figure under one flat name, for floors and for JSON.

    Example:
        >>> figures(Evaluation(statements=(make_score("all", 1, 2, 2),)))
        {'all': 0.5, 'all.precision': 0.5, 'all.recall': 0.5}
    """
    found: dict[str, float | None] = {}
    for score in evaluation.statements:
        found[score.name] = score.f1
        found[f"{score.name}.precision"] = score.precision
        found[f"{score.name}.recall"] = score.recall
    for share in evaluation.attributes:
        found[share.name] = ratio(share)
    for score in evaluation.facts:
        found[f"facts.{score.name}"] = score.f1 or 0.0
    if evaluation.verdicts:
        found |= _verdict_figures(evaluation.verdicts)
    if evaluation.issues:
        issues = evaluation.issues
        found["issues.recall"] = issues.recall
        found["issues.precision"] = issues.matching / issues.reported if issues.reported else None
        for share in issues.by_code:
            found[f"issues.{share.name}"] = ratio(share)
    return {name: value for name, value in found.items() if value is not None}


def ratio(share: Share) -> float | None:
    """Return the share as a number, None of nothing.

    Example:
        >>> ratio(Share(name="rung", right=1, total=4)), ratio(Share(name="rung", right=0, total=0))
        (0.25, None)
    """
    return share.right / share.total if share.total else None


def _verdict_figures(verdicts: VerdictScores) -> dict[str, float | None]:
    return {
        "verdict.accuracy": verdicts.accuracy,
        "verdict.macro_f1": verdicts.macro_f1,
        **{f"verdict.{name}": value for name, value in verdicts.by_verdict},
        "verdict.recall_at_5": ratio(verdicts.recall_at_5),
        "verdict.met_precision": verdicts.met_precision,
        "verdict.false_met": float(verdicts.false_met),
        "management_response": ratio(verdicts.management_response),
        "rung": ratio(verdicts.rung),
    }
