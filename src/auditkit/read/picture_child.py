"""The process that draws a page; `picture` starts it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from auditkit.read.child_limits import allow_processor_time, set_limits
from auditkit.read.limits import Limits
from auditkit.read.picture import UNDRAWABLE, Shape, legend_of
from auditkit.read.rows import Box
from auditkit.read.sources import Source, load_bytes

_COLOURS = {
    "heading": (200, 30, 30),
    "paragraph": (30, 90, 200),
    "list_item": (20, 140, 60),
    "table_row": (150, 60, 180),
    "footnote": (200, 120, 0),
    "furniture": (120, 120, 120),
    "contents": (0, 140, 150),
    "hidden": (230, 0, 160),
}
_NAMES = {"table_row": "table", "furniture": "running header or footer"}
_SCALE = 2.0  # pixels for a point
_MOST_PIXELS = 12_000_000
_FILL = 36  # of 255: how strong the colour over a line is
_TYPE = 7  # points: of labels and legend
_MARGIN = 0.35  # of the page's width: text that begins further right is another column
_STRIP = 30  # points: the height of the legend
_Colour = tuple[int, int, int]
_Font = ImageFont.ImageFont | ImageFont.FreeTypeFont


def main() -> None:
    """Take the job from the input, draw, and write the picture to the output."""
    job = json.loads(sys.stdin.buffer.read())
    limits = Limits(**job["limits"])
    set_limits(limits)
    allow_processor_time(limits.page_cpu)
    shapes = [
        Shape(
            kind=shape["kind"],
            boxes=tuple((a, b, c, d) for a, b, c, d in shape["boxes"]),
            label=shape["label"],
            number=shape["number"],
            tie=tuple(shape["tie"]) if shape["tie"] else None,
        )
        for shape in job["shapes"]
    ]
    data = load_bytes(Source(path=Path(job["path"]), member=tuple(job["member"])))
    try:
        sys.stdout.buffer.write(draw(data, job["page"], shapes))
    except (pdfium.PdfiumError, MemoryError):
        sys.exit(UNDRAWABLE)


def draw(data: bytes, number: int, shapes: Sequence[Shape]) -> bytes:
    """Return a page of a PDF as a PNG with shapes drawn on it and a legend below.

    Args:
        data: The PDF.
        number: The page, from 1.
        shapes: What to draw, in points from the page's upper left corner.
    """
    document = pdfium.PdfDocument(data)
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(_SCALE, (_MOST_PIXELS / max(width * (height + _STRIP), 1.0)) ** 0.5)
    drawn = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    picture = Image.new("RGB", (drawn.width, drawn.height + round(_STRIP * scale)), "white")
    picture.paste(drawn)
    pen = ImageDraw.Draw(picture, "RGBA")
    font = ImageFont.load_default(max(8, round(_TYPE * scale)))
    for shape in shapes:
        _draw_shape(pen, shape, scale, _MARGIN * width, font)
    _draw_legend(pen, shapes, scale, (drawn.height, drawn.width), font)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=False)
    return out.getvalue()


def _scaled(box: Box, scale: float, margin: float = 0.0) -> Box:
    return (
        (box[0] - margin) * scale,
        (box[1] - margin) * scale,
        max(box[2] + margin, box[0]) * scale,
        max(box[3] + margin, box[1]) * scale,
    )


def _draw_shape(
    pen: ImageDraw.ImageDraw, shape: Shape, scale: float, room: float, font: _Font
) -> None:
    """Draw a block: its lines tinted, a frame around each stretch of it, its name."""
    colour = _COLOURS.get(shape.kind, (0, 0, 0))
    for box in shape.boxes:
        pen.rectangle(_scaled(box, scale), fill=(*colour, _FILL))
    frames = _frames(shape.boxes)
    for frame in frames:
        pen.rectangle(_scaled(frame, scale, 1.5), outline=(*colour, 255), width=2)
    if shape.tie is not None:
        end = frames[0]
        line = (shape.tie[0] * scale, shape.tie[1] * scale, end[0] * scale, end[1] * scale)
        pen.line(line, fill=(*colour, 140), width=1)
    # There is room for a name in the margin; beside a second column only for the number.
    text = f"{shape.number} {shape.label}" if frames[0][0] < room else str(shape.number)
    _write(pen, text, frames[0], scale, colour, font)


def _frames(boxes: Sequence[Box]) -> list[Box]:
    """Return the boxes around a block: one for each column that it runs through."""
    frames: list[Box] = []
    for box in boxes:
        last = frames[-1] if frames else None
        if last is not None and box[1] >= last[1] - 3:
            frames[-1] = (
                min(last[0], box[0]),
                min(last[1], box[1]),
                max(last[2], box[2]),
                max(last[3], box[3]),
            )
        else:
            frames.append(box)
    return frames


def _write(
    pen: ImageDraw.ImageDraw,
    text: str,
    frame: Box,
    scale: float,
    colour: _Colour,
    font: _Font,
) -> None:
    """Write a label in the margin to the left of a frame, or above it."""
    left, top, right, bottom = pen.textbbox((0, 0), text, font=font)
    x = max(2.0, frame[0] * scale - (right - left) - 8)
    y = frame[1] * scale if x > 2.0 else max(0.0, frame[1] * scale - (bottom - top) - 8)
    pen.rectangle((x - 2, y, x + right + 2, y + bottom + 2), fill=(255, 255, 255, 220))
    pen.text((x, y), text, fill=(*colour, 255), font=font)


def _draw_legend(
    pen: ImageDraw.ImageDraw,
    shapes: Sequence[Shape],
    scale: float,
    size: tuple[int, int],
    font: _Font,
) -> None:
    """Write below the page what each colour means, and how many there are."""
    top, width = size
    x, y = 8.0 * scale, top + 4.0 * scale
    for kind, count in legend_of(shapes).items():
        colour = _COLOURS.get(kind, (0, 0, 0))
        text = f"{_NAMES.get(kind, kind.replace('_', ' '))} ({count})"
        length = pen.textlength(text, font=font) + 20 * scale
        if x + length > width:
            x, y = 8.0 * scale, y + 12 * scale
        edge = _TYPE * scale
        pen.rectangle((x, y, x + edge, y + edge), fill=(*colour, 120), outline=(*colour, 255))
        pen.text((x + edge + 3 * scale, y - 1), text, fill=(0, 0, 0, 255), font=font)
        x += length
