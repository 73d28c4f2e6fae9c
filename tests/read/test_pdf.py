"""PDF, on files set on the spot with what real ones have."""

from __future__ import annotations

import io

import pytest
from reportlab.lib import colors, pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from auditkit.errors import DamagedDocumentError, EncryptedDocumentError, NoTextError
from auditkit.model import BlockKind

from .conftest import Reader, check_records, shape, texts

LEFT, TOP, PITCH = 72, 760, 14
BODY = [
    "Provenheten har under året tagit fler prov än någonsin, och fördelningen mellan statio-",
    "nerna har varit jämn. Varje station ansvarar för att proven märks samma dag och att de",
    "lämnas till laboratoriet inom en vecka. Enheten ska dessutom se över rutinen för utveck-",
]
NEXT = [
    "lings- och driftsfrågor. Ansvaret för it-",
    "systemet ligger kvar hos stationschefen.",
]


class _Pages:
    """Writes pages with running title and page number."""

    def __init__(self, **options: object) -> None:
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=A4, **options)
        self.number = 0

    def page(self, lines: list[tuple[float, float, str, str, float]]) -> None:
        self.number += 1
        self.canvas.setFont("Helvetica", 9)
        self.canvas.drawString(LEFT, 800, "Provenhetens årsrapport")
        self.canvas.drawRightString(523, 40, f"{self.number} (3)")
        for x, y, text, font, size in lines:
            self.canvas.setFont(font, size)
            self.canvas.drawString(x, y, text)
        self.canvas.showPage()

    def save(self) -> bytes:
        self.canvas.save()
        return self.buffer.getvalue()


def _body(lines: list[str], top: float) -> list[tuple[float, float, str, str, float]]:
    return [
        (LEFT, top - PITCH * index, line, "Helvetica", 10.5) for index, line in enumerate(lines)
    ]


def _report() -> bytes:
    pages = _Pages()
    pages.page(
        [
            (LEFT, TOP, "1 Sammanfattning", "Helvetica-Bold", 15),
            *_body(BODY, TOP - 30),
            (LEFT, 80, "1", "Helvetica", 5.5),
            (LEFT + 5, 77, "Uppgiften lämnades av stationen.", "Helvetica", 8),
        ]
    )
    pages.page(
        [
            *_body(NEXT, TOP),
            (LEFT, TOP - 60, "2 Åtgärder", "Helvetica-Bold", 15),
            (LEFT + 10, TOP - 85, "•", "Helvetica", 10.5),
            (LEFT + 24, TOP - 85, "Märk proven", "Helvetica", 10.5),
            (LEFT + 10, TOP - 99, "•", "Helvetica", 10.5),
            (LEFT + 24, TOP - 99, "Spara dem", "Helvetica", 10.5),
        ]
    )
    table = Table([["Station", "Antal"], ["Norr", "12"], ["Söder", "9"]])
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    table.wrapOn(pages.canvas, 300, 200)
    table.drawOn(pages.canvas, LEFT, 600)
    pages.page([(LEFT, TOP, "Tabellen visar antalet prov.", "Helvetica", 10.5)])
    return pages.save()


def test_a_sentence_over_a_page_is_one_and_its_furniture_behind_it(read: Reader) -> None:
    document = read(_report(), "a.pdf")
    check_records(document)
    assert document.page_count == 3
    paragraph = texts(document, BlockKind.PARAGRAPH)[0]
    assert "stationerna har varit jämn" in paragraph
    assert "rutinen för utvecklings- och driftsfrågor." in paragraph
    assert "Ansvaret för it-systemet ligger" in paragraph
    assert texts(document, BlockKind.FURNITURE).count("Provenhetens årsrapport") == 3
    assert "2 (3)" in texts(document, BlockKind.FURNITURE)


