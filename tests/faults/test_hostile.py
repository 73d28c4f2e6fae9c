"""Hostile files in the sandbox. `benchmarks/hostile.py` runs all kinds, with time and memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from auditkit.errors import ReadError
from auditkit.read import ReadOptions, read_in_sandbox
from auditkit.read.limits import Limits
from tests.faults.make_hostile import KINDS, Kind
from tests.faults.pdf_kinds import bomb_on_page_9

QUICK = [kind for kind in KINDS if kind.quick]


def test_the_kinds_are_many_and_each_is_made_alike_twice() -> None:
    assert len(KINDS) >= 31
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    for kind in QUICK:
        assert kind.make() == kind.make(), kind.name


@pytest.mark.parametrize("kind", QUICK, ids=lambda kind: kind.name)
def test_a_hostile_file_is_read_or_its_fault_is_named(kind: Kind, tmp_path: Path) -> None:
    file = tmp_path / kind.name
    file.write_bytes(kind.make())
    try:
        found = read_in_sandbox(file, root=tmp_path)
    except ReadError as error:
        assert error.code in kind.outcomes, error.message
        assert error.message.startswith(kind.name)
        assert error.hint
    else:
        assert "read" in kind.outcomes
        assert not [words for words in kind.keeps if words not in found.text]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is not bounded alike elsewhere")
def test_pages_before_and_behind_a_bomb_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(bomb_on_page_9())
    options = ReadOptions(limits=Limits(memory=500_000_000))
    found = read_in_sandbox(file, root=tmp_path, options=options)
    assert found.page_count == 13
    assert found.quality.pages_unread == (9,)
    assert found.quality.note == "page 9 needs too much memory"
    for page in (*range(1, 9), *range(10, 14)):
        assert f"Sida {page}: styrelsen beslutar" in found.text


def test_no_damage_raises_an_error_that_is_not_ours(root: Path) -> None:
    program = root / "benchmarks" / "fuzz_reading.py"
    command = [sys.executable, str(program), "--inputs", "60", "--seed", "7"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "60 inputs, 0 wrong" in done.stdout
