"""The command line called in this process, and one finished run to ask about."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from auditkit.cli import main


@dataclass(frozen=True)
class Outcome:
    """What a command printed and ended with."""

    code: int
    out: str
    err: str


Invoke = Callable[..., Outcome]


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Invoke:
    def call(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["auditkit", *map(str, arguments)])
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return Outcome(code=code, out=printed.out, err=printed.err)

    return call


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """Three documents of the sample: a directive, minutes, an audit report."""
    folder = tmp_path_factory.mktemp("documents")
    for pattern in ("2022-11-15*", "2023-06-13*", "2023-12-15*"):
        for file in (root / "corpora" / "sample" / "documents").glob(pattern):
            shutil.copy(file, folder)
    assert len(list(folder.iterdir())) == 3
    return folder


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> Path:
    """The output directory of a run over ``documents``; not to be changed."""
    from datetime import date

    from auditkit.pipeline import run
    from auditkit.settings import Settings

    out = tmp_path_factory.mktemp("out")
    run([documents], out, Settings(), as_of=date(2025, 12, 31))
    return out
