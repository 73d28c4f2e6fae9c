"""Dates, deadlines and frequencies: what the words mean."""

from __future__ import annotations

from datetime import date

import pytest

from auditkit.extract.deadlines import (
    find_dates,
    find_deadlines,
    find_frequencies,
    parse_anchor,
)
from auditkit.lang import load_pack

PACK = load_pack("sv")
ANCHOR = date(2024, 3, 12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Planen ska vara klar senast vid utgången av 2020.", ["2020-12-31"]),
        ("Svar lämnas före den 1 maj 2024.", ["2024-04-30"]),
        ("Reglerna gäller fr.o.m. 1 juni 2019.", ["2019-06-01"]),
        ("Rapporten lämnas under första kvartalet 2021.", ["2021-03-31"]),
        ("Mätningen görs under första halvåret 2023.", ["2023-06-30"]),
        ("Hon återkommer vid nästa sammanträde.", ["next_meeting"]),
        ("Underlaget skickas till nästa styrelsemöte.", ["next_meeting"]),
        ("Klart senast den 30 juni.", ["2024-06-30"]),
        ("Klart senast den 31 januari.", ["2025-01-31"]),
        ("Redovisas senast i slutet av 2026.", ["2026"]),
        ("Avtalet sägs upp före halvårsskiftet.", ["2024-06-30"]),
        ("Listan lämnas före månadens slut.", ["2024-03-31"]),
        ("Rapport ska lämnas den 15/9.", ["2024-09-15"]),
        ("Svar lämnas inom tre veckor.", []),
        ("Det görs så snart som möjligt.", []),
    ],
)
def test_deadline_values(text: str, expected: list[str]) -> None:
    found = find_deadlines(text, PACK, ANCHOR)
    assert [deadline.value for deadline in found if deadline.value] == expected


def test_a_relative_deadline_keeps_its_words() -> None:
    (found,) = find_deadlines("Protokollet ska finnas senast en vecka efter mötet.", PACK)
    assert (found.value, found.text) == (None, "senast en vecka efter mötet")


def test_a_yearly_deadline_has_no_value() -> None:
    (found,) = find_deadlines("Planen prövas senast den 30 september varje år.", PACK, ANCHOR)
    assert found.value is None
    assert found.yearly


def test_the_day_of_a_decision_is_no_deadline() -> None:
    assert find_deadlines("Enligt beslut den 3 maj 2023 gäller avtalet.", PACK, ANCHOR) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nämnden beslutade den 20 december om planen.", ["2023-12-20"]),
        ("Antaget 2023-10-05.", ["2023-10-05"]),
        ("Möte den 31 juni 2024.", []),
        ("Beloppet är 2000 kronor, dnr 2018:14.", []),
        ("Beslut fattas med 2/3 majoritet.", []),
    ],
)
def test_dates_backwards(text: str, expected: list[str]) -> None:
    found = find_dates(text, PACK, ANCHOR, backwards=True)
    assert [one.value for one in found if one.value] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rådet möts minst 4 gånger per år.", [("minst 4 gånger per år", ">=4/year")]),
        ("Budgeten följs upp varje tertial.", [("varje tertial", "1/tertial")]),
        ("Listan ses över två gånger om året.", [("två gånger om året", "2/year")]),
        ("Kassan redovisas månadsvis.", [("månadsvis", "månadsvis")]),
        ("Planen ses över vartannat år.", [("vartannat år", "1/2/year")]),
        ("Rådet ska löpande informera.", [("löpande", "continuous")]),
        ("Den löpande verksamheten sköts av kassören.", []),
        ("Hyran är 500 kronor per månad.", []),
    ],
)
def test_frequencies(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.text, one.value) for one in find_frequencies(text, PACK)] == expected


def test_a_date_without_a_year_needs_an_anchor() -> None:
    assert [one.value for one in find_dates("Klart den 3 maj.", PACK)] == [None]


def test_parse_anchor_refuses_what_is_no_date() -> None:
    assert parse_anchor("2024-13-40") is None
    assert parse_anchor("våren 2024") is None
    assert parse_anchor("2024") == date(2024, 1, 1)
