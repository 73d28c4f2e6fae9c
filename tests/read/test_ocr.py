"""Scans read by tesseract: straightened, placed on the page, mixed with text, kept."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from auditkit.model import Document, Grade
from auditkit.read import ocr, read_document
from auditkit.read.ocr_engine import OcrError, find_engine, recognise_words
from auditkit.read.options import ReadOptions

from .conftest import check_records
from .scans import MINUTES, laid, pdf, picture, typed

_ENGINE = find_engine()
pytestmark = pytest.mark.skipif(
    _ENGINE is None or "swe" not in _ENGINE.languages,
    reason="needs tesseract with Swedish (apt-get install tesseract-ocr tesseract-ocr-swe)",
)


def _read(folder: Path, data: bytes, options: ReadOptions | None = None) -> Document:
    file = folder / "skannat.pdf"
    file.write_bytes(data)
    return read_document(file, root=folder, options=options)


def _likeness(document: Document) -> float:
    """Return how much of the minutes a document holds, character by character."""
    whole = " ".join(MINUTES)
    blocks = SequenceMatcher(None, whole, document.text.replace("\n", " "), autojunk=False)
    return sum(block.size for block in blocks.get_matching_blocks()) / len(whole)


def test_a_page_askew_is_read_and_its_words_are_found_on_the_page(tmp_path: Path) -> None:
    document = _read(tmp_path, pdf(laid(picture(skew=-2.5))))
    check_records(document)
    assert _likeness(document) > 0.99
    assert {line.source for line in document.lines} == {"ocr"}
    assert all(0.5 < (line.confidence or 0) <= 1 for line in document.lines)
    at = document.text.index("Protokoll")
    box = next(line.box for line in document.lines if line.start <= at < line.end)
    straight = _read(tmp_path, pdf(laid(picture())))
    level = next(line.box for line in straight.lines if line.start == 0)
    assert box is not None and level is not None
    assert box[0] == pytest.approx(level[0] + 9, abs=6)  # turned about the middle of the page
    assert box[1] < level[1] < box[1] + 20
    assert document.quality.grade is Grade.GOOD
    assert document.quality.pages[0].source == "ocr"


def test_a_page_on_its_side_is_read(tmp_path: Path) -> None:
    document = _read(tmp_path, pdf(laid(picture(turns=1))))
    assert _likeness(document) > 0.98
    boxes = [line.box for line in document.lines if line.box]
    assert all(box[3] - box[1] > box[2] - box[0] for box in boxes[1:4])  # they run upwards


@pytest.mark.skipif(_ENGINE is None or "eng" not in _ENGINE.languages, reason="needs English")
def test_an_english_page_is_read_as_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (
        "Minutes of the meeting of the board",
        "The board decided to adopt the plan for the archive and",
        "asked the office to report back on the costs by the end",
        "of the year. The question of premises was postponed.",
    )
    asked = []

    def listen(*given: object, language: str, **named: object) -> str:
        asked.append(language)
        return recognise_words(*given, language=language, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(ocr, "recognise_words", listen)
    document = _read(tmp_path, pdf(laid(picture(lambda canvas: typed(canvas, lines)))))
    assert asked[-1] == "eng"
    assert " ".join(lines[1:]) in document.text


def test_an_empty_sheet_is_good_and_a_drawing_is_to_be_looked_at(tmp_path: Path) -> None:
    def drawing(canvas: Canvas) -> None:
        canvas.setLineWidth(9)
        canvas.circle(200, 300, 120)

    empty, drawn = picture(lambda canvas: None), picture(drawing)
    document = _read(tmp_path, pdf(typed, laid(empty), laid(drawn)))
    assert [page.grade for page in document.quality.pages][:2] == [Grade.GOOD, Grade.GOOD]
    assert document.quality.pages_poor == (3,)


def test_text_and_scans_in_one_file(tmp_path: Path) -> None:
    def text(canvas: Canvas) -> None:
        typed(canvas, ["Bilagan är skannad och följer på nästa sida av protokollet."])

    mixed = pdf(text, laid(picture()))
    document = _read(tmp_path, mixed)
    assert {(line.page, line.source) for line in document.lines} == {(1, "text"), (2, "ocr")}
    never = _read(tmp_path, mixed, ReadOptions(ocr="never"))
    assert never.quality.pages_unread == (2,)
    assert "Styrelsen beslutade" not in never.text


def test_a_stamp_on_a_scan_is_kept_as_it_is(tmp_path: Path) -> None:
    def stamped(canvas: Canvas) -> None:
        laid(picture())(canvas)
        canvas.setFont("Helvetica", 7)
        canvas.drawString(40, 12, "Signerat med e-legitimation, dokumentnyckel QX7-4711-AB")

    document = _read(tmp_path, pdf(stamped))
    assert _likeness(document) > 0.98
    assert document.text.count("Signerat") == 1
    assert "dokumentnyckel QX7-4711-AB" in document.text
    assert {line.source for line in document.lines} == {"text", "ocr"}


def test_force_reads_the_picture_and_not_the_text(tmp_path: Path) -> None:
    document = _read(tmp_path, pdf(typed), ReadOptions(ocr="force"))
    assert _likeness(document) > 0.98
    assert {line.source for line in document.lines} == {"ocr"}


def test_a_text_layer_without_words_is_read_anew(tmp_path: Path) -> None:
    garbled = ["".join(chr(ord(c) + 3) if c.isalpha() else c for c in line) for line in MINUTES]

    def layered(canvas: Canvas) -> None:
        laid(picture())(canvas)
        text = canvas.beginText(40, 520)
        text.setFont("Helvetica", 11, 16)
        text.setTextRenderMode(3)
        for line in garbled:
            text.textLine(line.encode("cp1252", "replace").decode("cp1252"))
        canvas.drawText(text)

    document = _read(tmp_path, pdf(layered))
    assert _likeness(document) > 0.98
    assert document.quality.pages[0].confidence is not None


def test_a_page_is_recognised_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf(laid(picture()))
    options = ReadOptions(cache=tmp_path / "cache")
    first = _read(tmp_path, data, options)

    def refuse(*_: object, **__: object) -> str:
        raise AssertionError("recognised again")

    monkeypatch.setattr(ocr, "recognise_words", refuse)
    assert _read(tmp_path, data, options) == first
    with pytest.raises(AssertionError):
        _read(tmp_path, data)


def test_a_page_that_fails_is_told_and_the_others_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> str:
        raise OcrError("text recognition took more than 60 seconds")

    monkeypatch.setattr(ocr, "recognise_words", fail)
    document = _read(tmp_path, pdf(typed, laid(picture())))
    assert document.quality.pages_unread == (2,)
    assert document.quality.pages[1].note == "text recognition took more than 60 seconds"
    assert document.quality.grade is Grade.POOR
