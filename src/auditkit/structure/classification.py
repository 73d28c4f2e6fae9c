"""How a document is classified, as it is printed on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditkit.lang import Pack
from auditkit.model import BlockKind, Document

_LONGEST_LINE = 200
_NO_STAMP = (BlockKind.LIST_ITEM, BlockKind.CONTENTS, BlockKind.FOOTNOTE)
_CELLS = re.compile(r"\t|\s{3,}|\s[|•·]\s")


def find_classification(
    document: Document, pack: Pack, blocks: tuple[int, int], head: Sequence[tuple[str, BlockKind]]
) -> str | None:
    """Return the classification that is printed in the head or the margins of a part.

    A label ("Informationsklass Intern") counts wherever it stands in a line; a bare word
    ("HEMLIG") only as a stamp: alone on its line or in its cell.

    Args:
        document: The document.
        pack: The language pack.
        blocks: The first block of the part and the one behind its last.
        head: The lines above the running text, each with its kind of block.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.model import Block
        >>> text = "Verket Informationsklass Intern Sida 1 (9)"
        >>> blocks = (Block(kind=BlockKind.FURNITURE, start=0, end=len(text)),)
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.md", path="p.md",
        ...     media_type="text/markdown", text=text, blocks=blocks, lines=())
        >>> find_classification(document, load_pack("sv"), (0, 1), [])
        'Informationsklass Intern'
    """
    above = [line for line, kind in head if kind not in _NO_STAMP]
    margins = list(dict.fromkeys(_margins(document, *blocks)))
    for lines in (above, margins):
        for line in lines:
            for rule in pack.rules("fact.classification"):
                if match := rule.pattern.search(line[:_LONGEST_LINE]):
                    return " ".join(match.group("value").split())
    for line in (*above, *margins):
        for cell in (line, *_CELLS.split(line)):
            for rule in pack.rules("fact.classification.stamp"):
                if match := rule.pattern.match(cell.strip()[:_LONGEST_LINE]):
                    return " ".join(match.group("value").split())
    return None


def _margins(document: Document, first: int, last: int) -> Iterator[str]:
    """Yield the running headers and footers; a block with an author is a comment."""
    for block in document.blocks[first:last]:
        if block.kind is BlockKind.FURNITURE and block.marker is None and not block.hidden:
            yield document.text[block.start : block.end].strip()
