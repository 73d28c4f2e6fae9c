"""Provenance and ids: the one place where a quote is tied to its source."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left

from auditkit.model import Document, Provenance, StatementKind


def locate(document: Document, start: int, end: int) -> Provenance:
    """Return the provenance of ``document.text[start:end]``, without blanks at either end.

    Args:
        document: The document that holds the text.
        start: First character, half-open range; moved inwards over blanks.
        end: Character after the last; moved inwards over blanks.

    Raises:
        ValueError: If nothing but blanks stands there.

    Example:
        >>> from auditkit.model import Line
        >>> text = "Styrelsen beslutar."
        >>> lines = (Line(start=0, end=19, page=2),)
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.pdf", path="p.pdf",
        ...                     media_type="application/pdf", text=text, blocks=(), lines=lines)
        >>> locate(document, 9, 19).quote, locate(document, 9, 19).pages
        ('beslutar.', (2, 2))
    """
    raw = document.text[start:end]
    stripped = raw.strip()
    if not stripped:
        raise ValueError(f"nothing to quote at {start}..{end}")
    start += len(raw) - len(raw.lstrip())
    end = start + len(stripped)
    lines = document.lines
    index = bisect_left(lines, start, key=lambda line: line.end)
    while index < len(lines) and lines[index].end <= start:
        index += 1
    pages: list[int] = []
    numbers: list[int] = []
    while index < len(lines) and lines[index].start < end:
        line = lines[index]
        if line.page is not None:
            pages.append(line.page)
        if line.number is not None:
            numbers.append(line.number)
        index += 1
    return Provenance(
        document_id=document.id,
        document=document.name,
        path=document.path,
        start=start,
        end=end,
        quote=stripped,
        pages=(min(pages), max(pages)) if pages else None,
        place=_place(pages, numbers, document.media_type),
    )


def _place(pages: list[int], numbers: list[int], media_type: str) -> str | None:
    """Say in words where a quote stands: page, else paragraph or line."""
    for word, values in (
        ("page", pages),
        (_unit(media_type), numbers),
    ):
        if values:
            first, last = min(values), max(values)
            return f"{word} {first}" if first == last else f"{word}s {first}-{last}"
    return None


def _unit(media_type: str) -> str:
    """Return what the numbers of a format count: lines of texts, paragraphs of the others."""
    return "line" if media_type.startswith(("text/", "message/")) else "paragraph"


def statement_id(kind: StatementKind, provenance: Provenance, taken: set[str]) -> str:
    """Return a statement's id and add it to ``taken``; a repeated quote gets ``-2``.

    Example:
        >>> provenance = Provenance(document_id="d", document="p", path="p", start=0, end=2,
        ...                         quote="Ja")
        >>> taken: set[str] = set()
        >>> first = statement_id(StatementKind.DECISION, provenance, taken)
        >>> statement_id(StatementKind.DECISION, provenance, taken) == first + "-2"
        True
    """
    folded = re.sub(r"\s+", " ", provenance.quote).casefold()
    # A PDF may hold half a surrogate pair, which plain UTF-8 refuses.
    content = f"{provenance.document_id}\x1f{folded}".encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(content).hexdigest()[:12]
    base = f"{kind.value[:3]}-{digest}"
    name, count = base, 1
    while name in taken:
        count += 1
        name = f"{base}-{count}"
    taken.add(name)
    return name
