"""Render documents of the sample archive as the PDF and Word files auditors have.

    python corpora/render.py SOURCE_DIR TARGET_DIR

SOURCE_DIR holds the plain texts the sample was written as; each one named in ``PDF`` or
``WORD`` is written to TARGET_DIR with a running header, page numbers, tables, footnotes and
hyphenated lines, and its text is removed there. The other texts are copied. The same input
gives the same bytes (PDF) or the same content (Word).
"""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from auditkit.model import Block, BlockKind, Document
from auditkit.read import read_document

PDF = {
    "2022-11-15_programdirektiv_digitalt_flode": "Vattenmiljömyndigheten",
    "2023-06-13_protokoll_ledningsgruppen": "Vattenmiljömyndigheten, Ledningsgruppen",
    "2023-12-15_internrevisionsrapport_digitalt_flode": "Vattenmiljömyndigheten, Internrevisionen",
    "2024-11-29_uppfoljning_internrevision": "Vattenmiljömyndigheten, Internrevisionen",
}
WORD = {
    "2022-11-22_protokoll_ledningsgruppen": "Vattenmiljömyndigheten, Ledningsgruppen",
    "2024-02-27_atgardsplan_internrevision": "Vattenmiljömyndigheten",
    "2024-04-23_beslut_riktlinje_programstyrning": "Vattenmiljömyndigheten",
    "2025-02-17_arsrapport_2024_utdrag": "Vattenmiljömyndigheten, Årsrapport 2024",
}
WIDTH, HEIGHT = A4
MARGIN, TOP, BOTTOM = 72.0, 84.0, 80.0
REGULAR, BOLD = "Vera", "VeraBd"
MARKS = "¹²³"
VOWELS = "aeiouyåäö"


@dataclass
class Line:
    """A line to be set: text, where, in which type, and the footnote marks on it."""

    text: str
    x: float
    size: float = 9.5
    font: str = REGULAR
    lead: float = 13.0
    space: float = 0.0
    marks: str = ""


@dataclass
class Row:
    """A table row: the wrapped lines of each cell."""

    cells: list[list[str]]
    widths: list[float]
    header: bool
    first: bool
    size: float = 8.5
    lead: float = 11.0

    @property
    def height(self) -> float:
        return max(len(cell) for cell in self.cells) * self.lead + 6


@dataclass
class Pages:
    """Items set on pages from top to bottom, footnotes at the foot of the page of their mark."""

    header: str
    notes: dict[str, str]
    items: list[list[tuple[float, Line | Row]]] = field(default_factory=lambda: [[]])
    y: float = HEIGHT - TOP
    reserved: float = 0.0
    on_page: list[list[str]] = field(default_factory=lambda: [[]])

    def place(self, item: Line | Row) -> None:
        height = item.height if isinstance(item, Row) else item.lead + item.space
        new = [m for m in getattr(item, "marks", "") if m in self.notes]
        need = sum(self._note_height(m) for m in new)
        if self.y - height < BOTTOM + self.reserved + need:
            self.items.append([])
            self.on_page.append([])
            self.y, self.reserved = HEIGHT - TOP, 0.0
        for mark in new:
            self.on_page[-1].append(mark)
            self.reserved += self._note_height(mark)
        self.y -= height
        self.items[-1].append((self.y, item))

    def _note_height(self, mark: str) -> float:
        return 10.0 * len(wrap(f"{mark} {self.notes[mark]}", WIDTH - 2 * MARGIN, REGULAR, 7.5)) + 8

    def draw(self, canvas: Canvas) -> None:
        for number, items in enumerate(self.items, 1):
            canvas.setFont(REGULAR, 7.5)
            canvas.drawString(MARGIN, HEIGHT - 48, self.header)
            canvas.drawRightString(WIDTH - MARGIN, 44, f"{number} ({len(self.items)})")
            for y, item in items:
                draw_row(canvas, y, item) if isinstance(item, Row) else draw_line(canvas, y, item)
            y = BOTTOM - 8 + sum(self._note_height(m) for m in self.on_page[number - 1])
            for mark in self.on_page[number - 1]:
                for line in wrap(f"{mark} {self.notes[mark]}", WIDTH - 2 * MARGIN, REGULAR, 7.5):
                    y -= 10
                    draw_line(canvas, y, Line(line, MARGIN, 7.5))
                y -= 8
            canvas.showPage()


def draw_line(canvas: Canvas, y: float, line: Line) -> None:
    """Draw a line; footnote marks are set small and raised."""
    x = line.x
    for piece in re.split(f"([{MARKS}])", line.text):
        if piece and piece in MARKS:
            canvas.setFont(line.font, line.size * 0.62)
            digit = str(MARKS.index(piece) + 1)
            canvas.drawString(x, y + line.size * 0.36, digit)
            x += pdfmetrics.stringWidth(digit, line.font, line.size * 0.62)
        elif piece:
            canvas.setFont(line.font, line.size)
            canvas.drawString(x, y, piece)
            x += pdfmetrics.stringWidth(piece, line.font, line.size)


