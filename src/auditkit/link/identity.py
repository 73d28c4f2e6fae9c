"""Ids of requirements: assigned once, found again by their anchors, never given twice."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from auditkit.link.places import Place, fold_text
from auditkit.model import Anchor, Requirement

_ALIKE = 0.6
_ALIKE_IN_PLACE = 0.34


def match_previous(
    places: Sequence[Place], previous: Sequence[Requirement]
) -> dict[int, Requirement]:
    """Return the earlier requirement that each place (by index) anchors.

    First the same quote in the same document, told apart by what stands around it where it
    stands twice; then a changed quote in the same document; last the same quote with the
    same neighbours in a document of another name (moved or renamed).

    Example:
        >>> match_previous((), ())
        {}
    """
    found: dict[int, Requirement] = {}
    left = sorted(previous, key=lambda r: r.id)
    by_lineage: dict[str, list[int]] = defaultdict(list)
    for index, place in enumerate(places):
        by_lineage[place.anchor.lineage].append(index)
    left = _match_exact(places, left, by_lineage, found)
    left = _match_changed(places, left, by_lineage, found)
    _match_moved(places, left, by_lineage, found)
    return found


def _match_exact(
    places: Sequence[Place],
    previous: Sequence[Requirement],
    by_lineage: Mapping[str, Sequence[int]],
    found: dict[int, Requirement],
) -> list[Requirement]:
    """Match what has the same quote in the same document; return the rest."""
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for lineage, indexes in by_lineage.items():
        for i in indexes:
            index[lineage, places[i].folded].append(i)
    pairs = [
        (_around(places[i].anchor, requirement.anchor), n, i)
        for n, requirement in enumerate(previous)
        for i in index[requirement.anchor.lineage, fold_text(requirement.anchor.quote)]
    ]
    return _assign(pairs, previous, found)


def _match_changed(
    places: Sequence[Place],
    previous: Sequence[Requirement],
    by_lineage: Mapping[str, Sequence[int]],
    found: dict[int, Requirement],
) -> list[Requirement]:
    """Match quotes that changed a little, or stand between the same neighbours."""
    pairs = []
    words: dict[str, dict[str, list[int]]] = {}
    sizes = {}
    for n, requirement in enumerate(previous):
        lineage = requirement.anchor.lineage
        if lineage not in words:
            words[lineage] = defaultdict(list)
            for i in by_lineage.get(lineage, ()):
                for word in set(places[i].folded.split()):
                    words[lineage][word].append(i)
                sizes[i] = len(set(places[i].folded.split()))
        own = set(fold_text(requirement.anchor.quote).split())
        shared = Counter(i for word in own for i in words[lineage].get(word, ()))
        for i, count in shared.items():
            if i in found:
                continue
            alike = count / (len(own) + sizes[i] - count)
            around = _around(places[i].anchor, requirement.anchor)
            if alike >= _ALIKE or (alike >= _ALIKE_IN_PLACE and around >= 1.0):
                pairs.append((alike + around, n, i))
    return _assign(pairs, previous, found)


def _match_moved(
    places: Sequence[Place],
    previous: Sequence[Requirement],
    by_lineage: Mapping[str, Sequence[int]],
    found: dict[int, Requirement],
) -> list[Requirement]:
    """Match the same quote with the same neighbours where the document has another name."""
    known = {r.anchor.lineage for r in previous} | {r.anchor.lineage for r in found.values()}
    index: dict[str, list[int]] = defaultdict(list)
    for lineage, indexes in by_lineage.items():
        if lineage not in known:
            for i in indexes:
                index[places[i].folded].append(i)
    pairs = []
    for n, requirement in enumerate(previous):
        if requirement.anchor.lineage in by_lineage:
            continue
        for i in index[fold_text(requirement.anchor.quote)]:
            around = _around(places[i].anchor, requirement.anchor)
            named = _name(places[i].anchor.lineage) == _name(requirement.anchor.lineage)
            if i not in found and (around >= 1.0 or named):
                pairs.append((around + named, n, i))
    return _assign(pairs, previous, found)


def _assign(
    pairs: Iterable[tuple[float, int, int]],
    previous: Sequence[Requirement],
    found: dict[int, Requirement],
) -> list[Requirement]:
    """Give each earlier requirement its best place, best first; return those without one."""
    done: set[int] = set()
    for _, n, i in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if n not in done and i not in found:
            found[i] = previous[n]
            done.add(n)
    return [r for n, r in enumerate(previous) if n not in done]


def _name(lineage: str) -> str:
    """Return the file name of a lineage."""
    return PurePosixPath(lineage).name


def _around(one: Anchor, two: Anchor) -> float:
    """Return how well the neighbours of two quotes agree, 0 to 2."""
    before = _alike(fold_text(one.before)[::-1], fold_text(two.before)[::-1])
    return before + _alike(fold_text(one.after), fold_text(two.after))


def _alike(one: str, two: str) -> float:
    """Return how much of two texts is the same from their beginning on."""
    if not one and not two:
        return 1.0
    length = min(len(one), len(two))
    same = next((n for n in range(length) if one[n] != two[n]), length)
    return same / max(1, min(length, 40)) if same < 40 else 1.0


def new_id(anchor: Anchor, nth: int, taken: set[str]) -> str:
    """Return an id for a new requirement, which hangs on its document and quote alone.

    An id that another row has, or once had, is never given again.

    Example:
        >>> taken: set[str] = set()
        >>> anchor = Anchor(quote="Rådet möts.", before="", after="", lineage="protokoll")
        >>> first = new_id(anchor, 1, taken)
        >>> new_id(anchor, 1, taken) != first
        True
    """
    count = 0
    while True:
        seed = "\x1f".join([anchor.lineage, fold_text(anchor.quote), str(nth), str(count)])
        name = "R-" + hashlib.sha256(seed.encode()).hexdigest()[:10]
        if name not in taken:
            taken.add(name)
            return name
        count += 1
