"""Plain text: lines with form feeds, hard wraps and aligned columns, for the layout engine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditkit.lang import Pack
from auditkit.read.layout import lay_out
from auditkit.read.rows import Draft, Piece, Row

_TAB = 8
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\u200b-\u200f\u2060]")
_LINE_ENDS = re.compile(r"\r\n?|\x85|\u2028|\u2029|\x0b")
_UNDERLINE = re.compile(r"[=\-_~*]{3,}$")
_TITLE = re.compile(r"%\s+(?=\S)")


def read_text(text: str, pack: Pack) -> tuple[list[Draft], int | None]:
    r"""Return the blocks of a plain text, and its number of pages if it has form feeds.

    Example:
        >>> from auditkit.lang import load_pack
        >>> drafts, pages = read_text("1 Mål\n\nVi ska\fnå dem.", load_pack("sv"))
        >>> [(draft.kind.value, len(draft.cells[0])) for draft in drafts], pages
        ([('heading', 1), ('paragraph', 2)], 2)
    """
    rows = list(_rows(text))
    pages = max((row.piece.page or 0 for row in rows), default=0)
    return lay_out(rows, pack), pages or None


def clean(text: str) -> str:
    r"""Return a text with line ends as ``\n`` and without control characters.

    Example:
        >>> clean("a\r\nb\x00")
        'a\nb'
    """
    return _CONTROL.sub("", _LINE_ENDS.sub("\n", text))


def _rows(text: str) -> Iterator[Row]:
    """Yield the lines that hold anything."""
    paged = "\f" in text.rstrip()
    page, blank, fresh = 1, 0, False
    lines = clean(text).replace("\u00a0", " ").split("\n")
    for number, line in enumerate(lines, start=1):
        for position, stretch in enumerate(line.split("\f")):
            if position:
                page, fresh = page + 1, True
            content = stretch.strip()
            if not content or _UNDERLINE.match(content):
                blank += not position or not content
                continue
            lead = stretch[: len(stretch) - len(stretch.lstrip())].expandtabs(_TAB)
            content = _with_empty_cells(stretch, content, lines[max(0, number - 2) : number + 1])
            if number <= 3 and (title := _TITLE.match(content)):  # a pandoc title block
                content = f"# {content[title.end() :]}"
            yield Row(
                piece=Piece(text=content, page=page if paged else None, number=number),
                indent=float(len(lead)),
                right=float(len(lead) + len(content)),
                blank=blank,
                page_break=fresh,
            )
            blank, fresh = 0, False


def _with_empty_cells(stretch: str, content: str, nearby: Sequence[str]) -> str:
    """Return a line with the tabs of empty cells at its ends, if it is a row of a table."""
    if "\t" in content or any("\t" in line.strip() for line in nearby):
        return stretch.strip(" ") if "\t" in stretch else content
    return content
