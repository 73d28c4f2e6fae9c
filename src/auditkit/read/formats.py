"""What format a file has, by its content; its name decides only between text formats."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum

from auditkit.errors import (
    DamagedDocumentError,
    EncryptedDocumentError,
    TooLargeError,
    UnsupportedFormatError,
)

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".text", ".docx", ".pdf"})
_HEAD = 1024
_SAMPLE = 65_536
_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 26, 27}
_CONVERT = "Save it as PDF, DOCX or text and run again."


class Format(StrEnum):
    """The formats that are read, by media type."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    PDF = "application/pdf"


_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .msg)"),
    (b"{\\rtf", "a Rich Text file"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)


def sniff(data: bytes, suffix: str, name: str) -> Format:
    """Return the format of a file.

    Raises:
        UnsupportedFormatError: If it is of a kind that is not read, or binary.
        EncryptedDocumentError: If it is a Word file under a password.
        DamagedDocumentError: If it is a broken zip file.
        TooLargeError: If a member of a zip file is out of bounds.

    Example:
        >>> sniff(b"%PDF-1.7 ...", ".txt", "a.txt").name, sniff(b"# Plan", ".md", "a.md").name
        ('PDF', 'MARKDOWN')
    """
    if b"%PDF-" in data[:_HEAD]:
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        return _sniff_zip(data, name)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            if magic[0] == 0xD0 and suffix.lower() == ".docx":
                raise EncryptedDocumentError(
                    f"{name}: is protected by a password, or an old .doc file",
                    hint="Open it in Word and save it as .docx without a password.",
                )
            raise UnsupportedFormatError(f"{name}: is {what}, not a document", hint=_CONVERT)
    if suffix.lower() in (".pdf", ".docx"):
        what = "PDF" if suffix.lower() == ".pdf" else "Word"
        if _is_binary(data):
            raise DamagedDocumentError(
                f"{name}: is no {what} file, whatever its name says",
                hint="Fetch the file anew; it may have been cut off or overwritten.",
            )
    if _is_html(data):
        raise UnsupportedFormatError(
            f"{name}: is a web page (HTML)", hint="Save the page as PDF or text and run again."
        )
    if _is_binary(data):
        raise UnsupportedFormatError(f"{name}: is binary, not a document", hint=_CONVERT)
    return Format.MARKDOWN if suffix.lower() in (".md", ".markdown") else Format.TEXT


def _is_binary(data: bytes) -> bool:
    """Tell whether bytes are no text in any encoding that is read."""
    sample = data[:_SAMPLE]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    if b"\x00" in sample:
        return True
    return sum(byte in _CONTROL for byte in sample) > 0.01 * len(sample)


def _is_html(data: bytes) -> bool:
    head = data[:_HEAD].lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head"))


_MAX_MEMBERS = 10_000
_MAX_MEMBER = 120_000_000
_MAX_TOTAL = 400_000_000
_MAX_RATIO = 250
_RATIO_FLOOR = 5_000_000  # smaller members may be packed as tightly as they like


def _sniff_zip(data: bytes, name: str) -> Format:
    """Tell a Word file from other zip files; refuse one that would unpack without bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise DamagedDocumentError(
            f"{name}: is a broken Word or zip file", hint="Fetch the file anew."
        ) from error
    total = sum(member.file_size for member in members)
    if len(members) > _MAX_MEMBERS or total > _MAX_TOTAL or any(_is_bomb(m) for m in members):
        raise TooLargeError(
            f"{name}: would unpack to {total // 1_000_000} MB",
            hint="If it is a real document, save it anew with smaller pictures.",
        )
    names = {member.filename for member in members}
    if "word/document.xml" in names:
        return Format.DOCX
    if "content.xml" in names or any(n.startswith(("xl/", "ppt/")) for n in names):
        what = "an OpenDocument, Excel or PowerPoint file"
    else:
        what = "a zip archive"
    raise UnsupportedFormatError(f"{name}: is {what}, which is not read", hint=_CONVERT)


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    if member.file_size > _MAX_MEMBER:
        return True
    return member.file_size > _RATIO_FLOOR and member.file_size > _MAX_RATIO * max(
        1, member.compress_size
    )
