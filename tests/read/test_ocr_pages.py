"""Which pages are recognised, and what is said where they cannot be. Needs no tesseract."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from auditkit.errors import NoTextError
from auditkit.lang import load_pack
from auditkit.read import ocr, read_document
from auditkit.read.deskew import find_skew, lies_sideways
from auditkit.read.ocr_clean import clean
from auditkit.read.ocr_engine import Word, parse_words
from auditkit.read.ocr_pages import is_scan, needs_ocr
from auditkit.read.ocr_runs import runs_of
from auditkit.read.ocr_text import mend_words
from auditkit.read.options import ReadOptions
from auditkit.read.pages import Page, Run

from .scans import laid, pdf, picture, typed


def _page(text: str = "", **values: object) -> Page:
    run = Run(text=text, box=(60, 300, 500, 312), baseline=310, size=11)
    return Page(number=1, width=595, height=842, runs=(run,) if text else (), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("page", "scan"),
    [
        (_page(covered=1.0), True),
        (_page(shapes=900), True),  # letters drawn as outlines
        (_page(), False),  # empty
        (_page("Årsrapport 2031", covered=0.1), False),
        (_page("En sida med text framför en bild som täcker den.", covered=1.0), False),
        (_page("Någon annans igenkända text på sidan.", covered=1.0, source="ocr"), False),
    ],
)
def test_a_scan_is_a_picture_without_text(page: Page, scan: bool) -> None:
    assert is_scan(page) is scan
    assert needs_ocr(page, ReadOptions(), "sv") is scan
    assert not needs_ocr(page, ReadOptions(ocr="never"), "sv")
    assert needs_ocr(page, ReadOptions(ocr="force"), "sv")


def test_unmapped_glyphs_and_no_words_are_garbage() -> None:
    assert needs_ocr(_page("Rapport", unmapped=900), ReadOptions(), "sv")
    assert needs_ocr(_page("Vwbuhovhq ehvoxwdgh dww dqwd " * 9), ReadOptions(), "sv")
    english = "The board decided to adopt the plan and asked the office to report back. "
    assert not needs_ocr(_page(english * 5), ReadOptions(), "sv")


def test_without_tesseract_the_error_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "find_engine", lambda: None)
    file = tmp_path / "skannat.pdf"
    file.write_bytes(pdf(laid(picture())))
    with pytest.raises(NoTextError) as caught:
        read_document(file, root=tmp_path)
    assert "apt-get install tesseract-ocr tesseract-ocr-swe" in caught.value.hint
    file.write_bytes(pdf(typed, laid(picture())))
    document = read_document(file, root=tmp_path)
    assert document.quality.pages_unread == (2,)
    assert {line.source for line in document.lines} == {"text"}


@pytest.mark.parametrize("degrees", [-4.0, -2.5, 0.0, 0.6, 2.5, 6.5])
def test_the_skew_is_found_to_a_tenth_of_a_degree(degrees: float) -> None:
    image = np.asarray(picture(skew=-degrees))
    assert find_skew(image) == pytest.approx(degrees, abs=0.1)


def test_a_page_on_its_side_is_seen() -> None:
    assert lies_sideways(np.asarray(picture(turns=1)))
    assert not lies_sideways(np.asarray(picture()))


def test_upright_rules_are_taken_off_and_letters_left() -> None:
    page = np.asarray(picture())
    ruled = page.copy()
    ruled[150:900, 104:107] = 20
    ruled[700:703, 104:1100] = 20
    cleaned = clean(ruled, 200)
    assert cleaned[150:900, 104:107].mean() > 200
    assert cleaned[700:703, 120:1100].mean() < 30  # level rules do no harm
    letters = (clean(page, 200) < 120).sum() / (page < 120).sum()
    assert letters > 0.97


def test_lines_that_are_no_words_are_left_out_of_the_table() -> None:
    table = "\n".join(
        [
            "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext",
            "4\t1\t1\t1\t1\t0\t0\t0\t90\t9\t-1\t",
            "5\t1\t1\t1\t1\t1\t0\t0\t40\t9\t91.4\tMötet",
            "5\t1\t1\t1\t1\t2\t50\t0\t40\t9\t88\t ",
        ]
    )
    assert [(word.text, word.confidence) for word in parse_words(table)] == [("Mötet", 0.914)]


def _lines(*texts: str) -> list[Word]:
    return [
        Word(text=text, line=(1, 1, n), left=0, top=0, right=9, bottom=9, confidence=0.9)
        for n, line in enumerate(texts)
        for text in line.split()
    ]


def test_section_signs_are_put_right_by_rule_and_by_sequence() -> None:
    words = _lines(
        "$& 6 Budget", "Per Ek, $$ 7-8", "&7 Arkiv", "88 Val", "8 9 Övrigt", "85 kronor", "3 500 $"
    )
    assert " ".join(word.text for word in mend_words(words, load_pack("sv"))) == (
        "§ 6 Budget Per Ek, §§ 7-8 § 7 Arkiv § 8 Val § 9 Övrigt 85 kronor 3 500 $"
    )


def test_bullets_and_dashes_stay_and_specks_go() -> None:
    words = [
        Word(text=text, line=(1, 1, n), left=left, top=0, right=left + 9, bottom=9, confidence=sure)
        for n, left, text, sure in (
            (1, 0, "»", 0.3),
            (1, 12, "Arkivet", 0.9),
            (2, 0, "-", 0.2),
            (2, 12, "Budget", 0.9),
            (2, 24, "=", 0.5),
            (2, 36, "|", 0.9),
            (3, 0, "~", 0.4),
        )
    ]
    runs = runs_of(mend_words(words, load_pack("sv")), 1.0)
    assert [run.text for run in runs] == ["• Arkivet", "- Budget"]


@pytest.mark.parametrize("size", [(1, 1), (5, 5), (3, 900), (900, 3), (300, 400)])
@pytest.mark.parametrize("shade", [0, 255])
def test_the_picture_of_nothing_is_level(size: tuple[int, int], shade: int) -> None:
    page = np.asarray(Image.new("L", size, shade))
    assert find_skew(page) == 0.0
    assert not lies_sideways(page)
    assert clean(page, 200).shape == page.shape
