"""The benchmark of misread characters: its noise is its seed's, and quotes follow the edits."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

TEXT = "Styrelsen beslutar att hamnplanen ska följas upp.\nKajerna ses över varje år. " * 40


@pytest.fixture(scope="module")
def noise(root: Path) -> ModuleType:
    """The benchmark as a module."""
    spec = importlib.util.spec_from_file_location("ocr_noise", root / "benchmarks/ocr_noise.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclass looks itself up
    spec.loader.exec_module(module)
    return module


def test_the_seed_makes_the_noise(noise: ModuleType) -> None:
    one = noise.corrupt(TEXT, 0.03, "1 p.txt")
    assert one.text == noise.corrupt(TEXT, 0.03, "1 p.txt").text
    assert one.text != noise.corrupt(TEXT, 0.03, "2 p.txt").text
    assert noise.corrupt(TEXT, 0.0, "1 p.txt").text == TEXT


def test_lines_stay_and_about_the_share_is_hit(noise: ModuleType) -> None:
    made = noise.corrupt(TEXT, 0.03, "1 p.txt")
    assert made.text.count("\n") == TEXT.count("\n")
    hit = sum(
        made.quote(at, at + 1) != letter for at, letter in enumerate(TEXT) if letter.isalnum()
    )
    assert 0.015 < hit / len(TEXT) < 0.05


def test_a_quote_gets_the_edits_of_its_place(noise: ModuleType) -> None:
    made = noise.corrupt(TEXT, 0.03, "1 p.txt")
    gold = [{"doc": "p", "type": "goal", "quote": "Kajerna ses över varje år.", "nth": n}
            for n in range(1, 41)]  # fmt: skip
    found = noise.noisy_gold(gold, TEXT, made)
    assert all(each["quote"] in made.text for each in found)
    assert any(each["quote"] != "Kajerna ses över varje år." for each in found)
