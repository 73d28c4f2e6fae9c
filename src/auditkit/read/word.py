"""Word files (.docx): paragraphs, lists with their printed numbers, tables, notes.

Read straight from the XML of the package: footnotes, text boxes, tracked changes and
computed list numbers stand nowhere else. Insertions count as text, deletions do not.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from auditkit.errors import DamagedDocumentError, EncryptedDocumentError, TooLargeError
from auditkit.lang import Pack
from auditkit.model import BlockKind
from auditkit.read.rows import Draft, Piece
from auditkit.read.word_blocks import Paragraph, is_layout, make_drafts, table_rows
from auditkit.read.word_styles import (
    Numbering,
    Style,
    W,
    outline_level,
    read_numbering,
    read_numbering_of,
    read_styles,
)
from auditkit.read.word_text import FALLBACK, lines_of, read_notes, type_of

MAX_PARAGRAPHS = 200_000


def read_word(data: bytes, name: str, pack: Pack) -> list[Draft]:
    """Return the blocks of a Word file.

    Raises:
        DamagedDocumentError: If its XML is broken.
        TooLargeError: If it has too many paragraphs.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(member.flag_bits & 1 for member in archive.infolist()):
                raise EncryptedDocumentError(
                    f"{name}: is encrypted", hint="Save it without a password."
                )
            return _Reader(archive, name, pack).run()
    except (
        zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, EOFError, zlib.error, OSError,
    ) as error:  # fmt: skip
        raise DamagedDocumentError(
            f"{name}: is a damaged Word file", hint="Open it in Word and save it anew."
        ) from error


class _Reader:
    """Walks the body once."""

    def __init__(self, archive: zipfile.ZipFile, name: str, pack: Pack) -> None:
        self._archive, self._name, self._pack = archive, name, pack
        self._names = frozenset(archive.namelist())
        self._styles = read_styles(self._part("word/styles.xml"))
        self._numbering: Numbering = read_numbering(self._part("word/numbering.xml"))
        self._notes = {
            kind: read_notes(self._part(f"word/{kind}s.xml"), kind)
            for kind in ("footnote", "endnote")
        }
        self._count = 0
        self._blank = 0
        self._tables = 0
        self._printed_notes = 0

    def run(self) -> list[Draft]:
        """Return headers, body and footers as blocks."""
        root = self._part("word/document.xml")
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise KeyError("w:body")
        items = list(self._walk(body, contents=False))
        return [
            *self._margins("header"),
            *make_drafts(items, self._pack),
            *self._margins("footer"),
        ]

    def _part(self, name: str) -> etree._Element | None:
        if name not in self._names:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        return etree.fromstring(self._archive.read(name), parser)

    def _margins(self, which: str) -> Iterator[Draft]:
        """Yield the running headers or footers, each once."""
        seen: set[str] = set()
        for name in sorted(n for n in self._names if n.startswith(f"word/{which}")):
            root = self._part(name)
            if root is None:
                continue
            for element in root.iter(f"{W}p"):
                text = " ".join(lines_of(element)).strip()
                if text and text not in seen:
                    seen.add(text)
                    yield Draft(kind=BlockKind.FURNITURE, cells=[[Piece(text=text)]])

    def _walk(self, parent: etree._Element, *, contents: bool) -> Iterator[Paragraph | Draft]:
        """Yield paragraphs and table rows in reading order."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._take_paragraph(child, contents=contents)
            elif child.tag == f"{W}tbl":
                yield from self._take_table(child, contents=contents)
            elif child.tag == f"{W}sdt":
                inner = child.find(f"{W}sdtContent")
                gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                is_toc = gallery is not None and gallery.get(f"{W}val") == "Table of Contents"
                if inner is not None:
                    yield from self._walk(inner, contents=contents or is_toc)
            elif child.tag in (f"{W}ins", f"{W}smartTag", f"{W}customXml"):
                yield from self._walk(child, contents=contents)

    def _take_paragraph(self, element: etree._Element, *, contents: bool) -> Iterator[Paragraph]:
        """Yield a paragraph, and behind it those of the text boxes anchored in it."""
        made = self._paragraph(element, contents=contents)
        if made is not None:
            yield made
        for box in element.iter(f"{W}txbxContent"):
            if any(a.tag == FALLBACK for a in box.iterancestors()):
                continue
            for inner in box.iter(f"{W}p"):
                made = self._paragraph(inner, contents=False)
                if made is not None:
                    yield made

    def _paragraph(self, element: etree._Element, *, contents: bool) -> Paragraph | None:
        self._count += 1
        if self._count > MAX_PARAGRAPHS:
            raise TooLargeError(
                f"{self._name}: more than {MAX_PARAGRAPHS} paragraphs",
                hint="Split it into several files.",
            )
        lines = [line for line in lines_of(element) if line]
        hidden = "".join(lines_of(element, hidden=True)).strip()
        if not lines and not hidden:
            self._blank += 1
            return None
        properties = element.find(f"{W}pPr")
        style = self._style_of(properties)
        made = Paragraph(
            number=self._count,
            lines=lines,
            style=style,
            hidden=hidden,
            contents=contents or style.contents,
            blank=self._blank,
        )
        self._blank = 0
        made.level = outline_level(properties) or style.level
        made.bold, made.size = type_of(element, style)
        self._number(made, properties)
        made.notes = list(self._notes_of(element))
        return made

    def _style_of(self, properties: etree._Element | None) -> Style:
        if properties is not None and (found := properties.find(f"{W}pStyle")) is not None:
            return self._styles.get(found.get(f"{W}val", ""), Style())
        return self._styles.get("Normal", Style())

    def _number(self, made: Paragraph, properties: etree._Element | None) -> None:
        """Print the number or bullet that Word computes."""
        numbering = read_numbering_of(properties) or made.style.numbering
        if numbering is None or numbering[0] == "0" or not made.lines:
            return
        made.marker = self._numbering.marker(*numbering)
        made.depth = numbering[1] + 1

    def _notes_of(self, element: etree._Element) -> Iterator[tuple[str, str]]:
        """Yield printed mark and text of the notes a paragraph refers to."""
        for kind, notes in self._notes.items():
            for reference in element.iter(f"{W}{kind}Reference"):
                text = notes.get(reference.get(f"{W}id", ""), "")
                if text:
                    self._printed_notes += 1
                    yield str(self._printed_notes), text

    def _take_table(self, table: etree._Element, *, contents: bool) -> Iterator[Paragraph | Draft]:
        """Yield a table's rows; the paragraphs of a table that only serves the layout."""
        number = self._tables
        self._tables += 1
        rows = [list(row.findall(f".//{W}tc")) for row in table.findall(f"{W}tr")]
        made: list[list[list[Paragraph]]] = []
        for row in rows:
            made.append([self._cell(cell, contents=contents) for cell in row])
        if all(len(row) <= 1 for row in made) or any(is_layout(row) for row in made):
            for row_of in made:
                for cell in row_of:
                    yield from cell
            return
        yield from table_rows(made, number)

    def _cell(self, cell: etree._Element, *, contents: bool) -> list[Paragraph]:
        found = []
        for element in cell.iter(f"{W}p"):
            made = self._paragraph(element, contents=contents)
            if made is not None:
                found.append(made)
        return found
