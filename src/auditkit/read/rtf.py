"""Rich Text files: paragraphs, lists, tables, notes and comments, in any code page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from auditkit.errors import TooLargeError
from auditkit.lang import Pack
from auditkit.model import BlockKind
from auditkit.read.rows import Draft, Piece
from auditkit.read.rtf_state import SILENT, SINKS, Group, Properties, Sink
from auditkit.read.rtf_tokens import SIGNS, Token, codec_of, tokens
from auditkit.read.word_blocks import Paragraph, TableRow, make_drafts, table_blocks
from auditkit.read.word_styles import Style, level_of_name

_DEEPEST = 2000


def read_rtf(data: bytes, name: str, pack: Pack) -> tuple[list[Draft], tuple[str, ...]]:
    r"""Return the blocks of a Rich Text file, and remarks on how it was read.

    Raises:
        TooLargeError: If its groups stand in each other without end.

    Example:
        >>> from auditkit.lang import load_pack
        >>> file = rb"{\rtf1\ansi R\'e5det\par \u8211? nytt\par}"
        >>> drafts, _ = read_rtf(file, "a.rtf", load_pack("sv"))
        >>> [draft.last for draft in drafts]
        ['Rådet', 'nytt']
    """
    reader = _Reader(name)
    for token in tokens(data):
        reader.take(token)
    items, margins, changes = reader.finish()
    notes = (f"{changes} tracked changes read as accepted",) if changes else ()
    return [*margins, *make_drafts(items, pack)], notes


class _Reader:
    """Takes the file token by token; braces open and close groups."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._body = Sink("body")
        self._codec = "cp1252"
        self._groups = [Group(self._body, self._codec)]
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._styles: dict[int, int] = {}
        self._style = 0
        self._properties = Properties()
        self._author = ""
        self._margins: list[str] = []
        self._pending = b""
        self._skip = 0  # characters still to be left out behind one of Unicode
        self._surrogate = ""
        self._starred = False
        self._count = self._tables = self._notes = self._changes = self._blank = 0

    def finish(self) -> tuple[list[Paragraph | Draft], list[Draft], int]:
        """Return the body, what stands in the margins, and how many tracked changes there are."""
        self._decode()
        self._end_paragraph(self._body)
        self._end_table(self._body)
        margins = [
            Draft(kind=BlockKind.FURNITURE, cells=[[Piece(text=text)]])
            for text in dict.fromkeys(self._margins)
        ]
        return self._body.items, margins, self._changes

    def take(self, token: Token) -> None:
        """Read one token."""
        if token.kind == "bytes":
            skipped = min(self._skip, len(token.data))
            self._skip -= skipped
            self._pending += token.data[skipped:]
            return
        self._decode()
        if token.kind == "open":
            if len(self._groups) > _DEEPEST:
                raise TooLargeError(
                    f"{self._name}: has more than {_DEEPEST} groups in each other",
                    hint="Open it in Word and save it as .docx.",
                )
            self._groups.append(self._groups[-1])
        elif token.kind == "close":
            self._close()
        elif token.kind == "text":
            skipped = min(self._skip, len(token.text))
            self._skip -= skipped
            self._add(token.text[skipped:])
        elif token.kind == "star":
            self._starred = True
        else:
            self._word(token)
            self._starred = False

    def _word(self, token: Token) -> None:
        """Obey a control word."""
        word, number = token.text, token.number
        if word in SINKS:
            self._set(sink=Sink(SINKS[word]))
        elif word in SILENT or (self._starred and word not in ("shppict", "shpinst", "pn")):
            self._set(sink=None)
        elif word == "u" and number is not None:
            self._unicode(number)
        elif word in SIGNS:
            self._add(SIGNS[word])
        elif (obey := _WORDS.get(word)) is not None:
            obey(self, number)

    def _set(self, **changes: object) -> None:
        self._groups[-1] = replace(self._groups[-1], **changes)  # type: ignore[arg-type]

    def _unicode(self, number: int) -> None:
        """Add a character of Unicode; two halves of a pair make one."""
        code = number % 65_536
        self._skip = self._groups[-1].skip
        if 0xD800 <= code < 0xDC00:
            self._surrogate = chr(code)
            return
        text = self._surrogate + chr(code)
        self._surrogate = ""
        if len(text) == 2 or 0xDC00 <= code < 0xE000:
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
        self._add(text)

    def _decode(self) -> None:
        """Add the bytes that were gathered, in the code page of their font."""
        if self._pending:
            data, self._pending = self._pending, b""
            codec = self._groups[-1].codec
            if codec == "symbol":
                self._add("".join(chr(0xF000 + byte) for byte in data))
            else:
                self._add(data.decode(codec, "replace").replace("\ufffd", ""))

    def _add(self, text: str) -> None:
        group = self._groups[-1]
        sink = group.sink
        if sink is None or group.deleted or not text:
            return
        if sink.kind == "fonts":
            return
        if sink.kind == "styles":
            self._name_style(sink, text)
        elif group.hidden:
            sink.hidden.append(text)
        else:
            first, *rest = text.split("\n")
            sink.lines[-1] += first
            sink.lines.extend(rest)
            if text.strip():
                sink.plain = sink.plain or not group.bold
                sink.size = max(sink.size, group.size)

    def _name_style(self, sink: Sink, text: str) -> None:
        """Remember which paragraph styles are headings, by their names."""
        sink.lines[-1] += text
        if sink.lines[-1].rstrip().endswith(";"):
            level = level_of_name(sink.lines[-1].strip().rstrip(";"))
            if level is not None:
                self._styles.setdefault(self._style, level)
            sink.lines[-1] = ""

    def _close(self) -> None:
        """End a group; what it gathered goes where it belongs."""
        if len(self._groups) < 2:
            return
        sink = self._groups.pop().sink
        outer = self._groups[-1].sink
        if sink is outer or sink is None:
            return
        self._end_paragraph(sink) if sink.kind in ("box", "note") else None
        if sink.kind == "margin":
            self._margins.extend(filter(None, [sink.text()]))
        elif sink.kind == "author":
            self._author = sink.text()
        elif outer is not None:
            self._deliver(sink, outer)

    def _deliver(self, sink: Sink, outer: Sink) -> None:
        """Hand what a note, comment, number or box gathered to the paragraph around it."""
        text = sink.text()
        if sink.kind == "note" and text:
            self._notes += 1
            outer.notes.append((str(self._notes), text))
        elif sink.kind == "comment" and text:
            outer.comments.append((self._author, text))
        elif sink.kind == "number":
            outer.marker = text or None
        elif sink.kind == "box":
            self._end_table(sink)
            outer.behind.extend(sink.items)

    def _end_paragraph(self, sink: Sink | None, *, nested: bool = False) -> None:
        """End a paragraph and put it into the cell or the text it stands in."""
        if sink is None:
            return
        self._count += sink.kind == "body"
        lines = [" ".join(line.replace("\u00a0", " ").split(" ")) for line in sink.lines]
        lines = [line.strip() for line in lines if line.strip()]
        hidden = " ".join("".join(sink.hidden).split())
        made = Paragraph(number=self._count, lines=lines, style=Style(), hidden=hidden)
        made.notes, made.comments = sink.notes, sink.comments
        if lines or hidden or made.notes or made.comments or sink.behind:
            self._shape(made, sink)
            into = sink.items
            if sink.kind == "body" and (self._properties.in_table or nested):
                into = sink.cell
            else:
                self._end_table(sink)
            into.append(made)
            into.extend(sink.behind)
        else:
            self._blank += 1
        sink.lines, sink.hidden, sink.marker = [""], [], None
        sink.notes, sink.comments, sink.behind = [], [], []
        sink.plain, sink.size = False, 0.0

    def _shape(self, made: Paragraph, sink: Sink) -> None:
        """Say what kind of paragraph it is."""
        properties = self._properties
        made.blank, self._blank = self._blank, 0
        made.level = properties.level or self._styles.get(properties.style)
        made.bold, made.size = not sink.plain, sink.size or None
        if sink.marker is not None:
            first = sink.marker[0]
            made.marker = "•" if first >= "\ue000" else sink.marker
            made.depth = (properties.depth or 0) + 1

    def _end_cell(self, sink: Sink | None, *, nested: bool = False) -> None:
        if sink is None:
            return
        self._end_paragraph(sink, nested=True)
        cell, sink.cell = sink.cell, []
        if nested:
            sink.inner_row.append(cell)
            return
        if sink.inner:
            cell.extend(table_blocks(sink.inner, self._next_table()))
            sink.inner = []
        sink.row.append(cell)

    def _end_row(self, sink: Sink | None, *, nested: bool = False) -> None:
        if sink is None:
            return
        if nested:
            sink.inner.append(TableRow(cells=sink.inner_row))
            sink.inner_row = []
        elif sink.row:
            sink.rows.append(TableRow(cells=sink.row, header=self._properties.header))
            sink.row = []

    def _end_table(self, sink: Sink) -> None:
        """Write the rows that were gathered, now that something else follows."""
        if sink.row:
            self._end_row(sink)
        if sink.rows:
            rows, sink.rows = sink.rows, []
            sink.items.extend(table_blocks(rows, self._next_table()))

    def _next_table(self) -> int:
        self._tables += 1
        return self._tables - 1

    # What the control words do.

    def _paragraph(self, number: int | None) -> None:
        self._end_paragraph(self._groups[-1].sink)

    def _line(self, number: int | None) -> None:
        self._add("\n")

    def _reset_paragraph(self, number: int | None) -> None:
        sink = self._groups[-1].sink
        if sink is not None and sink.kind == "number":
            return  # a number has properties of its own, which are not the paragraph's
        header = self._properties.header
        self._properties = Properties(header=header)

    def _reset_type(self, number: int | None) -> None:
        self._set(bold=False, hidden=False, deleted=False, size=24.0)

    def _bold(self, number: int | None) -> None:
        self._set(bold=number != 0)

    def _hide(self, number: int | None) -> None:
        self._set(hidden=number != 0)

    def _delete(self, number: int | None) -> None:
        self._set(deleted=number != 0)
        self._changes += number != 0

    def _revise(self, number: int | None) -> None:
        self._changes += number != 0

    def _size(self, number: int | None) -> None:
        self._set(size=float(number or 24))

    def _skipped(self, number: int | None) -> None:
        self._set(skip=min(max(number or 0, 0), 16))

    def _charset(self, number: int | None) -> None:
        self._fonts[self._font] = codec_of(number or 0, self._codec)

    def _font_number(self, number: int | None) -> None:
        self._font = number or 0
        sink = self._groups[-1].sink
        if sink is None or sink.kind != "fonts":
            self._set(codec=self._fonts.get(self._font, self._codec))

    def _page_code(self, number: int | None) -> None:
        self._codec = codec_of(-(number or 1252), self._codec)
        self._groups = [replace(group, codec=self._codec) for group in self._groups]

    def _paragraph_style(self, number: int | None) -> None:
        sink = self._groups[-1].sink
        if sink is not None and sink.kind == "styles":
            self._style = number or 0
        else:
            self._properties.style = number or 0

    def _outline(self, number: int | None) -> None:
        level = number + 1 if number is not None and 0 <= number < 9 else None
        sink = self._groups[-1].sink
        if sink is not None and sink.kind == "styles":
            if level is not None:
                self._styles.setdefault(self._style, level)
        else:
            self._properties.level = level

    def _depth(self, number: int | None) -> None:
        self._properties.depth = min(number or 0, 8)

    def _in_table(self, number: int | None) -> None:
        self._properties.in_table = True

    def _row_begins(self, number: int | None) -> None:
        self._properties.header = False

    def _header_row(self, number: int | None) -> None:
        self._properties.header = True

    def _cell(self, number: int | None) -> None:
        self._end_cell(self._groups[-1].sink)

    def _row(self, number: int | None) -> None:
        self._end_row(self._groups[-1].sink)

    def _inner_cell(self, number: int | None) -> None:
        self._end_cell(self._groups[-1].sink, nested=True)

    def _inner_row(self, number: int | None) -> None:
        self._end_row(self._groups[-1].sink, nested=True)


_WORDS: dict[str, Callable[[_Reader, int | None], None]] = {
    "par": _Reader._paragraph,
    "sect": _Reader._paragraph,
    "page": _Reader._line,
    "line": _Reader._line,
    "pard": _Reader._reset_paragraph,
    "plain": _Reader._reset_type,
    "b": _Reader._bold,
    "v": _Reader._hide,
    "deleted": _Reader._delete,
    "revised": _Reader._revise,
    "fs": _Reader._size,
    "uc": _Reader._skipped,
    "fcharset": _Reader._charset,
    "f": _Reader._font_number,
    "ansicpg": _Reader._page_code,
    "s": _Reader._paragraph_style,
    "outlinelevel": _Reader._outline,
    "ilvl": _Reader._depth,
    "intbl": _Reader._in_table,
    "trowd": _Reader._row_begins,
    "trhdr": _Reader._header_row,
    "cell": _Reader._cell,
    "row": _Reader._row,
    "nestcell": _Reader._inner_cell,
    "nestrow": _Reader._inner_row,
}
