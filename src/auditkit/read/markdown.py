"""Markdown: headings, lists, pipe tables and paragraphs, as CommonMark reads them."""

from __future__ import annotations

import re

from auditkit.model import BlockKind
from auditkit.read.markers import find_marker
from auditkit.read.rows import Draft, Piece
from auditkit.read.textfile import clean

_HEADING = re.compile(r" {0,3}(?:(#{1,6})(?=[^#\d])|(#{2,6})(?=\d))")
_SETEXT = re.compile(r" {0,3}(=+|-{2,})\s*$")
_ITEM = re.compile(r"(\s*)([-*+•]|\d{1,4}[.)])(\s+)(?=\S)")
_RULE = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*$")
_DIVIDER = re.compile(r"\s*\|?(?:\s*:?-{1,}:?\s*\|)+\s*(?::?-+:?)?\s*$")
_FENCE = re.compile(r"\s*(```|~~~)")
_FOOTNOTE = re.compile(r"\s*\[\^([^\]]+)\]:\s*")
_BREAK = re.compile(r"<br\s?/?>$", re.IGNORECASE)
_TITLE = re.compile(r"%\s+(?=\S)")

_TITLE_LINES = 12  # a pandoc title block stands above everything else
_IMAGE = re.compile(r"!\[([^\]]{0,500})\]\([^)\s]{0,500}(?:\s{1,4}\"[^\"]{0,500}\")?\)")
_LINK = re.compile(
    r"\[([^\[\]]{1,500})\]\((?:[^()\s]|\([^()]{0,99}\)){0,500}(?:\s{1,4}\"[^\"]{0,500}\")?\)"
)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,900}?)(?<=\S)\1")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*]{1,900}?)(?<=\S)\*(?![\w*])|(?<!\w)_(?=[^\s_])([^_]{1,900}?)(?<=\S)_(?!\w)"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]{0,300})?/?>|<!--.{0,2000}?-->")


def plain(text: str) -> str:
    r"""Return the text of a line of Markdown without its marks.

    Example:
        >>> plain(r"**Datum:** se [planen](plan.md), *snart* \_")
        'Datum: se planen, snart _'
    """
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(lambda m: m[1] or m[2], text)
    return _ESCAPE.sub(r"\1", _TAG.sub(" ", text).replace("`", ""))


def read_markdown(text: str) -> list[Draft]:
    r"""Return the blocks of a Markdown text.

    Example:
        >>> drafts = read_markdown("# Mål\n\n* att minska\n  köerna\n* att spara")
        >>> [(d.kind.value, d.level, len(d.cells[0])) for d in drafts]
        [('heading', 1, 1), ('list_item', 1, 2), ('list_item', 1, 1)]
    """
    return _Reader(clean(text).replace("\u00a0", " ").replace("\f", "\n").split("\n")).run()


