"""Names that a text runs together, taken apart: "GD, stabschefen och Ida Ask"."""

from __future__ import annotations

import re

from auditkit.link.names import clean_name, kind_by_head, split_title
from auditkit.link.vocabulary import Vocabulary
from auditkit.model import ActorKind

_ACRONYM = re.compile(r"[A-ZÅÄÖ]{2,7}")
_CELL = re.compile(r"[\t\n]+")
_MAX_PIECES = 12
_MAX_TEXT = 600  # characters; a list of actors is no longer


def split_names(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the names that a text holds, in text order, each cleaned.

    A joint parts two names only where what follows it is an actor by itself: "avdelningen
    för drift och data" is one name.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> vocabulary = load_vocabulary(load_pack("sv"))
        >>> split_names("GD, enheten för drift och data samt Ida Ask", vocabulary)
        ('GD', 'enheten för drift och data', 'Ida Ask')
    """
    found: list[str] = []
    for cell in _CELL.split(text[:_MAX_TEXT]):
        found += _split_cell(cell, vocabulary)
    return tuple(name for name in found if name)


def is_actor(name: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a name is an actor's by its own form.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> vocabulary = load_vocabulary(load_pack("sv"))
        >>> is_actor("Hamnrådet", vocabulary), is_actor("analys", vocabulary)
        (True, False)
    """
    if _ACRONYM.fullmatch(name):
        return True
    title, bare = split_title(name, vocabulary)
    if title is not None or kind_by_head(name, vocabulary) is not None:
        return True
    return (
        " " in bare and bare[0].isupper() and split_title("chef " + bare, vocabulary)[0] == "chef"
    )


def _split_cell(text: str, vocabulary: Vocabulary) -> list[str]:
    """Return the names in one cell: joints from the right, then an agency before its body."""
    pieces: list[str] = []
    words = _without_comment(text.split(), vocabulary)
    index = len(words) - 1
    while index > 0 and len(pieces) < _MAX_PIECES:
        word = words[index]
        joint = word.casefold() in vocabulary.joints or words[index - 1].endswith(",")
        if joint:
            start = index + 1 if word.casefold() in vocabulary.joints else index
            right, left = " ".join(words[start:]), words[index - 1]
            if right and not left.endswith("-") and is_actor(clean_name(right), vocabulary):
                pieces.append(clean_name(right))
                words = words[:index]
        index -= 1
    pieces.append(_without_agency(clean_name(" ".join(words)), vocabulary))
    return pieces[::-1]


def _without_comment(words: list[str], vocabulary: Vocabulary) -> list[str]:
    """Return words without what a comma and a preposition add ("rådet, med ombud för …")."""
    for index in range(1, len(words)):
        if words[index - 1].endswith(",") and words[index].casefold() in vocabulary.prepositions:
            return words[:index]
    return words


def _without_agency(name: str, vocabulary: Vocabulary) -> str:
    """Return the body of a name that its agency is printed before ("Hamnverket Rådet")."""
    words = name.split(" ")
    for size in range(1, min(4, len(words))):
        agency, body = " ".join(words[:size]), " ".join(words[size:])
        if (
            body[0].isupper()
            and kind_by_head(agency, vocabulary) is ActorKind.AGENCY
            and kind_by_head(body, vocabulary) in (ActorKind.BODY, ActorKind.UNIT)
            and kind_by_head(words[size], vocabulary) is not None
        ):
            return body
    return name
