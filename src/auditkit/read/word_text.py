"""The text of a Word paragraph: what a reader sees of its runs, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from auditkit.read.word_styles import Style, W, is_on

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText"))


def lines_of(paragraph: etree._Element, *, hidden: bool = False) -> list[str]:
    """Return the lines of a paragraph, cut at its line breaks."""
    lines = [""]
    for text in _texts(paragraph, hidden):
        if text == "\n":
            lines.append("")
        else:
            lines[-1] += text
    return [line.replace("\u00a0", " ").strip() for line in lines]


_SIGNS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "\u00ad",
}


def _texts(element: etree._Element, hidden: bool) -> Iterator[str]:
    """Yield the stretches of a paragraph's text that are seen, or those that are hidden."""
    for child in element:
        if child.tag in _SKIPPED or child.tag in (f"{W}txbxContent", FALLBACK):
            continue
        if child.tag == f"{W}r":
            properties = child.find(f"{W}rPr")
            if (properties is not None and is_on(properties, "vanish")) != hidden:
                continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif isinstance(child.tag, str) and child.tag != f"{W}p":
            yield from _texts(child, hidden)


def read_notes(root: etree._Element | None, kind: str) -> dict[str, str]:
    """Return the text of the notes by id."""
    if root is None:
        return {}
    return {
        note.get(f"{W}id", ""): " ".join(
            text for p in note.iter(f"{W}p") if (text := " ".join(lines_of(p)).strip())
        )
        for note in root.iter(f"{W}{kind}")
    }


def type_of(element: etree._Element, style: Style) -> tuple[bool, float | None]:
    """Return whether all of a paragraph is bold, and its largest type."""
    bold: list[bool] = []
    sizes: list[float] = []
    for run in element.iter(f"{W}r"):
        text = "".join(t.text or "" for t in run.iter(f"{W}t"))
        if not text.strip():
            continue
        properties = run.find(f"{W}rPr")
        own = properties is not None and properties.find(f"{W}b") is not None
        bold.append(is_on(properties, "b") if own and properties is not None else style.bold)
        size = properties.find(f"{W}sz") if properties is not None else None
        value = size.get(f"{W}val", "") if size is not None else ""
        sizes.append(float(value) if value.isdigit() else style.size or 0.0)
    return bool(bold) and all(bold), max(sizes, default=0.0) or None
