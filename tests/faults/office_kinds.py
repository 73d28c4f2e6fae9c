"""Damaged and hostile Word files, archives, mails and texts."""

from __future__ import annotations

import io
import struct
import zipfile

from tests.faults.pdf_parts import bomb, document, honest

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TEXT = "Styrelsen beslutar att granska rutinen under hösten."
_MOMENT = (2024, 5, 1, 12, 0, 0)


def pack(members: dict[str, bytes]) -> bytes:
    """Return a zip file of the given members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def word(body: str, doctype: str = "", **more: bytes) -> bytes:
    """Return a Word file with the given body."""
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}'
        f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    )
    return pack({"word/document.xml": xml.encode("utf-8"), **more})


def paragraph(text: str = _TEXT) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11))
    + "]>"
)


def entity_bomb() -> bytes:
    return word(paragraph("&a10;"), _LAUGHS)


def external_entity() -> bytes:
    outside = '<!DOCTYPE x [<!ENTITY outside SYSTEM "file:///etc/passwd">]>'
    return word(paragraph(_TEXT + "&outside;") + paragraph("Efter."), outside)


def _stored(name: str, packed: bytes, size: int, told: int | None = None) -> bytes:
    """Return a zip file of one member whose packed bytes are given."""
    raw, crc = packed[2:-4], 0
    path, told = name.encode(), size if told is None else told
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, crc, len(raw), told, len(path), 0)
    local = b"PK\x03\x04" + fields + path + raw
    central = b"PK\x01\x02" + struct.pack("<H", 20) + fields
    central += struct.pack("<HHHII", 0, 0, 0, 0, 0) + path
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + b"PK\x05\x06" + end


def text_node_of_300_mb() -> bytes:
    size = 300 << 20
    return _stored("word/document.xml", bomb(65, size), size)


def lying_sizes() -> bytes:
    """A member of 2 GiB that says it is of 1,000 bytes."""
    return _stored("word/document.xml", bomb(65, 2 << 30), 2 << 30, told=1000)


def zip_bomb() -> bytes:
    return pack({"word/document.xml": b"<a/>", "word/media/a.bin": bytes(300_000_000)})


def names_that_lead_out() -> bytes:
    text = _TEXT.encode("utf-8")
    names = ("../../etc/a.txt", "/abs/b.txt", "c:\\d.txt", "..\\..\\e.txt", "f\x00.txt")
    return pack(dict.fromkeys(names, text))


def truncated_word() -> bytes:
    data = word("".join(paragraph(f"{_TEXT} {n}") for n in range(2000)))
    return data[: len(data) * 2 // 3]


def broken_xml() -> bytes:
    return word(paragraph() + "<w:p><w:r><w:t>ej slutet")


def deep_tables() -> bytes:
    depth = 20_000
    opened = "<w:tbl><w:tr><w:tc>" * depth
    closed = "</w:tc></w:tr></w:tbl>" * depth
    return word(paragraph() + opened + paragraph() + closed)


def tables_30_deep() -> bytes:
    depth = 30  # below the depth at which it is refused
    opened = "<w:tbl><w:tr><w:tc>" * depth
    return word(opened + paragraph() + "</w:tc></w:tr></w:tbl>" * depth)


def table_of_a_million_cells() -> bytes:
    row = "<w:tr>" + "<w:tc/>" * 1000 + "</w:tr>"
    return word(paragraph() + "<w:tbl>" + row * 1000 + "</w:tbl>")


def paragraphs_300_000() -> bytes:
    return word("<w:p/>" * 300_000 + paragraph())


def styles_in_a_circle() -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>'
        for a, b in (("A", "B"), ("B", "A"), ("C", "C"))
    )
    xml = f'<w:styles xmlns:w="{_WORD}">{styles}</w:styles>'.encode()
    body = f'<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>{_TEXT}</w:t></w:r></w:p>'
    return word(body, **{"word/styles.xml": xml})


def wrong_numbers() -> bytes:
    """Attributes that should be numbers and are not, or are absurd."""
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="{n}"/></w:numPr>'
        f'<w:outlineLvl w:val="{n}"/></w:pPr><w:r><w:rPr><w:sz w:val="{n}"/></w:rPr>'
        f"<w:t>{_TEXT}</w:t></w:r></w:p>"
        for n in ("x", "-1", "99999999999999999999", "", "1e9")
    )
    number = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="999999999"/>'
        '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="-1"><w:abstractNumId w:val="0"/></w:num>'
    )
    xml = f'<w:numbering xmlns:w="{_WORD}">{number}</w:numbering>'.encode()
    return word(body, **{"word/numbering.xml": xml})


def open_document_bomb() -> bytes:
    head = '<?xml version="1.0"?>' + _LAUGHS
    body = (
        '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:text>'
        "<t:p>&a10;</t:p></o:text></o:body></o:document-content>"
    )
    return pack({"content.xml": (head + body).encode(), "META-INF/manifest.xml": b"<a/>"})


def open_document_of_blanks() -> bytes:
    """One element that stands for two billion blanks, and a table of as many columns."""
    body = (
        '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:b="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><o:body><o:text>'
        f'<t:p>{_TEXT}<t:s t:c="2000000000"/>a</t:p><b:table><b:table-row '
        'b:number-rows-repeated="2000000000"><b:table-cell b:number-columns-repeated='
        '"2000000000"><t:p>a</t:p></b:table-cell></b:table-row></b:table>'
        "</o:text></o:body></o:document-content>"
    )
    return pack({"content.xml": body.encode(), "META-INF/manifest.xml": b"<a/>"})


def deep_mail() -> bytes:
    head = b"From: a@example.org\r\nSubject: Plan\r\nMIME-Version: 1.0\r\n"
    parts = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
        for n in range(3000)
    )
    return head + parts + b"Content-Type: text/plain\r\n\r\nHej\r\n"


def mail_of_a_bomb() -> bytes:
    head = (
        b"From: a@example.org\r\nSubject: Plan\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=no-such-charset\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n"
    )
    return head + b"QUFB" * 4_000_000


def deep_rtf() -> bytes:
    return b"{\\rtf1 " + b"{" * 500_000 + b"Hej " + b"}" * 500_000 + b"}"


def rtf_of_a_huge_picture() -> bytes:
    return b"{\\rtf1 Hej {\\pict\\bin999999999 " + b"00" * 100_000 + b"} slut}"


def deep_html() -> bytes:
    return b"<html><body>" + b"<div>" * 500_000 + b"Hej" + b"</body></html>"


def html_table_of_wide_cells() -> bytes:
    cell = b"<td colspan=999999999 rowspan=999999999>a</td>"
    return b"<html><body><p>Hej</p><table><tr>" + cell * 50 + b"</tr></table></body></html>"


def text_of_one_line() -> bytes:
    return b"ord och " * 1_000_000


def text_of_dashes() -> bytes:
    return (b"-" * 3_000_000) + b"\n" + b"1." * 500_000 + b"\n" + b"a " + b". " * 500_000 + b"9\n"


def text_of_empty_lines() -> bytes:
    return b"Hej\n" + b"\n" * 5_000_000 + b"slut\n"


def text_of_short_lines() -> bytes:
    return b"1\n- \na)\n" * 300_000


def markdown_of_tables() -> bytes:
    return b"| a " * 100_000 + b"|\n" + b"|---" * 100_000 + b"|\n" + b">" * 100_000 + b" a\n"


def zip_of_a_bomb() -> bytes:
    contents = honest(1)
    return pack({"a.pdf": document(contents), "b.txt": bytes(210_000_000)})
