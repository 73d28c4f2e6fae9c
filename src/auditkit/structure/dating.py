"""The date of a document: labelled, in its head, by its signatures, in its margins or its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditkit.lang import Pack
from auditkit.model import BlockKind, Document
from auditkit.structure.dates import compact_date, first_date, month_date
from auditkit.structure.outline import matches

_SENTENCE_WORDS = 4
_SHORT = 90  # a line of the head that holds a date is no longer than this
_STARTS = 120  # characters at the start of a document without lines
_LABELLED_BLOCKS = 60  # "Senast ändrat" may stand in the first section
_TAIL_BLOCKS = 15  # signatures and dates at the end
_MARGIN_BLOCKS = 14  # running headers of the first page
_SIGNED = re.compile(r"(?i)^(?:[a-zåäö][\w åäö-]{1,40}?,? )?(?:den )?[0-9][^.:;]{5,20}$")


def find_date(
    document: Document,
    pack: Pack,
    first: int,
    last: int,
    *,
    title: str | None,
    head: Sequence[tuple[str, BlockKind]],
) -> str | None:
    """Return the date of a part as ISO, possibly only its month, None where it has none.

    A date inside a sentence is no date of the document: it may be a deadline.

    Args:
        document: The document as it was read.
        pack: The language pack.
        first: Index of the part's first block.
        last: Index after its last block.
        title: Its title.
        head: The lines above its text, each with its kind of block.

    Example:
        >>> from auditkit.lang import load_pack
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.txt", path="p.txt",
        ...     media_type="text/plain", text="", blocks=(), lines=())
        >>> find_date(document, load_pack("sv"), 0, 0, title="Policy",
        ...           head=[("Datum: 3 maj 2021", BlockKind.PARAGRAPH)])
        '2021-05-03'
    """
    whole = (first, last) == (0, len(document.blocks))
    for line in _candidates(document, pack, (first, last), title, head):
        if found := first_date(line, pack):
            return found
    lines = [line for line, _ in head if len(line) <= _SHORT and not is_sentence(line)]
    tail = _texts(document, max(first, last - _TAIL_BLOCKS), last)
    signed = [
        found
        for above, line in zip(["", *tail], tail, strict=False)
        if _SIGNED.match(line) and not matches(pack, "next_meeting.heading", above)
        if (found := first_date(line, pack))
    ]
    dated = [*lines, *([title] if title else [])]
    month = next((m for line in dated if (m := month_date(line, pack))), None)
    if month is not None:
        near = [*signed, *(d for d in _dates(document, pack, first, last))]
        return next((d for d in near if d.startswith(month)), month)
    if signed:
        return signed[-1]
    if whole:
        return _outside_text(document, pack, title)
    return None


def _candidates(
    document: Document,
    pack: Pack,
    blocks: tuple[int, int],
    title: str | None,
    head: Sequence[tuple[str, BlockKind]],
) -> Iterator[str]:
    """Return the lines that may hold the date, the surest first."""
    first, last = blocks
    lines = [line for line, kind in head if len(line) <= _SHORT and kind is not BlockKind.LIST_ITEM]
    labelled = [line for line in lines if matches(pack, "fact.date.label", line)]
    yield from labelled
    for position, line in enumerate(lines[:-1]):  # the label on a line of its own
        if matches(pack, "fact.date.label", f"{line}:"):
            yield lines[position + 1]
    if title:
        yield title
    yield from (line for line in lines if not is_sentence(line))
    for line, after in zip(lines, lines[1:], strict=False):  # "18 februari" over two lines
        if any(m.end() == len(line) for m in _yearless(line, pack)):
            yield f"{line} {after}"
    later = [
        text
        for text in _texts(document, first, min(last, first + _LABELLED_BLOCKS))
        if len(text) <= _SHORT and matches(pack, "fact.date.label", text)
    ]
    yield from reversed(later)  # "Senast ändrat" stands below "Upprättat"
    if len(head) == 1:
        yield head[0][0][:_STARTS]


def _yearless(line: str, pack: Pack) -> Iterator[re.Match[str]]:
    """Return the days without a year in a line."""
    for rule in pack.rules("fact.date.yearless"):
        yield from rule.pattern.finditer(line)


def is_sentence(line: str) -> bool:
    """Tell whether a line is a sentence of running text, not a line of the head.

    Example:
        >>> is_sentence("Uppdraget ska redovisas senast den 3 maj."), is_sentence("3 maj 2021.")
        (True, False)
    """
    return line.endswith(".") and len(line.split()) >= _SENTENCE_WORDS


def _texts(document: Document, first: int, last: int) -> list[str]:
    """Return the texts of the blocks ``first`` to ``last``, without furniture."""
    return [
        document.text[b.start : b.end].strip().replace("**", "")
        for b in document.blocks[first:last]
        if not b.hidden and b.kind not in (BlockKind.FURNITURE, BlockKind.CONTENTS)
    ]


def _dates(document: Document, pack: Pack, first: int, last: int) -> list[str]:
    """Return the first date of every line at the beginning of a part."""
    texts = _texts(document, first, min(last, first + _LABELLED_BLOCKS))
    return [d for text in texts if (d := first_date(text, pack))]


def _outside_text(document: Document, pack: Pack, title: str | None) -> str | None:
    """Return a date in the running headers, in the title as six digits, or in the file name."""
    margins = [
        document.text[b.start : b.end]
        for b in document.blocks[:_MARGIN_BLOCKS]
        if b.kind is BlockKind.FURNITURE
    ]
    for line in margins:
        if found := first_date(line, pack):
            return found
    for line in [*([title] if title else []), *margins, document.name]:
        if found := first_date(line, pack) or compact_date(line, pack):
            return found
    return None
