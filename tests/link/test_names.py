"""Forms of one name share a key; different names do not."""

from __future__ import annotations

import pytest

from auditkit.lang import Pack
from auditkit.link.names import is_person, kind_by_head, name_key
from auditkit.link.vocabulary import load_vocabulary


@pytest.mark.parametrize(
    "forms",
    [
        ("styrgruppen", "Styrgruppens", "styrgrupp"),
        ("projektägaren", "projektägare", "Projektägarna"),
        ("Hamn- och farledsnämnden", "hamn- och farledsnämndens"),
        ("generaldirektören", "Generaldirektörens", "generaldirektör"),
        ("länskontoren", "Länskontor", "samtliga länskontor", "respektive länskontor"),
        ("Regional strategisk ledningsgrupp", "den regionala strategiska ledningsgruppen"[4:]),
        ("prefekt", "Prefekten", "prefekter", "prefekt eller motsvarande"),
        ("fakulteten", "fakultet", "fakulteterna"),
        ("Britt-Marie Åkesson", "Britt Marie Åkesson"),
    ],
)
def test_inflected_forms_share_a_key(forms: tuple[str, ...], pack: Pack) -> None:
    vocabulary = load_vocabulary(pack)
    assert len({name_key(form, vocabulary) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("styrgruppen", "styrelsen"),
        ("programledaren", "projektledaren"),
        ("chefen för hamnenheten", "hamnenheten"),
        ("Eva Ström", "Ewa Ström"),
        ("Eva Ström", "Nils Ström"),
    ],
)
def test_different_names_have_different_keys(one: str, other: str, pack: Pack) -> None:
    vocabulary = load_vocabulary(pack)
    assert name_key(one, vocabulary) != name_key(other, vocabulary)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Hamn- och farledsnämnden", "body"),
        ("chefen för hamnenheten", "role"),
        ("Avdelningen för drift", "unit"),
        ("Farledsverket", "agency"),
        ("Region Sjö", "agency"),
        ("serviceprogrammet", "programme"),
        ("ärendehanteringssystemet", "system"),
    ],
)
def test_head_word_tells_the_kind(name: str, kind: str, pack: Pack) -> None:
    found = kind_by_head(name, load_vocabulary(pack))
    assert found is not None
    assert found.value == kind


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Eva Ström", True), ("Eva von Ström", True), ("Ström", False), ("Region Sjö", False)],
)
def test_persons_are_told_by_their_form(name: str, expected: bool, pack: Pack) -> None:
    assert is_person(name, load_vocabulary(pack)) is expected
