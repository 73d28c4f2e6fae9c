"""One actor for all forms of one body or person, each alias with its place."""

from __future__ import annotations

import random
from collections.abc import Callable

from auditkit.lang import Pack
from auditkit.link import link_archive
from auditkit.model import (
    Actor,
    ActorKind,
    Archive,
    Commitment,
    Doctype,
    DocumentRecords,
    LinkKind,
    Meeting,
    Person,
    Responsibility,
)

MakeRecord = Callable[..., DocumentRecords]


def names_of(actor: Actor) -> set[str]:
    return {actor.name, *(alias.name for alias in actor.aliases)}


def actor_named(archive: Archive, name: str) -> Actor:
    found = [a for a in archive.actors if name in names_of(a)]
    assert len(found) == 1, [names_of(a) for a in found]
    return found[0]


def duty(actor: str) -> Responsibility:
    return Responsibility(actor=(actor,), modality="shall")


def test_abbreviation_ties_two_names_in_all_documents(pack: Pack, make_record: MakeRecord) -> None:
    first = make_record(
        "a.txt",
        [
            "Frågan bereds av regionala beredningsgruppen (RBG).",
            ("Regionala beredningsgruppen ska mötas.", duty("Regionala beredningsgruppen")),
        ],
    )
    second = make_record("b.txt", [("RBG ska rapportera om kajerna.", duty("RBG"))])
    archive = link_archive((first, second), pack)
    actor = actor_named(archive, "RBG")
    assert "Regionala beredningsgruppen" in names_of(actor)
    assert actor.kind is ActorKind.BODY
    acts = [link for link in archive.links if link.kind is LinkKind.ACTS]
    assert {link.source for link in acts} == {actor.id}
    alias = next(a for a in actor.aliases if a.name == "RBG")
    assert alias.provenance is not None
    assert alias.provenance.quote == "regionala beredningsgruppen (RBG)"


def test_genitive_and_definite_forms_are_one_actor(pack: Pack, make_record: MakeRecord) -> None:
    record = make_record(
        "a.txt",
        [
            ("Styrgruppen ska mötas.", duty("Styrgruppen")),
            ("Det är styrgruppens uppgift att granska.", duty("styrgruppens")),
        ],
    )
    archive = link_archive((record,), pack)
    assert len(archive.actors) == 1
    assert archive.actors[0].name == "Styrgruppen"


def test_surname_of_one_person_is_an_alias(pack: Pack, make_record: MakeRecord) -> None:
    meeting = Meeting(body="Hamnrådet", present=(Person(name="Eva Ström"), Person(name="Nils Kaj")))
    record = make_record(
        "a.txt",
        ["Närvarande: Eva Ström, Nils Kaj", ("Ström tar fram en lista.", _promise("Ström"))],
        doctype=Doctype.MINUTES,
        meeting=meeting,
        date="2024-01-10",
    )
    actor = actor_named(link_archive((record,), pack), "Ström")
    assert actor.name == "Eva Ström"
    assert actor.kind is ActorKind.PERSON


def _promise(actor: str) -> Commitment:
    return Commitment(actor=(actor,))


def test_two_persons_with_one_surname_stay_two(pack: Pack, make_record: MakeRecord) -> None:
    meeting = Meeting(present=(Person(name="Eva Ström"), Person(name="Nils Ström")))
    record = make_record(
        "a.txt",
        ["Närvarande: Eva Ström, Nils Ström", ("Ström tar fram en lista.", _promise("Ström"))],
        doctype=Doctype.MINUTES,
        meeting=meeting,
    )
    archive = link_archive((record,), pack)
    persons = {a.name for a in archive.actors if a.kind is ActorKind.PERSON}
    assert {"Eva Ström", "Nils Ström"} <= persons
    assert not [a for a in archive.actors if {"Eva Ström", "Ström"} <= names_of(a)]


def test_title_from_the_attendance_links_the_person(pack: Pack, make_record: MakeRecord) -> None:
    meeting = Meeting(present=(Person(name="Eva Ström", role="hamnchef"),))
    record = make_record(
        "a.txt",
        [
            "Närvarande: Eva Ström, hamnchef",
            ("Hamnchefen tar fram en lista.", _promise("Hamnchefen")),
        ],
        doctype=Doctype.MINUTES,
        meeting=meeting,
    )
    archive = link_archive((record,), pack)
    person = next(a for a in archive.actors if a.name == "Eva Ström")
    assert "hamnchef" in names_of(person)
    methods = {link.method: link.source for link in archive.links if link.kind is LinkKind.ACTS}
    assert methods["role_holder"] == person.id
    assert methods["attribute"] != person.id


def test_general_noun_stands_for_the_only_longer_name(pack: Pack, make_record: MakeRecord) -> None:
    one = make_record(
        "a.txt",
        [
            ("Hamnnämnden ska besluta.", duty("Hamnnämnden")),
            ("Nämnden ska svara.", duty("Nämnden")),
        ],
    )
    archive = link_archive((one,), pack)
    assert actor_named(archive, "Nämnden").name == "Hamnnämnden"
    two = make_record(
        "b.txt",
        [
            ("Hamnnämnden ska besluta.", duty("Hamnnämnden")),
            ("Farledsnämnden ska besluta.", duty("Farledsnämnden")),
            ("Nämnden ska svara.", duty("Nämnden")),
        ],
    )
    archive = link_archive((two,), pack)
    assert names_of(actor_named(archive, "Nämnden")) == {"Nämnden"}


def test_ids_do_not_hang_on_the_order_of_documents(pack: Pack, make_record: MakeRecord) -> None:
    records = [
        make_record(f"{n}.txt", [(f"{name} ska mötas i maj.", duty(name))])
        for n, name in enumerate(["Hamnnämnden", "Rådet", "hamnnämnden", "Farledsverket"])
    ]
    expected = link_archive(records, pack)
    random.Random(7).shuffle(records)
    assert link_archive(records, pack) == expected