def draw_row(canvas: Canvas, y: float, row: Row) -> None:
    """Draw a table row with its rules."""
    x, top = MARGIN, y + row.height
    canvas.setLineWidth(0.6)
    if row.first:
        canvas.line(MARGIN, top, MARGIN + sum(row.widths), top)
    canvas.line(MARGIN, y, MARGIN + sum(row.widths), y)
    canvas.setFont(BOLD if row.header else REGULAR, row.size)
    for lines, width in zip(row.cells, row.widths, strict=True):
        canvas.line(x, y, x, top)
        for number, text in enumerate(lines):
            canvas.drawString(x + 3, top - 9.5 - number * row.lead, text)
        x += width
    canvas.line(x, y, x, top)


def hyphenate(word: str) -> list[int]:
    """Return where a long word may be divided: one consonant goes with the vowel after it."""
    if len(word) < 11 or not word.isalpha():
        return []
    low = word.lower()
    return [
        i
        for i in range(4, len(word) - 3)
        if low[i] not in VOWELS and low[i + 1] in VOWELS and low[i - 1] not in "cs"
    ]


def wrap(text: str, width: float, font: str, size: float) -> list[str]:
    """Break a text into lines no wider than ``width`` points, dividing long words."""

    def fits(candidate: str) -> bool:
        return pdfmetrics.stringWidth(candidate, font, size) <= width

    lines, line = [], ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if fits(joined):
            line = joined
            continue
        prefix = f"{line} " if line else ""
        places = [i for i in hyphenate(word.rstrip(".,;:)")) if fits(f"{prefix}{word[:i]}-")]
        if places:
            lines.append(f"{prefix}{word[: places[-1]]}-")
            line = word[places[-1] :]
        else:
            if line:
                lines.append(line)
            line = word
    return [*lines, line] if line else lines


def set_block(pages: Pages, document: Document, index: int) -> None:
    """Set one block of the text as lines."""
    block = document.blocks[index]
    text = document.text[block.start : block.end]
    width = WIDTH - 2 * MARGIN
    if block.kind is BlockKind.HEADING:
        size = {1: 15.0, 2: 12.5}.get(block.level or 1, 10.5)
        title = f"{block.marker} {text}" if block.marker else text
        for number, line in enumerate(wrap(title, width, BOLD, size)):
            space = 10.0 if number == 0 else 0.0
            pages.place(Line(line, MARGIN, size, BOLD, size * 1.35, space))
    elif block.kind is BlockKind.CONTENTS:
        match = re.fullmatch(r"(.*?)[\s.]+(\d+)", text)
        title, page = match.groups() if match else (text, "")
        dots = "." * int((width - pdfmetrics.stringWidth(title + page, REGULAR, 9.5)) / 3.1 - 2)
        pages.place(Line(f"{title} {dots} {page}", MARGIN))
    elif block.kind is BlockKind.LIST_ITEM:
        bullet = block.marker or "–"
        for number, line in enumerate(wrap(text, width - 22, REGULAR, 9.5)):
            marks = "".join(c for c in line if c in MARKS)
            if number == 0:
                line = f"{'•' if bullet == '-' else bullet} {line}"
            x = MARGIN + (10 if number == 0 else 20)
            pages.place(Line(line, x, space=2.0 if number == 0 else 0.0, marks=marks))
    else:
        for number, line in enumerate(wrap(text, width, REGULAR, 9.5)):
            marks = "".join(c for c in line if c in MARKS)
            pages.place(Line(line, MARGIN, space=5.0 if number == 0 else 0.0, marks=marks))


def set_table(pages: Pages, document: Document, rows: list[Block]) -> None:
    """Set a table, its columns as wide as their contents ask."""
    texts = [[document.text[c.start : c.end] for c in row.cells] for row in rows]
    columns = max(len(row) for row in texts)
    texts = [[*row, *[""] * (columns - len(row))] for row in texts]
    longest = [
        max(pdfmetrics.stringWidth(row[i], BOLD, 8.5) for row in texts) + 8 for i in range(columns)
    ]
    room = WIDTH - 2 * MARGIN
    if sum(longest) > room:
        narrow = [min(w, room / columns) for w in longest]
        spare = room - sum(narrow)
        wish = [w - n for w, n in zip(longest, narrow, strict=True)]
        longest = [n + spare * w / sum(wish) for n, w in zip(narrow, wish, strict=True)]
    pages.y -= 8
    for number, row in enumerate(texts):
        cells = [
            wrap(text, width - 6, BOLD, 8.5) or [""]
            for text, width in zip(row, longest, strict=True)
        ]
        pages.place(Row(cells, longest, header=number == 0, first=number == 0))
    pages.y -= 6


