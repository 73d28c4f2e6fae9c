"""Abbreviations that a text explains, by the algorithm of Schwartz and Hearst."""

from __future__ import annotations

import pytest

from auditkit.link.definitions import best_long_form, find_definitions


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Den går till enheten för kaj och drift (EKD).", "EKD", "enheten för kaj och drift"),
        ("Hamn- och farledsnämnden (HFN) möts.", "HFN", "Hamn- och farledsnämnden"),
        ("Enheten för drift och vakt (ED)", "ED", "Enheten för drift och vakt"),
        ("Vi frågade rättssekretariatet (RS) om saken.", "RS", "rättssekretariatet"),
        ("Enligt HSN (Hamnens sociala nämnd) är det klart.", "HSN", "Hamnens sociala nämnd"),
        ("Chefen för it-avdelningen (ITA) svarar.", "ITA", "it-avdelningen"),
        ("Farledsverket (FV, tidigare Lotsverket) ska svara.", "FV", "Farledsverket"),
    ],
)  # fmt: skip
def test_both_orders_are_read(text: str, short: str, long: str) -> None:
    (found,) = find_definitions(text)
    assert (found.short, found.long) == (short, long)
    assert short in text[found.start : found.end]
    assert long in text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Ek (ordförande) öppnade mötet.",
        "Tabellen (se bilaga 2) visar utfallet.",
        "Sjöenheten (TKX) svarar.",
        "Kostnaden (120) ökar.",
        "Saken är klar. (HFN) Nämnden möts.",
        "Rapport HFN (HFN).",
    ],
)
def test_other_brackets_explain_nothing(text: str) -> None:
    assert list(find_definitions(text)) == []


def test_the_first_letter_begins_a_word() -> None:
    assert best_long_form("RS", "förrådets sekretariat") is None
    assert best_long_form("RS", "nya rådets sekretariat") == "rådets sekretariat"
