"""Web pages."""

from __future__ import annotations

import pytest

from auditkit.model import BlockKind

from .conftest import Reader, check_records, shape, texts


def test_headings_lists_and_line_breaks(read: Reader) -> None:
    document = read(
        '<html><body><h2>Mål</h2><p>Första raden<br>Andra <b>raden</b></p><ol type="a" start="3">'
        "<li>ett<ul><li>under</li></ul></li><li>två</li></ol></body></html>",
        "a.html",
    )
    assert shape(document) == [
        ("heading", None, "Mål"),
        ("paragraph", None, "Första raden"),
        ("paragraph", None, "Andra raden"),
        ("list_item", "c.", "ett"),
        ("list_item", "•", "under"),
        ("list_item", "d.", "två"),
    ]
    assert document.blocks[4].level == 2
    check_records(document)


def test_cells_over_rows_and_columns_keep_the_columns(read: Reader) -> None:
    document = read(
        "<html><table><tr><th>Risk</th><th>Nivå</th><th>Ansvar</th></tr>"
        "<tr><td rowspan=2>Brand</td><td>hög</td><td>chefen</td></tr>"
        "<tr><td colspan=2>utreds</td></tr><tr><td>Vatten</td><td>låg</td><td></td></tr></table>",
        "a.html",
    )
    assert document.text == "Risk\tNivå\tAnsvar\nBrand\thög\tchefen\n\tutreds\t\nVatten\tlåg\t"
    assert [block.header for block in document.blocks] == [True, False, False, False]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>dolt</p>",
        '<div style="display: none">dolt</div>',
        '<p style="font-size:0">dolt</p>',
        '<p class="borta">dolt</p>',
        '<span class="sr-only">dolt</span>',
    ],
)
def test_what_a_browser_does_not_show_is_hidden(read: Reader, hidden: str) -> None:
    style = "<style>@media print {.skriv {display:none}} .borta, #x {display:none}</style>"
    page = f"<html>{style}<p class=skriv>Synligt.</p>{hidden}<script>var a</script></html>"
    document = read(page, "a.html")
    assert [(document.text[b.start : b.end], b.hidden) for b in document.blocks] == [
        ("Synligt.", False),
        ("dolt", True),
    ]


def test_notes_and_navigation(read: Reader) -> None:
    document = read(
        '<html><nav>Meny</nav><p>Vi svarar<sup><a href="#fn1">1</a></sup> nu.</p>'
        '<p id="fn1"><a href="#fnref1">↩</a>Utom i juli.</p><footer>Kontakt</footer></html>',
        "a.html",
    )
    assert shape(document) == [
        ("furniture", None, "Meny"),
        ("paragraph", None, "Vi svarar nu."),
        ("footnote", "1", "Utom i juli."),
        ("furniture", None, "Kontakt"),
    ]


@pytest.mark.parametrize(
    ("declared", "used"), [("iso-8859-1", "cp1252"), ("utf-8", "utf-8"), ("utf-8", "cp1252")]
)
def test_the_encoding_is_as_declared_where_that_can_be(
    read: Reader, declared: str, used: str
) -> None:
    page = f'<html><meta charset="{declared}"><p>Rådet på Åland – över.</p></html>'
    assert read(page.encode(used), "a.html").text == "Rådet på Åland – över."


def test_a_paragraph_of_bold_is_a_heading_and_lines_are_told(read: Reader) -> None:
    document = read("<html>\n<p><b>Ekonomi</b></p>\n<p>Läget är gott.</p></html>", "a.html")
    assert texts(document, BlockKind.HEADING) == ["Ekonomi"]
    assert [line.number for line in document.lines] == [2, 3]
