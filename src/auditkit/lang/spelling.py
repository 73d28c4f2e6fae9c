"""The word that a misread one most likely was: the nearest of those the language pack knows.

Words within one edit are found through what is left of them when a letter is deleted, as
SymSpell does (W. Garbe, "1000x faster spelling correction algorithm", 2012); two edits only
where one of them takes a letter for another that looks like it. Known are the words of the
pack's list, of its word tables and of the examples of its rules; those come first, for they
are what rules look for.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from os.path import commonprefix
from typing import Any

from auditkit.lang import Pack
from auditkit.lang.lexicon import is_word, load_lexicon

_WORD = re.compile(r"[^\W\d_]{2,40}")
_LOOKALIKE, _DOUBLED, _LOST, _OTHER = 0.5, 0.6, 0.9, 1.0  # what an edit costs
_LIMIT, _LIMIT_SHORT, _LIMIT_LONG = 1.0, 0.95, 1.6
_SHORTEST, _SHORT, _LONG = 2, 3, 7  # letters
_COMMON = 20  # times that the pack has a word: a misread word of two letters is one of these
_OFTEN = 0.1  # how much a frequent word is cheaper, by the logarithm of its count
_CLEARLY = 0.05  # so much cheaper than the next must the nearest word be
_ENDING = 2  # letters: words that differ in no more at their ends may be forms of one word
_NO_NAME = 10  # letters: a word of the examples that only stands with a capital is no name then
_PART = 4  # letters of each part of a compound


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Speller:
    """What is known of a language's words. Compared by identity, to be the key of a cache.

    ``words`` are all known, lower-case; ``counts`` how often the pack's examples have each;
    ``alike`` what letters are taken for; ``joined`` the small words that another runs
    into, ``small`` all words of running text that say nothing;
    ``endings`` those of the forms of words.
    """

    code: str
    words: frozenset[str]
    counts: Mapping[str, int]
    alike: Mapping[str, tuple[str, ...]]
    joined: frozenset[str]
    small: frozenset[str]
    endings: frozenset[str]


@lru_cache(maxsize=4)
def load_speller(pack: Pack) -> Speller:
    """Return the speller of a language pack.

    Raises:
        PackError: If the pack lacks its words on spelling.

    Example:
        >>> from auditkit.lang import load_pack
        >>> "beslutar" in load_speller(load_pack("sv")).words
        True
    """
    counts = _count_words(pack)
    alike: dict[str, list[str]] = defaultdict(list)
    for pair in pack.words("spelling_alike"):
        one, other = pair.split()
        alike[one].append(other)
        alike[other].append(one)
    return Speller(
        code=pack.code,
        words=load_lexicon(pack.code) | frozenset(counts),
        counts=counts,
        alike={key: tuple(found) for key, found in alike.items()},
        joined=frozenset(pack.words("spelling_joined")),
        small=frozenset(pack.words("stop")),
        endings=frozenset(("", "n", "t", "r", "d", *pack.words("endings"))),
    )


@lru_cache(maxsize=4)
def _index(speller: Speller) -> Mapping[str, tuple[str, ...]]:
    """Return the known words by what is left of them when one letter is deleted.

    Made when the first misread passage is met: most runs never need it.
    """
    index: dict[str, list[str]] = defaultdict(list)
    for word in sorted(speller.words):
        if len(word) >= _SHORTEST:
            for shorter in deletions(word):
                index[shorter].append(word)
    return {key: tuple(found) for key, found in index.items()}


def _count_words(pack: Pack) -> Counter[str]:
    """Count the words of the pack's examples and tables, without the names in them."""
    counts: Counter[str] = Counter()
    for name, value in pack.words_by_name.items():
        if name != "language_words":  # those of other languages
            counts.update(set(_words_of(value)))
    capitals: Counter[str] = Counter()
    for rules in pack.rules_by_group.values():
        for rule in rules:
            for text in (*rule.examples, *rule.counter_examples):
                for word in _WORD.findall(text):
                    (counts if word.islower() else capitals)[word.casefold()] += 1
    known = load_lexicon(pack.code)
    for word, count in capitals.items():
        if word in counts or word in known or len(word) >= _NO_NAME:
            counts[word] += count
    return counts


def _words_of(value: Any) -> Iterator[str]:
    """Yield the words of a list or table of a pack, lower-case."""
    if isinstance(value, str):
        yield from (word.casefold() for word in _WORD.findall(value))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _words_of(key)
            yield from _words_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from _words_of(item)


def deletions(word: str) -> Iterator[str]:
    """Yield what is left of a word when one letter is deleted, each once.

    Example:
        >>> list(deletions("gott"))
        ['ott', 'gtt', 'got']
    """
    for index in range(len(word)):
        if index == 0 or word[index] != word[index - 1]:
            yield word[:index] + word[index + 1 :]


def is_known(word: str, speller: Speller) -> bool:
    """Tell whether a lower-case word is known, or put together of two that are.

    Example:
        >>> from auditkit.lang import load_pack
        >>> speller = load_speller(load_pack("sv"))
        >>> is_known("granskningsuppdraget", speller), is_known("beslutor", speller)
        (True, False)
    """
    if word in speller.words:
        return True
    for cut in range(_PART, len(word) - _PART + 1):
        first, last = word[:cut], word[cut:]
        if last not in speller.words or first in speller.joined or last in speller.joined:
            continue
        if first in speller.words or (first[-1] == "s" and first[:-1] in speller.words):
            return True
    return False


