"""The rules of the kinds, matched: which groups of cues fire on a text, and where."""

from __future__ import annotations

from functools import lru_cache

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


@lru_cache(maxsize=16)
def _groups(pack: Pack, prefixes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
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
    free, bound = _groups_of_kinds(pack)
    for where, groups in ((text, free), (main, bound)):
        for rule in pack.rules_for(where, *groups):
            match = rule.pattern.search(where)
            if match is not None:
                cue = Cue(rule=rule.id, start=offset + match.start(), end=offset + match.end())
                found[rule.group] = (*found.get(rule.group, ()), cue)
    return found


@lru_cache(maxsize=8)
def _groups_of_kinds(pack: Pack) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the groups that are looked for in a whole text, and in its main clause only."""
    groups = _groups(pack, _PREFIXES)
    return (
        tuple(group for group in groups if group not in _MAIN_CLAUSE),
        tuple(group for group in groups if group in _MAIN_CLAUSE),
    )


def _mask_subordinate(text: str, pack: Pack) -> str:
    """Return a text of the same length with clauses that oblige nobody blotted out."""
    for rule in pack.rules_for(text, "duty.subordinate"):
        text = rule.pattern.sub(lambda match: "_" * len(match.group()), text)
    return text


def fires_any(text: str, pack: Pack, *groups: str) -> bool:
    """Tell whether any rule of some groups fires on a text."""
    return any(rule.pattern.search(text) for rule in pack.rules_for(text, *groups))


def fired_groups(text: str, pack: Pack) -> frozenset[str]:
    """Return the groups of which a rule fires on a lead-in, heading or header row."""
    groups = _groups(pack, _HEADING_PREFIXES)
    return frozenset(
        rule.group for rule in pack.rules_for(text, *groups) if rule.pattern.search(text)
    )
