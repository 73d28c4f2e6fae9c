"""How alike two places are, by their words."""

from __future__ import annotations

from os.path import commonprefix

from auditkit.link.places import Place
from auditkit.model import StatementKind

_SAME = 0.6
_SAME_SHORT = 0.8
_CONTAINED = 0.75
_DAY = len("2024-01-31")
_TELLING = 4  # stems; what is shorter ("Motionen avslås.") is said of many matters
_ELSEWHERE = 5  # stems that two documents must share where neither retells the other
_FORM = 0.75  # of the shorter stem, alike from the beginning: forms of one word


def likeness(one: Place, two: Place) -> float:
    """Return how alike two places are, 0 where they are not the same requirement.

    A retelling may leave things out and put others in: there it is enough that nearly all
    words of the shorter stand in the longer. Elsewhere one word put for another ("kassören"
    for "revisorn") makes two requirements of one pattern.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary, read_words
        >>> words = read_words("Rådet möts i maj.", load_vocabulary(load_pack("sv")))
        >>> sorted(words.stems)  # what is compared
        ['maj', 'möt', 'råd']
    """
    free = retells(one, two)
    left, right = _tokens(one), _tokens(two)
    if one.actors & two.actors:  # who acts may stand in the lead-in of one of them only
        drop = (one.actor_words | two.actor_words) - (left & right)
        left, right = left - drop, right - drop
    common = left & right
    if one.folded == two.folded:
        telling = common - one.actor_words
        return 1.0 if len(telling) >= _needed(one, two, free) or one.words.codes else 0.0
    shared = one.words.stems & two.words.stems
    if len(common) < 3 or len(shared) < 2:
        return 0.0
    overlap = len(common) / len(left | right)
    if not free and (_replaced(left - right, right - left) or len(shared) < _shared(one, two)):
        return 0.0
    if overlap >= (_SAME if len(common) >= 4 else _SAME_SHORT):
        return overlap
    contained = len(common) / min(len(left), len(right))
    enough = _CONTAINED if len(common) >= 4 else 1.0
    return overlap if free and contained >= enough and overlap >= 0.4 else 0.0


def retells(one: Place, two: Place) -> bool:
    """Tell whether one of two places may be an account of the other in other words."""
    if one.retold or two.retold or one.summary != two.summary:
        return True
    if (one.instructs and two.reports) or (one.reports and two.instructs):
        return True
    if one.document == two.document or one.statement.kind is not two.statement.kind:
        return False
    decided = one.statement.kind is StatementKind.DECISION
    dated = bool(one.decided and one.decided == two.decided and len(one.decided) == _DAY)
    return decided and (dated or bool(one.words.codes & two.words.codes))


def _tokens(place: Place) -> frozenset[str]:
    """Return all that counts when two places are compared."""
    numbers = {f"#{n}" for n in place.words.numbers}
    return place.words.stems | place.words.codes | numbers


def _needed(one: Place, two: Place, free: bool) -> int:
    """Return how many words the same quote must have to be the same requirement."""
    if StatementKind.DECISION in (one.statement.kind, two.statement.kind):
        return _TELLING
    together = one.document == two.document and one.statement.section == two.statement.section
    return 2 if free or together else _TELLING


def _shared(one: Place, two: Place) -> int:
    """Return how many words two places must share where neither retells the other."""
    return 3 if one.document == two.document else _ELSEWHERE


def _replaced(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether each side has a word that is no form of a word of the other."""
    return bool(_without_forms(left, right)) and bool(_without_forms(right, left))


def _without_forms(stems: frozenset[str], others: frozenset[str]) -> set[str]:
    """Return the stems that are no form, by their beginning, of any of the others."""
    return {s for s in stems if len(s) > 3 and not any(_forms(s, other) for other in others)}


def _forms(one: str, two: str) -> bool:
    """Tell whether two stems may be forms of one word."""
    return len(commonprefix((one, two))) >= _FORM * min(len(one), len(two))
