"""What a Rich Text reader keeps while it reads: where text goes, and what holds for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditkit.read.rows import Draft
from auditkit.read.word_blocks import Cell, Paragraph, TableRow

# Groups whose text is not the document's.
SILENT = frozenset((
    "colortbl", "info", "pict", "listtable", "listoverridetable", "rsidtbl", "generator",
    "xmlnstbl", "themedata", "colorschememapping", "latentstyles", "datastore", "fldinst",
    "filetbl", "revtbl", "template", "private", "pntxta", "pntxtb", "objdata", "nonshppict",
    "sp", "bkmkstart", "bkmkend", "atnid", "atndate", "atnref", "atntime", "atnparent",
    "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "pgdsctbl", "mmathPr",
    "wgrffmtfilter",
))  # fmt: skip
# Groups whose text goes elsewhere than into the running text.
SINKS = {
    "fonttbl": "fonts", "stylesheet": "styles", "footnote": "note", "annotation": "comment",
    "atnauthor": "author", "header": "margin", "headerl": "margin", "headerr": "margin",
    "headerf": "margin", "footer": "margin", "footerl": "margin", "footerr": "margin",
    "footerf": "margin", "listtext": "number", "pntext": "number", "shptxt": "box",
}  # fmt: skip


@dataclass(slots=True)
class Sink:
    """Where text goes: the body, a note, a margin, a text box, or a table of the file."""

    kind: str
    items: list[Paragraph | Draft] = field(default_factory=list)
    lines: list[str] = field(default_factory=lambda: [""])
    hidden: list[str] = field(default_factory=list)
    marker: str | None = None
    notes: list[tuple[str, str]] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    behind: list[Paragraph | Draft] = field(default_factory=list)  # text boxes
    plain: bool = False  # some of the paragraph is not bold
    size: float = 0.0
    cell: Cell = field(default_factory=list)
    row: list[Cell] = field(default_factory=list)
    rows: list[TableRow] = field(default_factory=list)
    inner_row: list[Cell] = field(default_factory=list)
    inner: list[TableRow] = field(default_factory=list)

    def text(self) -> str:
        """Return all that was gathered as one line."""
        done = (line for item in self.items if isinstance(item, Paragraph) for line in item.lines)
        return " ".join(" ".join((*done, *self.lines)).split())


@dataclass(frozen=True, slots=True)
class Group:
    """What holds inside a pair of braces."""

    sink: Sink | None  # None: its text is not the document's
    codec: str
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    size: float = 24.0
    skip: int = 1  # characters that stand in for one of Unicode


@dataclass(slots=True)
class Properties:
    """What holds for the paragraph that is being read."""

    in_table: bool = False
    nested: bool = False
    level: int | None = None
    depth: int | None = None
    header: bool = False
    style: int = 0
