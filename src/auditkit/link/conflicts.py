"""What forbids that two places are the same requirement, however alike their words are."""

from __future__ import annotations

from auditkit.link.likeness import retells
from auditkit.link.places import Place
from auditkit.model import Commitment, StatementKind


def conflicts(one: Place, two: Place) -> bool:
    """Tell whether something forbids that two places are the same requirement."""
    return (
        _kinds_conflict(one, two)
        or _apart(one.words.numbers, two.words.numbers)
        or _apart(one.words.codes, two.words.codes)
        or _apart(one.words.names, two.words.names, one.words.stems, two.words.stems)
        or one.words.negated != two.words.negated
        or (one.goal is not None and two.goal is not None and one.goal != two.goal)
        or (one.strength or "duty") != (two.strength or "duty")
        or bool(one.due and two.due and not one.due & two.due)
        or _actors_conflict(one, two)
        or _contexts_conflict(one, two)
        or _acts_conflict(one, two)
    )


def _apart(
    one: frozenset[str],
    two: frozenset[str],
    all_one: frozenset[str] = frozenset(),
    all_two: frozenset[str] = frozenset(),
) -> bool:
    """Tell whether each of two sets holds what the other (wholly) lacks."""
    return bool(one - two - all_two) and bool(two - one - all_one)


def _kinds_conflict(one: Place, two: Place) -> bool:
    """Tell whether two kinds cannot be one requirement.

    A retelling is a responsibility whatever it retells; the same words found twice may have
    been given two kinds, but advice is never the decision to follow it.
    """
    left, right = one.statement.kind, two.statement.kind
    if left is right:
        return False
    if StatementKind.RECOMMENDATION in (left, right):
        return True
    return not (one.retold or two.retold or one.folded == two.folded)


def _actors_conflict(one: Place, two: Place) -> bool:
    """Tell whether two places name different actors, or address different ones."""
    decisions = [p.statement.kind is StatementKind.DECISION for p in (one, two)]
    acting = (one.actors, two.actors) if decisions[0] == decisions[1] else (frozenset(),) * 2
    for left, right in (acting, (one.addressees, two.addressees)):
        if left and right and not left & right:
            return not (one.actor_words & two.actor_words)
    return False


def _contexts_conflict(one: Place, two: Place) -> bool:
    """Tell whether two places speak of things that only their context tells.

    Points of two lists of one document; "denna skrivelse" in two documents.
    """
    if retells(one, two):
        return False
    if one.document == two.document:
        return one.lead_in != two.lead_in
    return one.words.deictic and two.words.deictic


def _acts_conflict(one: Place, two: Place) -> bool:
    """Tell whether two decisions or commitments are two acts in like words.

    In minutes the same words under another item, or at another meeting, are another
    decision; so are two decisions of different dates. What somebody is to do by the next
    meeting is another thing at the next.
    """
    same_document = one.document == two.document
    if StatementKind.DECISION in (one.statement.kind, two.statement.kind):
        if one.decided and two.decided and not _same_date(one.decided, two.decided):
            return True
        if same_document and one.minutes and two.minutes:
            return one.summary == two.summary
        if not same_document and not retells(one, two):
            return True
    if same_document:
        return False
    return any(
        isinstance(p.statement.attributes, Commitment)
        and ("next_meeting" in p.due or (not p.due and p.statement.attributes.due_text))
        for p in (one, two)
    )


def _same_date(one: str, two: str) -> bool:
    """Tell whether two ISO dates agree, one of which may be a month or year only."""
    length = min(len(one), len(two))
    return one[:length] == two[:length]
