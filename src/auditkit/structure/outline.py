"""The headings of a document: which blocks are headings, their numbers and their levels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditkit.lang import Pack
from auditkit.model import Block, BlockKind, Document
from auditkit.structure.names import find_name, is_name, parse_people

_LONGEST_ALONE = 60  # characters of a paragraph that may be a heading by its words alone
_TITLE_AFTER = 5  # the title of a bare number stands within so many blocks
_LONGEST_ITEM = 140  # characters of a numbered line that may be a heading by its number
_AT_TOP = frozenset({"signatures", "attendance", "contents", "annex"})
_ASIDE = (BlockKind.FURNITURE, BlockKind.CONTENTS, BlockKind.FOOTNOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading: the block it stands in, its number as printed, its title and its level.

    ``run_in`` is a label before the text of its own paragraph ("Beslut: ...").
    """

    block: int
    title: str
    level: int
    number: str | None = None
    run_in: bool = False


def find_headings(
    document: Document, pack: Pack, first: int, last: int, *, minutes: bool = False
) -> tuple[Heading, ...]:
    r"""Return the headings of the blocks ``first`` to ``last`` (half-open), with levels.

    The layout's headings are taken, except names of persons, labels before names and
    sentences that introduce a list. Short paragraphs are added that are headings by their
    words, and numbered lines that continue the numbers of the headings.

    Args:
        document: The document as it was read.
        pack: The language pack; its ``heading.*`` rules know headings by their words.
        first: Index of the first block.
        last: Index after the last block.
        minutes: Whether "Bakgrund" and the like stand below an item of an agenda.

    Example:
        >>> from auditkit.lang import load_pack
        >>> text = "2.1 Risker\nBeslut:"
        >>> blocks = (Block(kind=BlockKind.HEADING, start=0, end=10),
        ...           Block(kind=BlockKind.PARAGRAPH, start=11, end=18))
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.txt", path="p.txt",
        ...                     media_type="text/plain", text=text, blocks=blocks, lines=())
        >>> [(h.number, h.title, h.level) for h in find_headings(document, load_pack("sv"), 0, 2)]
        [('2.1', 'Risker', 2), (None, 'Beslut', 3)]
    """
    found: list[Heading] = []
    titled = -1  # the block that was taken as the title of a number before it
    for index in range(first, last):
        block = document.blocks[index]
        if index <= titled or block.hidden or not document.text[block.start : block.end].strip():
            continue
        if bare := _bare_number(document, pack, index):
            heading, titled = bare
            found.append(heading)
        elif (other := _heading(document, pack, index, found)) is not None:
            found.append(other)
    return _with_levels(document, pack, _one_sign(document, pack, found), minutes)


def _bare_number(document: Document, pack: Pack, index: int) -> tuple[Heading, int] | None:
    """Return the heading of a number on a line of its own, and the block of its title."""
    block = document.blocks[index]
    text = f"{block.marker or ''} {document.text[block.start : block.end]}".strip()
    match = pack.rules("heading.bare_number")[0].pattern.match(text)
    if match is None or block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
        return None
    for after in range(index + 1, min(index + _TITLE_AFTER, len(document.blocks))):
        other = document.blocks[after]
        title = document.text[other.start : other.end].strip()
        if other.kind in _ASIDE or not title:
            continue
        labelled = pack.rules("fact.reference.labelled")
        if len(title) <= _LONGEST_ALONE and any(r.pattern.match(title) for r in labelled):
            continue
        if other.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH) or other.marker:
            return None
        if not _is_title(title, pack) or matches(pack, "heading.under_item", heading_key(title)):
            return None
        return Heading(block=index, title=title, level=0, number=match.group("number")), after
    return None


def _without_page_feet(pack: Pack, found: Sequence[Heading]) -> list[Heading]:
    """Drop "Justeras" at the foot of a page: numbered headings still follow it."""
    last = max((i for i, h in enumerate(found) if h.number and number_depth(h.number)), default=-1)
    signs = [rule for rule in pack.rules("section.any") if rule.value == "signatures"]
    return [
        heading
        for index, heading in enumerate(found)
        if index > last
        or heading.number
        or not any(rule.pattern.search(heading_key(heading.title)) for rule in signs)
    ]


def _one_sign(document: Document, pack: Pack, found: Sequence[Heading]) -> list[Heading]:
    """Drop paragraphs numbered "§ 5" where the headings are numbered "Punkt 2"."""
    points = sum(bool(re.match(r"(?i)punkt", h.number or "")) for h in found)
    return [
        h
        for h in _without_page_feet(pack, found)
        if points < 2
        or document.blocks[h.block].kind is BlockKind.HEADING
        or not re.match(r"[§$&]", h.number or "")
    ]


