"""Styles of a Word file: which paragraphs are headings, and what their type is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from auditkit.read.word_numbering import W, is_on, number, value

_HEADING_NAME = re.compile(r"(?:heading|rubrik|überschrift|titre|otsikko)\s*(\d)", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|innehåll)\s*\d", re.IGNORECASE)
_TITLES = frozenset({"title", "rubrik", "titel", "dokumentrubrik"})
_MAX_CHAIN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What the layout needs to know of a paragraph style, with what it inherits."""

    name: str = ""
    level: int | None = None  # of a heading
    contents: bool = False
    numbering: tuple[str, int] | None = None  # list id and depth from 0
    bold: bool = False
    size: float | None = None  # in half points


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    """Return the paragraph styles by id, each with what it inherits.

    Example:
        >>> read_styles(None)
        {}
    """
    if root is None:
        return {}
    raw = {s.get(f"{W}styleId", ""): s for s in root.iter(f"{W}style")}
    return {name: _style(name, raw) for name in raw}


def default_style(root: etree._Element | None) -> str:
    """Return the id of the style of paragraphs that name none.

    Example:
        >>> default_style(None)
        'Normal'
    """
    for style in root.iter(f"{W}style") if root is not None else ():
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
            return str(style.get(f"{W}styleId", "Normal"))
    return "Normal"


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
        printed = value(style, "name") or current
        title = title or printed
        contents = contents or bool(_CONTENTS_NAME.match(printed) or _CONTENTS_NAME.match(current))
        level = level if level is not None else _heading_level(style, printed, current)
        numbering = numbering or read_numbering_of(style.find(f"{W}pPr"))
        properties = style.find(f"{W}rPr")
        if properties is not None:
            if bold is None and properties.find(f"{W}b") is not None:
                bold = is_on(properties, "b")
            size = size or number(value(properties, "sz"))
        current = value(style, "basedOn")
    return Style(
        name=title, level=level, contents=contents, numbering=numbering, bold=bool(bold), size=size
    )


def level_of_name(name: str) -> int | None:
    """Return the level of the headings that a style of this name is for.

    Example:
        >>> level_of_name("heading 2"), level_of_name("Rubrik 1"), level_of_name("Normal")
        (2, 1, None)
    """
    if match := _HEADING_NAME.match(name):
        return int(match[1])
    return 1 if name.casefold() in _TITLES else None


def _heading_level(style: etree._Element, printed: str, name: str) -> int | None:
    for text in (printed, name):
        if text == printed or _HEADING_NAME.match(text):
            level = level_of_name(text)
            if level is not None:
                return level
    return outline_level(style.find(f"{W}pPr"))


def outline_level(properties: etree._Element | None) -> int | None:
    """Return a heading's level from a paragraph's outline level, None for body text.

    Example:
        >>> outline_level(None) is None
        True
    """
    level = number(value(properties, "outlineLvl")) if properties is not None else None
    return level + 1 if level is not None and 0 <= level < 9 else None


def read_numbering_of(properties: etree._Element | None) -> tuple[str, int] | None:
    """Return list id and depth of a paragraph's properties; id "0" means no list, -1 no depth.

    Example:
        >>> read_numbering_of(None) is None
        True
    """
    if properties is None or (found := properties.find(f"{W}numPr")) is None:
        return None
    list_id, depth = value(found, "numId"), number(value(found, "ilvl"))
    return (list_id, -1 if depth is None else depth) if list_id is not None else None
