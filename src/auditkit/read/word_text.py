"""The text of a Word paragraph: what a reader sees of its runs, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from auditkit.read.word_numbering import W, is_on, number, value
from auditkit.read.word_styles import Style

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_LEFT_OUT = (
    "del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr", "rt", "txbxContent",
)  # fmt: skip
_SKIPPED = frozenset(f"{W}{name}" for name in _LEFT_OUT) | {FALLBACK}
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "\u00ad",
}
# Signs of Wingdings and Symbol that carry meaning: ticks, boxes, arrows.
_SYMBOLS = {
    0xFC: "✓", 0xFE: "☑", 0xFD: "☒", 0xFB: "✗", 0xA8: "☐", 0x6F: "☐", 0x78: "☒", 0xE0: "→",
    0xB7: "•", 0xA7: "▪", 0x2D: "-",
}  # fmt: skip
_TINY = 4  # half points: no person reads type of two points
_CHANGES = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel")


def lines_of(paragraph: etree._Element, *, hidden: bool = False) -> list[str]:
    """Return the lines of a paragraph, cut at its line breaks.

    Example:
        >>> xml = f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:t>Ja</w:t><w:br/><w:t>Nej</w:t></w:r></w:p>'
        >>> lines_of(etree.fromstring(xml))
        ['Ja', 'Nej']
    """
    lines = [""]
    for text in _texts(paragraph, hidden):
        if text == "\n":
            lines.append("")
        else:
            lines[-1] += text
    return [line.replace("\u00a0", " ").strip() for line in lines]


def _texts(element: etree._Element, hidden: bool) -> Iterator[str]:
    """Yield the stretches of a paragraph's text that are seen, or those that are hidden."""
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{W}r" and _is_hidden(child) != hidden:
            continue
        if child.tag in (f"{W}t", _MATH):
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == f"{W}sym":
            yield _symbol(child.get(f"{W}char", ""))
        elif isinstance(child.tag, str) and child.tag != f"{W}p":
            yield from _texts(child, hidden)


def _symbol(code: str) -> str:
    """Return the sign of a symbol font, nothing for an ornament."""
    try:
        return _SYMBOLS.get(int(code, 16) & 0xFF, "")
    except ValueError:
        return ""


def _is_hidden(run: etree._Element) -> bool:
    """Tell whether a run cannot be seen: hidden, tiny, or white on no colour."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        return False
    if is_on(properties, "vanish"):
        return True
    size = number(value(properties, "sz"))
    if size is not None and size <= _TINY:
        return True
    if (value(properties, "color") or "").upper() != "FFFFFF":
        return False
    if properties.find(f"{W}shd") is not None or properties.find(f"{W}highlight") is not None:
        return False
    # On a coloured paragraph, in a table or a box, white is how headings are printed.
    return not any(
        above.tag in (f"{W}tc", f"{W}txbxContent")
        or (above.tag == f"{W}p" and above.find(f"{W}pPr/{W}shd") is not None)
        for above in run.iterancestors()
    )


def count_changes(root: etree._Element) -> int:
    """Return how many tracked changes a document holds.

    Example:
        >>> xml = f'<w:p xmlns:w="{W[1:-1]}"><w:ins><w:r/></w:ins><w:del/></w:p>'
        >>> count_changes(etree.fromstring(xml))
        2
    """
    return sum(1 for _ in root.iter(*(f"{W}{name}" for name in _CHANGES)))


def is_end_deleted(properties: etree._Element | None) -> bool:
    """Tell whether a tracked change joins a paragraph with the one below.

    Example:
        >>> is_end_deleted(None)
        False
    """
    return properties is not None and properties.find(f"{W}rPr/{W}del") is not None


def type_of(element: etree._Element, style: Style) -> tuple[bool, float | None]:
    """Return whether all of a paragraph is bold, and its largest type.

    Example:
        >>> xml = f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:rPr><w:b/></w:rPr><w:t>Ja</w:t></w:r></w:p>'
        >>> type_of(etree.fromstring(xml), Style(size=22))
        (True, 22)
    """
    bold: list[bool] = []
    sizes: list[float] = []
    for run in element.iter(f"{W}r"):
        if not "".join(t.text or "" for t in run.iter(f"{W}t")).strip():
            continue
        properties = run.find(f"{W}rPr")
        own = properties is not None and properties.find(f"{W}b") is not None
        bold.append(is_on(properties, "b") if own and properties is not None else style.bold)
        size = number(value(properties, "sz")) if properties is not None else None
        sizes.append(size or style.size or 0.0)
    return bool(bold) and all(bold), max(sizes, default=0.0) or None
