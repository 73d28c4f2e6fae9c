"""Training the statement classifier from the command line, and what ``show`` tells of it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Invoke


def test_a_corpus_without_gold_is_wrong_usage(invoke: Invoke, tmp_path: Path) -> None:
    result = invoke("train", "statements", tmp_path, "--out", tmp_path / "out", "--quiet")
    assert result.code == 2
    assert "gold.jsonl" in result.err
    assert not (tmp_path / "out").exists()


def test_the_help_tells_how_bodies_are_named(invoke: Invoke) -> None:
    result = invoke("train", "statements", "--help")
    assert "--bodies" in result.out and "--compare" in result.out


def test_every_statement_of_a_run_tells_what_decided(finished: Path, invoke: Invoke) -> None:
    lines = (finished / "statements.jsonl").read_text(encoding="utf-8").splitlines()
    statements = [json.loads(line) for line in lines]
    told = [each for each in statements if each["reason"] is not None]
    assert len(told) > 0.9 * len(statements)
    for each in told:
        assert set(each["reason"]) == {"probability", "against", "features"}
    decided = next(each for each in told if each["reason"]["features"][0][1] > 0)
    result = invoke("show", decided["id"], "--dir", finished)
    assert result.code == 0
    assert "probability" in result.out and "decided by" in result.out
    assert decided["reason"]["features"][0][0] in result.out
