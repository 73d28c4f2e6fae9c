"""The main clause of a sentence, without a parser: its verb, its subject, its agent.

Swedish puts the finite verb second: what stands before it is the subject, or an adverbial
after which the subject follows the verb. A parse may replace this module: its callers need
only ``analyse_clause``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from auditkit.lang import Pack


_ENDS_GROUP = (";", "som", "om", "där", "när", "hur", "vilka")  # a verb group ends here
_INSERTS = ("innan", "då")
_BRACKET = 12  # words that a bracket may hold to be left out
_COMING = ("kommer", "komma")  # "kommer att svara": the infinitive still follows


@dataclass(frozen=True, slots=True)
class Word:
    """A token of a sentence: its text, its lower-case form, its characters in the document."""

    text: str
    lower: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbForms:
    """The verb forms of a language pack, by what they can be."""

    finite: frozenset[str]
    infinitive: frozenset[str]
    passive: frozenset[str]
    deponent: frozenset[str]


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
    attributive: tuple[str, ...]
    attributes: frozenset[str]
    pairing: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A main clause as ranges of words: ``verb`` and ``last`` are its finite and last verb.

    ``subject`` is where the subject must stand, before the verb or (``inverted``) after it.
    """

    start: int
    verb: int
    last: int
    subject: tuple[int, int]
    inverted: bool
    passive: bool


def words_between(doc: Doc, start: int, end: int) -> tuple[Word, ...]:
    """Return the words of a stretch of a document, without blanks, Markdown stars and what
    stands in brackets within a sentence.

    Example:
        >>> import spacy
        >>> [word.lower for word in words_between(spacy.blank("sv")("Nämnden ska  svara."), 0, 18)]
        ['nämnden', 'ska', 'svara']
    """
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return ()
    words = [
        Word(token.text, token.lower_, token.idx, token.idx + len(token.text))
        for token in span
        if not token.is_space and token.text.strip("*_") and start <= token.idx < end
    ]
    return tuple(_without_brackets(words))


def _without_brackets(words: list[Word]) -> list[Word]:
    """Drop "(NSLG)" and the like; a bracket that is long or never closed stays."""
    kept: list[Word] = []
    index = 0
    while index < len(words):
        closing = index
        if words[index].text == "(" and kept:
            window = range(index + 1, min(index + _BRACKET, len(words)))
            closing = next((i for i in window if words[i].text == ")"), index)
        if closing == index:
            kept.append(words[index])
        index = closing + 1
    return kept


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
    infinitive: set[str] = set()
    present_passive: set[str] = set()
    infinitive_passive: set[str] = set()
    for verb in pack.words("verbs_ar"):
        infinitive.add(verb)
        active |= {f"{verb}r", f"{verb}de"}
        present_passive |= {f"{verb}s", f"{verb}des"}
    for verb in pack.words("verbs_er"):
        infinitive.add(verb)
        stem = verb.removesuffix("a")
        past = f"{stem}te" if stem[-1] in "kpstx" else f"{stem}de"
        active |= {f"{stem}er", past}
        present_passive |= {f"{stem}s", f"{stem}es", f"{past}s"}
        infinitive_passive.add(f"{verb}s")
    for verb, forms in pack.table("verbs_irregular").items():
        infinitive.add(verb)
        active |= set(forms)
        infinitive_passive.add(f"{verb}s")
        present_passive |= {f"{form.removesuffix(end)}s" for form in forms for end in ("er", "r")}
        present_passive |= {f"{form}s" for form in forms}
    none = frozenset(pack.words("not_verbs"))
    deponent = frozenset(pack.words("deponent_verbs"))
    modal = frozenset(pack.words("finite_anyway"))
    return VerbForms(
        finite=(active | present_passive) - none | modal,
        infinitive=frozenset(infinitive) - none - modal,
        passive=(present_passive | infinitive_passive) - deponent - none - modal,
        deponent=deponent,
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
        attributive=tuple(pack.words("attributive_endings")),
        attributes=frozenset(pack.words("actor_determiners")) | frozenset(pack.words("actor_prepositions")),
        pairing=frozenset(pack.words("pairing_words")),
    )


