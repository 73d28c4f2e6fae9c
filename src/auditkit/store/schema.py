"""The tables of the workspace database, and how an older one is brought up to date.

Nothing is ever deleted from ``requirements`` and ``versions``: ids are for ever, and what a
document was before it changed can be asked for later.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from auditkit.errors import SchemaError

SCHEMA_VERSION = 1
APPLICATION_ID = 0x41756469  # "Audi": says to other programs whose database this is

_TABLES = (
    """CREATE TABLE documents (
        path TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        records BLOB NOT NULL,
        saved_at TEXT NOT NULL,
        missing_since TEXT
    )""",
    """CREATE TABLE versions (
        path TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        saved_at TEXT NOT NULL
    )""",
    """CREATE TABLE requirements (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        record TEXT NOT NULL,
        current INTEGER NOT NULL,
        first_saved TEXT NOT NULL,
        last_seen TEXT NOT NULL
    )""",
    """CREATE TABLE runs (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        finished_at TEXT NOT NULL,
        record TEXT NOT NULL
    )""",
    """CREATE TABLE findings (
        name TEXT PRIMARY KEY,
        records BLOB NOT NULL
    )""",
    """CREATE TABLE outputs (
        name TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL,
        written_at TEXT NOT NULL
    )""",
)

# MIGRATIONS[n] takes a database of schema n to schema n + 1, inside one transaction.
MIGRATIONS: Mapping[int, Callable[[sqlite3.Connection], None]] = {}


def is_current(connection: sqlite3.Connection) -> bool:
    """Tell, without taking a lock for writing, whether the database is ours and up to date.

    Example:
        >>> is_current(sqlite3.connect(":memory:"))
        False
    """
    found = (_pragma(connection, "application_id"), _pragma(connection, "user_version"))
    return found == (APPLICATION_ID, SCHEMA_VERSION)


def prepare(connection: sqlite3.Connection, name: str) -> None:
    """Create the tables, or migrate an older database; call it inside a transaction.

    Args:
        connection: An open connection.
        name: What messages call the database.

    Raises:
        SchemaError: If the database is of a newer version, or is none of ours.

    Example:
        >>> connection = sqlite3.connect(":memory:")
        >>> prepare(connection, "auditkit.db")
        >>> connection.execute("PRAGMA user_version").fetchone()
        (1,)
    """
    version = _pragma(connection, "user_version")
    owner = _pragma(connection, "application_id")
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if version == 0 and owner == 0 and empty:
        for table in _TABLES:
            connection.execute(table)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        return
    if owner != APPLICATION_ID:
        raise SchemaError(
            f"{name} is not a database of auditkit",
            hint="Choose another --out directory, or move the file away.",
        )
    if version > SCHEMA_VERSION:
        raise SchemaError(
            f"{name} was written by a newer auditkit (schema {version}, this one reads "
            f"{SCHEMA_VERSION})",
            hint="Update auditkit, or choose another --out directory.",
        )
    for step in range(version, SCHEMA_VERSION):
        _migrate(connection, step, name)


def _migrate(connection: sqlite3.Connection, step: int, name: str) -> None:
    """Take the database one schema further."""
    if step not in MIGRATIONS:
        raise SchemaError(
            f"{name} has schema {step}, which this version cannot bring up to date",
            hint="Choose another --out directory.",
        )
    MIGRATIONS[step](connection)
    connection.execute(f"PRAGMA user_version = {step + 1}")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    """Read a number from the header of the database."""
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
