"""The facts of a document or part: title, kind, date, reference, issuer, language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditkit.lang import Pack, Rule
from auditkit.model import BlockKind, Doctype, Document
from auditkit.structure.classification import find_classification
from auditkit.structure.dating import find_date, is_sentence
from auditkit.structure.languages import find_language
from auditkit.structure.names import is_name
from auditkit.structure.outline import heading_key, matches

_ASIDE = (BlockKind.FURNITURE, BlockKind.CONTENTS, BlockKind.FOOTNOTE)
_HEAD_BLOCKS = 40  # the head of a document is at most so many blocks
_PROSE = 220  # a paragraph this long is text, not head
_KIND_TEXT = 6000  # characters of the text that are asked for the document's kind
_LONGEST_LINE = 200
_SHORT_LINE = 90  # a reference below the head stands on a line this short
_ISSUER_WORDS = 5
_ISSUER_LINES = 8
_MAIL = "message/rfc822"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFacts:
    """What the head of a part says about it."""

    doctype: Doctype = Doctype.OTHER
    title: str | None = None
    date: str | None = None
    reference: str | None = None
    issuer: str | None = None
    classification: str | None = None
    language: str | None = None
    extract: bool = False  # an extract of minutes


def read_facts(document: Document, pack: Pack, first: int, last: int) -> PartFacts:
    r"""Return the facts of the blocks ``first`` to ``last`` (half-open).

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.model import Block
        >>> text = "Uppdrag att bygga vägen\nDnr XY 2022-0034\n2022-11-15"
        >>> blocks = (Block(kind=BlockKind.HEADING, start=0, end=23, level=1),
        ...           Block(kind=BlockKind.PARAGRAPH, start=24, end=40),
        ...           Block(kind=BlockKind.PARAGRAPH, start=41, end=51))
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.md", path="p.md",
        ...     media_type="text/markdown", text=text, blocks=blocks, lines=())
        >>> facts = read_facts(document, load_pack("sv"), 0, 3)
        >>> facts.doctype.value, facts.date, facts.reference
        ('directive', '2022-11-15', 'XY 2022-0034')
    """
    head = _head_lines(document, pack, first, last)
    lines = [line for line, _ in head]
    body = _body_text(document, first, last)
    title = _title(head, pack)
    if document.media_type == _MAIL:  # its subject names what it is about or what hangs on it
        doctype = _doctype(None, (), body, pack)
    else:
        doctype = _doctype(title, lines, body, pack)
    if doctype is Doctype.MINUTES and title and not _is_minutes_title(title, pack):
        title = None  # the first heading of minutes without a title is an item
    return PartFacts(
        doctype=doctype,
        title=title,
        date=find_date(document, pack, first, last, title=title, head=head),
        reference=_reference(document, title, lines, pack, (first, last), doctype),
        issuer=_issuer(head, body, pack),
        classification=find_classification(document, pack, (first, last), head),
        language=find_language(body, pack),
        extract=any(matches(pack, "meeting.extract", line) for line in lines),
    )


def _head_lines(
    document: Document, pack: Pack, first: int, last: int
) -> list[tuple[str, BlockKind]]:
    """Return the lines above the running text, each with its kind of block."""
    lines: list[tuple[str, BlockKind]] = []
    for block in document.blocks[first : min(last, first + _HEAD_BLOCKS)]:
        text = document.text[block.start : block.end].strip().replace("**", "")
        if block.hidden or block.kind in _ASIDE or not text:
            continue
        numbered = block.kind is BlockKind.HEADING and block.marker is not None
        starts = block.kind is BlockKind.HEADING and _begins_text(text, pack)
        numbered = numbered or matches(pack, "heading.chapter", text)
        prose = block.kind is BlockKind.PARAGRAPH and len(text) > _PROSE
        if lines and (numbered or starts or prose):
            lines.append((text[:_LONGEST_LINE], block.kind))
            break
        if block.kind is BlockKind.TABLE_ROW:
            lines.extend((c.strip(), block.kind) for c in text.split("\t") if c.strip())
            lines.append((text, block.kind))
        else:
            lines.append((text, block.kind))
    return lines


def _begins_text(text: str, pack: Pack) -> bool:
    """Tell whether a heading is the first of the running text."""
    key = heading_key(text)
    return matches(pack, "agenda.opening", key) or any(
        rule.value in ("summary", "background", "purpose", "decision", "contents")
        and rule.pattern.search(key)
        for rule in pack.rules("section.any")
    )


def _body_text(document: Document, first: int, last: int) -> str:
    """Return the beginning and the end of a part's text, without furniture."""
    blocks = [b for b in document.blocks[first:last] if b.kind not in _ASIDE and not b.hidden]
    text = "\n".join(document.text[b.start : b.end] for b in blocks)
    return text if len(text) <= 2 * _KIND_TEXT else text[:_KIND_TEXT] + "\n" + text[-_KIND_TEXT:]


def _title(head: Sequence[tuple[str, BlockKind]], pack: Pack) -> str | None:
    """Return the title: the fullest line that names a kind of document, else the first heading."""
    usable = [
        (_without_reference(line, pack), kind)
        for line, kind in head
        if len(line) <= _LONGEST_LINE
        and "\t" not in line
        and not _is_label(line, pack)
        and not matches(pack, "agenda.opening", line)
        and (kind is BlockKind.HEADING or not is_sentence(line) or _opens(line, pack))
    ]
    headings = [line for line, kind in usable if kind is BlockKind.HEADING]
    others = [line for line in headings if not _names_issuer(line, pack)]
    named = [line for line, _ in usable if _names_kind(line, "doctype.title", pack)]
    full = [line for line in named if len(line.split()) > 2]
    if full:
        return full[0]
    if named:
        return _with_second_line(named[0], headings, pack.rules("doctype.head"))
    return next(iter([*others, *headings, *(line for line, _ in usable)]), None)


