"""The records of each document, by path, with what made them."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator

from auditkit.errors import SchemaError
from auditkit.model import DocumentRecords
from auditkit.records_json import dumps, loads
from auditkit.store.workspace import Store, reading, transaction, utc_now


def path_key(path: str) -> str:
    r"""Return a path as it can be stored: a file name may hold bytes that are no text.

    Example:
        >>> path_key("protokoll-\udce5.txt")
        'protokoll-\\udce5.txt'
    """
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def inflate(store: Store, blob: bytes, what: str) -> bytes:
    """Unpack what stands compressed in the database.

    Raises:
        SchemaError: If it is damaged.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from auditkit.store import open_store
        >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        ...     inflate(store, zlib.compress(b"{}"), "the results are")
        b'{}'
    """
    try:
        return zlib.decompress(blob)
    except zlib.error as error:
        raise SchemaError(
            f"{store.directory}: {what} damaged",
            hint="Choose another --out directory, or restore auditkit.db from a backup.",
        ) from error


def known(store: Store, path: str, sha256: str, fingerprint: str) -> bool:
    """Tell whether a file need not be read again: same bytes, same code and packs.

    Args:
        store: The open workspace.
        path: The document's path relative to the input.
        sha256: Of the file's bytes, as hex digits.
        fingerprint: Names the version of the code and the packs that would read it.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from auditkit.store import open_store
        >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        ...     known(store, "protokoll.txt", "0" * 64, "0.1.0")
        False
    """
    with reading(store) as connection:
        row = connection.execute(
            "SELECT 1 FROM documents WHERE path = ? AND sha256 = ? AND fingerprint = ?",
            (path_key(path), sha256, fingerprint),
        ).fetchone()
    return row is not None


def save_records(
    store: Store, records: DocumentRecords, *, fingerprint: str, size: int = 0, mtime_ns: int = 0
) -> None:
    """Save what was read from one document, in a transaction of its own.

    A run that is killed thus keeps every document that was done. What stood at the same
    path before is listed in the table ``versions``.

    Args:
        store: The open workspace.
        records: What the left half of the line made of the document.
        fingerprint: As for ``known``.
        size: Bytes of the file.
        mtime_ns: Time of its last change, for a person to look at; never compared.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from auditkit.model import Document, Facts, Structure
        >>> from auditkit.store import open_store
        >>> document = Document(id="d", sha256="d", name="p.txt", path="p.txt", media_type="",
        ...                     text="", blocks=(), lines=())
        >>> structure = Structure(document=document, facts=Facts(), parts=(), sections=(),
        ...                       block_sections=(), lead_ins=())
        >>> records = DocumentRecords(structure=structure, statements=(), sentences=())
        >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        ...     save_records(store, records, fingerprint="0.1.0")
        ...     known(store, "p.txt", "d", "0.1.0")
        True
    """
    document = records.structure.document
    blob = zlib.compress(dumps(records).encode("ascii"), 6)
    key, now = path_key(document.path), utc_now()
    with transaction(store) as connection:
        connection.execute(
            "INSERT INTO versions (path, sha256, fingerprint, saved_at) "
            "SELECT path, sha256, fingerprint, saved_at FROM documents WHERE path = ?",
            (key,),
        )
        connection.execute(
            "INSERT OR REPLACE INTO documents "
            "(path, sha256, size, mtime_ns, fingerprint, records, saved_at, missing_since) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
            (key, document.sha256, size, mtime_ns, fingerprint, blob, now),
        )


def load_records(store: Store, paths: Collection[str] | None = None) -> Iterator[DocumentRecords]:
    """Yield the records of all documents that are not missing, in the order of their paths.

    Args:
        store: The open workspace.
        paths: Only these, missing or not; each must have been saved.

    Raises:
        SchemaError: If a record is damaged or of another version, or a path was never saved.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from auditkit.model import Document, Facts, Structure
        >>> from auditkit.store import open_store
        >>> document = Document(id="d", sha256="d", name="p.txt", path="p.txt", media_type="",
        ...                     text="", blocks=(), lines=())
        >>> structure = Structure(document=document, facts=Facts(), parts=(), sections=(),
        ...                       block_sections=(), lead_ins=())
        >>> records = DocumentRecords(structure=structure, statements=(), sentences=())
        >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        ...     save_records(store, records, fingerprint="0.1.0")
        ...     list(load_records(store)) == [records]
        True
    """
    with reading(store) as connection:
        if paths is None:
            found = connection.execute(
                "SELECT path FROM documents WHERE missing_since IS NULL ORDER BY path"
            ).fetchall()
            wanted = [path for (path,) in found]
        else:
            wanted = sorted({path_key(path) for path in paths})
    for path in wanted:
        yield _load(store, path)


def _load(store: Store, path: str) -> DocumentRecords:
    """Read one document's records; one at a time, so that memory stays small."""
    with reading(store) as connection:
        row = connection.execute("SELECT records FROM documents WHERE path = ?", (path,)).fetchone()
    if row is None:
        raise SchemaError(
            f"{store.directory}: no records of {path}", hint="Run `auditkit run` again."
        )
    text = inflate(store, row[0], f"the records of {path} are")
    return loads(DocumentRecords, text)


def remove_missing(store: Store, present: Collection[str]) -> tuple[str, ...]:
    """Mark the documents that are no longer in the input; their records are kept.

    A document that is back, unchanged, is unmarked.

    Args:
        store: The open workspace.
        present: The paths of all documents of the input, relative to it.

    Returns:
        The paths that went missing since the last run, sorted.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from auditkit.model import Document, Facts, Structure
        >>> from auditkit.store import open_store
        >>> document = Document(id="d", sha256="d", name="p.txt", path="p.txt", media_type="",
        ...                     text="", blocks=(), lines=())
        >>> structure = Structure(document=document, facts=Facts(), parts=(), sections=(),
        ...                       block_sections=(), lead_ins=())
        >>> records = DocumentRecords(structure=structure, statements=(), sentences=())
        >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        ...     save_records(store, records, fingerprint="0.1.0")
        ...     remove_missing(store, [])
        ('p.txt',)
    """
    here = {path_key(path) for path in present}
    with transaction(store) as connection:
        rows = connection.execute("SELECT path, missing_since FROM documents").fetchall()
        gone = sorted(path for path, since in rows if since is None and path not in here)
        back = [path for path, since in rows if since is not None and path in here]
        now = utc_now()
        connection.executemany(
            "UPDATE documents SET missing_since = ? WHERE path = ?", [(now, p) for p in gone]
        )
        connection.executemany(
            "UPDATE documents SET missing_since = NULL WHERE path = ?", [(p,) for p in back]
        )
    return tuple(gone)
