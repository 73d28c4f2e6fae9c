"""Abbreviations and the names they stand for, where a text explains them in brackets.

The algorithm is that of A. S. Schwartz and M. A. Hearst, "A Simple Algorithm for Identifying
Abbreviation Definitions in Biomedical Text" (Pacific Symposium on Biocomputing, 2003): in
"long form (SF)" and, where more than two words stand in the brackets, in "SF (long form)", the
letters of the short form are looked for in the long one from the end, the first of them at the
beginning of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BRACKET = re.compile(r"\(([^()\n]{2,120})\)")
_SHORT = re.compile(r"(?=[^\W_])(?=.*[^\W\d_])\S{2,10}(?: \S{1,7})?")
_LETTERS = 10  # of a short form
_SMALL_WORD = 3  # letters
_BEFORE = 200  # characters before a bracket in which the long form stands
_LAST_WORD = re.compile(r"(\S{2,10})\s$")
_STOP = re.compile(r"[.;:!?]\s|[\n\t]")
_EDGE = " ,;:\"'”“’"


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A short form and its long form, with the range of the text that ties them."""

    short: str
    long: str
    start: int
    end: int


def find_definitions(text: str) -> Iterator[Definition]:
    """Yield the abbreviations that a text explains, in both orders.

    Example:
        >>> text = "Myndigheten för fritid (MFF) och RBG (regionala beredningsgruppen) möts."
        >>> [(d.short, d.long) for d in find_definitions(text)]
        [('MFF', 'Myndigheten för fritid'), ('RBG', 'regionala beredningsgruppen')]
    """
    for bracket in _BRACKET.finditer(text):
        inside = re.split(r"[,;]", bracket.group(1))[0].strip(_EDGE)
        before = _STOP.split(text[max(0, bracket.start() - _BEFORE) : bracket.start()])[-1]
        if is_short_form(inside):
            long = best_long_form(inside, candidate_words(inside, before))
            if long is not None:
                start = bracket.start() - len(before) + before.rindex(long)
                yield Definition(short=inside, long=long, start=start, end=bracket.end())
            continue
        last = _LAST_WORD.search(before)
        if last is None or not is_short_form(last.group(1).strip(_EDGE)):
            continue
        short = last.group(1).strip(_EDGE)
        long = best_long_form(short, inside)
        if long is not None and long == inside:
            start = bracket.start() - len(last.group(0))
            yield Definition(short=short, long=long, start=start, end=bracket.end())


def is_short_form(text: str) -> bool:
    """Tell whether a text can be an abbreviation: two to ten characters, a capital, two words.

    Example:
        >>> [is_short_form(text) for text in ("MFF", "e-Nu", "se bilaga", "2019")]
        [True, True, False, False]
    """
    if len(text) > _LETTERS or not _SHORT.fullmatch(text):
        return False
    return any(character.isupper() for character in text) and not text[0].isdigit()


def candidate_words(short: str, before: str) -> str:
    """Return the last words before a bracket, as many as the long form may have.

    The paper's limit, for a short form of n letters, is the lesser of n + 5 and 2 n words. Small
    words do not count: names of bodies have more of them than the paper's terms.

    Example:
        >>> candidate_words("DD", "ett avsnitt svarar chefen Drift och data ")
        'svarar chefen Drift och data'
    """
    letters = sum(character.isalnum() for character in short)
    left = min(letters + 5, 2 * letters)
    words = before.split()
    for index in range(len(words) - 1, -1, -1):
        left -= len(words[index]) > _SMALL_WORD
        if left < 0:
            return " ".join(words[index + 1 :])
    return " ".join(words)


def best_long_form(short: str, text: str) -> str | None:
    """Return the shortest end of a text in which the letters of a short form stand, else None.

    The first letter must begin a word; the long form is longer and does not hold the short one.

    Example:
        >>> best_long_form("ITA", "chefen för it-avdelningen")
        'it-avdelningen'
        >>> best_long_form("EDD", "enheten för tal") is None
        True
    """
    at = len(text) - 1
    for index in range(len(short) - 1, -1, -1):
        letter = short[index].casefold()
        if not letter.isalnum():
            continue
        while at >= 0 and (
            text[at].casefold() != letter or (index == 0 and at > 0 and text[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
        at -= 1
    long = text[text.rfind(" ", 0, at + 1) + 1 :].strip(_EDGE)
    inside = short.casefold() in re.split(r"\W+", long.casefold())
    return long if len(long) > len(short) and not inside else None
