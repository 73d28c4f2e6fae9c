"""Small documents for the tests of the structure stage."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from auditkit.lang import Pack, load_pack
from auditkit.model import Block, BlockKind, Document, Span, Structure
from auditkit.structure import structure_document

MakeDocument = Callable[..., Document]
_KINDS = {"#": BlockKind.HEADING, "-": BlockKind.LIST_ITEM, "|": BlockKind.TABLE_ROW}


def _block(line: str, start: int) -> tuple[Block, str]:
    """Make a block of one line: "# 2.1 Mål", "- punkt", "-- underpunkt", "a) punkt", "|a|b"."""
    if heading := re.match(r"(#+) (?:([§$]? ?[0-9][0-9.]*) )?", line):
        text = line[heading.end() :]
        block = Block(
            kind=BlockKind.HEADING, start=start, end=start + len(text), marker=heading.group(2)
        )
        return block, text
    if item := re.match(r"(-+|[0-9]{1,2}\.|[a-z]\)) ", line):
        text = line[item.end() :]
        level = len(item.group(1)) if item.group(1).startswith("-") else 1
        block = Block(
            kind=BlockKind.LIST_ITEM,
            start=start,
            end=start + len(text),
            marker=item.group(1),
            level=level,
        )
        return block, text
    if line.startswith("|"):
        cells = line[1:].split("|")
        text = "\t".join(cells)
        spans: list[Span] = []
        position = start
        for cell in cells:
            spans.append(Span(start=position, end=position + len(cell)))
            position += len(cell) + 1
        end = start + len(text)
        row = Block(kind=BlockKind.TABLE_ROW, start=start, end=end, table=0, cells=tuple(spans))
        return row, text
    kind = BlockKind.PARAGRAPH
    if line.startswith("~ "):
        kind, line = BlockKind.FURNITURE, line[2:]
    return Block(kind=kind, start=start, end=start + len(line)), line


@pytest.fixture
def pack() -> Pack:
    """The Swedish pack."""
    return load_pack("sv")


@pytest.fixture
def make_document() -> MakeDocument:
    """Make a document of marked lines; furniture is marked "~ "."""

    def make(*lines: str, name: str = "prov.txt", media_type: str = "text/plain") -> Document:
        blocks: list[Block] = []
        texts: list[str] = []
        start = 0
        for line in lines:
            block, text = _block(line, start)
            blocks.append(block)
            texts.append(text)
            start += len(text) + 1
        return Document(
            id="a" * 16,
            sha256="a" * 64,
            name=name,
            path=name,
            media_type=media_type,
            text="\n".join(texts),
            blocks=tuple(blocks),
            lines=(),
        )

    return make


@pytest.fixture
def structure(make_document: MakeDocument, pack: Pack) -> Callable[..., Structure]:
    """Make a document of marked lines and return its structure."""
    return lambda *lines, **options: structure_document(make_document(*lines, **options), pack)
