"""Mentions of a sentence, with normalised values and places."""

from __future__ import annotations

from auditkit.annotate import Annotated, annotate, load_pipeline
from auditkit.extract.mentions import find_mentions
from auditkit.lang import load_pack
from auditkit.model import (
    Block,
    BlockKind,
    Document,
    Facts,
    Meeting,
    MentionKind,
    Person,
    Structure,
)


def annotated_text(text: str) -> Annotated:
    block = Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text))
    document = Document(
        id="d",
        sha256="d",
        name="d",
        path="d",
        media_type="text/plain",
        text=text,
        blocks=(block,),
        lines=(),
    )
    structure = Structure(
        document=document,
        facts=Facts(date="2024-03-12", meeting=Meeting(present=(Person(name="Eva Lind"),))),
        parts=(),
        sections=(),
        block_sections=(None,),
        lead_ins=(None,),
    )
    pack = load_pack("sv")
    return annotate(structure, pack, load_pipeline(pack))


def mentions_of(text: str) -> list[tuple[MentionKind, str]]:
    annotated = annotated_text(text)
    return [(m.kind, m.value) for m in find_mentions(annotated.units[0], annotated)]


def test_all_kinds_are_found_in_order() -> None:
    assert mentions_of(
        "Miljönämndens chef får använda 1,5 miljoner kronor till och med den 30 juni, "
        "och redovisar varje kvartal (dnr MN 2024-17)."
    ) == [
        (MentionKind.ACTOR, "Miljönämnden"),
        (MentionKind.ACTOR, "chef"),
        (MentionKind.AMOUNT, "1500000 SEK"),
        (MentionKind.DEADLINE, "2024-06-30"),
        (MentionKind.FREQUENCY, "1/quarter"),
        (MentionKind.REFERENCE, "MN 2024-17"),
    ]


def test_a_person_of_the_minutes_is_an_actor() -> None:
    assert (MentionKind.ACTOR, "Eva Lind") in mentions_of("I går svarade Eva Lind på frågan.")


def test_a_mention_stands_where_it_says() -> None:
    text = "Se § 14 i protokollet."
    annotated = annotated_text(text)
    (mention,) = find_mentions(annotated.units[0], annotated)
    assert text[mention.start : mention.end] == "§ 14"


def test_ordinary_words_are_no_actors() -> None:
    assert mentions_of("Vi har god samverkan inom området.") == []
