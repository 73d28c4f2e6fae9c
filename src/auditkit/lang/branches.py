"""Regular expressions with many alternatives, ordered so that fewer are tried at a place.

``re`` tries the alternatives of a group one by one, and where case is ignored it does not
even look at their first letters before. Put together by their first letters, as in a trie,
one failed letter rules out all that begin with it; what matches stays the same, for the
order among those of a letter is kept, and no two letters begin the same match.
"""

from __future__ import annotations

import re
from itertools import groupby

_FEW = 4  # alternatives that are as well tried one by one
_OPEN = "(?:"
# What stands for itself at the beginning of an alternative: a letter that nothing repeats.
_LETTER = re.compile(r"[a-zåäöé](?![?*+{])")
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)


def group_branches(regex: str) -> str:
    r"""Return a pattern that matches the same, the alternatives of its groups by first letters.

    Example:
        >>> group_branches(r"\b(?:anta|avslå|bifalla|bordlägga|\d+)\b")
        '\\b(?:a(?:nta|vslå)|b(?:ifalla|ordlägga)|\\d+)\\b'
    """
    found: list[str] = []
    inside: list[str] = []
    depth = 0
    for piece in _pieces(regex):
        if depth == 0:
            found.append(piece)
            depth = int(piece == _OPEN)
            continue
        depth += piece.startswith("(") - (piece == ")")
        if depth:
            inside.append(piece)
        else:
            kept = ["".join(inside)] if _captures(inside) else _grouped(_alternatives(inside))
            found += ["|".join(kept), piece]
            inside = []
    return "".join(found)


def _pieces(regex: str) -> list[str]:
    """Cut a pattern into escapes, classes, "(?:" and single characters."""
    return re.findall(rf"\(\?:|{_PIECE.pattern}", regex, re.DOTALL)


def _captures(pieces: list[str]) -> bool:
    """Tell whether a group within captures: then its number must stay what it is."""
    threes = zip(pieces, pieces[1:], pieces[2:], strict=False)
    return any(first == "(" and (mark != "?" or kind == "P") for first, mark, kind in threes)


def _alternatives(pieces: list[str]) -> list[str]:
    """Return the alternatives of a group, without those of the groups within."""
    found = [""]
    depth = 0
    for piece in pieces:
        depth += piece.startswith("(") - (piece == ")")
        if piece == "|" and not depth:
            found.append("")
        else:
            found[-1] += piece
    return found


def _grouped(alternatives: list[str]) -> list[str]:
    """Put alternatives together by their first letters; none passes one that has no such."""
    if len(alternatives) <= _FEW:
        return alternatives
    found: list[str] = []
    for plain, run in groupby(alternatives, key=lambda text: _LETTER.match(text) is not None):
        if not plain:
            found += run
            continue
        by_letter: dict[str, list[str]] = {}
        for text in run:
            by_letter.setdefault(text[0], []).append(text[1:])
        for letter, rests in by_letter.items():
            single = len(rests) == 1
            rest = rests[0] if single else f"(?:{'|'.join(_grouped(rests))})"
            found.append(letter + rest)
    return found
