"""Which pages need their text recognised, decided page by page.

Nothing heavy is imported here: most documents have no scan.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from auditkit.lang import Pack
from auditkit.read.child_log import PageLog
from auditkit.read.options import ReadOptions
from auditkit.read.pages import Page, Run
from auditkit.read.quality import is_garbage

NOT_INSTALLED = "text recognition (tesseract) is not installed"
INSTALL_HINT = (
    "Install tesseract with Swedish: on Debian or Ubuntu apt-get install tesseract-ocr "
    "tesseract-ocr-swe; on Windows the installer of the UB Mannheim build, with Swedish "
    "ticked; on macOS brew install tesseract tesseract-lang."
)
FEW_CHARACTERS = 30  # a page with fewer, and a picture, is a scan
PICTURE_COVERS = 0.3
_MARGIN = 0.09  # of each side: stamps and running lines stand there
_SCAN_COVERS = 0.6  # of the page; stamps may have been added to it
_MANY_SHAPES = 150  # filled paths of a page without text are letters


def needs_ocr(page: Page, options: ReadOptions, code: str) -> bool:
    """Tell whether the text of a page has to be recognised.

    Example:
        >>> needs_ocr(Page(number=1, width=595, height=842, covered=1.0), ReadOptions(), "sv")
        True
        >>> needs_ocr(Page(number=1, width=595, height=842), ReadOptions(), "sv")
        False
    """
    if page.problem or options.ocr == "never":
        return False
    # A layer that somebody else recognised is kept unless it is garbage: a reader who looks for
    # a quote in the file searches that layer.
    return options.ocr == "force" or is_scan(page) or is_garbage(page, code)


def is_scan(page: Page) -> bool:
    """Tell whether a page is a picture of text, with no text of its own but stamps.

    Example:
        >>> run = Run(text="Signerat med e-legitimation, id 4711", box=(60, 820, 300, 830),
        ...           baseline=828, size=8)
        >>> is_scan(Page(number=1, width=595, height=842, covered=0.98, runs=(run,)))
        True
    """
    if page.characters < FEW_CHARACTERS:
        return page.covered >= PICTURE_COVERS or page.shapes >= _MANY_SHAPES
    if page.covered < _SCAN_COVERS or page.source == "ocr":
        return False
    return sum(len(run.text) for run in page.runs if _is_inside(run, page)) < FEW_CHARACTERS


def _is_inside(run: Run, page: Page) -> bool:
    """Tell whether a run stands in a page's body rather than in its margins."""
    if run.hidden or not run.upright:
        return False
    x, y = (run.box[0] + run.box[2]) / 2, (run.box[1] + run.box[3]) / 2
    return (
        _MARGIN * page.width < x < (1 - _MARGIN) * page.width
        and _MARGIN * page.height < y < (1 - _MARGIN) * page.height
    )


def take_ocr(document: Any, page: Page, pack: Pack, options: ReadOptions, log: PageLog) -> Page:
    """Return a page; a scan with its text recognised, or with the reason why it is not.

    Example:
        >>> from auditkit.lang import load_pack
        >>> page = Page(number=1, width=595, height=842, covered=1.0)
        >>> take_ocr(None, page, load_pack("sv"), ReadOptions(ocr="never"), PageLog()).unread
        'text recognition is switched off (--ocr never)'
    """
    if page.tilt is not None or page.unread:  # done by an earlier child
        return page
    if not needs_ocr(page, options, pack.code):
        never = options.ocr == "never" and is_scan(page)
        return (
            replace(page, unread="text recognition is switched off (--ocr never)")
            if never
            else page
        )
    if not log.begin("render", page.number):
        return replace(page, unread=f"text recognition: {log.problem(page.number)}")
    from auditkit.read.ocr import recognise

    made = recognise(document, page, options, pack, log)
    log.keep(made)
    return made
