"""PDF → pages: PDFium for the characters and lines, pdfplumber's finder for ruled tables.

`read_pages` is the one door to both libraries: it takes bytes and returns plain records,
so that it can be run in a process of its own. PDFium aborts the process when memory runs
out; the bounds below keep honest files far from that, and the log lets the next process go
on behind the page that killed one.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from auditkit.errors import DamagedDocumentError, EncryptedDocumentError, TooLargeError
from auditkit.lang import Pack
from auditkit.read.child_log import NO_LOG, PageLog
from auditkit.read.ocr_pages import take_ocr
from auditkit.read.options import DEFAULTS, ReadOptions
from auditkit.read.pages import Page, Run
from auditkit.read.pdf_drawn import Drawn, Frame, look_at
from auditkit.read.pdf_figures import Point, figures_of
from auditkit.read.pdf_tags import tagged_titles
from auditkit.read.rows import Box

MAX_TITLES = 5_000
MAX_RUNS = 50_000
MAX_TABLE_PATHS = 3_000
MAX_TABLE_CHARACTERS = 30_000

_BOLD = re.compile(r"bold|black|semib|demi|heavy", re.IGNORECASE)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_HYPHENS = (0x2, 0xFFFE)
_NO_SIGNS = frozenset((0, 0xFFFF, 0xFEFF, *range(0x200B, 0x2010), 0x2060))
_TILT = 20.0  # degrees: text further from level is set across the page
_WHITE, _FAINT = 247, 8  # of 255
_WORD_GAP = 0.6  # in ems: what stands further off may be another cell
_TINY = 1.5  # points: smaller type cannot be seen
_LAYER_PICTURE, _LAYER_SHARE = 0.6, 0.5  # of the page, of its characters
_UNMAPPED = frozenset((0, 0xFFFD, 0xFFFF))
_Type = tuple[float, bool, str | None, bool, float]


def read_pages(
    data: bytes, name: str, pack: Pack, options: ReadOptions = DEFAULTS, log: PageLog = NO_LOG
) -> tuple[Page, ...]:
    """Read all pages of a PDF.

    A page that cannot be read is returned with its problem, the others with their text.
    Pages that the log has kept are taken from there.

    Raises:
        EncryptedDocumentError: If it asks for a password.
        DamagedDocumentError: If it cannot be opened, or none of its pages can.
        TooLargeError: If it has too many pages.
    """
    log.begin("open")
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
        count = _count_pages(document, name, options)
        titles = _outline(document)
        pages = [
            take_ocr(
                document,
                log.kept(number) or _take_page(document, number, options, log),
                pack,
                options,
                log,
            )
            for number in range(1, count + 1)
        ]
    finally:
        document.close()
    if all(page.problem for page in pages):
        raise DamagedDocumentError(
            f"{name}: none of its {count} pages can be read", hint="Fetch the file anew."
        )
    return tuple(
        replace(page, titles=tuple(titles[page.number])) if page.number in titles else page
        for page in pages
    )


def _outline(document: pdfium.PdfDocument) -> dict[int, list[tuple[int, str]]]:
    """Return level and title of the entries of the document's outline, by page."""
    found: dict[int, list[tuple[int, str]]] = {}
    for entry in islice(document.get_toc(max_depth=6), MAX_TITLES):
        place = entry.get_dest()
        index = place.get_index() if place is not None else None
        if index is not None:
            found.setdefault(index + 1, []).append((entry.level + 1, entry.get_title()))
    return found


def _count_pages(document: pdfium.PdfDocument, name: str, options: ReadOptions) -> int:
    count = len(document)
    if count > options.limits.pages:
        raise TooLargeError(
            f"{name}: {count} pages, more than {options.limits.pages}",
            hint="Split it into several files.",
        )
    if count == 0:
        raise DamagedDocumentError(f"{name}: has no pages", hint="Fetch the file anew.")
    return count


def _take_page(
    document: pdfium.PdfDocument, number: int, options: ReadOptions, log: PageLog
) -> Page:
    """Read one page in steps, each told to the log before it is taken."""
    if not log.begin("text", number):
        return Page(number=number, width=0, height=0, problem=log.problem(number))
    page, figures = _read_page(document, number, options)
    log.keep(page)
    if figures and log.begin("tables", number):
        # Loaded with the first page that has ruling lines, and never before.
        from auditkit.read.pdf_grids import find_grids

        found = find_grids(figures)
        if found:
            page = replace(page, grids=found)
            log.keep(page)
    return page


def _read_page(
    document: pdfium.PdfDocument, number: int, options: ReadOptions
) -> tuple[Page, list[list[Point]]]:
    """Return a page, and the figures drawn on it if they look like those of a table."""
    limits = options.limits
    try:
        page = document[number - 1]
    except pdfium.PdfiumError as error:
        return Page(number=number, width=0, height=0, problem=str(error)), []
    try:
        width, height = page.get_size()
        left, bottom, _, _ = page.get_bbox()
        turns = page.get_rotation() // 90
        frame = Frame(left=left, bottom=bottom, width=width, height=height, turns=turns)
        drawn = look_at(page, frame, limits.page_objects)
        text = page.get_textpage()
        try:
            count = raw.FPDFText_CountChars(text)
            problem = "too many characters" if count > limits.page_characters else None
            letters = _Letters(text=text, page=page, frame=frame, drawn=drawn)
            runs = () if problem else tuple(_runs(letters, count))
            tagged = () if problem else tagged_titles(document, page, text)
        finally:
            text.close()
        if len(runs) > MAX_RUNS:
            problem, runs = "too many pieces of text", ()
        ruled = drawn.ruled and count <= MAX_TABLE_CHARACTERS and drawn.paths <= MAX_TABLE_PATHS
        figures = figures_of(page, frame, limits.page_objects) if ruled else []
        layer = _is_layer(runs, drawn)
        made = Page(
            number=number,
            width=width,
            height=height,
            runs=tuple(_veiled(run, drawn.shades, layer) for run in runs),
            picture=drawn.picture,
            source="ocr" if layer else "text",
            tagged=tagged,
            problem=problem,
            covered=drawn.covered,
            dpi=drawn.dpi,
            shapes=drawn.shapes,
            unmapped=letters.unmapped,
        )
        return made, figures
    finally:
        page.close()


# --- characters --------------------------------------------------------------------------


@dataclass(slots=True)
class _Char:
    text: str
    box: Box
    baseline: float
    size: float
    bold: bool
    veil: str | None
    upright: bool
    hyphen: bool


@dataclass(slots=True, kw_only=True)
class _Letters:
    """What the characters of a page are read from, and what was learnt on the way."""

    text: pdfium.PdfTextPage
    page: pdfium.PdfPage
    frame: Frame
    drawn: Drawn
    types: dict[int, _Type] = field(default_factory=dict)  # by text object
    signs: dict[int, str | None] = field(default_factory=dict)
    # What PDFium writes its answers to, made once.
    rect: Any = field(default_factory=raw.FS_RECTF)
    colour: Any = field(default_factory=lambda: [ctypes.c_uint() for _ in range(4)])
    font: Any = field(default_factory=lambda: ctypes.create_string_buffer(256))
    unmapped: int = 0


def _runs(letters: _Letters, count: int) -> Iterator[Run]:
    """Yield the characters of a page in the order of the file, cut where a line or gap is."""
    group: list[_Char] = []
    blank = False
    handle, signs = letters.text.raw, letters.signs
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code not in signs:
            signs[code] = _sign(code)
        sign = signs[code]
        if not sign:
            blank = blank or sign is None
            letters.unmapped += code in _UNMAPPED
            continue
        char = _char(letters, index, code, sign)
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


def _sign(code: int) -> str | None:
    """Return what a character is written as; None for a blank, nothing for no sign at all."""
    if code in _HYPHENS:
        return "-"
    if code in (9, 10, 13, 32, 0xA0):
        return None
    if code in _NO_SIGNS or code < 32:
        return ""
    sign = chr(code)
    return None if sign.isspace() else _LIGATURES.get(sign, sign)


