"""Attributes of responsibilities and commitments: who, what, how binding, by when."""

from __future__ import annotations

from collections.abc import Iterator

from auditkit.annotate import Annotated, Unit
from auditkit.extract.attributes_actor import actors_of, cells_of
from auditkit.extract.attributes_clause import analyse_clause, begins_with_infinitive
from auditkit.extract.attributes_time import due_of, frequency_of, part_doctype
from auditkit.extract.attributes_words import Word, word_sets, words_between
from auditkit.lang import Pack
from auditkit.model import BlockKind, Commitment, Doctype, Responsibility, Role, Scope

# Sections in which an audit report speaks for itself.
_OWN_VOICE = (Role.RECOMMENDATION, Role.ASSESSMENT, Role.RESPONSE, Role.ACTIONS)


def responsibility_attributes(unit: Unit, annotated: Annotated, scope: Scope) -> Responsibility:
    """Return the attributes of a rule or task."""
    modality = modality_of(unit, annotated)
    due, due_text = due_of(unit, annotated, permitted=modality == "may", standing=True)
    return Responsibility(
        actor=actors_of(unit, annotated),
        action=action_of(unit, annotated),
        modality=modality,
        due=due,
        due_text=due_text,
        frequency=frequency_of(unit, annotated),
        lead_in=lead_in_text(unit, annotated),
        retold=scope.reported or _is_retold(unit, annotated),
    )


def commitment_attributes(unit: Unit, annotated: Annotated) -> Commitment:
    """Return the attributes of something promised at a meeting."""
    due, due_text = due_of(unit, annotated)
    return Commitment(
        actor=actors_of(unit, annotated, promised=True),
        action=action_of(unit, annotated),
        due=due,
        due_text=due_text,
        status=_status(unit, annotated),
        frequency=frequency_of(unit, annotated),
    )


def modality_of(unit: Unit, annotated: Annotated) -> str:
    """Return how binding a rule is: by its own main clause, else by its lead-in, else shall."""
    pack = annotated.pack
    words = words_between(annotated.doc, unit.start, unit.end)
    lead_in = unit.lead_in
    if lead_in is not None:
        text = annotated.text(lead_in)
        for rule in pack.rules("modality.lead_in"):
            if rule.pattern.search(text):
                return rule.value or "should"
    listed = unit.kind is BlockKind.LIST_ITEM and begins_with_infinitive(words, pack)
    own = None if listed else _modality(words, pack)
    permits_part = lead_in is not None and bool(words) and words[0].lower in word_sets(pack).that
    if own is not None and not (permits_part and own == "may"):
        return own
    if lead_in is not None:
        words = words_between(annotated.doc, lead_in.start, lead_in.end)
        return _modality(words, pack) or "shall"
    return "shall"


def _modality(words: tuple[Word, ...], pack: Pack) -> str | None:
    """Return the modality of the outermost verb that gives any, with its negation."""
    outer = analyse_clause(words, pack, framed=False)
    inner = analyse_clause(words, pack)
    if outer is None or inner is None:
        return None
    for clause in (outer, inner):
        found = _verb_modality(words, clause.verb, pack)
        if found is not None:
            return found
    return "shall"


def _verb_modality(words: tuple[Word, ...], verb: int, pack: Pack) -> str | None:
    """Return what a verb and the words next to it say about how binding a rule is."""
    near = " ".join(word.lower for word in words[max(0, verb - 2) : verb + 6])
    after = " ".join(_up_to_clause(words, verb, pack))
    modal = pack.table("modal_values").get(words[verb].lower)
    for rule in pack.rules("modality"):
        negative = rule.value in ("must_not", "should_not")
        if modal is not None and not negative and rule.id != "modality-not-required":
            continue
        if rule.pattern.search(near if negative else after):
            return rule.value
    return (
        str(modal)
        if modal is not None and not _is_task(after, pack)
        else ("shall" if modal is not None else None)
    )


def _up_to_clause(words: tuple[Word, ...], verb: int, pack: Pack) -> Iterator[str]:
    """Yield a verb and the few words after it that belong to its own clause."""
    sets = word_sets(pack)
    for word in words[verb : verb + 6]:
        if word.lower in sets.subordinators or word.text == ",":
            return
        yield word.lower


def _is_task(text: str, pack: Pack) -> bool:
    """Tell whether "får" gives a task ("får i uppdrag att") rather than a permission."""
    return any(rule.pattern.search(text) for rule in pack.rules("modality.task"))


def action_of(unit: Unit, annotated: Annotated) -> str:
    """Return what is to be done: the clause from its verb on, or the whole list item."""
    words = words_between(annotated.doc, unit.start, unit.end)
    clause = analyse_clause(words, annotated.pack)
    text = annotated.structure.document.text
    if unit.kind is BlockKind.TABLE_ROW:
        cells = [annotated.text(cell).strip() for cell in cells_of(unit, annotated)]
        return max(cells, key=len, default="")
    begin = unit.start
    if clause is not None and words[clause.verb].lower in annotated.pack.words("finite_anyway"):
        begin = words[min(clause.verb + 1, len(words) - 1)].start
    return " ".join(text[begin : unit.end].split()).rstrip(" .;,")


def lead_in_text(unit: Unit, annotated: Annotated) -> str | None:
    """Return the sentence before the list that a unit stands in."""
    return annotated.text(unit.lead_in).strip() if unit.lead_in is not None else None


def _is_retold(unit: Unit, annotated: Annotated) -> bool:
    """Tell whether a rule only retells another document.

    An audit report does so wherever it does not itself judge or recommend; elsewhere the
    words say it ("enligt direktivet ska …").
    """
    doctype = part_doctype(unit, annotated)
    retells = doctype in (Doctype.AUDIT_REPORT, Doctype.FOLLOW_UP)
    if retells and annotated.role(unit) not in _OWN_VOICE:
        return True
    text = annotated.text(unit)
    return any(rule.pattern.search(text) for rule in annotated.pack.rules("retold"))


def _status(unit: Unit, annotated: Annotated) -> str | None:
    """Return open, done or carried_over where a cell or the end of the sentence says so."""
    pack = annotated.pack
    if unit.kind is BlockKind.TABLE_ROW:
        texts = [annotated.text(cell).strip() for cell in cells_of(unit, annotated)]
    else:
        texts = [annotated.text(unit)]
    for text in reversed(texts):
        for rule in pack.rules("attribute.status"):
            if rule.pattern.search(text):
                return rule.value
    return None
