"""What format a file has, whatever its name says."""

from __future__ import annotations

import io
import zipfile

import pytest

from auditkit.errors import (
    DamagedDocumentError,
    EncryptedDocumentError,
    ReadError,
    UnsupportedFormatError,
)
from auditkit.read import check_name
from auditkit.read.folders import is_document_name
from auditkit.read.formats import Format, sniff

from .conftest import Reader

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _ole(*streams: str, flags: int = 0) -> bytes:
    header = b"\xec\xa5" + bytes(8) + flags.to_bytes(2, "little")
    names = b"".join(stream.encode("utf-16-le") for stream in streams)
    return _OLE.ljust(512, b"\0") + header.ljust(512, b"\0") + names


def _zip(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "suffix", "expected"),
    [
        (b"%PDF-1.7", ".doc", Format.PDF),
        (b"{\\rtf1\\ansi}", ".doc", Format.RTF),
        (_ole("WordDocument"), ".docx", Format.DOC),
        (_zip("[Content_Types].xml", "word/document.xml"), ".zip", Format.DOCX),
        (_zip("content.xml", "META-INF/manifest.xml"), ".zip", Format.ODT),
        (_zip("a.pdf"), ".docx", Format.ZIP),
        (b"<?xml version='1.0'?><office:document>", ".xml", Format.FLAT_ODT),
        (b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?>", ".doc", Format.DOC),
        (b"<!-- spar --><HTML><p>", ".txt", Format.HTML),
        ("<html><p>å".encode("utf-16"), ".html", Format.HTML),
        (b"<p>bara en bit</p>", ".html", Format.HTML),
        (b"<p>bara en bit</p>", ".txt", Format.TEXT),
        (b"Subject: x\r\n\r\n%PDF-", ".eml", Format.MAIL),
        (b"Received: by x\nFrom: a@b.se\nTo: c@d.se\n\nhej", ".txt", Format.MAIL),
        (b"From: styrelsen\nTo: medlemmarna\n\nhej", ".txt", Format.TEXT),
        (b"# Plan", ".md", Format.MARKDOWN),
    ],
)
def test_the_content_tells_the_format(data: bytes, suffix: str, expected: Format) -> None:
    assert sniff(data, suffix, f"a{suffix}") is expected


@pytest.mark.parametrize(
    ("data", "error", "told"),
    [
        (_ole("EncryptedPackage"), EncryptedDocumentError, "password"),
        (_ole("WordDocument", flags=0x100), EncryptedDocumentError, "password"),
        (_ole("__properties_version1.0", "WordDocument"), UnsupportedFormatError, "Outlook"),
        (_ole("Workbook"), UnsupportedFormatError, "Excel"),
        (_ole(), DamagedDocumentError, "without a document"),
        (_zip("[Content_Types].xml", "xl/workbook.xml"), UnsupportedFormatError, "Excel"),
        (_zip("[Content_Types].xml", "word/styles.xml"), DamagedDocumentError, "without its text"),
        (b"Rar!\x1a", UnsupportedFormatError, "RAR"),
    ],
)
def test_what_is_not_read_is_named(data: bytes, error: type[ReadError], told: str) -> None:
    with pytest.raises(error, match=told) as caught:
        sniff(data, ".doc", "a.doc")
    assert caught.value.hint


def test_every_kind_that_is_read_counts_as_a_document() -> None:
    for ending in ("pdf", "docx", "doc", "odt", "rtf", "html", "eml", "zip", "md", "txt", "msg"):
        assert is_document_name(f"mapp/a.{ending.upper()}")
    assert not is_document_name("bild.png")


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"{\\rtf1 Text.}", "a.pdf", "RTF"),
        (b"<html><p>Text.", "a.docx", "HTML"),
        (b"{\\rtf1 Text.}", "a.doc", None),  # Word itself writes it so
        (b"Text.", "a.md", None),
        (b"Text.", "a.xyz", None),
    ],
)
def test_a_name_that_says_another_format_is_a_problem(
    read: Reader, data: bytes, name: str, told: str | None
) -> None:
    problem = check_name(read(data, name))
    assert (problem is None) == (told is None)
    assert problem is None or f"was read as {told}" in problem.message


def test_a_text_of_too_many_lines_is_refused_before_the_work(read: Reader) -> None:
    with pytest.raises(ReadError, match="lines"):
        read("a\n" * 300_001, "a.txt")
