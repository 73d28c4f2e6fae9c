"""A misread document is read by its likely words, and every quote stands as printed."""

from __future__ import annotations

import hashlib

import pytest

from auditkit.annotate import load_pipeline
from auditkit.lang import load_pack
from auditkit.model import Block, BlockKind, Document, Line, StatementKind
from auditkit.pipeline import find_records
from auditkit.respell import respell, to_new, to_printed

MISREAD = (
    "PROTOKOLL\n"
    "Stadshamnens styreise, sammanträde den 3 maj 2021 i de stora lokaler.\n"
    "Styrelsen beslutaade att fastställla planen för kajerna och att den ska föijas upp varje år.\n"
    "Ordforanden Qvirre Zwanck ska rapportera tili styreisen vid näs ta sammanträde om arbetet.\n"
    "Det är viktigt att arbetet sker i samvverkan med cle andra myndiigheterna och att alla deltar."
)
CLEAN = (
    MISREAD.replace("styreis", "styrels").replace("samvv", "samv").replace("aade", "ade")
    .replace("tälll", "täll").replace("föijas", "följas").replace("Ordforanden", "Ordföranden")
    .replace("tili", "till").replace("näs ta", "nästa").replace("cle", "de").replace("iigh", "igh")
)  # fmt: skip


def document_of(text: str) -> Document:
    blocks, lines, start = [], [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        kind = BlockKind.HEADING if number == 1 else BlockKind.PARAGRAPH
        blocks.append(Block(kind=kind, start=start, end=start + len(line)))
        lines.append(Line(start=start, end=start + len(line), number=number))
        start += len(line) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        id=digest[:16], sha256=digest, name="p.txt", path="p.txt", media_type="text/plain",
        text=text, blocks=tuple(blocks), lines=tuple(lines),
    )  # fmt: skip


def test_a_document_read_well_is_left_alone() -> None:
    assert respell(document_of(CLEAN), load_pack("sv")) is None


def test_the_likely_words_are_those_that_were_printed() -> None:
    made = respell(document_of(MISREAD), load_pack("sv"))
    assert made is not None
    for word in ("beslutade att fastställa", "följas upp", "till styrelsen", "nästa sammanträde"):
        assert word in made.document.text
    assert "Qvirre Zwanck" in made.document.text  # names are not words


def test_places_go_over_and_back() -> None:
    made = respell(document_of(MISREAD), load_pack("sv"))
    assert made is not None
    for block, new in zip(made.printed.blocks, made.document.blocks, strict=True):
        assert to_new(block.start, made) == new.start
        assert to_printed(new.start, made) == block.start
        assert to_printed(new.end, made) == block.end
    for place in range(len(made.document.text)):
        assert to_printed(place, made) <= to_printed(place + 1, made)


def test_statements_quote_the_page_as_printed() -> None:
    document, pack = document_of(MISREAD), load_pack("sv")
    nlp = load_pipeline(pack)
    records = find_records(document, pack, nlp)
    assert records.structure.document is document
    for statement in records.statements:
        place = statement.provenance
        assert document.text[place.start : place.end] == place.quote
        assert place.place is not None
    for sentence in records.sentences:
        place = sentence.provenance
        assert document.text[place.start : place.end] == place.quote
    decisions = [s for s in records.statements if s.kind is StatementKind.DECISION]
    assert any("beslutaade" in s.provenance.quote for s in decisions)
    kinds = sorted(s.kind for s in records.statements)
    assert kinds == sorted(s.kind for s in find_records(document_of(CLEAN), pack, nlp).statements)


@pytest.mark.parametrize(
    "text", ["", "Kort.", "The council decided to adopt tbe plan and tbat is it."]
)
def test_little_text_and_other_languages_are_left_alone(text: str) -> None:
    document = document_of(text) if text else document_of("x")
    assert respell(document, load_pack("sv")) is None
