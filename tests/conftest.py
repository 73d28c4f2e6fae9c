"""Where the tests find what stands beside the project, and what they share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def find_shared() -> Path | None:
    """Return the folder beside the project, by the setting AUDITKIT_SHARED or its place."""
    folder = Path(os.environ.get("AUDITKIT_SHARED", ROOT.parent / "shared"))
    return folder if (folder / "corpora").is_dir() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The corpora and tools beside the project; tests that need them are skipped without."""
    folder = find_shared()
    if folder is None:
        pytest.skip("needs the folder ../shared (or the setting AUDITKIT_SHARED)")
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT
