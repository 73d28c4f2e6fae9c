"""The list numbers that Word computes: counted as it counts, printed as it prints."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%(\d)")
_LEVELS = 9
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3999
_SYMBOLS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf02d": "-", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0e0": "→",
    "o": "o",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How one level of a list is printed."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False  # the levels above are printed in figures
    restart: int | None = None  # the level (from 1) that restarts it; 0 never, None any above
    style: str | None = None  # the paragraph style that stands on this level


@dataclass(slots=True, kw_only=True)
class NumberedList:
    """A list of the document: whose counters it shares, its levels and where it restarts."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Numbering:
    """Counts the list items of a document and prints their numbers."""

    lists: dict[str, NumberedList] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def depth_of(self, list_id: str, style: str) -> int:
        """Return the level of a list that a paragraph style stands on."""
        found = self.lists.get(list_id)
        levels = found.levels if found else {}
        return next((depth for depth, level in levels.items() if level.style == style), 0)

    def marker(self, list_id: str, depth: int) -> str | None:
        """Return the printed number or bullet of the next item of a list."""
        found = self.lists.get(list_id)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return None
        counts = self._count(found, list_id, depth, level)
        if level.form == "bullet":
            return _SYMBOLS.get(level.text[:1], level.text[:1].strip() or "•")
        if level.form == "none" and not level.text.strip():
            return None

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = found.levels.get(at, Level())
            form = "decimal" if level.legal and shown.form != "none" else shown.form
            return print_number(counts.get(at, found.starts.get(at, shown.start)), form)

        return _PLACE.sub(number, level.text).strip() or None

    def _count(self, found: NumberedList, list_id: str, depth: int, level: Level) -> dict[int, int]:
        """Count one item; the counters of one abstract list are shared by its lists."""
        counts = self._counts.setdefault(found.abstract, {})
        if depth in found.starts and (list_id, depth) not in self._begun:
            self._begun.add((list_id, depth))
            counts[depth] = found.starts[depth]
        else:
            counts[depth] = counts.get(depth, found.starts.get(depth, level.start) - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            restart = found.levels.get(deeper, Level()).restart
            if restart is None or depth < restart:
                del counts[deeper]
        return counts


def print_number(value: int, form: str) -> str:
    """Return a number as a list prints it.

    Example:
        >>> print_number(28, "lowerLetter"), print_number(64, "upperRoman")
        ('bb', 'LXIV')
        >>> print_number(3, "ordinal"), print_number(7, "decimalZero"), print_number(2, "none")
        ('3:e', '07', '')
    """
    if form == "none":
        return ""
    if form.endswith("Letter") and value >= 1:
        repeat, at = divmod(value - 1, 26)
        letters = chr(ord("a") + at) * min(repeat + 1, 10)
        return letters.upper() if form.startswith("upper") else letters
    if form.endswith("Roman") and 1 <= value <= _LARGEST_ROMAN:
        roman = ""
        for size, sign in _ROMAN:
            while value >= size:
                roman, value = roman + sign, value - size
        return roman.upper() if form.startswith("upper") else roman
    if form == "decimalZero":
        return f"{value:02d}"
    if form == "ordinal":  # as Word prints it in Swedish
        ends_in_a = value % 10 in (1, 2) and value % 100 not in (11, 12)
        return f"{value}:{'a' if ends_in_a else 'e'}"
    return str(value)


def read_numbering(root: etree._Element | None) -> Numbering:
    """Return the lists of a document.

    Example:
        >>> read_numbering(None).marker("1", 0) is None
        True
    """
    numbering = Numbering()
    if root is None:
        return numbering
    abstract = {a.get(f"{W}abstractNumId", ""): a for a in root.iter(f"{W}abstractNum")}
    by_style = {link: name for name, a in abstract.items() if (link := value(a, "styleLink"))}
    levels = {name: _levels_of(element) for name, element in abstract.items()}
    for entry in root.findall(f"{W}num"):
        name = value(entry, "abstractNumId") or ""
        link = value(abstract[name], "numStyleLink") if name in abstract else None
        if link in by_style:
            name = by_style[link]
        made = NumberedList(abstract=name, levels=dict(levels.get(name, {})))
        for override in entry.findall(f"{W}lvlOverride"):
            depth = number(override.get(f"{W}ilvl")) or 0
            made.levels.update(_levels_of(override))
            start = number(value(override, "startOverride"))
            if start is not None:
                made.starts[depth] = start
        numbering.lists[entry.get(f"{W}numId", "")] = made
    return numbering


def _levels_of(parent: etree._Element) -> dict[int, Level]:
    found = {}
    for level in parent.findall(f"{W}lvl")[:_LEVELS]:
        found[number(level.get(f"{W}ilvl")) or 0] = Level(
            form=value(level, "numFmt") or "decimal",
            text=value(level, "lvlText") or "",
            start=_start(level),
            legal=is_on(level, "isLgl"),
            restart=number(value(level, "lvlRestart")),
            style=value(level, "pStyle"),
        )
    return found


def _start(level: etree._Element) -> int:
    start = number(value(level, "start"))
    return 1 if start is None else start


def value(element: etree._Element, name: str) -> str | None:
    """Return the value of a property of an element."""
    found = element.find(f"{W}{name}")
    return found.get(f"{W}val") if found is not None else None


def number(text: str | None) -> int | None:
    """Return a whole number; half sizes are cut."""
    try:
        return int(float(text)) if text is not None else None
    except (ValueError, OverflowError):
        return None


def is_on(properties: etree._Element, name: str) -> bool:
    """Tell whether a switch like bold or hidden is set."""
    found = properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off", "none")
