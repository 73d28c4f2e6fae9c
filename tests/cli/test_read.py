"""``auditkit read``: what a person sees of a document."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from .conftest import Invoke

RED, BLUE = (200, 30, 30), (30, 90, 200)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Two pages with running title, headings, a paragraph over the page's end and a footnote."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    end = 72 + stringWidth("lämnas till laboratoriet inom en vecka", "Helvetica", 10.5)
    pages = [
        [
            ("Helvetica-Bold", 15, 72, 760, "1 Beslut"),
            ("Helvetica", 10.5, 72, 730, "Styrelsen beslutar att proven ska märkas samma dag och"),
            ("Helvetica", 10.5, 72, 716, "lämnas till laboratoriet inom en vecka"),
            ("Helvetica", 6, end, 721, "1"),
            ("Helvetica", 10.5, end + 3.4, 716, ", vilket enheten"),
            ("Helvetica", 5, 72, 82, "1"),
            ("Helvetica", 8, 77, 80, "Se rutinen för märkning."),
        ],
        [
            ("Helvetica", 10.5, 72, 760, "ansvarar för under hela året."),
            ("Helvetica-Bold", 15, 72, 720, "2 Uppföljning"),
            ("Helvetica", 10.5, 72, 690, "Enheten följer upp beslutet i december."),
        ],
    ]
    for number, lines in enumerate(pages, 1):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 805, "Provenheten")
        canvas.drawRightString(523, 40, f"{number} (2)")
        for font, size, x, y, text in lines:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    file = tmp_path / "rapport.pdf"
    file.write_bytes(buffer.getvalue())
    return file


def test_the_terminal_shows_blocks_pages_and_quality(report: Path, invoke: Invoke) -> None:
    shown = invoke("read", report)
    assert shown.code == 0
    assert "heading 1      1 Beslut  [decision]" in shown.out
    assert "inom en vecka1, vilket enheten ansvarar för under hela året." in shown.out
    assert "header/footer  Provenheten" in shown.out
    assert "note           1 Se rutinen för märkning.  ← …" in shown.out
    assert "── page 2" in shown.out
    assert "1 (1 tied to their marks)" in shown.out
    assert "quality          good" in shown.out


def test_markdown_ties_notes_and_leaves_running_titles_out(report: Path, invoke: Invoke) -> None:
    assert invoke("read", report, "--markdown").out == (
        "# 1 Beslut\n\n"
        "Styrelsen beslutar att proven ska märkas samma dag och lämnas till laboratoriet inom en "
        "vecka[^1], vilket enheten ansvarar för under hela året.\n\n"
        "[^1]: Se rutinen för märkning.\n\n"
        "# 2 Uppföljning\n\n"
        "Enheten följer upp beslutet i december.\n"
    )


def test_json_holds_text_blocks_and_sections(report: Path, invoke: Invoke) -> None:
    made = json.loads(invoke("read", report, "--json").out)
    text = made["document"]["text"]
    first = next(b for b in made["document"]["blocks"] if b["kind"] == "heading")
    assert text[first["start"] : first["end"]] == "Beslut"
    assert made["document"]["lines"][0]["page"] == 1
    assert [section["heading"] for section in made["sections"]] == ["Beslut", "Uppföljning"]


def test_the_picture_frames_each_block_where_it_stands(report: Path, invoke: Invoke) -> None:
    out = report.with_name("sida.png")
    shown = invoke("read", report, "--image", 1, "--out", out)
    assert (shown.code, shown.out.strip()) == (0, str(out))
    picture = Image.open(out)
    scale = picture.width / A4[0]
    assert picture.height > A4[1] * scale  # room for the legend

    def colours(x0: float, y0: float, x1: float, y1: float) -> set[object]:
        area = picture.crop(tuple(round(side * scale) for side in (x0, y0, x1, y1)))
        return {colour for _, colour in area.getcolors(1_000_000) or []}

    heading = colours(66, A4[1] - 775, 140, A4[1] - 755)
    assert RED in heading
    assert BLUE not in heading
    assert BLUE in colours(66, A4[1] - 740, 400, A4[1] - 705)


def test_a_member_of_an_archive_can_be_named(report: Path, invoke: Invoke) -> None:
    archive = report.with_name("arkiv.zip")
    with zipfile.ZipFile(archive, "w") as file:
        file.write(report, "2024/rapport.pdf")
        file.writestr("beslut.txt", "Beslut\n\nStyrelsen avslår begäran.\n")
    assert "# 1 Beslut" in invoke("read", archive / "2024" / "rapport.pdf", "--markdown").out
    several = invoke("read", archive)
    assert several.code == 2
    assert "arkiv.zip/2024/rapport.pdf" in several.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--image", 1), "belong together"),
        (("--image", 9, "--out", "a.png"), "has 2 pages"),
        (("--image", 1, "--out", "a.jpg"), "PNG"),
        (("--markdown", "--json"), "Choose one"),
    ],
)
def test_wrong_usage_says_what_is_right(
    report: Path, invoke: Invoke, arguments: tuple[object, ...], says: str
) -> None:
    shown = invoke("read", report, *arguments)
    assert shown.code == 2
    assert says in shown.err
    assert not shown.out


def test_a_file_that_is_not_there_or_has_no_pages(tmp_path: Path, invoke: Invoke) -> None:
    assert invoke("read", tmp_path / "saknas.pdf").code == 2
    text = tmp_path / "beslut.txt"
    text.write_text("Beslut\n\nStyrelsen avslår begäran.\n", encoding="utf-8")
    shown = invoke("read", text, "--image", 1, "--out", tmp_path / "a.png")
    assert shown.code == 2
    assert "PDF" in shown.err
