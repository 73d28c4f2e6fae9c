"""Real pages of Word files: LibreOffice sets them, and each block is found on its page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from auditkit.errors import DamagedDocumentError
from auditkit.model import BlockKind
from auditkit.read.office import convert
from auditkit.read.rows import Draft, Piece

MAX_PAGES = 5_000
_WORD = re.compile(r"\w+")
_KEY = 3  # words that must stand together
_REACH = (0, 60, 300, 4_000)  # words ahead that so many words may stand and be the block's
_ASIDE = (BlockKind.FURNITURE, BlockKind.FOOTNOTE)


@dataclass(slots=True)
class _Printed:
    """The words of the pages in order, the page of each, and where runs of words stand."""

    words: list[str] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    places: dict[tuple[str, ...], list[int]] = field(default_factory=lambda: defaultdict(list))


def place_on_pages(
    drafts: list[Draft], data: bytes, suffix: str, name: str, *, seconds: int
) -> tuple[int, str]:
    """Give the pieces of drafts the pages on which LibreOffice prints them.

    Returns:
        The number of pages, and a remark for the reading quality: another program with
        other fonts may break its pages elsewhere.

    Raises:
        ReadError: If the document cannot be converted.
    """
    pages = _texts(convert(data, suffix, "pdf", name, seconds=seconds), name)
    found, total = align(drafts, pages)
    return len(pages), f"pages approximate, as LibreOffice sets them ({found} of {total} blocks)"


def align(drafts: list[Draft], pages: Sequence[str]) -> tuple[int, int]:
    """Find each draft in the text of the pages; return how many were found, and of how many.

    What is not found stands on the page of what stands before it. A piece that runs over
    the end of a page is cut there.

    Example:
        >>> from auditkit.read.rows import Draft, Piece
        >>> draft = Draft(kind=BlockKind.PARAGRAPH, cells=[[Piece(text="vi antar en ny plan")]])
        >>> align([draft], ["Protokoll vi antar en", "ny plan"])
        (1, 1)
        >>> [(piece.text, piece.page) for piece in draft.cells[0]]
        [('vi antar en', 1), ('ny plan', 2)]
    """
    printed = _print(pages)
    at, page, found, total = 0, 1, 0, 0
    for draft in drafts:
        for cell in draft.cells:
            made: list[Piece] = []
            for piece in cell:
                start = _find(printed, piece.text, at)
                total += 1
                if start is None:
                    made.append(replace(piece, page=page))
                    continue
                found += 1
                made.extend(_cut(piece, start, printed))
                page = made[-1].page or page
                if draft.kind not in _ASIDE:
                    # Words may be cut otherwise on the page, so not quite all are passed.
                    at = start + len(_words(piece.text)) * 4 // 5
            cell[:] = made
    return found, total


def _print(pages: Sequence[str]) -> _Printed:
    printed = _Printed()
    for number, text in enumerate(pages, start=1):
        found = _words(text)
        printed.words.extend(found)
        printed.pages.extend([number] * len(found))
    for length in range(1, _KEY + 1):
        for start in range(len(printed.words) - length + 1):
            printed.places[tuple(printed.words[start : start + length])].append(start)
    return printed


def _words(text: str) -> list[str]:
    # PDFium marks a line end's hyphen by U+FFFE or U+0002.
    return [word.casefold() for word in _WORD.findall(re.sub(r"[\ufffe\x02\u00ad]\s*", "", text))]


def _find(printed: _Printed, text: str, at: int) -> int | None:
    """Return where a text stands, at or behind a place; a long one may begin differently."""
    words = _words(text)
    for offset in range(min(3, max(1, len(words) - _KEY + 1))):
        key = tuple(words[offset : offset + _KEY])
        places = printed.places.get(key, []) if key else []
        index = bisect_left(places, at)
        if index < len(places) and places[index] - at <= _REACH[len(key)]:
            return max(0, places[index] - offset)
    return None


def _cut(piece: Piece, start: int, printed: _Printed) -> Iterator[Piece]:
    """Yield a piece in stretches of one page each."""
    text, page, begun = piece.text, printed.pages[start], 0
    for index, match in enumerate(_WORD.finditer(text)):
        at = min(start + index, len(printed.pages) - 1)
        before = text[match.start() - 1 : match.start()]
        if printed.pages[at] != page and before.isspace() and text[begun : match.start()].strip():
            yield replace(piece, text=text[begun : match.start()].strip(), page=page)
            begun, page = match.start(), printed.pages[at]
    yield replace(piece, text=text[begun:], page=page)


def _texts(data: bytes, name: str) -> list[str]:
    """Return the text of each page of a PDF that LibreOffice made."""
    import pypdfium2 as pdfium

    try:
        with pdfium.PdfDocument(data) as document:
            return [_page_text(document, index) for index in range(min(len(document), MAX_PAGES))]
    except pdfium.PdfiumError as error:
        raise DamagedDocumentError(
            f"{name}: LibreOffice made no pages of it",
            hint="Run without --pages exact, or save the file as PDF.",
        ) from error


def _page_text(document: object, index: int) -> str:
    page = document[index]  # type: ignore[index]
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_range())
    finally:
        text_page.close()
        page.close()
