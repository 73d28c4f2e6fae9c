"""PDF: pages → printed lines for the layout engine, ruled tables as rows of cells."""

from __future__ import annotations

from collections.abc import Sequence

from auditkit.errors import NoTextError
from auditkit.lang import Pack
from auditkit.model import Quality
from auditkit.read.child_log import NO_LOG, PageLog
from auditkit.read.layout import lay_out
from auditkit.read.ocr_pages import INSTALL_HINT, NOT_INSTALLED
from auditkit.read.options import DEFAULTS, ReadOptions
from auditkit.read.pages import Page
from auditkit.read.pdf_pages import read_pages
from auditkit.read.pdf_rows import pages_to_rows
from auditkit.read.quality import grade_pages
from auditkit.read.rows import Draft


def read_pdf(
    data: bytes,
    name: str,
    pack: Pack,
    options: ReadOptions = DEFAULTS,
    log: PageLog = NO_LOG,
) -> tuple[list[Draft], int, Quality]:
    """Return the blocks of a PDF, its number of pages and how well they could be read.

    Raises:
        NoTextError: If no page has a text layer.
        ReadError: If it cannot be opened at all, see `read_pages`.
    """
    pages = read_pages(data, name, pack, options, log)
    log.begin("layout")
    if not any(page.characters for page in pages):
        raise _without_text(pages, name)
    return lay_out(pages_to_rows(pages), pack), len(pages), grade_pages(pages, pack.code)


def _without_text(pages: Sequence[Page], name: str) -> NoTextError:
    """Return the error that says why a document has no text, and what would help."""
    why = next((page.unread for page in pages if page.unread), None)
    if why is None:
        return NoTextError(
            f"{name}: holds no text ({len(pages)} pages)",
            hint="Look at it: if its pages are pictures of text, run with --ocr force.",
        )
    hint = INSTALL_HINT if why == NOT_INSTALLED else "Run again with --ocr auto, or scan it anew."
    return NoTextError(f"{name}: is a scan without text ({len(pages)} pages): {why}", hint=hint)
