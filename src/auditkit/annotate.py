"""Structure → Annotated: one spaCy Doc over the whole text, cut into units.

A unit is what can be a statement: a sentence, a list item or a table row. Sentence
boundaries are found by rule inside each block, because a sentence never runs over two
blocks and rules split this genre better than a parser does (docs/measurements.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from auditkit.lang import Pack
from auditkit.model import Block, BlockKind, Role, Span, Structure

# A full stop, then quotation marks and a footnote's figure, then a capital or a number.
_ENDS = re.compile(
    r"[.!?…]+[\"”’)\]]*(?:[¹²³⁰-⁹]+|(?<=[a-zåäö%)]\.)\d{1,2})?(?=\s+[\"”“’(–•-]*\s?[A-ZÅÄÖÉ§0-9])"
)
_FOOTNOTE_MARK = re.compile(r"(?:[¹²³⁰-⁹]+|(?<=[a-zåäö%)]\.)\d{1,2})$")
_BULLETS = "-•*"
_BULLET = re.compile(r"(?<=\S)\s(?=[-•*]\s[A-ZÅÄÖ])")
_GAP = re.compile(r"\s*(?:[-•*]\s(?=[A-ZÅÄÖ]))?")
_MAX_CHARACTERS = 5_000_000
_LOOK_BACK = 80  # characters in which the word before a full stop is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sentence, list item or table row. ``block`` and ``section`` are indices.

    ``position`` is its place among the units of its block, from 0.
    """

    start: int
    end: int
    block: int
    kind: BlockKind
    position: int
    section: int | None
    part: str
    lead_in: Span | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A structured document with its tokens and units, in text order."""

    structure: Structure
    pack: Pack
    doc: Doc
    units: tuple[Unit, ...]

    def text(self, span: Unit | Span) -> str:
        """Return the characters of a unit or span."""
        return self.structure.document.text[span.start : span.end]

    def role(self, unit: Unit) -> Role:
        """Return the role of the section that holds the unit."""
        if unit.section is None:
            return Role.TITLE
        return self.structure.sections[unit.section].role


def load_pipeline(pack: Pack) -> Language:
    """Return the spaCy pipeline of a language pack, loaded once by the caller.

    Example:
        >>> from auditkit.lang import load_pack
        >>> load_pipeline(load_pack("sv")).lang
        'sv'
    """
    nlp = spacy.blank(str(pack.table("spacy")["language"]))
    nlp.max_length = _MAX_CHARACTERS
    return nlp


def annotate(structure: Structure, pack: Pack, nlp: Language) -> Annotated:
    """Tokenise a structured document and cut it into units.

    Headings, furniture and entries of a table of contents give no units: they are never
    statements.
    """
    doc = nlp.make_doc(structure.document.text)
    units = tuple(_units(structure, pack))
    return Annotated(structure=structure, pack=pack, doc=doc, units=units)


def _units(structure: Structure, pack: Pack) -> Iterator[Unit]:
    text = structure.document.text
    for index, block in enumerate(structure.document.blocks):
        if block.kind in (BlockKind.HEADING, BlockKind.FURNITURE, BlockKind.CONTENTS):
            continue
        section = structure.block_sections[index]
        part = _part_of(structure, block) if section is None else structure.sections[section].part
        inline: Span | None = None  # the sentence before bullets inside the block
        for position, (start, end) in enumerate(_cut(text, block, pack)):
            if not _follows_bullet(text, start, block):
                inline = Span(start=start, end=end)
            yield Unit(
                start=start,
                end=_trim(text, start, end, pack),
                block=index,
                kind=block.kind,
                position=position,
                section=section,
                part=part,
                lead_in=inline if inline and start > inline.start else structure.lead_ins[index],
                hidden=block.hidden,
            )


def _part_of(structure: Structure, block: Block) -> str:
    """Return the label of the part that holds a block above its first heading."""
    for part in reversed(structure.parts):
        if part.start <= block.start < part.end:
            return part.label
    return "main"


def _cut(text: str, block: Block, pack: Pack) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a block; a table row is one unit."""
    start = block.start
    if block.kind is not BlockKind.TABLE_ROW:
        for end in _boundaries(text, block, pack):
            yield start, end
            gap = _GAP.match(text, end, block.end)
            start = gap.end() if gap else end
    if text[start : block.end].strip():
        yield start, block.end


def _follows_bullet(text: str, start: int, block: Block) -> bool:
    """Tell whether a unit stands behind a bullet inside its block."""
    return start >= block.start + 2 and text[start - 2] in _BULLETS and text[start - 1].isspace()


def _boundaries(text: str, block: Block, pack: Pack) -> Iterator[int]:
    """Yield where a sentence of a block ends and another follows.

    A paragraph of several clauses "att ..., att ..." is a list whose line ends were lost, and
    so is one with bullets between its sentences.
    """
    abbreviations = frozenset(word.casefold() for word in pack.words("abbreviations"))
    ends = [
        match.end()
        for match in _ENDS.finditer(text, block.start, block.end)
        if _is_boundary(text, block.start, match, abbreviations)
    ]
    for rule in pack.rules("unit.clause_list"):
        if block.kind is BlockKind.PARAGRAPH and rule.pattern.match(text, block.start, block.end):
            clauses = pack.rules("unit.next_clause")[0].pattern
            ends += [m.end() for m in clauses.finditer(text, block.start, block.end)]
    bullets = [match.start() for match in _BULLET.finditer(text, block.start, block.end)]
    if len(bullets) > 1 and text[block.start : bullets[0]].rstrip().endswith((":", ";")):
        ends += bullets
    yield from sorted(set(ends))


def _trim(text: str, start: int, end: int, pack: Pack) -> int:
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


def _is_boundary(
    text: str, start: int, match: re.Match[str], abbreviations: frozenset[str]
) -> bool:
    """Tell whether a full stop ends a sentence rather than an abbreviation or ordinal."""
    if not match.group().startswith("."):
        return True
    before = text[max(start, match.start() - _LOOK_BACK) : match.start()].rsplit(None, 2)[-2:]
    word = before[-1].lstrip('(”"“').casefold() if before else ""
    if word in abbreviations or f"{word}." in abbreviations:
        return False
    if len(word) == 1 and word.isalpha():  # an initial
        return False
    # "den 3. Styrelsen" ends a sentence, "3. Styrelsen" at the start of one is a number.
    return not (word.isdigit() and (len(before) == 1 or before[0].endswith(".")))


def split_sentences(text: str, pack: Pack) -> list[str]:
    """Return the sentences of a running text.

    Example:
        >>> from auditkit.lang import load_pack
        >>> split_sentences("Vi såg bl.a. två fel. Båda är lagade.", load_pack("sv"))
        ['Vi såg bl.a. två fel.', 'Båda är lagade.']
    """
    block = Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text))
    return [text[start:end] for start, end in _cut(text, block, pack)]
