"""Damaged, encrypted and hostile PDF files, each made by a function of its own."""

from __future__ import annotations

import io
import random
import zlib

from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from tests.faults.pdf_parts import (
    FONT,
    behind,
    bomb,
    document,
    flate,
    honest,
    number_of,
    repeated,
    sentence,
    stream,
    write_pdf,
)

_GIB = 1 << 30
_FILTER_TWICE = b"/Filter[/FlateDecode/FlateDecode]"


def empty() -> bytes:
    return b""


def garbage() -> bytes:
    return random.Random(1).randbytes(20_000)


def html_named_pdf() -> bytes:
    return b"<!DOCTYPE html><html><body><p>Styrelsen beslutar att granska.</p></body></html>"


def bad_startxref() -> bytes:
    head, _, _ = document(honest(5)).rpartition(b"startxref")
    return head + b"startxref\n99999999\n%%EOF\n"


def tail_cut() -> bytes:
    return document(honest(36))[:-600]


def half() -> bytes:
    data = document(honest(36))
    return data[: len(data) // 2]


def bit_rot() -> bytes:
    data = bytearray(document(honest(36)))
    for at in range(500, len(data), 997):
        data[at] ^= 0x55
    return bytes(data)


def _encrypted(user: str) -> bytes:
    buffer = io.BytesIO()
    lock = pdfencrypt.StandardEncryption(user, ownerPassword="ägare", canCopy=0, canPrint=0)  # noqa: S106
    canvas = Canvas(buffer, encrypt=lock, invariant=True)
    canvas.drawString(72, 700, "Styrelsen beslutar att granska rutinen under hösten.")
    canvas.save()
    return buffer.getvalue()


def user_password() -> bytes:
    return _encrypted("hemligt")


def owner_password() -> bytes:
    return _encrypted("")


def flate_twice() -> bytes:
    return document([stream(zlib.compress(bomb(0, 8 * _GIB), 9), _FILTER_TWICE)])


def flate_blanks() -> bytes:
    return document([stream(bomb(32, _GIB), b"/Filter/FlateDecode")])


def five_million_operators() -> bytes:
    content = repeated(b"BT /F1 9 Tf (a) Tj ET\n", 5_000_000)
    return document([stream(content, b"/Filter/FlateDecode")])


def form_laughs() -> bytes:
    """Ten forms, each of which draws the next ten times: 10^9 draws."""
    first = behind(1)
    forms = []
    for level in range(10):
        inner = b"/X Do " * 10 if level < 9 else b"BT /F1 9 Tf (ha) Tj ET"
        resources = b"<</XObject<</X %d 0 R>>/Font<</F1 3 0 R>>>>" % (first + level + 1)
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources"
        forms.append(stream(inner, entries + resources))
    return document([stream(b"/X Do")], resources=b"/XObject<</X %d 0 R>>" % first, more=forms)


def lines_200_000() -> bytes:
    chance = random.Random(2)
    drawn = b"".join(
        b"%d %d m %d %d l S\n" % tuple(chance.randrange(800) for _ in range(4))
        for _ in range(200_000)
    )
    return document([flate(sentence(1) + b"\n" + drawn)])


def table_of_2_900_lines() -> bytes:
    """Just below the bound above which no tables are looked for."""
    chance = random.Random(3)
    drawn = b""
    for _ in range(1450):
        x, y = chance.uniform(20, 570), chance.uniform(20, 820)
        drawn += b"20 %.2f m 570 %.2f l S %.2f 20 m %.2f 820 l S\n" % (y, y, x, x)
    return document([flate(sentence(1)), flate(sentence(2) + b"\n" + drawn), flate(sentence(3))])


def deep_arrays() -> bytes:
    return document([flate(b"[" * 2_000_000)])


def deep_array_object() -> bytes:
    deep = b"[" * 500_000 + b"]" * 500_000
    return document(honest(2), catalogue=b"/Deep %d 0 R" % behind(2), more=[deep])


def deep_page_tree() -> bytes:
    depth = 30_000
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    for level in range(depth):
        parent = b"/Parent %d 0 R" % (level + 1) if level else b""
        objects.append(b"<</Type/Pages/Count 1/Kids[%d 0 R]%s>>" % (level + 3, parent))
    last = depth + 2
    objects.append(
        b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 %d 0 R>>>>"
        b"/Contents %d 0 R>>" % (last - 1, last + 1, last + 2)
    )
    return write_pdf([*objects, FONT, stream(sentence(1))])


def cyclic_page_tree() -> bytes:
    return write_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 2/Kids[3 0 R]>>",
            b"<</Type/Pages/Count 2/Kids[2 0 R]/Parent 2 0 R>>",
        ]
    )


def count_two_billion() -> bytes:
    return document(honest(1), count=2_000_000_000)


def pages_100_000() -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 100_005))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count 100000>>" % kids,
        FONT,
        stream(sentence(1)),
    ]
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 3 0 R>>>>>>"
    )
    return write_pdf([*objects, *[page] * 100_000])


def box_in_exponents() -> bytes:
    return document(honest(2), box=b"[0 0 1e7 1e7]")


def box_of_zero() -> bytes:
    return document(honest(2), box=b"[0 0 0 0]")


def box_of_30_000() -> bytes:
    return document(honest(2), box=b"[0 0 30000 30000]")


def box_of_ten_million() -> bytes:
    return document(honest(2), box=b"[0 0 10000000 10000000]")


