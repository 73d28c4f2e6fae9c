"""Scores of statements, of their attributes and of the facts of documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from auditkit.evaluate.matching import (
    Entry,
    document_stem,
    overlap,
    pair_entries,
    same_value,
    tokenize,
)
from auditkit.evaluate.scores import Score, Share, make_score
from auditkit.model import StatementKind

KINDS = tuple(kind.value for kind in StatementKind)
REQUIREMENT_KINDS = KINDS[: KINDS.index("finding")]

# Attribute and whether half of the words is enough.
_ATTRIBUTES = (
    ("actor", True),
    ("modality", False),
    ("due", False),
    ("frequency", True),
    ("decided_by", True),
    ("outcome", False),
    ("date", False),
    ("severity", False),
    ("addressee", True),
    ("id", False),
    ("polarity", False),
    ("kind", False),
)
_SINGLE_FACTS = ("doctype", "date", "reference", "chair", "secretary", "next_meeting")
_LIST_FACTS = ("present", "absent", "others", "adjusters", "agenda")
# Optional gold is set aside more readily than other gold is matched.
_OPTIONAL_FLOOR = 0.4


def is_optional(gold: Mapping[str, Any]) -> bool:
    """Tell whether careful readers would differ on a gold object.

    Example:
        >>> is_optional({"attrs": {"optional": True}}), is_optional({})
        (True, False)
    """
    return bool(gold.get("attrs", {}).get("optional"))


def score_statements(
    gold: Sequence[Entry], given: Sequence[Entry]
) -> tuple[tuple[Score, ...], tuple[Share, ...]]:
    """Return the scores of all kinds, and how many attributes of matched statements agree.

    Example:
        >>> entry = Entry(document="p", kind="goal", tokens=tokenize("Målet nås."),
        ...               data={"attrs": {"id": "E1"}})
        >>> scores, attributes = score_statements([entry], [entry])
        >>> [(s.name, s.f1) for s in scores]
        [('all', 1.0), ('requirements', 1.0), ('goal', 1.0)]
        >>> attributes
        (Share(name='goal.id', right=1, total=1),)
    """
    must = [entry for entry in gold if not is_optional(entry.data)]
    optional = [entry for entry in gold if is_optional(entry.data)]
    pairs = pair_entries(must, given)
    taken = {j for _, j in pairs}
    rest = [j for j in range(len(given)) if j not in taken]
    set_aside = pair_entries(
        optional, [given[j] for j in rest], same_kind=False, floor=_OPTIONAL_FLOOR
    )
    ignored = {rest[j] for _, j in set_aside}
    scored = [entry for j, entry in enumerate(given) if j not in ignored]
    matched = [must[i].kind for i, _ in pairs]

    def score(name: str, kinds: tuple[str, ...]) -> Score:
        return make_score(
            name,
            sum(kind in kinds for kind in matched),
            sum(entry.kind in kinds for entry in must),
            sum(entry.kind in kinds for entry in scored),
        )

    everything = make_score("all", len(pairs), len(must), len(scored))
    kinds = [score(kind, (kind,)) for kind in KINDS]
    scores = (
        everything,
        score("requirements", REQUIREMENT_KINDS),
        *(each for each in kinds if each.gold or each.given),
    )
    return scores, _score_attributes([(must[i], given[j]) for i, j in pairs])


def _score_attributes(
    pairs: Sequence[tuple[Entry, Entry]],
) -> tuple[Share, ...]:
    """Compare the attributes of matched statements; both absent counts for nothing."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for gold, given in pairs:
        wanted, found = gold.data.get("attrs", {}), given.data.get("attrs", {})
        alternatives = gold.data.get("alternatives", {})
        for name, loose in _ATTRIBUTES:
            values = alternatives.get(name, [wanted.get(name)])
            value = found.get(name)
            if value is None and all(each is None for each in values):
                continue
            count = counts[f"{gold.kind}.{name}"]
            count[1] += 1
            count[0] += any(same_value(each, value, loose=loose) for each in values)
    return tuple(
        Share(name=name, right=right, total=total)
        for name, (right, total) in sorted(counts.items())
    )


def score_facts(
    gold: Sequence[Mapping[str, Any]], documents: Sequence[Mapping[str, Any]]
) -> tuple[Score, ...]:
    """Compare the facts of main documents (gold objects of type ``document``).

    Example:
        >>> gold = [{"type": "document", "doc": "p", "attrs": {"present": [{"name": "Eva Ek"}]}}]
        >>> scores = score_facts(gold, [{"document": "p.pdf", "present": [{"name": "Eva Ek"}]}])
        >>> [s.name for s in scores if s.right]
        ['present']
    """
    by_stem = {document_stem(document["document"]): document for document in documents}
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for entry in gold:
        wanted = entry.get("attrs", {})
        if wanted.get("part") == "annex":
            continue
        found = by_stem.get(document_stem(entry["doc"]), {})
        for name in _SINGLE_FACTS:
            if wanted.get(name) is not None:
                _count_single(counts[name], name, wanted[name], found.get(name))
        for name in _LIST_FACTS:
            field = "title" if name == "agenda" else "name"
            _count_list(
                counts[name], _names(wanted.get(name), field), _names(found.get(name), field)
            )
    return tuple(make_score(name, *count) for name, count in counts.items())


def _count_single(count: list[int], name: str, wanted: Any, found: Any) -> None:
    loose = name in ("chair", "secretary")
    count[0] += same_value(_named(wanted), _named(found), loose=loose)
    count[1] += 1
    count[2] += found is not None


def _count_list(count: list[int], wanted: Sequence[Any], found: Sequence[Any]) -> None:
    left = list(found)
    for name in wanted:
        match = next(
            (x for x in left if x and name and overlap(tokenize(name), tokenize(x)) >= 0.5), None
        )
        if match is not None:
            left.remove(match)
            count[0] += 1
    count[1] += len(wanted)
    count[2] += len(found)


def _named(value: Any) -> Any:
    return value["name"] if isinstance(value, dict) else value


def _names(values: Any, field: str) -> list[Any]:
    return [x.get(field) if isinstance(x, dict) else x for x in values or []]
