"""The main clause of a sentence, without a parser: its verb, its subject, its agent.

Swedish puts the finite verb second: what stands before it is the subject, or an adverbial
after which the subject follows the verb. Where a sentence was parsed, its words carry the
tagger's verb forms, which overrule the lists; ``attributes_parse`` settles the subject.
"""

from __future__ import annotations

from dataclasses import dataclass

from auditkit.extract.attributes_words import (
    VerbForms,
    Word,
    WordSets,
    is_finite_form,
    is_passive_form,
    is_supine,
    verb_forms,
    word_sets,
)
from auditkit.lang import Pack

_NEAR = 5  # words after "ges" in which "i uppdrag" stands
_REACH = 30  # words in which a clause's modal stands


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


def analyse_clause(
    words: tuple[Word, ...], pack: Pack, start: int = 0, *, framed: bool = True
) -> Clause | None:
    """Return the clause that says what is done; None where no finite verb is known.

    A verb that only frames ("av planen framgår att …") gives way to the clause it governs,
    unless ``framed`` is false.

    Example:
        >>> import spacy
        >>> from auditkit.extract.attributes_words import words_between
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
    subordinate = start > 0 and words[start - 1].lower in word_sets(pack).that
    opened = words[start].lower in word_sets(pack).openers and not subordinate
    inverted = verb == start or opened or _is_conditional(words, start, verb, pack)
    subject = (verb + 1, last if last > verb + 1 else len(words)) if inverted else (start, verb)
    return Clause(
        start=start,
        verb=verb,
        last=last,
        subject=subject,
        inverted=inverted,
        passive=is_passive(words, last, pack, governed=last > verb),
    )


def is_passive(words: tuple[Word, ...], verb: int, pack: Pack, *, governed: bool = False) -> bool:
    """Tell whether a verb is passive, by its tag or its letters, and its subject does not act.

    Who "åläggs", or "ges i uppdrag", is the one to act; but where a modal has ``governed`` the
    verb ("alla ska uppmanas att svara"), it is somebody else's to give the task.
    """
    word, forms = words[verb], verb_forms(pack)
    if word.lower in pack.words("receiving_passives"):
        return governed
    if word.lower in pack.words("giving_passives"):
        near = (other.lower for other in words[verb + 1 : verb + _NEAR])
        return not any(other.startswith(pack.words("given_tasks")) for other in near)
    tagged = word.form.endswith("passive") and word.lower not in forms.deponent
    return tagged or is_passive_form(word.lower, forms)


def begins_with_infinitive(words: tuple[Word, ...], pack: Pack) -> bool:
    """Tell whether the first verb is an infinitive, as in a list item below a lead-in.

    Example:
        >>> import spacy
        >>> from auditkit.extract.attributes_words import words_between
        >>> from auditkit.lang import load_pack
        >>> text = "årligen pröva om planen bör ändras"
        >>> begins_with_infinitive(words_between(spacy.blank("sv")(text), 0, 34), load_pack("sv"))
        True
    """
    forms = verb_forms(pack)
    for word in words:
        if word.form.startswith("infinitive") or word.lower in forms.infinitive:
            return True
        if word.form.startswith("finite"):
            return False
        if word.lower in forms.finite or is_passive_form(word.lower, forms):
            return False
    return False


def _after_that(words: tuple[Word, ...], pack: Pack, start: int) -> Clause | None:
    """Return the clause after the first "att" of a fragment ("Detta genom att rådet svarar")."""
    that = word_sets(pack).that
    for index in range(start, len(words) - 1):
        if words[index].lower in that and _opens_finite(words, index, pack):
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
        elif _subordinates(words, index, start, pack):
            pending += 1
        elif pending and _ends_relative(words, index, forms, sets):
            pending -= 1
        elif lower == ";":
            pending = 0
    return first if first is not None else spent


def _ends_relative(words: tuple[Word, ...], index: int, forms: VerbForms, sets: WordSets) -> bool:
    """Tell whether a word no list knows is the verb of a relative clause, by its ending."""
    lower = words[index].lower
    after_relative = bool(index) and words[index - 1].lower in sets.relative
    return is_supine(lower, forms) or (after_relative and lower.endswith(sets.relative_endings))


def _is_finite(words: tuple[Word, ...], index: int, forms: VerbForms, sets: WordSets) -> bool:
    """Tell whether a word is a finite verb where it stands."""
    lower = words[index].lower
    before = words[index - 1].lower if index else ""
    after = words[index + 1].lower if index + 1 < len(words) else ""
    if lower in sets.doubtful:  # "enheten för ett register", not the preposition
        rest = [w.lower for w in words[index + 1 : index + 10]]
        others = any(w in forms.finite for w in rest[: rest.index(",") if "," in rest else 9])
        return 0 < index < 12 and after in sets.doubtful_objects and not others
    if before in sets.that and (lower in forms.passive or lower in forms.deponent):
        return False
    tagged = words[index].form
    if tagged.startswith("finite"):
        return True
    if tagged == "other" and lower not in sets.modals:  # "delar" before "får" is a noun
        later = words[index + 1 : index + 1 + _REACH]
        if any(word.lower in sets.governing and word.form.startswith("finite") for word in later):
            return False
    if lower.endswith(sets.adjectives) and lower not in sets.modals:
        attributive = before in sets.attributes or before.endswith(sets.attributive)
        return lower in forms.finite and not (index and attributive)
    return is_finite_form(lower, forms)


def _subordinates(words: tuple[Word, ...], index: int, start: int, pack: Pack) -> bool:
    """Tell whether a word opens a subordinate clause, whose verb is not the main one."""
    sets, forms = word_sets(pack), verb_forms(pack)
    lower = words[index].lower
    if lower in sets.relative and any(
        word.lower in sets.pairing for word in words[max(0, index - 4) : index]
    ):
        return False
    if lower in sets.relative and index:
        before = words[index - 1].lower
        if before in forms.finite or before in sets.subordinators:
            return False  # "står som ansvarig", "vad som sagts"
    if lower in sets.subordinators:
        return True
    if lower in sets.conditions:
        return index == start or words[index - 1].text in (",", "–", "-", ":")
    return lower in sets.that and index > start and _opens_finite(words, index, pack)


def _is_conditional(words: tuple[Word, ...], start: int, verb: int, pack: Pack) -> bool:
    """Tell whether a clause begins with the verb of a condition, so that its subject follows."""
    if start or verb == start:
        return False
    return _is_finite(words, start, verb_forms(pack), word_sets(pack))


def _opens_finite(words: tuple[Word, ...], index: int, pack: Pack) -> bool:
    """Tell whether "att" opens a clause with a finite verb, not an infinitive."""
    forms, participles = verb_forms(pack), word_sets(pack).participles
    for place, word in enumerate(words[index + 1 : index + 16]):
        lower = word.lower
        if lower in forms.infinitive or (not place and lower in forms.passive | forms.deponent):
            return False
        if lower in forms.finite and not lower.endswith(participles):
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
    sets = word_sets(pack)
    reach = 4 if words[verb].lower in sets.close_framing else 14
    for index in range(verb + 1, min(verb + reach, len(words) - 1)):
        lower = words[index].lower
        if lower in sets.that and words[index - 1].lower not in sets.not_framed:
            return index + 1 if _opens_finite(words, index, pack) else None
        if lower == ";" or lower in sets.relative:
            return None
        if lower in sets.conditions and index == verb + 1:
            return None
    return None


def _last_verb(words: tuple[Word, ...], verb: int, pack: Pack) -> int:
    """Return the infinitive or passive that a modal governs, else the verb itself."""
    sets, forms = word_sets(pack), verb_forms(pack)
    if words[verb].lower not in sets.governing:
        return verb
    inserted = False  # "senast en månad innan projektet avslutas besluta": skip its verb
    for index in range(verb + 1, min(verb + _REACH, len(words))):
        lower = words[index].lower
        if lower in sets.inserts:
            inserted = True
        if inserted and (lower in forms.finite or is_passive_form(lower, forms)):
            inserted = False
            continue
        coming = words[index - 1].lower in sets.coming
        if lower in sets.group_ends or (lower in sets.that and not coming):
            break
        if lower in sets.light:
            continue
        known = (
            lower in forms.infinitive or is_passive_form(lower, forms) or lower in forms.deponent
        )
        if known or words[index].form.startswith("infinitive"):
            return index
    return verb
