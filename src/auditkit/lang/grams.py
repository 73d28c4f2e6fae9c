"""Which rules can fire on a text at all: found by the letters a match must hold.

Most rules of a pack fire on few sentences, and trying each on every sentence is what costs
most. From each regular expression sets of trigrams are derived of which any match holds at
least one each, as code search engines do (R. Cox, "Regular Expression Matching with a Trigram
Index", 2012), here within words, with their edges marked. A rule without any trigram of
one of its sets in a text cannot fire and need not be tried; what fires is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

# What re itself parses patterns with; no public part of it tells what a pattern holds.
op: Any = import_module("re._constants")
_parser: Any = import_module("re._parser")

_WORDS = re.compile(r"\w+")
_FIGURES = re.compile(r"\d")
# Letters that IGNORECASE takes for others though lower() does not.
_ODD = re.compile("[ſİı]")
_SIZES = (3, 5)
_MANY = 400  # strings that a piece of a pattern may stand for
_CLASS = 8  # letters of a class that are tried one by one
_LETTERS = 64  # characters of a range that are looked at
_EDGE = "\x00"  # \b in a pattern
_FIGURE = "0"  # any figure; also the trigram of a text that has one
_GAP = " "  # any run of characters that are no part of a word
# Swedish letters, the commonest first: a trigram of rare letters rules out more texts.
_COMMON = "<>eanrtsildomkgväfhupåöbcyjxwzéq"

Strings = frozenset[str]
Item = tuple[Any, Any]  # an operation of a parsed pattern and what it is on


@lru_cache(maxsize=1024)
def text_grams(text: str) -> Strings | None:
    """Return the trigrams of the words of a text, ``<`` and ``>`` at their edges.

    Whole words are among them; all figures are one, and "0" alone tells that there is any.
    None where a letter of the text makes lower case and ``re.IGNORECASE`` differ.

    Example:
        >>> sorted(text_grams("Ja, 7"))
        ['0', '<0>', '<ja', '<ja>', 'ja>']
    """
    if _ODD.search(text):
        return None
    plain = _FIGURES.sub(_FIGURE, text.lower())
    found = set[str]().union(*map(_word_grams, _WORDS.findall(plain)))
    if _FIGURE in plain:
        found.add(_FIGURE)
    return frozenset(found)


@lru_cache(maxsize=20_000)
def _word_grams(word: str) -> tuple[str, ...]:
    padded = f"<{word}>"
    return (padded, *(padded[i : i + n] for n in _SIZES for i in range(len(padded) - n + 1)))


def required_sets(regex: str) -> tuple[Strings, ...]:
    r"""Return sets of trigrams of each of which every match of a pattern holds at least one.

    The set that rules out most texts comes first; there is none where nothing is known.

    Example:
        >>> [sorted(grams) for grams in required_sets(r"\b(?:ej|inte)\b.{0,9}\bklart\b")]
        [['<klart>'], ['ej>', 'inte>']]
    """
    return tuple(sorted(set(_sets(_parser.parse(regex))), key=lambda s: (_weight(s), sorted(s))))


def _sets(items: Iterable[Item]) -> list[Strings]:
    """Return the sets that a sequence of parsed items requires."""
    found: list[Strings | None] = []
    run: Strings = frozenset({""})
    sequence = list(items)
    for place, (code, value) in enumerate(sequence):
        exact = _exact(code, value)
        if exact is not None and len(run) * len(exact) <= _MANY:
            run = frozenset(left + right for left in run for right in exact)
            continue
        found.append(_of_run(run))
        run = exact if exact is not None else frozenset({""})
        if exact is None:
            left = _edges(sequence[max(0, place - 1) : place])
            right = _edges(sequence[place + 1 : place + 2])
            found += _inner(code, value, left, right)
    return [grams for grams in (*found, _of_run(run)) if grams is not None]


def _edges(items: list[Item]) -> list[Item]:
    """Return the item beside another if it is an edge of a word, which then is the other's."""
    return [item for item in items if item[0] is op.AT and item[1] is op.AT_BOUNDARY]


