"""Variants of training sentences: list items, headings, scans' mistakes, line ends.

Treebanks hold edited running text. Minutes and reports hold items without a final stop,
bullets, "§ 12", lines in capitals, scanned letters read wrong and blanks of all kinds; a
pipeline that never saw them splits and tags them badly. All draws come from one seeded
generator, so that a training can be repeated.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from auditkit.train.treebanks import ROOT, Sentence, Word

_DASHES = {"-": "–", "–": "-", "—": "-"}
_QUOTES = {"”": '"', '"': "”", "“": '"', "’": "'", "'": "’", "»": '"'}
_BULLETS = ("-", "–", "•", "*", "o", "·")
_FINAL = frozenset(".:;!?")
# What a reader of scans takes for what.
_MISREAD = {
    "å": "aä", "ä": "aå", "ö": "oó", "Å": "AÄ", "Ä": "AÅ", "Ö": "O0", "l": "1Ii", "i": "lj",
    "I": "l1", "o": "0c", "c": "e", "e": "c", "t": "f", "f": "t", "n": "ri", "m": "rn", "u": "ii",
    "h": "b", "s": "5", "g": "q", "v": "y", "r": "n", "a": "o", "d": "cl", "k": "lc", "p": "g",
}  # fmt: skip
_MIN_LENGTH_MISREAD = 4

Change = Callable[[Sentence, random.Random], Sentence]


def vary(sentence: Sentence, draw: random.Random) -> Sentence:
    """Return a sentence as it might stand in minutes: most often as it is.

    Example:
        >>> words = (Word(form="Mötet"), Word(form="öppnades", space=False), Word(form="."))
        >>> seen = [vary(words, random.Random(seed)) for seed in range(200)]
        >>> sorted({len(found) for found in seen})[:2]
        [2, 3]
    """
    for share, change in _CHANGES:
        if draw.random() < share:
            sentence = change(sentence, draw)
    return sentence


def drop_stop(sentence: Sentence, draw: random.Random) -> Sentence:
    """Return a sentence without its final stop, as list items and headings stand."""
    last = len(sentence) - 1
    hung_on = any(word.head == last for word in sentence)
    if last < 1 or sentence[-1].form not in _FINAL or hung_on:
        return sentence
    return (*sentence[:-2], replace(sentence[-2], space=True))


def add_marker(sentence: Sentence, draw: random.Random) -> Sentence:
    """Return a sentence behind a bullet, a number, a letter or a paragraph sign."""
    number = str(draw.randint(1, 40))
    kind = draw.randrange(6)
    if kind < 3:  # noqa: PLR2004 (half of all are bullets)
        forms = [(draw.choice(_BULLETS), True, "PUNCT", "MID", "punct")]
    elif kind == 3:  # noqa: PLR2004
        mark = draw.choice((number, draw.choice("abcdefgh")))
        forms = [(mark, False, "NUM", "RG|NOM", "dep"), (")", True, "PUNCT", "PAD", "punct")]
    elif kind == 4:  # noqa: PLR2004
        forms = [("§", True, "SYM", "NN|AN", "dep"), (number, True, "NUM", "RG|NOM", "nummod")]
    else:
        forms = [(number, False, "NUM", "RG|NOM", "dep"), (".", True, "PUNCT", "MAD", "punct")]
    return _put_before(sentence, forms)


def _put_before(sentence: Sentence, forms: list[tuple[str, bool, str, str, str]]) -> Sentence:
    """Return a sentence behind some words: the first hangs on the root, the others on it."""
    more = len(forms)
    root = next((index for index, word in enumerate(sentence) if word.head == ROOT), 0)
    annotated = bool(sentence[root].upos)
    before = [
        Word(
            form=form,
            space=space,
            lemma=form if annotated else "",
            upos=upos if annotated else "",
            xpos=xpos if annotated else "",
            head=(0 if index else root + more) if annotated else ROOT,
            relation=relation if annotated else "",
            entity="O" if sentence[root].entity else "",
        )
        for index, (form, space, upos, xpos, relation) in enumerate(forms)
    ]
    return (*before, *(_moved(word, 0, more) for word in sentence))


def _moved(word: Word, place: int, more: int) -> Word:
    """Return a word whose head is counted anew after ``more`` words were put in at a place."""
    return replace(word, head=word.head + more) if word.head >= place else word


def swap_signs(sentence: Sentence, draw: random.Random) -> Sentence:
    """Return a sentence with other dashes and quotation marks."""
    signs = {**_DASHES, **_QUOTES}
    return tuple(replace(word, form=signs.get(word.form, word.form)) for word in sentence)


def capitalise(sentence: Sentence, draw: random.Random) -> Sentence:
    """Return a sentence in capitals, as headings are set.

    The lemma is left out of the annotation: it is not learnt from capitals.
    """
    return tuple(replace(word, form=word.form.upper(), lemma="") for word in sentence)


def lower_first(sentence: Sentence, draw: random.Random) -> Sentence:
    """Return a sentence that begins with a small letter, as list items do."""
    first = sentence[0]
    if first.entity not in ("", "O") or first.upos == "PROPN" or first.form.isupper():
        return sentence
    return (replace(first, form=first.form[:1].lower() + first.form[1:]), *sentence[1:])


def misread(sentence: Sentence, draw: random.Random) -> Sentence:
    """Return a sentence with letters read wrong in some of its longer words."""
    return tuple(
        replace(word, form=_misread_word(word.form, draw), lemma="")
        if len(word.form) >= _MIN_LENGTH_MISREAD and draw.random() < 0.25  # noqa: PLR2004
        else word
        for word in sentence
    )


def _misread_word(form: str, draw: random.Random) -> str:
    place = draw.randrange(len(form))
    before, letter, after = form[:place], form[place], form[place + 1 :]
    kind = draw.randrange(5)
    if kind == 0:
        return before + after
    if kind == 1:
        return before + letter * 2 + after
    if letter in _MISREAD:
        choices = _MISREAD[letter]
        return before + (choices if letter in "mduk" else draw.choice(choices)) + after
    return form


def break_line(sentence: Sentence, draw: random.Random) -> Sentence:
    """Return a sentence with a line end or a second blank between two of its words.

    Our tokeniser makes a token of it, spaCy's ``SPACE``, which hangs on the word before it.
    """
    places = [index for index, word in enumerate(sentence[:-1]) if word.space]
    if not places or sentence[0].entity:
        return sentence
    place = draw.choice(places) + 1
    text = draw.choice(("\n", " ", "\n\n"))
    blank = Word(
        form=text, space=False, lemma=text, upos="SPACE", xpos="_SP", head=place - 1, relation="dep"
    )
    moved = [_moved(word, place, 1) for word in sentence]
    return (*moved[:place], blank, *moved[place:])


_CHANGES: tuple[tuple[float, Change], ...] = (
    (0.12, drop_stop),
    (0.25, swap_signs),
    (0.06, lower_first),
    (0.06, add_marker),
    (0.04, misread),
    (0.02, capitalise),
    (0.03, break_line),
)
