"""Scoring of a run against gold annotations; the rule of matching lives in ``matching``.

Two statements match when they are of the same kind, stand in the same document and their
words overlap by half (intersection over union); matches are one to one. Gold marked
``optional`` counts neither as missed nor as wrong.
"""

from __future__ import annotations

from auditkit.evaluate.floors import check_floors, load_floors
from auditkit.evaluate.run import evaluate_run
from auditkit.evaluate.scores import (
    Evaluation,
    IssueScores,
    Score,
    Share,
    VerdictScores,
    figures,
)
from auditkit.evaluate.table import format_evaluation

__all__ = [
    "Evaluation",
    "IssueScores",
    "Score",
    "Share",
    "VerdictScores",
    "check_floors",
    "evaluate_run",
    "figures",
    "format_evaluation",
    "load_floors",
]
