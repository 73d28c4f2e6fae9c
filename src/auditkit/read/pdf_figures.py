"""The lines, boxes and curves drawn on a PDF page, as points."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from auditkit.read.pdf_drawn import Frame, Matrix, elements_of, matrix_of, multiply

Point = tuple[float, float]
_MAX_SEGMENTS = 200  # of a path: one with more is a drawing, no rule of a table


def figures_of(page: pdfium.PdfPage, frame: Frame, most: int) -> list[list[Point]]:
    """Return the points of each figure on a page, from its upper left corner as it is shown.

    A closed figure ends with the point it began with; of a curve only the ends of its
    arcs are told.
    """
    found: list[list[Point]] = []
    for element, form in elements_of(page, most):
        if raw.FPDFPageObj_GetType(element) == raw.FPDF_PAGEOBJ_PATH:
            found.extend(_figures(element, multiply(matrix_of(element), form), frame))
    return found


def _figures(element: Any, matrix: Matrix, frame: Frame) -> list[list[Point]]:
    """Return the figures of one path."""
    count = raw.FPDFPath_CountSegments(element)
    if not 2 <= count <= _MAX_SEGMENTS:
        return []
    figures: list[list[Point]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    arc = 0  # points of an arc so far: two controls, then its end
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(element, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        arc = arc + 1 if kind == raw.FPDF_SEGMENT_BEZIERTO else 0
        if arc % 3:
            continue
        if kind == raw.FPDF_SEGMENT_MOVETO or not figures:
            figures.append([])
        figures[-1].append(_place(x.value, y.value, matrix, frame))
        if raw.FPDFPathSegment_GetClose(segment):
            _close(figures[-1])
    return [figure for figure in figures if len(figure) > 1]


def _place(x: float, y: float, matrix: Matrix, frame: Frame) -> Point:
    a, b, c, d, e, f = matrix
    across, down = frame.point(a * x + c * y + e, b * x + d * y + f)
    # PDFium keeps single precision: what is level must stay so.
    return round(across, 3), round(down, 3)


def _close(figure: list[Point]) -> None:
    """Lead a figure back to where it began; a line and back is a line."""
    if len(figure) > 2 and figure[-1] != figure[0]:
        figure.append(figure[0])
    elif len(figure) == 3:
        figure.pop()