def analyse_clause(
    words: tuple[Word, ...], pack: Pack, start: int = 0, *, framed: bool = True
) -> Clause | None:
    """Return the clause that says what is done; None where no finite verb is known.

    A verb that only frames ("av planen framgår att …") gives way to the clause it governs,
    unless ``framed`` is false.

    Example:
        >>> import spacy
        >>> from auditkit.lang import load_pack
        >>> text = "Av planen framgår att rådet ska svara."
        >>> words = words_between(spacy.blank("sv")(text), 0, len(text))
        >>> clause = analyse_clause(words, load_pack("sv"))
        >>> [word.text for word in words[slice(*clause.subject)]], words[clause.verb].text
        (['rådet'], 'ska')
    """
    verb = _main_verb(words, pack, start)
    if verb is None:
        return _after_that(words, pack, start)
    if framed:
        inner = _inner_clause(words, pack, verb)
        if inner is not None:
            return inner
    last = _last_verb(words, verb, pack)
    subordinate = start > 0 and words[start - 1].lower == "att"
    opened = words[start].lower in word_sets(pack).openers and not subordinate
    inverted = verb == start or opened or _is_conditional(words, start, verb, pack)
    subject = (verb + 1, last if last > verb + 1 else len(words)) if inverted else (start, verb)
    return Clause(
        start=start,
        verb=verb,
        last=last,
        subject=subject,
        inverted=inverted,
        passive=is_passive_form(words[last].lower, verb_forms(pack)),
    )


def begins_with_infinitive(words: tuple[Word, ...], pack: Pack) -> bool:
    """Tell whether the first verb is an infinitive, as in a list item below a lead-in.

    Example:
        >>> import spacy
        >>> from auditkit.lang import load_pack
        >>> text = "årligen pröva om planen bör ändras"
        >>> begins_with_infinitive(words_between(spacy.blank("sv")(text), 0, 34), load_pack("sv"))
        True
    """
    forms = verb_forms(pack)
    for word in words:
        if word.lower in forms.infinitive:
            return True
        if word.lower in forms.finite or is_passive_form(word.lower, forms):
            return False
    return False


def _after_that(words: tuple[Word, ...], pack: Pack, start: int) -> Clause | None:
    """Return the clause after the first "att" of a fragment ("Detta genom att rådet svarar")."""
    forms = verb_forms(pack)
    for index in range(start, len(words) - 1):
        if words[index].lower == "att" and _opens_finite(words, index, forms):
            return analyse_clause(words, pack, index + 1)
    return None


def _main_verb(words: tuple[Word, ...], pack: Pack, start: int) -> int | None:
    """Return the first finite verb that no subordinate clause has used up.

    A sentence that begins with a verb and goes on with a modal is a condition ("Finns det
    skäl ska rådet svara"): the modal is its main verb.
    """
    sets, forms = word_sets(pack), verb_forms(pack)
    pending = 0
    first: int | None = None
    spent: int | None = None  # a modal that a doubtful subordinate clause took
    for index in range(start, len(words)):
        lower = words[index].lower
        if _is_finite(words, index, forms, sets):
            if pending:
                pending -= 1
                spent = index if lower in sets.modals | sets.governing else spent
            elif first is not None:
                return index if lower in sets.modals else first
            elif index == start and start == 0 and lower not in sets.modals | sets.duty:
                first = index
            else:
                return index
        elif _subordinates(words, index, start, forms, sets):
            pending += 1
        elif pending and _ends_relative(words, index):
            pending -= 1
        elif lower == ";":
            pending = 0
    return first if first is not None else spent


def _is_supine(lower: str) -> bool:
    """Tell whether a word is a supine in the passive ("tilldelats"), finite where "har" lacks."""
    return len(lower) > 6 and lower.endswith(("ats", "llts", "etts")) and lower[-5:] != "plats"


def _ends_relative(words: tuple[Word, ...], index: int) -> bool:
    """Tell whether a word no list knows is the verb of a relative clause, by its ending."""
    lower = words[index].lower
    if index and words[index - 1].lower == "som" and lower.endswith(("ar", "er", "år")):
        return True
    return _is_supine(lower) or (lower.endswith(("gts", "rts", "its")) and len(lower) > 4)


def _is_finite(words: tuple[Word, ...], index: int, forms: VerbForms, sets: WordSets) -> bool:
    """Tell whether a word is a finite verb where it stands."""
    lower = words[index].lower
    before = words[index - 1].lower if index else ""
    after = words[index + 1].lower if index + 1 < len(words) else ""
    if lower == "för":  # "enheten för ett register", not the preposition
        rest = [w.lower for w in words[index + 1 : index + 10]]
        others = any(w in forms.finite for w in rest[: rest.index(",") if "," in rest else 9])
        return 0 < index < 12 and after in ("en", "ett", "register", "protokoll") and not others
    if before == "att" and (lower in forms.passive or lower in forms.deponent):
        return False
    if lower.endswith(("ade", "ta", "da")) and lower not in sets.modals:
        attributive = before in sets.attributes or before.endswith(sets.attributive)
        return lower in forms.finite and not (index and attributive)
    return lower in forms.finite or (len(lower) > 7 and lower.endswith(("erar", "eras")))