def _char(letters: _Letters, index: int, code: int, sign: str) -> _Char | None:
    """Return one character with its place and type, None if it has no place."""
    text, frame, rect = letters.text.raw, letters.frame, letters.rect
    if not raw.FPDFText_GetLooseCharBox(text, index, rect):
        return None
    box = frame.place(rect.left, rect.bottom, rect.right, rect.top)
    handle = raw.FPDFText_GetTextObject(text, index)
    key = _address(handle)
    if not key or key not in letters.types:
        letters.types[key] = _type(letters, index, handle, box)
    size, bold, veil, upright, baseline = letters.types[key]
    if box[2] < 0 or box[3] < 0 or box[0] > frame.width or box[1] > frame.height:
        veil = "outside"
    letters.unmapped += code in _UNMAPPED or 0xE000 <= code < 0xF900
    return _Char(sign, box, baseline, size, bold, veil, upright, code in _HYPHENS)


def _address(handle: Any) -> int:
    """Return what tells one object of PDFium from another; 0 for none."""
    address: int | None = ctypes.c_void_p.from_buffer(handle).value
    return address or 0


def _type(letters: _Letters, index: int, handle: Any, box: Box) -> _Type:
    """Return size, weight, why nobody may see it, whether it is upright, and its line."""
    text = letters.text.raw
    size = raw.FPDFText_GetFontSize(text, index)
    matrix = raw.FS_MATRIX()
    upright = True
    if raw.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
        angle = math.degrees(math.atan2(matrix.b, matrix.a)) - 90 * letters.frame.turns
        upright = abs((angle + 180) % 360 - 180) < _TILT
    letters.font[0] = b"\0"
    raw.FPDFText_GetFontInfo(text, index, letters.font, 256, None)
    bold = bool(_BOLD.search(letters.font.value.decode("utf-8", "replace")))
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    baseline = letters.frame.point(x.value, y.value)[1]
    return size, bold, _veil(letters, index, handle, size, box), upright, baseline


def _veil(letters: _Letters, index: int, handle: Any, size: float, box: Box) -> str | None:
    """Return why a character may not be seen: buried, tiny, white; None if it is plain."""
    mode = raw.FPDFTextObj_GetTextRenderMode(handle) if handle else None
    key = _address(handle)
    if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE or letters.drawn.buries(key, box, letters.page):
        return "buried"
    if size < _TINY:
        return "tiny"
    return "white" if _is_white(letters, index) else None


def _is_white(letters: _Letters, index: int) -> bool:
    """Tell whether a character is white or all but transparent."""
    red, green, blue, alpha = letters.colour
    if not raw.FPDFText_GetFillColor(letters.text.raw, index, red, green, blue, alpha):
        return False
    darkest = min(red.value, green.value, blue.value)
    return bool(alpha.value < _FAINT or darkest > _WHITE)


def _beside(left: _Char, right: _Char) -> bool:
    """Tell whether a character goes on with the run of the one before it."""
    size = max(left.size, 1.0)
    if not left.upright and not right.upright:
        return abs(left.box[0] - right.box[0]) + abs(left.box[1] - right.box[1]) < 4 * size
    if abs(left.baseline - right.baseline) > 0.12 * size or left.hyphen:
        return False
    if abs(left.size - right.size) > 0.04 * size or (left.veil, left.upright) != (
        right.veil,
        right.upright,
    ):
        return False
    if right.box == left.box:  # the letters of a ligature
        return True
    gap = right.box[0] - left.box[2]
    return -0.6 * size <= gap <= _WORD_GAP * size and left.bold == right.bold


def _is_layer(runs: Sequence[Run], drawn: Drawn) -> bool:
    """Tell whether the text of a page is what somebody recognised in the scan that covers it."""
    buried = sum(len(run.text) for run in runs if run.veil == "buried")
    total = sum(len(run.text) for run in runs)
    return drawn.covered >= _LAYER_PICTURE and buried > _LAYER_SHARE * total


def _veiled(run: Run, shades: list[Box], layer: bool) -> Run:
    """Return a run, marked where nobody can see it.

    White text can be seen on a dark ground; the buried text of a scan is that of its picture.
    """
    if run.veil is None or (run.veil == "buried" and layer):
        return replace(run, source="ocr") if layer else run
    x, y = (run.box[0] + run.box[2]) / 2, (run.box[1] + run.box[3]) / 2
    if run.veil == "white" and any(
        box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in shades
    ):
        return run
    return replace(run, hidden=True)


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
        veil=first.veil,
        upright=first.upright,
        hyphen=last.hyphen,
    )
