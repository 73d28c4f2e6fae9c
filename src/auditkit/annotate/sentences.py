"""Sentences of a block, by rule: this genre is split better so than by a parser.

A full stop ends a sentence unless it belongs to an abbreviation, an initial or an ordinal
number, or stands inside brackets. A short reference in brackets behind it ("… klar. (E1)")
belongs to the sentence it follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from auditkit.lang import Pack
from auditkit.model import Block, BlockKind

# A full stop, then quotation marks and a footnote's figure, then a capital or a number.
_ENDS = re.compile(
    r"[.!?…]+[\"”’)\]]*(?:[¹²³⁰-⁹]+|(?<=[a-zåäö%)]\.)\d{1,2})?(?=\s+[\"”“’(–•-]*\s?[A-ZÅÄÖÉ§0-9])"
)
_REFERENCE = re.compile(r"\s\(\s?[^().!?\n]{1,30}\)\.?(?=\s*$|\s+[\"”“’–•-]*\s?[A-ZÅÄÖÉ§0-9])")
_BRACKETS = re.compile(r"\([^()]{1,160}\)")
_CAPITAL = re.compile(r"\s+[\"”“’(–•-]*\s?[A-ZÅÄÖÉ][a-zåäö]")
_FOOTNOTE_MARK = re.compile(r"(?:[¹²³⁰-⁹]+|(?<=[a-zåäö%)]\.)\d{1,2})$")
_BULLETS = "-•*"
_BULLET = re.compile(r"(?<=\S)\s(?=[-•*]\s[A-ZÅÄÖ])")
_GAP = re.compile(r"\s*(?:[-•*]\s(?=[A-ZÅÄÖ]))?")
_LOOK_BACK = 80  # characters in which the word before a full stop is looked for


def cut_block(text: str, block: Block, pack: Pack) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a block start and end; a table row is one unit.

    Example:
        >>> from auditkit.lang import load_pack
        >>> text = "Det är klart. (E1) Nästa mål är nytt."
        >>> block = Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text))
        >>> [text[a:b] for a, b in cut_block(text, block, load_pack("sv"))]
        ['Det är klart. (E1)', 'Nästa mål är nytt.']
    """
    start = block.start
    if block.kind is not BlockKind.TABLE_ROW:
        for end in _boundaries(text, block, pack):
            yield start, end
            gap = _GAP.match(text, end, block.end)
            start = gap.end() if gap else end
    if text[start : block.end].strip():
        yield start, block.end


def follows_bullet(text: str, start: int, block: Block) -> bool:
    """Tell whether a unit stands behind a bullet inside its block."""
    return start >= block.start + 2 and text[start - 2] in _BULLETS and text[start - 1].isspace()


def trim_unit(text: str, start: int, end: int, pack: Pack) -> int:
    """Return the end of a unit without a footnote's figure and what leads to the next item."""
    unit = text[start:end].rstrip()
    mark = _FOOTNOTE_MARK.search(unit)
    if mark is not None:
        unit = unit[: mark.start()].rstrip()
    for rule in pack.rules("unit.tail"):
        tail = rule.pattern.search(unit)
        if tail is not None and tail.start() > 0:
            unit = unit[: tail.start()]
    return start + len(unit)


def split_sentences(text: str, pack: Pack) -> list[str]:
    """Return the sentences of a running text.

    Example:
        >>> from auditkit.lang import load_pack
        >>> split_sentences("Vi såg bl.a. två fel. Båda är lagade.", load_pack("sv"))
        ['Vi såg bl.a. två fel.', 'Båda är lagade.']
    """
    block = Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text))
    return [text[start:end] for start, end in cut_block(text, block, pack)]


def _boundaries(text: str, block: Block, pack: Pack) -> Iterator[int]:
    """Yield where a sentence of a block ends and another follows.

    A paragraph of several clauses "att ..., att ..." is a list whose line ends were lost, and
    so is one with bullets between its sentences.
    """
    brackets = [match.span() for match in _BRACKETS.finditer(text, block.start, block.end)]
    ends = [
        _behind_reference(text, match.end(), block.end)
        for match in _ENDS.finditer(text, block.start, block.end)
        if not any(start < match.start() and match.end() < end for start, end in brackets)
        and _is_boundary(text, block.start, match, pack)
    ]
    for rule in pack.rules("unit.clause_list"):
        if block.kind is BlockKind.PARAGRAPH and rule.pattern.match(text, block.start, block.end):
            clauses = pack.rules("unit.next_clause")[0].pattern
            ends += [m.end() for m in clauses.finditer(text, block.start, block.end)]
    bullets = [match.start() for match in _BULLET.finditer(text, block.start, block.end)]
    if len(bullets) > 1 and text[block.start : bullets[0]].rstrip().endswith((":", ";")):
        ends += bullets
    yield from sorted(set(ends))


def _behind_reference(text: str, end: int, limit: int) -> int:
    """Return the end of a sentence with the reference in brackets that belongs to it."""
    reference = _REFERENCE.match(text, end, limit)
    return reference.end() if reference else end


def _is_boundary(text: str, start: int, match: re.Match[str], pack: Pack) -> bool:
    """Tell whether a full stop ends a sentence rather than an abbreviation or ordinal."""
    if not match.group().startswith("."):
        return True
    before = text[max(start, match.start() - _LOOK_BACK) : match.start()].rsplit(None, 2)[-2:]
    plain = before[-1].lstrip('(”"“') if before else ""
    word = plain.casefold()
    if len(word) == 1 and word.isalpha():  # an initial, or the letter of "alternativ A"
        return len(before) > 1 and before[0].casefold().endswith(pack.words("label_nouns"))
    if f"{word}." in _words(pack, "closing_abbreviations"):
        return _CAPITAL.match(text, match.end()) is not None
    if len(word) > 1 and plain.isupper():  # "VS." is the name of a unit, "vs." an abbreviation
        return True
    if word in _words(pack, "abbreviations") or f"{word}." in _words(pack, "abbreviations"):
        return False
    # "den 3. Styrelsen" ends a sentence, "3. Styrelsen" at the start of one is a number.
    return not (word.isdigit() and (len(before) == 1 or before[0].endswith(".")))


@lru_cache(maxsize=32)
def _words(pack: Pack, name: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in pack.words(name))
