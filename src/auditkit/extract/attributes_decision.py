"""Attributes of decisions: who decided what, when, under which number, with what outcome."""

from __future__ import annotations

from collections.abc import Iterator

from auditkit.annotate import Annotated, Unit
from auditkit.extract.actors import base_form, find_actor
from auditkit.extract.attributes_actor import (
    actors_between,
    agent_of,
    object_of,
    people_of,
    subject_of,
)
from auditkit.extract.attributes_clause import Clause, analyse_clause
from auditkit.extract.attributes_time import anchor_of, frequency_of, part_doctype
from auditkit.extract.attributes_words import Word, is_passive_form, verb_forms, words_between
from auditkit.extract.deadlines import NEXT_MEETING, Deadline, find_dates, find_deadlines
from auditkit.extract.references import diary_number
from auditkit.lang import Pack
from auditkit.model import Decision, Doctype

# Rules of dates that are spans of time, on no day of which anything is decided.
_SPANS = ("date-quarter", "date-half", "date-season-open", "date-before-season")
_NO_DUE = ("noted", "appointed", "adopted", "rejected")  # nothing remains to be done


def decision_attributes(unit: Unit, annotated: Annotated) -> Decision:
    """Return the attributes of a decision."""
    text = annotated.text(unit)
    outcome = outcome_of(unit, annotated)
    due, due_text = _decision_due(unit, annotated) if outcome not in _NO_DUE else ((), ())
    return Decision(
        decided_by=decided_by(unit, annotated),
        content=_content(unit, annotated),
        date=decision_date(unit, annotated),
        reference=diary_number(text, annotated.pack),
        outcome=outcome,
        directed_to=directed_to(unit, annotated) if outcome == "directed" else (),
        due=due,
        due_text=due_text,
        frequency=frequency_of(unit, annotated),
    )


def _decision_due(unit: Unit, annotated: Annotated) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the deadlines a decision sets; the day it was taken on or holds from is none."""
    text, pack = annotated.text(unit), annotated.pack
    minutes = annotated.structure.facts.doctype is Doctype.MINUTES
    found = []
    for deadline in find_deadlines(text, pack, anchor_of(unit, annotated)):
        before = text[: deadline.at or deadline.start]
        opened = [
            m.end() for rule in pack.rules("decided.task") for m in rule.pattern.finditer(before)
        ]
        tail = before[max(opened, default=0) :]
        loose = deadline.mark in ("during", None) and deadline.value != NEXT_MEETING
        if deadline.mark == "from" and not (minutes and opened):
            continue
        if loose and _decides(tail, text[deadline.end : deadline.end + 40], pack):
            continue
        found.append(deadline)
    values = tuple(dict.fromkeys(one.value for one in found if one.value))
    return values, tuple(dict.fromkeys(" ".join(one.text.split()) for one in found))


def outcome_of(unit: Unit, annotated: Annotated) -> str:
    """Return what came of the matter: by the first rule of the pack that fits its words.

    Names alone are an appointment; somebody who does something later is directed to.
    """
    pack = annotated.pack
    text = annotated.text(unit)
    for rule in pack.rules("outcome"):
        if rule.pattern.search(text):
            return rule.value or "other"
    words = words_between(annotated.doc, unit.start, unit.end)
    if _only_names(words, annotated):
        return "appointed"
    if actors_between(unit.start, unit.end, annotated):
        clause = analyse_clause(words, pack)
        if clause is not None and words[clause.verb].lower not in pack.words("deciding_verbs"):
            return "directed"
    decided = any(rule.pattern.search(text) for rule in pack.rules("outcome.decided"))
    return "approved" if decided else "other"


def _only_names(words: tuple[Word, ...], annotated: Annotated) -> bool:
    """Tell whether a list item is nothing but names of persons, perhaps with a role."""
    names = [word for word in words if word.text.isalpha()]
    if not 2 <= len(names) <= 12:
        return False
    joints = frozenset(annotated.pack.words("name_joints"))
    capital = [word for word in names if word.text[0].isupper()]
    rest = [word for word in names if not word.text[0].isupper() and word.lower not in joints]
    return len(capital) >= 2 and len(rest) <= 1 and not words[-1].text[0].isdigit()


def decided_by(unit: Unit, annotated: Annotated) -> str | None:
    """Return who decided: the subject, the agent after "av", a genitive, or the lead-in's."""
    words = words_between(annotated.doc, unit.start, unit.end)
    for clause in _deciding_clauses(words, annotated.pack):
        found = agent_of if clause.passive else subject_of
        span = found(words, clause, annotated) or _right_after(words, clause, annotated)
        if span is not None:
            return _text_of(words, span, annotated)
    owner = _owner_of_decision(words, annotated)
    if owner is not None:
        return owner
    if unit.lead_in is not None:
        actors = actors_between(unit.lead_in.start, unit.lead_in.end, annotated)
        return actors[0] if actors else None
    return None


def _right_after(
    words: tuple[Word, ...], clause: Clause, annotated: Annotated
) -> tuple[int, int] | None:
    """Return the actor that stands next to an active verb ("… gav regeringen i maj")."""
    if clause.passive:
        return None
    people = people_of(annotated.structure.facts)
    start, end = clause.verb + 1, len(words)
    span = find_actor(words, annotated.pack, start, end, bounded=False, people=people)
    return span if span is not None and span[0] == start and span[1] <= start + 4 else None


