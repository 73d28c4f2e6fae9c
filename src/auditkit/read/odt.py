"""OpenDocument texts (.odt, .fodt): what Word files give, read from the XML."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from auditkit.errors import AuditkitError, DamagedDocumentError, TooLargeError
from auditkit.lang import Pack
from auditkit.model import BlockKind
from auditkit.read.odt_styles import (
    DC,
    OFFICE,
    STYLE,
    TABLE,
    TEXT,
    Counter,
    Styles,
    TextStyle,
    is_contents,
    read_styles,
)
from auditkit.read.rows import Draft, Piece
from auditkit.read.word_blocks import Cell, Paragraph, TableRow, make_drafts, table_blocks
from auditkit.read.word_styles import Style

MAX_PARAGRAPHS = 200_000
_DEEPEST = 100
_MOST_COLUMNS = 200
_BOX = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}text-box"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_MARGINS = ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")
_SILENT = frozenset({
    f"{TEXT}note", f"{TEXT}tracked-changes", f"{TEXT}ruby-text", f"{TEXT}hidden-text",
    f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{OFFICE}forms", f"{OFFICE}binary-data",
    f"{_SVG}title", f"{_SVG}desc", _BOX,
})  # fmt: skip
_LOST = (
    zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, EOFError, zlib.error, OSError,
    NotImplementedError, struct.error, ValueError,
)  # fmt: skip


def read_odt(data: bytes, name: str, pack: Pack) -> tuple[list[Draft], tuple[str, ...]]:
    """Return the blocks of an OpenDocument text, and remarks on how it was read.

    Raises:
        DamagedDocumentError: If its XML is broken.
        TooLargeError: If it has too many paragraphs.
    """
    try:
        roots = _roots(data)
        body = roots[0].find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise KeyError("office:text")
        reader = _Reader(read_styles(roots), name)
        drafts = make_drafts(list(reader.walk(body, _State())), pack)
        margins = list(_margins(roots, reader))
    except AuditkitError:
        raise
    except _LOST as error:
        raise DamagedDocumentError(
            f"{name}: is a damaged OpenDocument file",
            hint="Open it in LibreOffice or Word and save it anew.",
        ) from error
    changes = sum(1 for _ in roots[0].iter(f"{TEXT}changed-region"))
    notes = (f"{changes} tracked changes read as accepted",) if changes else ()
    return [*margins, *drafts], notes


def _roots(data: bytes) -> list[etree._Element]:
    """Return the parts of a document: its content first, then its styles."""
    if not data.startswith(b"PK"):
        return [_parse(data)]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [n for n in ("content.xml", "styles.xml") if n in archive.namelist()]
        return [_parse(archive.read(name)) for name in names]


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser)


def _margins(roots: list[etree._Element], reader: _Reader) -> Iterator[Draft]:
    """Yield the running headers and footers, each once."""
    seen: set[str] = set()
    for root in roots:
        for element in root.iter(*(f"{STYLE}{name}" for name in _MARGINS)):
            for paragraph in element.iter(f"{TEXT}p", f"{TEXT}h"):
                text = " ".join(" ".join(reader.lines_of(paragraph)[0]).split())
                if text and text not in seen:
                    seen.add(text)
                    yield Draft(kind=BlockKind.FURNITURE, cells=[[Piece(text=text)]])


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What holds for the blocks inside an element."""

    contents: bool = False
    hidden: bool = False
    list_style: str = ""
    lists: int = 0
    nested: int = 0


@dataclass(slots=True)
class _Inline:
    """The text of a paragraph, and what hangs on it."""

    seen: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    plain: bool = False  # some of it is not bold
    size: float = 0.0
    notes: list[tuple[str, str]] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


