"""Opening the workspace database, its transactions, and the errors of both.

The database keeps its rollback journal beside it (no write-ahead log): that works on network
drives, and a process killed in the middle leaves the state of the last transaction.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from auditkit.errors import AuditkitError, OutputError, SchemaError, UsageError
from auditkit.store.schema import is_current, prepare

DATABASE = "auditkit.db"
_WAIT_SECONDS = 5.0
_OWNER_ONLY = 0o600

_HINTS = {
    sqlite3.SQLITE_BUSY: ("is in use by another run", "Wait until it has ended, or stop it."),
    sqlite3.SQLITE_LOCKED: ("is in use by another run", "Wait until it has ended, or stop it."),
    sqlite3.SQLITE_FULL: ("cannot grow: the disk is full", "Free some space and run again."),
    sqlite3.SQLITE_READONLY: (
        "cannot be written",
        "Make the directory writable, or choose another --out.",
    ),
    sqlite3.SQLITE_PERM: (
        "cannot be opened",
        "Make the directory writable, or choose another --out.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "cannot be opened",
        "Make the directory writable, or choose another --out.",
    ),
    sqlite3.SQLITE_IOERR: (
        "cannot be read or written",
        "Check the disk or network drive, or choose another --out.",
    ),
}
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


@dataclass(frozen=True, slots=True)
class Store:
    """An open workspace: its directory and the connection to its database."""

    directory: Path
    connection: sqlite3.Connection


@contextmanager
def open_store(directory: Path, *, create: bool = True) -> Iterator[Store]:
    """Open the workspace in a directory for the length of a ``with`` block.

    A directory made here, and the database, are for their owner only. A directory that was
    there keeps its mode.

    Args:
        directory: Where ``auditkit.db`` stands.
        create: Make directory and database where they are missing; else refuse.

    Raises:
        UsageError: If there is no store and ``create`` is false.
        SchemaError: If the database is newer than this version, damaged or not ours.
        OutputError: If it is locked, or cannot be written.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        ...     store.directory == Path(folder)
        True
    """
    path = directory / DATABASE
    if create:
        _make_private(directory, path)
    elif not path.is_file():
        raise UsageError(
            f"{directory}: no results of auditkit here",
            hint="Give the directory of an earlier run with --dir, or run `auditkit run` first.",
        )
    with _wrapped(path):
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    with closing(connection):
        store = Store(directory, connection)
        with _wrapped(path):
            connection.execute("PRAGMA synchronous = FULL")
            ready = is_current(connection)
        if not ready:
            with transaction(store):
                prepare(connection, str(path))
        yield store


@contextmanager
def transaction(store: Store) -> Iterator[sqlite3.Connection]:
    """Make everything in a ``with`` block happen, or nothing of it.

    Raises:
        OutputError: If the database is locked or cannot be written.
        SchemaError: If it is damaged.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        ...     with transaction(store) as connection:
        ...         connection.execute("SELECT count(*) FROM runs").fetchone()
        (0,)
    """
    with _wrapped(store.directory / DATABASE):
        store.connection.execute("BEGIN IMMEDIATE")
        try:
            yield store.connection
        except BaseException:
            # A full disk may have ended the transaction already.
            if store.connection.in_transaction:
                store.connection.execute("ROLLBACK")
            raise
        store.connection.execute("COMMIT")


@contextmanager
def reading(store: Store) -> Iterator[sqlite3.Connection]:
    """Give the connection for reading, with the database's errors turned into ours.

    Raises:
        OutputError: If the database is locked or cannot be opened.
        SchemaError: If it is damaged.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        ...     with reading(store) as connection:
        ...         connection.execute("SELECT count(*) FROM documents").fetchone()
        (0,)
    """
    with _wrapped(store.directory / DATABASE):
        yield store.connection


def utc_now() -> str:
    """Return the time in UTC, to the second.

    Example:
        >>> utc_now()[10], utc_now()[-6:]
        ('T', '+00:00')
    """
    return datetime.now(UTC).isoformat(timespec="seconds")


def _make_private(directory: Path, path: Path) -> None:
    """Make directory and database file readable by their owner only."""
    try:
        if not directory.is_dir():
            directory.mkdir(parents=True, mode=0o700)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, _OWNER_ONLY))
        elif path.stat().st_mode & 0o077:
            path.chmod(_OWNER_ONLY)
    except OSError as error:
        raise OutputError(
            f"{directory}: cannot write here ({error.strerror})",
            hint="Choose another --out directory, or ask for the right to write in this one.",
        ) from error


@contextmanager
def _wrapped(path: Path) -> Iterator[None]:
    """Turn errors of the database into ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translate(error, path) from error


def _translate(error: sqlite3.Error, path: Path) -> AuditkitError | sqlite3.Error:
    """Find the way out of a database error; one that has none is a bug and stays as it is."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary in _DAMAGED:
        return SchemaError(
            f"{path} is damaged or not a database",
            hint="Restore it from a backup, or choose another --out directory.",
        )
    if primary in _HINTS:
        what, hint = _HINTS[primary]
        return OutputError(f"{path} {what}", hint=hint)
    return error
