"""Web pages: headings, lists with their numbers, tables, notes; what a browser would show."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import cast

from lxml import etree, html

from auditkit.errors import DamagedDocumentError, TooLargeError
from auditkit.lang import Pack
from auditkit.model import BlockKind
from auditkit.read.encoding import decode
from auditkit.read.html_hidden import Hidden
from auditkit.read.rows import Draft, Piece
from auditkit.read.textfile import clean
from auditkit.read.word_blocks import Cell, Paragraph, TableRow, make_drafts, table_blocks
from auditkit.read.word_numbering import print_number
from auditkit.read.word_styles import Style

MAX_ELEMENTS = 1_000_000
_DEEPEST = 200
_MOST_COLUMNS = 200
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEAD = 4096
_SILENT = frozenset((
    "script", "style", "template", "head", "title", "meta", "link", "svg", "iframe", "object",
    "embed", "canvas", "noscript", "select", "option", "button", "input", "textarea", "audio",
    "video", "map", "datalist",
))  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ASIDE = frozenset({"nav", "footer"})
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
_BOLD = frozenset({"b", "strong", "th"})
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NOTE = re.compile(
    r"#(?P<id>_?(?:ftn|edn|fn|en|note|footnote|endnote|cite_note|sdfootnote|sdendnote)"
    r"[-:_]?\w{0,20})$"
)
_BACK = re.compile(r"#(?:.{0,20}ref.{0,20}|sd(?:foot|end)note\d+anc)$")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def decode_html(data: bytes, name: str) -> tuple[str, str]:
    """Return the characters of a web page and its encoding: as marked, declared, or found.

    Raises:
        DamagedDocumentError: If no encoding makes text of it.

    Example:
        >>> decode_html('<meta charset="iso-8859-1"><p>Mål'.encode("latin-1"), "a.html")[1]
        'cp1252'
    """
    declared = _CHARSET.search(data[:_HEAD])
    if declared and not data.startswith(_MARKS):
        named = declared[1].decode("ascii").lower()
        named = "cp1252" if named in ("iso-8859-1", "latin1", "windows-1252") else named
        try:
            return data.decode(named), named
        except (LookupError, UnicodeError):
            pass  # declared wrongly: the bytes tell better
    found = decode(data)
    if found is None:
        raise DamagedDocumentError(
            f"{name}: its characters cannot be decoded", hint="Save the page as PDF or text."
        )
    return found.text, found.encoding


def read_html(text: str, name: str, pack: Pack) -> list[Draft]:
    """Return the blocks of a web page.

    Raises:
        DamagedDocumentError: If it cannot be parsed.
        TooLargeError: If it has too many elements.

    Example:
        >>> from auditkit.lang import load_pack
        >>> page = "<h2>Mål</h2><ul><li>att spara</ul><p hidden>x"
        >>> drafts = read_html(page, "a.html", load_pack("sv"))
        >>> [(d.kind.value, d.marker, d.hidden) for d in drafts]
        [('heading', None, False), ('list_item', '•', False), ('paragraph', None, True)]
    """
    # A declaration of the encoding makes lxml refuse text, and is of no use any more.
    text = re.sub(r"\A\s*<\?xml[^<>]{0,200}>", "", clean(text).replace("\x0c", "\n"))
    if not text.strip():
        return []
    try:
        parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
        root = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise DamagedDocumentError(
            f"{name}: cannot be read as a web page", hint="Save it as PDF or text and run again."
        ) from error
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise TooLargeError(f"{name}: is a page of too many elements", hint="Split the page.")
    return make_drafts(_Reader(root, name).run(), pack)


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What holds for the text inside an element."""

    hidden: bool = False
    bold: bool = False
    literal: bool = False  # blanks and line ends count
    level: int | None = None
    aside: bool = False
    note: str | None = None
    lists: int = 0
    depth: int = 0


