"""Every rule of every language pack against its examples and counter-examples."""

from __future__ import annotations

import pytest

from auditkit.lang import Rule, load_pack

RULES = [rule for rules in load_pack("sv").rules_by_group.values() for rule in rules]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_matches_its_examples_and_not_its_counter_examples(rule: Rule) -> None:
    assert rule.examples
    assert rule.counter_examples
    for example in rule.examples:
        assert rule.pattern.search(example), f"{rule.id} does not match: {example}"
    for example in rule.counter_examples:
        assert not rule.pattern.search(example), f"{rule.id} matches: {example}"
