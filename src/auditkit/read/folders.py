"""Which files of the given paths are documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from auditkit.errors import UsageError
from auditkit.read.formats import SUFFIXES


def find_documents(paths: Iterable[Path]) -> tuple[tuple[tuple[Path, Path], ...], int]:
    """Return the documents below the paths, each with its root, and how many files were skipped.

    A file that is named itself is always taken, whatever its kind. In a folder, hidden
    files and other kinds of files are skipped and counted. A file is taken once.

    Raises:
        UsageError: If a path does not exist.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     for name in ("a.txt", "b.xyz"):
        ...         Path(folder, name).touch()
        ...     found, skipped = find_documents([Path(folder)])
        >>> [file.name for file, _ in found], skipped
        (['a.txt'], 1)
    """
    found: dict[Path, tuple[Path, Path]] = {}
    skipped = 0
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder", hint="Check the path.")
        if not path.is_dir():
            found.setdefault(path.resolve(), (path, path.parent))
            continue
        for file, is_document in _walk(path):
            if is_document:
                found.setdefault(file.resolve(), (file, path))
            else:
                skipped += 1
    return tuple(found.values()), skipped


def _walk(root: Path) -> Iterator[tuple[Path, bool]]:
    """Yield the files below a folder in the order of their names."""
    for file in sorted(root.rglob("*"), key=lambda f: f.relative_to(root).parts):
        if file.is_dir() or not file.is_file():
            continue
        parts = file.relative_to(root).parts
        hidden = any(part.startswith((".", "~$")) for part in parts)
        yield file, not hidden and file.suffix.lower() in SUFFIXES
