"""Writing an output: whole or not at all, and readable by its owner only."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from auditkit.errors import OutputError


def replace_file(path: Path, content: bytes) -> str:
    """Write a file by way of a temporary one beside it, and return its SHA-256.

    Whoever reads the file sees the old content or the new one, never half of it. The
    temporary file is made with mode 0600, which the result keeps.

    Raises:
        OutputError: If it cannot be written; nothing is left behind then.

    Example:
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     digest = replace_file(Path(folder, "a.txt"), b"text")
        ...     digest[:8], Path(folder, "a.txt").read_bytes()
        ('982d9e3e', b'text')
    """
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
        temporary = None
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror})",
            hint="Close it in other programs, free some space, or choose another --out.",
        ) from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
    return hashlib.sha256(content).hexdigest()
