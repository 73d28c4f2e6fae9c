"""PDF → pages: PDFium for the characters of every page, pdfplumber for ruled tables.

`read_pages` is the one door to both libraries: it takes bytes and returns plain records,
so that it can be run in a process of its own. PDFium aborts the process when memory runs
out; the bounds below keep honest files far from that.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from auditkit.errors import DamagedDocumentError, EncryptedDocumentError, TooLargeError
from auditkit.read.pages import Page, Run
from auditkit.read.pdf_grids import add_grids
from auditkit.read.rows import Box

MAX_PAGES = 5_000
MAX_PAGE_CHARACTERS = 400_000
MAX_RUNS = 50_000
MAX_OBJECTS = 20_000
MAX_TABLE_PATHS = 3_000
MAX_TABLE_CHARACTERS = 30_000
_MAX_DEPTH = 6  # of forms within forms

_BOLD = re.compile(r"bold|black|semib|demi|heavy", re.IGNORECASE)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_HYPHENS = (0x2, 0xFFFE)
_NO_SIGNS = frozenset((0, 0xFFFF, 0xFEFF, *range(0x200B, 0x2010), 0x2060))
_RULE_LENGTH, _RULE_WIDTH = 25.0, 3.0
_PICTURE_SHARE = 0.3
_TILT = 20.0  # degrees: text further from level is set across the page
_WHITE, _FAINT = 247, 8  # of 255
_MAX_SHADES = 2_000
_WORD_GAP = 0.6  # in ems: what stands further off may be another cell
_TINY = 1.5  # points: smaller type cannot be seen
_Type = tuple[float, bool, bool, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """How a page's own coordinates become those of the page as it is shown."""

    left: float
    bottom: float
    width: float  # as shown
    height: float
    turns: int  # quarter turns clockwise

    def place(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Turn a box with its origin at the lower left into one from the upper left."""
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        if self.turns == 1:
            return y, x
        if self.turns == 2:
            return self.width - x, y
        if self.turns == 3:
            return self.width - y, self.height - x
        return x, self.height - y


def read_pages(data: bytes, name: str) -> tuple[Page, ...]:
    """Read all pages of a PDF.

    A page that cannot be read is returned with its problem, the others with their text.

    Raises:
        EncryptedDocumentError: If it asks for a password.
        DamagedDocumentError: If it cannot be opened, or none of its pages can.
        TooLargeError: If it has too many pages.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedDocumentError(
                f"{name}: is protected by a password", hint="Save a copy without a password."
            ) from error
        raise DamagedDocumentError(
            f"{name}: is a damaged or truncated PDF",
            hint="Fetch the file anew, or repair it by printing it to a new PDF.",
        ) from error
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise TooLargeError(
                f"{name}: {count} pages, more than {MAX_PAGES}", hint="Split it into several files."
            )
        if count == 0:
            raise DamagedDocumentError(f"{name}: has no pages", hint="Fetch the file anew.")
        found = [_read_page(document, index) for index in range(count)]
    finally:
        document.close()
    pages = [page for page, _ in found]
    if all(page.problem for page in pages):
        raise DamagedDocumentError(
            f"{name}: none of its {count} pages can be read", hint="Fetch the file anew."
        )
    flagged = [index for index, (_, ruled) in enumerate(found) if ruled]
    return add_grids(pages, flagged, data) if flagged else tuple(pages)


def _read_page(document: pdfium.PdfDocument, index: int) -> tuple[Page, bool]:
    """Return a page, and whether its lines look like those of a table."""
    try:
        page = document[index]
    except pdfium.PdfiumError as error:
        return Page(number=index + 1, width=0, height=0, problem=str(error)), False
    try:
        width, height = page.get_size()
        left, bottom, _, _ = page.get_cropbox()
        turns = page.get_rotation() // 90
        frame = _Frame(left=left, bottom=bottom, width=width, height=height, turns=turns)
        text = page.get_textpage()
        try:
            count = raw.FPDFText_CountChars(text)
            problem = "too many characters" if count > MAX_PAGE_CHARACTERS else None
            runs = () if problem else tuple(_runs(text, count, frame))
        finally:
            text.close()
        drawn = _drawn(page, width * height, frame)
        if len(runs) > MAX_RUNS:
            problem, runs = "too many pieces of text", ()
        runs = tuple(_seen(run, drawn.shades) for run in runs)
        ruled = drawn.ruled and count <= MAX_TABLE_CHARACTERS and drawn.paths <= MAX_TABLE_PATHS
        made = Page(
            number=index + 1,
            width=width,
            height=height,
            runs=runs,
            picture=drawn.picture,
            problem=problem,
        )
        return made, ruled
    finally:
        page.close()


# --- characters --------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class _Char:
    text: str
    box: Box
    baseline: float
    size: float
    bold: bool
    hidden: bool
    upright: bool
    hyphen: bool


def _runs(text: pdfium.PdfTextPage, count: int, frame: _Frame) -> Iterator[Run]:
    """Yield the characters of a page in the order of the file, cut where a line or gap is."""
    types: dict[int, _Type] = {}
    group: list[_Char] = []
    blank = False
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in _NO_SIGNS or (code < 32 and code not in _HYPHENS):
            blank = blank or code in (9, 10, 13)
            continue
        if code in (32, 0xA0) or chr(code).isspace():
            blank = True
            continue
        char = _char(text, index, code, frame, types)
        if char is None:
            continue
        if group and not _beside(group[-1], char):
            yield _run(group)
            group = []
        elif group and blank:
            group[-1].text += " "
        group.append(char)
        blank = False
    if group:
        yield _run(group)


def _char(
    text: pdfium.PdfTextPage,
    index: int,
    code: int,
    frame: _Frame,
    types: dict[int, _Type],
) -> _Char | None:
    """Return one character with its place and type, None if it stands off the page."""
    rect = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(rect)):
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
    box = frame.place(rect.left, rect.bottom, rect.right, rect.top)
    if box[2] < 0 or box[3] < 0 or box[0] > frame.width or box[1] > frame.height:
        return None
    handle = raw.FPDFText_GetTextObject(text, index)
    key = ctypes.cast(handle, ctypes.c_void_p).value or 0
    if key not in types:
        types[key] = _type(text, index, frame)
    size, bold, hidden, upright = types[key]
    hyphen = code in _HYPHENS
    sign = "-" if hyphen else chr(code)
    return _Char(
        text=_LIGATURES.get(sign, sign),
        box=box,
        baseline=frame.point(x.value, y.value)[1],
        size=size,
        bold=bold,
        hidden=hidden,
        upright=upright,
        hyphen=hyphen,
    )


