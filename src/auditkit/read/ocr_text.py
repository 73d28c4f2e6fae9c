"""Recognised words mended where the engine's model has no letter for what it saw."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from auditkit.lang import Pack
from auditkit.read.ocr_engine import Word

_SECTION = re.compile(r"§+ ?(\d{1,3})\b")
_GLUED = re.compile(r"(?:[8S&$]|\$&|&\$)(\d{1,3})([.:]?)")
_DOUBLE = ("$&", "&$")  # one sign seen twice


def mend_words(words: Iterable[Word], pack: Pack) -> list[Word]:
    """Return the words of a page with the section signs and bullets taken for others put right.

    Where it is taken for a figure ("85" for "§ 5"), the number of the section above tells.

    Example:
        >>> from auditkit.lang import load_pack
        >>> words = [Word(text=text, line=(1, 1, line), left=0, top=0, right=9, bottom=9,
        ...               confidence=0.9)
        ...          for line, row in enumerate(("$ 4 Val", "85 Rapport")) for text in row.split()]
        >>> [word.text for word in mend_words(words, load_pack("sv"))]
        ['§', '4', 'Val', '§ 5', 'Rapport']
    """
    made: list[Word] = []
    last: int | None = None
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        if line[0].text in _DOUBLE:
            line[0] = replace(line[0], text="$")
        line = list(_with_signs(line, pack))
        if line[0].text == "8" and line[1:] and line[1].text.rstrip(".:") == str((last or -1) + 1):
            line[0] = replace(line[0], text="§")
        glued = _GLUED.fullmatch(line[0].text)
        if glued and last is not None and int(glued[1]) == last + 1:
            line[0] = replace(line[0], text=f"§ {glued[1]}{glued[2]}")
        found = _SECTION.match(" ".join(word.text for word in line[:2]))
        last = int(found[1]) if found else last
        made.extend(line)
    return made


def _with_signs(words: Sequence[Word], pack: Pack) -> Iterator[Word]:
    """Yield the words of a line, signs put right by the rules of the pack."""
    text = " ".join(word.text for word in words)
    for rule in pack.rules("read.ocr_sign"):
        for match in rule.pattern.finditer(text):
            start, end = match.span("sign")
            text = text[:start] + (rule.value or "") * (end - start) + text[end:]
    position = 0
    for word in words:
        mended = text[position : position + len(word.text)]
        position += len(word.text) + 1
        yield word if mended == word.text else replace(word, text=mended)
