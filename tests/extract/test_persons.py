"""Persons in running text: believed by what stands beside the name, else by the pipeline."""

from __future__ import annotations

import pytest

from auditkit.annotate import Annotated, annotate, load_pipeline
from auditkit.extract.mentions import find_mentions
from auditkit.extract.persons import find_names, find_persons
from auditkit.lang import load_pack
from auditkit.model import Block, BlockKind, Document, Facts, MentionKind, Structure


@pytest.fixture(scope="module")
def pipeline() -> object:
    """The trained pipeline, loaded once."""
    return load_pipeline(load_pack("sv"))


def annotated_text(text: str, nlp: object) -> Annotated:
    document = Document(
        id="d", sha256="d", name="d", path="d", media_type="text/plain", text=text,
        blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text)),), lines=(),
    )  # fmt: skip
    structure = Structure(
        document=document, facts=Facts(), parts=(), sections=(), block_sections=(None,),
        lead_ins=(None,),
    )  # fmt: skip
    return annotate(structure, load_pack("sv"), nlp)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vi tackade Eva von Ström och Nils-Olof Kaj.", ["Eva von Ström", "Nils-Olof Kaj"]),
        ("Enligt E. Ström bör Nils Kajs förslag avslås.", ["E. Ström", "Nils Kaj"]),
        ("Region Sjö och Norra Kajen ligger i Hamnviks Kommun.", []),
        ("Närvarande: Eva Ström Nils Kaj", ["Eva Ström", "Nils Kaj"]),
        ("B. Lokaler", []),
        ("Svenska Hamnar hyr Sal Kompassen.", []),
        ("Till sekreterare valdes Lars Alnäs.", ["Lars Alnäs"]),
    ],
)  # fmt: skip
def test_names_have_the_form_of_a_persons(text: str, names: list[str]) -> None:
    assert [n.name for n in find_names(text, load_pack("sv"), frozenset())] == names


def test_a_word_that_also_stands_in_small_begins_no_name() -> None:
    small = frozenset({"varv"})
    assert list(find_names("Där ligger Varv Kajen.", load_pack("sv"), small)) == []


def test_title_and_party_make_a_person(pipeline: object) -> None:
    text = "Xgruppen hörde ordförande Qvirre Zwanck samt Blixa Vrombaut (MP)."
    annotated = annotated_text(text, pipeline)
    found = find_persons(annotated)
    assert [n.name for n in found[0]] == ["Qvirre Zwanck", "Blixa Vrombaut"]
    values = [
        (m.rule, m.value)
        for m in find_mentions(annotated.units[0], annotated, found[0])
        if m.kind is MentionKind.ACTOR and m.rule == "person"
    ]
    assert values == [("person", "ordförande Qvirre Zwanck"), ("person", "Blixa Vrombaut")]


def test_a_genitive_is_no_part_of_the_name(pipeline: object) -> None:
    annotated = annotated_text("Vi läste hamnchefen Eva Ströms rapport.", pipeline)
    (named,) = find_persons(annotated)[0]
    assert named.name == "Eva Ström"
    assert annotated.structure.document.text[named.start : named.end] == "Eva Ströms"


def test_bodies_are_named_whole(pipeline: object) -> None:
    text = "Frågan gick till hamn- och farledsnämnden och Inspektionen för tillsyn och drift."
    annotated = annotated_text(text, pipeline)
    values = [m.value for m in find_mentions(annotated.units[0], annotated)]
    assert values == ["hamn- och farledsnämnden och Inspektionen för tillsyn och drift"]


def test_no_name_runs_over_the_end_of_a_cell(pipeline: object) -> None:
    annotated = annotated_text("Kommer\tFlödesportalen\tordförande Eva Ström", pipeline)
    persons = find_persons(annotated).get(annotated.units[0].start, ())
    values = [m.value for m in find_mentions(annotated.units[0], annotated, persons)]
    assert values[-1] == "ordförande Eva Ström"
    assert all("\t" not in value and "portalen Eva" not in value for value in values)
