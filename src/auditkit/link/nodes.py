"""Node ids of the graph, in one place so that links and graph agree."""

from __future__ import annotations

import hashlib
import re


def part_node(document_id: str, label: str) -> str:
    """Return the node of a part.

    Example:
        >>> part_node("d", "annex 1")
        'd:part:annex_1'
    """
    return f"{document_id}:part:{re.sub(r'[^a-zA-Z0-9.-]', '_', label)}"


def section_node(document_id: str, index: int) -> str:
    """Return the node of a section, by its index in the document.

    Example:
        >>> section_node("d", 3)
        'd:section:3'
    """
    return f"{document_id}:section:{index}"


def meeting_node(document_id: str) -> str:
    """Return the node of the meeting that a document is the minutes of.

    Example:
        >>> meeting_node("d")
        'd:meeting'
    """
    return f"{document_id}:meeting"


def agenda_node(document_id: str, index: int) -> str:
    """Return the node of an agenda item, by its place on the agenda.

    Example:
        >>> agenda_node("d", 0)
        'd:agenda:0'
    """
    return f"{document_id}:agenda:{index}"


def sentence_node(document_id: str, start: int, end: int) -> str:
    """Return the node of a sentence that is evidence without being a statement.

    Example:
        >>> sentence_node("d", 4, 9)
        'd:4-9'
    """
    return f"{document_id}:{start}-{end}"


def reference_node(kind: str, value: str, document_id: str = "") -> str:
    """Return the node of something referred to; with a document id, of that document only.

    Example:
        >>> reference_node("diary", "AB 2021/44") == reference_node("diary", "ab  2021/44")
        True
    """
    folded = " ".join(value.casefold().split())
    digest = hashlib.sha256(f"{kind}\x1f{document_id}\x1f{folded}".encode()).hexdigest()[:12]
    return f"ref:{kind}:{digest}"
