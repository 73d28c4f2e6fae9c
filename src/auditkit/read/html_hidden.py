"""Which elements of a web page a browser does not show."""

from __future__ import annotations

import re

from lxml import etree

_NOT_SHOWN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!)"
    r"|font-size\s*:\s*0(?:\.\d+)?(?:px|pt|em|rem|%)?\s*(?:;|$|!)|text-indent\s*:\s*-\d{4,}"
    r"|(?:left|top)\s*:\s*-\d{4,}px|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_MEDIA = re.compile(r"@media[^{}]{0,300}\{(?:[^{}]{0,5000}\{[^{}]{0,5000}\}){0,500}[^{}]{0,5000}\}")
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?([.#][\w-]{1,80})", re.IGNORECASE)
_LONGEST_SHEET = 200_000
_FOR_READERS = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"})


class Hidden:
    """The elements that are not shown: by attribute, own style, or a simple rule of the page.

    Example:
        >>> root = etree.fromstring('<div><p class="x"/><style>.x {display: none}</style></div>')
        >>> Hidden(root).is_hidden(root[0])
        True
    """

    def __init__(self, root: etree._Element) -> None:
        sheets = "\n".join(style.text or "" for style in root.iter("style"))[:_LONGEST_SHEET]
        sheets = _MEDIA.sub("", _without_comments(sheets))
        self._names = {
            name[1]
            for selectors, body in _RULE.findall(sheets)
            if _NOT_SHOWN.search(body)
            for selector in selectors.split(",")
            if (name := _SIMPLE.fullmatch(selector.strip()))
        }

    def is_hidden(self, element: etree._Element) -> bool:
        """Tell whether an element, and so all inside it, is not shown."""
        if "hidden" in element.attrib or _NOT_SHOWN.search((element.get("style") or "")[:2000]):
            return True
        classes = (element.get("class") or "").split()
        if _FOR_READERS.intersection(name.lower() for name in classes):
            return True
        names = {f".{name}" for name in classes} | {f"#{element.get('id')}"}
        return not self._names.isdisjoint(names)


def _without_comments(sheet: str) -> str:
    """Return a style sheet without its comments; one that does not end hides the rest."""
    first, *rest = sheet.split("/*")
    return " ".join((first, *(part.partition("*/")[2] for part in rest)))
