"""Which encoding a text has."""

from __future__ import annotations

import pytest

from auditkit.read.encoding import decode

from .conftest import Reader

TEXT = "Åtgärder för miljön: nämnden beslutar att öka antalet prover.\n"


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850", "mac_roman"])
def test_every_encoding_gives_the_same_text(read: Reader, name: str) -> None:
    document = read(TEXT.encode(name))
    assert document.text == TEXT.strip()
    assert document.quality.encoding == name.removesuffix("-sig")


def test_letters_in_two_characters_become_one() -> None:
    decoded = decode("A\u030atga\u0308rd".encode())
    assert decoded is not None
    assert decoded.text == "Åtgärd"


def test_a_choice_is_recorded(read: Reader) -> None:
    assert "cp850" in (read(TEXT.encode("cp850")).quality.note or "")
