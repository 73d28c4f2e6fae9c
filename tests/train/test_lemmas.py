"""A guessed lemma gives way to a word of the texts, a good one never does."""

from __future__ import annotations

import pytest

from auditkit.train.lemmas import count_words, mend_lemma
from auditkit.train.treebanks import Word

COUNTS = count_words(["möte möte läkare läkare samråd samråd medlem medlem beslut besluta"])


@pytest.mark.parametrize(
    ("form", "guessed", "right"),
    [
        ("mötet", "möt", "möte"),
        ("Läkarna", "läk", "läk"),  # "läkare" is no beginning of the form
        ("läkaren", "läk", "läkare"),
        ("samrådet", "samråde", "samråd"),
        ("medlemmar", "medlemm", "medlem"),
        ("beslutet", "beslut", "beslut"),  # stands in the texts
        ("xyzzyn", "xyzzy", "xyzzy"),  # nothing near it does
    ],
)
def test_a_lemma_is_mended_towards_the_texts(form: str, guessed: str, right: str) -> None:
    assert mend_lemma(Word(form=form, lemma=guessed, upos="NOUN"), COUNTS).lemma == right


def test_other_parts_of_speech_are_left_alone() -> None:
    word = Word(form="mötet", lemma="möt", upos="PROPN")
    assert mend_lemma(word, COUNTS) == word