def _subordinates(
    words: tuple[Word, ...], index: int, start: int, forms: VerbForms, sets: WordSets
) -> bool:
    """Tell whether a word opens a subordinate clause, whose verb is not the main one."""
    lower = words[index].lower
    if lower == "som" and any(word.lower in sets.pairing for word in words[max(0, index - 4) : index]):
        return False
    if lower == "som" and index:
        before = words[index - 1].lower
        if before in forms.finite or before in sets.subordinators:
            return False  # "står som ansvarig", "vad som sagts"
    if lower in sets.subordinators:
        return True
    if lower in ("om", "ifall"):
        return index == start or words[index - 1].text in (",", "–", "-", ":")
    return lower == "att" and index > start and _opens_finite(words, index, forms)


def _is_conditional(words: tuple[Word, ...], start: int, verb: int, pack: Pack) -> bool:
    """Tell whether a clause begins with the verb of a condition, so that its subject follows."""
    if start or verb == start:
        return False
    return _is_finite(words, start, verb_forms(pack), word_sets(pack))


def _opens_finite(words: tuple[Word, ...], index: int, forms: VerbForms) -> bool:
    """Tell whether "att" opens a clause with a finite verb, not an infinitive."""
    for place, word in enumerate(words[index + 1 : index + 16]):
        lower = word.lower
        if lower in forms.infinitive or (not place and (lower in forms.passive)):
            return False
        if lower in forms.finite and not lower.endswith("ade"):
            return True
        if is_passive_form(lower, forms) or lower in forms.deponent:
            return True
    return False


def _inner_clause(words: tuple[Word, ...], pack: Pack, verb: int) -> Clause | None:
    """Return the clause with "att" that says the rule, where the main verb only frames it."""
    sets = word_sets(pack)
    lower = words[verb].lower
    if lower in sets.modals or lower in sets.duty:
        return None
    governed = _governed(words, verb, pack)
    if governed is None:
        return None
    inner = analyse_clause(words, pack, governed)
    if inner is None:
        return None
    binding = words[inner.verb].lower in sets.modals | sets.duty
    return inner if binding or lower in sets.framing else None


def _governed(words: tuple[Word, ...], verb: int, pack: Pack) -> int | None:
    """Return where the finite clause begins that a framing verb governs with "att"."""
    sets, forms = word_sets(pack), verb_forms(pack)
    reach = 4 if words[verb].lower in sets.close_framing else 14
    for index in range(verb + 1, min(verb + reach, len(words) - 1)):
        lower = words[index].lower
        if lower == "att" and words[index - 1].lower not in sets.not_framed:
            return index + 1 if _opens_finite(words, index, forms) else None
        if lower in (";", "som") or (lower == "om" and index == verb + 1):
            return None
    return None


def _last_verb(words: tuple[Word, ...], verb: int, pack: Pack) -> int:
    """Return the infinitive or passive that a modal governs, else the verb itself."""
    if words[verb].lower not in word_sets(pack).governing:
        return verb
    forms = verb_forms(pack)
    inserted = False  # "senast en månad innan projektet avslutas besluta": skip its verb
    for index in range(verb + 1, min(verb + 30, len(words))):
        lower = words[index].lower
        if lower in _INSERTS:
            inserted = True
        if inserted and (lower in forms.finite or is_passive_form(lower, forms)):
            inserted = False
            continue
        if lower in _ENDS_GROUP or (lower == "att" and words[index - 1].lower not in _COMING):
            break
        if lower in ("kunna", "komma"):
            continue
        if lower in forms.infinitive or is_passive_form(lower, forms) or lower in forms.deponent:
            return index
    return verb


def is_passive_form(lower: str, forms: VerbForms) -> bool:
    """Tell whether a lower-case word is a passive verb, known or by its ending.

    Example:
        >>> from auditkit.lang import load_pack
        >>> forms = verb_forms(load_pack("sv"))
        >>> [is_passive_form(word, forms) for word in ("redovisas", "digitaliseras", "fas")]
        [True, True, False]
    """
    return (
        lower in forms.passive or (len(lower) > 7 and lower.endswith("eras")) or _is_supine(lower)
    )
