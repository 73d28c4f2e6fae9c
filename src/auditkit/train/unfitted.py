"""A language pack as it would be had nobody seen the documents of one body.

Rules are written while looking at annotated documents, so that a score on these flatters
them, whatever body a model leaves out. Here every rule, and every alternative ``a|b`` of a
rule, that matches something in one body only is switched off for that body. What is left is
what other bodies support: nearer to how the rules do on documents nobody has seen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from auditkit.lang import Pack, Rule

_WHOLE = -1  # stands for the rule itself where others are the places of its alternatives
_NEVER = "(?!)"
_OPENING = re.compile(r"\((?:\?(?:P<\w+>|<?[=!]|[a-zA-Z-]*:|[a-zA-Z-]+\)))?")
_GROUP = "alternative_"

Support = dict[tuple[str, int], set[str]]
"""The bodies in which a rule (by id), or an alternative of it, matches something."""


@dataclass(slots=True)
class _Level:
    """A bracket while a pattern is gone through: where its current alternative starts."""

    start: int
    ends: list[tuple[int, int]]
    fixed: bool  # within a look around, which must keep its width


def find_alternatives(pattern: str) -> list[tuple[int, int]]:
    """Return the spans of all alternatives of a regular expression, inner ones first.

    Those within a look ahead or behind are left out: they take part in no match.

    Example:
        >>> pattern = r"ska(?:ll| inte)? (?:a|[|)]b)"
        >>> [pattern[start:end] for start, end in find_alternatives(pattern)]
        ['ll', ' inte', 'a', '[|)]b']
    """
    found: list[tuple[int, int]] = []
    levels = [_Level(start=0, ends=[], fixed=False)]
    at = 0
    while at < len(pattern):
        step = _step(pattern, at)
        letter = pattern[at]
        if letter == "(" and not pattern[at:step].endswith(")"):
            fixed = levels[-1].fixed or pattern[at:step].endswith(("=", "!"))
            levels.append(_Level(start=step, ends=[], fixed=fixed))
        elif letter == "|":
            levels[-1].ends.append((levels[-1].start, at))
            levels[-1].start = step
        elif letter == ")":
            found += _close(levels.pop(), at)
        at = step
    return found + _close(levels.pop(), len(pattern))


def _step(pattern: str, at: int) -> int:
    """Return the end of the escape, class, opening bracket or letter at a place."""
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] == "(":
        opening = _OPENING.match(pattern, at)
        return opening.end() if opening else at + 1
    if pattern[at] != "[":
        return at + 1
    end = at + 2 if pattern[at + 1] != "^" else at + 3  # a bracket that comes first is a letter
    while pattern[end] != "]":
        end += 2 if pattern[end] == "\\" else 1
    return end + 1


def _close(level: _Level, end: int) -> list[tuple[int, int]]:
    alternatives = [*level.ends, (level.start, end)]
    return alternatives if len(alternatives) > 1 and not level.fixed else []


def find_support(pack: Pack, texts: Mapping[str, Iterable[str]]) -> Support:
    """Return in which bodies each rule and each of its alternatives matches something.

    Args:
        pack: The language pack.
        texts: Sentences, headings and openings of every body.
    """
    rules = [rule for group in pack.rules_by_group.values() for rule in group]
    marked = {rule.id: _mark(rule) for rule in rules}
    groups = tuple(pack.rules_by_group)
    support: Support = defaultdict(set)
    for body, own in texts.items():
        for text in own:
            for rule in pack.rules_for(text, *groups):
                match = marked[rule.id].search(text)
                if match is not None:
                    support[rule.id, _WHOLE].add(body)
                    for place in _taken(match):
                        support[rule.id, place].add(body)
    return support


def _mark(rule: Rule) -> re.Pattern[str]:
    """Return the pattern of a rule with a named group around each alternative."""
    inserts: list[tuple[int, int, int, str]] = []
    for place, (start, end) in enumerate(find_alternatives(rule.regex)):
        if start < end:
            inserts.append((start, 1, -end, f"(?P<{_GROUP}{place}>"))
            inserts.append((end, 0, -start, ")"))
    text, at = "", 0
    for place, _, _, bracket in sorted(inserts):
        text += rule.regex[at:place] + bracket
        at = place
    return re.compile(text + rule.regex[at:], rule.pattern.flags & re.IGNORECASE)


def _taken(match: re.Match[str]) -> Iterator[int]:
    for name, value in match.groupdict().items():
        if value is not None and name.startswith(_GROUP):
            yield int(name.removeprefix(_GROUP))


def without_own(pack: Pack, support: Support, body: str) -> Pack:
    """Return the pack without the rules and alternatives that only one body supports."""
    return Pack(
        code=pack.code,
        rules_by_group={
            group: tuple(_without(rule, support, body) for rule in rules)
            for group, rules in pack.rules_by_group.items()
        },
        words_by_name=pack.words_by_name,
    )


def _without(rule: Rule, support: Support, body: str) -> Rule:
    def is_own(place: int) -> bool:
        return support.get((rule.id, place)) == {body}

    if is_own(_WHOLE):
        return replace(rule, regex=_NEVER, pattern=re.compile(_NEVER))
    text = rule.regex
    spans = find_alternatives(text)
    own = [span for place, span in enumerate(spans) if is_own(place)]
    if not own:
        return rule
    outer = [
        span
        for span in own
        if not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in own)
    ]
    for start, end in sorted(set(outer), reverse=True):
        text = text[:start] + _NEVER + text[end:]
    pattern = re.compile(text, rule.pattern.flags & re.IGNORECASE)
    return replace(rule, regex=text, pattern=pattern)
