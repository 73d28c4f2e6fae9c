"""Training from the command line: what is missing is named, and doctor shows the models."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Invoke

from auditkit import fingerprint as fingerprints
from auditkit.errors import ModelError
from auditkit.fingerprint import fingerprint_of, models_in_use
from auditkit.settings import Settings
from auditkit.trained import Card, load_card, load_cards, models_folder, verify_model


def test_a_directory_without_corpora_is_wrong_usage(invoke: Invoke, tmp_path: Path) -> None:
    result = invoke("train", "pipeline", "--data", str(tmp_path), "--out", str(tmp_path / "out"))
    assert result.code == 2
    assert "sv_talbanken" in result.err
    assert not (tmp_path / "out").exists()


def test_the_help_tells_of_both_trainings(invoke: Invoke) -> None:
    result = invoke("train", "--help")
    assert "pipeline" in result.out
    assert "--force" in invoke("train", "pipeline", "--help").out


def test_doctor_shows_the_models_and_their_scores(invoke: Invoke) -> None:
    rows = {row["what"]: row for row in json.loads(invoke("doctor", "--json").out)}
    row = rows["model sv_auditkit"]
    assert row["state"] == "ok"
    assert row["version"] == load_card("sv_auditkit").version
    assert "UPOS" in row["note"] and "SHA-256" in row["note"]


def test_doctor_reports_a_damaged_model(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(card: Card) -> Path:
        raise ModelError(f"{card.name}/parser/model: its SHA-256 is another", hint="Install again.")

    monkeypatch.setattr("auditkit.cli.doctor.verify_model", refuse)
    result = invoke("doctor", "--json")
    assert result.code == 5
    rows = {row["what"]: row for row in json.loads(result.out)}
    assert rows["model sv_auditkit"]["state"] == "damaged"


def test_every_shipped_model_is_as_its_card_says() -> None:
    for card in load_cards():
        assert verify_model(card) == models_folder() / card.name


def test_documents_are_read_anew_when_a_model_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [model.name for model in models_in_use()] == [card.name for card in load_cards()]
    before = fingerprint_of(Settings())
    monkeypatch.setattr(fingerprints, "models_in_use", lambda: models_in_use()[1:])
    assert fingerprint_of(Settings()) != before


def test_a_run_names_the_models_it_used(finished: Path) -> None:
    run = json.loads((finished / "run.json").read_text(encoding="utf-8"))
    found = {model["name"]: model["sha256"] for model in run["models"]}
    assert found == {card.name: card.sha256 for card in load_cards()}
