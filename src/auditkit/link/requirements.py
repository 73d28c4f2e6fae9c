"""Requirements: one row for all places where a thing stands, with an id that lasts."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from auditkit.link.compound import split_parts
from auditkit.link.forms import statement_actors, statement_addressees
from auditkit.link.identity import match_previous, new_id
from auditkit.link.matching import group_places
from auditkit.link.names import clean_name
from auditkit.link.places import Place
from auditkit.link.vocabulary import Vocabulary, strip_frame
from auditkit.model import (
    Commitment,
    Decision,
    DocumentRecords,
    Finding,
    Goal,
    Recommendation,
    Requirement,
    Responsibility,
    Risk,
    Statement,
    StatementKind,
)

_SETTLED = frozenset({"noted", "appointed", "rejected"})
_OPEN = frozenset({"postponed", "referred", "directed", "initiated", "prolonged"})
NEXT_MEETING = "next_meeting"


def build_requirements(
    places: Sequence[Place],
    records: Sequence[DocumentRecords],
    previous: Sequence[Requirement],
    names: Mapping[str, str],
    vocabulary: Vocabulary,
) -> tuple[Requirement, ...]:
    """Return one requirement for each group of places, original first.

    A requirement of an earlier run whose source is gone is not returned here; whoever keeps
    the tracking table finds it by comparing ids. Its id is never given to another row.

    Args:
        places: Every place where something is asked for.
        records: The archive, for dates of next meetings.
        previous: The requirements of earlier runs, whose ids are kept.
        names: Actor names by id, to name owners alike in all rows.
        vocabulary: The words of the language pack.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> build_requirements((), (), (), {}, load_vocabulary(load_pack("sv")))
        ()
    """
    places = sorted(places, key=_text_order)
    matched = match_previous(places, previous)
    groups = group_places(places, {i: r.id for i, r in matched.items()})
    taken = {r.id for r in previous}
    nexts = {
        r.structure.document.id: r.structure.facts.meeting.next_meeting
        for r in records
        if r.structure.facts.meeting
    }
    list_items = _recommendation_groups(places)
    nth: Counter[tuple[str, str]] = Counter()
    rows = []
    ordered = [sorted(group, key=lambda i: _original_order(places[i])) for group in groups]
    for group in sorted(ordered, key=lambda g: _text_order(places[g[0]])):
        first = places[group[0]]
        kept = next(((i, matched[i].id) for i in group if i in matched), None)
        anchor = places[kept[0]].anchor if kept else first.anchor
        nth[anchor.lineage, places[group[0]].folded] += 1
        rows.append(
            Requirement(
                id=kept[1] if kept else new_id(anchor, nth[anchor.lineage, first.folded], taken),
                kind=first.statement.kind,
                statements=tuple(places[i].statement.id for i in group),
                anchor=anchor,
                owner=_owner([places[i] for i in group], names),
                due=_due([places[i].statement for i in group], nexts),
                group=list_items.get(first.statement.id),
                parts=_parts(first.statement, vocabulary),
                follow_up=_follow_up([places[i] for i in group], vocabulary),
            )
        )
    return tuple(rows)


def _original_order(place: Place) -> tuple[bool, str, bool, str, int]:
    """Order the places of one requirement: the original first."""
    provenance = place.statement.provenance
    second = place.retold or (place.reports and not place.date)
    return (second, place.date or "9999", place.summary, provenance.path, provenance.start)


def _text_order(place: Place) -> tuple[str, int, str]:
    """Order requirements by where they stand."""
    provenance = place.statement.provenance
    return provenance.path, provenance.start, place.statement.id


def _owner(places: Sequence[Place], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return who is to do it, by the first place that names somebody."""
    for place in places:
        statement = place.statement
        found = statement_addressees(statement)
        ids = place.addressees
        if not found and not isinstance(statement.attributes, Decision):
            found, ids = statement_actors(statement), place.actors
        if found:
            if len(found) == 1 and len(ids) == 1:
                return (names.get(next(iter(ids)), clean_name(found[0])),)
            return tuple(dict.fromkeys(clean_name(f) for f in found))
    return ()


def _due(statements: Sequence[Statement], nexts: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return the deadlines of the first place that gives any, the next meeting as its date."""
    for statement in statements:
        attributes = statement.attributes
        if isinstance(attributes, Finding | Risk) or not attributes.due:
            continue
        meeting = nexts.get(statement.provenance.document_id)
        due = (meeting or d if d == NEXT_MEETING else d for d in attributes.due)
        return tuple(dict.fromkeys(due))
    return ()


def _recommendation_groups(places: Sequence[Place]) -> dict[str, str]:
    """Return the group of each recommendation that is one point of a graded one.

    Points of one group are list items of one section with the same grade and question.
    """
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for place in places:
        statement, attributes = place.statement, place.statement.attributes
        if not isinstance(attributes, Recommendation) or not attributes.severity:
            continue
        lead = attributes.lead_in or statement.lead_in
        if lead is None and attributes.question is None:
            continue
        key = (
            place.anchor.lineage,
            statement.part,
            lead or "",
            attributes.severity.casefold(),
            attributes.question or "",
            str(statement.section),
        )
        found[key].append(statement.id)
    return {
        statement: "G-" + hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:10]
        for key, statements in found.items()
        if len(statements) > 1
        for statement in statements
    }


def _parts(statement: Statement, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the parts of a compound requirement, from what is to be done."""
    attributes = statement.attributes
    text = None
    if isinstance(attributes, Responsibility | Recommendation | Commitment):
        text = attributes.action
    elif isinstance(attributes, Decision):
        text = attributes.content
    elif isinstance(attributes, Goal):
        return ()
    return split_parts(text or strip_frame(statement.provenance.quote, vocabulary), vocabulary)


def _follow_up(places: Sequence[Place], vocabulary: Vocabulary) -> bool:
    """Tell whether something remains to be done, by the original."""
    statement = places[0].statement
    attributes = statement.attributes
    if isinstance(attributes, Responsibility):
        return attributes.modality != "may"
    if statement.kind is not StatementKind.DECISION or not isinstance(attributes, Decision):
        return True
    if attributes.outcome in _OPEN or attributes.directed_to or attributes.due:
        return True
    if attributes.outcome in _SETTLED:
        return False
    return not any(r.pattern.search(statement.provenance.quote) for r in vocabulary.formal)
