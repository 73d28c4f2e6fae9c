"""The filter by trigrams: it may let through too much, never too little."""

from __future__ import annotations

import pytest

from auditkit.lang import load_pack
from auditkit.lang.grams import required_sets, text_grams

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
        (r"\bplan\b.{0,20}\bklar\b", "En plan är klar", "En plan är ny"),
        (r"\bplan\b.{0,20}\bklar\b", "En plan är klar", "Listan är klar"),
    ],
)
def test_required(regex: str, fits: str, fails: str) -> None:
    needed = required_sets(regex)
    assert needed
    fitting, failing = text_grams(fits), text_grams(fails)
    assert fitting is not None
    assert failing is not None
    assert not any(grams.isdisjoint(fitting) for grams in needed)
    assert any(grams.isdisjoint(failing) for grams in needed)


@pytest.mark.parametrize("regex", [r".+", r"(?:inte|.*)", r"\w*", r"(?:abc)?"])
def test_nothing_required(regex: str) -> None:
    assert required_sets(regex) == ()


def test_letters_that_ignorecase_equates_switch_the_filter_off() -> None:
    assert text_grams("proceſs") is None
    assert PACK.rules_for("ſ", "scope.negated")
