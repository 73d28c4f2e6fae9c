"""The gate that holds quotes against pages must be able to fail."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tools.check_quotes import in_pieces, squeeze, stands

needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="needs pdftotext (package poppler-utils)"
)


@pytest.fixture
def report(root: Path) -> Path:
    folder = root / "corpora" / "sample" / "documents"
    return folder / "2023-12-15_internrevisionsrapport_digitalt_flode.pdf"


def test_blanks_and_line_end_hyphens_are_set_aside() -> None:
    assert squeeze("utvecklings-\n  ledare\u00a0x") == squeeze("utvecklingsledare x")
    assert squeeze("a\u030a") == squeeze("å")


def test_a_piece_out_of_order_does_not_stand() -> None:
    assert in_pieces("första delen|andra delen", "första delen| FOT andra delen", 2)
    assert not in_pieces("andra delen|första delen", "första delen| FOT andra delen", 2)


@needs_pdftotext
def test_a_quote_stands_on_its_own_page_only(report: Path) -> None:
    quote = "Ledningsgruppen har inte haft det underlag som krävs för att kunna agera i tid."
    pages = [page for page in range(1, 10) if stands(quote, report, [page, page])]
    assert len(pages) == 1


@needs_pdftotext
def test_a_changed_word_does_not_stand(report: Path) -> None:
    quote = "Ledningsgruppen har alltid haft det underlag som krävs för att kunna agera i tid."
    assert not any(stands(quote, report, [page, page]) for page in range(1, 10))
