"""The sense in which a sentence says what it says: negated, conditional, planned and the like.

Rules find the words; where a sentence was parsed, the tree tells whether they stand in its
main clause: "de rutiner som inte följs ska ses över" negates nothing that is to be done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from auditkit.annotate.words import Word
from auditkit.lang import Pack
from auditkit.model import Scope

# Clauses that describe a noun or a circumstance: what they say is not what the sentence says.
_ASIDE = ("acl", "acl:relcl", "advcl")
_NAMES = ("negated", "conditional", "planned", "reported", "proposed")
_GUARDED = ("negated", "proposed")
_DEEPEST = 40


def find_scope(text: str, pack: Pack) -> Scope:
    """Return the scope of a sentence by the rules of the language pack.

    Example:
        >>> from auditkit.lang import load_pack
        >>> scope = find_scope("Enligt chefen har planen inte antagits.", load_pack("sv"))
        >>> scope.negated, scope.reported, scope.planned
        (True, True, False)
    """
    groups = (f"scope.{name}" for name in _NAMES)
    fired = {
        rule.group.removeprefix("scope.")
        for rule in pack.rules_for(text, *groups)
        if rule.pattern.search(text)
    }
    return Scope(**{name: name in fired for name in _NAMES})


def needs_tree(scope: Scope, text: str, pack: Pack) -> bool:
    """Tell whether a tree may change a scope: it may where the sentence has another clause.

    Example:
        >>> from auditkit.lang import load_pack
        >>> pack, scope = load_pack("sv"), Scope(negated=True)
        >>> needs_tree(scope, "Planen har inte antagits.", pack)
        False
        >>> needs_tree(scope, "De rutiner som inte följs ses över.", pack)
        True
    """
    if not any(getattr(scope, name) for name in _GUARDED):
        return False
    return any(rule.pattern.search(text) for rule in pack.rules_for(text, "scope.aside"))


def refine_scope(
    scope: Scope, text: str, start: int, words: tuple[Word, ...], tree: Doc, pack: Pack
) -> Scope:
    """Return the scope without what only a subordinate clause says.

    Args:
        scope: By the rules.
        text: The sentence.
        start: Where it starts in the document.
        words: Its words; word i is token i of the tree.
        tree: Its parse.
        pack: The language pack.
    """

    def holds(name: str) -> bool:
        places = tuple(_matched(name, text, start, words, pack))
        return not places or any(_is_main(tree[index]) for index in places)

    gone = {name: False for name in _GUARDED if getattr(scope, name) and not holds(name)}
    return replace(scope, **gone)


def _matched(
    name: str, text: str, start: int, words: tuple[Word, ...], pack: Pack
) -> Iterator[int]:
    """Yield the first word of every match of the rules of a scope."""
    for rule in pack.rules_for(text, f"scope.{name}"):
        for match in rule.pattern.finditer(text):
            first = start + match.start()
            yield from [i for i, word in enumerate(words) if word.start <= first < word.end]


def _is_main(token: Token) -> bool:
    """Tell whether no clause that only describes stands between a word and the main verb."""
    for _ in range(_DEEPEST):
        if token.dep_ in _ASIDE:
            return False
        if token.head.i == token.i:
            return True
        token = token.head
    return True
