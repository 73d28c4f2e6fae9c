"""The words of a stretch of a document, as rules and the parser see them."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from spacy.tokens import Doc, Token

_WORDS = "auditkit.words"  # where a document keeps its words
_VERB_FORMS = {"Fin": "finite", "Inf": "infinitive", "Sup": "supine", "Part": "participle"}
_BRACKET = 12  # words that a bracket may hold to be left out


class Word(NamedTuple):
    """A token of a sentence: its text, its lower-case form, its characters in the document.

    ``form`` tells what the tagger took it for, where the sentence was parsed: a verb's
    ``finite``, ``infinitive``, ``supine`` or ``participle`` (behind it `` passive``), else
    ``other``.
    """

    text: str
    lower: str
    start: int
    end: int
    form: str = ""


def words_between(doc: Doc, start: int, end: int) -> tuple[Word, ...]:
    """Return the words of a stretch of a document.

    Blanks, Markdown stars and what stands in brackets within a sentence are left out.

    Example:
        >>> import spacy
        >>> [word.lower for word in words_between(spacy.blank("sv")("Nämnden ska  svara."), 0, 18)]
        ['nämnden', 'ska', 'svara']
    """
    words, starts = _all_words(doc)
    found = words[bisect_left(starts, start) : bisect_left(starts, end)]
    brackets = any(word.text == "(" for word in found)
    return tuple(_without_brackets(found) if brackets else found)


def note_forms(doc: Doc, words: tuple[Word, ...], tree: Doc) -> None:
    """Keep what the tagger took the words of a sentence for, so that rules see it from now on."""
    known, starts = _all_words(doc)
    for word, token in zip(words, tree, strict=True):
        tagged = Word(word.text, word.lower, word.start, word.end, _form(token))
        known[bisect_left(starts, word.start)] = tagged


def _all_words(doc: Doc) -> tuple[list[Word], list[int]]:
    """Return all words of a document and where each starts; made once for each document."""
    if _WORDS not in doc.user_data:
        found = [
            Word(token.text, token.lower_, token.idx, token.idx + len(token))
            for token in doc
            if not token.is_space and token.text.strip("*_")
        ]
        doc.user_data[_WORDS] = found, [word.start for word in found]
    words: tuple[list[Word], list[int]] = doc.user_data[_WORDS]
    return words


def _form(token: Token) -> str:
    if token.pos_ not in ("VERB", "AUX"):
        return "other"
    morph = token.morph
    form = _VERB_FORMS.get(next(iter(morph.get("VerbForm", [])), ""), "")
    short = len(token) > 1 and token.is_upper  # "AT svarar" names a unit
    if short or not form:
        return "other"
    if "Imp" in morph.get("Mood", []):  # like an infinitive it has no subject
        return "infinitive"
    passive = "Pass" in morph.get("Voice", []) and token.lower_.endswith("s")
    return f"{form} passive" if passive else form


def _without_brackets(words: list[Word]) -> list[Word]:
    """Drop "(NSLG)" and the like; a bracket that is long or never closed stays."""
    kept: list[Word] = []
    index = 0
    while index < len(words):
        closing = index
        if words[index].text == "(" and kept:
            window = range(index + 1, min(index + _BRACKET, len(words)))
            closing = next((i for i in window if words[i].text == ")"), index)
        if closing == index:
            kept.append(words[index])
        index = closing + 1
    return kept
