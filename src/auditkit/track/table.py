"""Which file the tracking table is written to, so that no person's work is overwritten."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from auditkit.errors import OutputError

_STEM = "tracking"
_ENDINGS = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The stem of the table's files (``tracking`` or ``tracking-2`` …), and what to tell."""

    stem: str
    message: str | None = None


def choose_target(out: Path, written: Mapping[str, str]) -> Target:
    """Choose the first name whose files are free, or are as the last run left them.

    A file counts as a person's when its content is not what was written, when nothing is
    known of it, when a program has it open, or when it cannot be written. The XLSX and the
    CSV go by the same number.

    Args:
        out: The output directory.
        written: SHA-256 by file name, as the last runs wrote them.

    Raises:
        OutputError: If a file there cannot be read.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = Path(folder, "tracking.xlsx").write_bytes(b"changed by a person")
        ...     choose_target(Path(folder), {}).stem
        'tracking-2'
    """
    stem, number, first = _STEM, 1, ""
    while (reason := _taken(out, stem, written)) is not None:
        first = first or reason
        number += 1
        stem = f"{_STEM}-{number}"
    return Target(stem=stem, message=_message(first, f"{stem}.xlsx") if first else None)


def is_open(path: Path) -> bool:
    """Tell whether Excel or LibreOffice has a file open, by the lock files they leave.

    Excel shortens the name in its lock file's name where the name is long; ours is not.

    Example:
        >>> is_open(Path("no-such-folder/tracking.xlsx"))
        False
    """
    locks = (f"~${path.name}", f".~lock.{path.name}#")
    return any((path.parent / lock).exists() for lock in locks)


def _taken(out: Path, stem: str, written: Mapping[str, str]) -> str | None:
    """Say why files of this stem must be left alone, or None where they need not."""
    for ending in _ENDINGS:
        path = out / f"{stem}{ending}"
        if is_open(path):
            return f"{path.name} is open in another program"
        if not path.exists():
            continue
        try:
            with path.open("r+b") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except PermissionError:
            return f"{path.name} cannot be written (open in another program, or read-only)"
        except OSError as error:
            raise OutputError(
                f"{path}: {error.strerror}", hint="Move the file away, or choose another --out."
            ) from error
        if written.get(path.name) != digest:
            return f"{path.name} was changed since auditkit wrote it"
    return None


def _message(reason: str, name: str) -> str:
    """Tell what happened, and how to keep the edits."""
    return (
        f"{reason}; it was left as it is, and the new table is {name}. This version cannot "
        "import edits yet: keep your file, and copy your columns (status, owner, comment …) "
        "over by the column id, which names the same requirement in both."
    )
