from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from auditkit.track import choose_target


def put(out: Path, name: str, content: bytes = b"as written") -> str:
    (out / name).write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def test_an_empty_directory_takes_the_first_name(tmp_path: Path) -> None:
    target = choose_target(tmp_path, {})
    assert (target.stem, target.message) == ("tracking", None)


def test_an_unchanged_table_is_written_again(tmp_path: Path) -> None:
    written = {name: put(tmp_path, name) for name in ("tracking.xlsx", "tracking.csv")}
    assert choose_target(tmp_path, written).stem == "tracking"


@pytest.mark.parametrize("name", ["tracking.xlsx", "tracking.csv"])
def test_a_changed_table_is_left_alone_and_the_run_says_so(tmp_path: Path, name: str) -> None:
    written = {each: put(tmp_path, each) for each in ("tracking.xlsx", "tracking.csv")}
    put(tmp_path, name, b"changed by a person")
    target = choose_target(tmp_path, written)
    assert target.stem == "tracking-2"
    assert target.message is not None
    assert target.message.startswith(f"{name} was changed")
    assert "tracking-2.xlsx" in target.message


def test_a_table_of_which_nothing_is_known_is_left_alone(tmp_path: Path) -> None:
    put(tmp_path, "tracking.xlsx")
    assert choose_target(tmp_path, {}).stem == "tracking-2"


@pytest.mark.parametrize("lock", ["~$tracking.xlsx", ".~lock.tracking.xlsx#"])
def test_a_table_that_is_open_is_left_alone(tmp_path: Path, lock: str) -> None:
    written = {"tracking.xlsx": put(tmp_path, "tracking.xlsx")}
    put(tmp_path, lock)
    target = choose_target(tmp_path, written)
    assert target.stem == "tracking-2"
    assert "open" in (target.message or "")


def test_a_second_table_is_written_again_until_it_is_changed_too(tmp_path: Path) -> None:
    put(tmp_path, "tracking.xlsx", b"changed by a person")
    written = {"tracking-2.xlsx": put(tmp_path, "tracking-2.xlsx")}
    assert choose_target(tmp_path, written).stem == "tracking-2"
    put(tmp_path, "tracking-2.xlsx", b"changed as well")
    assert choose_target(tmp_path, written).stem == "tracking-3"


def test_a_table_that_may_not_be_written_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to open a file that Excel has open."""
    written = {"tracking.xlsx": put(tmp_path, "tracking.xlsx")}
    opened = Path.open

    def refuse(path: Path, mode: str = "r") -> object:
        if path.name == "tracking.xlsx" and "+" in mode:
            raise PermissionError(13, "Permission denied")
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", refuse)
    target = choose_target(tmp_path, written)
    assert target.stem == "tracking-2"
    assert "cannot be written" in (target.message or "")


def test_looking_changes_nothing(tmp_path: Path) -> None:
    put(tmp_path, "tracking.xlsx")
    os.utime(tmp_path / "tracking.xlsx", (1, 1))
    choose_target(tmp_path, {})
    assert (tmp_path / "tracking.xlsx").stat().st_mtime == 1
    assert (tmp_path / "tracking.xlsx").read_bytes() == b"as written"
