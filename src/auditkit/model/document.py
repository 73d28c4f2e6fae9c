"""A document as it was read, its structure and its facts."""

from __future__ import annotations

from dataclasses import dataclass

from auditkit.model.vocabulary import (
    BlockKind,
    Doctype,
    Grade,
    Role,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range of characters of a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Where a stretch of the text stands in the source.

    ``page`` is None where the format has none; ``number`` is the line (text formats) or
    paragraph (Word) of the source, from 1; ``box`` is (x0, top, x1, bottom) in points
    from the page's upper left corner; ``source`` is ``text``, ``ocr`` or ``inferred``.
    """

    start: int
    end: int
    page: int | None = None
    number: int | None = None
    box: tuple[float, float, float, float] | None = None
    source: str = "text"
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One heading, paragraph, list item, table row, footnote or piece of furniture.

    ``start``/``end`` hold its content without bullet or number. ``marker`` is the bullet or
    printed number ("-", "a)", "3.1.2", "§ 4"), ``level`` the depth of a heading or list
    item from 1. ``table`` numbers the table a row belongs to, from 0; ``cells`` are the
    spans of its cells. ``hidden`` is text that a reader of the page cannot see. ``mark`` is
    the span of a footnote's mark in the text that it belongs to, None where it is not found.
    """

    kind: BlockKind
    start: int
    end: int
    marker: str | None = None
    level: int | None = None
    table: int | None = None
    cells: tuple[Span, ...] = ()
    header: bool = False  # a header row of its table
    hidden: bool = False
    mark: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageQuality:
    """How well one page could be read.

    ``source`` is ``text`` or ``ocr``; ``confidence`` that of our own recognition, ``words``
    the share of its letters in words of the language (None where too few tell);
    ``hidden`` counts characters that a reader of the page cannot see.
    """

    number: int
    grade: Grade = Grade.GOOD
    source: str = "text"
    confidence: float | None = None
    words: float | None = None
    hidden: int = 0
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How well a document could be read.

    ``pages_unread`` and ``pages_poor`` are page numbers; ``encoding`` and ``note`` tell
    what was chosen and why. ``pages`` are in order, empty for formats without pages.
    """

    pages_unread: tuple[int, ...] = ()
    pages_poor: tuple[int, ...] = ()
    hidden_characters: int = 0
    encoding: str | None = None
    note: str | None = None
    grade: Grade = Grade.GOOD
    pages: tuple[PageQuality, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as it was read: one immutable text and where each stretch of it stands.

    ``id`` is the first 16 hex digits of the SHA-256 of the file's bytes; ``path`` is
    relative to the input. ``blocks`` are in text order and do not overlap.
    """

    id: str
    sha256: str
    name: str
    path: str
    media_type: str
    text: str
    blocks: tuple[Block, ...]
    lines: tuple[Line, ...]
    page_count: int | None = None
    quality: Quality = Quality()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a quote stands. Made by ``auditkit.locate.locate`` only.

    ``quote == text[start:end]``; ``pages`` is (first, last) or None; ``place`` says page,
    paragraph or line in words, as the format allows.
    """

    document_id: str
    document: str
    path: str
    start: int
    end: int
    quote: str
    pages: tuple[int, int] | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The main document or an annex, which is a document in its own right.

    ``label`` is "main", "annex 1", …; ``date`` is ISO, possibly only a month or year.
    """

    label: str
    start: int
    end: int
    doctype: Doctype = Doctype.OTHER
    title: str | None = None
    date: str | None = None
    issuer: str | None = None
    reference: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and all text below it up to the next heading of its level or above.

    ``parent`` is an index into the document's sections, None at the top.
    """

    start: int
    end: int
    level: int
    heading: str
    role: Role
    part: str = "main"
    number: str | None = None
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as the minutes list him or her; ``role`` as printed (title, unit, party)."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One item of a meeting's agenda, number as printed."""

    number: str | None
    title: str
    presenter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The facts of a meeting. ``next_meeting`` is an ISO date."""

    body: str | None = None
    chair: Person | None = None
    secretary: Person | None = None
    adjusters: tuple[Person, ...] = ()
    present: tuple[Person, ...] = ()
    absent: tuple[Person, ...] = ()
    others: tuple[Person, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    next_meeting: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of a document (of its main part)."""

    doctype: Doctype = Doctype.OTHER
    title: str | None = None
    date: str | None = None
    issuer: str | None = None
    reference: str | None = None
    classification: str | None = None
    language: str | None = None
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """What the structure stage found: parts, sections, list lead-ins and facts.

    ``block_sections[i]`` is the index of the innermost section of ``document.blocks[i]``
    (None above the first heading); ``lead_ins[i]`` the span of the sentence that introduces
    the list of block ``i`` (None where it is no list item or has none).
    """

    document: Document
    facts: Facts
    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    block_sections: tuple[int | None, ...]
    lead_ins: tuple[Span | None, ...]
