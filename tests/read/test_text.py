"""Plain text: paragraphs, headings, lists, tables and furniture told from lines."""

from __future__ import annotations

from auditkit.model import BlockKind

from .conftest import Reader, check_records, shape, texts

WRAPPED = """1 Inledning

Enheten för provning har under våren gått igenom samtliga register som förs vid
de tre mindre stationerna. Arbetet leddes av stationschefen och gjordes tillsam-
mans med it-enheten. Resultatet redovisas nedan i den ordning som registren in-
rättades.

1.1 Vad som ska göras

Stationschefen ska

- gå igenom registret över mätpunkter och ta bort de poster som inte längre an-
vänds
- anmäla ändringar till it-
enheten senast den 3 maj
- utvecklings- och
driftsfrågor tas upp vid nästa möte
"""


def test_wrapped_lines_become_one_block_each(read: Reader) -> None:
    document = read(WRAPPED)
    check_records(document)
    assert [(kind, marker) for kind, marker, _ in shape(document)] == [
        ("heading", "1"),
        ("paragraph", None),
        ("heading", "1.1"),
        ("paragraph", None),
        ("list_item", "-"),
        ("list_item", "-"),
        ("list_item", "-"),
    ]


def test_words_are_joined_over_line_ends_but_not_compounds_with_a_hyphen(read: Reader) -> None:
    document = read(WRAPPED)
    for part in ("tillsammans med it-enheten", "inrättades", "inte längre används"):
        assert part in document.text
    assert "till it-enheten senast" in document.text
    assert "utvecklings- och driftsfrågor" in document.text


def test_lines_that_the_author_ended_stay_apart(read: Reader) -> None:
    document = read("Närvarande\nAnna Berg\nKarl Dal\n\nBeslut\natt välja Anna\natt avslå resten\n")
    assert [text for _, _, text in shape(document)] == [
        "Närvarande",
        "Anna Berg",
        "Karl Dal",
        "Beslut",
        "att välja Anna",
        "att avslå resten",
    ]


def test_a_heading_is_not_glued_to_the_paragraph_below(read: Reader) -> None:
    document = read("2.1 Bakgrund\nStationen byggdes om under den gångna våren och hösten.\n")
    assert shape(document)[0] == ("heading", "2.1", "Bakgrund")


def test_a_short_sentence_alone_is_no_heading(read: Reader) -> None:
    document = read("§ 3 Budget\n\nFrågan bordläggs\n\nNästa möte\n\nSker i maj.\n")
    assert [kind for kind, _, _ in shape(document)] == [
        "heading",
        "paragraph",
        "heading",
        "paragraph",
    ]


def test_furniture_in_a_sentence_stands_behind_it(read: Reader) -> None:
    document = read(
        "Chefen för provningen redovisar varje kvartal hur många prov som tagits och\n\n"
        "Provenheten, rapport\tDnr 3/24\t4 (9)\n\n"
        "hur många som kasserats.\n\nNytt stycke.\n"
    )
    assert shape(document)[:2] == [
        (
            "paragraph",
            None,
            "Chefen för provningen redovisar varje kvartal hur många prov som tagits och "
            "hur många som kasserats.",
        ),
        ("furniture", None, "Provenheten, rapport Dnr 3/24 4 (9)"),
    ]


def test_running_titles_are_found_at_the_ends_of_pages(read: Reader) -> None:
    bodies = ["Första stycket.", "Text på sidan 2.", "Sista stycket."]
    pages = [f"PROVENHETEN\n\n{text}\n\nRapport  {n}" for n, text in enumerate(bodies)]
    document = read("\f".join(pages))
    assert document.page_count == 3
    assert len(texts(document, BlockKind.FURNITURE)) == 6
    assert [
        line.page for line in document.lines if "sidan 2" in document.text[line.start : line.end]
    ] == [2]


def test_tables_have_cells(read: Reader) -> None:
    document = read(
        "Risk\tAntal\nHög\t3\nLåg\t\n\nStation       Prov       Andel\n"
        "Norr          12         4 %\n"
    )
    rows = [b for b in document.blocks if b.kind is BlockKind.TABLE_ROW]
    assert [[document.text[c.start : c.end] for c in row.cells] for row in rows] == [
        ["Risk", "Antal"],
        ["Hög", "3"],
        ["Låg", ""],
        ["Station", "Prov", "Andel"],
        ["Norr", "12", "4 %"],
    ]
    assert [(row.table, row.header) for row in rows] == [
        (0, True), (0, False), (0, False), (1, True), (1, False),
    ]  # fmt: skip


def test_contents_and_footnotes_are_out_of_the_way(read: Reader) -> None:
    document = read(
        "Innehåll\n\n1 Inledning\t2\n2 Mål ............ 4\n\n1 Inledning\n\n"
        "Proven tas två gånger¹ om året vid samtliga av de stationer som finns och\n"
        "\n¹ Undantag: 2019.\n\nförvaras i ett år.\n"
    )
    assert len(texts(document, BlockKind.CONTENTS)) == 2
    assert texts(document, BlockKind.FOOTNOTE) == ["Undantag: 2019."]
    assert any(text.endswith("finns och förvaras i ett år.") for _, _, text in shape(document))


def test_numbered_sentences_are_items_and_titles_are_headings(read: Reader) -> None:
    document = read(
        "1 kap. Allmänt\n\n1 §\tStyrelsen beslutar om avgiften.\n\n"
        "2 §\tOrdföranden får teckna firman.\n"
    )
    assert [(kind, marker) for kind, marker, _ in shape(document)] == [
        ("heading", "1 kap."),
        ("list_item", "1 §"),
        ("list_item", "2 §"),
    ]


def test_lines_name_their_place(read: Reader) -> None:
    document = read("Rubrik\n\nEtt stycke som är delat av en hård radbrytning mitt i en\nmening.\n")
    assert [line.number for line in document.lines] == [1, 3, 4]


def test_names_below_each_other_are_not_wrapped_text(read: Reader) -> None:
    document = read(
        "Närvarande:\n\nAnna-Karin Sandbergsson, tf. stationschef\nJan Eriksson, provenheten\n"
        "Lo Asp, Avdelningen för mätning och prov\nKarl Dal, provenheten\n\n"
        "1. Inledning\n\n"
        + "Ett långt stycke om prov som inte är delat i rader utan löper på. "
        * 5
    )
    assert [text for _, _, text in shape(document)][1:5] == [
        "Anna-Karin Sandbergsson, tf. stationschef",
        "Jan Eriksson, provenheten",
        "Lo Asp, Avdelningen för mätning och prov",
        "Karl Dal, provenheten",
    ]


def test_codes_stay_in_their_goals(read: Reader) -> None:
    document = read("Mål\n\nE1 Det ska gå fort.\nE1.1 Andelen ska vara 60 procent.\n")
    assert shape(document)[1:] == [
        ("list_item", None, "E1 Det ska gå fort."),
        ("list_item", None, "E1.1 Andelen ska vara 60 procent."),
    ]
