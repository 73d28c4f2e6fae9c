"""The rule of matching: quotes are compared by their words, never by offsets."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

Tokens = Counter[str]

_HYPHENATION = re.compile(r"[-\u00ad]\s*\n\s*")
_WORD = re.compile(r"\w+")
_ENDING = re.compile(r"\.(txt|md|pdf|docx|odt)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One quoted object of gold or of a run."""

    document: str
    kind: str
    tokens: Tokens
    data: Mapping[str, Any]


def tokenize(quote: str) -> Tokens:
    r"""Count the words of a quote; a word hyphenated at a line's end is one.

    Example:
        >>> sorted(tokenize("Styrelsen beslu-\n tar.").items())
        [('beslutar', 1), ('styrelsen', 1)]
    """
    return Counter(_WORD.findall(_HYPHENATION.sub("", quote).lower()))


def overlap(left: Tokens, right: Tokens) -> float:
    """Return intersection over union of two bags of words.

    Example:
        >>> overlap(tokenize("ett två tre"), tokenize("två tre fyra"))
        0.5
    """
    union = sum((left | right).values())
    return sum((left & right).values()) / union if union else 0.0


def document_stem(name: str) -> str:
    """Return a document's name without folder and ending.

    Example:
        >>> document_stem("mapp/protokoll.pdf"), document_stem("protokoll 1.2")
        ('protokoll', 'protokoll 1.2')
    """
    return _ENDING.sub("", PurePath(name).name)


def pair_entries(
    gold: Sequence[Entry], given: Sequence[Entry], *, same_kind: bool = True, floor: float = 0.5
) -> list[tuple[int, int]]:
    """Pair gold with given one to one within documents, best overlap first.

    Returns:
        Index pairs into ``gold`` and ``given``.

    Example:
        >>> gold = [Entry(document="p", kind="goal", tokens=tokenize("a b c"), data={})]
        >>> given = [Entry(document="p", kind="goal", tokens=tokenize("a b"), data={})]
        >>> pair_entries(gold, given)
        [(0, 0)]
    """
    by_document: dict[str, list[int]] = defaultdict(list)
    for j, entry in enumerate(given):
        by_document[entry.document].append(j)
    candidates = [
        (value, i, j)
        for i, wanted in enumerate(gold)
        for j in by_document[wanted.document]
        if not same_kind or given[j].kind == wanted.kind
        if (value := overlap(wanted.tokens, given[j].tokens)) >= floor
    ]
    candidates.sort(reverse=True)
    used_gold: set[int] = set()
    used_given: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for _, i, j in candidates:
        if i in used_gold or j in used_given:
            continue
        used_gold.add(i)
        used_given.add(j)
        pairs.append((i, j))
    return pairs


def same_value(gold: Any, given: Any, *, loose: bool) -> bool:
    """Tell whether two attribute values agree; ``loose`` accepts half of the words.

    Example:
        >>> same_value("Styrelsen", ["styrelsen"], loose=False), same_value(None, "x", loose=True)
        (True, False)
    """
    if gold is None or given is None:
        return gold is None and given is None
    left, right = _flat(gold), _flat(given)
    return left == right or (loose and overlap(tokenize(left), tokenize(right)) >= 0.5)


def _flat(value: Any) -> str:
    text = " ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text.lower().strip()


def quote_of(value: Any) -> str:
    """Return the quote of an evidence or issue item, which is a string or an object.

    Example:
        >>> quote_of("a"), quote_of({"quote": "b"})
        ('a', 'b')
    """
    return str(value["quote"]) if isinstance(value, dict) else str(value)
