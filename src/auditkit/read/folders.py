"""Which documents stand below the given paths, also those inside archives and mails."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from auditkit.errors import ReadError, UsageError
from auditkit.read.archives import list_members
from auditkit.read.formats import SUFFIXES, Format, sniff
from auditkit.read.mail_parts import list_attachments
from auditkit.read.sources import MAX_DEPTH, Source, load_bytes

_HEAD = 65_536
_CONTAINERS = frozenset({".zip", ".eml", ".mht", ".mhtml"})
Found = Iterator[tuple[Source, bool]]


def find_documents(paths: Iterable[Path]) -> tuple[tuple[tuple[Source, Path], ...], int]:
    """Return the documents below the paths, each with its root, and how many files were skipped.

    A file that is named itself is always taken, whatever its kind. In a folder, hidden
    files and other kinds of files are skipped and counted. A file is taken once. Zip files
    and mails give their members and attachments as documents of their own; a zip file that
    gives none is itself returned, so that reading it tells why.

    Raises:
        UsageError: If a path does not exist.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     for name in ("a.txt", "b.xyz"):
        ...         Path(folder, name).touch()
        ...     found, skipped = find_documents([Path(folder)])
        >>> [source.name for source, _ in found], skipped
        (['a.txt'], 1)
    """
    found: dict[tuple[Path, tuple[str, ...]], tuple[Source, Path]] = {}
    skipped = 0
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder", hint="Check the path.")
        root = path if path.is_dir() else path.parent
        for source, is_document in _below(path):
            if is_document:
                key = (source.path.resolve(), source.member)
                found.setdefault(key, (source, root))
            else:
                skipped += 1
    return tuple(found.values()), skipped


def _below(path: Path) -> Found:
    """Yield the files below a path, and for each whether it is a document."""
    if not path.is_dir():
        yield from _unpack(Source(path=path))
        return
    for file, is_document in _walk(path):
        if is_document:
            yield from _unpack(Source(path=file))
        else:
            yield Source(path=file), False


def _walk(root: Path) -> Iterator[tuple[Path, bool]]:
    """Yield the files below a folder in the order of their names."""
    for file in sorted(root.rglob("*"), key=lambda f: f.relative_to(root).parts):
        if not file.is_file():
            continue
        yield file, is_document_name(file.relative_to(root).as_posix())


def is_document_name(name: str) -> bool:
    """Tell by its name whether a file is a document: of a known kind and not hidden.

    Example:
        >>> is_document_name("maj/a.PDF"), is_document_name("~$a.docx"), is_document_name("a.xlsx")
        (True, False, False)
    """
    path = PurePosixPath(name)
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts)
    return not hidden and path.suffix.lower() in SUFFIXES


def _unpack(source: Source) -> Found:
    """Yield a document; of a container those it holds."""
    try:
        kind = _container(source)
        if kind is None or len(source.member) >= MAX_DEPTH:
            yield source, True
            return
        names = _names_in(source, kind)
    except (ReadError, OSError):
        yield source, True  # reading it will tell what is wrong
        return
    inside = [Source(path=source.path, member=(*source.member, name)) for name in names]
    if kind is Format.MAIL or not any(is_document_name(i.member[-1]) for i in inside):
        yield source, True  # the mail's own text; the archive to tell that it holds none
    for inner in inside:
        if is_document_name(inner.member[-1]):
            yield from _unpack(inner)
        else:
            yield inner, False


def _container(source: Source) -> Format | None:
    """Return which kind of container a file is, None for a document."""
    if source.member:
        if source.suffix.lower() not in _CONTAINERS:
            return None
        head = load_bytes(source)
    else:
        with source.path.open("rb") as file:
            head = file.read(_HEAD)
            if head.startswith(b"PK\x03\x04"):
                names = {member.info.filename for member in list_members(file, source.name)}
                return None if names & {"[Content_Types].xml", "content.xml"} else Format.ZIP
    if not head.startswith(b"PK\x03\x04") and b":" not in head[:_HEAD]:
        return None
    found = sniff(head, source.suffix, source.name)
    return found if found in (Format.MAIL, Format.ZIP) else None


def _names_in(source: Source, kind: Format) -> list[str]:
    """Return the names of what a container holds."""
    if kind is Format.MAIL:
        return [a.name for a in list_attachments(load_bytes(source), source.name)]
    if source.member:
        inner = io.BytesIO(load_bytes(source))
        return [member.name for member in list_members(inner, source.name)]
    with source.path.open("rb") as opened:
        return [member.name for member in list_members(opened, source.name)]
