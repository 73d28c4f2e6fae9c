"""Word files (.docx): paragraphs, lists with their printed numbers, tables, notes, comments.

Read straight from the XML of the package: footnotes, text boxes, tracked changes and
computed list numbers stand nowhere else. Tracked changes are read as accepted.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from auditkit.errors import (
    AuditkitError,
    DamagedDocumentError,
    EncryptedDocumentError,
    TooLargeError,
)
from auditkit.lang import Pack
from auditkit.model import BlockKind
from auditkit.read.rows import Draft, Piece
from auditkit.read.word_blocks import Cell, Paragraph, TableRow, make_drafts, table_blocks
from auditkit.read.word_numbering import W, is_on, number, read_numbering, value
from auditkit.read.word_parts import Package, read_comments, read_notes
from auditkit.read.word_styles import (
    Style,
    default_style,
    outline_level,
    read_numbering_of,
    read_styles,
)
from auditkit.read.word_text import FALLBACK, count_changes, is_end_deleted, lines_of, type_of

MAX_PARAGRAPHS = 200_000
_DEEPEST = 40  # tables in tables, boxes in boxes
_MOST_COLUMNS = 200
_WRAPPERS = frozenset(f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "customXml"))
_LOST = (
    zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, EOFError, zlib.error, OSError,
    NotImplementedError, struct.error, ValueError,
)  # fmt: skip


def read_word(data: bytes, name: str, pack: Pack) -> tuple[list[Draft], tuple[str, ...]]:
    """Return the blocks of a Word file, and remarks on how it was read.

    Raises:
        DamagedDocumentError: If its XML is broken.
        EncryptedDocumentError: If it is encrypted.
        TooLargeError: If it has too many paragraphs.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(member.flag_bits & 1 for member in archive.infolist()):
                raise EncryptedDocumentError(
                    f"{name}: is encrypted", hint="Save it without a password."
                )
            return _Reader(Package(archive), name, pack).run()
    except AuditkitError:
        raise
    except _LOST as error:
        raise DamagedDocumentError(
            f"{name}: is a damaged Word file", hint="Open it in Word and save it anew."
        ) from error


