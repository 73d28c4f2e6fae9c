"""What is drawn on a PDF page besides its characters: rules, boxes and pictures.

Objects are taken in the order they are painted, so that it can be told what lies over what.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from auditkit.read.rows import Box

_MAX_DEPTH = 6  # of forms within forms
_RULE_LENGTH, _RULE_WIDTH = 25.0, 3.0
_PICTURE_SHARE = 0.3
_WHITE, _FAINT, _SOLID = 247, 8, 250  # of 255
_MAX_SHADES = 2_000
_MAX_COVERS = 200
_MAX_COVER_PIXELS = 20_000_000
Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How a page's own coordinates become those of the page as it is shown."""

    left: float
    bottom: float
    width: float  # as shown
    height: float
    turns: int  # quarter turns clockwise

    def place(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Turn a box with its origin at the lower left into one from the upper left."""
        if self.turns == 0 and x0 <= x1 and y0 <= y1:
            top = self.bottom + self.height
            return x0 - self.left, top - y1, x1 - self.left, top - y0
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Turn a point into one from the upper left."""
        x, y = x - self.left, y - self.bottom
        if self.turns == 1:
            return y, x
        if self.turns == 2:
            return self.width - x, y
        if self.turns == 3:
            return self.width - y, self.height - x
        return x, self.height - y


@dataclass(slots=True, kw_only=True)
class _Cover:
    """Something painted over an area; ``solid`` is None until somebody asks."""

    order: int
    box: Box
    element: Any
    solid: bool | None = None


@dataclass(slots=True, kw_only=True)
class Drawn:
    """The lines, boxes and pictures of a page, counted."""

    flat: int = 0
    upright: int = 0
    boxes: int = 0
    paths: int = 0
    shapes: int = 0  # filled paths: many of them may be letters drawn as outlines
    covered: float = 0.0  # share of the page that pictures cover
    dpi: float | None = None  # of the largest picture
    shades: list[Box] = field(default_factory=list)  # what white text can be read on
    orders: dict[int, int] = field(default_factory=dict)  # when each piece of text is painted
    _covers: list[_Cover] = field(default_factory=list)
    _largest: float = 0.0

    @property
    def ruled(self) -> bool:
        """Whether the lines look like those of a table."""
        return (self.flat >= 2 and self.upright >= 2) or self.boxes >= 2

    @property
    def picture(self) -> bool:
        """Whether pictures cover a good part of the page."""
        return self.covered > _PICTURE_SHARE

    def buries(self, text: int, box: Box, page: pdfium.PdfPage) -> bool:
        """Tell whether a piece of text lies under something that cannot be seen through."""
        order = self.orders.get(text)
        if order is None or not self._covers:
            return False
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for cover in self._covers:
            left, top, right, bottom = cover.box
            if cover.order > order and left <= x <= right and top <= y <= bottom:
                if cover.solid is None:
                    cover.solid = _is_solid(cover.element, page)
                if cover.solid:
                    return True
        return False


def look_at(page: pdfium.PdfPage, frame: Frame, most: int) -> Drawn:
    """Count what is drawn on a page, forms included, up to ``most`` objects."""
    drawn = Drawn()
    for order, (element, matrix) in enumerate(elements_of(page, most)):
        kind = raw.FPDFPageObj_GetType(element)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            drawn.orders[ctypes.cast(element, ctypes.c_void_p).value or 0] = order
        elif kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            box = _bounds(element, matrix, frame)
            if box is None:
                continue
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                _count_image(drawn, element, matrix, box, frame)
                solid = None
            else:
                solid = _count_path(drawn, element, box, frame)
            if solid is not False and len(drawn._covers) < _MAX_COVERS and box[3] - box[1] > 4:
                box = _clipped(box, element, matrix, frame)
                cover = _Cover(order=order, box=box, element=element, solid=solid)
                drawn._covers.append(cover)
    drawn.covered = min(1.0, drawn.covered)
    return drawn


def elements_of(page: pdfium.PdfPage, most: int) -> Iterator[tuple[Any, Matrix]]:
    """Yield the objects of a page in painting order, those of forms in their place."""
    count = min(raw.FPDFPage_CountObjects(page), most)
    waiting = [(raw.FPDFPage_GetObject(page, i), _PLAIN, 0) for i in reversed(range(count))]
    for _ in range(most):
        if not waiting:
            return
        element, matrix, depth = waiting.pop()
        if raw.FPDFPageObj_GetType(element) == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = multiply(matrix_of(element), matrix)
            count = min(raw.FPDFFormObj_CountObjects(element), most)
            waiting.extend(
                (raw.FPDFFormObj_GetObject(element, i), inner, depth + 1)
                for i in reversed(range(count))
            )
        else:
            yield element, matrix


def matrix_of(element: Any) -> Matrix:
    """Return the matrix of an object of a page."""
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(element, ctypes.byref(found)):
        return _PLAIN
    return found.a, found.b, found.c, found.d, found.e, found.f


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does one and then the other."""
    if then == _PLAIN:
        return first
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _moved(sides: tuple[float, float, float, float], matrix: Matrix, frame: Frame) -> Box:
    """Return a box of an object's own coordinates on the page as it is shown."""
    x0, y0, x1, y1 = sides
    a, b, c, d, e, f = matrix
    corners = [
        frame.point(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)
    ]
    across, down = zip(*corners, strict=True)
    return min(across), min(down), max(across), max(down)


def _bounds(element: Any, matrix: Matrix, frame: Frame) -> Box | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(element, *(ctypes.byref(side) for side in sides)):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return _moved((left, bottom, right, top), matrix, frame)


def _count_image(drawn: Drawn, element: Any, matrix: Matrix, box: Box, frame: Frame) -> None:
    """Count a picture, and note how sharp the largest is."""
    if len(drawn.shades) < _MAX_SHADES and box[3] - box[1] > 4:
        drawn.shades.append(box)
    width = max(0.0, min(box[2], frame.width) - max(box[0], 0.0))
    height = max(0.0, min(box[3], frame.height) - max(box[1], 0.0))
    drawn.covered += width * height / max(1.0, frame.width * frame.height)
    if width * height <= drawn._largest:
        return
    across, down = ctypes.c_uint(), ctypes.c_uint()
    a, b, _, _, _, _ = multiply(matrix_of(element), matrix)
    side = math.hypot(a, b)  # a picture is a unit square, and its first side its width
    if side > 1 and raw.FPDFImageObj_GetImagePixelSize(
        element, ctypes.byref(across), ctypes.byref(down)
    ):
        drawn.dpi = across.value * 72 / side
        drawn._largest = width * height


def _count_path(drawn: Drawn, element: Any, box: Box, frame: Frame) -> bool:
    """Count a line or shape; return whether it hides what lies under it."""
    width, height = box[2] - box[0], box[3] - box[1]
    drawn.paths += 1
    drawn.flat += height <= _RULE_WIDTH and width > _RULE_LENGTH
    drawn.upright += width <= _RULE_WIDTH and height > 6
    large = width * height >= 0.9 * frame.width * frame.height
    drawn.boxes += width > _RULE_LENGTH and height > 8 and not large
    brightness, alpha = _fill(element) if height > 2 else (None, 0)
    if brightness is None:
        return False
    drawn.shapes += 1
    if height > 4 and brightness < _WHITE and alpha > _FAINT and len(drawn.shades) < _MAX_SHADES:
        drawn.shades.append(box)
    # Only plain boxes: the bounds of any other shape are larger than what it hides.
    return (
        alpha > _SOLID
        and raw.FPDFPath_CountSegments(element) in (4, 5)
        and not raw.FPDFPageObj_HasTransparency(element)
    )


def _fill(element: Any) -> tuple[int | None, int]:
    """Return how bright and how opaque a path's filling is; None if it has none."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(element, ctypes.byref(mode), ctypes.byref(stroke)):
        return None, 0
    parts = [ctypes.c_uint() for _ in range(4)]
    if not mode.value or not raw.FPDFPageObj_GetFillColor(
        element, *(ctypes.byref(part) for part in parts)
    ):
        return None, 0
    return min(part.value for part in parts[:3]), parts[3].value


def _clipped(box: Box, element: Any, matrix: Matrix, frame: Frame) -> Box:
    """Return the part of a box that the object's clipping leaves, by its paths' bounds."""
    clip = raw.FPDFPageObj_GetClipPath(element)
    count = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(min(max(count, 0), 20)):
        points = []
        for index in range(min(max(raw.FPDFClipPath_CountPathSegments(clip, path), 0), 200)):
            segment = raw.FPDFClipPath_GetPathSegment(clip, path, index)
            if raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
                points.append((x.value, y.value))
        if points:
            across, down = zip(*points, strict=True)
            sides = (min(across), min(down), max(across), max(down))
            left, top, right, bottom = _moved(sides, matrix, frame)
            box = max(box[0], left), max(box[1], top), min(box[2], right), min(box[3], bottom)
    return box


def _is_solid(element: Any, page: pdfium.PdfPage) -> bool:
    """Tell whether a picture lets nothing through; one too large to ask counts as not."""
    across, down = ctypes.c_uint(), ctypes.c_uint()
    if raw.FPDFPageObj_HasTransparency(element) or not raw.FPDFImageObj_GetImagePixelSize(
        element, ctypes.byref(across), ctypes.byref(down)
    ):
        return False
    if across.value * down.value > _MAX_COVER_PIXELS:
        return False
    handle = raw.FPDFImageObj_GetRenderedBitmap(page.pdf, page, element)
    if not handle:
        return False
    bitmap = pdfium.PdfBitmap.from_raw(handle)
    try:
        if bitmap.format != raw.FPDFBitmap_BGRA:
            return True
        alphas = bytes(bitmap.buffer)[3::4]
        return sum(alphas) > _SOLID * len(alphas)
    finally:
        bitmap.close()
