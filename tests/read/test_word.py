"""Word files."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from auditkit.model import BlockKind

from .conftest import Reader, check_records, shape, texts


def _bytes(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _made() -> docx.document.Document:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Provenheten 2024"
    made.add_heading("Bakgrund", level=2)
    made.add_paragraph("Vi tar prov varje månad.")
    made.add_paragraph("ta prov", style="List Number")
    made.add_paragraph("spara dem", style="List Number")
    made.add_paragraph("en punkt", style="List Bullet")
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Risk", "Grad", "Brand", "hög"), strict=True):
        cell.text = text
    return made


def test_headings_lists_and_tables_in_order(read: Reader) -> None:
    document = read(_bytes(_made()), "a.docx")
    check_records(document)
    assert shape(document) == [
        ("furniture", None, "Provenheten 2024"),
        ("heading", None, "Bakgrund"),
        ("paragraph", None, "Vi tar prov varje månad."),
        ("list_item", "1.", "ta prov"),
        ("list_item", "2.", "spara dem"),
        ("list_item", "•", "en punkt"),
        ("table_row", None, "Risk\tGrad"),
        ("table_row", None, "Brand\thög"),
    ]
    assert document.blocks[1].level == 2
    assert document.lines[2].number == 2


def test_deleted_text_is_gone_inserted_text_stays_and_hidden_text_is_marked(read: Reader) -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("Vi ")
    for xml in (
        "<w:del {}><w:r><w:delText>aldrig </w:delText></w:r></w:del>",
        '<w:ins {}><w:r><w:t xml:space="preserve">alltid </w:t></w:r></w:ins>',
        "<w:r {}><w:rPr><w:vanish/></w:rPr><w:t>dolt</w:t></w:r>",
        "<w:r {}><w:t>svarar.</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    document = read(_bytes(made), "a.docx")
    assert [(document.text[b.start : b.end], b.hidden) for b in document.blocks] == [
        ("Vi alltid svarar.", False),
        ("dolt", True),
    ]
    assert document.quality.hidden_characters == 4


def test_a_footnote_stands_behind_its_paragraph(read: Reader) -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("Proven sparas")
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))
    paragraph.add_run(" i ett år.")
    made.add_paragraph("Nästa stycke.")
    source, target = io.BytesIO(_bytes(made)), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr(
            "word/footnotes.xml",
            f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>Utom 2019.</w:t>'
            "</w:r></w:p></w:footnote></w:footnotes>",
        )
    document = read(target.getvalue(), "a.docx")
    assert shape(document) == [
        ("paragraph", None, "Proven sparas i ett år."),
        ("footnote", "1", "Utom 2019."),
        ("paragraph", None, "Nästa stycke."),
    ]


def test_a_heading_by_its_type_alone(read: Reader) -> None:
    made = docx.Document()
    made.add_paragraph().add_run("Ekonomi").bold = True
    made.add_paragraph("Läget är gott.")
    assert texts(read(_bytes(made), "a.docx"), BlockKind.HEADING) == ["Ekonomi"]


def test_the_xml_of_a_word_file_reads_no_other_file(read: Reader) -> None:
    source, target = io.BytesIO(_bytes(_made())), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                body = data.decode().replace("Vi tar prov varje månad.", "Vi &x; prov.")
                start = body.index("<w:document")
                data = (
                    '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + body[start:]
                ).encode()
            new.writestr(name, data)
    assert "Vi" in read(target.getvalue(), "a.docx").text
    assert qn("w:p")
