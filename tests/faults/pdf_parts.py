"""Writes small PDF files by hand, as no honest program would."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
BOX = b"[0 0 595 842]"
TREE, FONT_NUMBER, FIRST = 2, 3, 4
_CHUNK = 1 << 20


def number_of(page: int) -> int:
    """Return the object number of a page, counted from 1."""
    return FIRST + 2 * (page - 1)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def flate(data: bytes, entries: bytes = b"") -> bytes:
    """Return a compressed stream object."""
    return stream(zlib.compress(data, 9), b"/Filter/FlateDecode" + entries)


def write_pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Return a file of the given objects, numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, data in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


def sentence(page: int) -> bytes:
    """Return the content of an honest page."""
    lines = [
        f"Sida {page}: styrelsen beslutar att granska rutin nummer {page}.",
        "Rutinen ska vara klar innan arbetet med budgeten tas upp igen.",
        "Chefen ansvarar, och nästa möte följer upp vad som har gjorts.",
    ]
    text = "".join(f"1 0 0 1 72 {700 - 14 * i} Tm ({t}) Tj " for i, t in enumerate(lines))
    return f"BT /F1 11 Tf {text}ET".encode("cp1252")


def document(
    contents: Sequence[bytes],
    *,
    box: bytes = BOX,
    resources: bytes = b"",
    more: Sequence[bytes] = (),
    catalogue: bytes = b"",
    count: int | None = None,
) -> bytes:
    """Return a file with a page for each content stream; ``more`` objects come behind them."""
    kids = b" ".join(b"%d 0 R" % number_of(page) for page in range(1, len(contents) + 1))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue,
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count or len(contents)),
        FONT,
    ]
    for page, content in enumerate(contents, start=1):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox%s/Resources<</Font<</F1 3 0 R>>%s>>"
            b"/Contents %d 0 R>>" % (box, resources, number_of(page) + 1)
        )
        objects.append(content)
    return write_pdf([*objects, *more])


def honest(pages: int) -> list[bytes]:
    """Return the contents of honest pages."""
    return [flate(sentence(page)) for page in range(1, pages + 1)]


def behind(pages: int) -> int:
    """Return the number of the first object behind so many pages."""
    return number_of(pages + 1)


def bomb(byte: int, size: int) -> bytes:
    """Return the zlib stream of so many equal bytes, without compressing them all.

    A chunk that ends in a full flush may be repeated; the checksum of equal bytes is known.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    chunk = packer.compress(bytes([byte]) * _CHUNK) + packer.flush(zlib.Z_FULL_FLUSH)
    count = size // _CHUNK
    n = count * _CHUNK
    low = (1 + byte * n) % 65521
    high = (n + byte * n * (n + 1) // 2) % 65521
    return b"\x78\xda" + chunk * count + b"\x03\x00" + ((high << 16) | low).to_bytes(4, "big")


def repeated(unit: bytes, times: int) -> bytes:
    """Return the zlib stream of a unit repeated, without compressing it all."""
    per_chunk = max(1, _CHUNK // len(unit))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    raw = unit * per_chunk
    chunk = packer.compress(raw) + packer.flush(zlib.Z_FULL_FLUSH)
    # PDF readers ignore a wrong checksum at the end, as they must for damaged files.
    return b"\x78\xda" + chunk * max(1, times // per_chunk) + b"\x03\x00" + b"\0\0\0\1"
