"""Zip files that hold documents: which members they have, each read within bounds."""

from __future__ import annotations

import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from auditkit.errors import DamagedDocumentError, EncryptedDocumentError, ReadError, TooLargeError

MAX_MEMBERS = 10_000
MAX_MEMBER = 200_000_000
MAX_TOTAL = 4_000_000_000
MAX_RATIO = 250
RATIO_FLOOR = 5_000_000  # smaller members may be packed as tightly as they like
_LONGEST_NAME = 200
_DEEPEST_FOLDER = 20
_UTF8_NAME = 0x800
_BAD = re.compile(r"[\x00-\x1f\x7f:*?\"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LOST = (
    zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, zlib.error, struct.error,
    OSError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member under its clean name; ``info`` is its entry in the archive."""

    name: str
    info: zipfile.ZipInfo


def list_members(file: IO[bytes], name: str) -> tuple[Member, ...]:
    r"""Return the files in a zip archive, in its order, under clean and unique names.

    Raises:
        DamagedDocumentError: If its directory is broken.
        TooLargeError: If it holds too much.

    Example:
        >>> import io
        >>> file = io.BytesIO()
        >>> with zipfile.ZipFile(file, "w") as archive:
        ...     for inner in ("../a.txt", "/a.txt", "c:\\b.txt"):
        ...         archive.writestr(inner, "text")
        >>> [member.name for member in list_members(file, "a.zip")]
        ['a.txt', 'a-2.txt', 'b.txt']
    """
    try:
        with zipfile.ZipFile(file) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except _LOST as error:
        raise DamagedDocumentError(
            f"{name}: is a broken zip file", hint="Fetch the file anew."
        ) from error
    total = sum(info.file_size for info in infos)
    if len(infos) > MAX_MEMBERS or total > MAX_TOTAL:
        raise TooLargeError(
            f"{name}: holds {len(infos)} files, {total // 1_000_000} MB unpacked",
            hint="Unpack it yourself, and give the folder with the documents.",
        )
    names = unique_names(clean_name(_decoded(info)) for info in infos)
    return tuple(Member(name=n, info=i) for n, i in zip(names, infos, strict=True))


def read_member(file: IO[bytes], inner: str, name: str) -> bytes:
    """Return the bytes of one member.

    Raises:
        ReadError: If there is no such member, it is encrypted, damaged, or larger unpacked
            than any document.

    Example:
        >>> import io
        >>> file = io.BytesIO()
        >>> with zipfile.ZipFile(file, "w") as archive:
        ...     archive.writestr("a.txt", "text")
        >>> read_member(file, "a.txt", "a.zip")
        b'text'
    """
    info = next((m.info for m in list_members(file, name) if m.name == inner), None)
    if info is None:
        raise ReadError(
            f"{name}: is no longer in its archive", hint="Run again; the archive was changed."
        )
    if info.flag_bits & 1:
        raise EncryptedDocumentError(
            f"{name}: is protected by a password in its zip file",
            hint="Unpack it with the password, and give the folder.",
        )
    if is_bomb(info, MAX_MEMBER):
        raise TooLargeError(
            f"{name}: would unpack to {info.file_size // 1_000_000} MB",
            hint="If it is a real document, unpack the archive yourself, and give the folder.",
        )
    try:
        with zipfile.ZipFile(file) as archive, archive.open(info) as stream:
            return stream.read(info.file_size)
    except _LOST as error:
        raise DamagedDocumentError(
            f"{name}: is damaged in its zip file", hint="Fetch the archive anew."
        ) from error


def is_bomb(info: zipfile.ZipInfo, largest: int) -> bool:
    """Tell whether a member would unpack to more than it may.

    Example:
        >>> info = zipfile.ZipInfo("a.txt")
        >>> info.file_size, info.compress_size = 900_000_000, 900_000
        >>> is_bomb(info, MAX_MEMBER)
        True
    """
    if info.file_size > largest:
        return True
    return info.file_size > RATIO_FLOOR and info.file_size > MAX_RATIO * max(1, info.compress_size)


def clean_name(name: str) -> str:
    r"""Return the name of a member as a relative path that leads nowhere else.

    Example:
        >>> clean_name("..\\..\\etc/./protokoll\x00.pdf")
        'etc/protokoll.pdf'
    """
    parts = unicodedata.normalize("NFC", name).replace("\\", "/").split("/")
    if len(parts) > 1 and re.fullmatch(r"[A-Za-z]:", parts[0]):
        parts = parts[1:]
    clean = [_BAD.sub("", part).strip() for part in parts]
    kept = [part for part in clean if part.strip(".")][-_DEEPEST_FOLDER:]
    return "/".join(_shortened(part) for part in kept) or "unnamed"


def unique_names(names: Iterable[str]) -> list[str]:
    """Return names of which no two are alike: the second "a.pdf" becomes "a-2.pdf".

    Example:
        >>> unique_names(["a.pdf", "a.pdf", "b"])
        ['a.pdf', 'a-2.pdf', 'b']
    """
    taken: set[str] = set()
    found = []
    for name in names:
        path, unique, count = PurePosixPath(name), name, 1
        while unique.casefold() in taken:
            count += 1
            unique = path.with_name(f"{path.stem}-{count}{path.suffix}").as_posix()
        taken.add(unique.casefold())
        found.append(unique)
    return found


def _shortened(part: str) -> str:
    """Return a part of a path that is not too long, with its ending."""
    if len(part) <= _LONGEST_NAME:
        return part
    ending = PurePosixPath(part).suffix[:12]
    return part[: _LONGEST_NAME - len(ending)] + ending


def _decoded(info: zipfile.ZipInfo) -> str:
    """Return a member's name; many programs write UTF-8 without saying so."""
    if info.flag_bits & _UTF8_NAME or info.filename.isascii():
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename
