"""Parts of a compound requirement: "ta fram, besluta och införa en plan" asks three things.

Conservative: only verbs of the language pack, in one form, joined by commas or "och", with
no clause between them, and with an object that the last of them names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditkit.link.vocabulary import Vocabulary

_TOKEN = re.compile(r"[^\W_]+(?:[-:/.][^\W_]+)*|[,;.]")
_GRADE = re.compile(r" ?\([^()]{1,40}\)?$")  # "(R3, Hög)" behind a recommendation
_MAX_TEXT = 1200
_MAX_PARTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """A verb that opens a part: token where the part starts, token after verb and particle."""

    start: int
    after: int
    form: str


def split_parts(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the parts of what is to be done, empty where it is one thing.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> split_parts("ta fram och besluta en plan", load_vocabulary(load_pack("sv")))
        ('ta fram en plan', 'besluta en plan')
    """
    text = _GRADE.sub("", text[:_MAX_TEXT].rstrip(" ."))
    tokens = list(_TOKEN.finditer(text))
    words = [t.group().casefold() for t in tokens]
    heads = _find_heads(words, vocabulary)
    if not 2 <= len(heads) <= _MAX_PARTS:
        return ()
    ends = [_before_joint(words, h.start, vocabulary) for h in heads[1:]] + [len(tokens)]
    opened = [text[tokens[h.start].start() : tokens[h.after - 1].end()] for h in heads]
    objects = [
        text[tokens[h.after].start() : tokens[end - 1].end()] if h.after < end else ""
        for h, end in zip(heads, ends, strict=True)
    ]
    if not objects[-1]:
        return ()
    for index in range(len(objects) - 2, -1, -1):
        objects[index] = objects[index] or objects[index + 1]
    return tuple(f"{verb} {what}".strip() for verb, what in zip(opened, objects, strict=True))


def _find_heads(words: list[str], vocabulary: Vocabulary) -> list[_Head]:
    """Return the coordinated verbs: the first, then those right after a comma or "och"."""
    heads: list[_Head] = []
    for index, word in enumerate(words):
        if word in {";", "."}:
            break
        form = _verb_form(word, vocabulary)
        if form is None:
            if heads and word in vocabulary.clauses:
                break
            continue
        if heads and (form != heads[0].form or words[index - 1] not in vocabulary.joints):
            continue
        after = index + 1
        if word in vocabulary.auxiliaries and _opens_verb(words, after, vocabulary):
            after += 1
        if after < len(words) and words[after] in vocabulary.particles:
            after += 1
        start = index
        if not heads and index and words[index - 1] in vocabulary.auxiliaries:
            start -= 1
        heads.append(_Head(start=start, after=after, form=form))
    return heads


def _before_joint(words: list[str], index: int, vocabulary: Vocabulary) -> int:
    """Return where a part ends: before the commas and joints that precede the next verb."""
    while index and words[index - 1] in vocabulary.joints:
        index -= 1
    return index


def _verb_form(word: str, vocabulary: Vocabulary) -> str | None:
    """Return "infinitive" or "present" for a verb of the pack, None for any other word."""
    if word in vocabulary.prepositions:  # "för" is no form of "föra"
        return None
    if word in vocabulary.verbs:
        return "infinitive"
    if word.endswith("r") and {word[:-1], word[:-2] + "a", word + "a"} & vocabulary.verbs:
        return "present"
    return None


def _opens_verb(words: list[str], index: int, vocabulary: Vocabulary) -> bool:
    """Tell whether a verb stands at an index, as after "börja"."""
    return index < len(words) and _verb_form(words[index], vocabulary) is not None
