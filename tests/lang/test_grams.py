"""The filter by trigrams: it may let through too much, never too little."""

from __future__ import annotations

import pytest

from auditkit.lang import load_pack
from auditkit.lang.grams import required_grams, text_grams

PACK = load_pack("sv")


def test_no_rule_is_kept_from_its_examples() -> None:
    for group, rules in PACK.rules_by_group.items():
        for rule in rules:
            for example in rule.examples:
                if rule.pattern.search(example):
                    assert rule in PACK.rules_for(example, group), rule.id


@pytest.mark.parametrize(
    ("regex", "fits", "fails"),
    [
        (r"\binte\b", "Det går inte.", "Internt arbete."),
        (r"\b(?:ej|aldrig)\b", "Sker EJ här.", "Ejder och sällan."),
        (r"i\s+uppdrag", "fick i  uppdrag", "Dragit i gång"),
        (r"plan(?:en|er)?\s+antogs", "Planen antogs", "Planera antagande"),
        (r"\d{4}-\d\d", "År 2024-05.", "Inga siffror."),
        (r"nämnd\w*", "Miljönämnden", "Miljön"),
    ],
)
def test_required(regex: str, fits: str, fails: str) -> None:
    needed = required_grams(regex)
    assert needed is not None
    fitting, failing = text_grams(fits), text_grams(fails)
    assert fitting is not None
    assert failing is not None
    assert not needed.isdisjoint(fitting)
    assert needed.isdisjoint(failing)


@pytest.mark.parametrize("regex", [r".+", r"(?:inte|.*)", r"\w*", r"(?:abc)?"])
def test_nothing_required(regex: str) -> None:
    assert required_grams(regex) is None


def test_letters_that_ignorecase_equates_switch_the_filter_off() -> None:
    assert text_grams("proceſs") is None
    assert PACK.rules_for("ſ", "scope.negated")
