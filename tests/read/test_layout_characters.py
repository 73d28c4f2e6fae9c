"""The promise of reading: every character stands where the document says it does."""

from __future__ import annotations

import io
import re
import tempfile
from collections import Counter
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from auditkit.model import Document
from auditkit.read import read_document

Glyph = tuple[str, float, float]
SIZES = (7.5, 10.0, 10.5, 15.0)
WORDS = (
    *("Styrelsen", "beslutar", "att", "provtagningen", "ska", "följas", "upp", "varje", "år."),
    *("Enheten", "för", "it-", "system", "och", "driftsfrågor", "saknar", "utveck-", "lings-"),
    *("§ 4", "1.", "2.3", "a)", "•", "–", "-", "12 (21)", "Bilaga 1", "2024-05-13", "1", "Beslut"),
    *("rekommen-", "dationer", "Åtgärder", "1 250", "kr", "......", "(S)", "”citat”", "år–år"),
)

line = st.lists(st.sampled_from(WORDS), min_size=1, max_size=11).map(" ".join)
printed = st.tuples(
    st.sampled_from((72, 72, 72, 90, 108, 315)),  # where it begins
    st.sampled_from((13, 13, 13, 26, 60)),  # how far below the one above
    st.sampled_from(SIZES),
    st.booleans(),  # bold
    line,
)
tables = st.lists(st.lists(line, min_size=2, max_size=3), min_size=2, max_size=4)
pages = st.lists(
    st.tuples(st.lists(printed, min_size=1, max_size=28), st.none() | tables),
    min_size=1,
    max_size=3,
)


def set_pages(content: list[tuple[list[tuple[int, int, float, bool, str]], object]]) -> bytes:
    """Set lines and tables wherever they are told to stand, with running titles."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for number, (lines, rows) in enumerate(content, 1):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 800, "Provenhetens årsrapport")
        canvas.drawRightString(523, 40, f"Sida {number}")
        y = 760.0
        for x, step, size, bold, text in lines:
            y -= step
            if y < 250:
                break
            canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
            canvas.drawString(x, y, text)
        if isinstance(rows, list):
            width = max(map(len, rows))
            made = Table(
                [[*(cell[:20] for cell in row), *[""] * (width - len(row))] for row in rows]
            )
            made.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
            made.wrapOn(canvas, 450, 150)
            made.drawOn(canvas, 72, 100)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def glyphs_of(page: pdfium.PdfPage) -> list[Glyph]:
    """The characters of a page, no blanks, with the middle of each."""
    text = page.get_textpage()
    height = page.get_height()
    found = []
    for index in range(text.count_chars()):
        sign = text.get_text_range(index, 1).replace("\ufffe", "-").replace("\x02", "-")
        x0, y0, x1, y1 = text.get_charbox(index, loose=True)
        if sign.strip():
            found.append((sign, (x0 + x1) / 2, height - (y0 + y1) / 2))
    return found


def check_characters(document: Document, data: bytes) -> None:
    """Assert that each character stands in the box that its line names, in order."""
    pdf = pdfium.PdfDocument(data)
    glyphs = {number: glyphs_of(pdf[number - 1]) for number in range(1, len(pdf) + 1)}
    covered = set()
    position = 0
    for found in document.lines:
        assert position <= found.start < found.end <= len(document.text)
        position = found.end
        covered.update(range(found.start, found.end))
        if found.source == "inferred":
            continue
        assert found.page is not None
        assert found.box is not None
        x0, top, x1, bottom = found.box
        inside = iter(
            sign
            for sign, x, y in glyphs[found.page]
            if x0 - 1 <= x <= x1 + 1 and top - 1 <= y <= bottom + 1
        )
        for char in re.sub(r"\s", "", document.text[found.start : found.end]):
            assert char in inside, f"{char!r} is not there in this order"
    bare = [char for at, char in enumerate(document.text) if at not in covered]
    assert not "".join(bare).strip(), "characters that no line tells the place of"
    # Nothing is lost but hyphens at the ends of lines.
    there = Counter(sign for page in glyphs.values() for sign, _, _ in page)
    read = Counter(re.sub(r"\s", "", document.text))
    assert not read - there
    assert set(there - read) <= {"-"}


@settings(max_examples=40, deadline=None)
@given(pages)
def test_every_character_is_one_of_the_page(content: list[tuple[list[object], object]]) -> None:
    data = set_pages(content)  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.pdf")
        file.write_bytes(data)
        document = read_document(file, root=file.parent)
    check_characters(document, data)


@pytest.mark.parametrize(
    "name", ["2022-11-15_programdirektiv_digitalt_flode", "2024-11-29_uppfoljning_internrevision"]
)
def test_every_character_of_the_sample_is_one_of_its_page(root: Path, name: str) -> None:
    file = root / "corpora" / "sample" / "documents" / f"{name}.pdf"
    check_characters(read_document(file, root=file.parent), file.read_bytes())
