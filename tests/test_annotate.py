"""Cutting a text into units."""

from __future__ import annotations

import pytest

from auditkit.annotate import annotate, load_pipeline, split_sentences
from auditkit.lang import load_pack
from auditkit.model import Block, BlockKind, Document, Facts, Part, Structure

PACK = load_pack("sv")


def units_of(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    blocks = (Block(kind=kind, start=0, end=len(text)),)
    document = Document(
        id="0" * 16,
        sha256="0" * 64,
        name="d.txt",
        path="d.txt",
        media_type="text/plain",
        text=text,
        blocks=blocks,
        lines=(),
    )
    structure = Structure(
        document=document,
        facts=Facts(),
        parts=(Part(label="main", start=0, end=len(text)),),
        sections=(),
        block_sections=(None,),
        lead_ins=(None,),
    )
    annotated = annotate(structure, PACK, load_pipeline(PACK))
    return [annotated.text(unit) for unit in annotated.units]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Vi såg bl.a. två fel. Båda är lagade.", 2),
        ("Det kostar ca. 5 kr. per styck.", 1),
        ("A. Ek var med. B. Al kom sent.", 2),
        ("Mötet är den 3 maj. 12 personer kom.", 2),
        ("3. Styrelsen valdes om.", 1),
        ("Se 4 kap. 2 § lagen.", 1),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(split_sentences(text, PACK)) == count


def test_footnote_mark_ends_a_sentence_and_is_no_part_of_it() -> None:
    assert units_of("Kostnaden var hög.1 Den ska sänkas.²") == [
        "Kostnaden var hög.",
        "Den ska sänkas.",
    ]


def test_tail_of_an_item_is_left_out() -> None:
    assert units_of("föra protokoll, samt", BlockKind.LIST_ITEM) == ["föra protokoll"]


def test_a_row_is_one_unit() -> None:
    assert units_of("Klart. Ja\tNej. Aldrig", BlockKind.TABLE_ROW) == ["Klart. Ja\tNej. Aldrig"]


@pytest.mark.parametrize("kind", [BlockKind.HEADING, BlockKind.FURNITURE, BlockKind.CONTENTS])
def test_layout_gives_no_units(kind: BlockKind) -> None:
    assert units_of("Styrelsen beslutar.", kind) == []


def test_bullets_inside_a_paragraph() -> None:
    text = "Vi rekommenderar att: - Nämnden ser över avtalen - Kansliet skriver en rutin."
    assert units_of(text) == [
        "Vi rekommenderar att:",
        "Nämnden ser över avtalen",
        "Kansliet skriver en rutin.",
    ]
    assert units_of("Arbetet går bra - Eva är nöjd.") == ["Arbetet går bra - Eva är nöjd."]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Det är klart. (E1) Nästa mål är nytt.", ["Det är klart. (E1)", "Nästa mål är nytt."]),
        ("Se rapporten (dnr 3). Vi är klara.", ["Se rapporten (dnr 3).", "Vi är klara."]),
        (
            "Läget är oklart (jfr ref. 61 i bilagan) nu.",
            ["Läget är oklart (jfr ref. 61 i bilagan) nu."],
        ),
        ("Målet är nått (se ver. 3 av planen. Den är ny), säger hon.", None),
        (
            "Den bygger på alternativ A. Frågan är öppen.",
            ["Den bygger på alternativ A.", "Frågan är öppen."],
        ),
        ("Vi köpte stolar m.m. Kostnaden var låg.", ["Vi köpte stolar m.m.", "Kostnaden var låg."]),
        (
            "Det kostar 3 milj. kr. Effekten är stor.",
            ["Det kostar 3 milj. kr.", "Effekten är stor."],
        ),
        ("Enligt bl. a. Eva går det bra.", None),
        ("I nästa steg (prel. år 2020) sker mer.", None),
        ("Frågan gäller VS. Med det menas staben.", ["Frågan gäller VS.", "Med det menas staben."]),
        ("Det kom i gång 2017.² Nu är det klart.", ["Det kom i gång 2017.²", "Nu är det klart."]),
    ],
)
def test_boundaries(text: str, sentences: list[str] | None) -> None:
    assert split_sentences(text, PACK) == (sentences or [text])
