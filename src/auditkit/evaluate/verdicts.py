"""Scores of checks (verdict, evidence, response, rung) and of consistency issues."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditkit.evaluate.matching import Tokens, overlap, quote_of, tokenize
from auditkit.evaluate.scores import IssueScores, Share, VerdictScores
from auditkit.evaluate.statements import is_optional

_MISSED = "missed"
_NOT_DONE = ("not_met", "planned", "no_evidence")
_SHOWN = 5
# Issues often quote a row or a heading where gold quotes more, hence less than half.
_ISSUE_FLOOR = 0.4


@dataclass(slots=True)
class _Tally:
    """Counts while the evidence pairs are gone through: gold verdict against given."""

    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: int = 0
    wanted: int = 0
    hit: int = 0
    shares: dict[str, list[int]] = field(
        default_factory=lambda: {"management_response": [0, 0], "rung": [0, 0]}
    )


def score_verdicts(
    gold: Sequence[Mapping[str, Any]],
    checks: Sequence[Mapping[str, Any]],
    places: Mapping[str, Sequence[str]],
    tokens_by_id: Mapping[str, Tokens],
) -> VerdictScores | None:
    """Compare checks with gold evidence pairs.

    Args:
        gold: Gold objects of type ``evidence``.
        checks: The run's checks.
        places: The statements of every requirement, by requirement id.
        tokens_by_id: The words of the run's statements, by id.

    Example:
        >>> pair = {"requirement": "Planen ska tas fram.", "evidence": [], "verdict": "no_evidence"}
        >>> check = {"requirement": "r1", "verdict": "no_evidence"}
        >>> scores = score_verdicts([pair], [check], {"r1": ["s1"]},
        ...                         {"s1": tokenize("Planen ska tas fram.")})
        >>> scores.found, scores.accuracy
        (1, 1.0)
    """
    gold = [pair for pair in gold if not is_optional(pair)]
    if not gold:
        return None
    tally = _Tally()
    for pair in gold:
        wanted = tokenize(pair["requirement"])
        best, best_check = 0.0, None
        for check in checks:
            ids = places.get(check["requirement"]) or [
                check.get("statement") or check["requirement"]
            ]
            for name in ids:
                value = overlap(wanted, tokens_by_id[name]) if name in tokens_by_id else 0.0
                if value > best:
                    best, best_check = value, check
        _count_pair(tally, pair, best_check if best >= 0.5 else None)
    return _verdict_scores(tally, len(gold))


def _count_pair(tally: _Tally, pair: Mapping[str, Any], check: Mapping[str, Any] | None) -> None:
    """Count one gold pair against its check, None where it has none."""
    evidence = [quote_of(each) for each in pair.get("core", pair["evidence"])]
    tally.wanted += bool(evidence)
    if check is None:
        tally.confusion[pair["verdict"], _MISSED] += 1
        return
    tally.found += 1
    given = check["verdict"]
    accepted = pair.get("alternatives", {}).get("verdict", [pair["verdict"]])
    tally.confusion[given if given in accepted else pair["verdict"], given] += 1
    for name, count in tally.shares.items():
        value = pair.get(name) or pair.get("attrs", {}).get(name)
        if value:
            count[1] += 1
            count[0] += value == check.get(name)
    shown = [tokenize(quote_of(each)) for each in check.get("evidence", [])[:_SHOWN]]
    tally.hit += any(overlap(tokenize(x), y) >= 0.5 for x in evidence for y in shown)


def _verdict_scores(tally: _Tally, total: int) -> VerdictScores:
    confusion = tally.confusion
    right = sum(n for (gold, given), n in confusion.items() if gold == given)
    labels = sorted({label for pair in confusion for label in pair} - {_MISSED})
    by_verdict = []
    for label in labels:
        in_gold = sum(n for (gold, _), n in confusion.items() if gold == label)
        in_run = sum(n for (_, given), n in confusion.items() if given == label)
        by_verdict.append((label, 2 * confusion[label, label] / (in_gold + in_run)))
    met = {gold: n for (gold, given), n in confusion.items() if given == "met"}
    given_met = sum(met.values())
    return VerdictScores(
        requirements=total,
        found=tally.found,
        right=right,
        accuracy=right / total,
        macro_f1=sum(value for _, value in by_verdict) / len(by_verdict),
        by_verdict=tuple(by_verdict),
        recall_at_5=Share(name="recall_at_5", right=tally.hit, total=tally.wanted),
        met=Share(name="met", right=met.get("met", 0), total=given_met),
        met_precision=met.get("met", 0) / max(1, given_met),
        false_met=sum(n for gold, n in met.items() if gold in _NOT_DONE),
        management_response=_share(tally, "management_response"),
        rung=_share(tally, "rung"),
    )


def _share(tally: _Tally, name: str) -> Share:
    right, total = tally.shares[name]
    return Share(name=name, right=right, total=total)


def score_issues(
    gold: Sequence[Mapping[str, Any]], issues: Sequence[Mapping[str, Any]]
) -> IssueScores | None:
    """Compare reported issues with gold ones of the same code (or an alternative of it).

    One quote of the one that overlaps one of the other is enough.

    Example:
        >>> gold = [{"code": "placeholder_left", "quotes": ["Minst xx procent."]}]
        >>> run = [{"code": "placeholder_left", "quotes": [{"quote": "Minst xx procent."}]}]
        >>> score_issues(gold, run).recall
        1.0
    """
    if not gold:
        return None
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    matching: set[int] = set()
    reported = [[tokenize(quote_of(each)) for each in issue["quotes"]] for issue in issues]
    for wanted in gold:
        if is_optional(wanted):
            continue
        codes = wanted.get("alternatives", {}).get("code", [wanted["code"]])
        quotes = [tokenize(quote) for quote in wanted["quotes"]]
        hits = {
            index
            for index, issue in enumerate(issues)
            if issue["code"] in codes
            and any(_same_passage(x, y) for x in quotes for y in reported[index])
        }
        matching |= hits
        counts[wanted["code"]][0] += bool(hits)
        counts[wanted["code"]][1] += 1
    found = sum(right for right, _ in counts.values())
    total = sum(number for _, number in counts.values())
    return IssueScores(
        found=found,
        gold=total,
        recall=found / total if total else 0.0,
        reported=len(issues),
        matching=len(matching),
        by_code=tuple(
            Share(name=code, right=right, total=number)
            for code, (right, number) in sorted(counts.items())
        ),
    )


def _same_passage(gold: Tokens, given: Tokens) -> bool:
    return overlap(gold, given) >= _ISSUE_FLOOR or gold <= given