def _deciding_clauses(words: tuple[Word, ...], pack: Pack) -> Iterator[Clause]:
    """Yield the clauses that may tell who decided: those with a finite verb first."""
    deciding = frozenset(pack.words("deciding_verbs"))
    auxiliaries = pack.words("deciding_auxiliaries")
    supine: list[tuple[int, int]] = []
    for index, word in enumerate(words):
        if word.lower not in deciding:
            continue
        back = range(index - 1, max(-1, index - 16), -1)
        helper = next((i for i in back if words[i].lower in auxiliaries), None)
        if word.lower.endswith(pack.words("supine_verb_endings")):
            supine.append((index, index if helper is None else helper))
        else:
            yield _clause_at(words, index, index, pack)
    for last, verb in supine:
        yield _clause_at(words, verb, last, pack)


def _clause_at(words: tuple[Word, ...], verb: int, last: int, pack: Pack) -> Clause:
    """Return the clause whose finite verb stands at ``verb`` and whose last at ``last``."""
    start = verb
    breaks = pack.words("clause_breaks")
    while start > 0 and words[start - 1].lower not in breaks:
        start -= 1
    while start < verb and not words[start].text[0].isalpha():  # "§ 4"
        start += 1
    inverted = start == verb or words[start].lower in pack.words("clause_openers")
    after = last if last > verb else len(words)
    return Clause(
        start=start,
        verb=verb,
        last=last,
        subject=(verb + 1, after) if inverted else (start, verb),
        inverted=inverted,
        passive=is_passive_form(words[last].lower, verb_forms(pack)),
    )


def _text_of(words: tuple[Word, ...], span: tuple[int, int], annotated: Annotated) -> str:
    text = annotated.structure.document.text
    return " ".join(text[words[span[0]].start : words[span[1] - 1].end].split())


def _owner_of_decision(words: tuple[Word, ...], annotated: Annotated) -> str | None:
    """Return the body in "genom rektors beslut", "beslut av nämnden"."""
    pack, people = annotated.pack, people_of(annotated.structure.facts)
    for index, word in enumerate(words):
        if not word.lower.startswith(pack.words("decision_stems")):
            continue
        if index and (base := base_form(words[index - 1].text, pack)) != words[index - 1].text:
            renamed = Word(base, base.casefold(), 0, 0)
            if find_actor((renamed,), pack, 0, 1, bounded=True, people=people) is not None:
                return base
        if index + 1 < len(words) and words[index + 1].lower in pack.words("decision_sources"):
            span = find_actor(words, pack, index + 2, len(words), bounded=False, people=people)
            if span is not None and span[0] == index + 2:
                return _text_of(words, span, annotated)
    return None


def decision_date(unit: Unit, annotated: Annotated) -> str | None:
    """Return when it was decided, where the sentence says so.

    The date of a meeting is a fact of the document, not of each decision; that of a written
    decision is the date of what it decides.
    """
    text, pack = annotated.text(unit), annotated.pack
    best: str | None = None
    for date in find_dates(text, pack, anchor_of(unit, annotated), backwards=True):
        bound = date.mark in ("before", "latest", "from", "to") or date.yearly
        bound = bound or date.rule.startswith(_SPANS)
        if date.value is None or bound or not _tells_when(text, date, pack):
            continue
        if best is None or len(date.value) > len(best):
            best = date.value
    return best or _date_of_written_decision(unit, annotated)


def _date_of_written_decision(unit: Unit, annotated: Annotated) -> str | None:
    """Return the date of a document that is itself the decision, for what it decides."""
    doctype = part_doctype(unit, annotated)
    if doctype not in (Doctype.DIRECTIVE, Doctype.RESPONSE):
        return None
    words = words_between(annotated.doc, unit.start, unit.end)
    present = annotated.pack.words("present_deciding_verbs")
    if not any(word.lower in present for word in words):
        return None
    for part in annotated.structure.parts:
        if part.label == unit.part and part.date:
            return part.date
    return annotated.structure.facts.date


def _tells_when(text: str, date: Deadline, pack: Pack) -> bool:
    """Tell whether a date stands where a deciding verb makes it the day of the decision."""
    before, after = text[: date.at], text[date.end : date.end + 40]
    if any(rule.pattern.search(before) for rule in pack.rules("decided.not")):
        return False
    if len(date.value or "") == 4 and not any(
        rule.pattern.search(before) for rule in pack.rules("decided.year")
    ):
        return text[date.at : date.at + 1].isalpha() and _decides(before, after, pack)
    return _decides(before, after, pack)


def _decides(before: str, after: str, pack: Pack) -> bool:
    return any(rule.pattern.search(before) for rule in pack.rules("decided.on")) or any(
        rule.pattern.search(after) for rule in pack.rules("decided.after")
    )


def directed_to(unit: Unit, annotated: Annotated) -> tuple[str, ...]:
    """Return who is given the task: after "uppdrar åt", before "får i uppdrag", "ska"."""
    words = words_between(annotated.doc, unit.start, unit.end)
    charged = object_of(words, annotated, (unit.start, unit.end))
    if charged is not None:
        return (_text_of(words, charged, annotated),)
    clause = analyse_clause(words, annotated.pack)
    if clause is None or clause.passive:
        return ()
    if words[clause.verb].lower in annotated.pack.words("deciding_verbs"):
        return ()
    span = subject_of(words, clause, annotated)
    return () if span is None else (_text_of(words, span, annotated),)


def _content(unit: Unit, annotated: Annotated) -> str:
    """Return what was decided: what follows "beslutar att", else the whole sentence."""
    text = annotated.text(unit)
    for rule in annotated.pack.rules("decision.content"):
        match = rule.pattern.search(text)
        if match:
            text = match.group("content")
            break
    return " ".join(text.split()).rstrip(" .;,")
