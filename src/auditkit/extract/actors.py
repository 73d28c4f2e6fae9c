"""Who a text names: bodies, units, roles and persons, as the text writes them.

Words and endings are the language pack's (actors.toml). An actor is found inside a range
of words that a clause gives, or, for mentions, anywhere in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from auditkit.extract.attributes_words import Word, verb_forms
from auditkit.lang import Pack

_ABBREVIATION = re.compile(r"[A-ZÅÄÖ]{2,7}(?:/[A-ZÅÄÖ]{2,7})?")
_NAME = re.compile(r"[A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?|[A-Z][a-z]+[A-Z]\w*")
_SHORT = 28  # words that a name may run over


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorWords:
    """The words of a pack by which actors are known, ready for use."""

    ending: re.Pattern[str]
    actors: frozenset[str]
    none: frozenset[str]
    weak: frozenset[str]
    titles: frozenset[str]
    prepositions: frozenset[str]
    determiners: frozenset[str]
    adverbs: frozenset[str]
    pronouns: frozenset[str]
    openers: frozenset[str]
    adverbials: frozenset[str]
    adverbial_nouns: frozenset[str]
    abbreviations: frozenset[str]
    endings_of_none: tuple[str, ...]
    phrase_ends: frozenset[str]
    head_stops: frozenset[str]
    loose: frozenset[str]
    unattached: frozenset[str]
    places: frozenset[str]
    joints: frozenset[str]
    pairs: frozenset[str]
    relative: frozenset[str]
    attribute_endings: tuple[str, ...]


@lru_cache(maxsize=8)
def actor_words(pack: Pack) -> ActorWords:
    """Return a pack's actor words.

    Example:
        >>> from auditkit.lang import load_pack
        >>> bool(actor_words(load_pack("sv")).ending.fullmatch("miljönämnden"))
        True
    """
    stems = _any_of(pack.words("actor_stems"))
    endings = _any_of(pack.words("actor_endings"))
    return ActorWords(
        ending=re.compile(rf"[\w-]{{0,40}}(?:{stems})(?:{endings})?", re.IGNORECASE),
        actors=frozenset(pack.words("actor_words")),
        none=frozenset(pack.words("not_actors")),
        weak=frozenset(pack.words("weak_actors")),
        titles=frozenset(pack.words("actor_titles")),
        prepositions=frozenset(pack.words("actor_prepositions")),
        determiners=frozenset(pack.words("actor_determiners")),
        adverbs=frozenset(pack.words("clause_adverbs")),
        pronouns=frozenset(pack.words("actor_pronouns")),
        openers=frozenset(pack.words("name_openers")),
        adverbials=frozenset(pack.words("adverbial_openers")),
        adverbial_nouns=frozenset(pack.words("adverbial_nouns")),
        abbreviations=frozenset(pack.words("not_abbreviations")),
        endings_of_none=pack.words("not_actor_endings"),
        phrase_ends=frozenset(pack.words("phrase_ends")),
        head_stops=frozenset(pack.words("head_stops"))
        | frozenset(pack.words("actor_prepositions")),
        loose=frozenset(pack.words("loose_prepositions"))
        | frozenset(pack.words("actor_prepositions")),
        unattached=frozenset(pack.words("unattached_prepositions")),
        places=frozenset(pack.words("place_nouns")),
        joints=frozenset(pack.words("joint_words")),
        pairs=frozenset(pack.words("pair_openers")),
        relative=frozenset(pack.words("relative_words")),
        attribute_endings=pack.words("attribute_endings"),
    )


def is_head(word: Word, pack: Pack, *, initial: bool, people: frozenset[str] = frozenset()) -> bool:
    """Tell whether a word can be the head of an actor's name, not in the genitive.

    Args:
        word: The word.
        pack: The language pack.
        initial: Whether the word begins a sentence, so that a capital says nothing.
        people: Names of persons of the document, lower-case, word by word.

    Example:
        >>> from auditkit.lang import load_pack
        >>> pack = load_pack("sv")
        >>> [is_head(Word(w, w.lower(), 0, 0), pack, initial=True)
        ...  for w in ("Miljönämnden", "Regelverket", "AKD", "Planen")]
        [True, False, True, False]
    """
    words = actor_words(pack)
    lower = word.lower
    if lower in words.actors or lower in words.weak or lower in people:
        return True
    if lower in words.none or _is_verb(lower, pack):
        return False
    if _ends_like_actor(lower, pack):
        return True
    if _ABBREVIATION.fullmatch(word.text):
        return word.text not in words.abbreviations
    return not initial and is_name(word, pack)


def _is_verb(lower: str, pack: Pack) -> bool:
    forms = verb_forms(pack)
    return lower in forms.infinitive or lower in forms.finite


@lru_cache(maxsize=65536)
def _ends_like_actor(lower: str, pack: Pack) -> bool:
    """Tell whether a lower-case word ends as names of bodies, units and roles do."""
    words = actor_words(pack)
    return bool(words.ending.fullmatch(lower)) and not lower.endswith(words.endings_of_none)


def is_body(word: Word, pack: Pack) -> bool:
    """Tell whether a word names a body, unit or role by its ending or as an abbreviation.

    Example:
        >>> from auditkit.lang import load_pack
        >>> [is_body(Word(w, w.lower(), 0, 0), load_pack("sv")) for w in ("nämnden", "Eva")]
        [True, False]
    """
    return _is_body(word.text, word.lower, pack)


@lru_cache(maxsize=20_000)
def _is_body(text: str, lower: str, pack: Pack) -> bool:
    known = actor_words(pack)
    if lower in known.actors:
        return True
    if _ABBREVIATION.fullmatch(text):
        return text not in known.abbreviations
    if lower in known.none or _is_verb(lower, pack):
        return False
    return _ends_like_actor(lower, pack)


def is_name(word: Word, pack: Pack) -> bool:
    """Tell whether a word inside a sentence looks like a name: a capital, no genitive.

    Example:
        >>> from auditkit.lang import load_pack
        >>> [is_name(Word(w, w.lower(), 0, 0), load_pack("sv")) for w in ("Lindgren", "plan")]
        [True, False]
    """
    return _is_name(word.text, word.lower, pack)


@lru_cache(maxsize=20_000)
def _is_name(text: str, lower: str, pack: Pack) -> bool:
    if not _NAME.fullmatch(text):
        return False
    if len(text) > 6 and base_form(text, pack) != text:
        return False
    return lower not in actor_words(pack).determiners


def find_actor(
    words: tuple[Word, ...],
    pack: Pack,
    start: int,
    end: int,
    *,
    bounded: bool,
    people: frozenset[str] = frozenset(),
) -> tuple[int, int] | None:
    """Return the range of words that names the actor at the beginning of ``start``..``end``.

    Args:
        words: The words of the sentence.
        pack: The language pack.
        start: First word that may belong to the name.
        end: Word after the last.
        bounded: Whether everything up to ``end`` belongs to the noun phrase, as before a
            verb; else the name ends with its head and what is tied to it.
        people: Names of persons of the document, lower-case.

    Example:
        >>> import spacy
        >>> from auditkit.lang import load_pack
        >>> from auditkit.extract.attributes_words import words_between
        >>> text = "Chefen för it-enheten ska svara."
        >>> words = words_between(spacy.blank("sv")(text), 0, len(text))
        >>> find_actor(words, load_pack("sv"), 0, 3, bounded=True)
        (0, 3)
    """
    known = actor_words(pack)
    end = _cut(words, start, min(end, start + _SHORT), known)
    while start < end and (words[start].lower in known.adverbs or words[start].text in ("*", ",")):
        if words[start].lower in known.determiners or words[start].lower in known.actors:
            break
        start += 1
    head = _head(words, pack, start, end, people)
    if head is None:
        return None
    stop = _until_adverbial(words, head, end, known) if bounded else None
    if stop is None:
        stop = _extend(words, pack, head, end, people)
    while stop > head + 1 and (
        words[stop - 1].lower in known.adverbs or words[stop - 1].text in (",", "–", "-", ":", "*")
    ):
        stop -= 1
    return start, stop


def _cut(words: tuple[Word, ...], start: int, end: int, known: ActorWords) -> int:
    """Return where a noun phrase must end: a relative clause, a bracket, an exception."""
    for index in range(start, end):
        word = words[index]
        if index > start and (
            (word.lower in known.relative and words[start].lower not in known.pairs)
            or word.lower in known.phrase_ends
            or word.text in ("(", ";", "”", ".", "\t", ":")
        ):
            return index
        if word.text == "," and not _lists_on(words, index, end, known):
            return index
    return end


def _until_adverbial(words: tuple[Word, ...], head: int, end: int, known: ActorWords) -> int:
    """Return where an adverbial begins behind a head ("rådet under 2024", "vid behov")."""
    for index in range(head + 1, end):
        lower = words[index].lower
        following = words[index + 1].lower if index + 1 < end else ""
        if lower in known.adverbials:
            return index
        if lower in known.loose and (following in known.adverbial_nouns or following[:1].isdigit()):
            return index
    return end


def _lists_on(words: tuple[Word, ...], comma: int, end: int, known: ActorWords) -> bool:
    """Tell whether a comma parts the members of a list of actors ("A, B och C")."""
    rest = [word.lower for word in words[comma + 1 : min(end, comma + 12)]]
    if not rest or rest[0] in known.adverbs or rest[0] in known.prepositions:
        return False
    return bool(known.joints & set(rest)) and any(known.ending.fullmatch(word) for word in rest[:3])


def _head(
    words: tuple[Word, ...], pack: Pack, start: int, end: int, people: frozenset[str]
) -> int | None:
    """Return the head noun of a noun phrase, which stands before any preposition."""
    known = actor_words(pack)
    forms = verb_forms(pack)
    if end - start > 1 and words[start].lower in known.openers and words[start].text[0].isupper():
        return start + 1
    for index in range(start, end):
        word = words[index]
        if is_head(word, pack, initial=index == 0, people=people):
            return index
        if _is_participle_person(words, index, start, end, pack):
            return index
        if word.lower in known.head_stops:
            return None
        if index > start and word.lower in forms.infinitive:
            return None
    return None


def _is_participle_person(
    words: tuple[Word, ...], index: int, start: int, end: int, pack: Pack
) -> bool:
    """Tell whether a phrase ends with a participle that names a person ("den drabbade")."""
    lower = words[index].lower
    if index != start + 1 or words[start].lower not in pack.words("person_determiners"):
        return False
    if not lower.endswith(pack.words("person_endings")) or lower in pack.words("not_persons"):
        return False
    adverbs = actor_words(pack).adverbs
    return all(word.lower in adverbs for word in words[index + 1 : end])


def _extend(
    words: tuple[Word, ...], pack: Pack, head: int, end: int, people: frozenset[str]
) -> int:
    """Return where a name ends that begins at or before its head and is not bounded."""
    known = actor_words(pack)
    stop = head + 1
    while stop < end and (is_name(words[stop], pack) or words[stop].lower in people):
        stop += 1
    if stop < end and stop > head + 1 and words[stop].lower in known.places:  # "Ekby kommun"
        stop += 1
    if words[head].lower in known.titles and stop < end:
        stop = _attached(words, pack, stop, end)
    joint = stop
    if joint < end and (words[joint].lower in known.joints or words[joint].text in (",", "/")):
        limit = min(end, joint + 6)
        following = _head(words, pack, joint + 1, limit, people)
        if following is not None and _only_attributes(words, joint + 1, following, known):
            return _extend(words, pack, following, end, people)
    return stop


def _attached(words: tuple[Word, ...], pack: Pack, stop: int, end: int) -> int:
    """Return the end of "för nationella avdelningen", "i Norrviks län" after a title."""
    known = actor_words(pack)
    if words[stop].lower not in known.prepositions or words[stop].lower in known.unattached:
        return stop
    forms = verb_forms(pack)
    for index in range(stop + 1, min(stop + 6, end)):
        word = words[index]
        if word.lower in forms.infinitive | forms.finite or word.text in (",", ".", "("):
            return stop
        if is_head(word, pack, initial=False) or word.lower in known.places:
            following = index + 1
            if following < end and words[following].lower in known.places:
                following += 1
            return following
    return stop


def _only_attributes(words: tuple[Word, ...], start: int, head: int, known: ActorWords) -> bool:
    """Tell whether only adjectives, determiners and genitives stand before a head."""
    return all(
        word.lower in known.determiners or word.lower.endswith(known.attribute_endings)
        for word in words[start:head]
    )


def split_actors(
    words: tuple[Word, ...], pack: Pack, span: tuple[int, int], people: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Yield each actor of a coordinated name ("rektor och dekanerna").

    Example:
        >>> import spacy
        >>> from auditkit.lang import load_pack
        >>> from auditkit.extract.attributes_words import words_between
        >>> words = words_between(spacy.blank("sv")("Rektor och dekanerna svarar"), 0, 27)
        >>> list(split_actors(words, load_pack("sv"), (0, 3), frozenset()))
        [(0, 1), (2, 3)]
    """
    known = actor_words(pack)
    start, end = span
    begin = start
    for index in range(start, end):
        joint = words[index].lower in known.joints or words[index].text in (",", "/")
        if not joint or index == begin:
            continue
        head = _head(words, pack, index + 1, end, people)
        left = _head(words, pack, begin, index, people)
        if head is None or left is None or not _only_attributes(words, index + 1, head, known):
            continue
        if any(w.lower in known.prepositions for w in words[begin:index]):
            continue
        yield begin, index
        begin = index + 1
    while (
        begin < end
        and words[begin].text in (",",)
        or (begin < end and words[begin].lower in known.joints)
    ):
        begin += 1
    if begin < end:
        yield begin, end


@lru_cache(maxsize=20_000)
def base_form(name: str, pack: Pack) -> str:
    """Return an actor's name without the genitive -s of its last word.

    Example:
        >>> from auditkit.lang import load_pack
        >>> [base_form(name, load_pack("sv")) for name in ("styrgruppens", "polis", "GD:s")]
        ['styrgruppen', 'polis', 'GD']
    """
    if name.endswith(":s"):
        return name[:-2]
    return name[:-1] if name.endswith(pack.words("genitive_endings")) else name


def _any_of(words: tuple[str, ...]) -> str:
    """Return a pattern that matches any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
