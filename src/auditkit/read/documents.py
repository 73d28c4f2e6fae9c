"""A file → a Document: sniffs the format by content and calls its reader.

The readers are imported when their format is met: the process that hands out the documents
must never load PDFium, and a mail needs no PDF parser.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from auditkit.errors import (
    DamagedDocumentError,
    NoTextError,
    ReadError,
    TimedOutError,
    TooLargeError,
    UnsupportedFormatError,
)
from auditkit.lang import Pack, load_pack
from auditkit.model import Document, Quality
from auditkit.read.assemble import assemble
from auditkit.read.child_log import PageLog
from auditkit.read.formats import Format, sniff
from auditkit.read.options import ReadOptions
from auditkit.read.rows import Draft
from auditkit.read.sources import MAX_DEPTH, Source, load_bytes, relative_path

MAX_TEXT_BYTES = 20_000_000
MAX_CHARACTERS = 4_000_000
MAX_LINES = 300_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    drafts: list[Draft]
    page_count: int | None = None
    quality: Quality = Quality()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What every reader is given."""

    data: bytes
    source: Source
    pack: Pack
    options: ReadOptions
    log: PageLog

    @property
    def name(self) -> str:
        return self.source.name


def read_document(
    source: Path | Source,
    *,
    root: Path,
    pack: Pack | None = None,
    options: ReadOptions | None = None,
    log: PageLog | None = None,
) -> Document:
    r"""Read one document.

    Args:
        source: The file, or the member of an archive or mail.
        root: The folder that ``Document.path`` is told from (or the file itself).
        pack: The language pack; Swedish where none is given.
        options: What the person asked for: text recognition, real pages, limits.
        log: Told which page and step reading is at.

    Raises:
        ReadError: If it cannot be read: empty, of no known format, encrypted, damaged,
            without text, too large. The message names the file, the hint the way out.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     file = Path(folder, "beslut.md")
        ...     written = file.write_text("# Beslut\n\nStyrelsen avslår.", encoding="utf-8")
        ...     read_document(file, root=Path(folder)).text
        'Beslut\nStyrelsen avslår.'
    """
    if isinstance(source, Path):
        source = Source(path=source)
    job = _Job(
        data=load_bytes(source),
        source=source,
        pack=pack or load_pack("sv"),
        options=options or ReadOptions(),
        log=log or PageLog(),
    )
    name = source.name
    kind = sniff(job.data, source.suffix, name, job.options.limits)
    read = _READERS[kind](job)
    made = assemble(read.drafts, job.pack)
    if not made.text.strip():
        raise NoTextError(f"{name}: holds no text", hint="Leave the file out, or replace it.")
    if len(made.text) > MAX_CHARACTERS:
        raise TooLargeError(
            f"{name}: more than {MAX_CHARACTERS} characters", hint="Split it into several files."
        )
    sha256 = hashlib.sha256(job.data).hexdigest()
    return Document(
        id=sha256[:16],
        sha256=sha256,
        name=name,
        path=relative_path(source, root),
        media_type=kind.value,
        text=made.text,
        blocks=made.blocks,
        lines=made.lines,
        page_count=read.page_count,
        quality=read.quality,
    )


def _decode_text(job: _Job) -> tuple[str, Quality]:
    from auditkit.read.encoding import decode

    _refuse_long(job)
    decoded = decode(job.data)
    if decoded is None:
        raise DamagedDocumentError(
            f"{job.name}: its characters cannot be decoded", hint="Save it as UTF-8 text."
        )
    _refuse_characters(decoded.text, job.name)
    return decoded.text, Quality(encoding=decoded.encoding, note=decoded.note)


def _refuse_characters(text: str, name: str) -> None:
    """Raise where a text is too long, before all the work is done."""
    lines = text.count("\n")
    if len(text) > MAX_CHARACTERS or lines > MAX_LINES:
        raise TooLargeError(
            f"{name}: {len(text)} characters in {lines} lines, more than is read",
            hint="Split it into several files.",
        )


def _refuse_long(job: _Job) -> None:
    if len(job.data) > MAX_TEXT_BYTES:
        raise TooLargeError(
            f"{job.name}: more than {MAX_TEXT_BYTES // 1_000_000} MB of text",
            hint="Split it into several files.",
        )


def _text(job: _Job) -> _Read:
    from auditkit.read.textfile import read_text

    text, quality = _decode_text(job)
    drafts, pages = read_text(text, job.pack)
    return _Read(drafts=drafts, page_count=pages, quality=quality)


def _markdown(job: _Job) -> _Read:
    from auditkit.read.markdown import read_markdown

    text, quality = _decode_text(job)
    return _Read(drafts=read_markdown(text), quality=quality)


def _html(job: _Job) -> _Read:
    from auditkit.read.html import decode_html, read_html

    _refuse_long(job)
    text, encoding = decode_html(job.data, job.name)
    _refuse_characters(text, job.name)
    return _with_hidden(read_html(text, job.name, job.pack), Quality(encoding=encoding))