def is_misread(word: str, speller: Speller) -> bool:
    """Tell whether a word has letters as no word has them, and one edit makes it a known one.

    Cheap, and asked of every passage; letters that were lost are not looked for.

    Example:
        >>> from auditkit.lang import load_pack
        >>> speller = load_speller(load_pack("sv"))
        >>> [is_misread(word, speller) for word in ("styrelseq", "styrelse", "xqz")]
        [True, False, False]
    """
    if len(word) <= _SHORT or word in speller.words or is_word(word, speller.code):
        return False
    others = (*deletions(word), *_lookalikes(word, speller))
    return any(other in speller.words for other in others)


def nearest_word(word: str, speller: Speller, own: Mapping[str, int]) -> str | None:
    """Return the known word that an unknown, lower-case one most likely was, None if unclear.

    Args:
        word: The word as it is read.
        speller: What is known.
        own: How often the document has each word; its frequent words come first.

    Example:
        >>> from auditkit.lang import load_pack
        >>> speller = load_speller(load_pack("sv"))
        >>> [nearest_word(word, speller, {}) for word in ("besiutar", "beslutade", "styreisen")]
        ['beslutar', None, 'styrelsen']
    """
    if len(word) < _SHORTEST or is_known(word, speller):
        return None
    limit = _limit(word, speller)
    scored = []
    for candidate in _candidates(word, speller):
        cost = distance(word, candidate, speller.alike)
        common = speller.counts.get(candidate, 0) >= _COMMON
        if cost <= limit and (common or len(word) > _SHORTEST):
            count = own.get(candidate, 0) + speller.counts.get(candidate, 0)
            scored.append((cost - _OFTEN * math.log1p(count), candidate))
    scored.sort()
    if not scored or (len(scored) > 1 and scored[1][0] - scored[0][0] < _CLEARLY):
        return None
    best = scored[0][1]
    return None if _may_be_form(word, best, speller) or _is_own(word, best, own) else best


def _limit(word: str, speller: Speller) -> float:
    """Return what reading a word as another may cost: more where no word has such letters."""
    if len(word) <= _SHORT:
        return _LIMIT_SHORT
    strange = len(word) >= _LONG and not is_word(word, speller.code)
    return _LIMIT_LONG if strange else _LIMIT


def _candidates(word: str, speller: Speller) -> set[str]:
    """Return the known words within one edit, or two of which one is of letters alike."""
    found = _within_one(word, speller)
    for other in _lookalikes(word, speller):
        if other in speller.words:
            found.add(other)
        if len(word) >= _LONG:
            found |= _within_one(other, speller)
    return found


def _within_one(word: str, speller: Speller) -> set[str]:
    """Return the known words that a letter put in, left out or changed gives."""
    index = _index(speller)
    found = set(index.get(word, ()))
    for shorter in deletions(word):
        if shorter in speller.words:
            found.add(shorter)
        found.update(index.get(shorter, ()))
    return found


def _lookalikes(word: str, speller: Speller) -> Iterator[str]:
    """Yield the word with one letter, or two, read as what looks like it."""
    for index in range(len(word)):
        for size in (1, 2):
            for other in speller.alike.get(word[index : index + size], ()):
                yield word[:index] + other + word[index + size :]


def distance(one: str, other: str, alike: Mapping[str, tuple[str, ...]]) -> float:
    """Return what the cheapest edits cost that make one word of another.

    Example:
        >>> distance("komrnun", "kommun", {"rn": ("m",)}), distance("plan", "plat", {})
        (0.5, 1.0)
    """
    rows, columns = len(one) + 1, len(other) + 1
    costs = [[float(rows + columns)] * columns for _ in range(rows)]
    costs[0][0] = 0.0
    for i in range(rows):
        for j in range(columns):
            here = costs[i][j]
            for di, dj, price in _edits(one, other, i, j, alike):
                costs[i + di][j + dj] = min(costs[i + di][j + dj], here + price)
    return costs[-1][-1]


def _edits(
    one: str, other: str, i: int, j: int, alike: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[int, int, float]]:
    """Yield the steps from a place in two words: letters taken from each, and the price."""
    left, right = i < len(one), j < len(other)
    if left and right:
        yield 1, 1, 0.0 if one[i] == other[j] else _OTHER
    if left:
        yield 1, 0, _DOUBLED if i and one[i] == one[i - 1] else _LOST
    if right:
        yield 0, 1, _DOUBLED if j and other[j] == other[j - 1] else _LOST
    for size in (1, 2):
        for found in alike.get(one[i : i + size], ()) if i + size <= len(one) else ():
            if other.startswith(found, j):
                yield size, len(found), _LOOKALIKE


def _may_be_form(word: str, candidate: str, speller: Speller) -> bool:
    """Tell whether two words may be forms of one: they differ in an ending only."""
    shared = len(commonprefix((word, candidate)))
    near = shared >= max(_PART, max(len(word), len(candidate)) - _ENDING)
    return near and word[shared:] in speller.endings and is_word(word, speller.code)


def _is_own(word: str, candidate: str, own: Mapping[str, int]) -> bool:
    """Tell whether a document uses a word of its own: it comes back, as misreadings seldom do."""
    return own.get(word, 0) > 1 and own[word] * 5 > own.get(candidate, 0)
