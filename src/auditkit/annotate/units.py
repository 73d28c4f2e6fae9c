"""Units: what can be a statement, and the document that holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from auditkit.annotate.sentences import cut_block, follows_bullet, trim_unit
from auditkit.annotate.words import Word
from auditkit.lang import Pack
from auditkit.model import Block, BlockKind, Role, Span, Structure


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
    """A structured document with its tokens and units, in text order.

    ``trees`` holds the parse of each stretch that was parsed, by the characters of its words.
    """

    structure: Structure
    pack: Pack
    nlp: Language
    doc: Doc
    units: tuple[Unit, ...]
    trees: Mapping[tuple[int, int], Doc] = field(default_factory=dict)

    def text(self, span: Unit | Span) -> str:
        """Return the characters of a unit or span."""
        return self.structure.document.text[span.start : span.end]

    def tree(self, words: tuple[Word, ...]) -> Doc | None:
        """Return the parse of a stretch by its words, token by word; None if it has none."""
        return self.trees.get(tree_key(words)) if words else None

    def role(self, unit: Unit) -> Role:
        """Return the role of the section that holds the unit."""
        if unit.section is None:
            return Role.TITLE
        return self.structure.sections[unit.section].role


def tree_key(words: tuple[Word, ...]) -> tuple[int, int]:
    """Return by what the tree of some words is found: their first and last character."""
    return words[0].start, words[-1].end


def find_units(structure: Structure, pack: Pack) -> Iterator[Unit]:
    """Yield the units of a structured document, in text order.

    Headings, furniture and entries of a table of contents give none: they are never
    statements.
    """
    text = structure.document.text
    for index, block in enumerate(structure.document.blocks):
        if block.kind in (BlockKind.HEADING, BlockKind.FURNITURE, BlockKind.CONTENTS):
            continue
        section = structure.block_sections[index]
        part = _part_of(structure, block) if section is None else structure.sections[section].part
        inline: Span | None = None  # the sentence before bullets inside the block
        for position, (start, end) in enumerate(cut_block(text, block, pack)):
            if not follows_bullet(text, start, block):
                inline = Span(start=start, end=end)
            yield Unit(
                start=start,
                end=trim_unit(text, start, end, pack),
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
