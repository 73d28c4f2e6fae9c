"""Grades of pages, and text that a reader of the page cannot see."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from auditkit.model import Document, Grade
from auditkit.read.pages import Page, Run
from auditkit.read.quality import grade_page, grade_pages

from .conftest import Reader
from .scans import MINUTES, laid, pdf, picture, typed

SECRET = "Rekommendationen är helt genomförd sedan länge."


def _hidden(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.hidden]


def _string(canvas: Canvas, text: str, x: float = 40, y: float = 200, mode: int = 0) -> None:
    line = canvas.beginText(x, y)
    line.setFont("Helvetica", 11)
    line.setTextRenderMode(mode)
    line.textOut(text)
    canvas.saveState()
    canvas.drawText(line)
    canvas.restoreState()


def _invisible(canvas: Canvas) -> None:
    _string(canvas, SECRET, mode=3)


def _off_the_page(canvas: Canvas) -> None:
    _string(canvas, SECRET, x=40, y=-60)


def _tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 1)
    canvas.drawString(40, 200, SECRET)


def _under_a_picture(canvas: Canvas) -> None:
    _string(canvas, SECRET)
    buffer = io.BytesIO()
    Image.new("RGB", (300, 60), (200, 210, 220)).save(buffer, "JPEG")
    canvas.drawImage(ImageReader(buffer), 30, 180, width=340, height=60)


def _under_a_box(canvas: Canvas) -> None:
    _string(canvas, SECRET)
    canvas.setFillColor(colors.black)
    canvas.rect(30, 180, 340, 60, stroke=0, fill=1)


def _inside_a_form(canvas: Canvas) -> None:
    canvas.beginForm("under")
    _string(canvas, SECRET, mode=3)
    canvas.endForm()
    canvas.doForm("under")


@pytest.mark.parametrize(
    "hide", [_invisible, _off_the_page, _tiny, _under_a_picture, _under_a_box, _inside_a_form]
)
def test_what_cannot_be_seen_is_kept_and_marked(
    read: Reader, hide: Callable[[Canvas], None]
) -> None:
    def page(canvas: Canvas) -> None:
        typed(canvas)
        hide(canvas)

    document = read(pdf(page), "a.pdf")
    assert _hidden(document) == [SECRET]
    assert document.quality.hidden_characters == len(SECRET)
    assert document.quality.pages[0].grade is Grade.FAIR


def _over_a_picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (300, 60), (9, 9, 90))), 30, 180, 340, 60)
    canvas.setFillColor(colors.white)
    _string(canvas, SECRET)


def _under_glass(canvas: Canvas) -> None:
    _string(canvas, SECRET)
    canvas.setFillColor(colors.Color(1, 1, 0, alpha=0.3))
    canvas.rect(30, 180, 340, 60, stroke=0, fill=1)


def _under_a_stamp(canvas: Canvas) -> None:
    _string(canvas, SECRET)
    stamp = Image.new("RGBA", (300, 60), (0, 0, 0, 0))
    stamp.paste((200, 0, 0, 255), (10, 10, 60, 30))
    canvas.drawImage(ImageReader(stamp), 30, 180, width=340, height=60, mask="auto")


def _in_a_frame(canvas: Canvas) -> None:
    _string(canvas, SECRET)
    canvas.rect(30, 180, 340, 60, stroke=1, fill=0)


@pytest.mark.parametrize("show", [_over_a_picture, _under_glass, _under_a_stamp, _in_a_frame])
def test_what_can_be_seen_is_not_hidden(read: Reader, show: Callable[[Canvas], None]) -> None:
    def page(canvas: Canvas) -> None:
        typed(canvas)
        show(canvas)

    document = read(pdf(page), "a.pdf")
    assert _hidden(document) == []
    assert SECRET in document.text


def test_hidden_text_on_a_line_does_not_join_what_is_seen(read: Reader) -> None:
    def page(canvas: Canvas) -> None:
        typed(canvas)
        _string(canvas, "Styrelsen avslår", x=40, y=200)
        _string(canvas, "inte", x=128, y=200, mode=3)
        _string(canvas, "förslaget.", x=154, y=200)

    document = read(pdf(page), "a.pdf")
    assert "Styrelsen avslår förslaget." in " ".join(document.text.split())
    assert _hidden(document) == ["inte"]


def test_the_text_layer_of_a_scan_is_its_text(read: Reader) -> None:
    def page(canvas: Canvas) -> None:
        laid(picture())(canvas)
        for number, line in enumerate(MINUTES):
            _string(canvas, line, y=520 - 16 * number, mode=3)

    document = read(pdf(page), "a.pdf")
    assert _hidden(document) == []
    assert "Kansliet får i uppdrag att återkomma" in document.text
    assert {(line.source, line.confidence) for line in document.lines} == {("ocr", None)}
    assert document.quality.pages[0].source == "ocr"
    assert document.quality.grade is Grade.GOOD


def _recognised(text: str, confidence: float | None, number: int = 1) -> Page:
    run = Run(text=text, box=(0, 0, 9, 9), baseline=9, size=9, source="ocr", confidence=confidence)
    return Page(number=number, width=99, height=99, runs=(run,), source="ocr", picture=True)


GOOD = "Styrelsen beslutade att anta planen och lägga rapporten till handlingarna. " * 3
BAD = "Stvrelscn hcslutadc alt anla plancn uch läggn rappvrlcn lill handlingaxnq. " * 3


@pytest.mark.parametrize(
    ("text", "confidence", "grade"),
    [
        (GOOD, 0.95, Grade.GOOD),
        (GOOD, 0.8, Grade.FAIR),
        (GOOD, 0.6, Grade.POOR),
        (GOOD, None, Grade.GOOD),
        (BAD, None, Grade.POOR),
        ("Xqz kvvx wqxz zzkq vxxq qwzx " * 8, 0.95, Grade.POOR),
    ],
)
def test_recognised_pages_are_graded(text: str, confidence: float | None, grade: Grade) -> None:
    assert grade_page(_recognised(text, confidence), "sv").grade is grade


def test_pages_to_read_by_eye_and_the_grade_of_the_whole() -> None:
    pages = [_recognised(GOOD, 0.95, number) for number in range(1, 12)]
    quality = grade_pages([*pages, _recognised(GOOD, 0.4, 12)], "sv")
    assert (quality.pages_poor, quality.grade) == ((12,), Grade.FAIR)
    assert grade_pages([pages[0], _recognised(GOOD, 0.4, 2)], "sv").grade is Grade.POOR
    empty = Page(number=1, width=99, height=99, unread="is a scan")
    assert grade_pages([empty], "sv").grade is Grade.UNREAD