def _heading(
    document: Document, pack: Pack, index: int, before: Sequence[Heading]
) -> Heading | None:
    """Return the heading that a block is, its level still 0, or None."""
    block = document.blocks[index]
    text = document.text[block.start : block.end].strip()
    if block.kind is BlockKind.HEADING:
        number, title = _split_number(pack, block, text)
        if number is None and _is_no_heading(document, pack, index, text):
            return None
        return Heading(block=index, title=title, level=0, number=number)
    if block.kind is BlockKind.LIST_ITEM:
        chapter = matches(pack, "heading.chapter", block.marker or "") and text[:1].isupper()
        chapter = chapter and _is_title(text, pack)
        if not (chapter or _continues_numbers(document, pack, index, before)):
            return None
        return Heading(block=index, title=text, level=0, number=_bare(block.marker))
    numbered = _paragraph_heading(document, pack, index)
    if numbered is not None or block.kind is not BlockKind.PARAGRAPH:
        return numbered
    if len(text) <= _LONGEST_ALONE and matches(pack, "heading.alone", text):
        return Heading(block=index, title=heading_key(text), level=0, number=_bare(block.marker))
    run_in = pack.rules("heading.run_in")[0].pattern.match(text)
    if run_in:
        return Heading(block=index, title=run_in.group(1), level=0, run_in=True)
    return None


def _is_title(text: str, pack: Pack) -> bool:
    """Tell whether a numbered line may be a heading by its length and its end."""
    if len(text) > _LONGEST_ITEM:
        return False
    last = text.casefold().split()[-1] if text.strip() else ""
    return not text.endswith((".", ":", ",", ";")) or last in pack.words("abbreviations")


def _paragraph_heading(document: Document, pack: Pack, index: int) -> Heading | None:
    """Return the heading that a paragraph or a row "§ 4 | Ekonomi" is by its sign."""
    block = document.blocks[index]
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.TABLE_ROW):
        return None
    text = f"{block.marker or ''} {document.text[block.start : block.end]}".strip()
    match = pack.rules("heading.number")[0].pattern.match(text.replace("\t", " "))
    if match is None or not matches(pack, "heading.chapter", match.group("number")):
        return None
    title = text[match.end() :].strip()
    point = match.group("number").casefold().startswith("punkt") and len(title) <= _LONGEST_ALONE
    if not title[:1].isupper() or not (point or _is_title(title, pack)):
        return None
    return Heading(block=index, title=title, level=0, number=match.group("number").strip())


def heading_key(title: str) -> str:
    """Return a heading as the rules see it: without colon, dash or blanks around it.

    Example:
        >>> heading_key("Beslut: ")
        'Beslut'
    """
    return re.sub(r"\s+", " ", title).strip().strip("*_:.–- ").strip()


def governs_list(text: str, pack: Pack) -> bool:
    """Tell whether a list completes a text: it ends in a colon or unfinished.

    Example:
        >>> from auditkit.lang import load_pack
        >>> governs_list("Styrgruppen ska", load_pack("sv"))
        True
    """
    text = text.rstrip()
    return text.endswith(":") or matches(pack, "lead_in.unfinished", text)


def matches(pack: Pack, group: str, text: str) -> bool:
    """Tell whether a rule of a group is found in a text.

    Example:
        >>> from auditkit.lang import load_pack
        >>> matches(load_pack("sv"), "heading.under_item", "Yrkanden")
        True
    """
    return any(rule.pattern.search(text) for rule in pack.rules(group))


def _is_no_heading(document: Document, pack: Pack, index: int, text: str) -> bool:
    """Tell whether what was set as a heading is a name, a label with names, or a lead-in."""
    key = heading_key(text)
    if matches(pack, "heading.never", text):
        return True
    if any(rule.pattern.match(text) for rule in pack.rules("fact.reference.labelled")):
        return True
    titled = matches(pack, "doctype.title", key) or matches(pack, "doctype.head", key)
    if is_name(key, pack) and not titled:  # "Projektdirektiv Lager" is no name
        return True
    if matches(pack, "heading.alone", key) or matches(pack, "heading.under_item", key):
        return False
    if matches(pack, "fact.date.label", text) or _labels_names(pack, text):
        return True
    if len(parse_people(text, pack)) > 1:
        return True
    if not titled and document.blocks[index].level is None and _begins_with_name(pack, key):
        return True
    return _introduces_list(document, pack, index, text)


def _labels_names(pack: Pack, text: str) -> bool:
    """Tell whether a line is a label of the front page with what belongs to it."""
    for rule in pack.rules("attendance.label"):
        if match := rule.pattern.match(text):
            return bool(text[match.end() :].strip(" :\t"))
    return False


def _begins_with_name(pack: Pack, text: str) -> bool:
    """Tell whether a line is a name with a party or role after it."""
    match = find_name(text, pack)
    if match is None or match.start() > 0:
        return False
    rest = text[match.end() :].strip()
    return not rest or rest.startswith(("(", ",")) or rest[:1].islower() and len(rest.split()) <= 2


