"""Styles and lists of an OpenDocument text: headings, type, and the numbers it prints."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from auditkit.read.word_numbering import print_number
from auditkit.read.word_styles import level_of_name

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CONTENTS = re.compile(r"(?:contents|innehåll|table_20_of_20_contents)[ _0-9]*", re.IGNORECASE)
_MAX_CHAIN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """What the layout needs to know of a style, with what it inherits."""

    level: int | None = None
    bold: bool = False
    size: float | None = None  # in half points
    hidden: bool = False
    list_style: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    bullet: str | None = None
    form: str = "decimal"
    prefix: str = ""
    suffix: str = ""
    shown: int = 1  # how many levels stand in the number
    start: int = 1


@dataclass(slots=True)
class Styles:
    """The styles of a document by family and name, and its list styles."""

    raw: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _made: dict[tuple[str, str], TextStyle] = field(default_factory=dict)

    def of(self, family: str, name: str | None) -> TextStyle:
        """Return a style with what it inherits."""
        key = (family, name or "Standard")
        if key not in self._made:
            self._made[key] = self._resolve(*key)
        return self._made[key]

    def _resolve(self, family: str, name: str) -> TextStyle:
        level: int | None = None
        bold: bool | None = None
        hidden: bool | None = None
        size: float | None = None
        list_style: str | None = None
        current: str | None = name
        for _ in range(_MAX_CHAIN):
            style = self.raw.get((family, current or ""))
            if style is None:
                break
            printed = style.get(f"{STYLE}display-name") or (current or "").replace("_20_", " ")
            own = style.get(f"{STYLE}default-outline-level")
            if level is None:
                level = int(own) if own and own.isdigit() else level_of_name(printed)
            if list_style is None:
                list_style = style.get(f"{STYLE}list-style-name")
            for properties in style.iterchildren(f"{STYLE}text-properties"):
                weight = properties.get(f"{_FO}font-weight")
                bold = bold if bold is not None or weight is None else weight in _HEAVY
                display = properties.get(f"{TEXT}display")
                hidden = hidden if hidden is not None or display is None else display == "none"
                size = size or _half_points(properties.get(f"{_FO}font-size"))
            current = style.get(f"{STYLE}parent-style-name")
        return TextStyle(
            level=level, bold=bool(bold), size=size, hidden=bool(hidden), list_style=list_style
        )


_HEAVY = frozenset({"bold", "600", "700", "800", "900"})


def read_styles(roots: Iterable[etree._Element]) -> Styles:
    """Return the styles that the parts of a document define.

    Example:
        >>> read_styles([]).of("paragraph", None).level is None
        True
    """
    styles = Styles()
    for root in roots:
        for style in root.iter(f"{STYLE}style"):
            key = (style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", ""))
            styles.raw.setdefault(key, style)
        for listed in root.iter(f"{TEXT}list-style", f"{TEXT}outline-style"):
            is_outline = listed.tag == f"{TEXT}outline-style"
            name = "" if is_outline else listed.get(f"{STYLE}name", "")
            styles.lists.setdefault(name, dict(map(_level, listed)))
    return styles


def is_contents(name: str | None) -> bool:
    """Tell whether a paragraph style is that of an entry of the table of contents.

    Example:
        >>> is_contents("Contents_20_2"), is_contents("Text_20_body")
        (True, False)
    """
    return bool(name and _CONTENTS.match(name.replace("_20_", " ")))


def _level(element: etree._Element) -> tuple[int, _Level]:
    depth = _whole(element.get(f"{TEXT}level"), 1)
    if element.tag != f"{TEXT}list-level-style-number" and not str(element.tag).endswith(
        "outline-level-style"
    ):
        return depth, _Level(bullet=element.get(f"{TEXT}bullet-char") or "•")
    form = element.get(f"{STYLE}num-format") or "none"
    return depth, _Level(
        form=_FORMS.get(form, "none" if form == "none" else "decimal"),
        prefix=element.get(f"{STYLE}num-prefix") or "",
        suffix=element.get(f"{STYLE}num-suffix") or "",
        shown=_whole(element.get(f"{TEXT}display-levels"), 1),
        start=_whole(element.get(f"{TEXT}start-value"), 1),
    )


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 7 else default


def _half_points(text: str | None) -> float | None:
    match = re.match(r"(\d{1,3}(?:\.\d{1,4})?)pt$", text or "")
    return float(match[1]) * 2 if match else None


class Counter:
    """Counts the items of lists and headings, and prints their numbers."""

    def __init__(self, styles: Styles) -> None:
        self._lists = styles.lists
        self._counts: dict[str, dict[int, int]] = {}

    def restart(self, name: str) -> None:
        """Begin a list anew."""
        self._counts.pop(name, None)

    def marker(self, name: str, depth: int, start: int | None = None) -> str | None:
        """Return the number or bullet of the next item at a depth from 1."""
        levels = self._lists.get(name, {})
        level = levels.get(depth)
        if level is None:
            return None
        counts = self._counts.setdefault(name, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1 if start is None else start
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if level.bullet is not None:
            return "•" if level.bullet >= "\ue000" else level.bullet
        if level.form == "none":
            return None
        parts = [
            print_number(counts.get(at, levels[at].start), levels[at].form)
            for at in range(max(1, depth - level.shown + 1), depth + 1)
            if at in levels and levels[at].bullet is None
        ]
        return f"{level.prefix}{'.'.join(filter(None, parts))}{level.suffix}".strip() or None
