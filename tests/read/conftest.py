"""What the reading tests share: files made on the spot, blocks in short form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from auditkit.model import BlockKind, Document
from auditkit.read import read_document

Reader = Callable[[str | bytes, str], Document]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Write a file and read it."""

    def reader(content: str | bytes, name: str = "a.txt") -> Document:
        file = tmp_path / name
        data = content.encode("utf-8") if isinstance(content, str) else content
        file.write_bytes(data)
        return read_document(file, root=tmp_path)

    return reader


def shape(document: Document) -> list[tuple[str, str | None, str]]:
    """Return kind, marker and text of each block."""
    return [
        (block.kind.value, block.marker, document.text[block.start : block.end])
        for block in document.blocks
    ]


def texts(document: Document, kind: BlockKind) -> list[str]:
    """Return the texts of the blocks of a kind."""
    return [document.text[b.start : b.end] for b in document.blocks if b.kind is kind]


def check_records(document: Document) -> None:
    """Assert what every document promises of its blocks and lines."""
    assert "\n".join(document.text.split("\n")) == document.text
    position = 0
    for block in document.blocks:
        assert position <= block.start <= block.end <= len(document.text)
        assert "\n" not in document.text[block.start : block.end]
        for cell in block.cells:
            assert block.start <= cell.start <= cell.end <= block.end
        position = block.end
    position = 0
    for line in document.lines:
        assert position <= line.start < line.end <= len(document.text)
        assert "\n" not in document.text[line.start : line.end]
        position = line.end
