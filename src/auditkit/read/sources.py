"""Where a document's bytes stand: a file, or a member of an archive or of a mail."""

from __future__ import annotations

import hashlib
import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from auditkit.errors import NoTextError, ReadError, TooLargeError
from auditkit.read.archives import read_member

MAX_BYTES = 200_000_000
MAX_DEPTH = 3  # archives inside archives
_ZIP = b"PK\x03\x04"
_Opener = Callable[[bytes, str, str], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document: a file, or what ``member`` names inside it.

    ``member`` is empty for a file; ``("protokoll.pdf",)`` for a member of a zip file or an
    attachment; one name more for each container inside a container. Its names are those
    that `list_members` and `list_attachments` give: clean, unique, without a way out.
    """

    path: Path
    member: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The document's own file name."""
        full = self.member[-1] if self.member else self.path.name
        return unicodedata.normalize("NFC", full.rsplit("/", 1)[-1])

    @property
    def suffix(self) -> str:
        """The ending of its name, with the dot."""
        return Path(self.name).suffix


def relative_path(source: Source, root: Path) -> str:
    """Return the path below the root with forward slashes; the name where it is not below.

    Example:
        >>> source = Source(path=Path("arkiv/2024.zip"), member=("maj/protokoll.pdf",))
        >>> relative_path(source, Path("arkiv"))
        '2024.zip/maj/protokoll.pdf'
    """
    base = root.parent if root.is_file() else root
    try:
        relative = source.path.relative_to(base)
    except ValueError:
        relative = Path(source.path.name)
    return unicodedata.normalize("NFC", "/".join((relative.as_posix(), *source.member)))


def load_bytes(source: Source) -> bytes:
    """Return the bytes of a document, never more than ``MAX_BYTES``.

    Raises:
        ReadError: If it cannot be opened, is empty, or too large; if its container is
            damaged, encrypted or has no such member.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     written = Path(folder, "a.txt").write_bytes(b"text")
        ...     load_bytes(Source(path=Path(folder, "a.txt")))
        b'text'
    """
    data = _load_file(source)
    for inner in source.member[1:]:
        data = open_container(data, inner, source.name)
    if not data:
        raise NoTextError(
            f"{source.name}: is empty (0 bytes)", hint="Fetch the file anew, or remove it."
        )
    return data


def hash_source(source: Source) -> str:
    """Return the SHA-256 of a document's bytes, as hex digits.

    Raises:
        ReadError: As `load_bytes`; an empty file has a hash.
        OSError: If the file cannot be opened.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     written = Path(folder, "a.txt").write_bytes(b"text")
        ...     hash_source(Source(path=Path(folder, "a.txt")))[:8]
        '982d9e3e'
    """
    if source.member:
        return hashlib.sha256(load_bytes(source)).hexdigest()
    with source.path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_container(data: bytes, inner: str, name: str) -> bytes:
    """Return a member of a zip file or an attachment of a mail.

    Raises:
        ReadError: If there is none of that name, or it cannot be read.

    Example:
        >>> import zipfile
        >>> file = io.BytesIO()
        >>> with zipfile.ZipFile(file, "w") as archive:
        ...     archive.writestr("a.txt", "text")
        >>> open_container(file.getvalue(), "a.txt", "a.zip")
        b'text'
    """
    if data.startswith(_ZIP):
        return read_member(io.BytesIO(data), inner, name)
    return _read_attachment(data, inner, name)


def _load_file(source: Source) -> bytes:
    """Return a file's bytes; of a container those of its outermost member."""
    try:
        with source.path.open("rb") as file:
            if source.member and file.read(4) == _ZIP:
                return read_member(file, source.member[0], source.name)
            size = source.path.stat().st_size
            if size > MAX_BYTES:
                raise TooLargeError(
                    f"{source.name}: {size // 1_000_000} MB, more than {MAX_BYTES // 1_000_000} MB",
                    hint="Split the file or make its pictures smaller.",
                )
            file.seek(0)
            data = file.read()
    except OSError as error:
        raise ReadError(
            f"{source.name}: {error.strerror or error}", hint="Check that you may read the file."
        ) from error
    return _read_attachment(data, source.member[0], source.name) if source.member else data


def _read_attachment(data: bytes, inner: str, name: str) -> bytes:
    from auditkit.read.mail_parts import read_attachment  # most documents hang on no mail

    return read_attachment(data, inner, name)
