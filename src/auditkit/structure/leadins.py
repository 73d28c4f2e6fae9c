"""Lead-ins: the sentence that introduces a list, for each of its items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditkit.lang import Pack
from auditkit.model import Block, BlockKind, Document, Span
from auditkit.structure.names import is_name
from auditkit.structure.outline import governs_list

_ASIDE = (BlockKind.FURNITURE, BlockKind.FOOTNOTE, BlockKind.CONTENTS)
_SENTENCE_END = re.compile(r"[.!?][\"”’)\]]?\s+(?=[A-ZÅÄÖÉ\"”(§0-9])")
_CLAUSE = re.compile(r"[a-zåäö]|Att\s|[-–•]\s?\w")  # how a paragraph that is an item begins
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")
_LABELLED = re.compile(r"[A-ZÅÄÖ][^.:;!?]{1,60}\s[–-]\s\S")  # "Norra enheten – 3 tjänster"
_LONGEST_WORD = 12  # how far back an abbreviation is looked for


def find_lead_ins(
    document: Document, pack: Pack, headings: frozenset[int]
) -> tuple[Span | None, ...]:
    r"""Return for every block the span of the sentence that introduces its list, or None.

    All items of a list share one lead-in. An item of a nested list has the item above it
    where that one ends in a colon or unfinished, else the lead-in of the outer list. A
    paragraph that begins with a small letter, "att" or a dash after an unfinished one counts
    as an item.

    Args:
        document: The document as it was read.
        pack: The language pack.
        headings: Indices of the blocks that are headings; a list below a heading has no
            lead-in.

    Example:
        >>> from auditkit.lang import load_pack
        >>> text = "Allt är klart. Nämnden ska\nleda arbetet\nrapportera"
        >>> blocks = (Block(kind=BlockKind.PARAGRAPH, start=0, end=26),
        ...           Block(kind=BlockKind.LIST_ITEM, start=27, end=39, marker="-", level=1),
        ...           Block(kind=BlockKind.LIST_ITEM, start=40, end=50, marker="-", level=1))
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.txt", path="p.txt",
        ...     media_type="text/plain", text=text, blocks=blocks, lines=())
        >>> spans = find_lead_ins(document, load_pack("sv"), frozenset())
        >>> [text[span.start:span.end] if span else None for span in spans]
        [None, 'Nämnden ska', 'Nämnden ska']
    """
    found: list[Span | None] = []
    for index, block in enumerate(document.blocks):
        if index in headings or block.hidden or not _is_item(document, block):
            found.append(None)
        else:
            found.append(_lead_in(document, pack, index, headings, found))
            span = found[-1]
            if span and _is_labelled(document, block) and document.text[span.end - 1] != ":":
                found[-1] = None  # only a colon makes such paragraphs a list
    return tuple(found)


def _is_item(document: Document, block: Block) -> bool:
    """Tell whether a block is an item; a paragraph "att ...", "- leda" or "leda" may be one."""
    if block.kind is BlockKind.LIST_ITEM:
        return True
    if block.kind is not BlockKind.PARAGRAPH:
        return False
    return bool(_CLAUSE.match(document.text, block.start)) or _is_labelled(document, block)


def _is_labelled(document: Document, block: Block) -> bool:
    """Tell whether a paragraph begins with a label and a dash."""
    labelled = _LABELLED.match(document.text, block.start, block.end)
    return block.kind is BlockKind.PARAGRAPH and labelled is not None


def _lead_in(
    document: Document,
    pack: Pack,
    index: int,
    headings: frozenset[int],
    found: Sequence[Span | None],
) -> Span | None:
    """Return the lead-in of one item by walking back to what stands before its list."""
    block = document.blocks[index]
    level = block.level or 1
    for before in range(index - 1, -1, -1):
        other = document.blocks[before]
        if other.kind in _ASIDE or other.hidden:
            continue
        if before in headings:
            return None
        if _is_item(document, other):
            if (other.level or 1) > level:
                continue
            deeper = (other.level or 1) < level or _marker_style(other) != _marker_style(block)
            own = _governing_sentence(document, pack, other) if deeper else None
            return own if own is not None else found[before]
        if other.kind is not BlockKind.PARAGRAPH and other.kind is not BlockKind.HEADING:
            return None
        sentence = _governing_sentence(document, pack, other)
        if sentence is None and block.kind is BlockKind.LIST_ITEM:
            return _continued(document, before, block, headings, found)
        return sentence
    return None


def _marker_style(block: Block) -> str:
    """Return the form of an item's marker: a bullet, a number, a letter, a paragraph sign."""
    marker = block.marker or ""
    if not marker or "§" in marker:
        return "§" if marker else "none"
    bare = re.sub(r"[\W_]", "", marker)
    return "bullet" if not bare else "number" if bare[0].isdecimal() else "letter"


def _continued(
    document: Document,
    before: int,
    block: Block,
    headings: frozenset[int],
    found: Sequence[Span | None],
) -> Span | None:
    """Return the lead-in of a numbered item whose list a paragraph interrupts."""
    for index in range(before - 1, max(-1, before - 4), -1):
        other = document.blocks[index]
        if index in headings:
            return None
        if other.kind is BlockKind.LIST_ITEM:
            return found[index] if _follows(other.marker, block.marker) else None
    return None


def _follows(first: str | None, second: str | None) -> bool:
    """Tell whether one marker is the next after another: 1, 2 or a, b.

    Example:
        >>> _follows("b)", "c)"), _follows("-", "-")
        (True, False)
    """
    one = re.sub(r"\W", "", first or "")
    two = re.sub(r"\W", "", second or "")
    if one.isdecimal() and two.isdecimal():
        return int(two) == int(one) + 1
    return len(one) == len(two) == 1 and one.isalpha() and ord(two) == ord(one) + 1


def _governing_sentence(document: Document, pack: Pack, block: Block) -> Span | None:
    """Return the last sentence of a block if a list after it completes it."""
    start = last_sentence_start(document.text, block.start, block.end, pack)
    sentence = document.text[start : block.end].rstrip()
    if not sentence or _ADDRESS.search(sentence):
        return None
    announced = any(rule.pattern.search(sentence) for rule in pack.rules("lead_in.announces"))
    open_ended = (
        sentence[-1].isalnum()
        and block.kind is BlockKind.PARAGRAPH
        and not is_name(" ".join(sentence.split()[-2:]), pack)
    )
    if governs_list(sentence, pack) or announced or open_ended:
        return Span(start=start, end=start + len(sentence))
    return None


def last_sentence_start(text: str, start: int, end: int, pack: Pack) -> int:
    """Return where the last sentence of ``text[start:end]`` begins.

    Example:
        >>> from auditkit.lang import load_pack
        >>> last_sentence_start("Se t.ex. Ek. Den ska", 0, 20, load_pack("sv"))
        13
    """
    abbreviations = tuple(word.casefold() for word in pack.words("abbreviations"))
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        stop = match.start() + 1
        word = text[max(start, stop - _LONGEST_WORD) : stop].casefold()
        tail = re.split(r"[\s(]", word)[-1]
        initial = len(tail) == 2 and tail[0].isalpha()  # "J. Ek"
        if not initial and tail not in abbreviations:
            begin = match.end()
    return begin
