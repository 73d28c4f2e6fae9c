"""Sections: the headings of a part as a tree with roles, and the section of every block."""

from __future__ import annotations

from collections.abc import Sequence

from auditkit.lang import Pack
from auditkit.model import BlockKind, Document, Section
from auditkit.structure.facts import PartFacts
from auditkit.structure.outline import Heading
from auditkit.structure.roles import assign_roles

_OUTSIDE = (BlockKind.FURNITURE, BlockKind.CONTENTS)  # in no section


def build_sections(
    document: Document,
    headings: Sequence[Heading],
    pack: Pack,
    *,
    part: str,
    last: int,
    facts: PartFacts,
) -> tuple[Section, ...]:
    r"""Return the sections of one part, in text order; ``parent`` counts within the part.

    Args:
        document: The document as it was read.
        headings: The part's headings.
        pack: The language pack.
        part: The part's label.
        last: Index after the part's last block.
        facts: The part's facts; its kind and title decide on roles.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.model import Block, Doctype
        >>> text = "Mål\nSträckan ska byggas."
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.txt", path="p.txt",
        ...     media_type="text/plain", text=text, lines=(), blocks=(
        ...     Block(kind=BlockKind.HEADING, start=0, end=3),
        ...     Block(kind=BlockKind.PARAGRAPH, start=4, end=24)))
        >>> headings = [Heading(block=0, title="Mål", level=1)]
        >>> facts = PartFacts(doctype=Doctype.DIRECTIVE)
        >>> [section] = build_sections(document, headings, load_pack("sv"), part="main", last=2,
        ...                            facts=facts)
        >>> section.role.value, section.end
        ('goals', 24)
    """
    parents = find_parents(headings)
    roles = assign_roles(headings, parents, pack, facts.doctype, facts.title)
    found: list[Section] = []
    for index, heading in enumerate(headings):
        after = _block_after(document, headings, index, last)
        block = document.blocks[heading.block]
        found.append(
            Section(
                start=block.start,
                end=max(block.end, document.blocks[after - 1].end),
                level=heading.level,
                heading=heading.title,
                role=roles[index],
                part=part,
                number=heading.number,
                parent=parents[index],
            )
        )
    return tuple(found)


def find_parents(headings: Sequence[Heading]) -> tuple[int | None, ...]:
    """Return for each heading the index of the nearest heading above it of a lower level.

    A label inside its own paragraph is nobody's parent.

    Example:
        >>> find_parents([Heading(block=0, title="A", level=1),
        ...               Heading(block=1, title="B", level=2),
        ...               Heading(block=2, title="C", level=2)])
        (None, 0, 0)
    """
    parents: list[int | None] = []
    open_headings: list[int] = []
    for index, heading in enumerate(headings):
        while open_headings and headings[open_headings[-1]].level >= heading.level:
            open_headings.pop()
        parents.append(open_headings[-1] if open_headings else None)
        if not heading.run_in:
            open_headings.append(index)
    return tuple(parents)


def _block_after(document: Document, headings: Sequence[Heading], index: int, last: int) -> int:
    """Return the index after the last block of a heading's section."""
    heading = headings[index]
    after = last
    for position in range(index + 1, len(headings)):
        following = headings[position]
        if following.level <= heading.level and not following.run_in:
            after = following.block
            break
    if not heading.run_in:
        return after
    follow = heading.block + 1
    taken = {h.block for h in headings}
    while follow < after and follow not in taken:
        if document.blocks[follow].kind not in (BlockKind.LIST_ITEM, BlockKind.FURNITURE):
            break
        follow += 1
    return follow


def sections_of_blocks(document: Document, sections: Sequence[Section]) -> tuple[int | None, ...]:
    r"""Return for every block the index of its innermost section, None outside of all.

    Furniture and entries of a table of contents belong to no section.

    Example:
        >>> from auditkit.model import Block, Role
        >>> blocks = (Block(kind=BlockKind.PARAGRAPH, start=0, end=3),
        ...           Block(kind=BlockKind.HEADING, start=4, end=7))
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.txt", path="p.txt",
        ...     media_type="text/plain", text="Ett\nMål", blocks=blocks, lines=())
        >>> section = Section(start=4, end=7, level=1, heading="Mål", role=Role.GOALS)
        >>> sections_of_blocks(document, [section])
        (None, 0)
    """
    owners: list[int | None] = []
    open_sections: list[int] = []
    following = 0
    for block in document.blocks:
        while following < len(sections) and sections[following].start <= block.start:
            open_sections.append(following)
            following += 1
        while open_sections and sections[open_sections[-1]].end <= block.start:
            open_sections.pop()
        outside = block.kind in _OUTSIDE or not open_sections
        owners.append(None if outside else open_sections[-1])
    return tuple(owners)
