"""Mending lemmas that a converted treebank guessed: a lemma should be a word somebody writes.

The converted part of the training data has its lemmas from tables and endings, and so some
stems that are no words ("möt" of "mötet", "läk" of "läkarna"). Such a lemma is exchanged
for one with another vowel or ending that the texts hold as a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from auditkit.train.treebanks import Sentence, Word

_OPEN = frozenset(("NOUN", "ADJ"))
_MIN_SEEN = 2  # times that the new lemma stands in the texts
_ENDINGS = ("e", "are")


def count_words(lines: Iterable[str]) -> Counter[str]:
    """Return how often each word stands in some lines, in small letters.

    Example:
        >>> count_words(["Ett möte", "möte"])["möte"]
        2
    """
    return Counter(word for line in lines for word in line.casefold().split())


def mend_lemma(word: Word, counts: Mapping[str, int]) -> Word:
    """Return a word whose lemma is one of the texts, if one ending off the guessed lemma is.

    Args:
        word: Its lemma may be no word.
        counts: How often a form stands in the texts, in small letters.

    Example:
        >>> guessed = Word(form="mötet", lemma="möt", upos="NOUN")
        >>> mend_lemma(guessed, {"möte": 3}).lemma, mend_lemma(guessed, {"möt": 1}).lemma
        ('möte', 'möt')
    """
    lemma = word.lemma.casefold()
    if word.upos not in _OPEN or counts.get(lemma, 0):
        return word
    form = word.form.casefold()
    found = [
        (counts[other], other)
        for other in _neighbours(lemma)
        if other != form and form.startswith(other) and counts.get(other, 0) >= _MIN_SEEN
    ]
    return replace(word, lemma=max(found)[1]) if found else word


def _neighbours(lemma: str) -> Iterator[str]:
    for ending in _ENDINGS:
        yield lemma + ending
        if lemma.endswith(ending) and not lemma.endswith("are"):
            yield lemma[: -len(ending)]
    if lemma.endswith("mm"):  # no Swedish word does
        yield lemma[:-1]


def mend_lemmas(sentences: Iterable[Sentence], counts: Mapping[str, int]) -> list[Sentence]:
    """Return sentences with the lemmas of all words mended."""
    return [tuple(mend_lemma(word, counts) for word in sentence) for sentence in sentences]
