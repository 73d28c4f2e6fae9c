"""A page as a picture with what was recognised drawn on it.

The page is drawn in a process of its own under the limits of reading; this module only says
what to draw and takes the picture.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from auditkit.errors import (
    DamagedDocumentError,
    ReadError,
    TimedOutError,
    UnexpectedReadError,
    UsageError,
)
from auditkit.model import Block, BlockKind, Document, Line
from auditkit.read.options import DEFAULTS, ReadOptions
from auditkit.read.rows import Box
from auditkit.read.sources import Source

_PDF = "application/pdf"
_PROGRAM = "from auditkit.read.picture_child import main; main()"
UNDRAWABLE = 3  # what the child ends with if the page is at fault
_BUG = 1  # and if something else is
_MOST_BYTES = 100_000_000
_SHORT = 24  # characters of a label


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What is drawn of a block or table: its lines, its name and what it is.

    ``kind`` is a `BlockKind`, or ``hidden``; ``number`` is its place in the reading order
    of the page; ``tie`` is where a footnote's mark stands.
    """

    kind: str
    boxes: tuple[Box, ...]
    label: str
    number: int
    tie: tuple[float, float] | None = None


def draw_page(
    source: Source, document: Document, page: int, options: ReadOptions = DEFAULTS
) -> bytes:
    """Return a page of a PDF as a PNG with the recognised blocks drawn on it.

    Args:
        source: The file that the document was read from.
        document: The document.
        page: The page, from 1.
        options: The limits of the process that draws.

    Raises:
        UsageError: If the document has no pages to draw, or not that one.
        ReadError: If the page cannot be drawn.
    """
    if document.media_type != _PDF:
        raise UsageError(
            f"{document.name}: only the pages of a PDF can be drawn",
            hint="Leave --image out to see what was read.",
        )
    if not 1 <= page <= (document.page_count or 0):
        raise UsageError(
            f"--image {page}: {document.name} has {document.page_count} pages",
            hint="Pages count from 1, whatever number is printed on them.",
        )
    job = {
        "path": str(source.path.absolute()),
        "member": source.member,
        "page": page,
        "limits": asdict(options.limits),
        "shapes": [asdict(shape) for shape in shapes_of(document, page)],
    }
    return _run(json.dumps(job).encode("ascii"), document.name, page, options)


def shapes_of(document: Document, page: int) -> list[Shape]:
    """Return what is to be drawn on a page, in reading order; the rows of a table as one.

    Example:
        >>> block = Block(kind=BlockKind.HEADING, start=2, end=8, marker="1", level=1)
        >>> line = Line(start=0, end=8, page=1, box=(70, 60, 120, 72))
        >>> document = Document(id="0", sha256="0", name="a.pdf", path="a.pdf", media_type=_PDF,
        ...                     text="1 Beslut", blocks=(block,), lines=(line,))
        >>> [(shape.kind, shape.label, shape.boxes) for shape in shapes_of(document, 1)]
        [('heading', 'heading 1: 1', ((70, 60, 120, 72),))]
    """
    found: list[Shape] = []
    open_table: int | None = None
    for block, lines in _lines_of(document, page):
        boxes = tuple(line.box for line in lines if line.box is not None)
        if not boxes:
            continue
        if block.kind is BlockKind.TABLE_ROW and block.table == open_table and found:
            last = found[-1]
            found[-1] = Shape(
                kind=last.kind, boxes=last.boxes + boxes, label=last.label, number=last.number
            )
            continue
        open_table = block.table if block.kind is BlockKind.TABLE_ROW else None
        found.append(
            Shape(
                kind="hidden" if block.hidden else block.kind.value,
                boxes=boxes,
                label=_label(block),
                number=len(found) + 1,
                tie=_tie(document, block, page),
            )
        )
    return found


def _lines_of(document: Document, page: int) -> Iterator[tuple[Block, list[Line]]]:
    """Yield the blocks of a page with their lines on it."""
    lines = iter([*document.lines, None])
    line = next(lines)
    for block in document.blocks:
        mine = []
        while line is not None and line.start < max(block.end, block.start + 1):
            if line.page == page:
                mine.append(line)
            line = next(lines)
        if mine:
            yield block, mine


def _label(block: Block) -> str:
    """Return what is written beside a block."""
    name = block.kind.value.replace("_", " ")
    if block.kind is BlockKind.TABLE_ROW:
        return f"table {(block.table or 0) + 1}"
    if block.level is not None:
        name = f"{name} {block.level}"
    told = block.marker and block.marker.isprintable() and any(map(str.isalnum, block.marker))
    return f"{name}: {block.marker}"[:_SHORT] if told else name


def _tie(document: Document, block: Block, page: int) -> tuple[float, float] | None:
    """Return about where a footnote's mark stands, if it is on the page."""
    if block.mark is None:
        return None
    start = block.mark.start
    line = next((line for line in document.lines if line.start <= start < line.end), None)
    if line is None or line.box is None or line.page != page:
        return None
    share = (start - line.start) / (line.end - line.start)
    return line.box[0] + share * (line.box[2] - line.box[0]), line.box[3]


def _run(job: bytes, name: str, page: int, options: ReadOptions) -> bytes:
    """Have a child draw the page; return the picture."""
    limits = options.limits
    hint = "Look at the page in a PDF reader instead."
    process = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-P", "-c", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        start_new_session=True,
    )
    try:
        picture, _ = process.communicate(job, timeout=limits.page_wall)
    except subprocess.TimeoutExpired:
        raise TimedOutError(f"{name}: page {page} took too long to draw", hint=hint) from None
    finally:
        _end(process)
    if process.returncode == _BUG:
        raise UnexpectedReadError(
            f"{name}: page {page} was not drawn: a fault of this program",
            hint="Please report this, with the file if it may be shared.",
        )
    if process.returncode:
        raise DamagedDocumentError(f"{name}: page {page} cannot be drawn", hint=hint)
    if len(picture) > _MOST_BYTES:
        raise ReadError(f"{name}: page {page} makes too large a picture", hint=hint)
    return picture


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the child if it is still there."""
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def legend_of(shapes: Sequence[Shape]) -> dict[str, int]:
    """Return how many shapes of each kind there are, in the order of their first.

    Example:
        >>> legend_of([Shape(kind="heading", boxes=(), label="", number=1)])
        {'heading': 1}
    """
    counts: dict[str, int] = {}
    for shape in shapes:
        counts[shape.kind] = counts.get(shape.kind, 0) + 1
    return counts