class _Reader:
    """Walks the body once."""

    def __init__(self, package: Package, name: str, pack: Pack) -> None:
        self._package, self._name, self._pack = package, name, pack
        styles = package.part("styles")
        self._styles, self._default = read_styles(styles), default_style(styles)
        self._numbering = read_numbering(package.part("numbering"))
        self._notes = {
            kind: read_notes(package.part(f"{kind}s"), kind) for kind in ("footnote", "endnote")
        }
        self._comments = read_comments(package.part("comments"))
        self._count = 0
        self._blank = 0
        self._tables = 0
        self._printed_notes = 0
        self._joined: Paragraph | None = None  # ends in a paragraph mark that was deleted

    def run(self) -> tuple[list[Draft], tuple[str, ...]]:
        """Return headers, body and footers as blocks."""
        root = self._package.part("document")
        body = root.find(f"{W}body") if root is not None else None
        if root is None or body is None:
            raise KeyError("w:body")
        items = list(self._walk(body, contents=False))
        drafts = [
            *self._margins("header"),
            *make_drafts(items, self._pack),
            *self._margins("footer"),
        ]
        changes = count_changes(root)
        if not changes:
            return drafts, ()
        return drafts, (f"{changes} tracked changes read as accepted",)

    def _margins(self, which: str) -> Iterator[Draft]:
        """Yield the running headers or footers, each once."""
        seen: set[str] = set()
        for name in self._package.names(which):
            for element in self._package.read(name).iter(f"{W}p"):
                text = " ".join(lines_of(element)).strip()
                if text and text not in seen:
                    seen.add(text)
                    yield Draft(kind=BlockKind.FURNITURE, cells=[[Piece(text=text)]])

    def _walk(
        self, parent: etree._Element, *, contents: bool, depth: int = 0
    ) -> Iterator[Paragraph | Draft]:
        """Yield paragraphs and table rows in reading order."""
        if depth > _DEEPEST:
            raise TooLargeError(
                f"{self._name}: has tables or boxes in each other, more than {_DEEPEST} deep",
                hint="Save it as PDF and run again.",
            )
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._take_paragraph(child, contents=contents, depth=depth)
            elif child.tag == f"{W}tbl":
                yield from self._take_table(child, contents=contents, depth=depth)
            elif child.tag == f"{W}sdt":
                inner = child.find(f"{W}sdtContent")
                gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                is_toc = gallery is not None and gallery.get(f"{W}val") == "Table of Contents"
                if inner is not None:
                    yield from self._walk(inner, contents=contents or is_toc, depth=depth + 1)
            elif child.tag in _WRAPPERS:
                yield from self._walk(child, contents=contents, depth=depth + 1)

    def _take_paragraph(
        self, element: etree._Element, *, contents: bool, depth: int
    ) -> Iterator[Paragraph | Draft]:
        """Yield a paragraph, and behind it what stands in the text boxes anchored in it."""
        made = self._paragraph(element, contents=contents)
        if made is not None:
            yield made
        for box in element.iter(f"{W}txbxContent"):
            above = set(box.iterancestors())
            outer = any(a.tag == f"{W}txbxContent" and element in a.iterancestors() for a in above)
            if outer or any(a.tag == FALLBACK for a in above):
                continue
            yield from self._walk(box, contents=False, depth=depth + 1)

    def _paragraph(self, element: etree._Element, *, contents: bool) -> Paragraph | None:
        self._count += 1
        if self._count > MAX_PARAGRAPHS:
            raise TooLargeError(
                f"{self._name}: more than {MAX_PARAGRAPHS} paragraphs",
                hint="Split it into several files.",
            )
        lines = [line for line in lines_of(element) if line]
        hidden = "".join(lines_of(element, hidden=True)).strip()
        properties = element.find(f"{W}pPr")
        if self._joined is not None and lines:
            joined, self._joined = self._joined, None
            joined.lines[-1] = f"{joined.lines[-1]} {lines[0]}"
            joined.lines.extend(lines[1:])
            joined.notes.extend(self._notes_of(element))
            return None
        if not lines and not hidden:
            self._blank += 1
            return None
        made = self._made(element, lines, hidden, properties)
        made.contents = contents or made.style.contents
        if lines and is_end_deleted(properties):
            self._joined = made
        return made

    def _made(
        self,
        element: etree._Element,
        lines: list[str],
        hidden: str,
        properties: etree._Element | None,
    ) -> Paragraph:
        named = value(properties, "pStyle") if properties is not None else None
        style = self._styles.get(named or self._default, Style())
        made = Paragraph(
            number=self._count, lines=lines, style=style, hidden=hidden, blank=self._blank
        )
        self._blank = 0
        level = outline_level(properties)
        made.level = level if level is not None else style.level
        made.bold, made.size = type_of(element, style)
        self._number(made, properties, named or self._default)
        made.notes = list(self._notes_of(element))
        made.comments = [
            (found.author, found.text)
            for reference in element.iter(f"{W}commentReference")
            if (found := self._comments.get(reference.get(f"{W}id", "")))
        ]
        return made

    def _number(self, made: Paragraph, properties: etree._Element | None, style: str) -> None:
        """Print the number or bullet that Word computes."""
        own = read_numbering_of(properties)
        numbering = own or made.style.numbering
        if numbering is None or numbering[0] == "0" or not made.lines:
            return
        depth = numbering[1]
        if depth < 0:
            depth = self._numbering.depth_of(numbering[0], style)
        made.marker = self._numbering.marker(numbering[0], depth)
        made.computed, made.depth = True, depth + 1

    def _notes_of(self, element: etree._Element) -> Iterator[tuple[str, str]]:
        """Yield printed mark and text of the notes a paragraph refers to."""
        for reference in element.iter(f"{W}footnoteReference", f"{W}endnoteReference"):
            kind = "footnote" if reference.tag == f"{W}footnoteReference" else "endnote"
            text = self._notes[kind].get(reference.get(f"{W}id", ""), "")
            if text:
                self._printed_notes += 1
                yield str(self._printed_notes), text

    def _take_table(
        self, table: etree._Element, *, contents: bool, depth: int
    ) -> Iterator[Paragraph | Draft]:
        """Yield a table's rows; the paragraphs of a table that only serves the layout."""
        at = self._tables
        self._tables += 1
        made = [
            self._row(row, contents=contents, depth=depth)
            for row in _children(table, f"{W}tr")
            if row.find(f"{W}trPr/{W}del") is None
        ]
        yield from table_blocks(made, at)

    def _row(self, row: etree._Element, *, contents: bool, depth: int) -> TableRow:
        """Read a row; a cell over several columns is followed by empty ones."""
        properties = row.find(f"{W}trPr")
        skipped = number(value(properties, "gridBefore")) if properties is not None else None
        cells: list[Cell] = [[] for _ in range(min(skipped or 0, _MOST_COLUMNS))]
        for cell in _children(row, f"{W}tc"):
            cells.append(list(self._walk(cell, contents=contents, depth=depth + 1)))
            own = cell.find(f"{W}tcPr")
            span = number(value(own, "gridSpan")) if own is not None else None
            cells.extend([] for _ in range(min((span or 1) - 1, _MOST_COLUMNS)))
        header = properties is not None and is_on(properties, "tblHeader")
        return TableRow(cells=cells, header=header)


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or cells of a row, also inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS or child.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from _children(child, tag)