class _Reader:
    """Walks the lines once; ``open`` is the block that the next line may go on with."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._drafts: list[Draft] = []
        self._open: Draft | None = None
        self._indents: list[int] = []  # where the content of the open list's levels begins
        self._table = -1
        self._in_table = False
        self._fenced = False

    def run(self) -> list[Draft]:
        """Return the blocks of all lines."""
        index = self._front_matter()
        while index < len(self._lines):
            index += self._take(index)
        return self._drafts

    def _front_matter(self) -> int:
        """Return the first line behind a YAML header, which is no text of the document."""
        if self._lines[0].strip() != "---":
            return 0
        for index, line in enumerate(self._lines[1:60], start=1):
            if line.strip() in ("---", "..."):
                return index + 1
            if line and not re.match(r"[\w-]+\s*:|\s+\S|#", line):
                return 0
        return 0

    def _take(self, index: int) -> int:
        """Read one line and return how many were used."""
        line = self._lines[index].expandtabs(4)
        if _FENCE.match(line):
            self._fenced = not self._fenced
            self._open = None
            return 1
        if self._fenced:
            if line.strip():
                self._begin(BlockKind.PARAGRAPH, line, index)
                self._open = None
            return 1
        quoted = re.sub(r"^( {0,3}>\s?)+", "", line)
        if quoted != line:
            line = quoted
        if not line.strip():
            self._open, self._in_table = None, False
            return 1
        return self._take_text(index, line)

    def _take_text(self, index: int, line: str) -> int:
        heading = _HEADING.match(line)
        if heading is not None and (title := line[heading.end() :].strip().rstrip("#").strip()):
            self._heading(title, len(heading[1] or heading[2]), index)
        elif index < _TITLE_LINES and (mark := _TITLE.match(line)):
            self._heading(line[mark.end() :], 1, index)
        elif self._is_setext(index):
            level = 1 if self._lines[index + 1].strip().startswith("=") else 2
            self._heading(line, level, index)
            return 2
        elif _RULE.match(line) or _SETEXT.match(line):
            self._open = None
        elif self._is_table(index, line):
            self._row(line, index)
        elif note := _FOOTNOTE.match(line):
            self._begin(BlockKind.FOOTNOTE, line[note.end() :], index, marker=note[1])
        elif item := _ITEM.match(line):
            self._item(item, line, index)
        else:
            self._running(line, index)
        return 1

    def _is_setext(self, index: int) -> bool:
        if self._open is not None or index + 1 >= len(self._lines):
            return False
        below = self._lines[index + 1]
        is_text = not _ITEM.match(self._lines[index]) and "|" not in self._lines[index]
        return bool(is_text and _SETEXT.match(below))

    def _is_table(self, index: int, line: str) -> bool:
        if "|" not in line:
            return False
        if self._in_table:
            return True
        below = self._lines[index + 1] if index + 1 < len(self._lines) else ""
        piped = line.strip().startswith("|") and line.strip().endswith("|")
        return piped or ("|" in below and bool(_DIVIDER.match(below)))

    def _row(self, line: str, index: int) -> None:
        """Read a row of a pipe table; the line below the header is no row."""
        if not self._in_table:
            self._table, self._in_table = self._table + 1, True
        if _DIVIDER.match(line):
            return
        inner = re.sub(r"^\s*\||\|\s*$", "", line)
        cells = [plain(cell.strip()) for cell in re.split(r"(?<!\\)\|", inner)]
        below = self._lines[index + 1] if index + 1 < len(self._lines) else ""
        self._drafts.append(
            Draft(
                kind=BlockKind.TABLE_ROW,
                cells=[[Piece(text=cell, number=index + 1)] if cell else [] for cell in cells],
                table=self._table,
                header="|" in below and bool(_DIVIDER.match(below)),
            )
        )
        self._open = None

    def _heading(self, title: str, level: int, index: int) -> None:
        text = plain(title).strip()
        marker = find_marker(text)
        if marker is not None and marker.kind in ("section", "deep", "dotted", "bare"):
            self._begin(BlockKind.HEADING, text[marker.end :], index, marker=marker.text)
        else:
            self._begin(BlockKind.HEADING, text, index)
        self._drafts[-1].level = level
        self._open = None
        self._indents = []

    def _item(self, item: re.Match[str], line: str, index: int) -> None:
        """Read a list item; its depth is told by where the items above it begin."""
        indent = len(item[1])
        while self._indents and indent < self._indents[-1]:
            self._indents.pop()
        self._indents.append(item.end() if len(item[3]) < 5 else indent + 2)
        rest, marker = line[item.end() :], item[2]
        if marker in "-*+•" and (inner := re.match(r"(\d{1,3}[.)]|[a-zåäö]\))\s+(?=\S)", rest)):
            rest, marker = rest[inner.end() :], f"{marker} {inner[1]}"
        self._begin(BlockKind.LIST_ITEM, rest, index, marker=marker)
        self._drafts[-1].level = len(self._indents)

    def _running(self, line: str, index: int) -> None:
        """Add a line to the open block, or begin a paragraph."""
        if self._open is not None:
            self._open.cells[-1].append(_piece(line, index))
            if _breaks(line):
                self._open = None
            return
        indent = len(line) - len(line.lstrip())
        if self._indents and indent < 2:
            self._indents = []
        self._begin(BlockKind.PARAGRAPH, line, index)

    def _begin(self, kind: BlockKind, line: str, index: int, *, marker: str | None = None) -> None:
        self._drafts.append(Draft(kind=kind, cells=[[_piece(line, index)]], marker=marker))
        self._open = None if _breaks(line) else self._drafts[-1]


def _breaks(line: str) -> bool:
    """Tell whether a line ends with a hard break: two blanks, a backslash or a tag."""
    return line.endswith(("  ", "\\")) or bool(_BREAK.search(line.rstrip()[-8:]))


def _piece(line: str, index: int) -> Piece:
    text = line.strip()
    return Piece(text=plain(text.removesuffix("\\") if _breaks(line) else text), number=index + 1)
