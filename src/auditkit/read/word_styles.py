"""Styles and numbering of a Word file: which paragraphs are headings, and printed numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING_NAME = re.compile(r"(?:heading|rubrik|überschrift|titre)\s*(\d)", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|innehåll)\s*\d", re.IGNORECASE)
_TITLES = frozenset({"title", "rubrik", "titel", "dokumentrubrik"})
_PLACE = re.compile(r"%(\d)")
_MAX_CHAIN = 12
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_SYMBOLS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf02d": "-", "\uf0d8": "➢", "o": "o"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What the layout needs to know of a paragraph style, with what it inherits."""

    name: str = ""
    level: int | None = None  # of a heading
    contents: bool = False
    numbering: tuple[str, int] | None = None  # list id and depth from 0
    bold: bool = False
    size: float | None = None  # in half points


@dataclass(slots=True, kw_only=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """Counts the list items of a document and prints their numbers."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def marker(self, list_id: str, depth: int) -> str | None:
        """Return the printed number or bullet of the next item of a list."""
        abstract = self.lists.get(list_id)
        level = self.levels.get(abstract or "", {}).get(depth)
        if abstract is None or level is None:
            return None
        counts = self._counts.setdefault(abstract, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return _SYMBOLS.get(level.text[:1], level.text[:1].strip() or "•")
        if level.form == "none":
            return None

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = self.levels[abstract].get(at, _Level())
            return print_number(counts.get(at, shown.start), shown.form)

        return _PLACE.sub(number, level.text).strip() or None


def print_number(value: int, form: str) -> str:
    """Return a number as a list prints it.

    Example:
        >>> print_number(3, "lowerLetter"), print_number(4, "upperRoman")
        ('c', 'IV')
    """
    if form.endswith("Letter") and 1 <= value <= 26:
        letter = chr(ord("a") + value - 1)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman") and 1 <= value <= 50:
        roman = ""
        for size, sign in (
            (50, "l"),
            (40, "xl"),
            (10, "x"),
            (9, "ix"),
            (5, "v"),
            (4, "iv"),
            (1, "i"),
        ):
            while value >= size:
                roman, value = roman + sign, value - size
        return roman.upper() if form.startswith("upper") else roman
    return str(value)


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    """Return the paragraph styles by id, each with what it inherits."""
    if root is None:
        return {}
    raw = {s.get(f"{W}styleId", ""): s for s in root.iter(f"{W}style")}
    return {name: _style(name, raw) for name in raw}


def _style(name: str, raw: dict[str, etree._Element]) -> Style:
    """Collect a style's properties up its chain of parents, its own first."""
    level: int | None = None
    numbering: tuple[str, int] | None = None
    size: float | None = None
    bold: bool | None = None
    title, contents = "", False
    current: str | None = name
    for _ in range(_MAX_CHAIN):
        if current is None or current not in raw:
            break
        style = raw[current]
        printed = _value(style, "name") or current
        title = title or printed
        contents = contents or bool(_CONTENTS_NAME.match(printed) or _CONTENTS_NAME.match(current))
        level = level if level is not None else _heading_level(style, printed, current)
        numbering = numbering or read_numbering_of(style.find(f"{W}pPr"))
        properties = style.find(f"{W}rPr")
        if properties is not None:
            if bold is None and properties.find(f"{W}b") is not None:
                bold = is_on(properties, "b")
            size = size or _number(_value(properties, "sz"))
        current = _value(style, "basedOn")
    return Style(
        name=title, level=level, contents=contents, numbering=numbering, bold=bool(bold), size=size
    )


def _heading_level(style: etree._Element, printed: str, name: str) -> int | None:
    for text in (printed, name):
        if match := _HEADING_NAME.match(text):
            return int(match[1])
    if printed.casefold() in _TITLES:
        return 1
    return outline_level(style.find(f"{W}pPr"))


def outline_level(properties: etree._Element | None) -> int | None:
    """Return a heading's level from a paragraph's outline level, None for body text."""
    value = _number(_value(properties, "outlineLvl")) if properties is not None else None
    return int(value) + 1 if value is not None and value < 9 else None


def read_numbering_of(properties: etree._Element | None) -> tuple[str, int] | None:
    """Return list id and depth of a paragraph's properties; id "0" means no list."""
    if properties is None or (found := properties.find(f"{W}numPr")) is None:
        return None
    list_id = _value(found, "numId")
    return (list_id, int(_number(_value(found, "ilvl")) or 0)) if list_id is not None else None


def read_numbering(root: etree._Element | None) -> Numbering:
    """Return the lists of a document."""
    numbering = Numbering()
    if root is None:
        return numbering
    for abstract in root.iter(f"{W}abstractNum"):
        levels = numbering.levels.setdefault(abstract.get(f"{W}abstractNumId", ""), {})
        for level in abstract.iter(f"{W}lvl"):
            levels[int(_number(level.get(f"{W}ilvl")) or 0)] = _Level(
                form=_value(level, "numFmt") or "decimal",
                text=_value(level, "lvlText") or "",
                start=int(_number(_value(level, "start")) or 1),
            )
    for entry in root.iter(f"{W}num"):
        numbering.lists[entry.get(f"{W}numId", "")] = _value(entry, "abstractNumId") or ""
    return numbering


def _value(element: etree._Element, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return found.get(f"{W}val") if found is not None else None


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text is not None else None
    except ValueError:
        return None


def is_on(properties: etree._Element, name: str) -> bool:
    """Tell whether a switch like bold or hidden is set."""
    found = properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off")
