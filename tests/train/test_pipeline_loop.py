"""A small training: it learns, and the same seed gives the same pipeline to the last bit."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from thinc.api import Config

from auditkit.annotate.lemmas import KnownLemmatizer
from auditkit.train.noise import misread
from auditkit.train.pipeline_loop import Corpus, read_config, train, weigh
from auditkit.train.treebanks import ROOT, Sentence, Word


def sentence(noun: str, lemma: str, verb: str, infinitive: str) -> Sentence:
    return (
        Word(form=noun, lemma=lemma, upos="NOUN", xpos="NN", head=1, relation="nsubj"),
        Word(form=verb, lemma=infinitive, upos="VERB", xpos="VB", head=ROOT, relation="root"),
        Word(form="budgeten", lemma="budget", upos="NOUN", xpos="NN", head=1, relation="obj"),
        Word(form=".", lemma=".", upos="PUNCT", xpos="MAD", head=1, relation="punct"),
    )


SENTENCES = [
    sentence(noun, lemma, verb, infinitive)
    for noun, lemma in (("Nämnden", "nämnd"), ("Rådet", "råd"), ("Gruppen", "grupp"))
    for verb, infinitive in (("granskar", "granska"), ("antar", "anta"), ("följer", "följa"))
] * 4


def small(steps: int) -> Config:
    config = read_config("grammar")
    config["components"]["tok2vec"]["model"]["embed"].update(
        width=16, rows=[200, 100, 100, 100], include_static_vectors=False
    )
    config["components"]["tok2vec"]["model"]["encode"].update(width=16, depth=1)
    config["training"].update(max_steps=steps, eval_every=steps // 2, sentences=[1, 3])
    config["training"]["words"].update(start=40, stop=60)
    config["training"]["optimizer"]["learn_rate"].update(warmup_steps=1, initial_rate=0.02)
    return config


def trained(folder: Path, steps: int = 30) -> dict[str, str]:
    """Train, and return the hash of every file of the result."""
    corpus = Corpus(train=SENTENCES, dev=SENTENCES[:9], vary=misread, abbreviations=("dnr.",))
    train(small(steps), corpus, folder, lambda step, total, scores: None)
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    assert trained(tmp_path / "a", 8) == trained(tmp_path / "b", 8)


def test_it_learns_and_keeps_the_best(tmp_path: Path) -> None:
    seen: list[tuple[int, float]] = []
    corpus = Corpus(train=SENTENCES, dev=SENTENCES[:9], vary=lambda words, draw: words)
    nlp = train(
        small(40), corpus, tmp_path / "kept", lambda step, total, scores: seen.append((step, total))
    )
    assert [step for step, _ in seen] == [20, 40]
    assert seen[-1][1] > 0.8
    lemmatizer = nlp.get_pipe("trainable_lemmatizer")
    assert isinstance(lemmatizer, KnownLemmatizer)
    assert {"nämnd", "granska", "budget"} <= lemmatizer.known
    doc = nlp("Rådet granskar budgeten.")
    assert [token.lemma_ for token in doc] == ["råd", "granska", "budget", "."]
    assert doc[0].head.text == "granskar"


@pytest.mark.parametrize("name", ["grammar", "entities"])
def test_the_configurations_are_seeded_and_average(name: str) -> None:
    training = read_config(name)["training"]
    assert training["seed"] and training["optimizer"]["use_averages"]


def test_scores_are_weighed() -> None:
    assert weigh({"a": 1.0, "b": 0.5}, {"a": 1, "b": 3}) == pytest.approx(0.625)
