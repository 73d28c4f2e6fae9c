"""Files whose name says another format than their content."""

from __future__ import annotations

from pathlib import PurePosixPath

from auditkit.model import Document, Problem
from auditkit.read.formats import Format

_CALLED = {
    Format.TEXT: "text",
    Format.MARKDOWN: "Markdown",
    Format.HTML: "HTML",
    Format.MAIL: "mail",
    Format.RTF: "RTF",
    Format.DOC: "Word 97",
    Format.DOCX: "Word",
    Format.ODT: "OpenDocument",
    Format.FLAT_ODT: "OpenDocument",
    Format.PDF: "PDF",
}
_ENDINGS = {
    Format.TEXT: (".txt", ".text", ".md", ".markdown"),
    Format.MARKDOWN: (".md", ".markdown", ".txt", ".text"),
    Format.HTML: (".html", ".htm", ".xhtml"),
    Format.MAIL: (".eml", ".mht", ".mhtml"),
    Format.RTF: (".rtf", ".doc"),  # Word itself writes RTF under its old ending
    Format.DOC: (".doc", ".dot", ".xml"),
    Format.DOCX: (".docx", ".docm", ".dotx"),
    Format.ODT: (".odt", ".ott"),
    Format.FLAT_ODT: (".fodt", ".xml"),
    Format.PDF: (".pdf",),
}
_KNOWN = frozenset(ending for endings in _ENDINGS.values() for ending in endings)


def check_name(document: Document) -> Problem | None:
    """Return a problem where a document was read as something else than its name says.

    The document itself is read for what it is. A text under either text ending is in order.

    Example:
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.txt", path="p.txt",
        ...                     media_type="application/pdf", text="x", blocks=(), lines=())
        >>> check_name(document).message
        'p.txt: is a PDF file, not what its name says; it was read as PDF'
    """
    found = Format(document.media_type)
    suffix = PurePosixPath(document.name).suffix.lower()
    if suffix not in _KNOWN or suffix in _ENDINGS[found]:
        return None
    what, ending = _CALLED[found], _ENDINGS[found][0]
    return Problem(
        document=document.name,
        path=document.path,
        stage="read",
        code="AK307",
        message=f"{document.name}: is a {what} file, not what its name says; it was read as {what}",
        hint=f"Look whether it is the right file, and give it the ending {ending}.",
    )
