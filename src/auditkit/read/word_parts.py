"""The parts of a Word package: its body, styles, notes, comments, headers and footers."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass

from lxml import etree

from auditkit.read.word_numbering import W
from auditkit.read.word_text import lines_of

# Word's other, "strict" form differs in nothing that is read but the names of its elements.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math",
     b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody wrote in the margin."""

    author: str
    text: str


class Package:
    """The XML parts of a Word file, found by what they are called with or without a number."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = sorted(archive.namelist())

    def part(self, kind: str) -> etree._Element | None:
        """Return the root of the part of a kind ("document", "styles"), None without one."""
        names = self.names(kind)
        return self.read(names[0]) if names else None

    def names(self, kind: str) -> list[str]:
        """Return the names of the parts of a kind."""
        pattern = re.compile(rf"word/{kind}\d*\.xml")
        return [name for name in self._names if pattern.fullmatch(name)]

    def read(self, name: str) -> etree._Element:
        """Return the root of a part; entities of other files stay unread."""
        data = self._archive.read(name)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        return etree.fromstring(data, parser)


def read_notes(root: etree._Element | None, kind: str) -> dict[str, str]:
    """Return the text of the notes by id; kind is "footnote" or "endnote".

    Example:
        >>> read_notes(None, "footnote")
        {}
    """
    if root is None:
        return {}
    return {note.get(f"{W}id", ""): _text_of(note) for note in root.iter(f"{W}{kind}")}


def read_comments(root: etree._Element | None) -> dict[str, Comment]:
    """Return the comments by id.

    Example:
        >>> read_comments(None)
        {}
    """
    if root is None:
        return {}
    return {
        comment.get(f"{W}id", ""): Comment(
            author=" ".join(comment.get(f"{W}author", "").split()), text=_text_of(comment)
        )
        for comment in root.iter(f"{W}comment")
    }


def _text_of(note: etree._Element) -> str:
    texts = (" ".join(lines_of(paragraph)).strip() for paragraph in note.iter(f"{W}p"))
    return " ".join(text for text in texts if text)
