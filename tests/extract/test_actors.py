"""Names of actors in a range of words."""

from __future__ import annotations

import pytest
import spacy

from auditkit.extract.actors import base_form, find_actor, is_body, split_actors
from auditkit.extract.attributes_words import Word, words_between
from auditkit.lang import load_pack

PACK = load_pack("sv")
NLP = spacy.blank("sv")


def words_of(text: str) -> tuple[Word, ...]:
    return words_between(NLP(text), 0, len(text))


@pytest.mark.parametrize(
    ("text", "bounded", "expected"),
    [
        ("Chefen för tekniska avdelningen", True, "Chefen för tekniska avdelningen"),
        ("Samtliga avdelningar utom biblioteket", True, "Samtliga avdelningar"),
        ("Ledamot som har förhinder", True, "Ledamot"),
        ("rådet under 2024", True, "rådet"),
        ("projektledaren en slutrapport", False, "projektledaren"),
        ("rektor Eva Lind i maj", False, "rektor Eva Lind"),
        ("en ny plan för arbetet", True, None),
        ("Öppenhet mot medlemmarna", True, None),
        ("Nämndens arbete", True, None),
    ],
)
def test_find_actor(text: str, bounded: bool, expected: str | None) -> None:
    words = words_of(text)
    span = find_actor(words, PACK, 0, len(words), bounded=bounded)
    found = None if span is None else text[words[span[0]].start : words[span[1] - 1].end]
    assert found == expected


def test_coordinated_actors_are_split_but_not_a_name_with_and() -> None:
    words = words_of("Rektor och dekanerna")
    assert list(split_actors(words, PACK, (0, 3), frozenset())) == [(0, 1), (2, 3)]
    words = words_of("Enheten för drift och utveckling")
    assert list(split_actors(words, PACK, (0, 5), frozenset())) == [(0, 5)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("socialnämnden", True),
        ("projektledarna", True),
        ("LKS", True),
        ("regelverket", False),
        ("samverka", False),
        ("P4", False),
    ],
)
def test_is_body(word: str, expected: bool) -> None:
    assert is_body(Word(word, word.lower(), 0, 0), PACK) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("nämndens", "nämnden"), ("GD:s", "GD"), ("rektor", "rektor"), ("dekanernas", "dekanerna")],
)
def test_base_form(name: str, expected: str) -> None:
    assert base_form(name, PACK) == expected
