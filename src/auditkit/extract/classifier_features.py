"""What the statement classifier sees of a unit: named features, made for a document at once.

Every feature is a name with the letters of its block before the colon, so that what decided
can be told in words. Words with a capital inside a sentence and all capitals are left out,
because they are names; figures are all one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from auditkit.extract.kinds_features import Features
from auditkit.model import Cue

# The blocks of features: words, pairs of words, letters within words, words of the lead-in
# and of the heading, and everything that is known besides the words.
BLOCKS = ("w", "b", "c", "l", "h", "k")

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[%§?:!]")
_GRAM = 4
_MAX_TOKENS = 80  # of a unit; what comes later decides nothing
_MAX_LEAD = 40
_OPENING = 30  # characters in which a sentence names its subject and verb
_NEIGHBOURS = (-2, -1, 1, 2)
_FEW_UNITS = 4
_NOTHING = "nothing"


def tokens_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without what may be a name.

    Figures become ``0``. A word with a capital is kept only where it opens the text.

    Example:
        >>> tokens_of("Styrelsen beslutade den 12 maj att Anna Ek utreder 40 % av IT.")
        ['styrelsen', 'beslutade', 'den', '0', 'maj', 'att', 'utreder', '0', '%', 'av']
    """
    found: list[str] = []
    for place, match in enumerate(_TOKEN.finditer(text)):
        token = match.group()
        if token[0].isdigit():
            found.append("0")
        elif place == 0 or token == token.lower():
            found.append(token.lower())
        if len(found) == _MAX_TOKENS:
            break
    return found


@lru_cache(maxsize=20_000)
def _word_features(token: str) -> tuple[str, ...]:
    """Return the features of one word: itself and the runs of its letters."""
    return f"w:{token}", *(f"c:{gram}" for gram in grams_of((token,)))


def grams_of(tokens: Iterable[str]) -> Iterator[str]:
    """Yield the runs of letters of each word, its ends marked.

    Example:
        >>> list(grams_of(["ska", "sparas"]))
        ['_ska', 'ska_', '_spa', 'spar', 'para', 'aras', 'ras_']
    """
    for token in tokens:
        marked = f"_{token}_"
        if len(marked) >= _GRAM:
            yield from (marked[i : i + _GRAM] for i in range(len(marked) - _GRAM + 1))


_TITLES = {
    "w": "word",
    "b": "words",
    "c": "letters",
    "l": "lead-in",
    "h": "heading",
    "k": "",
}


def describe_feature(name: str) -> str:
    """Return a feature in words for a person.

    Example:
        >>> describe_feature("w:ska"), describe_feature("k:cue duty.shall")
        ("word 'ska'", 'cue duty.shall')
    """
    block, _, rest = name.partition(":")
    title = _TITLES[block]
    return f"{title} {rest!r}" if title else rest


def describe_units(
    units: Sequence[Features], verdicts: Sequence[str], reasons: Sequence[str]
) -> list[frozenset[str]]:
    """Return the features of all units of a document, in their order.

    Args:
        units: What is known of each unit.
        verdicts: The kind that the rules give each unit, "" for none.
        reasons: Why the rules give it.
    """
    return [frozenset(_names(units, verdicts, reasons, index)) for index in range(len(units))]


def _names(
    units: Sequence[Features], verdicts: Sequence[str], reasons: Sequence[str], index: int
) -> Iterator[str]:
    unit = units[index]
    tokens = tokens_of(unit.text)
    for token in set(tokens):
        yield from _word_features(token)
    yield from (f"b:{left} {right}" for left, right in zip(tokens, tokens[1:], strict=False))
    yield from (f"l:{token}" for token in tokens_of(unit.lead_in or "")[-_MAX_LEAD:])
    yield from (f"h:{token}" for token in tokens_of(unit.heading))
    place = tuple(_place(unit))
    yield from (f"k:{name}" for name in place)
    yield from (f"k:{unit.doctype} {name}" for name in place)
    said = verdicts[index] or _NOTHING
    yield f"k:rules {said}"
    yield f"k:rules {said} in {unit.doctype}"
    yield f"k:rules {said} under {unit.role}"
    yield f"k:why {said} {reasons[index]}"
    for offset in _NEIGHBOURS:
        other = index + offset
        inside = 0 <= other < len(units)
        if not inside and len(units) < _FEW_UNITS:
            continue  # of so short a document its ends say nothing
        kind = verdicts[other] or _NOTHING if inside else "end"
        yield f"k:neighbour {offset} {kind}"
        if abs(offset) == 1:
            yield f"k:neighbour {offset} {kind} of {said}"


def _place(unit: Features) -> Iterator[str]:
    """Yield everything about a unit but its words and the verdict of the rules."""
    yield f"block {unit.kind}"
    yield f"role {unit.role}"
    yield f"words {_bucket(unit.words)}"
    yield f"density {round(unit.density * 4)}"
    yield f"ends {unit.text.rstrip()[-1:] if not unit.text.rstrip()[-1:].isalnum() else 'word'}"
    yield f"begins {'small' if unit.text[:1].islower() else 'other'}"
    for name in ("is_item", "reports", "accounts", "explains", "introduces"):
        if getattr(unit, name):
            yield name
    for name in ("negated", "conditional", "planned", "reported", "proposed"):
        if getattr(unit.scope, name):
            yield f"scope {name}"
    for group, cues in unit.cues.items():
        yield f"cue {group}"
        if _opens(cues, unit):
            yield f"opening {group}"
    yield from (f"lead {group}" for group in unit.lead_cues)
    yield from (f"heading {group}" for group in unit.heading_cues)
    yield from (f"column {group}" for group in unit.column_cues)


def _opens(cues: Sequence[Cue], unit: Features) -> bool:
    return any(cue.start - unit.start < _OPENING for cue in cues)


def _bucket(words: int) -> int:
    """Return a class of length: 0, 1, 2, 4, 8 … words."""
    return 1 << (words.bit_length() - 1) if words else 0