@dataclass(slots=True)
class _Buffer:
    """The text of the block that is being read."""

    seen: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    plain: bool = False  # some of it is not bold
    line: int | None = None


class _Reader:
    """Walks the page once; text gathers in a buffer until its block ends."""

    def __init__(self, root: etree._Element, name: str) -> None:
        self._root, self._name = root, name
        self._hidden = Hidden(root)
        self._notes = _find_notes(root)
        self._out: list[Paragraph | Draft] = []
        self._buffer = _Buffer()
        self._marker: str | None = None  # of the list item that begins
        self._item = False
        self._tables = 0

    def run(self) -> list[Paragraph | Draft]:
        """Return the paragraphs and table rows of the page."""
        self._enter(self._root, _State())
        self._flush(_State())
        return self._out

    def _enter(self, element: etree._Element, state: _State) -> None:
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            return
        if state.depth > _DEEPEST:
            raise TooLargeError(
                f"{self._name}: has elements in each other, more than {_DEEPEST} deep",
                hint="Save it as PDF or text and run again.",
            )
        tag = element.tag
        state = self._state_in(element, state)
        if tag == "br":
            self._add("\n", replace(state, literal=True))
        elif tag == "table":
            self._flush(state)
            self._table(element, state)
        elif tag in _INLINE:
            self._inline(element, state)
        else:
            self._flush(replace(state, level=None))
            self._block(element, state)
            self._flush(state)

    def _state_in(self, element: etree._Element, state: _State) -> _State:
        """Return what holds inside an element."""
        tag = str(element.tag)
        return replace(
            state,
            depth=state.depth + 1,
            hidden=state.hidden or self._hidden.is_hidden(element),
            bold=state.bold or tag in _BOLD,
            literal=state.literal or tag == "pre",
            level=_HEADINGS.get(tag, state.level),
            aside=state.aside or (tag in _ASIDE and not any(True for _ in element.iter("h1"))),
            note=self._notes.get(element.get("id") or element.get("name") or "", state.note),
        )

    def _inline(self, element: etree._Element, state: _State) -> None:
        """Read an element within a line; references to notes and back are no text."""
        href = element.get("href") or ""
        if element.tag == "a" and (_BACK.search(href) or _is_reference(href, self._notes)):
            return
        if element.tag == "sup" and _only_reference(element, self._notes):
            return
        if element.tag != "img":
            self._inside(element, state)

    def _block(self, element: etree._Element, state: _State) -> None:
        if element.tag in ("ul", "ol", "menu", "dir"):
            self._list(element, replace(state, lists=state.lists + 1))
        else:
            self._inside(element, state)

    def _inside(self, element: etree._Element, state: _State) -> None:
        """Read an element's text and children."""
        if self._buffer.line is None:
            self._buffer.line = cast(int | None, element.sourceline)
        self._add(element.text or "", state)
        for child in element:
            self._enter(child, state)
            self._add(child.tail or "", state)

    def _list(self, element: etree._Element, state: _State) -> None:
        """Read a list; its numbers are those that a browser prints."""
        form = _FORMS.get(element.get("type") or "", "decimal")
        value = _number(element.get("start")) or 1
        for child in element:
            if child.tag != "li":
                self._enter(child, state)
                continue
            own = _number(child.get("value"))
            value = value if own is None else own
            numbered = element.tag == "ol"
            self._flush(state)
            self._marker = f"{print_number(value, form)}." if numbered else "•"
            self._item = True
            value += 1
            inner = self._state_in(child, state)
            self._inside(child, inner)
            self._flush(inner)
            self._marker, self._item = None, False

    def _add(self, text: str, state: _State) -> None:
        if not text:
            return
        if not state.literal:
            text = _BLANKS.sub(" ", text)
        if state.hidden:
            self._buffer.hidden.append(text)
            return
        self._buffer.seen.append(text)
        self._buffer.plain = self._buffer.plain or bool(text.strip() and not state.bold)

    def _flush(self, state: _State) -> None:
        """End the block that was being read."""
        buffer, self._buffer = self._buffer, _Buffer()
        text = "".join(buffer.seen).replace("\u00a0", " ")
        lines = [line for part in text.split("\n") if (line := _BLANKS.sub(" ", part).strip())]
        hidden = _BLANKS.sub(" ", "".join(buffer.hidden)).strip()
        if not lines and not hidden:
            return
        number = buffer.line or 1
        if lines and (state.aside or state.note):
            kind = BlockKind.FURNITURE if state.aside else BlockKind.FOOTNOTE
            pieces = [Piece(text=line, number=number) for line in lines]
            self._out.append(Draft(kind=kind, cells=[pieces], marker=state.note))
            lines = []
        if not lines and not hidden:
            return
        made = Paragraph(number=number, lines=lines, style=Style(), hidden=hidden)
        made.level, made.bold = state.level, not buffer.plain
        if self._item and lines:
            made.marker, self._item, made.computed = self._marker, False, True
            if state.level is None:
                made.depth = max(1, state.lists)
            elif made.marker == "•":
                made.marker = None
        self._out.append(made)

    def _table(self, table: etree._Element, state: _State) -> None:
        at = self._tables
        self._tables += 1
        outside, rows = self._out, []
        below: dict[int, int] = {}  # rows that a cell above still reaches into, by column
        for row in _rows_of(table):
            cells: list[Cell] = []
            for cell in row.iterchildren("td", "th"):
                _reach(cells, below)
                self._out = []
                inner = self._state_in(cell, self._state_in(row, state))
                self._inside(cell, replace(inner, lists=0, bold=state.bold))
                self._flush(inner)
                span = min(_number(cell.get("colspan")) or 1, _MOST_COLUMNS)
                deep = (_number(cell.get("rowspan")) or 1) - 1
                below.update({len(cells) + i: deep for i in range(span) if deep > 0})
                cells.append(self._out)
                cells.extend([] for _ in range(span - 1))
            _reach(cells, below)
            headed = [c.tag for c in row.iterchildren("td", "th")]
            header = "thead" in [a.tag for a in row.iterancestors()] or set(headed) == {"th"}
            rows.append(TableRow(cells=cells, header=header and len(headed) > 1))
        self._out = outside
        for caption in table.iterchildren("caption"):
            self._inside(caption, state)
            self._flush(state)
        self._out.extend(table_blocks(rows, at))


