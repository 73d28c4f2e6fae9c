"""The list of words of a language, and which letters its words are made of."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=4)
def load_lexicon(code: str) -> frozenset[str]:
    """Return the words of a language pack's list, front-coded one a line.

    A line is the number of characters shared with the word before, as one letter from
    ``A``, and the rest of the word.

    Example:
        >>> "granskning" in load_lexicon("sv"), "granskn" in load_lexicon("sv")
        (True, False)
    """
    source = resources.files("auditkit.lang").joinpath(code, "lexicon.txt")
    if not source.is_file():
        return frozenset()
    words: list[str] = []
    before = ""
    for line in source.read_text(encoding="utf-8").splitlines():
        before = before[: ord(line[0]) - ord("A")] + line[1:]
        words.append(before)
    return frozenset(words)


def is_word(word: str, code: str) -> bool:
    """Tell whether a word is one of the language, or made of its letters as one is.

    Example:
        >>> is_word("granskningsplanen", "sv"), is_word("gxanskvxiixgs", "sv")
        (True, False)
    """
    padded = f" {word.casefold()} "
    triples = _triples(code)
    return all(padded[i : i + 3] in triples for i in range(len(padded) - 2))


@lru_cache(maxsize=4)
def _triples(code: str) -> frozenset[str]:
    """Return every three letters in a row that occur in the language's list of words."""
    text = f" {' '.join(load_lexicon(code))} "
    return frozenset(text[i : i + 3] for i in range(len(text) - 2))
