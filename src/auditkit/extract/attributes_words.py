"""The words of a sentence, and the verb forms and clause words of a language pack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from auditkit.annotate.words import Word as Word
from auditkit.annotate.words import words_between as words_between
from auditkit.lang import Pack

_LONG = 7  # letters from which an ending alone tells a verb form


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbForms:
    """The verb forms of a language pack, by what they can be."""

    finite: frozenset[str]
    infinitive: frozenset[str]
    passive: frozenset[str]
    deponent: frozenset[str]
    finite_endings: tuple[str, ...]
    passive_endings: tuple[str, ...]
    supine_endings: tuple[str, ...]
    not_supine: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordSets:
    """Words of a language pack that build clauses, ready for look-up."""

    modals: frozenset[str]
    governing: frozenset[str]
    duty: frozenset[str]
    framing: frozenset[str]
    close_framing: frozenset[str]
    openers: frozenset[str]
    subordinators: frozenset[str]
    not_framed: frozenset[str]
    that: frozenset[str]
    relative: frozenset[str]
    conditions: frozenset[str]
    group_ends: frozenset[str]
    inserts: frozenset[str]
    coming: frozenset[str]
    light: frozenset[str]
    doubtful: frozenset[str]
    doubtful_objects: frozenset[str]
    adjectives: tuple[str, ...]
    participles: tuple[str, ...]
    relative_endings: tuple[str, ...]
    attributive: tuple[str, ...]
    attributes: frozenset[str]
    pairing: frozenset[str]


@lru_cache(maxsize=8)
def verb_forms(pack: Pack) -> VerbForms:
    """Return the verb forms a pack's infinitives give.

    Example:
        >>> from auditkit.lang import load_pack
        >>> forms = verb_forms(load_pack("sv"))
        >>> "redovisar" in forms.finite, "redovisas" in forms.passive, "redovisa" in forms.finite
        (True, True, False)
    """
    active: set[str] = set()
    passive: set[str] = set()
    infinitive_passive: set[str] = set()
    verbs = pack.table("verbs")
    for forms in verbs.values():
        for kind, text in zip((active, passive, infinitive_passive), forms, strict=True):
            kind.update(text.split())
    deponent = frozenset(pack.words("deponent_verbs"))
    modal = frozenset(pack.words("finite_anyway"))
    return VerbForms(
        finite=frozenset(active | passive) | modal,
        infinitive=frozenset(verbs) - modal,
        passive=frozenset(passive | infinitive_passive) - deponent - modal,
        deponent=deponent,
        finite_endings=pack.words("finite_endings"),
        passive_endings=pack.words("passive_endings"),
        supine_endings=pack.words("supine_endings"),
        not_supine=pack.words("not_supine_endings"),
    )


@lru_cache(maxsize=8)
def word_sets(pack: Pack) -> WordSets:
    """Return a pack's words of clauses as sets.

    Example:
        >>> from auditkit.lang import load_pack
        >>> "ska" in word_sets(load_pack("sv")).modals
        True
    """
    return WordSets(
        modals=frozenset(pack.words("finite_anyway")),
        governing=frozenset(pack.words("modal_verbs")),
        duty=frozenset(pack.words("duty_verbs")),
        framing=frozenset(pack.words("framing_verbs")),
        close_framing=frozenset(pack.words("close_framing_verbs")),
        openers=frozenset(pack.words("clause_openers")),
        subordinators=frozenset(pack.words("clause_subordinators")),
        not_framed=frozenset(pack.words("not_framed_after")),
        that=frozenset(pack.words("that_words")),
        relative=frozenset(pack.words("relative_words")),
        conditions=frozenset(pack.words("condition_words")),
        group_ends=frozenset(pack.words("group_ends")) | {";"},
        inserts=frozenset(pack.words("group_inserts")),
        coming=frozenset(pack.words("coming_verbs")),
        light=frozenset(pack.words("light_infinitives")),
        doubtful=frozenset(pack.words("doubtful_verbs")),
        doubtful_objects=frozenset(pack.words("doubtful_objects")),
        adjectives=pack.words("adjective_endings"),
        participles=pack.words("participle_endings"),
        relative_endings=pack.words("relative_verb_endings"),
        attributive=tuple(pack.words("attributive_endings")),
        attributes=frozenset(pack.words("actor_determiners"))
        | frozenset(pack.words("actor_prepositions")),
        pairing=frozenset(pack.words("pairing_words")),
    )


def is_passive_form(lower: str, forms: VerbForms) -> bool:
    """Tell whether a lower-case word is a passive verb, known or by its ending.

    Example:
        >>> from auditkit.lang import load_pack
        >>> forms = verb_forms(load_pack("sv"))
        >>> [is_passive_form(word, forms) for word in ("redovisas", "digitaliseras", "fas")]
        [True, True, False]
    """
    known = lower in forms.passive or is_supine(lower, forms)
    return known or (len(lower) > _LONG and lower.endswith(forms.passive_endings))


def is_finite_form(lower: str, forms: VerbForms) -> bool:
    """Tell whether a lower-case word is a finite verb, known or by its ending."""
    return lower in forms.finite or (len(lower) > _LONG and lower.endswith(forms.finite_endings))


def is_supine(lower: str, forms: VerbForms) -> bool:
    """Tell whether a word is a supine in the passive ("tilldelats"), finite where "har" lacks."""
    ends = len(lower) > _LONG - 1 and lower.endswith(forms.supine_endings)
    return ends and not lower.endswith(forms.not_supine)
