"""What format a file has, by its content; its name decides only between text formats."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from auditkit.errors import (
    DamagedDocumentError,
    EncryptedDocumentError,
    TooLargeError,
    UnsupportedFormatError,
)
from auditkit.read.archives import is_bomb
from auditkit.read.limits import Limits
from auditkit.read.office_kinds import sniff_ole

_TEXTS = (".txt", ".text", ".md", ".markdown")
_WORDS = (".docx", ".docm", ".dotx", ".doc", ".dot", ".odt", ".ott", ".fodt", ".rtf")
_WEB = (".html", ".htm", ".xhtml", ".mht", ".mhtml")
SUFFIXES = frozenset({*_TEXTS, *_WORDS, *_WEB, ".pdf", ".eml", ".msg", ".zip"})
_HEAD = 1024
_SAMPLE = 65_536
_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 26, 27}
_CONVERT = "Save it as PDF, DOCX or text and run again."


class Format(StrEnum):
    """The formats that are known, by media type; a zip archive is read by its members."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    MAIL = "message/rfc822"
    RTF = "application/rtf"
    DOC = "application/msword"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ODT = "application/vnd.oasis.opendocument.text"
    FLAT_ODT = "application/vnd.oasis.opendocument.text-flat-xml"
    PDF = "application/pdf"
    ZIP = "application/zip"


