"""Bytes → characters: which encoding a text file has, and how sure that is."""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("cp1252", "cp850", "mac_roman", "latin-1")
_LETTERS = frozenset("åäöÅÄÖéÉü")
_SIGNS = frozenset("§–—”“’‘…•½°´»«·€")
_SAMPLE = 400_000
_ACCENTED = 0x7F


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A decoded text, the encoding chosen, and a remark where it was a choice."""

    text: str
    encoding: str
    note: str | None = None


def decode(data: bytes) -> Decoded | None:
    """Decode a text file; None if no encoding makes text of it.

    A byte order mark decides, then strict UTF-8, then how many of the letters and signs
    beyond ASCII are Swedish in each of the old code pages, then charset-normalizer.

    Example:
        >>> decode("Åtgärder för miljön".encode("cp850")).encoding
        'cp850'
        >>> decode("Åtgärder".encode()).encoding
        'utf-8'
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            try:
                return _decoded(data.decode(name), name.removesuffix("-sig"), "byte order mark")
            except UnicodeDecodeError:
                return None
    try:
        return _decoded(data.decode("utf-8"), "utf-8", None)
    except UnicodeDecodeError:
        return _legacy(data)


def _decoded(text: str, encoding: str, note: str | None) -> Decoded:
    text = unicodedata.normalize("NFC", text)
    return Decoded(text=text, encoding=encoding, note=note)


def _legacy(data: bytes) -> Decoded | None:
    """Choose among the old code pages by how Swedish they make the text."""
    scored: list[tuple[float, str, str]] = []
    for name in _CANDIDATES:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        scored.append((_score(text[:_SAMPLE]), name, text))
    scored.sort(key=lambda entry: -entry[0])  # stable: the commoner code page wins a tie
    if scored and scored[0][0] > 0:
        best, second = scored[0], scored[1] if len(scored) > 1 else (0.0, "none", "")
        note = f"{best[1]} scores {best[0]:.2f}, next {second[1]} {second[0]:.2f}"
        return _decoded(best[2], best[1], note)
    from charset_normalizer import from_bytes  # few files come this far

    guess = from_bytes(data[:_SAMPLE]).best()
    if guess is None:
        return None
    try:
        return _decoded(data.decode(guess.encoding), guess.encoding, "guessed from its bytes")
    except UnicodeDecodeError:
        return None


def _score(text: str) -> float:
    """Return how Swedish the characters beyond ASCII are, from -1 to 1."""
    beyond = [(index, char) for index, char in enumerate(text) if ord(char) > _ACCENTED]
    score = 0.0
    for index, char in beyond:
        if char in _LETTERS:
            score += _in_word(text, index, char)
        elif char in _SIGNS:
            score += 0.3
        else:
            score -= 1.0 if not char.isalpha() else 0.5
    return score / max(1, len(beyond))


def _in_word(text: str, index: int, char: str) -> float:
    """Return less for a capital in the middle of a lower-case word: a wrong code page."""
    if char.isupper() and index and text[index - 1].islower():
        return -0.5
    return 1.0
