"""Who is named in a running text: persons, by the form of their names and what stands beside them.

Two to four words with capitals may be a name, a place or a heading. A name is believed where a
title or function stands before it ("ordförande Anna Ek"), a party behind it ("Anna Ek (S)"), or
the minutes list the person; else where the trained pipeline takes the words for a person's. The
pipeline is asked of the units that hold such words only, and never finds a person of its own:
its false ones are headings, abbreviations and ordinary words at the beginning of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from auditkit.annotate import Annotated, Unit
from auditkit.extract.actors import actor_words, is_body
from auditkit.extract.attributes_actor import people_of
from auditkit.extract.attributes_words import Word, is_finite_form, verb_forms
from auditkit.lang import Pack
from auditkit.lang.lexicon import load_lexicon

_CAPITAL = r"[A-ZÅÄÖÉÜØÁŠĆČ]"
_SMALL = r"[a-zåäöéèüøæáóíçñćčšł]"
_GIVEN = rf"{_CAPITAL}(?:{_SMALL}{{1,20}}|\.)(?:[-–]{_CAPITAL}(?:{_SMALL}{{1,20}}|\.))?"
_FAMILY = (
    rf"(?:{_CAPITAL}['’]|Mc|Mac)?{_CAPITAL}{_SMALL}{{1,24}}(?:[-–]{_CAPITAL}{_SMALL}{{1,24}})?"
)
_PARTICLE = r"(?:af|av|von|van|de|der|den|la|el|al|bin|dos|da)"
# Given name or initial, further names or initials, a family name; blanks never are line breaks.
_NAME = re.compile(
    rf"(?<![\w.§-]){_GIVEN}(?: {_GIVEN}){{0,2}}(?: {_PARTICLE}){{0,2}} {_FAMILY}(?![\w-])"
)
_PARTY = re.compile(r" \(((?:[A-ZÅÄÖ]{1,3}|[a-zåäö]{1,3})|[A-ZÅÄÖ][a-zåäö]?)\)")
_PERSON_LABELS = frozenset({"PER", "PRS"})
_KNOWN_WORD = 5  # letters of an ordinary word that begins no name
_BEFORE = 60  # characters before a name in which its title stands
_PAIR = 2  # a given name and a family name
_BATCH = 64  # units that the pipeline is given at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person named in a document, at ``start`` to ``end``; ``name`` is its base form."""

    start: int
    end: int
    name: str


def find_persons(annotated: Annotated) -> Mapping[int, tuple[Named, ...]]:
    """Return the persons that the running text names, by the start of the unit.

    Args:
        annotated: The document with its units, and the pipeline that is asked in doubt.
    """
    found: dict[int, list[Named]] = {}
    doubtful: list[tuple[Unit, list[Named]]] = []
    small = _small_words(annotated)
    for unit in annotated.units:
        text = annotated.text(unit)
        names = list(find_names(text, annotated.pack, small))
        if not names:
            continue
        people = people_of(annotated.structure.facts)
        sure = [n for n in names if _is_sure(text, n, annotated.pack, people)]
        found[unit.start] = [_moved(n, unit.start) for n in sure]
        if len(sure) < len(names):
            doubtful.append((unit, [n for n in names if n not in sure]))
    for unit, name in _confirmed(doubtful, annotated):
        found[unit.start].append(_moved(name, unit.start))
    return {start: tuple(sorted(names, key=lambda n: n.start)) for start, names in found.items()}


def _moved(name: Named, offset: int) -> Named:
    return Named(start=name.start + offset, end=name.end + offset, name=name.name)


def _small_words(annotated: Annotated) -> frozenset[str]:
    """Return the words that a document writes in small letters: they begin no name."""
    return frozenset(
        word for word in re.findall(r"\w+", annotated.structure.document.text) if word.islower()
    )