_MAGIC = (
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
_WORD_PART = re.compile(r"word/document\d*\.xml")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_XML = (b'progid="Word.Document"', b"<w:wordDocument")
_FLAT_ODT = re.compile(rb"<office:document[\s>]")
_HTML = re.compile(rb"(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])", re.IGNORECASE)
_TAG = re.compile(rb"<(?:p|div|h[1-6]|table|br|span|ul|ol)\b[^<>]{0,200}>", re.IGNORECASE)
# Lines that only a mail has, and lines that a text might begin with by chance.
_MAIL_SURE = re.compile(
    rb"^(?:received|return-path|message-id|mime-version|delivered-to|x-[a-z-]{3,40}):\s",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_FIELD = re.compile(
    rb"^(?:from|to|cc|date|subject|reply-to|sender):\s", re.IGNORECASE | re.MULTILINE
)
_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]")


def sniff(data: bytes, suffix: str, name: str, limits: Limits | None = None) -> Format:
    """Return the format of a file.

    Raises:
        UnsupportedFormatError: If it is of a kind that is not read, or binary.
        EncryptedDocumentError: If it is a Word file under a password.
        DamagedDocumentError: If it is a broken zip file.
        TooLargeError: If a member of a Word file is out of bounds.

    Example:
        >>> sniff(b"%PDF-1.7 ...", ".txt", "a.txt").name, sniff(b"# Plan", ".md", "a.md").name
        ('PDF', 'MARKDOWN')
    """
    suffix = suffix.lower()
    if data.startswith(b"PK\x03\x04"):
        return _sniff_zip(data, name, limits or Limits())
    if data.startswith(_OLE):
        sniff_ole(data, name)
        return Format.DOC
    if _is_mail(data, suffix):  # before PDF: an attached one may stand within the first bytes
        return Format.MAIL
    if b"%PDF-" in data[:_HEAD]:
        return Format.PDF
    if data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return Format.RTF
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnsupportedFormatError(f"{name}: is {what}, not a document", hint=_CONVERT)
    return _sniff_text(data, suffix, name)


def _sniff_text(data: bytes, suffix: str, name: str) -> Format:
    """Tell the formats that are made of characters."""
    if _is_binary(data):
        _refuse_binary(suffix, name)
    head = _ascii(data[: 4 * _HEAD])
    if any(mark in head for mark in _WORD_XML):
        return Format.DOC
    if _FLAT_ODT.search(head):
        return Format.FLAT_ODT
    if _is_html(head, suffix):
        return Format.HTML
    return Format.MARKDOWN if suffix in (".md", ".markdown") else Format.TEXT


def _refuse_binary(suffix: str, name: str) -> None:
    """Say what is wrong with a binary file."""
    called = {".pdf": "PDF", ".docx": "Word", ".doc": "Word", ".odt": "OpenDocument"}
    called |= {".zip": "zip", ".rtf": "RTF"}
    if suffix in called:
        raise DamagedDocumentError(
            f"{name}: is no {called[suffix]} file, whatever its name says",
            hint="Fetch the file anew; it may have been cut off or overwritten.",
        )
    raise UnsupportedFormatError(f"{name}: is binary, not a document", hint=_CONVERT)


def _ascii(head: bytes) -> bytes:
    """Return a head without the zeros of UTF-16, which is enough to know its tags."""
    return head.replace(b"\0", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head


def _is_binary(data: bytes) -> bool:
    """Tell whether bytes are no text in any encoding that is read."""
    sample = data[:_SAMPLE]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    if b"\x00" in sample:
        return True
    return sum(byte in _CONTROL for byte in sample) > 0.01 * len(sample)


def _is_html(head: bytes, suffix: str) -> bool:
    """Tell whether a text is a web page; a piece of one only by its name."""
    if suffix in (".html", ".htm", ".xhtml"):
        return bool(_HTML.search(head) or _TAG.search(head))
    bare = re.sub(rb"\A(?:\xef\xbb\xbf|\s|<\?xml[^<>]{0,200}>|<!--.{0,1000}?-->)*", b"", head)
    return bool(_HTML.match(bare))


def _is_mail(data: bytes, suffix: str) -> bool:
    """Tell whether a text begins with the header of a mail."""
    head = data[: 16 * _HEAD].lstrip(b"\xef\xbb\xbf\r\n")
    if head.startswith(b"From "):  # as mailboxes part their mails
        head = head.split(b"\n", 1)[-1]
    if not _FIELD.match(head):
        return False
    head = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    fields = len(_MAIL_FIELD.findall(head))
    if suffix in (".eml", ".mht", ".mhtml"):
        return fields >= 1 or bool(_MAIL_SURE.search(head))
    return fields >= 2 and bool(_MAIL_SURE.search(head))


def _sniff_zip(data: bytes, name: str, limits: Limits) -> Format:
    """Tell Word files and OpenDocument from other zip files; refuse what has no bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            kind = archive.read("mimetype")[:100] if _holds_kind(members) else b""
            sealed = "content.xml" in names and _is_sealed(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
        raise DamagedDocumentError(
            f"{name}: is a broken Word or zip file", hint="Fetch the file anew."
        ) from error
    found = _package(names, kind, name)
    if found is None:
        return Format.ZIP
    total = sum(member.file_size for member in members)
    if (
        len(members) > limits.members
        or total > limits.expanded_bytes
        or any(is_bomb(member, limits.member_bytes) for member in members)
    ):
        raise TooLargeError(
            f"{name}: would unpack to {total // 1_000_000} MB",
            hint="If it is a real document, save it anew with smaller pictures.",
        )
    if sealed:
        raise EncryptedDocumentError(
            f"{name}: is protected by a password",
            hint="Open it in the program it was written with and save it without a password.",
        )
    return found


def _package(names: set[str], kind: bytes, name: str) -> Format | None:
    """Return which package of parts a zip file is, None if it is an archive of files."""
    if any(_WORD_PART.fullmatch(part) for part in names):
        return Format.DOCX
    if "[Content_Types].xml" in names and any(n.startswith("word/") for n in names):
        raise DamagedDocumentError(
            f"{name}: is a Word file without its text", hint="Open it in Word and save it anew."
        )
    if "[Content_Types].xml" in names and any(n.startswith(("xl/", "ppt/")) for n in names):
        raise UnsupportedFormatError(
            f"{name}: is an Excel or PowerPoint file, which is not read", hint=_CONVERT
        )
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        if b"opendocument.text" in kind or not kind:
            return Format.ODT
        raise UnsupportedFormatError(f"{name}: is an OpenDocument file, but no text", hint=_CONVERT)
    return None


def _holds_kind(members: list[zipfile.ZipInfo]) -> bool:
    return any(m.filename == "mimetype" and m.file_size <= _HEAD for m in members)


def _is_sealed(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """Tell whether an OpenDocument file is encrypted."""
    if "META-INF/manifest.xml" not in names:
        return False
    with archive.open("META-INF/manifest.xml") as manifest:
        return b"encryption-data" in manifest.read(1_000_000)
