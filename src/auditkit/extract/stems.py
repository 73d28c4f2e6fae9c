"""Word stems by the language pack: cheap, and good enough to find the same matter again."""

from __future__ import annotations

import re
from functools import lru_cache

from auditkit.lang import Pack

_WORD = re.compile(r"[^\W\d_]{2,60}|\d[\d.,/:-]{0,30}\d|\d")
_MIN_STEM = 4


def find_stems(text: str, pack: Pack) -> tuple[str, ...]:
    """Return the lower-case stems of the words of a text, without stop words.

    The longest ending of the pack that leaves a stem of four letters is cut off. Numbers
    stay as they are.

    Example:
        >>> from auditkit.lang import load_pack
        >>> find_stems("Styrelsen och rapporterna 2024", load_pack("sv"))
        ('styrels', 'rapport', '2024')
    """
    stop = _stop_words(pack)
    words = (match.group().casefold() for match in _WORD.finditer(text))
    return tuple(_stem(word, pack) for word in words if word not in stop)


@lru_cache(maxsize=8)
def _stop_words(pack: Pack) -> frozenset[str]:
    return frozenset(pack.words("stop"))


@lru_cache(maxsize=20_000)
def _stem(word: str, pack: Pack) -> str:
    for ending in pack.words("endings"):
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM:
            return word[: -len(ending)]
    return word
