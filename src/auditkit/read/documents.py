"""A file → a Document: sniffs the format by content and calls its reader."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from auditkit.errors import (
    DamagedDocumentError,
    NoTextError,
    ReadError,
    TooLargeError,
)
from auditkit.lang import Pack, load_pack
from auditkit.model import Document, Quality
from auditkit.read.assemble import assemble
from auditkit.read.encoding import decode
from auditkit.read.formats import Format, sniff
from auditkit.read.markdown import read_markdown
from auditkit.read.pdf import read_pdf
from auditkit.read.rows import Draft
from auditkit.read.textfile import read_text
from auditkit.read.word import read_word

MAX_BYTES = 200_000_000
MAX_TEXT_BYTES = 20_000_000
MAX_CHARACTERS = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    drafts: list[Draft]
    page_count: int | None
    quality: Quality


def read_document(path: Path, *, root: Path, pack: Pack | None = None) -> Document:
    r"""Read one file.

    Args:
        path: The file.
        root: The folder that ``Document.path`` is told from (or the file itself).
        pack: The language pack; Swedish where none is given.

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
    pack = pack or load_pack("sv")
    name = unicodedata.normalize("NFC", path.name)
    data = _bytes(path, name)
    sha256 = hashlib.sha256(data).hexdigest()
    kind = sniff(data, path.suffix, name)
    read = _READERS[kind](data, name, pack)
    made = assemble(read.drafts, pack)
    if not made.text.strip():
        raise NoTextError(f"{name}: holds no text", hint="Leave the file out, or replace it.")
    if len(made.text) > MAX_CHARACTERS:
        raise TooLargeError(
            f"{name}: more than {MAX_CHARACTERS} characters", hint="Split it into several files."
        )
    return Document(
        id=sha256[:16],
        sha256=sha256,
        name=name,
        path=_relative(path, root),
        media_type=kind.value,
        text=made.text,
        blocks=made.blocks,
        lines=made.lines,
        page_count=read.page_count,
        quality=read.quality,
    )


def _relative(path: Path, root: Path) -> str:
    """Return the path below the root with forward slashes; the name where it is not below."""
    base = root if root.is_dir() else root.parent
    try:
        relative = path.relative_to(base)
    except ValueError:
        relative = Path(path.name)
    return unicodedata.normalize("NFC", relative.as_posix())


def _bytes(path: Path, name: str) -> bytes:
    """Return the bytes of a file that is neither empty nor too large."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise TooLargeError(
                f"{name}: {size // 1_000_000} MB, more than {MAX_BYTES // 1_000_000} MB",
                hint="Split the file or make its pictures smaller.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"{name}: {error.strerror or error}", hint="Check that you may read the file."
        ) from error
    if not data:
        raise NoTextError(f"{name}: is empty (0 bytes)", hint="Fetch the file anew, or remove it.")
    return data


def _decode_text(data: bytes, name: str) -> tuple[str, Quality]:
    if len(data) > MAX_TEXT_BYTES:
        raise TooLargeError(
            f"{name}: more than {MAX_TEXT_BYTES // 1_000_000} MB of text",
            hint="Split it into several files.",
        )
    decoded = decode(data)
    if decoded is None:
        raise DamagedDocumentError(
            f"{name}: its characters cannot be decoded", hint="Save it as UTF-8 text."
        )
    return decoded.text, Quality(encoding=decoded.encoding, note=decoded.note)


def _text(data: bytes, name: str, pack: Pack) -> _Read:
    text, quality = _decode_text(data, name)
    drafts, pages = read_text(text, pack)
    return _Read(drafts=drafts, page_count=pages, quality=quality)


def _markdown(data: bytes, name: str, pack: Pack) -> _Read:
    text, quality = _decode_text(data, name)
    return _Read(drafts=read_markdown(text), page_count=None, quality=quality)


def _word(data: bytes, name: str, pack: Pack) -> _Read:
    drafts = read_word(data, name, pack)
    hidden = sum(len(piece.text) for d in drafts if d.hidden for c in d.cells for piece in c)
    return _Read(drafts=drafts, page_count=None, quality=Quality(hidden_characters=hidden))


def _pdf(data: bytes, name: str, pack: Pack) -> _Read:
    drafts, pages, quality = read_pdf(data, name, pack)
    return _Read(drafts=drafts, page_count=pages, quality=quality)


_READERS = {
    Format.TEXT: _text,
    Format.MARKDOWN: _markdown,
    Format.DOCX: _word,
    Format.PDF: _pdf,
}
