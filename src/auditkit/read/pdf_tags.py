"""Headings that a tagged PDF names in its structure tree: hints for the layout, never truth.

The tree is the writer's word for what stands where, and it may be wrong or hostile: it is
walked with a bound on its depth and on its elements, and an element is visited once.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MAX_CHILDREN = 50_000  # looked at on a page
MAX_DEPTH = 40
MAX_HEADINGS = 500  # on a page
MAX_TITLE = 200  # characters: what is longer is no title

_HEADING = re.compile(r"H([1-9]?)")
_DEEPEST = 6
_TYPE_BYTES = 32  # of UTF-16: room for the longest type that matters, "Sect"
_Titles = tuple[tuple[int, str], ...]


def tagged_titles(
    document: pdfium.PdfDocument, page: pdfium.PdfPage, text: pdfium.PdfTextPage
) -> _Titles:
    """Return level and text of the elements of a page that are tagged as headings.

    Args:
        document: An open document; if it does not say that it is tagged, nothing is read.
        page: One of its pages.
        text: The characters of that page.

    Example:
        >>> document = pdfium.PdfDocument.new()
        >>> page = document.new_page(595, 842)
        >>> tagged_titles(document, page, page.get_textpage())
        ()
    """
    if not raw.FPDFCatalog_IsTagged(document.raw):
        return ()
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return ()
    try:
        walk = _Walk()
        for index in range(min(raw.FPDF_StructTree_CountChildren(tree), MAX_CHILDREN)):
            walk.element(raw.FPDF_StructTree_GetChildAtIndex(tree, index), 0, 0, None)
    finally:
        raw.FPDF_StructTree_Close(tree)
    if not walk.owners:
        return ()
    titles = _texts(text, walk.owners)
    return tuple(
        (level, titles[number])
        for number, level in enumerate(walk.levels)
        if 0 < len(titles.get(number, "")) <= MAX_TITLE
    )


class _Walk:
    """The headings met in a tree, and which marked content of the page belongs to them."""

    def __init__(self) -> None:
        self.levels: list[int] = []
        self.owners: dict[int, int] = {}  # the heading's number by marked content
        self._seen: set[int] = set()
        self._left = MAX_CHILDREN

    def element(self, element: Any, depth: int, sections: int, heading: int | None) -> None:
        """Walk an element and what it holds.

        Args:
            element: The element; none where the tree has content or something broken.
            depth: How many elements it is within.
            sections: How many of them are sections: they tell the level of a plain "H".
            heading: The number of the heading it is within.
        """
        if not element or depth > MAX_DEPTH or _address(element) in self._seen:
            return
        self._seen.add(_address(element))
        kind = _kind(element)
        sections += kind == "Sect"
        match = _HEADING.fullmatch(kind)
        if match and heading is None and len(self.levels) < MAX_HEADINGS:
            heading = len(self.levels)
            self.levels.append(min(int(match[1] or max(sections, 1)), _DEEPEST))
        for index in range(raw.FPDF_StructElement_CountChildren(element)):
            self._left -= 1
            if self._left < 0:
                return
            if heading is not None:
                content = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
                if content >= 0:
                    self.owners.setdefault(content, heading)
                    continue
            child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
            self.element(child, depth + 1, sections, heading)


def _kind(element: Any) -> str:
    """Return an element's type as the document's role map has it; nothing if it is long."""
    buffer = ctypes.create_string_buffer(_TYPE_BYTES)
    size = raw.FPDF_StructElement_GetType(element, buffer, _TYPE_BYTES)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace") if 2 < size <= _TYPE_BYTES else ""


def _texts(text: pdfium.PdfTextPage, owners: dict[int, int]) -> dict[int, str]:
    """Return the characters of each heading, in the order of the file."""
    found: dict[int, list[str]] = {}
    for number, code in _owned(text, owners):
        signs = found.setdefault(number, [])
        if len(signs) <= MAX_TITLE:
            signs.append(chr(code))
    return {number: "".join(signs).strip() for number, signs in found.items()}


def _owned(text: pdfium.PdfTextPage, owners: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the characters that stand in a heading, with the heading's number."""
    known: dict[int, int | None] = {}  # by text object, which mostly has many characters
    for index in range(raw.FPDFText_CountChars(text.raw)):
        handle = raw.FPDFText_GetTextObject(text.raw, index)
        if not handle:
            continue
        key = _address(handle)
        if key not in known:
            known[key] = owners.get(raw.FPDFPageObj_GetMarkedContentID(handle))
        number = known[key]
        code = raw.FPDFText_GetUnicode(text.raw, index)
        if number is not None and code > 1 and not 0xD800 <= code < 0xE000:
            yield number, code


def _address(handle: Any) -> int:
    """Return what tells one object of PDFium from another; 0 for none."""
    address: int | None = ctypes.c_void_p.from_buffer(handle).value
    return address or 0