def test_headings_lists_notes_and_tables(read: Reader) -> None:
    document = read(_report(), "a.pdf")
    assert [(m, t) for kind, m, t in shape(document) if kind == "heading"] == [
        ("1", "Sammanfattning"),
        ("2", "Åtgärder"),
    ]
    assert [t for kind, _, t in shape(document) if kind == "list_item"] == [
        "Märk proven",
        "Spara dem",
    ]
    assert texts(document, BlockKind.FOOTNOTE) == ["Uppgiften lämnades av stationen."]
    rows = [b for b in document.blocks if b.kind is BlockKind.TABLE_ROW]
    assert [document.text[b.start : b.end] for b in rows] == [
        "Station\tAntal",
        "Norr\t12",
        "Söder\t9",
    ]
    assert [b.header for b in rows] == [True, False, False]


def test_lines_name_page_and_box(read: Reader) -> None:
    document = read(_report(), "a.pdf")
    assert {line.page for line in document.lines} == {1, 2, 3}
    at = document.text.index("Sammanfattning")
    first = next(line for line in document.lines if line.start <= at < line.end)
    assert first.box is not None
    assert first.box[0] == pytest.approx(LEFT, abs=2)
    assert first.box[1] < A4[1] - TOP < first.box[3]


def test_white_text_is_hidden_unless_it_stands_on_colour(read: Reader) -> None:
    pages = _Pages()
    canvas = pages.canvas
    canvas.setFillColor(colors.darkblue)
    canvas.rect(LEFT, 500, 300, 30, stroke=0, fill=1)
    canvas.setFillColor(colors.white)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(LEFT + 5, 510, "Vit text på blå botten.")
    canvas.drawString(LEFT, 300, "Rekommendationen är helt genomförd.")
    canvas.setFillColor(colors.black)
    pages.page(_body(["Rekommendationen är inte genomförd än."], TOP))
    document = read(pages.save(), "a.pdf")
    hidden = [document.text[b.start : b.end] for b in document.blocks if b.hidden]
    assert hidden == ["Rekommendationen är helt genomförd."]
    assert document.quality.hidden_characters > 0


def test_rotated_pages_read_as_they_are_shown(read: Reader) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setPageRotation(90)
    canvas.saveState()
    canvas.translate(300, 200)
    canvas.rotate(90)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(0, 0, "Första raden på en liggande sida.")
    canvas.drawString(0, -30, "Andra raden på samma sida.")
    canvas.restoreState()
    canvas.showPage()
    canvas.save()
    assert [text for _, _, text in shape(read(buffer.getvalue(), "a.pdf"))] == [
        "Första raden på en liggande sida.",
        "Andra raden på samma sida.",
    ]


def test_a_scan_without_text_says_what_to_do(read: Reader) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.showPage()
    canvas.save()
    with pytest.raises(NoTextError) as caught:
        read(buffer.getvalue(), "skannad.pdf")
    assert "skannad.pdf" in caught.value.message
    assert "--ocr" in caught.value.hint


def test_a_password_and_a_cut_file_are_told_apart(read: Reader) -> None:
    secret = _Pages(encrypt=pdfencrypt.StandardEncryption("hemligt", canPrint=0))
    secret.page(_body(["Hemligt."], TOP))
    with pytest.raises(EncryptedDocumentError):
        read(secret.save(), "a.pdf")
    with pytest.raises(DamagedDocumentError):
        read(_report()[:2000], "a.pdf")


def test_columns_are_read_one_after_the_other(read: Reader) -> None:
    left = [f"Vänster spalt rad nummer {n:02d} av många och" for n in range(16)]
    right = [f"högra spalten rad nummer {n:02d} av många och" for n in range(16)]
    pages = _Pages()
    lines = [
        (
            LEFT,
            TOP,
            "En rubrik som löper över båda spalterna på hela sidan av rapporten",
            "Helvetica-Bold",
            14,
        )
    ]
    for n in range(16):
        y = TOP - 40 - n * PITCH
        lines.append((LEFT, y, left[n], "Helvetica", 10))
        lines.append((315, y, right[n], "Helvetica", 10))
    pages.page(lines)
    document = read(pages.save(), "a.pdf")
    assert [text for kind, _, text in shape(document) if kind == "paragraph"] == [
        " ".join(left + right)
    ]
