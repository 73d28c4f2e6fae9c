"""Files whose name says another format than their content."""

from __future__ import annotations

from pathlib import PurePosixPath

from auditkit.model import Document, Problem
from auditkit.read.formats import Format

_CALLED = {Format.TEXT: "text", Format.MARKDOWN: "Markdown", Format.DOCX: "Word", Format.PDF: "PDF"}
_TEXTS = frozenset({Format.TEXT, Format.MARKDOWN})


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
    named = _format_of(PurePosixPath(document.name).suffix.lower())
    if named is None or named is found or {named, found} <= _TEXTS:
        return None
    what = _CALLED[found]
    ending = {Format.DOCX: ".docx", Format.PDF: ".pdf"}.get(found, ".txt")
    return Problem(
        document=document.name,
        path=document.path,
        stage="read",
        code="AK307",
        message=f"{document.name}: is a {what} file, not what its name says; it was read as {what}",
        hint=f"Look whether it is the right file, and give it the ending {ending}.",
    )


def _format_of(suffix: str) -> Format | None:
    if suffix in (".md", ".markdown"):
        return Format.MARKDOWN
    known = {".txt": Format.TEXT, ".text": Format.TEXT, ".docx": Format.DOCX, ".pdf": Format.PDF}
    return known.get(suffix)