def tables_of(document: Document) -> dict[int, list[Block]]:
    """Return the rows of each table by the index of its first row."""
    found: dict[int, list[Block]] = {}
    first: dict[int | None, int] = {}
    for index, block in enumerate(document.blocks):
        if block.kind is BlockKind.TABLE_ROW:
            first.setdefault(block.table, index)
            found.setdefault(first[block.table], []).append(block)
    return found


def notes_of(document: Document) -> dict[str, str]:
    """Return the footnotes by their mark."""
    return {
        b.marker: document.text[b.start : b.end]
        for b in document.blocks
        if b.kind is BlockKind.FOOTNOTE and b.marker
    }


def render_pdf(document: Document, header: str, target: Path) -> None:
    """Write a document as PDF."""
    pages = Pages(header=header, notes=notes_of(document))
    tables = tables_of(document)
    for index, block in enumerate(document.blocks):
        if block.kind in (BlockKind.FURNITURE, BlockKind.FOOTNOTE):
            continue
        if index in tables:
            set_table(pages, document, tables[index])
        elif block.kind is not BlockKind.TABLE_ROW:
            set_block(pages, document, index)
    canvas = Canvas(str(target), pagesize=A4, invariant=1)
    canvas.setTitle(target.stem)
    pages.draw(canvas)
    canvas.save()


def render_word(document: Document, header: str, target: Path) -> None:
    """Write a document as a Word file."""
    word = docx.Document()
    section = word.sections[0]
    section.header.paragraphs[0].text = header
    add_page_number(section.footer.paragraphs[0])
    tables, notes = tables_of(document), notes_of(document)
    used: list[str] = []
    for index, block in enumerate(document.blocks):
        text = document.text[block.start : block.end]
        if block.kind in (BlockKind.FURNITURE, BlockKind.FOOTNOTE, BlockKind.CONTENTS):
            continue
        if index in tables:
            add_table(word, document, tables[index])
        elif block.kind is BlockKind.HEADING:
            title = f"{block.marker} {text}" if block.marker else text
            word.add_heading(title, level=min(block.level or 1, 4))
        elif block.kind is BlockKind.LIST_ITEM and (block.marker or "-") == "-":
            word.add_paragraph(text, style="List Bullet")
        elif block.kind is not BlockKind.TABLE_ROW:
            text = f"{block.marker} {text}" if block.marker else text
            add_paragraph(word, text, notes, used)
    if used:
        add_footnotes(word, [notes[mark] for mark in used])
    word.core_properties.author = "Vattenmiljömyndigheten"
    word.save(str(target))


def add_paragraph(word: WordDocument, text: str, notes: dict[str, str], used: list[str]) -> None:
    """Add a paragraph; a footnote mark becomes a reference to a real footnote."""
    paragraph = word.add_paragraph()
    for piece in re.split(f"([{MARKS}])", text):
        if piece and piece in MARKS and piece in notes:
            used.append(piece)
            run = paragraph.add_run()
            run.font.superscript = True
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), str(len(used)))
            run._r.append(reference)
        elif piece:
            paragraph.add_run(piece)


def add_table(word: WordDocument, document: Document, rows: list[Block]) -> None:
    """Add a ruled table."""
    columns = max(len(row.cells) for row in rows)
    table = word.add_table(rows=0, cols=columns)
    table.style = "Table Grid"
    for row in rows:
        cells = table.add_row().cells
        for cell, span in zip(cells, row.cells, strict=False):
            cell.text = document.text[span.start : span.end]


def add_page_number(paragraph: docx.text.paragraph.Paragraph) -> None:
    """Add the field that prints the page's number."""
    paragraph.add_run("Sida ")
    field_run = OxmlElement("w:fldSimple")
    field_run.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field_run)


def add_footnotes(word: WordDocument, notes: list[str]) -> None:
    """Add the part that holds the footnotes, which python-docx does not make itself."""
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(notes, 1)
    )
    xml = parse_xml(f"<w:footnotes {nsdecls('w')}>{body}</w:footnotes>")
    blob = docx.oxml.xmlchemy.serialize_for_reading(xml).encode("utf-8")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, blob, word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def main() -> None:
    """Render or copy every text of the source folder."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    pdfmetrics.registerFont(TTFont(REGULAR, "Vera.ttf"))
    pdfmetrics.registerFont(TTFont(BOLD, "VeraBd.ttf"))
    for path in sorted(source.glob("*.txt")):
        copy = target / path.name
        if path.stem not in PDF and path.stem not in WORD:
            shutil.copyfile(path, copy)
            continue
        document = read_document(path, root=source)
        if path.stem in PDF:
            render_pdf(document, PDF[path.stem], target / f"{path.stem}.pdf")
        else:
            render_word(document, WORD[path.stem], target / f"{path.stem}.docx")
        copy.unlink(missing_ok=True)
        print(path.stem)


if __name__ == "__main__":
    main()
