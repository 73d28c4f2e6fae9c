"""Scans: a page drawn, set straight, recognised, and put together with what it had.

A page is drawn as sharp as its scan is (never sharper: letters made up from nothing are
read worse), set straight, and read by tesseract. The words come back as the runs of a
`Page`, in the coordinates of the page set straight, because lines must be level to be found;
``Page.tilt`` leads from there to the page as it is shown.
"""

from __future__ import annotations

import hashlib
import logging
import math
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium

from auditkit.lang import Pack
from auditkit.lang.lexicon import is_word
from auditkit.read.child_log import NO_LOG, PageLog
from auditkit.read.deskew import Gray, find_skew, lies_sideways, straighten
from auditkit.read.ocr_clean import clean
from auditkit.read.ocr_engine import (
    Engine,
    OcrError,
    Word,
    find_engine,
    parse_words,
    recognise_words,
)
from auditkit.read.ocr_pages import FEW_CHARACTERS, NOT_INSTALLED, PICTURE_COVERS, is_scan
from auditkit.read.ocr_runs import runs_of
from auditkit.read.ocr_text import mend_words
from auditkit.read.options import ReadOptions
from auditkit.read.pages import Page, Run

_logger = logging.getLogger(__name__)

_VERSION = 1  # of what is done to a page before it is recognised; part of the cache's key
_DPI = (150, 300)
_DPI_UNKNOWN = 200
_LEAST_DPI = 100
_MOST_PIXELS = 20_000_000  # A3 at 300 dpi; what is done to them takes twenty bytes for each
_POOR = 0.5  # of the letters: the page may lie on its side
_SURE = 0.6  # a word less sure counts for nothing when two readings are compared
_FEW_WORDS = 8
_LEAST_INK = 0.002  # of a page: with less it is empty
_WORD = re.compile(r"[^\W\d_]{2,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What one way of reading a page gave."""

    words: tuple[Word, ...]
    turns: int  # quarter turns against the clock before it was read
    skew: float
    shape: tuple[int, int]  # rows and columns of the picture that was read
    score: float  # letters in plausible words


def recognise(
    document: pdfium.PdfDocument,
    page: Page,
    options: ReadOptions,
    pack: Pack,
    log: PageLog = NO_LOG,
) -> Page:
    """Return a page with its text recognised, or with the reason why it is not.

    Text that was there already is kept where it stands beside the recognised one, or reads
    better than it.
    """
    engine = find_engine()
    if engine is None:
        return _unread(page, NOT_INSTALLED)
    try:
        gray, dpi = _draw(document, page, options)
        if not log.begin("ocr", page.number):
            return _unread(page, f"text recognition: {log.problem(page.number)}")
        reading = _read_best(engine, gray, dpi, options, pack)
    except OcrError as error:
        return _unread(page, str(error))
    if not reading.words:  # an empty sheet, or a drawing that a person has to look at
        return replace(page, source="ocr", picture=_ink(gray) >= _LEAST_INK)
    return _merge(page, reading, dpi, options, pack)


def _unread(page: Page, why: str) -> Page:
    """Return a page that could not be recognised; text it has is kept as it is."""
    return replace(page, unread=why) if page.characters < FEW_CHARACTERS else page


# --- the picture -------------------------------------------------------------------------


def _draw(document: pdfium.PdfDocument, page: Page, options: ReadOptions) -> tuple[Gray, int]:
    """Draw a page in gray, as sharp as its scan and within the bounds for pixels.

    Raises:
        OcrError: If it is too large, or cannot be drawn.
    """
    dpi = page.dpi if page.dpi and page.covered >= PICTURE_COVERS else _DPI_UNKNOWN
    dpi = min(max(dpi, _DPI[0]), _DPI[1])
    inches = page.width * page.height / 72**2
    most = min(options.limits.page_pixels, _MOST_PIXELS)
    dpi = int(min(dpi, math.sqrt(most / max(inches, 1e-6))))
    if dpi < _LEAST_DPI:
        raise OcrError("the page is too large to be drawn for text recognition")
    try:
        handle = document[page.number - 1]
        bitmap = handle.render(scale=dpi / 72, grayscale=True, may_draw_forms=False)
    except pdfium.PdfiumError:
        raise OcrError("the page cannot be drawn for text recognition") from None
    try:
        pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)
    finally:
        bitmap.close()
        handle.close()
    return pixels.reshape(pixels.shape[0], pixels.shape[1], -1)[:, :, 0], dpi


def _ink(gray: Gray) -> float:
    """Return the share of a page that is dark."""
    small = gray[::3, ::3]
    return float(np.mean(small < 0.6 * float(np.median(small))))


# --- reading it --------------------------------------------------------------------------


def _read_best(engine: Engine, gray: Gray, dpi: int, options: ReadOptions, pack: Pack) -> _Reading:
    """Read a picture; where that gives hardly a word, on its sides and upside down too."""
    best = _read(engine, gray, 0, dpi, options, pack)
    letters = sum(len(word.text) for word in best.words)
    if best.score >= _POOR * letters and len(best.words) >= _FEW_WORDS:
        return best
    if _ink(gray) < _LEAST_INK:
        return best
    for turns in (1, 3) if lies_sideways(gray) else (2,):
        other = _read(engine, gray, turns, dpi, options, pack)
        # A page in no language of ours may not be turned by chance.
        best = other if other.score > 2 * best.score + 40 else best
    return best


