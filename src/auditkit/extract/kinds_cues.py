"""The rules of the kinds, matched: which groups of cues fire on a text, and where."""

from __future__ import annotations

from collections.abc import Iterator

from auditkit.lang import Pack
from auditkit.model import Cue

_KINDS = ("recommendation.", "decision.", "goal.", "commitment.", "duty.", "finding.", "risk.")
_PREFIXES = (*_KINDS, "scope.conditional")
_HEADING_PREFIXES = (*_PREFIXES, "heading.")
# What these find is an attribute of a statement and says nothing of its kind.
_ATTRIBUTES = frozenset(
    {
        "decision.content",
        "goal.id",
        "goal.measure",
        "recommendation.consequence",
        "recommendation.number",
    }
)
_MAIN_CLAUSE = frozenset(
    {"duty.shall", "commitment.shall", "duty.need", "duty.must", "duty.present"}
)


def _rules(pack: Pack, prefixes: tuple[str, ...]) -> Iterator[str]:
    return (
        group
        for group in pack.rules_by_group
        if group.startswith(prefixes) and group not in _ATTRIBUTES
    )


def find_cues(text: str, offset: int, pack: Pack) -> dict[str, tuple[Cue, ...]]:
    """Return the first match of every rule of the kinds, by group.

    Args:
        text: The unit.
        offset: Where the unit starts in the document.
        pack: The language pack.

    Example:
        >>> from auditkit.lang import load_pack
        >>> cues = find_cues("Styrelsen beslutar att köpa en ugn.", 0, load_pack("sv"))
        >>> [cue.rule for cue in cues["decision.decide"]]
        ['decision-decide']
    """
    found: dict[str, tuple[Cue, ...]] = {}
    main = _mask_subordinate(text, pack)
    for group in _rules(pack, _PREFIXES):
        where = main if group in _MAIN_CLAUSE else text
        cues = tuple(
            Cue(rule=rule.id, start=offset + match.start(), end=offset + match.end())
            for rule in pack.rules(group)
            if (match := rule.pattern.search(where)) is not None
        )
        if cues:
            found[group] = cues
    return found


def _mask_subordinate(text: str, pack: Pack) -> str:
    """Return a text of the same length with clauses that oblige nobody blotted out."""
    for rule in pack.rules("duty.subordinate"):
        text = rule.pattern.sub(lambda match: "_" * len(match.group()), text)
    return text


def fires_any(text: str, pack: Pack, group: str) -> bool:
    """Tell whether any rule of a group fires on a text."""
    return any(rule.pattern.search(text) for rule in pack.rules(group))


def fired_groups(text: str, pack: Pack) -> frozenset[str]:
    """Return the groups of which a rule fires on a lead-in, heading or header row."""
    return frozenset(
        group for group in _rules(pack, _HEADING_PREFIXES) if fires_any(text, pack, group)
    )