def _mail(job: _Job) -> _Read:
    from auditkit.read.mail import read_mail

    drafts, encoding = read_mail(job.data, job.name, job.pack)
    return _with_hidden(drafts, Quality(encoding=encoding))


def _rtf(job: _Job) -> _Read:
    from auditkit.read.rtf import read_rtf

    _refuse_long(job)
    drafts, notes = read_rtf(job.data, job.name, job.pack)
    return _paged(job, drafts, notes, ".rtf")


def _odt(job: _Job) -> _Read:
    from auditkit.read.odt import read_odt

    drafts, notes = read_odt(job.data, job.name, job.pack)
    return _paged(job, drafts, notes, ".odt" if job.data.startswith(b"PK") else ".fodt")


def _word(job: _Job) -> _Read:
    from auditkit.read.word import read_word

    drafts, notes = read_word(job.data, job.name, job.pack)
    return _paged(job, drafts, notes, ".docx")


def _old_word(job: _Job) -> _Read:
    from auditkit.read.office import convert
    from auditkit.read.word import read_word

    if not job.log.begin("convert"):
        raise TimedOutError(
            f"{job.name}: LibreOffice could not convert it within the limits",
            hint="Open it in Word and save it as .docx or PDF.",
        )
    suffix = ".doc" if job.data.startswith(b"\xd0\xcf") else ".xml"
    seconds = job.options.limits.program_wall
    converted = convert(job.data, suffix, "docx", job.name, seconds=seconds)
    drafts, notes = read_word(converted, job.name, job.pack)
    return _paged(job, drafts, ("converted by LibreOffice", *notes), suffix)


def _paged(job: _Job, drafts: list[Draft], notes: tuple[str, ...], suffix: str) -> _Read:
    """Add the pages that LibreOffice gives a document, where they are asked for."""
    count: int | None = None
    if job.options.pages == "exact":
        count, note = _find_pages(job, drafts, suffix)
        notes = (*notes, note)
    quality = Quality(note="; ".join(notes) or None)
    return _with_hidden(drafts, quality, page_count=count)


def _find_pages(job: _Job, drafts: list[Draft], suffix: str) -> tuple[int | None, str]:
    """Place the blocks on pages; a document that gets none is read without, and says why."""
    from auditkit.read.office_pages import place_on_pages

    if not job.log.begin("convert"):
        return None, "no pages: LibreOffice could not set them within the limits"
    seconds = job.options.limits.program_wall
    try:
        return place_on_pages(drafts, job.data, suffix, job.name, seconds=seconds)
    except ReadError as error:
        return None, f"no pages: {error.message.removeprefix(f'{job.name}: ')}"


def _with_hidden(drafts: list[Draft], quality: Quality, *, page_count: int | None = None) -> _Read:
    """Count the characters that a reader does not see."""
    hidden = sum(len(piece.text) for d in drafts if d.hidden for c in d.cells for piece in c)
    counted = Quality(hidden_characters=hidden, encoding=quality.encoding, note=quality.note)
    return _Read(drafts=drafts, page_count=page_count, quality=counted)


def _pdf(job: _Job) -> _Read:
    from auditkit.read.pdf import read_pdf

    drafts, pages, quality = read_pdf(job.data, job.name, job.pack, job.options, job.log)
    return _Read(drafts=drafts, page_count=pages, quality=quality)


def _zip(job: _Job) -> _Read:
    """Say why an archive is no document: broken, too large, too deep or without one."""
    import io

    from auditkit.read.archives import list_members
    from auditkit.read.folders import is_document_name

    members = list_members(io.BytesIO(job.data), job.name)
    if len(job.source.member) >= MAX_DEPTH:
        raise TooLargeError(
            f"{job.name}: is an archive inside {MAX_DEPTH} others",
            hint="Unpack the archives yourself, and give the folder.",
        )
    count = sum(is_document_name(member.name) for member in members)
    if not count:
        raise NoTextError(
            f"{job.name}: is an archive without a document of a kind that is read",
            hint="Look what it holds; save what matters as PDF, DOCX or text.",
        )
    raise UnsupportedFormatError(
        f"{job.name}: is an archive of {count} documents, not a document",
        hint="Read its members one by one, as `auditkit run` does.",
    )


_READERS: dict[Format, Callable[[_Job], _Read]] = {
    Format.TEXT: _text,
    Format.MARKDOWN: _markdown,
    Format.HTML: _html,
    Format.MAIL: _mail,
    Format.RTF: _rtf,
    Format.DOC: _old_word,
    Format.DOCX: _word,
    Format.ODT: _odt,
    Format.FLAT_ODT: _odt,
    Format.PDF: _pdf,
    Format.ZIP: _zip,
}
