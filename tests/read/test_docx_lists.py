"""The numbers that Word computes for lists and headings."""

from __future__ import annotations

import pytest

from auditkit.read.word_numbering import print_number

from .conftest import Reader
from .word_files import item, level, numbering, paragraph, word_file


def _markers(read: Reader, body: str, **parts: str) -> list[str | None]:
    return [block.marker for block in read(word_file(body, **parts), "a.docx").blocks]


def test_levels_of_several_forms(read: Reader) -> None:
    lists = numbering(
        level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"), level(2, "upperRoman", "%3.")
    )
    body = item("a") + item("b", 1, 1) + item("c", 1, 1) + item("d", 1, 2) + item("e")
    body += item("f", 1, 1)
    assert _markers(read, body, numbering=lists) == ["1.", "a)", "b)", "I.", "2.", "a)"]


def test_legal_numbers_print_the_levels_above_in_figures(read: Reader) -> None:
    lists = numbering(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert _markers(read, item("a") + item("b", 1, 1), numbering=lists) == ["I.", "1.1"]


def test_a_second_list_goes_on_unless_it_restarts(read: Reader) -> None:
    nums = '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    nums += (
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    lists = numbering(level(0, "decimal", "%1."), nums=nums)
    body = item("a") + item("b", 2) + item("c", 3) + item("d", 3)
    assert _markers(read, body, numbering=lists) == ["1.", "2.", "1.", "2."]


def test_a_level_that_never_restarts(read: Reader) -> None:
    lists = numbering(
        level(0, "decimal", "%1."), level(1, "decimal", "§ %2", '<w:lvlRestart w:val="0"/>')
    )
    body = item("a") + item("b", 1, 1) + item("c") + item("d", 1, 1)
    assert _markers(read, body, numbering=lists) == ["1.", "§ 1", "2.", "§ 2"]


def test_a_heading_is_numbered_by_its_style(read: Reader) -> None:
    lists = numbering(
        level(0, "decimal", "%1", '<w:pStyle w:val="Rubrik1"/>'),
        level(1, "decimal", "%1.%2", '<w:pStyle w:val="Rubrik2"/>'),
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Rubrik{n}"><w:name w:val="heading {n}"/>'
        f'<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for n in (1, 2)
    )
    body = "".join(paragraph(f"Rubrik {n}", f'<w:pStyle w:val="Rubrik{n}"/>') for n in (1, 2, 2, 1))
    document = read(word_file(body, numbering=lists, styles=styles), "a.docx")
    assert [(b.marker, b.level) for b in document.blocks] == [
        ("1", 1),
        ("1.1", 2),
        ("1.2", 2),
        ("2", 1),
    ]


@pytest.mark.parametrize(
    ("value", "form", "printed"),
    [(27, "upperLetter", "AA"), (1999, "lowerRoman", "mcmxcix"), (12, "ordinal", "12:e")],
)
def test_numbers_beyond_the_common(value: int, form: str, printed: str) -> None:
    assert print_number(value, form) == printed


def test_a_computed_number_is_marked_as_inferred(read: Reader) -> None:
    lists = numbering(level(0, "decimal", "%1."))
    body = item("ett") + paragraph("2) skrivet för hand")
    document = read(word_file(body, numbering=lists), "a.docx")
    assert document.text == "1. ett\n2) skrivet för hand"
    inferred = [document.text[x.start : x.end] for x in document.lines if x.source == "inferred"]
    assert inferred == ["1."]
