"""What becomes of a hyphen at a line's end."""

from __future__ import annotations

from importlib import resources

import pytest

from auditkit.lang import load_pack
from auditkit.lang.lexicon import load_lexicon
from auditkit.read.hyphens import Joiner


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("rekommenda-", "tion", "rekommendation"),
        ("it-", "sidan", "it-sidan"),
        ("e-", "tjänster", "e-tjänster"),
        ("utvecklings-", "och driftsfrågor", "utvecklings- och driftsfrågor"),
        ("IT-", "stöd", "IT-stöd"),
        ("2020-", "2024", "2020-2024"),
        ("Karl-", "Erik", "Karl-Erik"),
        ("provnings\u00ad", "plan", "provningsplan"),
        ("slut.", "Nästa", "slut. Nästa"),
        ("och/", "eller", "och/eller"),
    ],
)
def test_join(left: str, right: str, joined: str) -> None:
    assert Joiner([], load_pack("sv")).join(left, right) == joined


def test_the_documents_own_words_come_first() -> None:
    joiner = Joiner(["Alla live-chattar stängs."], load_pack("sv"))
    assert joiner.join("två live-", "chattar") == "två live-chattar"


def test_the_word_list_is_small_sorted_and_in_lower_case() -> None:
    words = load_lexicon("sv")
    file = resources.files("auditkit.lang").joinpath("sv", "lexicon.txt")
    assert len(file.read_bytes()) < 1_000_000
    assert len(words) > 10_000
    assert all(word == word.lower() and len(word) >= 4 for word in words)
    assert {"internrevision", "it-stöd"} <= words
    assert not {"itstöd", "utvecklingsoch"} & words