def _introduces_list(document: Document, pack: Pack, index: int, text: str) -> bool:
    """Tell whether what was set as a heading is the sentence before a list."""
    following = next(
        (b for b in document.blocks[index + 1 : index + 6] if b.kind not in _ASIDE), None
    )
    if following is None or following.kind is not BlockKind.LIST_ITEM:
        return False
    return governs_list(text, pack) and not matches(pack, "section.any", heading_key(text))


def _continues_numbers(
    document: Document, pack: Pack, index: int, before: Sequence[Heading]
) -> bool:
    """Tell whether a list item is a heading: it takes up the headings' own numbers.

    "6." after the heading "5." with no numbered list between, and a lettered line of its
    own ("a)") that no other item stands beside.
    """
    block = document.blocks[index]
    mark = _bare(block.marker) or ""
    text = document.text[block.start : block.end].strip()
    if not before or not mark or not _is_title(text, pack):
        return False
    numbered = next((h for h in reversed(before) if h.number and number_depth(h.number)), None)
    if numbered is None:
        return False
    if mark.isdecimal():
        between = document.blocks[numbered.block + 1 : index]
        listed = any(
            b.kind is BlockKind.LIST_ITEM and (_bare(b.marker) or "").isdecimal() for b in between
        )
        return not listed and str(number_value(numbered.number or "") + 1) == mark
    if len(mark.strip(")")) != 1 or not mark[0].isalpha():
        return False
    beside = document.blocks[max(0, index - 1)], *document.blocks[index + 1 : index + 2]
    return all(b.kind is not BlockKind.LIST_ITEM for b in beside)


def _bare(marker: str | None) -> str | None:
    """Return a marker without the stop after it, None for a bullet."""
    if marker is None or not any(c.isalnum() for c in marker):
        return None
    return marker.strip().rstrip(".:").strip()


def _split_number(pack: Pack, block: Block, text: str) -> tuple[str | None, str]:
    """Return a heading's number as printed, and its title without it."""
    if number := _bare(block.marker):
        return number, text
    match = pack.rules("heading.number")[0].pattern.match(text)
    if match is None:
        return None, text
    return match.group("number").strip(), text[match.end() :].strip()


def number_depth(number: str) -> int:
    """Return the depth that a printed number has by itself; 0 for a letter.

    Example:
        >>> number_depth("3.1.2"), number_depth("§ 4"), number_depth("a)")
        (3, 1, 0)
    """
    digits = re.search(r"[0-9]+(?:\.[0-9]+)*", number)
    return digits.group().count(".") + 1 if digits else 0


def number_value(number: str) -> int:
    """Return the last whole number of a printed number, 0 where it has none.

    Example:
        >>> number_value("§ 14"), number_value("3.2")
        (14, 2)
    """
    digits = re.findall(r"[0-9]{1,6}", number)
    return int(digits[-1]) if digits else 0


def _stands_at_top(pack: Pack, title: str, minutes: bool) -> bool:
    """Tell whether a heading without number stands at the top by its words."""
    key = heading_key(title)
    rules = [*pack.rules("section.any"), *(pack.rules("section.minutes") if minutes else ())]
    return any(rule.value in _AT_TOP and rule.pattern.search(key) for rule in rules)


def _top_level(document: Document, found: Sequence[Heading]) -> int:
    """Return the level of the first headings below the title, where the layout has levels."""
    levels = [level for h in found if (level := document.blocks[h.block].level) is not None]
    above = [level for level in levels if level == min(levels)]
    return (
        min((n for n in levels if n > min(levels)), default=1) if len(above) == 1 else min(levels)
    )


def _with_levels(
    document: Document, pack: Pack, found: Sequence[Heading], minutes: bool
) -> tuple[Heading, ...]:
    """Give every heading its level: the layout's where it has several, else by numbers."""
    declared = {
        level
        for h in found
        if document.blocks[h.block].kind is BlockKind.HEADING
        and (level := document.blocks[h.block].level) is not None
    }
    trusted = len(declared) > 1 and document.media_type != "text/plain"
    top = _top_level(document, found) if trusted else 1
    headings: list[Heading] = []
    # the level of the last heading that has one by itself, and of the last not below an item
    anchor = base = 0
    for heading in found:
        block = document.blocks[heading.block]
        depth = number_depth(heading.number) if heading.number else 0
        key = heading_key(heading.title)
        below = heading.run_in or minutes and matches(pack, "heading.under_item", key)
        if trusted and block.kind is BlockKind.HEADING and block.level is not None:
            level = block.level
        elif heading.number is not None:
            level = depth or anchor + 1
        elif below:
            level = base + 1
        elif _stands_at_top(pack, heading.title, minutes):
            level = top
        else:
            level = anchor + 1
        if depth or trusted and level == block.level:
            anchor = level
        if not below:
            base = level
        headings.append(
            Heading(
                block=heading.block,
                title=heading.title,
                level=level,
                number=heading.number,
                run_in=heading.run_in,
            )
        )
    return tuple(headings)
