"""Variants stay well-formed trees, and what was annotated goes with its word."""

from __future__ import annotations

import random

import pytest
import spacy

from auditkit.train import noise
from auditkit.train.treebanks import ROOT, Sentence, Word, build_doc


def noun(form: str, lemma: str, relation: str, *, space: bool = True) -> Word:
    return Word(
        form=form, lemma=lemma, upos="NOUN", xpos="NN", head=1, relation=relation, space=space
    )


SENTENCE: Sentence = (
    noun("Styrelsen", "styrelse", "nsubj"),
    Word(form="granskar", lemma="granska", upos="VERB", xpos="VB", head=ROOT, relation="root"),
    noun("budgeten", "budget", "obj", space=False),
    Word(form=".", lemma=".", upos="PUNCT", xpos="MAD", head=1, relation="punct"),
)


def pairs(sentence: Sentence) -> set[tuple[str, str]]:
    """Every word with its head, by their lemmas."""
    return {
        (word.lemma, sentence[word.head].lemma if word.head != ROOT else "") for word in sentence
    }


@pytest.mark.parametrize("seed", range(60))
def test_a_variant_is_one_tree(seed: int) -> None:
    varied = noise.vary(SENTENCE, random.Random(seed))
    assert sum(word.head == ROOT for word in varied) == 1
    assert len(list(build_doc(spacy.blank("sv").vocab, [varied]).sents)) == 1


def test_the_same_seed_gives_the_same_variants() -> None:
    first, second = random.Random(5), random.Random(5)
    assert [noise.vary(SENTENCE, first) for _ in range(50)] == [
        noise.vary(SENTENCE, second) for _ in range(50)
    ]


def test_a_list_item_loses_its_final_stop_only() -> None:
    assert [word.form for word in noise.drop_stop(SENTENCE, random.Random(1))] == [
        "Styrelsen",
        "granskar",
        "budgeten",
    ]
    assert noise.drop_stop(SENTENCE[1:2], random.Random(1)) == SENTENCE[1:2]


@pytest.mark.parametrize("seed", range(20))
def test_a_marker_moves_all_heads(seed: int) -> None:
    marked = noise.add_marker(SENTENCE, random.Random(seed))
    assert marked[-4:-1][0].form == "Styrelsen"
    assert pairs(SENTENCE) <= pairs(marked)


@pytest.mark.parametrize("seed", range(20))
def test_a_line_end_moves_the_heads_behind_it(seed: int) -> None:
    broken = noise.break_line(SENTENCE, random.Random(seed))
    assert len(broken) == 5
    assert pairs(SENTENCE) <= pairs(broken)
    blank = next(index for index, word in enumerate(broken) if word.upos == "SPACE")
    assert broken[blank].head == blank - 1


def test_misread_letters_and_capitals_teach_no_lemma() -> None:
    draw = random.Random(2)
    seen = [noise.misread(SENTENCE, draw) for _ in range(40)]
    changed = [word for one in seen for word, was in zip(one, SENTENCE, strict=True) if word != was]
    assert changed and all(word.lemma == "" and word.upos for word in changed)
    assert {word.lemma for word in noise.capitalise(SENTENCE, draw)} == {""}


def test_a_name_at_the_start_keeps_its_capital() -> None:
    name = (Word(form="Eva", entity="B-PER"), Word(form="kom", entity="O"))
    assert noise.lower_first(name, random.Random(1)) == name
    assert noise.lower_first(SENTENCE, random.Random(1))[0].form == "styrelsen"
