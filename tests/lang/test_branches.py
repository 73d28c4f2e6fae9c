"""Alternatives by first letters: quicker to try, and they match the same."""

from __future__ import annotations

import re

import pytest

from auditkit.lang import load_pack
from auditkit.lang.branches import group_branches


def test_every_rule_matches_the_same_as_its_file_says() -> None:
    changed = 0
    for rules in load_pack("sv").rules_by_group.values():
        for rule in rules:
            plain = re.compile(rule.regex, rule.pattern.flags)
            changed += rule.regex != rule.pattern.pattern
            for text in (*rule.examples, *rule.counter_examples):
                wanted = [(m.span(), m.groupdict()) for m in plain.finditer(text)]
                assert [(m.span(), m.groupdict()) for m in rule.pattern.finditer(text)] == wanted
    assert changed > 100


def test_the_first_alternative_that_fits_still_wins() -> None:
    regex = r"(?:ab|b|a|abc|c|\w\d|ac|[|)]x|bc)"
    grouped = group_branches(regex)
    assert grouped == r"(?:a(?:b||bc)|b|c|\w\d|ac|[|)]x|bc)"
    for text in ("abc", "ac", "b1", "c", "|x", "bc"):
        wanted, found = re.match(regex, text), re.match(grouped, text)
        assert wanted is not None and found is not None and found.span() == wanted.span()


@pytest.mark.parametrize(
    "regex",
    [
        r"(?:a|ab|abc)",  # few
        r"(?:a?b|a*c|a+d|a{2}e|Ab|Ac)",  # a first letter that may be missing, repeated or large
        r"\(?:a|b",  # an escaped bracket opens no group
        r"(?:a(x)|b(y)|a(?P<z>z)|c|d|ae)",  # numbers of what is captured
        r"[(?:]a|ab|ac|ad|ae",  # nor does one in a class
    ],
)
def test_what_cannot_be_put_together_stays(regex: str) -> None:
    assert group_branches(regex) == regex
