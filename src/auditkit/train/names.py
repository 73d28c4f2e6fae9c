"""Variants of sentences with names: other names, minutes' lines, headings without names.

Web news and essays know neither attendance lists nor headings, and a name is seen there in
few sentences. So names change places with others of their kind, lines of minutes are filled
with names of the corpus, and pieces of sentences without a name stand as headings.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditkit.lang import Pack
from auditkit.train.noise import vary
from auditkit.train.treebanks import Sentence, Word

_SLOT = re.compile(r"\{(PER|ORG|LOC)\}")
_TOKEN = re.compile(r"\w+(?:[-:]\w+)*|[^\w\s]")
_SHARE_SWAPPED = 0.5
_SHARE_COMMON = 0.45
_SHARE_MADE_UP = 0.15
_SHARE_HEADING = 0.05
_SHARE_LINE = 0.06
_MIN_LETTERS = 4

Name = tuple[str, ...]  # its words


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names of a corpus by label, lines of minutes with slots, and lines without a name."""

    by_label: dict[str, tuple[Name, ...]]
    common: dict[str, tuple[Name, ...]]
    given: tuple[str, ...]
    family: tuple[str, ...]
    lines: tuple[str, ...]
    nameless: tuple[str, ...]


def collect_names(sentences: Sequence[Sentence], pack: Pack) -> Names:
    """Return the names of a corpus, each as often as it stands there, and those of a pack.

    Example:
        >>> from auditkit.lang import load_pack
        >>> ek = (Word(form="Eva", entity="B-PER"), Word(form="Ek", entity="I-PER"))
        >>> collect_names([ek], load_pack("sv")).by_label["PER"]
        (('Eva', 'Ek'),)
    """
    found: dict[str, list[Name]] = {"PER": [], "ORG": [], "LOC": []}
    for sentence in sentences:
        for start, end, label in spans(sentence):
            found[label].append(tuple(word.form for word in sentence[start:end]))
    common = {"ORG": "training_bodies", "LOC": "training_places"}
    return Names(
        by_label={label: tuple(names) for label, names in found.items()},
        common={
            label: tuple(tuple(name.split()) for name in pack.words(words))
            for label, words in common.items()
        },
        given=pack.words("training_given_names"),
        family=pack.words("training_family_names"),
        lines=pack.words("training_lines"),
        nameless=pack.words("training_nameless"),
    )


def spans(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Return the names of a sentence as word indices, half-open, with their labels."""
    found: list[tuple[int, int, str]] = []
    for index, word in enumerate(sentence):
        if word.entity.startswith("B-"):
            found.append((index, index + 1, word.entity[2:]))
        elif word.entity.startswith("I-") and found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1, found[-1][2])
    return found


def vary_names(sentence: Sentence, draw: random.Random, names: Names) -> Sentence:
    """Return a sentence, its names exchanged now and then, or a line of minutes instead."""
    chance = draw.random()
    if chance < _SHARE_HEADING:
        return _heading(sentence, draw)
    if chance < _SHARE_HEADING + _SHARE_LINE:
        if draw.random() < 0.4:  # noqa: PLR2004
            return _words(draw.choice(names.nameless), "O")
        return fill(draw.choice(names.lines), draw, names)
    return vary(_swap(sentence, draw, names), draw)


def _swap(sentence: Sentence, draw: random.Random, names: Names) -> Sentence:
    """Return a sentence with some names exchanged; a genitive stays one."""
    words = list(sentence)
    for start, end, label in reversed(spans(sentence)):
        if draw.random() >= _SHARE_SWAPPED:
            continue
        other = _draw_name(label, draw, names)
        if other[-1].endswith("s") == words[end - 1].form.endswith("s"):
            words[start:end] = _named(other, label, space=words[end - 1].space)
    return tuple(words)


def _draw_name(label: str, draw: random.Random, names: Names) -> Name:
    """Return a name of the corpus, one in everyday use, or one that nobody bears.

    A name put together of two makes the words around it count.
    """
    seen = names.by_label[label]
    chance = draw.random()
    if not seen or chance < _SHARE_COMMON:
        if label != "PER":
            return draw.choice(names.common[label])
        given, family = draw.choice(names.given), draw.choice(names.family)
        return draw.choice(((given, family), (given, family), (given,), (family,)))
    name = draw.choice(seen)
    if chance < _SHARE_COMMON + _SHARE_MADE_UP:
        other = draw.choice(draw.choice(seen))
        last = name[-1]
        name = (*name[:-1], last[: (len(last) + 1) // 2] + other[len(other) // 2 :].lower())
    return name


def _heading(sentence: Sentence, draw: random.Random) -> Sentence:
    """Return one to four words of a sentence, none of a name, as a heading."""
    starts = [
        index
        for index, word in enumerate(sentence)
        if word.form.islower() and word.form.isalpha() and len(word.form) >= _MIN_LETTERS
    ]
    if not starts:
        return sentence
    start = draw.choice(starts)
    end = start + 1
    length = draw.randint(1, 4)
    while end < len(sentence) and end - start < length and sentence[end].form.isalpha():
        if sentence[end].entity != "O":
            break
        end += 1
    first = sentence[start]
    heading = (replace(first, form=first.form.capitalize()), *sentence[start + 1 : end])
    return tuple(replace(word, entity="O", space=True) for word in heading)


def fill(line: str, draw: random.Random, names: Names) -> Sentence:
    """Return the words of a line whose slots are filled with names of the corpus.

    Example:
        >>> from auditkit.lang import load_pack
        >>> names = collect_names([], load_pack("sv"))
        >>> [word.entity for word in fill("Chef: {LOC}", random.Random(1), names)]
        ['O', 'O', 'B-LOC']
    """
    words: list[Word] = []
    end = 0
    for slot in _SLOT.finditer(line):
        words.extend(_words(line[end : slot.start()], "O"))
        label, end = slot.group(1), slot.end()
        name = _draw_name(label, draw, names)
        if label == "PER" and len(name) == 1 and draw.random() < 0.8:  # noqa: PLR2004
            name = (draw.choice(names.given), *name)  # minutes give full names
        words.extend(_named(name, label, space=line[end : end + 1] in ("", " ")))
    words.extend(_words(line[end:], "O"))
    return tuple(words)


def _words(text: str, entity: str) -> tuple[Word, ...]:
    """Return the words and signs of a text, all of one entity tag."""
    found = list(_TOKEN.finditer(text))
    return tuple(
        Word(
            form=match.group(),
            space=text[match.end() : match.end() + 1] in ("", " "),
            entity=entity,
        )
        for match in found
    )


def _named(name: Name, label: str, *, space: bool) -> tuple[Word, ...]:
    """Return the words of a name with their tags."""
    last = len(name) - 1
    return tuple(
        Word(
            form=form,
            space=space if index == last else True,
            entity=f"{'I' if index else 'B'}-{label}",
        )
        for index, form in enumerate(name)
    )
