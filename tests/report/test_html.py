from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from auditkit.model import Archive, Results, Row, Run, Timing, Verdict
from auditkit.report import write_html
from auditkit.report.html import group_rows

VOID = {"meta", "br", "rect", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """Collects tags, links and text, and refuses what is not nested right."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.attributes: dict[str, set[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.setdefault(tag, set()).update(name for name, _ in attrs)
        values = dict(attrs)
        self.links += [values[k] or "" for k in ("href", "src", "action") if k in values]
        self.ids += [values["id"] or ""] if "id" in values else []
        assert not any(name.startswith("on") for name in values)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data


@pytest.fixture
def page(tmp_path: Path, results: Results, rows: Sequence[Row], run: Run) -> Page:
    write_html(results, rows, run, tmp_path / "report.html")
    page = Page()
    page.feed((tmp_path / "report.html").read_text(encoding="utf-8"))
    page.close()
    return page


def test_it_is_well_formed_and_complete_in_itself(page: Page) -> None:
    assert page.open == []
    assert not {"script", "img", "link", "iframe", "object"} & set(page.tags)
    inside = [link[1:] for link in page.links if link.startswith("#")]
    assert set(inside) <= set(page.ids)
    assert all(link.startswith(("../", "#")) for link in page.links)


def test_what_a_document_holds_is_text_never_markup(page: Page) -> None:
    assert "<script>alert(1)</script>" in page.text
    assert "Ifyllnad <b>saknas</b>." in page.text
    assert "\x0c" not in page.text


def test_every_requirement_has_its_quote_verdict_and_evidence(
    page: Page, rows: Sequence[Row]
) -> None:
    assert [name for name in page.ids if name.startswith("R-")] == ["R-1", "R-2", "R-3", "R-4"]
    for row in rows:
        assert row.provenance.quote.replace("\x0c", "\ufffd") in page.text
        for passage in (row.evidence, row.against):
            assert passage is None or passage.provenance.quote in page.text
    assert "direktiv å #1.pdf, s. 1" in page.text
    assert "protokoll.txt, rad 2" in page.text
    assert "1 senare dokument, till och med 2024-09-01; olästa eller delvis olästa: 1" in page.text
    assert "31 dagar över fristen" in page.text
    assert f"Programrådet har följande uppgifter:{rows[3].provenance.quote}" in page.text


def test_links_are_quoted_and_name_the_page(page: Page) -> None:
    assert any(link.endswith("/mapp/direktiv%20%C3%A5%20%231.pdf#page=1") for link in page.links)


def test_figures_and_bars_count_what_is_followed_up(page: Page) -> None:
    assert page.tags.count("rect") == 6 + 7 + 1
    assert "3Krav som följs upp" in page.text
    assert "1Varav med passerad frist" in page.text


def test_gaps_are_listed_once_and_only_counted_in_the_rows(page: Page) -> None:
    assert "Filen är skadad eller ofullständig. Hämta filen på nytt. (AK303)" in page.text
    assert "olästa sidor" in page.text
    assert page.text.count("utlyst sammanträde utan protokoll") == 1
    assert "announced meeting" not in page.text


def test_evidence_is_closed_and_its_summary_counts_it(page: Page) -> None:
    assert "Underlag: 2 ställen, varav 1 talar emot" in page.text
    assert "Inget underlag att visa" in page.text
    assert "open" not in page.attributes["details"]


def test_what_needs_attention_comes_first(rows: Sequence[Row]) -> None:
    advice = replace(rows[1], verdict=Verdict.NOT_MET, id="advice")
    calm = replace(rows[0], timing=Timing.UNKNOWN, days_overdue=None)
    made = [
        replace(calm, verdict=Verdict.MET, id="met"),
        replace(calm, verdict=Verdict.NOT_MET, id="duty"),
        advice,
        replace(rows[0], verdict=Verdict.PLANNED, days_overdue=9, id="planned late"),
        replace(rows[0], verdict=Verdict.NOT_MET, days_overdue=3, id="late"),
        replace(rows[0], verdict=Verdict.NOT_MET, days_overdue=8, id="later"),
        replace(rows[0], follow_up=False, id="other"),
    ]
    assert [(key, [row.id for row in group]) for key, group in group_rows(made)] == [
        ("overdue", ["later", "late", "planned late"]),
        ("not_met", ["advice", "duty"]),
        ("met", ["met"]),
    ]


def test_an_empty_archive_makes_a_page_too(tmp_path: Path, run: Run) -> None:
    write_html(Results(archive=Archive(records=())), (), run, tmp_path / "report.html")
    page = Page()
    page.feed((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert page.open == []
    assert page.text.count("Inget.") == 3
