"""Parts: where the main document ends and its annexes begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditkit.lang import Pack
from auditkit.model import BlockKind, Document
from auditkit.structure.outline import heading_key

_KINDS = (BlockKind.HEADING, BlockKind.PARAGRAPH)
_ASIDE = (BlockKind.FURNITURE, BlockKind.FOOTNOTE)
_LONGEST_HEADING = 90
_SHORTEST_ANNEX = 600  # characters; a shorter annex stays a section of the document
_NOT_BEFORE = 0.1  # no annex begins in the first tenth of a document


def cut_parts(document: Document, pack: Pack) -> tuple[tuple[str, int, int], ...]:
    r"""Return label, first block and block after the last of every part of a document.

    An annex is a part where it is long enough to be a document in its own right. Its
    heading is a line "Bilaga 1"; a mention "Bilaga 1." inside minutes is none.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.model import Block
        >>> text = "Text." * 40 + "\nBilaga 1\n" + "Regler." * 100
        >>> blocks = (Block(kind=BlockKind.PARAGRAPH, start=0, end=200),
        ...           Block(kind=BlockKind.HEADING, start=201, end=209),
        ...           Block(kind=BlockKind.PARAGRAPH, start=210, end=910))
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.txt", path="p.txt",
        ...     media_type="text/plain", text=text, blocks=blocks, lines=())
        >>> cut_parts(document, load_pack("sv"))
        (('main', 0, 1), ('annex', 1, 3))
    """
    starts = _annex_starts(document, pack)
    count = len(document.blocks)
    if not starts:
        return (("main", 0, count),)
    ends = [*starts[1:], count]
    labels = ["annex"] if len(starts) == 1 else [f"annex {n + 1}" for n in range(len(starts))]
    parts = [("main", 0, starts[0])]
    parts.extend(zip(labels, starts, ends, strict=True))
    return tuple(parts)


def _annex_starts(document: Document, pack: Pack) -> list[int]:
    """Return the blocks at which annexes begin."""
    candidates = [
        index
        for index, block in enumerate(document.blocks)
        if block.start >= _NOT_BEFORE * len(document.text) and _is_start(document, index, pack)
    ]
    last_item = _last_item(document, pack)
    candidates = [index for index in candidates if index > last_item]
    starts: list[int] = []
    for position, index in enumerate(candidates):
        style = _style(document, index)
        if starts and style != _style(document, starts[0]):
            continue
        following = [i for i in candidates[position + 1 :] if _style(document, i) == style]
        end = document.blocks[following[0]].start if following else len(document.text)
        if end - document.blocks[index].start >= _SHORTEST_ANNEX:
            starts.append(index)
    return starts


def _is_start(document: Document, index: int, pack: Pack) -> bool:
    """Tell whether a block is the heading of an annex."""
    block = document.blocks[index]
    text = document.text[block.start : block.end].strip()
    if block.hidden or block.kind not in _KINDS or len(text) > _LONGEST_HEADING:
        return False
    before = next((b for b in reversed(document.blocks[:index]) if b.kind not in _ASIDE), None)
    if before is not None and before.kind is BlockKind.CONTENTS:
        return False  # an entry of the table of contents
    if text.endswith((".", ",", ":")) or re.match(r"(?i)bilag(?:a|or)\s*:", text):
        return False
    annex = next(rule for rule in pack.rules("section.any") if rule.value == "annex")
    if not annex.pattern.search(heading_key(text)):
        return False
    return bool(re.search(r"\d|\s[A-ZÅÄÖ]\b", text)) or text.casefold() == "bilaga"


def _style(document: Document, index: int) -> str:
    """Return whether an annex is numbered, lettered or neither."""
    block = document.blocks[index]
    text = document.text[block.start : block.end].strip()
    mark = re.match(r"(?i)bilag(?:a|or)\s*(\d|[A-ZÅÄÖ]\b)?", text)
    found = mark.group(1) if mark else None
    return "none" if not found else "number" if found.isdigit() else "letter"


def _last_item(document: Document, pack: Pack) -> int:
    """Return the block of the last paragraph-numbered heading ("§ 12"), -1 without one."""
    found = -1
    number = pack.rules("heading.number")[0].pattern
    for index, block in enumerate(document.blocks):
        if block.kind is not BlockKind.HEADING:
            continue
        text = f"{block.marker or ''} {document.text[block.start : block.end]}".strip()
        match = number.match(text)
        if match and re.match(r"(?i)[§$&]|punkt", match.group("number")):
            found = index
    return found


def part_texts(document: Document, parts: Sequence[tuple[str, int, int]]) -> list[tuple[int, int]]:
    """Return the characters each part covers; together they cover the document's text.

    Example:
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.txt", path="p.txt",
        ...     media_type="text/plain", text="Text", blocks=(), lines=())
        >>> part_texts(document, [("main", 0, 0)])
        [(0, 4)]
    """
    starts = [0] + [document.blocks[first].start for _, first, _ in parts[1:]]
    return list(zip(starts, [*starts[1:], len(document.text)], strict=True))