def _exact(code: Any, value: Any) -> Strings | None:
    """Return all strings an item can match, as far as words and their edges go, or None."""
    if code is op.LITERAL:
        return frozenset({_letter(value)})
    if code is op.IN:
        return _exact_class(value)
    if code is op.AT:
        edge = value in (op.AT_BOUNDARY, op.AT_BEGINNING_STRING, op.AT_END_STRING)
        return frozenset({_EDGE if edge else ""})
    if code in (op.ASSERT, op.ASSERT_NOT):
        return frozenset({""})
    if code is op.SUBPATTERN:
        return _exact_sequence(value[3])
    if code is op.BRANCH:
        parts = [_exact_sequence(part) for part in value[1]]
        whole = [part for part in parts if part is not None]
        joined = frozenset[str]().union(*whole)
        return joined if len(whole) == len(parts) and len(joined) <= _MANY else None
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _exact_repeat(*value)
    return None


def _letter(code: int) -> str:
    letter = chr(code)
    if _FIGURES.match(letter):
        return _FIGURE
    return letter.lower() if _WORDS.match(letter) else _GAP


def _exact_class(members: Sequence[tuple[Any, Any]]) -> Strings | None:
    """Return the letters of a small class; one without letters or figures is a gap."""
    found: set[str] = set()
    for code, value in members:
        if code is op.LITERAL:
            found.add(_letter(value))
        elif code is op.CATEGORY and value in (op.CATEGORY_SPACE, op.CATEGORY_NOT_WORD):
            found.add(_GAP)
        elif code is op.CATEGORY and value is op.CATEGORY_DIGIT:
            found.add(_FIGURE)
        elif code is op.RANGE and value[1] - value[0] < _LETTERS:
            found.update(map(_letter, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(found) if len(found) <= _CLASS else None


def _exact_sequence(items: Iterable[tuple[Any, Any]]) -> Strings | None:
    run: Strings = frozenset({""})
    for code, value in items:
        exact = _exact(code, value)
        if exact is None or len(run) * len(exact) > _MANY:
            return None
        run = frozenset(left + right for left in run for right in exact)
    return run


def _exact_repeat(least: int, most: Any, body: Iterable[tuple[Any, Any]]) -> Strings | None:
    exact = _exact_sequence(body)
    if exact is None:
        return None
    if exact <= {_GAP, ""} or most == 1:  # many gaps are one
        return exact if least else exact | {""}
    return None


def _inner(code: Any, value: Any, left: list[Item], right: list[Item]) -> list[Strings]:
    """Return what an item between two edges requires whose strings are too many to name."""
    if code is op.SUBPATTERN:
        return _sets([*left, *value[3], *right])
    if code is op.ATOMIC_GROUP:
        return _sets(value)
    if code is op.BRANCH:
        parts = [_best(_sets([*left, *part, *right])) for part in value[1]]
        known = [part for part in parts if part is not None]
        return [frozenset[str]().union(*known)] if len(known) == len(parts) else []
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT) and value[0]:
        return _sets(value[2])
    return []


def _of_run(run: Strings) -> Strings | None:
    """Return a trigram of each string, None if one of them holds none."""
    found: set[str] = set()
    for text in run:
        grams = list(_string_grams(text))
        if not grams:
            return None
        found.add(max(grams, key=lambda gram: (_rarity(gram), gram)))
    return frozenset(found)


def _string_grams(text: str) -> Iterable[str]:
    """Yield the trigrams of what a pattern spells out, edges only where it says so."""
    for match in re.finditer(rf"[^{_EDGE}{_GAP}]+", text):
        before = "<" if match.start() else ""
        after = ">" if match.end() < len(text) else ""
        padded = before + match.group() + after
        for size in _SIZES:
            for i in range(len(padded) - size + 1):
                yield padded[i : i + size]
        if before and after:
            yield padded
        if _FIGURE in padded:
            yield _FIGURE


def _rarity(gram: str) -> int:
    return sum(_COMMON.find(letter) % len(_COMMON) for letter in gram)


def _best(sets: list[Strings]) -> Strings | None:
    """Return the set that rules out most texts, None of none."""
    return min(sets, key=_weight, default=None)


def _weight(grams: Strings) -> float:
    """Return how many texts a set lets through, roughly: few trigrams of rare letters, few."""
    return sum(1 / (1 + _rarity(gram)) for gram in grams)
