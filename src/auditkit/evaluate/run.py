"""Reading a run and a gold file, and scoring the one against the other."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from auditkit.errors import UsageError
from auditkit.evaluate.matching import Entry, document_stem, tokenize
from auditkit.evaluate.scores import Evaluation
from auditkit.evaluate.statements import KINDS, score_facts, score_statements
from auditkit.evaluate.verdicts import score_issues, score_verdicts


def evaluate_run(gold: Path, run: Path, docs: Collection[str] | None = None) -> Evaluation:
    """Score the outputs of one run against a gold file.

    Args:
        gold: JSON Lines as the annotation guide describes.
        run: The folder that ``auditkit run --out`` wrote.
        docs: Names of documents (without ending) to score; None scores all that gold has.

    Raises:
        UsageError: If a file is missing or a line of it is no JSON object.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as name:
        ...     folder = Path(name)
        ...     for file in ("statements", "documents", "requirements", "checks", "issues"):
        ...         _ = (folder / f"{file}.jsonl").write_text("", encoding="utf-8")
        ...     line = '{"doc": "p", "type": "goal", "quote": "Målet är noll fel."}'
        ...     _ = (folder / "gold.jsonl").write_text(line, encoding="utf-8")
        ...     evaluate_run(folder / "gold.jsonl", folder).statements[0].recall
        0.0
    """
    annotations = _read_lines(gold)
    names = {document_stem(each["doc"]) for each in annotations}
    if docs is not None:
        names &= set(docs)
        annotations = [each for each in annotations if document_stem(each["doc"]) in names]
    statements = [
        _entry(each, each["document"])
        for each in _read_lines(run / "statements.jsonl")
        if document_stem(each["document"]) in names
    ]
    by_type: dict[str, list[dict[str, Any]]] = {"document": [], "evidence": [], "issue": []}
    for each in annotations:
        if each["type"] in by_type:
            by_type[each["type"]].append(each)
    scores, attributes = score_statements(
        [_entry(each, each["doc"]) for each in annotations if each["type"] in KINDS], statements
    )
    return Evaluation(
        statements=scores,
        attributes=attributes,
        facts=score_facts(by_type["document"], _read_lines(run / "documents.jsonl")),
        verdicts=score_verdicts(
            by_type["evidence"],
            _read_lines(run / "checks.jsonl"),
            {each["id"]: each["statements"] for each in _read_lines(run / "requirements.jsonl")},
            {each.data["id"]: each.tokens for each in statements},
        ),
        issues=score_issues(by_type["issue"], _read_lines(run / "issues.jsonl")),
    )


def _entry(data: dict[str, Any], document: str) -> Entry:
    return Entry(
        document=document_stem(document),
        kind=data["type"],
        tokens=tokenize(data["quote"]),
        data=data,
    )


def _read_lines(path: Path) -> list[dict[str, Any]]:
    """Read a file of JSON objects, one a line."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise UsageError(
            f"{path}: no such file",
            hint="Give a gold file and the folder of a finished run (auditkit run --out DIR).",
        ) from error
    found: list[dict[str, Any]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise UsageError(
                f"{path}, line {number}: {error}", hint="Every line holds one JSON object."
            ) from error
        if not isinstance(value, dict):
            raise UsageError(
                f"{path}, line {number}: not a JSON object",
                hint="Every line holds one JSON object.",
            )
        found.append(value)
    return found
