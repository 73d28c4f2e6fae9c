"""Names of persons in lists."""

from __future__ import annotations

import pytest

from auditkit.lang import Pack
from auditkit.model import Person
from auditkit.structure.names import full_names, is_name, parse_people


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eva Ek, Per Lund och Pia von Holm", ["Eva Ek", "Per Lund", "Pia von Holm"]),
        ("Eva Ek (S), ordförande Per Lund (M) Pia Holm (C)", ["Eva Ek", "Per Lund", "Pia Holm"]),
        ("Verket: Eva Ek, Per Lund, Staden: Pia Holm", ["Eva Ek", "Per Lund", "Pia Holm"]),
        ("chef Eva Ek, tf. jurist Per Lund 17-20", ["Eva Ek", "Per Lund"]),
        ("Eva Ek Per Lund", ["Eva Ek", "Per Lund"]),
        ("Eva Ek, ersätter Per Lund, Norra enheten", ["Eva Ek"]),
        ("Svenska Bostäder, Norra Biblioteket", []),
        ("", []),
    ],
)
def test_names_in_lists(pack: Pack, text: str, expected: list[str]) -> None:
    assert [person.name for person in parse_people(text, pack)] == expected


def test_roles_stay_as_printed_and_go_to_their_person(pack: Pack) -> None:
    people = parse_people("Eva Ek (GD, ordf.), Per Lund, AD, § 4", pack)
    assert people == (
        Person(name="Eva Ek", role="GD, ordf."),
        Person(name="Per Lund", role="AD, § 4"),
    )


def test_the_owner_of_a_list_is_the_role(pack: Pack) -> None:
    people = parse_people("Verket: Eva Ek, Staden: Pia Holm", pack)
    assert [person.role for person in people] == ["Verket", "Staden"]


def test_what_is_no_name(pack: Pack) -> None:
    assert not is_name("Vid Protokollet", pack)
    assert not is_name("Eva Ek öppnade mötet", pack)


def test_first_names_are_understood_only_where_one_person_has_them() -> None:
    known = [Person(name="Anna Berg"), Person(name="Anna Dal"), Person(name="Per Ek")]
    assert full_names(["Anna", "Per", "Anna B"], known) == ("Anna", "Per Ek", "Anna Berg")