def self_calling_form() -> bytes:
    first = behind(1)
    resources = b"/Resources<</XObject<</X %d 0 R>>/Font<</F1 3 0 R>>>>" % first
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + resources
    form = stream(sentence(1) + b" /X Do", entries)
    return document([stream(b"/X Do")], resources=b"/XObject<</X %d 0 R>>" % first, more=[form])


def huge_picture() -> bytes:
    """A picture of 60,000 by 60,000 points over the whole page: what OCR would have to render."""
    first = behind(2)
    entries = (
        b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Filter/FlateDecode"
    )
    picture = stream(bomb(255, 60_000 * 60_000), entries)
    contents = [flate(sentence(1)), stream(b"595 0 0 842 0 0 cm /X Do")]
    return document(contents, resources=b"/XObject<</X %d 0 R>>" % first, more=[picture])


def noise_picture(width: int = 1656, height: int = 2339) -> bytes:
    """A page of black and white points without order, which look like letters everywhere."""
    data = zlib.compress(random.Random(4).randbytes(width // 8 * height), 1)
    entries = (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray"
        b"/BitsPerComponent 1/Filter/FlateDecode" % (width, height)
    )
    contents = [flate(sentence(1)), stream(b"595 0 0 842 0 0 cm /X Do")]
    resources = b"/XObject<</X %d 0 R>>" % behind(2)
    return document(contents, resources=resources, more=[stream(data, entries)])


def slow_drawing() -> bytes:
    """A scan behind so many curves that drawing it for text recognition takes for ever."""
    chance = random.Random(5)
    drawn = b"".join(
        b"%d %d m %d %d %d %d %d %d c S\n" % tuple(chance.randrange(590) for _ in range(8))
        for _ in range(2_000)
    )
    first = behind(3)
    entries = (
        b"/Type/XObject/Subtype/Image/Width 800/Height 1100/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Filter/FlateDecode"
    )
    picture = stream(bomb(200, 800 * 1100), entries)
    group = b"/Group<</S/Transparency/I true/K true>>"
    group += b"/Resources<</ExtGState<</G<</ca .5/CA .5/BM/Hue>>>>>>"
    curves = flate(b"/G gs 40 w " + drawn, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + group)
    page = b"q 595 0 0 842 0 0 cm /X Do Q " + b"/Y Do " * 30
    resources = b"/XObject<</X %d 0 R/Y %d 0 R>>" % (first, first + 1)
    contents = [flate(sentence(1)), flate(page), flate(sentence(3))]
    return document(contents, resources=resources, more=[picture, curves])


def javascript() -> bytes:
    action = b"/OpenAction<</S/JavaScript/JS(while\\(true\\){app.alert\\(1\\);})>>"
    return document(honest(1), catalogue=action)


def bomb_on_page_9() -> bytes:
    contents = honest(13)
    contents[8] = stream(bomb(32, 3 * _GIB), b"/Filter/FlateDecode")
    return document(contents)


def three_bombs() -> bytes:
    contents = honest(10)
    for page in (2, 5, 8):
        contents[page - 1] = stream(bomb(32, 3 * _GIB), b"/Filter/FlateDecode")
    return document(contents)


def nothing_but_bombs() -> bytes:
    return document([stream(zlib.compress(bomb(32, 3 * _GIB), 9), _FILTER_TWICE)] * 40)


def million_characters_on_a_page() -> bytes:
    line = b"BT /F1 8 Tf 72 500 Td (%s) Tj ET\n" % (b"abcdefghij" * 100)
    return document([flate(sentence(1)), flate(line * 1000), flate(sentence(3))])


def xref_loop() -> bytes:
    """A cross-reference table that names itself as the one before it."""
    data = document(honest(1))
    start = int(data.rsplit(b"startxref\n", 1)[1].split(b"\n", 1)[0])
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)


def outline_in_a_circle() -> bytes:
    """An outline whose entries follow each other and hold each other for ever."""
    first = behind(2)
    outline = b"<</Type/Outlines/First %d 0 R/Last %d 0 R>>" % (first + 1, first + 2)
    entries = [
        b"<</Title(Beslut)/Parent %d 0 R/Next %d 0 R/First %d 0 R/Dest[%d 0 R/Fit]>>"
        % (first, first + 2 - turn, first + 1 + turn, number_of(1))
        for turn in range(2)
    ]
    return document(honest(2), catalogue=b"/Outlines %d 0 R" % first, more=[outline, *entries])


def length_loop() -> bytes:
    """A stream whose length is told by the stream itself."""
    content = number_of(1) + 1
    data = b"<</Length %d 0 R>>stream\n%s\nendstream" % (content, sentence(1))
    return document([data])


def self_inheriting_font() -> bytes:
    """A composite font whose descendant is itself."""
    content = flate(b"BT /F2 11 Tf 72 700 Td <00480065006A> Tj ET " + sentence(1))
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[%d 0 R]>>"
    number = behind(1)
    data = document([content], more=[font % number])
    return data.replace(b"/F1 3 0 R", b"/F1 3 0 R/F2 %d 0 R" % number)


def names_of_control_characters() -> bytes:
    text = b"BT /F1 11 Tf 72 600 Td (" + bytes(range(128, 160)) + b"\\000\\001\\033[31m) Tj ET"
    return document([flate(sentence(1) + b" " + text)])
