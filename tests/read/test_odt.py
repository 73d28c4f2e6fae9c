"""OpenDocument texts, zipped and flat."""

from __future__ import annotations

import io
import zipfile

import pytest

from auditkit.errors import DamagedDocumentError, EncryptedDocumentError, UnsupportedFormatError
from auditkit.model import BlockKind

from .conftest import Reader, check_records, shape, texts

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
_LIST = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    "</text:list-style>"
)


def _odt(body: str, styles: str = "", *, manifest: str = "<m/>", kind: str = "text") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", _content("document-content", body, styles))
    return buffer.getvalue()


def _content(root: str, body: str, styles: str) -> str:
    return (
        f"<office:{root} {_SPACES} {_DC}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        f"</office:{root}>"
    )


def test_headings_lists_and_numbers(read: Reader) -> None:
    body = (
        '<text:h text:outline-level="2">Mål</text:h>'
        '<text:list text:style-name="L"><text:list-item><text:p>ett</text:p><text:list>'
        "<text:list-item><text:p>under</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>två</text:p></text:list-item></text:list>"
        '<text:list text:style-name="L" text:continue-numbering="true"><text:list-item>'
        "<text:p>tre</text:p></text:list-item></text:list>"
    )
    document = read(_odt(body, _LIST), "a.odt")
    assert shape(document) == [
        ("heading", None, "Mål"),
        ("list_item", "1.", "ett"),
        ("list_item", "a)", "under"),
        ("list_item", "2.", "två"),
        ("list_item", "3.", "tre"),
    ]
    assert [block.level for block in document.blocks] == [2, 1, 2, 1, 1]
    check_records(document)


def test_tables_with_covered_cells_and_header_rows(read: Reader) -> None:
    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    def cell(text: str) -> str:
        return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"

    body = (
        "<table:table><table:table-header-rows>"
        + row(cell("Risk"), cell("Nivå"), cell("Ansvarig"))
        + "</table:table-header-rows>"
        + row(cell("Brand"), "<table:covered-table-cell/>", cell("chefen"))
        + "</table:table>"
    )
    document = read(_odt(body), "a.odt")
    assert document.text == "Risk\tNivå\tAnsvarig\nBrand\t\tchefen"
    assert [block.header for block in document.blocks] == [True, False]


def test_notes_comments_boxes_and_signs(read: Reader) -> None:
    body = (
        '<text:p>Vi<text:s text:c="2"/>svarar<text:note><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Utom i juli.</text:p></text:note-body></text:note>"
        "<office:annotation><dc:creator>Eva</dc:creator><text:p>Säkert?</text:p>"
        "</office:annotation> alltid.<draw:frame><svg:title>bild</svg:title><draw:text-box>"
        "<text:p>I rutan.</text:p></draw:text-box></draw:frame></text:p>"
    )
    assert shape(read(_odt(body), "a.odt")) == [
        ("paragraph", None, "Vi svarar alltid."),
        ("footnote", "1", "Utom i juli."),
        ("furniture", "Eva", "Säkert?"),
        ("paragraph", None, "I rutan."),
    ]


def test_deleted_text_is_gone_and_told(read: Reader) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>aldrig</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes><text:p>Vi svarar.</text:p>"
    )
    document = read(_odt(body), "a.odt")
    assert document.text == "Vi svarar."
    assert document.quality.note == "1 tracked changes read as accepted"


def test_hidden_text_is_marked(read: Reader) -> None:
    style = '<style:style style:name="H" style:family="text"><style:text-properties '
    style += 'text:display="none"/></style:style>'
    body = '<text:p>Synligt.<text:span text:style-name="H">dolt</text:span></text:p>'
    document = read(_odt(body, style), "a.odt")
    assert [(document.text[b.start : b.end], b.hidden) for b in document.blocks] == [
        ("Synligt.", False),
        ("dolt", True),
    ]


def test_a_flat_file_and_a_table_of_contents(read: Reader) -> None:
    body = (
        "<text:table-of-content><text:index-body><text:p>Mål 3</text:p></text:index-body>"
        "</text:table-of-content><text:p>Text.</text:p>"
    )
    document = read(_content("document", body, ""), "a.fodt")
    assert texts(document, BlockKind.CONTENTS) == ["Mål 3"]
    assert document.text.endswith("Text.")


def test_what_is_no_readable_text_is_told(read: Reader) -> None:
    with pytest.raises(EncryptedDocumentError):
        read(_odt("", manifest="<m:encryption-data xmlns:m='x'/>"), "a.odt")
    with pytest.raises(UnsupportedFormatError):
        read(_odt("", kind="spreadsheet"), "a.odt")
    with pytest.raises(DamagedDocumentError):
        read(_odt("<text:p>"), "a.odt")
