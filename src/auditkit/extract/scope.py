"""The sense in which a sentence says what it says: negated, conditional, planned and the like."""

from __future__ import annotations

from auditkit.lang import Pack
from auditkit.model import Scope


def find_scope(text: str, pack: Pack) -> Scope:
    """Return the scope of a sentence by the rules of the language pack.

    Example:
        >>> from auditkit.lang import load_pack
        >>> scope = find_scope("Enligt chefen har planen inte antagits.", load_pack("sv"))
        >>> scope.negated, scope.reported, scope.planned
        (True, True, False)
    """

    def fires(name: str) -> bool:
        return any(rule.pattern.search(text) for rule in pack.rules(f"scope.{name}"))

    return Scope(
        negated=fires("negated"),
        conditional=fires("conditional"),
        planned=fires("planned"),
        reported=fires("reported"),
        proposed=fires("proposed"),
    )
