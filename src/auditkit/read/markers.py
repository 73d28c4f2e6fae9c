"""Bullets and numbers in front of a line: what they are, and what stands behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass

BULLETS = "•●○◦▪■□►▶➢➤✓✔❖·∙‣⁃\uf000-\uf0ff"
_PRIVATE = "\ue000"  # signs of symbol fonts
_BULLET = re.compile(
    rf"(?P<marker>[{BULLETS}]|[-–—*+](?=\s)|o(?=\s{{2,}}|\t|\s(?:att\s|[A-ZÅÄÖ])))\s*(?=\S)"
)
_SECTION = re.compile(
    r"(?P<marker>§§?\s?\d{1,3}(?:\s?[a-z](?=[\s:.]))?(?:[:.]\d{1,2})?\.?)[:.]?\s+(?=\S)"
    r"|(?P<misread>[$&]\s?\d{1,3}\.?)\s+(?=[A-ZÅÄÖ])"
)
_SECTION_AFTER = re.compile(
    r"(?P<marker>\d{1,3}\s?kap\.?(?:\s\d{1,3}\s?(?:[a-z]\s)?§)?|\d{1,3}\s?(?:[a-z]\s)?§\.?)\s+(?=\S)"
)
_DEEP = re.compile(r"(?P<marker>\d{1,3}(?:\.\d{1,3}){1,5}\.?)(?:\s+|(?=[A-ZÅÄÖ]))(?=\S)")
_DOTTED = re.compile(r"(?P<marker>\d{1,3}(?:\.|\)|\.\)|:)|\(\d{1,3}\))\s+(?=\S)")
_LETTER = re.compile(r"(?P<marker>\(?[a-zåäö]\)|[a-z]\.|\(?[ivx]{1,4}\)|[A-H]\))\s+(?=\S)")
_BARE = re.compile(r"(?P<marker>\d{1,3})(?:\s{1,12}|\t)(?=[A-ZÅÄÖÉ”\"])")
_CODE = re.compile(r"(?P<marker>[A-ZÅÄÖ]{1,3}\d{1,3}(?:\.\d{1,2})*[.:]?)\s+(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A bullet or number: ``kind`` is bullet, section, deep, dotted, letter, bare or code."""

    kind: str
    text: str
    end: int  # where the content begins in the line
    inferred: bool = False  # its sign is of a symbol font and was replaced by a bullet

    @property
    def depth(self) -> int:
        """The number of components of a number: 3 for ``3.1.2``."""
        return len(re.findall(r"\d+", self.text)) if self.kind in ("deep",) else 1

    @property
    def is_paragraph(self) -> bool:
        """Whether it is a § (OCR often reads "$" or "&")."""
        return self.kind == "section" and self.text[:1] in "§$&"

    @property
    def number(self) -> int | None:
        """The last number of the marker."""
        found = re.findall(r"\d+", self.text)
        return int(found[-1]) if found else None


_KINDS = (
    ("bullet", _BULLET),
    ("section", _SECTION),
    ("section", _SECTION_AFTER),
    ("deep", _DEEP),
    ("dotted", _DOTTED),
    ("letter", _LETTER),
    ("bare", _BARE),
    ("code", _CODE),
)


def find_marker(text: str) -> Marker | None:
    """Return the bullet or number at the start of a line.

    Example:
        >>> marker = find_marker("3.1.2 Uppföljning")
        >>> marker.kind, marker.text, marker.depth, "3.1.2 Uppföljning"[marker.end:]
        ('deep', '3.1.2', 3, 'Uppföljning')
        >>> find_marker("- 1) Är målen nådda?").text, find_marker("2,5 procent") is None
        ('- 1)', True)
    """
    for kind, pattern in _KINDS:
        match = pattern.match(text)
        if match is None:
            continue
        groups = match.groupdict()
        end, marker = match.end(), (groups["marker"] or groups["misread"]).strip()
        if kind == "bullet":  # "- 1) Är målen nådda?"
            for inner in (_DOTTED, _LETTER):
                more = inner.match(text, end)
                if more:
                    return Marker(kind="bullet", text=f"{marker} {more['marker']}", end=more.end())
        numbered = kind == "deep" or (kind == "section" and marker[0].isdigit())
        if numbered and text[end].islower():  # "17.30 i salen", "5 § andra stycket"
            continue
        symbol = marker[0] >= _PRIVATE
        return Marker(kind=kind, text="•" if symbol else marker, end=end, inferred=symbol)
    return None
