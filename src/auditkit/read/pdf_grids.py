"""Ruled tables of PDF pages, found by pdfplumber; slow, so only where rules were seen."""

from __future__ import annotations

import io
import logging
from dataclasses import replace

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfplumber.pdf import PDF as PlumberPdf
from pdfplumber.utils.exceptions import PdfminerException

from auditkit.read.pages import Grid, Page
from auditkit.read.rows import Box

_logger = logging.getLogger(__name__)


def add_grids(pages: list[Page], flagged: list[int], data: bytes) -> tuple[Page, ...]:
    """Return the pages with the ruled tables that pdfplumber finds on the flagged ones."""
    made = list(pages)
    try:
        document = pdfplumber.open(io.BytesIO(data))
    except (PdfminerException, PDFException) as error:
        _logger.warning("tables not read: %s", type(error).__name__)
        return tuple(pages)
    with document:
        for index in flagged:
            grids = _grids(document, index, pages[index])
            if grids:
                made[index] = replace(made[index], grids=grids)
    return tuple(made)


def _grids(document: PlumberPdf, index: int, page: Page) -> tuple[Grid, ...]:
    """Return the ruled tables of one page; pages that pdfplumber cannot read have none."""
    try:
        plumbed = document.pages[index]
    except (PdfminerException, PDFException, IndexError) as error:
        _logger.warning("page %d: tables not read: %s", index + 1, type(error).__name__)
        return ()
    try:
        grids = []
        dx, dy = plumbed.bbox[0], plumbed.bbox[1]
        for table in plumbed.find_tables():
            rows = tuple(tuple(_moved(cell, dx, dy) for cell in row.cells) for row in table.rows)
            box = _moved(table.bbox, dx, dy)
            if box is not None and len(rows) >= 1 and max(len(row) for row in rows) >= 2:
                grids.append(Grid(box=box, rows=rows))
        return tuple(grids)
    except (PdfminerException, PDFException, ValueError, RecursionError) as error:
        _logger.warning("page %d: tables not read: %s", index + 1, type(error).__name__)
        return ()
    finally:
        plumbed.close()


def _moved(box: Box | None, dx: float, dy: float) -> Box | None:
    """Return a box relative to the page's visible corner."""
    if box is None:
        return None
    return box[0] - dx, box[1] - dy, box[2] - dx, box[3] - dy