def _read(
    engine: Engine, gray: Gray, turns: int, dpi: int, options: ReadOptions, pack: Pack
) -> _Reading:
    """Set a picture straight and read it, in the language that it looks to be in."""
    turned = np.ascontiguousarray(np.rot90(gray, turns))
    skew = find_skew(turned)
    level = clean(straighten(turned, skew), dpi)
    signs = pack.table("ocr_signs")
    wanted = [name for name in signs if name in engine.languages]
    first = wanted[0] if wanted else sorted(engine.languages)[0]
    words = _words(engine, level, dpi, first, options)
    other = _looks_like(words, signs)
    if other != first and other in engine.languages:
        words = _words(engine, level, dpi, other, options)
    return _Reading(
        words=words,
        turns=turns,
        skew=skew,
        shape=(level.shape[0], level.shape[1]),
        score=_score(words, pack.code),
    )


def _looks_like(words: Sequence[Word], signs: Mapping[str, Any]) -> str:
    """Return the language whose commonest words a page has most of."""
    found = [word.text.casefold().strip('.,:;()"”') for word in words]
    counts = {name: sum(word in listed for word in found) for name, listed in signs.items()}
    return max(counts, key=lambda name: counts[name])


def _score(words: Sequence[Word], code: str) -> float:
    return float(
        sum(
            len(part)
            for word in words
            if word.confidence >= _SURE
            for part in _WORD.findall(word.text)
            if is_word(part, code)
        )
    )


def _words(
    engine: Engine, gray: Gray, dpi: int, language: str, options: ReadOptions
) -> tuple[Word, ...]:
    """Return the words of a picture, from the cache where it has been read before."""
    if options.cache is None:
        return tuple(parse_words(recognise_words(engine, gray, dpi=dpi, language=language)))
    settings = f"{_VERSION} {engine.version} {dpi} {language} {gray.shape}"
    key = hashlib.sha256(settings.encode() + b"\0" + gray.tobytes()).hexdigest()
    kept = options.cache / key[:2] / f"{key}.tsv"
    if kept.is_file():
        return tuple(parse_words(kept.read_text(encoding="utf-8")))
    table = recognise_words(engine, gray, dpi=dpi, language=language)
    _keep(kept, table)
    return tuple(parse_words(table))


def _keep(file: Path, table: str) -> None:
    """Write a table to the cache; a cache that cannot be written costs time, no more."""
    part = file.with_suffix(f".{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(table, encoding="utf-8")
        part.replace(file)
    except OSError as error:
        _logger.warning("recognised page not kept: %s", error.strerror)


# --- the page ----------------------------------------------------------------------------


def _merge(page: Page, reading: _Reading, dpi: int, options: ReadOptions, pack: Pack) -> Page:
    """Return the page with what was recognised, unless the text it has is better."""
    tilt = _tilt(reading, page, dpi)
    height, width = (side * 72 / dpi for side in reading.shape)
    found = runs_of(mend_words(reading.words, pack), 72 / dpi)
    made = replace(
        page, width=width, height=height, source="ocr", picture=True, tilt=tilt, grids=()
    )
    seen = [run for run in page.runs if not run.hidden]
    if options.ocr == "force" or not is_scan(page):
        if options.ocr != "force" and _letters(seen, pack.code) >= reading.score:
            return page
        return replace(made, runs=(*found, *(_aside(r) for r in page.runs if r.hidden)))
    # Stamps are drawn too, and recognised: what stands there already is surer.
    new = [run for run in found if not any(_meets(made.place(run.box), old) for old in seen)]
    return replace(made, runs=(*new, *(_back(run, made) for run in page.runs)))


def _letters(runs: Sequence[Run], code: str) -> float:
    """Return the letters of runs that stand in plausible words."""
    parts = [part for run in runs for part in _WORD.findall(run.text)]
    return float(sum(len(part) for part in parts if is_word(part, code)))


def _meets(box: tuple[float, ...], run: Run) -> bool:
    """Tell whether the middle of a box stands on a run."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return run.box[0] <= x <= run.box[2] and run.box[1] <= y <= run.box[3]


def _aside(run: Run) -> Run:
    return replace(run, upright=False)


def _back(run: Run, page: Page) -> Run:
    """Return a run of the page shown in the coordinates of the page set straight."""
    assert page.tilt is not None
    a, b, c, d, e, f = page.tilt
    turn = a * d - b * c
    inverse = (
        d / turn,
        -b / turn,
        -c / turn,
        a / turn,
        (c * f - d * e) / turn,
        (b * e - a * f) / turn,
    )
    box = replace(page, tilt=inverse).place(run.box)
    share = (run.baseline - run.box[1]) / max(0.1, run.box[3] - run.box[1])
    return replace(run, box=box, baseline=box[1] + share * (box[3] - box[1]))


def _tilt(reading: _Reading, page: Page, dpi: int) -> tuple[float, ...]:
    """Return the matrix from points of the picture that was read to the page shown.

    Straightening and quarter turns both turn about the picture's middle.
    """
    angle = math.radians(reading.skew + 90 * reading.turns)
    cosine, sine = math.cos(angle), math.sin(angle)
    height, width = (side * 36 / dpi for side in reading.shape)
    across, down = page.width / 2, page.height / 2
    return (
        cosine,
        sine,
        -sine,
        cosine,
        across - cosine * width + sine * height,
        down - sine * width - cosine * height,
    )
