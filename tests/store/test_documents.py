from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from auditkit.errors import SchemaError
from auditkit.model import DocumentRecords
from auditkit.store import (
    known,
    load_records,
    open_store,
    remove_missing,
    save_records,
)

Make = Callable[..., DocumentRecords]


def test_a_file_is_known_by_bytes_and_fingerprint_only(tmp_path: Path, make_records: Make) -> None:
    records = make_records("a.txt")
    sha256 = records.structure.document.sha256
    with open_store(tmp_path) as store:
        save_records(store, records, fingerprint="v1")
    with open_store(tmp_path) as store:
        assert known(store, "a.txt", sha256, "v1")
        assert not known(store, "a.txt", sha256, "v2")
        assert not known(store, "a.txt", "0" * 64, "v1")
        assert not known(store, "b.txt", sha256, "v1")


def test_records_come_back_whole_in_the_order_of_paths(tmp_path: Path, make_records: Make) -> None:
    first, second = make_records("a.txt"), make_records("b.txt", "Åä\udce5 ö\x0b ska\u2028.")
    with open_store(tmp_path) as store:
        save_records(store, second, fingerprint="v1")
        save_records(store, first, fingerprint="v1")
        assert tuple(load_records(store)) == (first, second)
        assert tuple(load_records(store, ["b.txt", "b.txt"])) == (second,)


def test_a_changed_document_replaces_the_old_and_keeps_its_history(
    tmp_path: Path, make_records: Make
) -> None:
    old, new = make_records("a.txt"), make_records("a.txt", "Nämnden ska besluta.")
    with open_store(tmp_path) as store:
        save_records(store, old, fingerprint="v1")
        save_records(store, new, fingerprint="v1")
        assert tuple(load_records(store)) == (new,)
        history = store.connection.execute("SELECT path, sha256 FROM versions").fetchall()
        assert history == [("a.txt", old.structure.document.sha256)]


def test_a_missing_document_is_marked_kept_and_comes_back(
    tmp_path: Path, make_records: Make
) -> None:
    first, second = make_records("a.txt"), make_records("b.txt", "Nämnden ska besluta.")
    with open_store(tmp_path) as store:
        save_records(store, first, fingerprint="v1")
        save_records(store, second, fingerprint="v1")
        assert remove_missing(store, ["b.txt"]) == ("a.txt",)
        assert remove_missing(store, ["b.txt"]) == ()
        assert tuple(load_records(store)) == (second,)
        assert tuple(load_records(store, ["a.txt"])) == (first,)
        assert remove_missing(store, ["a.txt", "b.txt"]) == ()
        assert tuple(load_records(store)) == (first, second)


def test_a_path_that_is_no_text_can_be_stored(tmp_path: Path, make_records: Make) -> None:
    records = make_records("p\udce5.txt")
    with open_store(tmp_path) as store:
        save_records(store, records, fingerprint="v1")
        assert known(store, "p\udce5.txt", records.structure.document.sha256, "v1")
        assert tuple(load_records(store)) == (records,)
        assert remove_missing(store, ["p\udce5.txt"]) == ()


def test_records_that_were_never_saved_or_are_damaged_are_refused(
    tmp_path: Path, make_records: Make
) -> None:
    with open_store(tmp_path) as store:
        save_records(store, make_records("a.txt"), fingerprint="v1")
        with pytest.raises(SchemaError, match=r"b\.txt"):
            list(load_records(store, ["b.txt"]))
        store.connection.execute("UPDATE documents SET records = x'00'")
        with pytest.raises(SchemaError, match=r"a\.txt are damaged"):
            list(load_records(store))