def _reach(cells: list[Cell], below: dict[int, int]) -> None:
    """Add the empty cells under cells of rows above."""
    while below.get(len(cells), 0) > 0:
        below[len(cells)] -= 1
        cells.append([])


def _rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, none of the tables inside it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _number(text: str | None) -> int | None:
    match = re.match(r"\s*(-?\d{1,6})", text or "")
    return int(match[1]) if match else None


def _find_notes(root: etree._Element) -> dict[str, str]:
    """Return the printed marks of the notes that links lead to, by the id of the note."""
    targets = {element.get("id") or element.get("name") for element in root.iter(etree.Element)}
    found: dict[str, str] = {}
    for link in root.iter("a"):
        match = _NOTE.match(link.get("href") or "")
        mark = "".join(map(str, link.itertext())).strip().strip("[]()")
        if match is None or _BACK.search(link.get("href") or "") or not 0 < len(mark) <= 4:
            continue
        for name in (match["id"], match["id"].removesuffix("sym"), match["id"].lstrip("_")):
            if name in targets:
                found.setdefault(name, mark)
    return found


def _is_reference(href: str, notes: dict[str, str]) -> bool:
    match = _NOTE.match(href)
    return match is not None and any(
        name in notes
        for name in (match["id"], match["id"].removesuffix("sym"), match["id"].lstrip("_"))
    )


def _only_reference(element: etree._Element, notes: dict[str, str]) -> bool:
    links = list(element.iter("a"))
    return bool(links) and all(_is_reference(link.get("href") or "", notes) for link in links)
