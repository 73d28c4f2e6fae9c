from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from auditkit.errors import OutputError, SchemaError, UsageError
from auditkit.model import DocumentRecords
from auditkit.store import DATABASE, load_records, open_store, save_records, schema
from auditkit.store.workspace import transaction

Make = Callable[..., DocumentRecords]


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditkit.store.workspace._WAIT_SECONDS", 0.0)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_directory_and_database_are_for_their_owner_only(tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    with open_store(out):
        pass
    assert out.stat().st_mode & 0o777 == 0o700
    assert (out / DATABASE).stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_a_database_that_others_can_read_is_closed_to_them(tmp_path: Path) -> None:
    with open_store(tmp_path):
        pass
    (tmp_path / DATABASE).chmod(0o644)
    with open_store(tmp_path):
        assert (tmp_path / DATABASE).stat().st_mode & 0o777 == 0o600


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.connection.execute("PRAGMA user_version = 99")
    before = (tmp_path / DATABASE).read_bytes()
    with pytest.raises(SchemaError, match="newer"), open_store(tmp_path):
        pass
    assert (tmp_path / DATABASE).read_bytes() == before


def test_an_older_database_is_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(tmp_path):
        pass
    step = {1: lambda connection: connection.execute("CREATE TABLE added (x)")}
    monkeypatch.setattr(schema, "SCHEMA_VERSION", 2)
    monkeypatch.setattr(schema, "MIGRATIONS", step)
    with open_store(tmp_path) as store:
        assert store.connection.execute("PRAGMA user_version").fetchone() == (2,)
        assert store.connection.execute("SELECT count(*) FROM added").fetchone() == (0,)


def test_an_older_database_without_a_way_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path):
        pass
    monkeypatch.setattr(schema, "SCHEMA_VERSION", 2)
    with pytest.raises(SchemaError, match="schema 1"), open_store(tmp_path):
        pass


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / DATABASE)
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(SchemaError, match="not a database of auditkit"), open_store(tmp_path):
        pass


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"not a database at all" * 100)
    with pytest.raises(SchemaError, match="damaged"), open_store(tmp_path):
        pass


def test_a_locked_database_says_who_may_hold_it(
    tmp_path: Path, make_records: Make, no_waiting: None
) -> None:
    with open_store(tmp_path) as store, open_store(tmp_path) as other:
        other.connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OutputError, match="another run") as caught:
            save_records(store, make_records("a.txt"), fingerprint="v1")
        assert caught.value.hint


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path, make_records: Make) -> None:
    first = make_records("a.txt")
    with open_store(tmp_path) as store:
        save_records(store, first, fingerprint="v1")
        pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
        store.connection.execute(f"PRAGMA max_page_count = {pages}")
        noise = os.urandom(200_000).hex()
        with pytest.raises(OutputError, match="full"):
            save_records(store, make_records("b.txt", noise), fingerprint="v1")
    with open_store(tmp_path) as store:
        assert tuple(load_records(store)) == (first,)


def test_a_database_that_cannot_be_written_is_told(tmp_path: Path, make_records: Make) -> None:
    with open_store(tmp_path) as store:
        store.connection.execute("PRAGMA query_only = 1")
        with pytest.raises(OutputError, match="cannot be written"):
            save_records(store, make_records("a.txt"), fingerprint="v1")


def test_an_output_directory_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(OutputError), open_store(tmp_path / "out"):
        pass


def test_nothing_is_made_where_only_reading_is_meant(tmp_path: Path) -> None:
    with pytest.raises(UsageError), open_store(tmp_path, create=False):
        pass
    assert not list(tmp_path.iterdir())


def test_an_error_rolls_everything_back(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with pytest.raises(KeyError), transaction(store) as connection:
            connection.execute("INSERT INTO outputs VALUES ('a', 'b', 'c')")
            raise KeyError
        assert store.connection.execute("SELECT count(*) FROM outputs").fetchone() == (0,)


def test_a_killed_run_loses_only_what_was_not_finished(tmp_path: Path, make_records: Make) -> None:
    first = make_records("a.txt")
    with open_store(tmp_path) as store:
        save_records(store, first, fingerprint="v1")
    # With a tiny cache the unfinished transaction reaches the file before the process ends.
    program = (
        "import os, pathlib, sys\n"
        "from auditkit.store import open_store\n"
        "from auditkit.store.workspace import transaction\n"
        "with open_store(pathlib.Path(sys.argv[1])) as store:\n"
        "    store.connection.execute('PRAGMA cache_size = 1')\n"
        "    with transaction(store) as connection:\n"
        "        connection.execute('DELETE FROM documents')\n"
        "        for number in range(200):\n"
        "            row = (str(number), 'x' * 5000, '')\n"
        "            connection.execute('INSERT INTO outputs VALUES (?, ?, ?)', row)\n"
        "        os._exit(9)\n"
    )
    before = (tmp_path / DATABASE).stat().st_size
    ended = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    assert ended.returncode == 9
    assert (tmp_path / DATABASE).stat().st_size > before
    assert (tmp_path / f"{DATABASE}-journal").exists()
    with open_store(tmp_path) as store:
        assert tuple(load_records(store)) == (first,)
        assert store.connection.execute("SELECT count(*) FROM outputs").fetchone() == (0,)
