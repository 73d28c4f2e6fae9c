"""Word files: tables, notes, comments, tracked changes, text boxes, hidden text."""

from __future__ import annotations

from auditkit.model import BlockKind

from .conftest import Reader, check_records, shape, texts
from .word_files import paragraph, word_file


def _cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def test_merged_cells_keep_the_columns(read: Reader) -> None:
    head = _row(
        *(_cell(paragraph(t)) for t in ("Risk", "Nivå", "Ansvarig")), properties="<w:tblHeader/>"
    )
    wide = _row(_cell(paragraph("Brand"), '<w:gridSpan w:val="2"/>'), _cell(paragraph("chefen")))
    below = _row(_cell("<w:p/>", "<w:vMerge/>"), _cell(paragraph("låg")), _cell(paragraph("rådet")))
    document = read(word_file(_table(head, wide, below)), "a.docx")
    assert [text for _, _, text in shape(document)] == [
        "Risk\tNivå\tAnsvarig",
        "Brand\t\tchefen",
        "\tlåg\trådet",
    ]
    assert [block.header for block in document.blocks] == [True, False, False]
    check_records(document)


def test_a_table_in_a_cell_follows_its_row(read: Reader) -> None:
    inner = _table(_row(_cell(paragraph("a")), _cell(paragraph("b"))))
    outer = _table(
        _row(_cell(paragraph("Punkt")), _cell(paragraph("se nedan") + inner)),
        _row(_cell(paragraph("Sist")), _cell(paragraph("slut"))),
    )
    document = read(word_file(outer), "a.docx")
    found = [(b.table, document.text[b.start : b.end]) for b in document.blocks]
    assert [text for _, text in found] == ["Punkt\tse nedan", "a\tb", "Sist\tslut"]
    assert found[0][0] == found[2][0] != found[1][0]


def test_comments_stand_apart_with_their_author(read: Reader) -> None:
    body = paragraph("Vi antar planen.", more='<w:r><w:commentReference w:id="4"/></w:r>')
    comments = '<w:comment w:id="4" w:author="Eva Lind">' + paragraph("Är det beslutat?")
    document = read(word_file(body, comments=comments + "</w:comment>"), "a.docx")
    assert shape(document) == [
        ("paragraph", None, "Vi antar planen."),
        ("furniture", "Eva Lind", "Är det beslutat?"),
    ]


def test_tracked_changes_are_read_as_accepted_and_told(read: Reader) -> None:
    body = (
        "<w:p><w:r><w:t>Vi köper </w:t></w:r><w:del><w:r><w:delText>två </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>tre bilar.</w:t></w:r></w:ins></w:p>"
        + _table(
            _row(_cell(paragraph("bort")), _cell(paragraph("x")), properties="<w:del/>"),
            _row(_cell(paragraph("kvar")), _cell(paragraph("y"))),
        )
    )
    document = read(word_file(body), "a.docx")
    assert document.text == "Vi köper tre bilar.\nkvar\ty"
    assert document.quality.note == "3 tracked changes read as accepted"


def test_a_deleted_paragraph_mark_joins_two_paragraphs(read: Reader) -> None:
    body = paragraph("Styrelsen beslutar", "<w:rPr><w:del/></w:rPr>") + paragraph("att avslå.")
    document = read(word_file(body), "a.docx")
    assert document.text == "Styrelsen beslutar att avslå."


def test_text_boxes_follow_their_paragraph_once(read: Reader) -> None:
    box = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent>"
    ).format(paragraph("I rutan."))
    document = read(word_file(paragraph("Före.", more=f"<w:r>{box}</w:r>")), "a.docx")
    assert document.text == "Före.\nI rutan."


def test_footnotes_and_endnotes_are_numbered_in_order(read: Reader) -> None:
    body = paragraph("Ett", more='<w:r><w:footnoteReference w:id="1"/></w:r>')
    body += paragraph("Två", more='<w:r><w:endnoteReference w:id="1"/></w:r>')
    document = read(
        word_file(
            body,
            footnotes=f'<w:footnote w:id="1">{paragraph("Fot.")}</w:footnote>',
            endnotes=f'<w:endnote w:id="1">{paragraph("Slut.")}</w:endnote>',
        ),
        "a.docx",
    )
    assert [s for s in shape(document) if s[0] == "footnote"] == [
        ("footnote", "1", "Fot."),
        ("footnote", "2", "Slut."),
    ]


def test_headers_and_footers_are_furniture(read: Reader) -> None:
    made = word_file(
        paragraph("Text."),
        header1=paragraph("Informationsklass Intern"),
        footer1=paragraph("Dnr 5"),
    )
    assert texts(read(made, "a.docx"), BlockKind.FURNITURE) == ["Informationsklass Intern", "Dnr 5"]


def test_white_and_tiny_text_is_hidden_but_not_in_a_coloured_cell(read: Reader) -> None:
    white, tiny = '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'
    body = paragraph("vitt", run=white) + paragraph("pyttelitet", run=tiny)
    body += _table(_row(_cell(paragraph("Rubrik", run=white)), _cell(paragraph("Svar"))))
    document = read(word_file(body), "a.docx")
    assert [(document.text[b.start : b.end], b.hidden) for b in document.blocks] == [
        ("vitt", True),
        ("pyttelitet", True),
        ("Rubrik\tSvar", False),
    ]


def test_the_strict_form_and_a_numbered_part_are_read(read: Reader) -> None:
    assert read(word_file(paragraph("Text."), strict=True), "a.docx").text == "Text."
    other = word_file(paragraph("Text."), part="word/document2.xml")
    assert read(other, "a.docx").text == "Text."
