"""Documents of which some pages could not be read."""

from __future__ import annotations

from collections.abc import Iterable

from auditkit.model import Document, Problem


def check_pages(document: Document) -> Problem | None:
    """Return a problem where pages of a document were not read, with the cause where known.

    Example:
        >>> from auditkit.model import Quality
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.pdf", path="p.pdf",
        ...                     media_type="application/pdf", text="x", blocks=(), lines=(),
        ...                     page_count=9, quality=Quality(pages_unread=(3, 4, 5, 9)))
        >>> check_pages(document).message
        'p.pdf: 4 of 9 pages were not read: 3-5, 9'
    """
    unread = document.quality.pages_unread
    if not unread:
        return None
    cause = f" ({document.quality.note})" if document.quality.note else ""
    return Problem(
        document=document.name,
        path=document.path,
        stage="read",
        code="AK309",
        message=f"{document.name}: {len(unread)} of {document.page_count} pages were not read: "
        f"{_ranges(unread)}{cause}",
        hint="Read these pages by eye, or replace the file with a better copy.",
    )


def _ranges(numbers: Iterable[int]) -> str:
    """Write numbers with runs of them drawn together."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][-1] + 1:
            found[-1] = [found[-1][0], number]
        else:
            found.append([number])
    return ", ".join("-".join(str(end) for end in run) for run in found)
