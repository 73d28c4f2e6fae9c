"""The words of a language pack, made ready once for a whole archive."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from auditkit.lang import Pack, Rule
from auditkit.lang.spelling import Speller, load_speller

_WORD = re.compile(r"[^\W_]+(?:[-.:/][^\W_]+)*")
_CODE = re.compile(r"(?:[^\W\d_]{1,4}[-.]?\d[\d.\-/:]*|\d+[-.:/][\d.\-/:]*\d)")
_ISO_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What the link stage takes from a language pack."""

    stop: frozenset[str]
    negations: frozenset[str]
    deictic: frozenset[str]
    numbers: Mapping[str, str]
    endings: tuple[str, ...]
    definite: tuple[tuple[str, str], ...]
    pronouns: frozenset[str]
    titles: frozenset[str]
    heads: frozenset[str]
    chair: frozenset[str]
    secretary: frozenset[str]
    verbs: frozenset[str]
    particles: frozenset[str]
    auxiliaries: frozenset[str]
    prepositions: frozenset[str]
    joints: frozenset[str]
    clauses: frozenset[str]
    quantifiers: frozenset[str]
    similar: tuple[str, ...]
    none: frozenset[str]
    kinds: tuple[Rule, ...]
    abbreviations: tuple[Rule, ...]
    adjectives: tuple[Rule, ...]
    titles_before: tuple[Rule, ...]
    frames: tuple[Rule, ...]
    formal: tuple[Rule, ...]
    references: tuple[Rule, ...]
    alike: Mapping[str, tuple[str, ...]]
    speller: Speller


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a quote holds for comparison; ``deictic``: it points at its own document."""

    stems: frozenset[str]
    numbers: frozenset[str]
    codes: frozenset[str]
    names: frozenset[str]
    negated: bool
    deictic: bool


def load_vocabulary(pack: Pack) -> Vocabulary:
    """Return the link stage's words and rules of a pack.

    Raises:
        PackError: If the pack lacks one of them.

    Example:
        >>> from auditkit.lang import load_pack
        >>> "styrgrupp" in load_vocabulary(load_pack("sv")).heads
        True
    """
    return Vocabulary(
        stop=frozenset(pack.words("link_stop")),
        negations=frozenset(pack.words("link_negations")),
        deictic=frozenset(pack.words("link_deictic")),
        numbers={str(k): str(v) for k, v in pack.table("link_numbers").items()},
        endings=tuple(sorted(pack.words("link_endings"), key=lambda e: (-len(e), e))),
        definite=tuple(
            sorted(((k, str(v)) for k, v in pack.table("link_definite").items()), key=_longest)
        ),
        pronouns=frozenset(pack.words("link_pronouns")),
        titles=frozenset(pack.words("link_titles")),
        heads=frozenset(pack.words("link_generic_heads")),
        chair=frozenset(pack.words("link_chair")),
        secretary=frozenset(pack.words("link_secretary")),
        verbs=frozenset(pack.words("link_verbs")),
        particles=frozenset(pack.words("link_particles")),
        auxiliaries=frozenset(pack.words("link_verb_auxiliaries")),
        prepositions=frozenset(pack.words("link_prepositions")),
        joints=frozenset(pack.words("link_joints")),
        clauses=frozenset(pack.words("link_clauses")),
        quantifiers=frozenset(pack.words("link_quantifiers")),
        similar=pack.words("link_or_similar"),
        none=frozenset(pack.words("not_actors")),
        kinds=pack.rules("link.kind"),
        abbreviations=pack.rules("link.abbreviation"),
        adjectives=pack.rules("link.adjective"),
        titles_before=pack.rules("link.title_before"),
        frames=pack.rules("link.frame"),
        formal=pack.rules("link.formal"),
        references=_reference_rules(pack),
        alike=_alike(pack),
        speller=load_speller(pack),
    )


def _alike(pack: Pack) -> dict[str, tuple[str, ...]]:
    """Return the letters that names are spelt with one for the other."""
    found: dict[str, tuple[str, ...]] = {}
    for pair in pack.words("link_alike"):
        one, other = pair.split()
        found[one] = (*found.get(one, ()), other)
        found[other] = (*found.get(other, ()), one)
    return found


def _reference_rules(pack: Pack) -> tuple[Rule, ...]:
    """Return all rules for references: the link stage's own and those of the whole pack."""
    groups = sorted(g for g in pack.rules_by_group if g.startswith("reference."))
    return pack.rules("link.reference") + tuple(r for g in groups for r in pack.rules(g))


def _longest(pair: tuple[str, str]) -> tuple[int, str]:
    """Order endings by length, longest first."""
    return -len(pair[0]), pair[0]


@lru_cache(maxsize=200_000)
def stem_word(word: str, endings: tuple[str, ...]) -> str:
    """Take one inflectional ending off a lower-case word, keeping three letters at least.

    Example:
        >>> stem_word("programmen", ("en", "n")), stem_word("mål", ("l",))
        ('programm', 'mål')
    """
    for ending in endings:
        if len(word) - len(ending) >= 3 and word.endswith(ending):
            return word[: -len(ending)]
    return word


def strip_frame(text: str, vocabulary: Vocabulary) -> str:
    """Remove the words that say that a sentence retells another document.

    Example:
        >>> from auditkit.lang import load_pack
        >>> strip_frame("Av policyn framgår att nämnden ska mötas.",
        ...             load_vocabulary(load_pack("sv")))
        'nämnden ska mötas.'
    """
    for rule in vocabulary.frames:
        text = rule.pattern.sub(" ", text, count=1).strip()
    return text


def read_words(text: str, vocabulary: Vocabulary) -> Words:
    """Return what is compared of a quote: the frame of a retelling does not count.

    Example:
        >>> from auditkit.lang import load_pack
        >>> words = read_words("Rådet möts fyra gånger, se E1.2.",
        ...                    load_vocabulary(load_pack("sv")))
        >>> sorted(words.numbers), sorted(words.codes)
        (['4'], ['e1.2'])
    """
    stems, numbers, codes, names = set(), set(), set(), set()
    negated = deictic = False
    for match in _WORD.finditer(strip_frame(text, vocabulary)):
        raw = match.group()
        word = raw.casefold()
        negated = negated or word in vocabulary.negations
        deictic = deictic or word in vocabulary.deictic
        if word.isdigit() or word in vocabulary.numbers:
            numbers.add(vocabulary.numbers.get(word, word.lstrip("0") or "0"))
        elif _ISO_DATE.fullmatch(word):
            numbers.update(part.lstrip("0") for part in word.split("-"))
        elif _CODE.fullmatch(word):
            codes.add(word.replace("-", ".") if word[0].isalpha() else word)
        elif word not in vocabulary.stop and len(word) > 1:
            stems.add(stem_word(word, vocabulary.endings))
            if raw[0].isupper() and match.start() > 0:
                names.add(stem_word(word, vocabulary.endings))
    return Words(
        stems=frozenset(stems),
        numbers=frozenset(numbers),
        codes=frozenset(codes),
        names=frozenset(names),
        negated=negated,
        deictic=deictic,
    )
