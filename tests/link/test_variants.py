"""Names that are one actor's though nothing in a text ties them, and names that are not."""

from __future__ import annotations

import pytest

from auditkit.lang import Pack
from auditkit.link.forms import Form
from auditkit.link.names import name_key
from auditkit.link.short_names import bearers_of, tie_short_names
from auditkit.link.variants import find_initialisms, find_variants, initials_of
from auditkit.link.vocabulary import load_vocabulary


def forms_of(pack: Pack, *names: str) -> list[Form]:
    vocabulary = load_vocabulary(pack)
    return [
        Form(document_id="d", name=name, key=key, provenance=None, person=key.startswith("p "))
        for name in names
        for key in [name_key(name, vocabulary)]
    ]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Nils Sjömansson", "Nils Sjömanson"),
        ("Klara Wallbäck", "Klara Vallbäck"),
        ("Miljöförvaltningen", "Miljöförvaitningen"),
        ("programstyrgruppen", "programmets styrgrupp"),
    ],
)
def test_a_variant_stands_for_the_same(right: str, wrong: str, pack: Pack) -> None:
    one, other, again = forms_of(pack, right, wrong, right)
    found = find_variants([one, other, again], load_vocabulary(pack))
    assert set(found.items()) <= {(other.key, one.key), (one.key, other.key)}
    assert len(found) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Eva Hansson", "Eva Jansson"),
        ("Eva Ström", "Ewa Ström"),
        ("Nils Ström", "Eva Ström"),
        ("programledaren", "projektledaren"),
        ("Kajenheten", "Kajenheterna i norr"),
        ("nämndens ordförande", "styrelseordföranden"),
    ],
)
def test_two_stay_two(one: str, other: str, pack: Pack) -> None:
    assert find_variants(forms_of(pack, one, other), load_vocabulary(pack)) == {}


def test_initials_stand_for_the_only_name_that_has_them(pack: Pack) -> None:
    vocabulary = load_vocabulary(pack)
    forms = forms_of(pack, "Kungliga hamnrådet", "KH")
    own = initials_of(forms, vocabulary)
    assert [key for _, key in find_initialisms(forms, frozenset(), {}, own)] == [forms[0].key]
    assert list(find_initialisms(forms, frozenset({forms[1].key}), own, own)) == []
    two = forms_of(pack, "Kungliga hamnrådet", "Kustens högskola", "KH")
    both = initials_of(two, vocabulary)
    assert list(find_initialisms(two, frozenset(), both, both)) == []
    assert [key for _, key in find_initialisms(two, frozenset(), own, both)] == [forms[0].key]


def test_an_initial_joins_only_one(pack: Pack) -> None:
    vocabulary = load_vocabulary(pack)
    forms = forms_of(pack, "Eva Ström", "E. Ström", "Eva S", "sekreterare Eva")
    ties = tie_short_names(forms, bearers_of(forms), vocabulary)
    assert {(tie.short, tie.long) for tie in ties} == {
        ("E. Ström", "Eva Ström"),
        ("Eva S", "Eva Ström"),
        ("sekreterare Eva", "Eva Ström"),
    }
    two = forms_of(pack, "Eva Ström", "Eskil Ström", "E. Ström", "Ström")
    assert list(tie_short_names(two, bearers_of(two), vocabulary)) == []


def test_across_documents_a_bare_name_is_nobodys(pack: Pack) -> None:
    bearers = bearers_of(forms_of(pack, "Eva Ström"))
    other = forms_of(pack, "Ström", "E. Ström")
    ties = tie_short_names(other, bearers, load_vocabulary(pack), initials=True)
    assert [tie.short for tie in ties] == ["E. Ström"]
