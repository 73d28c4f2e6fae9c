"""The trained classifier: what it sees, how it decides, and what it may never overrule."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.extract.test_kinds import H, P, statements_of

from auditkit.errors import ModelError
from auditkit.extract.classifier import (
    KINDS,
    MODEL,
    choose_kinds,
    load_classifier,
    predict_chosen,
    predict_units,
    save_classifier,
    softmax,
)
from auditkit.extract.classifier_features import tokens_of
from auditkit.lang import load_pack
from auditkit.model import Doctype, StatementKind
from auditkit.trained import CARD, SCHEMA, hash_files, load_card, models_folder, verify_model

PACK = load_pack("sv")
MINUTES = (
    (H, "§ 4 Lokaler"),
    (P, "Ordföranden berättade om läget."),
    (P, "Hyran har höjts med 12 procent sedan i våras."),
    (P, "Styrelsen beslutar att säga upp avtalet."),
    (P, "Eva Ek återkommer med ett förslag till nästa möte."),
)


def write_card(folder: Path) -> None:
    card = {
        "name": MODEL,
        "version": "1",
        "schema": SCHEMA,
        "licence": "Apache-2.0",
        "scores": {},
        "files": hash_files(folder),
    }
    (folder / CARD).write_text(json.dumps(card), encoding="utf-8")


def test_the_shipped_model_is_small_and_as_its_card_says() -> None:
    card = load_card(MODEL)
    folder = verify_model(card)
    assert sum(path.stat().st_size for path in folder.iterdir()) < 3_000_000
    assert card.scores["shipped: all"] >= 0.9


def test_every_cue_of_the_model_is_one_of_the_pack() -> None:
    groups = set(PACK.rules_by_group)
    titles = ("cue", "opening", "lead", "heading", "column")
    seen = 0
    for name in load_classifier("sv").rows:
        words = name.split(":", 1)[1].split()[-2:]
        if name.startswith("k:") and not name.startswith("k:why") and words[0] in titles:
            seen += 1
            assert words[1] in groups, name
    assert seen > 100


def test_the_vocabulary_holds_no_capitals() -> None:
    names = [name for name in load_classifier("sv").rows if not name.startswith("k:")]
    assert len(names) > 1000
    assert all(name[2:] == name[2:].lower() for name in names)


def test_words_that_may_be_names_are_left_out() -> None:
    assert tokens_of("Vi bad Eva Ek och IT se över det.") == [
        "vi",
        "bad",
        "och",
        "se",
        "över",
        "det",
    ]


def test_a_stored_classifier_predicts_the_same(tmp_path: Path) -> None:
    shipped = load_classifier("sv")
    save_classifier(shipped, tmp_path / MODEL)
    write_card(tmp_path / MODEL)
    again = load_classifier("sv", tmp_path)
    units = [frozenset({name}) for name in list(shipped.rows)[::200]]
    assert (predict_chosen(again, units) == predict_chosen(shipped, units)).all()
    assert predict_units(again, units) == predict_units(shipped, units)
    for path in (tmp_path / MODEL).glob("weights.npz"):
        assert path.read_bytes() == (models_folder() / MODEL / "weights.npz").read_bytes()


def test_a_model_of_another_language_is_refused() -> None:
    with pytest.raises(ModelError, match="made for language"):
        load_classifier("en")


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    save_classifier(load_classifier("sv"), tmp_path / MODEL)
    write_card(tmp_path / MODEL)
    (tmp_path / MODEL / "weights.npz").write_bytes(b"PK")
    with pytest.raises(ModelError, match="SHA-256"):
        load_classifier("sv", tmp_path)


def test_a_kind_is_chosen_from_its_threshold_on() -> None:
    chances = np.array([[0.5, 0.3, 0.2], [0.1, 0.3, 0.6]])
    assert choose_kinds(chances, np.array([0.0, 0.25, 0.5])).tolist() == [1, 2]
    assert choose_kinds(chances, np.array([0.0, 0.9, 0.9])).tolist() == [0, 0]


def test_a_lower_temperature_makes_the_likeliest_likelier() -> None:
    scores = np.array([[1.0, 0.0]])
    assert softmax(scores, 0.5)[0, 0] > softmax(scores, 2.0)[0, 0] > 0.5


def test_no_unit_gives_nothing() -> None:
    assert predict_units(load_classifier("sv"), []) == []


def test_a_unit_that_shares_nothing_with_the_corpora_states_nothing() -> None:
    assert predict_units(load_classifier("sv"), [frozenset({"w:qwertz"})]) == [(None, None)]


def test_statements_tell_what_decided() -> None:
    found = statements_of(Doctype.MINUTES, *MINUTES)
    kinds = [statement.kind for statement in found]
    assert StatementKind.DECISION in kinds and StatementKind.COMMITMENT in kinds
    for statement in found:
        reason = statement.reason
        assert reason is not None and 0 < reason.probability <= 1
        assert reason.against is not statement.kind
        weights = [abs(weight) for _, weight in reason.features]
        assert 0 < len(weights) <= 6 and weights == sorted(weights, reverse=True)


def test_what_cannot_be_seen_is_never_a_statement() -> None:
    assert statements_of(Doctype.MINUTES, *MINUTES, hidden=True) == ()


def test_weights_decide() -> None:
    shipped = load_classifier("sv")
    turned = replace(shipped, weights=-shipped.weights, bias=-shipped.bias)
    units = [frozenset({"k:rules decision", "k:rules decision in minutes"})]
    assert KINDS[predict_chosen(shipped, units)[0]] is StatementKind.DECISION
    assert KINDS[predict_chosen(turned, units)[0]] is not StatementKind.DECISION
