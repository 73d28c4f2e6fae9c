"""Lemmas are words: known ones first, then what ends in a known one, in small letters."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from auditkit.annotate.language import load_language
from auditkit.annotate.lemmas import KnownLemmatizer


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_language("sv_auditkit")


@pytest.mark.parametrize(
    ("sentence", "word", "lemma"),
    [
        ("Ordföranden öppnade mötet.", "mötet", "möte"),
        ("Ordföranden öppnade mötet.", "Ordföranden", "ordförande"),
        ("Uppdraget ska redovisas.", "Uppdraget", "uppdrag"),
        ("Rapporten beskriver granskningsområdet.", "granskningsområdet", "granskningsområde"),
        ("BESLUT OM BUDGET", "BESLUT", "beslut"),
        ("Kontoret ligger i Umeå.", "Umeå", "Umeå"),
    ],
)
def test_lemmas_are_words(nlp: Language, sentence: str, word: str, lemma: str) -> None:
    assert [token.lemma_ for token in nlp(sentence) if token.text == word] == [lemma]


def test_a_proper_noun_keeps_its_capital(nlp: Language) -> None:
    lemmatizer = nlp.get_pipe("trainable_lemmatizer")
    assert isinstance(lemmatizer, KnownLemmatizer)
    words = ["Beslut", "Beslut"]
    doc = Doc(nlp.vocab, words=words, lemmas=words, pos=["PROPN", "NOUN"])
    lemmatizer.overwrite = False
    try:
        lemmatizer.set_annotations([doc], [[-1, -1]])
    finally:
        lemmatizer.overwrite = True
    assert [token.lemma_ for token in doc] == ["Beslut", "beslut"]


def test_documents_without_words_are_no_error(nlp: Language) -> None:
    lemmatizer = nlp.get_pipe("trainable_lemmatizer")
    assert isinstance(lemmatizer, KnownLemmatizer)
    empty = spacy.blank("sv").make_doc("")
    assert [len(found) for found in lemmatizer.predict([empty])] == [0]
