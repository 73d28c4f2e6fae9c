"""Which places state the same requirement.

Two places are the same when their words overlap enough and nothing forbids it: numbers,
dates, actors, goal ids, names and negation must not conflict. Candidates are found by
shared rare stems, so that no archive is compared pair by pair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from auditkit.link.conflicts import conflicts
from auditkit.link.likeness import likeness
from auditkit.link.places import Place

_RARE = 8
_CROWD = 60


def group_places(places: Sequence[Place], fixed: Mapping[int, str]) -> tuple[tuple[int, ...], ...]:
    """Return groups of places (by index) that state one requirement each.

    Args:
        places: All places of an archive.
        fixed: Ids that earlier rows had, by index of the place that anchors them; two rows
            that were two stay two.

    Example:
        >>> group_places((), {})
        ()
    """
    cluster = list(range(len(places)))
    members: dict[int, list[int]] = {i: [i] for i in cluster}
    ids: dict[int, set[str]] = {i: {fixed[i]} if i in fixed else set() for i in cluster}
    pairs = sorted(_scored_pairs(places), key=lambda p: (-p[0], p[1], p[2]))
    for _, left, right in pairs:
        a, b = cluster[left], cluster[right]
        if a == b or len(ids[a] | ids[b]) > 1:
            continue
        if any(_keeps_apart(places[x], places[y]) for x in members[a] for y in members[b]):
            continue
        for index in members[b]:
            cluster[index] = a
        members[a] += members.pop(b)
        ids[a] |= ids.pop(b)
    return tuple(tuple(sorted(found)) for _, found in sorted(members.items()))


def _keeps_apart(one: Place, two: Place) -> bool:
    """Tell whether two places forbid that their groups become one.

    A retelling that joins two requirements in one sentence does not make them one.
    """
    if conflicts(one, two):
        return True
    originals = not one.retold and not two.retold and one.document == two.document
    return originals and not likeness(one, two)


def _scored_pairs(places: Sequence[Place]) -> Iterator[tuple[float, int, int]]:
    """Yield pairs that are the same requirement, with how alike they are."""
    for left, right in sorted(_candidates(places)):
        one, two = places[left], places[right]
        if not conflicts(one, two):
            score = likeness(one, two)
            if score:
                yield score, left, right


def _candidates(places: Sequence[Place]) -> set[tuple[int, int]]:
    """Return pairs that share two rare stems, or the whole quote."""
    spread = Counter(stem for p in places for stem in p.words.stems)
    by_stem: dict[str, list[int]] = defaultdict(list)
    by_quote: dict[str, list[int]] = defaultdict(list)
    shared: Counter[tuple[int, int]] = Counter()
    pairs: set[tuple[int, int]] = set()
    for index, place in enumerate(places):
        for other in by_quote[place.folded][-_CROWD:]:
            pairs.add((other, index))
        by_quote[place.folded].append(index)
        rare = sorted((spread[s], s) for s in place.words.stems if spread[s] > 1)
        keys = [s for _, s in rare[:_RARE]] + [f"#{c}" for c in place.words.codes]
        for key in keys:
            for other in by_stem[key][-_CROWD:]:
                shared[other, index] += 1
            by_stem[key].append(index)
    return pairs | {pair for pair, count in shared.items() if count > 1}
