"""Training the statement classifier: on small corpora of our own words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.train.test_corpus import tell, write_corpus

from auditkit.errors import OutputError
from auditkit.extract.classifier import MODEL, load_classifier, predict_chosen
from auditkit.lang import load_pack
from auditkit.train.corpus import Corpus, Sample, read_corpora
from auditkit.train.statements import Request, fit_classifier, train_statements
from auditkit.train.statements_data import (
    UNFITTED,
    VIEWS,
    Pool,
    choose_columns,
    describe_samples,
    pool_documents,
)
from auditkit.train.statements_fit import FAMILIES, cross_validate
from auditkit.train.statements_report import make_tables, write_report
from auditkit.trained import hash_files, load_card, verify_model

PACK = load_pack("sv")
_SUBJECTS = ("Styrelsen", "Nämnden", "Föreningen", "Kansliet")
_LINES = (
    ("decision", "{} beslutar att köpa en ny lampa till rum {}."),
    ("decision", "{} beslutar att bordlägga ärende {}."),
    ("responsibility", "{} ska varje år lämna rapport {} till ägarna."),
    ("finding", "{} har under året lagat {} fönster."),
    ("", "Nästa möte hålls i sal {1}, med kaffe."),
)


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, ...]:
    """Three bodies, each with minutes that say the same things of other matters."""
    folder = tmp_path_factory.mktemp("corpora")
    found = []
    for number, body in enumerate(("alfa", "beta", "gamma")):
        lines = [
            (kind, text.format(subject, number * 10 + place))
            for place, subject in enumerate(_SUBJECTS)
            for kind, text in _LINES
        ]
        text = "Protokoll\n\nStyrelsemöte den 3 maj 2023\n\nXanthippa Ymer öppnade mötet.\n\n"
        text += "\n\n".join(line for _, line in lines)
        name = f"{body}-mote"
        gold: list[dict[str, object]] = [
            {"doc": name, "type": kind, "quote": line, "attrs": {}} for kind, line in lines if kind
        ]
        found.append(Corpus(folder=write_corpus(folder / body, {f"{name}.txt": text}, gold)))
    return tuple(found)


@pytest.fixture(scope="module")
def samples(corpora: tuple[Corpus, ...]) -> tuple[Sample, ...]:
    return read_corpora(corpora, PACK, tell)


@pytest.fixture(scope="module")
def pool(samples: tuple[Sample, ...]) -> Pool:
    return pool_documents(describe_samples(samples, PACK, tell))


@pytest.fixture(scope="module")
def trained(corpora: tuple[Corpus, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("models")
    comparison = train_statements(_request(corpora, out), tell)
    write_report(comparison, out / "report.md")
    return out


def _request(corpora: tuple[Corpus, ...], out: Path, *, force: bool = False) -> Request:
    return Request(corpora=corpora, out=out, version="1", seed=7, force=force)


def test_the_units_of_the_pool_carry_what_was_marked(pool: Pool) -> None:
    assert pool.body_names == ("alfa", "beta", "gamma")
    assert (pool.labels > 0).sum() == 3 * 4 * 4
    assert len(pool.labels) == pool.ends[-1] == pool.counts[UNFITTED].shape[0]


def test_no_name_is_learnt(pool: Pool) -> None:
    stored = " ".join(pool.names).lower()
    assert "xanthippa" not in stored and "w:ymer" not in pool.names
    assert "w:beslutar" in pool.names


def test_a_feature_of_one_body_left_out_is_not_learnt(pool: Pool) -> None:
    alone = pool.found.sum(axis=1) == 2
    columns, rarity = choose_columns(pool, UNFITTED, [0])
    assert not set(np.flatnonzero(alone & pool.found[:, 0])) & set(columns.tolist())
    assert len(columns) == len(rarity) > 0


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_family_finds_what_other_bodies_show(family: object, pool: Pool) -> None:
    outcome = cross_validate(pool, family, UNFITTED, VIEWS, 7, tell)  # type: ignore[arg-type]
    best = outcome.scores[UNFITTED].argmax(axis=1)
    assert (best == pool.labels).mean() > 0.8


def test_training_twice_gives_the_same_bytes(
    corpora: tuple[Corpus, ...], trained: Path, tmp_path: Path
) -> None:
    train_statements(_request(corpora, tmp_path), tell)
    assert hash_files(tmp_path / MODEL) == hash_files(trained / MODEL)


def test_a_stored_model_predicts_as_the_fitted_one(pool: Pool, trained: Path) -> None:
    outcome = cross_validate(pool, FAMILIES[0], UNFITTED, VIEWS, 7, tell)
    fitted = fit_classifier(pool, outcome.scores[UNFITTED], PACK, 7)
    stored = load_classifier("sv", trained)
    for document in pool.documents:
        units = document.features[UNFITTED]
        assert (predict_chosen(fitted, units) == predict_chosen(stored, units)).all()


def test_the_card_names_data_scores_and_hashes(trained: Path) -> None:
    card = load_card(MODEL, trained)
    assert verify_model(card) == trained / MODEL
    assert card.scores["shipped: all"] > 0.8
    assert "rules of other bodies only: all" in card.scores


def test_a_better_model_is_kept_without_force(corpora: tuple[Corpus, ...], trained: Path) -> None:
    card = trained / MODEL / "card.json"
    before = card.read_text(encoding="utf-8")
    score = load_card(MODEL, trained).scores["rules of other bodies only: all"]
    name = '"rules of other bodies only: all": '
    card.write_text(before.replace(f"{name}{score}", f"{name}1.5"), encoding="utf-8")
    with pytest.raises(OutputError, match="better"):
        train_statements(_request(corpora, trained), tell)
    train_statements(_request(corpora, trained, force=True), tell)
    assert card.read_text(encoding="utf-8") != before.replace(f"{name}{score}", f"{name}1.5")


def test_the_report_holds_every_body(trained: Path) -> None:
    text = (trained / "report.md").read_text(encoding="utf-8")
    for body in ("alfa", "beta", "gamma"):
        assert f"| {body} |" in text


def test_the_tables_have_a_value_for_every_heading(
    corpora: tuple[Corpus, ...], tmp_path: Path
) -> None:
    for headings, rows in make_tables(train_statements(_request(corpora, tmp_path), tell)):
        assert all(len(row) == len(headings) for row in rows)
