"""Sets texts as PDFs in several house styles, and says what stands in them.

Each style is what a producer of reports does: serif or sans, justified or ragged, one or
two columns, a running header that stays or changes with the chapter, a rule below it, page
numbers here or there, a table of contents with dot leaders, footnotes numbered through or
by page, nested lists, words in bold at the start of a paragraph, tables over page ends
with or without their header row repeated. The same text and style give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from auditkit.model import Block, BlockKind, Document

WIDTH, HEIGHT = A4
MARKS = re.compile("[¹²³⁴-⁹]")
VOWELS = "aeiouyåäö"
SOURCES = (
    "Uppgiften lämnades till utredningen i ärende",
    "Se även protokollet som har nummer",
    "Uppgift från enheten i svar på begäran",
    "Jämför redovisningen i ärende",
    "Se",
)
REMARKS = (
    "och har inte ändrats sedan dess.",
    "där frågan behandlades första gången.",
    "s. 14.",
    "samt de underlag som lämnades vid intervjun med den ansvariga chefen samma vecka, vilka inte "
    "har diarieförts.",
)
RUN_INS = ("Ansvar.", "Uppföljning.", "Tidsplan.", "Avgränsning.")


@dataclass(frozen=True, kw_only=True)
class Style:
    """One house style."""

    name: str
    regular: str
    bold: str
    size: float = 10.5
    lead: float = 1.3
    columns: int = 1
    margin: float = 72.0
    gap: float = 20.0
    justified: bool = False
    header: str = "fixed"  # fixed, chapter or two lines
    rule: bool = False
    footer: str = "Sida {n} av {m}"
    contents: bool = False
    notes_by_page: bool = False
    nested: bool = False
    run_in: bool = False
    repeat_header: bool = False
    indent: float = 0.0  # of a paragraph's first line, in place of space above it
    outline: bool = False


STYLES = (
    Style(
        name="serif",
        regular="Times-Roman",
        bold="Times-Bold",
        size=11.5,
        justified=True,
        rule=True,
        contents=True,
        footer="{n} ({m})",
        run_in=True,
        nested=True,
    ),
    Style(
        name="sans",
        regular="Vera",
        bold="VeraBd",
        size=9.5,
        header="chapter",
        notes_by_page=True,
        repeat_header=True,
        nested=True,
        outline=True,
    ),
    Style(
        name="columns",
        regular="Helvetica",
        bold="Helvetica-Bold",
        size=9.0,
        columns=2,
        margin=50.0,
        header="two",
        footer="{n}",
        indent=10.0,
        run_in=True,
    ),
)


@dataclass(frozen=True, kw_only=True)
class Note:
    """A footnote: its number, its text and the words just before its mark."""

    label: str
    text: str
    before: str


@dataclass(kw_only=True)
class Truth:
    """What was set: all that a reader of the PDF should find again."""

    headings: list[tuple[str, str]] = field(default_factory=list)  # number and title
    paragraphs: list[str] = field(default_factory=list)
    items: list[tuple[str, int]] = field(default_factory=list)  # text and depth
    notes: list[Note] = field(default_factory=list)
    tables: int = 0
    furniture: list[str] = field(default_factory=list)  # of every page
    contents: list[str] = field(default_factory=list)
    pages: int = 0


@dataclass(frozen=True)
class Word:
    """A word in its type; ``note`` is the number of the footnote whose mark it carries."""

    text: str
    font: str
    note: str = ""


@dataclass(kw_only=True)
class Set:
    """A line as it is set."""

    words: list[Word]
    x: float
    size: float
    height: float
    fill: float = 0.0  # the width to justify it to
    chapter: str | None = None
    keep: float = 0.0  # room that must be left below it
    notes: list[str] = field(default_factory=list)
    mark: str = ""  # bullet or number set to its left
    mark_x: float = 0.0
    right: str = ""  # the page number of an entry of the contents


@dataclass(kw_only=True)
class TableRow:
    """A row of a ruled table."""

    cells: list[list[str]]
    widths: list[float]
    font: str
    size: float
    height: float
    first: bool
    header: list[list[str]] | None = None  # to be repeated on a new page


@dataclass(kw_only=True)
class Sheet:
    """A page in the making."""

    items: list[tuple[float, float, Set | TableRow]] = field(default_factory=list)
    notes: list[list[tuple[str, str]]] = field(default_factory=list)  # by column
    chapter: str = ""


def width_of(words: Sequence[Word], size: float) -> float:
    """Return how wide words are with one blank between them."""
    total = sum(pdfmetrics.stringWidth(w.text, w.font, size) for w in words)
    total += sum(pdfmetrics.stringWidth("9", w.font, size * 0.62) for w in words if w.note)
    return total + pdfmetrics.stringWidth(" ", words[0].font, size) * (len(words) - 1)


def hyphenate(word: str) -> list[int]:
    """Return where a long word may be divided."""
    bare = word.rstrip(".,;:)")
    if len(bare) < 11 or not bare.isalpha():
        return []
    low = bare.lower()
    return [
        i
        for i in range(4, len(bare) - 3)
        if low[i] not in VOWELS and low[i + 1] in VOWELS and low[i - 1] not in "cs"
    ]


def wrap(words: Sequence[Word], size: float, widths: Iterator[float]) -> list[list[Word]]:
    """Break words into lines, dividing long ones."""
    lines: list[list[Word]] = []
    line: list[Word] = []
    width = next(widths)
    for word in words:
        if not line or width_of([*line, word], size) <= width:
            line.append(word)
            continue
        places = [
            i
            for i in hyphenate(word.text)
            if width_of([*line, Word(f"{word.text[:i]}-", word.font)], size) <= width
        ]
        rest = word
        if places:
            line.append(Word(f"{word.text[: places[-1]]}-", word.font))
            rest = replace(word, text=word.text[places[-1] :])
        lines.append(line)
        line, width = [rest], next(widths)
    return [*lines, line] if line else lines


def forever(first: float, rest: float) -> Iterator[float]:
    yield first
    while True:
        yield rest


class Typesetter:
    """Sets one document in one style."""

    def __init__(self, document: Document, style: Style, issuer: str) -> None:
        self.document, self.style, self.issuer = document, style, issuer
        self.truth = Truth()
        self.notes: dict[str, str] = {}
        self.sheets: list[Sheet] = []
        self.column = 0
        self.y = 0.0
        self.reserved = 0.0
        self.numbers = 0
        self.anchors: dict[str, str] = {}
        self.pages_of: dict[str, int] = {}
        self.chapter = ""

    @property
    def measure(self) -> float:
        s = self.style
        return (WIDTH - 2 * s.margin - (s.columns - 1) * s.gap) / s.columns

    def left(self) -> float:
        return self.style.margin + self.column * (self.measure + self.style.gap)

    # --- placing ---

    def new_sheet(self) -> None:
        self.sheets.append(Sheet(notes=[[] for _ in range(self.style.columns)]))
        self.sheets[-1].chapter = self.chapter
        self.column, self.y, self.reserved = 0, HEIGHT - 96.0, 0.0
        if self.style.notes_by_page:
            self.numbers = 0

    def next_column(self) -> None:
        if self.column + 1 < self.style.columns:
            self.column, self.y, self.reserved = self.column + 1, HEIGHT - 96.0, 0.0
        else:
            self.new_sheet()

    def note_height(self, key: str) -> float:
        return 9.5 * len(self.note_lines("99", self.notes[key])) + 4

    def note_lines(self, label: str, text: str) -> list[list[Word]]:
        words = [Word(label, self.style.regular), *plain(text, self.style.regular)]
        return wrap(words, 7.5, forever(self.measure, self.measure))

    def place(self, item: Set | TableRow) -> None:
        need = item.height
        if isinstance(item, Set):
            need += item.keep + sum(self.note_height(key) + 6 for key in item.notes)
        if self.y - need < 84.0 + self.reserved:
            self.next_column()
            if isinstance(item, TableRow) and not item.first and item.header is not None:
                again = replace(item, cells=item.header, font=self.style.bold, first=True)
                again.height = row_height(again.cells, again.size)
                self.place(again)
            elif isinstance(item, TableRow):
                item.first = True
        if isinstance(item, Set):
            self.number_notes(item)
            if item.chapter is not None:
                self.chapter = item.chapter
                self.sheets[-1].chapter = self.sheets[-1].chapter or item.chapter
        self.y -= item.height
        self.sheets[-1].items.append((self.left(), self.y, item))

    def number_notes(self, item: Set) -> None:
        """Number the footnotes of a line and make room for them below."""
        for key in item.notes:
            self.numbers += 1
            label = str(self.numbers)
            item.words = [replace(w, note=label) if w.note == key else w for w in item.words]
            self.sheets[-1].notes[self.column].append((label, self.notes[key]))
            self.reserved += self.note_height(key) + (6 if self.reserved == 0 else 0)
            self.truth.notes.append(
                Note(label=label, text=self.notes[key], before=self.anchors[key])
            )

    # --- blocks ---

    def paragraph(self, text: str, number: int) -> None:
        s = self.style
        words = plain(text, s.regular)
        if s.run_in and number % 6 == 2 and len(text) > 150:
            lead = RUN_INS[number % len(RUN_INS)]
            words, text = [Word(lead, s.bold), *words], f"{lead} {text}"
        if number % 3 == 1 and len(words) > 30:
            words = self.with_note(words, number)
        self.truth.paragraphs.append(text)
        lines = wrap(words, s.size, forever(self.measure - s.indent, self.measure))
        for index, line in enumerate(lines):
            first = index == 0
            last = index == len(lines) - 1
            self.place(
                Set(
                    words=line,
                    x=s.indent if first else 0.0,
                    size=s.size,
                    height=s.size * s.lead + (0.0 if s.indent or not first else 6.0),
                    fill=self.measure - (s.indent if first else 0)
                    if s.justified and not last
                    else 0,
                    notes=[w.note for w in line if w.note],
                )
            )

    def with_note(self, words: list[Word], number: int) -> list[Word]:
        """Tie a footnote to a word in the middle of a paragraph."""
        at = next((i for i in range(12, len(words) - 6) if words[i].text[-1] in ".,"), 15)
        key = f"note-{number}"
        source = self.own_notes.pop(0) if self.own_notes else None
        self.notes[key] = source or (
            f"{SOURCES[number % len(SOURCES)]} {1000 + 7 * number}, bilaga {number % 9 + 1}, "
            f"{REMARKS[number % len(REMARKS)]}"
        )
        self.anchors[key] = " ".join(w.text for w in words[at - 3 : at + 1])
        return [*words[:at], replace(words[at], note=key), *words[at + 1 :]]

    def item(self, text: str, marker: str, depth: int) -> None:
        s = self.style
        offset = 18.0 * depth
        self.truth.items.append((text, depth))
        room = self.measure - offset - 4
        for index, line in enumerate(wrap(plain(text, s.regular), s.size, forever(room, room))):
            self.place(
                Set(
                    words=line,
                    x=offset + 4,
                    size=s.size,
                    height=s.size * s.lead + (2.5 if index == 0 else 0.0),
                    mark=marker if index == 0 else "",
                    mark_x=offset - 10 - 4 * (len(marker) > 2),
                )
            )

    def heading(self, text: str, marker: str, level: int, title: bool) -> None:
        s = self.style
        size = s.size * (1.9 if title else {1: 1.5, 2: 1.25}.get(level, 1.05))
        self.truth.headings.append((marker, text))
        full = f"{marker} {text}" if marker else text
        for index, line in enumerate(
            wrap(plain(full, s.bold), size, forever(self.measure, self.measure))
        ):
            self.place(
                Set(
                    words=line,
                    x=0.0,
                    size=size,
                    height=size * 1.25 + (11.0 if index == 0 else 0.0),
                    chapter=full if level == 1 and not title and index == 0 else None,
                    keep=size * 1.3 + 2.5 * s.size * s.lead if index == 0 else 0.0,
                )
            )
            if index == 0:
                self.pages_of[full] = len(self.sheets)

    def entries(self, headings: Sequence[tuple[str, int]], pages: dict[str, int]) -> None:
        """Set a table of contents with dot leaders."""
        s = self.style
        self.heading("Innehåll", "", 1, False)
        for full, level in headings:
            self.truth.contents.append(full)
            words = plain(full, s.regular)
            x = 12.0 * (level - 1)
            lines = wrap(words, s.size, forever(self.measure - x - 50, self.measure - x - 50))
            for index, line in enumerate(lines):
                right = str(pages.get(full, 1)) if index == len(lines) - 1 else ""
                self.place(Set(words=line, x=x, size=s.size, height=s.size * 1.45, right=right))

    def table(self, rows: Sequence[Block]) -> None:
        s = self.style
        texts = [[self.document.text[c.start : c.end] for c in row.cells] for row in rows]
        count = max(len(row) for row in texts)
        if s.columns > 1 and count > 3:
            return
        self.truth.tables += 1
        texts = [[*row, *[""] * (count - len(row))] for row in texts]
        size = s.size * 0.88
        widths = column_widths(texts, s.bold, size, self.measure)
        self.y -= 8
        header: list[list[str]] | None = None
        for number, row in enumerate(texts):
            font = s.bold if number == 0 else s.regular
            cells = [
                [
                    " ".join(w.text for w in line)
                    for line in wrap(plain(t, font), size, forever(w - 7, w - 7))
                ]
                if t
                else []
                for t, w in zip(row, widths, strict=True)
            ]
            self.place(
                TableRow(
                    cells=cells,
                    widths=widths,
                    font=font,
                    size=size,
                    height=row_height(cells, size),
                    first=number == 0,
                    header=header if s.repeat_header else None,
                )
            )
            header = header or cells
        self.y -= 8

    # --- the whole ---

    def run(self, pages: dict[str, int]) -> None:
        blocks = self.document.blocks
        text = {i: MARKS.sub("", self.document.text[b.start : b.end]) for i, b in enumerate(blocks)}
        self.own_notes = [text[i] for i, b in enumerate(blocks) if b.kind is BlockKind.FOOTNOTE]
        headings = [
            (f"{b.marker} {text[i]}" if b.marker else text[i], b.level or 2)
            for i, b in enumerate(blocks)
            if b.kind is BlockKind.HEADING and not text[i].startswith("Innehåll")
        ]
        self.new_sheet()
        tables = tables_of(blocks)
        first = True
        run_of_items = 0
        for index, block in enumerate(blocks):
            run_of_items = run_of_items + 1 if block.kind is BlockKind.LIST_ITEM else 0
            if block.kind is BlockKind.HEADING and not text[index].startswith("Innehåll"):
                self.heading(text[index], block.marker or "", block.level or 2, first)
                if first and self.style.contents and len(headings) > 5:
                    self.entries(headings[1:], pages)
                first = False
            elif block.kind is BlockKind.PARAGRAPH:
                self.paragraph(text[index], index)
            elif block.kind is BlockKind.LIST_ITEM:
                marker = block.marker or "–"
                bullet = marker in "-–•*"
                deep = self.style.nested and bullet and run_of_items % 4 in (2, 3)
                self.item(text[index], ("–" if deep else "•") if bullet else marker, 1 + deep)
            elif index in tables:
                self.table(tables[index])
        self.truth.pages = len(self.sheets)

    def draw(self, target: Path) -> None:
        canvas = Canvas(str(target), pagesize=A4, invariant=1)
        for number, sheet in enumerate(self.sheets, 1):
            self.furniture(canvas, sheet, number)
            for left, y, item in sheet.items:
                if isinstance(item, Set):
                    draw_set(canvas, left, y, item, self.style, self.measure)
                else:
                    draw_row(canvas, left, y, item)
            for column, notes in enumerate(sheet.notes):
                self.draw_notes(canvas, column, notes)
            if self.style.outline:
                self.bookmarks(canvas, number)
            canvas.showPage()
        canvas.save()

    def bookmarks(self, canvas: Canvas, number: int) -> None:
        for title in (t for t, page in self.pages_of.items() if page == number):
            canvas.bookmarkPage(title)
            canvas.addOutlineEntry(title, title, 0)

    def furniture(self, canvas: Canvas, sheet: Sheet, number: int) -> None:
        s = self.style
        lines: list[tuple[str, float, float]] = []  # text, x, y; x < 0 counts from the right
        title = self.document.name.rsplit(".", 1)[0].replace("_", " ")
        if s.header == "chapter":
            head = sheet.chapter or self.issuer
            lines.append((head[:70], s.margin if number % 2 else -s.margin, HEIGHT - 50))
        elif s.header == "two":
            lines += [(self.issuer, s.margin, HEIGHT - 44), (title, s.margin, HEIGHT - 55)]
            lines.append((f"Dnr 2024/{len(title) + 100}", -s.margin, HEIGHT - 44))
        else:
            lines += [(self.issuer, s.margin, HEIGHT - 50), (title, -s.margin, HEIGHT - 50)]
        foot = s.footer.format(n=number, m=len(self.sheets))
        lines.append((foot, -s.margin if s.header != "two" else WIDTH / 2, 44))
        canvas.setFont(s.regular, 8)
        for text, x, y in lines:
            (canvas.drawString if x > 0 else canvas.drawRightString)(
                x if x > 0 else WIDTH + x, y, text
            )
            self.truth.furniture.append(text)
        if s.rule:
            canvas.setLineWidth(0.5)
            canvas.line(s.margin, HEIGHT - 56, WIDTH - s.margin, HEIGHT - 56)

    def draw_notes(self, canvas: Canvas, column: int, notes: Sequence[tuple[str, str]]) -> None:
        if not notes:
            return
        self.column = column
        lines = [
            (i, line)
            for label, text in notes
            for i, line in enumerate(self.note_lines(label, text))
        ]
        y = 66.0 + 9.5 * len(lines) + 4 * len(notes)
        canvas.setLineWidth(0.4)
        canvas.line(self.left(), y + 4, self.left() + 120, y + 4)
        for index, line in lines:
            y -= 9.5 + (4 if index == 0 else 0)
            x = self.left()
            if index == 0:
                canvas.setFont(self.style.regular, 5)
                canvas.drawString(x, y + 2.5, line[0].text)
                x += pdfmetrics.stringWidth(line[0].text, self.style.regular, 5) + 2
                line = line[1:]
            canvas.setFont(self.style.regular, 7.5)
            canvas.drawString(x, y, " ".join(w.text for w in line))


def plain(text: str, font: str) -> list[Word]:
    return [Word(word, font) for word in text.split()]


def row_height(cells: Sequence[Sequence[str]], size: float) -> float:
    return max(1, *(len(cell) for cell in cells)) * size * 1.25 + 7


def column_widths(
    texts: Sequence[Sequence[str]], font: str, size: float, room: float
) -> list[float]:
    """Return column widths: as wide as their contents ask, narrower where there is no room."""
    count = len(texts[0])
    wish = [max(pdfmetrics.stringWidth(r[i], font, size) for r in texts) + 9 for i in range(count)]
    if sum(wish) <= room:
        return wish
    least = [
        max(pdfmetrics.stringWidth(w, font, size) for r in texts for w in (r[i].split() or [""]))
        + 9
        for i in range(count)
    ]
    if sum(least) >= room:
        return [w * room / sum(least) for w in least]
    spare = room - sum(least)
    more = [w - n for w, n in zip(wish, least, strict=True)]
    return [n + spare * m / sum(more) for n, m in zip(least, more, strict=True)]


def draw_set(
    canvas: Canvas, left: float, y: float, item: Set, style: Style, measure: float
) -> None:
    """Draw a line; note marks are set small and raised."""
    if item.mark:
        canvas.setFont(style.regular, item.size)
        canvas.drawString(left + item.mark_x, y, item.mark)
    blank = pdfmetrics.stringWidth(" ", style.regular, item.size)
    if item.fill and len(item.words) > 1:
        blank += (item.fill - width_of(item.words, item.size)) / (len(item.words) - 1)
    x = left + item.x
    for word in item.words:
        canvas.setFont(word.font, item.size)
        canvas.drawString(x, y, word.text)
        x += pdfmetrics.stringWidth(word.text, word.font, item.size)
        if word.note:
            canvas.setFont(word.font, item.size * 0.62)
            canvas.drawString(x, y + item.size * 0.36, word.note)
            x += pdfmetrics.stringWidth(word.note, word.font, item.size * 0.62)
        x += blank
    if item.right:
        canvas.setFont(style.regular, item.size)
        end = left + measure
        canvas.drawRightString(end, y, item.right)
        dot = pdfmetrics.stringWidth(".", style.regular, item.size)
        canvas.drawString(x, y, "." * int((end - 14 - x) / dot))


def draw_row(canvas: Canvas, left: float, y: float, row: TableRow) -> None:
    """Draw a table row with its rules."""
    top, x, end = y + row.height, left, left + sum(row.widths)
    canvas.setLineWidth(0.6)
    if row.first:
        canvas.line(left, top, end, top)
    canvas.line(left, y, end, y)
    canvas.setFont(row.font, row.size)
    for lines, width in zip(row.cells, row.widths, strict=True):
        canvas.line(x, y, x, top)
        for number, text in enumerate(lines):
            canvas.drawString(x + 3.5, top - row.size - 2 - number * row.size * 1.25, text)
        x += width
    canvas.line(x, y, x, top)


def tables_of(blocks: Sequence[Block]) -> dict[int, list[Block]]:
    """Return the rows of each table by the index of its first row."""
    found: dict[int, list[Block]] = {}
    first: dict[int | None, int] = {}
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.TABLE_ROW:
            first.setdefault(block.table, index)
            found.setdefault(first[block.table], []).append(block)
    return found


def render(
    document: Document, style: Style, target: Path, issuer: str = "Vattenmiljömyndigheten"
) -> Truth:
    """Write a document as PDF in a style and return what stands in it."""
    if "Vera" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
        pdfmetrics.registerFont(TTFont("VeraBd", "VeraBd.ttf"))
    draft = Typesetter(document, style, issuer)
    draft.run({})
    setter = Typesetter(document, style, issuer)  # again, now that the pages are known
    setter.run(draft.pages_of)
    setter.draw(target)
    return setter.truth