def find_names(text: str, pack: Pack, small: frozenset[str]) -> Iterator[Named]:
    """Yield what has the form of a person's name in a text, without overlap.

    Args:
        text: A sentence, list item or table row.
        pack: The language pack, whose words for bodies and roles are no names.
        small: Words that the document also writes in small letters.

    Example:
        >>> from auditkit.lang import load_pack
        >>> text = "Enligt Eva von Ek bör B. Asks förslag till Ekby kommun avslås."
        >>> [n.name for n in find_names(text, load_pack("sv"), frozenset())]
        ['Eva von Ek', 'B. Ask']
    """
    position = 0
    while match := _NAME.search(text, position):
        words = list(re.finditer(r"[^ ]+", match.group()))
        initial = words[0].group().endswith(".")
        wrong = next(
            (
                index
                for index, word in enumerate(words)
                if _is_no_name(word.group(), index, pack, small, after_initial=initial)
            ),
            None,
        )
        if wrong is None:
            end = match.start() + words[_PAIR - 1].end() if _is_two(words) else match.end()
            base = _without_genitive(text[match.start() : end], text[end : end + 40], pack)
            yield Named(start=match.start(), end=end, name=base)
            position = end
        else:
            position = match.start() + words[wrong].end()


def _is_two(words: Sequence[re.Match[str]]) -> bool:
    """Tell whether four names in a row are two persons', without a mark between them."""
    return len(words) == 2 * _PAIR and all(word.group()[0].isupper() for word in words)


def _is_no_name(
    word: str, index: int, pack: Pack, small: frozenset[str], *, after_initial: bool
) -> bool:
    """Tell whether a word with a capital is an ordinary one, a body, a role or a place."""
    lower = word.casefold()
    if word.endswith("."):
        return False
    if word in _not_names(pack) or lower in actor_words(pack).none:
        return True
    if is_body(Word(word, lower, 0, 0), pack):
        return True
    if index and after_initial and len(lower) >= _KNOWN_WORD and lower in load_lexicon(pack.code):
        return True  # "B. Lokaler" is an item of a list
    if index:
        return lower.endswith(pack.words("organisation_ends"))
    ordinary = lower in small or lower in pack.words("stop")
    return ordinary or (len(lower) >= _KNOWN_WORD and lower in load_lexicon(pack.code))


@lru_cache(maxsize=4)
def _not_names(pack: Pack) -> frozenset[str]:
    return frozenset((*pack.words("not_names"), *pack.words("not_person_words")))


def _without_genitive(name: str, after: str, pack: Pack) -> str:
    """Return a name without its genitive -s: a noun follows it ("Eva Eks förslag")."""
    if not name.endswith("s") or name.endswith(("ss", "us", "is", "os", "as")):
        return name
    follows = re.match(r" ([a-zåäö]{3,40})\b", after)
    if follows is None:
        return name
    word, forms = follows.group(1), verb_forms(pack)
    verb = is_finite_form(word, forms) or word in forms.infinitive
    idle = word in pack.words("stop") or word in actor_words(pack).adverbs
    return name if verb or idle else name[:-1]


def _is_sure(text: str, name: Named, pack: Pack, people: frozenset[str]) -> bool:
    """Tell whether what stands beside a name, or the list of those present, makes it a person's."""
    if _PARTY.match(text, name.end):
        return True
    if all(word.casefold() in people for word in re.findall(r"\w{3,}", name.name)):
        return bool(people)
    before = text[max(0, name.start - _BEFORE) : name.start]
    return any(rule.pattern.search(before) for rule in pack.rules("person.title"))


def _confirmed(
    doubtful: Sequence[tuple[Unit, list[Named]]], annotated: Annotated
) -> Iterator[tuple[Unit, Named]]:
    """Yield the names that the trained pipeline takes for persons'."""
    if not doubtful:
        return
    texts = [annotated.text(unit) for unit, _ in doubtful]
    with annotated.nlp.select_pipes(enable=["ner"]):
        docs = list(annotated.nlp.pipe(texts, batch_size=_BATCH))
    for (unit, names), doc in zip(doubtful, docs, strict=True):
        persons = [e for e in doc.ents if e.label_ in _PERSON_LABELS]
        for name in names:
            if any(e.start_char < name.end and name.start < e.end_char for e in persons):
                yield unit, name
