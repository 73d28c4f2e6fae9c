"""Names and their forms: base forms, keys by which forms are grouped, and kinds."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from auditkit.link.vocabulary import Vocabulary
from auditkit.model import ActorKind

_SPACE = re.compile(r"[\s\u00ad\u00a0]+")
_PARTY = re.compile(r"\s*\([^()]{1,40}\)\s*$")
_EDGE = " \t\"'”“’‘.,;:–-*()[]"
_TOKEN = re.compile(r"[^\W_]+(?:[-:&/][^\W_]+)*\.?|&")
_PERSON = re.compile(
    r"(?:[A-ZÅÄÖÉ]\.|[A-ZÅÄÖÉ][a-zåäöéüøæèáó]+)(?:[-–][A-ZÅÄÖÉ][a-zåäöéüøæèáó]+)?"
    r"(?: (?:af|av|von|de|la|[A-ZÅÄÖÉ]\.|[A-ZÅÄÖÉ][a-zåäöéüøæèáó]"
    r"[A-Za-zåäöéüøæèáó]*(?:[-–][A-ZÅÄÖÉ][a-zåäöéüøæèáó]+)?)){1,3}"
)
# "Ida A", as action lists shorten names, and "I. Ask".
INITIAL = re.compile(r"[A-ZÅÄÖ][^\W\d_]+ [A-ZÅÄÖ]\.?|(?:[A-ZÅÄÖ]\.[ -]?){1,2} ?[A-ZÅÄÖ][^\W\d_]+")
MAX_NAME = 120


def clean_name(text: str) -> str:
    """Return a name on one line, without party, brackets or punctuation at its ends.

    Example:
        >>> clean_name(" Anna  Ek (S), ")
        'Anna Ek'
    """
    text = _SPACE.sub(" ", text.replace("\u00ad", "")).strip()
    return _PARTY.sub("", text.rstrip(" ,.;:")).strip(_EDGE)


def trim_name(text: str, vocabulary: Vocabulary) -> str:
    """Return a name without small words at its ends ("GD har").

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> trim_name("GD har", load_vocabulary(load_pack("sv")))
        'GD'
    """
    words = text.split(" ")
    keep = vocabulary.quantifiers | vocabulary.titles
    while len(words) > 1 and words[-1].casefold() in vocabulary.stop:
        words.pop()
    while len(words) > 1 and words[0].casefold() in vocabulary.stop - keep:
        words.pop(0)
    return " ".join(words)


@lru_cache(maxsize=100_000)
def base_word(word: str, definite: tuple[tuple[str, str], ...]) -> str:
    """Return a lower-case noun without genitive, definite and plural ending.

    Example:
        >>> base_word("nämndens", (("den", "d"),)), base_word("gruppen", (("pen", "p"),))
        ('nämnd', 'grupp')
    """
    if len(word) < 5:
        return word
    stems = [word]
    if word.endswith("s") and not word.endswith("ss"):
        stems.insert(0, word[:-1])
    for stem in stems:
        for ending, instead in definite:
            if stem.endswith(ending) and len(stem) - len(ending) + len(instead) >= 3:
                return stem[: -len(ending)] + instead
    return word


def head_index(tokens: list[str], vocabulary: Vocabulary) -> int:
    """Return the place of the head word: the last before the first preposition."""
    for index, token in enumerate(tokens):
        if index and token in vocabulary.prepositions:
            return index - 1
    return len(tokens) - 1


def name_tokens(text: str) -> list[str]:
    """Return the lower-case words of a name."""
    return [t.casefold().rstrip(".").removesuffix(":s") for t in _TOKEN.findall(text)]


def name_key(text: str, vocabulary: Vocabulary) -> str:
    """Return the key that all inflected forms of one name share.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> vocabulary = load_vocabulary(load_pack("sv"))
        >>> name_key("Styrgruppens", vocabulary) == name_key("styrgrupp", vocabulary)
        True
    """
    for ending in vocabulary.similar:
        text = text.removesuffix(ending).rstrip(" ,")
    tokens = name_tokens(text)
    while len(tokens) > 1 and tokens[0] in vocabulary.quantifiers:
        tokens = tokens[1:]
    if not tokens or tokens[0] in vocabulary.quantifiers:
        return ""
    if is_person(text, vocabulary):
        tokens = [part for t in tokens for part in t.replace("–", "-").split("-")]
        return "p " + " ".join(tokens)
    head = head_index(tokens, vocabulary)
    keyed = []
    for index, token in enumerate(tokens):
        if index == head or index > head:
            keyed.append(base_word(token, vocabulary.definite))
        else:
            keyed.append(token[:-1] if len(token) > 5 and token[-1] in "as" else token)
    return " ".join(keyed)


def kind_by_head(text: str, vocabulary: Vocabulary) -> ActorKind | None:
    """Return the kind that a name's head word tells, None where it tells none.

    Words that only end like an actor ("ramverk") tell none.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> kind_by_head("Barn- och kulturnämnden", load_vocabulary(load_pack("sv"))).value
        'body'
    """
    tokens = name_tokens(text)
    if not tokens:
        return None
    index = head_index(tokens, vocabulary)
    first = index if index < len(tokens) - 1 else 0
    for word in dict.fromkeys((tokens[index], tokens[first])):
        if word in vocabulary.none:
            continue
        for form in dict.fromkeys((base_word(word, vocabulary.definite), word)):
            for rule in vocabulary.kinds:
                if rule.value and rule.pattern.search(form):
                    return ActorKind(rule.value)
    return None


def split_title(text: str, vocabulary: Vocabulary) -> tuple[str | None, str]:
    """Return the title before a person's name, and the name; None where there is no title.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> split_title("ekonomichef Ida Ask", load_vocabulary(load_pack("sv")))
        ('ekonomichef', 'Ida Ask')
    """
    words = text.split(" ")
    for size in (2, 3):
        title, name = " ".join(words[:-size]), " ".join(words[-size:])
        if title and is_person(name, vocabulary):
            if kind_by_head(title, vocabulary) is ActorKind.ROLE:
                return title, name
            return None, text
    return None, text


def is_person(text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a name has the form of a person's: two to four capitalised words.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> vocabulary = load_vocabulary(load_pack("sv"))
        >>> is_person("Anna-Lena Ek", vocabulary), is_person("Region Syd", vocabulary)
        (True, False)
    """
    if not _PERSON.fullmatch(text):
        return False
    return kind_by_head(text, vocabulary) is None and all(
        kind_by_head(word, vocabulary) is None for word in text.split()[:1]
    )


def actor_id(key: str) -> str:
    """Return an actor's id, which hangs on its key alone.

    Example:
        >>> actor_id("styrgrupp") == actor_id("styrgrupp"), len(actor_id("styrgrupp"))
        (True, 14)
    """
    return "A-" + hashlib.sha256(key.encode()).hexdigest()[:12]
