"""The figures of a run, counted once for the summary, run.json, the workbook and the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from auditkit.model import Results, StatementKind, Timing, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many of what; the verdicts and ``overdue`` are of requirements followed up."""

    documents: int
    skipped: int
    statements: dict[str, int]
    requirements: int
    followed_up: int
    verdicts: dict[str, int]
    overdue: int
    issues: dict[str, int]
    problems: int


def count_results(results: Results) -> Counts:
    """Count documents, statements by kind, verdicts and issues by code.

    Kinds and verdicts stand in their own order, with zeros; issue codes by the alphabet.

    Example:
        >>> from auditkit.model import Archive
        >>> count_results(Results(archive=Archive(records=()))).verdicts["met"]
        0
    """
    archive = results.archive
    followed = {r.id for r in archive.requirements if r.follow_up}
    checks = [check for check in results.checks if check.requirement in followed]
    statements = Counter(s.kind for record in archive.records for s in record.statements)
    codes = Counter(issue.code for issue in results.issues)
    return Counts(
        documents=len(archive.records),
        skipped=results.skipped,
        statements=_in_order(StatementKind, statements),
        requirements=len(archive.requirements),
        followed_up=len(followed),
        verdicts=_in_order(Verdict, Counter(check.verdict for check in checks)),
        overdue=sum(check.timing is Timing.OVERDUE for check in checks),
        issues={code: codes[code] for code in sorted(codes)},
        problems=len(results.problems),
    )


def _in_order(
    names: Iterable[str], counter: Counter[StatementKind] | Counter[Verdict]
) -> dict[str, int]:
    """Give every name its count, in the order of the enum."""
    counts = {str(name): number for name, number in counter.items()}
    return {str(name): counts.get(str(name), 0) for name in names}
