"""The trained pipeline is loaded only if it is the one its card names."""

from __future__ import annotations

import json
import logging
import shutil
import warnings
from pathlib import Path

import numpy as np
import pytest
import spacy

from auditkit.annotate.language import load_language
from auditkit.annotate.tokens import make_tokenizer
from auditkit.annotate.vectors import expand_vectors, pack_vectors
from auditkit.errors import ModelError
from auditkit.lang import load_pack
from auditkit.trained import hash_files, models_folder

NAME = "sv_auditkit"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the shipped pipeline; its folder of models."""
    shutil.copytree(models_folder() / NAME, tmp_path / NAME)
    return tmp_path


def rewrite_card(folder: Path) -> None:
    """Make the card fit files that were changed."""
    path = folder / NAME / "card.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    card["files"] = hash_files(folder / NAME)
    path.write_text(json.dumps(card), encoding="utf-8")


def test_the_shipped_pipeline_tags_parses_and_finds_names() -> None:
    nlp = load_language(NAME)
    doc = nlp("Styrelsen ska redovisa arbetet i Stockholm. Sekreterare var Eva Lindberg.")
    words = {token.text: token for token in doc}
    assert words["redovisa"].pos_ == "VERB"
    assert words["Styrelsen"].head.text == "redovisa"
    assert words["Styrelsen"].dep_ == "nsubj"
    assert words["arbetet"].lemma_ == "arbete"
    assert ("Eva Lindberg", "PER") in [(name.text, name.label_) for name in doc.ents]


def test_loading_twice_gives_the_same_parse() -> None:
    text = "Nämnden beslutade att se över rutinerna och återkomma i mars."
    first, second = load_language(NAME)(text), load_language(NAME)(text)
    assert first.to_json() == second.to_json()


def test_preset_sentence_starts_are_kept() -> None:
    nlp = load_language(NAME)
    doc = nlp.make_doc("Kansliet svarar. Nästa fråga utgår")
    for token in doc:
        token.is_sent_start = token.i in (0, 4)
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    assert [sentence.start for sentence in doc.sents] == [0, 4]


def test_a_changed_file_is_refused(copied: Path) -> None:
    model = copied / NAME / "parser" / "model"
    model.write_bytes(model.read_bytes()[:-1] + b"\x00")
    with pytest.raises(ModelError, match="SHA-256"):
        load_language(NAME, copied)


def test_a_missing_file_is_refused(copied: Path) -> None:
    (copied / NAME / "vectors.npz").unlink()
    with pytest.raises(ModelError, match="vectors.npz"):
        load_language(NAME, copied)


def test_another_series_of_spacy_is_refused(copied: Path) -> None:
    meta = copied / NAME / "meta.json"
    data = json.loads(meta.read_text(encoding="utf-8"))
    meta.write_text(json.dumps({**data, "spacy_version": ">=2.0,<2.1"}), encoding="utf-8")
    rewrite_card(copied)
    with pytest.raises(ModelError, match="made for spaCy"):
        load_language(NAME, copied)


def test_a_damaged_file_that_the_card_names_is_a_clear_error(copied: Path) -> None:
    (copied / NAME / "vectors.npz").write_bytes(b"no archive")
    rewrite_card(copied)
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_language(NAME, copied)


def test_nothing_is_said_while_loading_and_reading(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with warnings.catch_warnings(), caplog.at_level(logging.DEBUG):
        warnings.simplefilter("error")
        load_language(NAME)("Mötet öppnades.")
    assert capfd.readouterr() == ("", "")
    assert not caplog.records


def test_vectors_survive_eight_bits(tmp_path: Path) -> None:
    rows = np.random.default_rng(1).normal(size=(50, 12)).astype(np.float32)
    settings = {"minn": 4, "maxn": 5, "hash_count": 2, "hash_seed": 7, "bow": "<", "eow": ">"}
    pack_vectors(rows, settings, tmp_path / "v.npz")
    vocab = spacy.blank("sv").vocab
    expand_vectors(tmp_path / "v.npz", vocab)
    assert np.abs(vocab.vectors.data - rows).max() < 0.02 * np.abs(rows).max()
    assert vocab.get_vector("åtgärdsplan").any()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Se dnr. 12 och § 4.", ["Se", "dnr.", "12", "och", "§", "4", "."]),
        ("Det gjordes 2017.²", ["Det", "gjordes", "2017", ".", "²"]),
        ("Stödet var stort⁸.", ["Stödet", "var", "stort", "⁸", "."]),
        ("Rådet sade nej.12 Sedan", ["Rådet", "sade", "nej", ".", "12", "Sedan"]),
        ("Åren 2019–2021, t.ex.", ["Åren", "2019", "–", "2021", ",", "t.ex."]),
        ("•Att svara kl. 9", ["•", "Att", "svara", "kl.", "9"]),
        ("En yta på 30 m²", ["En", "yta", "på", "30", "m²"]),
        ("Ordf. och bitr. chef", ["Ordf.", "och", "bitr.", "chef"]),
    ],
)
def test_the_tokeniser_knows_minutes(text: str, tokens: list[str]) -> None:
    tokenizer = make_tokenizer(spacy.blank("sv"), load_pack("sv").words("token_abbreviations"))
    assert [token.text for token in tokenizer(text)] == tokens
    assert [token.text for token in load_language(NAME).make_doc(text)] == tokens
