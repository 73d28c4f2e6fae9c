"""Scans made on the spot: pages set, drawn, spoilt, and put into PDFs as pictures."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.pagesizes import A5
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

MINUTES = (
    "Protokoll från styrelsens möte",
    "Ordföranden hälsade alla välkomna och öppnade mötet.",
    "Styrelsen beslutade att anta förslaget till ny rutin för",
    "arkivering av inkomna handlingar. Kansliet får i uppdrag",
    "att återkomma med en tidplan före årets slut. Frågan om",
    "lokaler bordlades till nästa möte, eftersom underlaget",
    "inte hade skickats ut i tid till ledamöterna.",
)
Paint = Callable[[Canvas], None]


def typed(canvas: Canvas, lines: Sequence[str] = MINUTES, top: float = 520) -> None:
    """Set lines on a page."""
    canvas.setFont("Helvetica", 11)
    for number, line in enumerate(lines):
        canvas.drawString(40, top - 16 * number, line)


def pdf(*pages: Paint) -> bytes:
    """Return a PDF of small pages."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A5)
    for paint in pages:
        paint(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def picture(paint: Paint = typed, *, skew: float = 0.0, turns: int = 0) -> Image.Image:
    """Return a page as a scanner gives it: 200 dpi, askew, noisy."""
    page = pdfium.PdfDocument(pdf(paint))[0]
    image = page.render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    pixels = np.rot90(np.asarray(image, dtype=np.float64), turns)
    noise = np.random.default_rng(7).normal(0, 8, pixels.shape)
    return Image.fromarray(np.clip(pixels * 0.95 + noise, 0, 255).astype(np.uint8))


def laid(image: Image.Image) -> Paint:
    """Return what lays a picture over a whole page."""

    def paint(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(image), 0, 0, width=A5[0], height=A5[1])

    return paint
