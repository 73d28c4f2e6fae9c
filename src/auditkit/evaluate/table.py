"""An evaluation as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditkit.evaluate.scores import Evaluation, IssueScores, Score, Share, VerdictScores, ratio


def format_evaluation(evaluation: Evaluation) -> str:
    """Write the figures as aligned tables, three decimals, a dash where undefined.

    Example:
        >>> from auditkit.evaluate.scores import make_score
        >>> print(format_evaluation(Evaluation(statements=(make_score("all", 1, 2, 2),))))
        statements          gold  given  right      P      R     F1
        all                    2      2      1  0.500  0.500  0.500
    """
    lines = list(_score_lines("statements", evaluation.statements))
    if evaluation.attributes:
        lines += ["", *_share_lines("attributes", evaluation.attributes)]
    if evaluation.facts:
        lines += ["", *_score_lines("facts", evaluation.facts)]
    if evaluation.verdicts:
        lines += ["", *_verdict_lines(evaluation.verdicts)]
    if evaluation.issues:
        lines += ["", *_issue_lines(evaluation.issues)]
    return "\n".join(lines)


def _score_lines(title: str, scores: Sequence[Score]) -> Iterator[str]:
    yield f"{title:17}{'gold':>7}{'given':>7}{'right':>7}{'P':>7}{'R':>7}{'F1':>7}"
    for score in scores:
        shares = "".join(map(_number, (score.precision, score.recall, score.f1)))
        yield f"{score.name:17}{score.gold:7}{score.given:7}{score.right:7}{shares}"


def _share_lines(title: str, shares: Sequence[Share]) -> Iterator[str]:
    yield f"{title:31}{'total':>7}{'right':>7}{'share':>7}"
    for share in shares:
        yield f"{share.name:31}{share.total:7}{share.right:7}{_number(ratio(share))}"


def _verdict_lines(verdicts: VerdictScores) -> Iterator[str]:
    yield f"{'verdicts':31}{'':14}{'value':>7}"
    yield f"{'requirements found':31}{verdicts.requirements:7}{verdicts.found:7}"
    yield f"{'accuracy':31}{verdicts.requirements:7}{verdicts.right:7}{_number(verdicts.accuracy)}"
    yield f"{'macro-F1':45}{_number(verdicts.macro_f1)}"
    for name, value in verdicts.by_verdict:
        yield f"{'  F1 of ' + name:45}{_number(value)}"
    for title, share in (
        ("evidence recall@5", verdicts.recall_at_5),
        ("management response", verdicts.management_response),
        ("rung", verdicts.rung),
    ):
        yield f"{title:31}{share.total:7}{share.right:7}{_number(ratio(share))}"
    met = verdicts.met
    yield f"{'met, precision':31}{met.total:7}{met.right:7}{_number(verdicts.met_precision)}"
    yield f"{'met, but gold says not done':38}{verdicts.false_met:7}"


def _issue_lines(issues: IssueScores) -> Iterator[str]:
    yield f"{'issues':31}{'gold':>7}{'found':>7}{'share':>7}"
    yield f"{'all':31}{issues.gold:7}{issues.found:7}{_number(issues.recall)}"
    for share in issues.by_code:
        yield f"{share.name:31}{share.total:7}{share.right:7}{_number(ratio(share))}"
    precision = issues.matching / issues.reported if issues.reported else None
    title = "reported, matching gold"
    yield f"{title:31}{issues.reported:7}{issues.matching:7}{_number(precision)}"


def _number(value: float | None) -> str:
    return f"{'-':>7}" if value is None else f"{value:7.3f}"
