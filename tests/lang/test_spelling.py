"""Misread words are read as the nearest known word, and only where that is clear."""

from __future__ import annotations

import pytest

from auditkit.lang import load_pack
from auditkit.lang.spelling import distance, is_known, is_misread, load_speller, nearest_word


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("besiutar", "beslutar"),
        ("rekornmenderar", "rekommenderar"),
        ("âterrapporteras", "återrapporteras"),
        ("styrelssen", "styrelsen"),
        ("rnyndigheten", "myndigheten"),
        ("fastståller", "fastställer"),
        ("qqwxz", None),
    ],
)
def test_the_nearest_word_is_meant(printed: str, meant: str | None) -> None:
    assert nearest_word(printed, load_speller(load_pack("sv")), {}) == meant


@pytest.mark.parametrize("word", ["beslutar", "styrelsen", "granskningsuppdraget"])
def test_known_words_and_compounds_stay(word: str) -> None:
    speller = load_speller(load_pack("sv"))
    assert is_known(word, speller)
    assert nearest_word(word, speller, {}) is None
    assert not is_misread(word, speller)


def test_forms_of_a_known_word_stay() -> None:
    speller = load_speller(load_pack("sv"))
    assert nearest_word("planeringarna", speller, {}) is None


def test_a_word_that_comes_back_is_the_documents_own() -> None:
    speller = load_speller(load_pack("sv"))
    assert nearest_word("styreisen", speller, {"styreisen": 3}) is None
    assert nearest_word("styreisen", speller, {"styreisen": 3, "styrelsen": 20}) == "styrelsen"


def test_letters_that_look_alike_cost_less() -> None:
    alike = {"l": ("i",), "i": ("l",)}
    assert distance("styreisen", "styrelsen", alike) < distance("styrexsen", "styrelsen", alike)
    assert distance("styrelsen", "styrelsen", alike) == 0