class _Reader:
    """Walks the text once."""

    def __init__(self, styles: Styles, name: str) -> None:
        self._styles, self._name = styles, name
        self._counter = Counter(styles)
        self._count = self._tables = self._blank = 0
        self._marker: str | None = None  # of the list item that begins
        self._depth: int | None = None

    def walk(self, parent: etree._Element, state: _State) -> Iterator[Paragraph | Draft]:
        """Yield paragraphs and table rows in reading order."""
        if state.nested > _DEEPEST:
            raise TooLargeError(
                f"{self._name}: has lists or tables in each other, more than {_DEEPEST} deep",
                hint="Save it as PDF and run again.",
            )
        state = replace(state, nested=state.nested + 1)
        for child in parent:
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(child, state)
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, state)
            elif child.tag == f"{TABLE}table":
                yield from self._table(child, state)
            elif child.tag in _SILENT or not isinstance(child.tag, str):
                continue
            else:
                yield from self.walk(child, self._inside(child, state))

    def _inside(self, element: etree._Element, state: _State) -> _State:
        """Return what holds inside a section, an index or another wrapper."""
        return replace(
            state,
            contents=state.contents or element.tag == f"{TEXT}table-of-content",
            hidden=state.hidden or element.get(f"{TEXT}display") == "none",
        )

    def _list(self, element: etree._Element, state: _State) -> Iterator[Paragraph | Draft]:
        """Yield the items of a list, with the numbers it prints."""
        name = element.get(f"{TEXT}style-name") or state.list_style
        depth = state.lists + 1
        goes_on = element.get(f"{TEXT}continue-numbering") == "true" or (
            element.get(f"{TEXT}continue-list") is not None
        )
        has_heading = next(element.iter(f"{TEXT}h"), None) is not None
        if depth == 1 and not goes_on and not has_heading:
            self._counter.restart(name)
        state = replace(state, list_style=name, lists=depth)
        for item in element.iterchildren(f"{TEXT}list-item", f"{TEXT}list-header"):
            if item.tag == f"{TEXT}list-item" and len(item) and item[0].tag != f"{TEXT}list":
                own = item.get(f"{TEXT}start-value")
                start = int(own) if own and own.isdigit() else None
                self._marker = self._counter.marker(name, depth, start)
                self._depth = depth
            yield from self.walk(item, state)
            self._marker = self._depth = None

    def _paragraph(self, element: etree._Element, state: _State) -> Iterator[Paragraph | Draft]:
        """Yield a paragraph, and behind it what stands in the text boxes anchored in it."""
        self._count += 1
        if self._count > MAX_PARAGRAPHS:
            raise TooLargeError(
                f"{self._name}: more than {MAX_PARAGRAPHS} paragraphs",
                hint="Split it into several files.",
            )
        name = element.get(f"{TEXT}style-name")
        style = self._styles.of("paragraph", name)
        lines, inline = self.lines_of(element, hidden=state.hidden)
        hidden = " ".join("".join(inline.hidden).split())
        if lines or hidden:
            made = Paragraph(
                number=self._count, lines=lines, style=Style(), hidden=hidden, blank=self._blank
            )
            self._blank = 0
            made.contents = state.contents or is_contents(name)
            made.bold, made.size = not inline.plain, inline.size or None
            made.notes, made.comments = inline.notes, inline.comments
            self._shape(made, element, style)
            yield made
        else:
            self._blank += 1
        for box in inline.boxes:
            yield from self.walk(box, replace(state, lists=0))

    def _shape(self, made: Paragraph, element: etree._Element, style: TextStyle) -> None:
        """Say whether it is a heading or a list item, and print its number."""
        if element.tag == f"{TEXT}h" or style.level is not None:
            own = element.get(f"{TEXT}outline-level") or ""
            made.level = int(own) if own.isdigit() else style.level or 1
        if self._depth is not None and made.lines:
            made.marker, self._marker, made.computed = self._marker, None, True
            made.depth, self._depth = self._depth, None
        elif element.tag == f"{TEXT}h" and made.lines and made.level is not None:
            unnumbered = element.get(f"{TEXT}is-list-header") == "true"
            made.marker = None if unnumbered else self._counter.marker("", made.level)
            made.computed = True

    def lines_of(
        self, element: etree._Element, *, hidden: bool = False
    ) -> tuple[list[str], _Inline]:
        """Return the lines of a paragraph that are seen, and what else is in it."""
        inline = _Inline()
        style = self._styles.of("paragraph", element.get(f"{TEXT}style-name"))
        self._gather(element, style, inline, hidden or style.hidden)
        lines = "".join(inline.seen).replace("\u00a0", " ").split("\n")
        return [line.strip() for line in lines if line.strip()], inline

    def _gather(
        self, element: etree._Element, style: TextStyle, inline: _Inline, hidden: bool
    ) -> None:
        """Gather the text of an element within a paragraph."""
        _add(inline, element.text, style, hidden)
        for child in element:
            if child.tag == f"{TEXT}span":
                own = self._styles.of("text", child.get(f"{TEXT}style-name"))
                inner = replace(style, bold=own.bold or style.bold, size=own.size or style.size)
                self._gather(child, inner, inline, hidden or own.hidden)
            elif child.tag in _SIGNS:
                count = child.get(f"{TEXT}c", "1")
                times = min(int(count), 200) if count.isdigit() else 1
                _add(inline, _SIGNS[child.tag] * times, style, hidden, literal=True)
            elif child.tag == f"{TEXT}note":
                inline.notes.extend(self._note(child))
            elif child.tag == f"{OFFICE}annotation":
                author = " ".join("".join(child.findtext(f"{DC}creator") or "").split())
                inline.comments.append((author, self._text_of(child)))
            elif child.tag == f"{TEXT}hidden-text":
                inline.hidden.append(child.get(f"{TEXT}string-value") or child.text or "")
            elif child.tag == _BOX:
                inline.boxes.append(child)
            elif isinstance(child.tag, str) and child.tag not in _SILENT:
                self._gather(child, style, inline, hidden)
            _add(inline, child.tail, style, hidden)

    def _note(self, note: etree._Element) -> Iterator[tuple[str, str]]:
        body = note.find(f"{TEXT}note-body")
        mark = " ".join("".join(note.findtext(f"{TEXT}note-citation") or "").split())
        if body is not None and (text := self._text_of(body)):
            yield mark, text

    def _text_of(self, element: etree._Element) -> str:
        """Return the text of the paragraphs of a note or comment."""
        paragraphs = (self.lines_of(p)[0] for p in element.iter(f"{TEXT}p", f"{TEXT}h"))
        return " ".join(" ".join(" ".join(lines) for lines in paragraphs).split())

    def _table(self, table: etree._Element, state: _State) -> Iterator[Paragraph | Draft]:
        at = self._tables
        self._tables += 1
        inner = replace(state, lists=0)
        rows = [
            TableRow(cells=list(self._cells(row, inner)), header=header)
            for row, header in _rows_of(table, header=False)
        ]
        yield from table_blocks(rows, at)

    def _cells(self, row: etree._Element, state: _State) -> Iterator[Cell]:
        """Yield the cells of a row; those covered by others are empty."""
        for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            content = list(self.walk(cell, state)) if cell.tag == f"{TABLE}table-cell" else []
            yield content
            repeated = cell.get(f"{TABLE}number-columns-repeated", "1")
            times = int(repeated) if repeated.isdigit() else 1
            yield from ([] for _ in range(min(times, _MOST_COLUMNS) - 1))


_SIGNS = {
    f"{TEXT}s": " ",
    f"{TEXT}tab": "\t",
    f"{TEXT}line-break": "\n",
}


def _add(
    inline: _Inline, text: str | None, style: TextStyle, hidden: bool, *, literal: bool = False
) -> None:
    """Add a stretch of text; only signs of their own make tabs, lines and runs of blanks."""
    if not text:
        return
    if not literal:
        text = " ".join(f"x{text}x".split())[1:-1]
    if hidden:
        inline.hidden.append(text)
        return
    inline.seen.append(text)
    if text.strip():
        inline.plain = inline.plain or not style.bold
        inline.size = max(inline.size, style.size or 0.0)


def _rows_of(parent: etree._Element, *, header: bool) -> Iterator[tuple[etree._Element, bool]]:
    """Yield the rows of a table, and whether each is a header row."""
    for child in parent:
        if child.tag == f"{TABLE}table-row":
            yield child, header
        elif child.tag == f"{TABLE}table-header-rows":
            yield from _rows_of(child, header=True)
        elif child.tag in (f"{TABLE}table-rows", f"{TABLE}table-row-group"):
            yield from _rows_of(child, header=header)
