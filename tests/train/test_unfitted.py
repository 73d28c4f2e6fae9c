"""A pack without what only one body supports: rules and alternatives, and nothing else."""

from __future__ import annotations

import re

from auditkit.lang import Pack, Rule, load_pack
from auditkit.train.unfitted import find_alternatives, find_support, without_own


def rule(name: str, regex: str) -> Rule:
    return Rule(
        id=name,
        group="duty.shall",
        regex=regex,
        pattern=re.compile(regex, re.IGNORECASE),
        value=None,
        examples=(),
        counter_examples=(),
    )


def pack_of(*rules: Rule) -> Pack:
    return Pack(code="sv", rules_by_group={"duty.shall": rules}, words_by_name={})


def test_alternatives_are_found_in_every_rule_of_the_pack() -> None:
    found = 0
    for rules in load_pack("sv").rules_by_group.values():
        for each in rules:
            pattern = each.regex
            for start, end in find_alternatives(pattern):
                found += 1
                assert 0 <= start <= end <= len(pattern)
                re.compile(pattern[:start] + "(?!)" + pattern[end:])
    assert found > 1000


def test_what_is_escaped_in_a_class_or_looked_ahead_at_is_no_alternative() -> None:
    assert find_alternatives(r"a\|b[|(](?=c|d)(?<!e|f)") == []


def test_a_rule_and_an_alternative_of_one_body_are_switched_off_for_it_only() -> None:
    pack = pack_of(rule("verb", r"\b(?:ska(?:ll)?|åligger)\b"), rule("own", r"\btillkommer\b"))
    texts = {
        "a": ["Chefen ska svara.", "Det åligger chefen.", "Det tillkommer chefen."],
        "b": ["Nämnden ska svara."],
    }
    support = find_support(pack, texts)
    verb, own = without_own(pack, support, "a").rules("duty.shall")
    assert verb.pattern.search("Hon ska gå.") and not verb.pattern.search("Det åligger henne.")
    assert not own.pattern.search("Det tillkommer henne.")
    others = without_own(pack, support, "b").rules("duty.shall")
    assert others == pack.rules("duty.shall")


def test_what_no_body_supports_stays() -> None:
    pack = pack_of(rule("rare", r"\bankommer på\b"))
    support = find_support(pack, {"a": ["Hej."]})
    assert without_own(pack, support, "a").rules("duty.shall")[0].pattern.search("ankommer på")