def _type(text: pdfium.PdfTextPage, index: int, frame: _Frame) -> _Type:
    """Return size, weight, whether nobody can see it and whether it stands upright."""
    size = raw.FPDFText_GetFontSize(text, index)
    matrix = raw.FS_MATRIX()
    upright = True
    if raw.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
        angle = math.degrees(math.atan2(matrix.b, matrix.a)) - 90 * frame.turns
        upright = abs((angle + 180) % 360 - 180) < _TILT
    buffer = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, index, buffer, 256, ctypes.byref(flags))
    bold = bool(_BOLD.search(buffer.value.decode("utf-8", "replace")))
    return size, bold, size < _TINY or _is_white(text, index), upright


def _is_white(text: pdfium.PdfTextPage, index: int) -> bool:
    """Tell whether a character is white or all but transparent."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFText_GetFillColor(text, index, *(ctypes.byref(part) for part in parts)):
        return False
    red, green, blue, alpha = (part.value for part in parts)
    return alpha < _FAINT or min(red, green, blue) > _WHITE


def _beside(left: _Char, right: _Char) -> bool:
    """Tell whether a character goes on with the run of the one before it."""
    size = max(left.size, 1.0)
    if not left.upright and not right.upright:
        return abs(left.box[0] - right.box[0]) + abs(left.box[1] - right.box[1]) < 4 * size
    if abs(left.baseline - right.baseline) > 0.12 * size or left.hyphen:
        return False
    if abs(left.size - right.size) > 0.04 * size or (left.hidden, left.upright) != (
        right.hidden,
        right.upright,
    ):
        return False
    if right.box == left.box:  # the letters of a ligature
        return True
    gap = right.box[0] - left.box[2]
    return -0.6 * size <= gap <= _WORD_GAP * size and left.bold == right.bold


def _seen(run: Run, shades: list[Box]) -> Run:
    """Return a run, shown again if it is white but stands on something dark."""
    if not run.hidden or run.size < _TINY:
        return run
    x, y = (run.box[0] + run.box[2]) / 2, (run.box[1] + run.box[3]) / 2
    on_shade = any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in shades)
    return replace(run, hidden=False) if on_shade else run


def _run(chars: list[_Char]) -> Run:
    first, last = chars[0], chars[-1]
    return Run(
        text="".join(char.text for char in chars).rstrip(),
        box=(
            min(char.box[0] for char in chars),
            min(char.box[1] for char in chars),
            max(char.box[2] for char in chars),
            max(char.box[3] for char in chars),
        ),
        baseline=first.baseline,
        size=first.size,
        bold=first.bold,
        hidden=first.hidden,
        upright=first.upright,
        hyphen=last.hyphen,
    )


# --- rules and pictures ------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class _Drawn:
    flat: int = 0
    upright: int = 0
    boxes: int = 0
    paths: int = 0
    seen: int = 0
    picture: bool = False
    shades: list[Box] = field(default_factory=list)  # what white text can be read on

    @property
    def ruled(self) -> bool:
        return (self.flat >= 2 and self.upright >= 2) or self.boxes >= 2


def _drawn(page: pdfium.PdfPage, area: float, frame: _Frame) -> _Drawn:
    """Count the ruling lines and boxes of a page, forms included."""
    drawn = _Drawn()
    objects = [
        (raw.FPDFPage_GetObject(page, index), 0)
        for index in range(min(raw.FPDFPage_CountObjects(page), MAX_OBJECTS))
    ]
    while objects and drawn.seen < MAX_OBJECTS:
        element, depth = objects.pop()
        drawn.seen += 1
        kind = raw.FPDFPageObj_GetType(element)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = min(raw.FPDFFormObj_CountObjects(element), MAX_OBJECTS - drawn.seen)
            objects.extend((raw.FPDFFormObj_GetObject(element, i), depth + 1) for i in range(inner))
        elif kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            _count(drawn, element, kind == raw.FPDF_PAGEOBJ_IMAGE, area, frame)
    return drawn


def _count(drawn: _Drawn, element: Any, image: bool, area: float, frame: _Frame) -> None:
    """Count one path or picture."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(element, *(ctypes.byref(side) for side in sides)):
        return
    left, bottom, right, top = (side.value for side in sides)
    width, height = abs(right - left), abs(top - bottom)
    if len(drawn.shades) < _MAX_SHADES and height > 4 and (image or _is_dark(element)):
        drawn.shades.append(frame.place(left, bottom, right, top))
    if image:
        drawn.picture = drawn.picture or width * height > _PICTURE_SHARE * area
        return
    drawn.paths += 1
    drawn.flat += height <= _RULE_WIDTH and width > _RULE_LENGTH
    drawn.upright += width <= _RULE_WIDTH and height > 6
    drawn.boxes += width > _RULE_LENGTH and height > 8 and width * height < 0.9 * area


def _is_dark(element: Any) -> bool:
    """Tell whether a path is filled with something that is not white."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(element, ctypes.byref(mode), ctypes.byref(stroke)):
        return False
    parts = [ctypes.c_uint() for _ in range(4)]
    if not mode.value or not raw.FPDFPageObj_GetFillColor(
        element, *(ctypes.byref(part) for part in parts)
    ):
        return False
    return min(part.value for part in parts[:3]) < _WHITE and parts[3].value > _FAINT