def _with_second_line(title: str, headings: Sequence[str], rules: Sequence[Rule]) -> str:
    """Return a title of one word with the heading below it, "Programdirektiv Digital väg"."""
    kind = any(r.value == "directive" and r.pattern.search(title) for r in rules)
    if not kind or len(title.split()) > 1 or title not in headings:
        return title
    after = headings[headings.index(title) + 1 :]
    return f"{title} {after[0]}" if after and len(after[0].split()) > 1 else title


def _opens(line: str, pack: Pack) -> bool:
    """Tell whether a line begins with the name of a kind of document."""
    return any(rule.pattern.match(line) for rule in pack.rules("doctype.title"))


def _is_minutes_title(title: str, pack: Pack) -> bool:
    """Tell whether a line may be the title of minutes."""
    key = title.replace(" ", "")
    return any(matches(pack, g, t) for g in ("doctype.title", "doctype.head") for t in (title, key))


def _without_reference(line: str, pack: Pack) -> str:
    """Return a line without the reference that is glued to its end."""
    match = re.search(r"(?i)\s?diarienummer:.*$", line)
    return line[: match.start()].strip() if match and match.start() else line


def _is_label(line: str, pack: Pack) -> bool:
    """Tell whether a line is a label, a date, a name or a reference and no title."""
    if matches(pack, "fact.date.label", line):
        return True
    if is_name(line, pack) and not matches(pack, "doctype.title", line):
        return True
    if any(rule.pattern.match(line) for rule in pack.rules("attendance.label")):
        return True
    bare = re.sub(r"[\W\d_]", "", line)
    return len(bare) < 3 or bool(re.match(r"(?i)(?:dnr|diarie|sida?\b|kl\.)", line))


def _doctype(title: str | None, lines: Sequence[str], body: str, pack: Pack) -> Doctype:
    """Return the kind of document by its title, its head and its text, in this order."""
    for group, texts in (
        ("doctype.title", [title] if title else []),
        ("doctype.title", lines),
        ("doctype.head", lines),
        ("doctype.text", [body]),
    ):
        for rule in pack.rules(group):
            if rule.value and any(_fits(rule, text, group, pack) for text in texts):
                return Doctype(rule.value)
    return Doctype.OTHER


def _names_kind(line: str, group: str, pack: Pack) -> bool:
    """Tell whether a line names the kind of the document."""
    return any(_fits(rule, line, group, pack) for rule in pack.rules(group))


def _fits(rule: Rule, text: str, group: str, pack: Pack) -> bool:
    """Tell whether a rule names the kind of a document by a text.

    A line that tells at which meeting a rule book was adopted names no minutes.
    """
    if rule.pattern.search(text) is None:
        return False
    is_line = group != "doctype.text"
    adopted = is_line and rule.value == Doctype.MINUTES and matches(pack, "doctype.adopted", text)
    return not adopted


def _reference(
    document: Document,
    title: str | None,
    lines: Sequence[str],
    pack: Pack,
    blocks: tuple[int, int],
    doctype: Doctype,
) -> str | None:
    """Return the diary number or the number of the document's series.

    In minutes the numbers below the head belong to the items.
    """
    near = list(lines)
    if doctype is not Doctype.MINUTES:
        near.extend(
            document.text[b.start : b.end].strip()
            for b in document.blocks[blocks[0] : min(blocks[1], blocks[0] + _HEAD_BLOCKS)]
            if b.end - b.start <= _SHORT_LINE and not b.hidden
        )
    for line in near:
        for rule in pack.rules("fact.reference.labelled"):
            if match := rule.pattern.search(line):
                return match.group("value").strip()
    for line in [*lines, *([title] if title else [])]:
        for rule in pack.rules("fact.reference.bare"):
            if match := rule.pattern.search(line):
                return match.group("value").strip()
    return None


def _labelled(lines: Sequence[str], group: str, pack: Pack) -> str | None:
    """Return the value that the first matching rule of a group finds in a line."""
    for line in lines:
        for rule in pack.rules(group):
            if match := rule.pattern.search(line):
                return match.group("value").strip()
    return None


def _issuer(head: Sequence[tuple[str, BlockKind]], body: str, pack: Pack) -> str | None:
    """Return who issued the document: labelled, a line of its own, or the government."""
    lines = [line for line, kind in head if kind is not BlockKind.LIST_ITEM]
    if labelled := _labelled(lines, "fact.issuer", pack):
        return labelled
    units = {word.casefold() for word in pack.words("issuer_units")}
    found = [line.strip() for line in lines if _names_issuer(line, pack)]
    main = next((line for line in found if line.casefold() not in units), None)
    unit = next((line for line in found if line.casefold() in units), None)
    if main or unit:
        return ", ".join(part for part in (main, unit) if part)
    for line in body.split("\n")[:_ISSUER_LINES]:
        for rule in pack.rules("fact.issuer.text"):
            if match := rule.pattern.search(line):
                return match.group("value") or match.group("other")
    return None


def _names_issuer(line: str, pack: Pack) -> bool:
    """Tell whether a line is the name of an organisation or unit."""
    word = line.casefold().strip()
    if len(word.split()) > _ISSUER_WORDS or re.search(r"[\d.:\t]|\s-\s", word):
        return False
    if word.endswith(tuple(end.casefold() for end in pack.words("issuer_ends"))):
        return not matches(pack, "doctype.title", line)
    starts = (re.escape(start.casefold()) for start in pack.words("issuer_starts"))
    return any(re.match(rf"{start}\b", word) for start in starts)
