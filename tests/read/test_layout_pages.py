"""What goes on over pages and columns, and what only seems to be part of the text."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from auditkit.model import BlockKind

from .conftest import Reader, check_records, shape, texts

LEFT, TOP = 72.0, 760.0
Text = tuple[float, float, str, float, bool]
SENTENCES = (
    "Provenheten ansvarar för att proven märks samma dag som de tas och att de lämnas in till",
    "laboratoriet inom en vecka. Enheten ska dessutom varje månad redovisa hur många prov som",
    "har kommit bort, och varför. Redovisningen lämnas till stationschefen, som för den vidare.",
)


def body(top: float, lines: Sequence[str] = SENTENCES, left: float = LEFT) -> list[Text]:
    return [(left, top - 14 * n, line, 10, False) for n, line in enumerate(lines)]


def set_pages(
    pages: Sequence[Sequence[Text]],
    grids: dict[int, list[list[str]]],
    outline: Sequence[str] = (),
) -> bytes:
    """Set texts, and ruled tables at the top (page > 0) or foot (page 0) of pages."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for number, content in enumerate(pages):
        for x, y, text, size, bold in content:
            canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
            canvas.drawString(x, y, text)
        for row, cells in enumerate(grids.get(number, [])):
            top = (160 if number == 0 else TOP) - 20 * row
            canvas.setFont("Helvetica", 9)
            for column, cell in enumerate(cells):
                canvas.rect(LEFT + 150 * column, top - 20, 150, 20)
                canvas.drawString(LEFT + 150 * column + 4, top - 14, cell)
        for title in outline:
            canvas.bookmarkPage(title)
            canvas.addOutlineEntry(title, title, 0)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_running_titles_that_change_with_the_chapter_are_no_text(read: Reader) -> None:
    chapters = ("Inledning", "Provtagning", "Provtagning", "Uppföljning", "Uppföljning")
    pages = []
    words = ("Först", "Sedan", "Därpå", "Vidare", "Slutligen")
    for number, (chapter, word) in enumerate(zip(chapters, words, strict=True)):
        text = [f"{word} {line}" for line in SENTENCES]
        page = [(LEFT, 805.0, chapter, 8.0, False), *body(TOP - 40, text)]
        if number == 0 or chapters[number - 1] != chapter:
            page.append((LEFT, TOP, chapter, 15.0, True))
        pages.append(page)
    document = read(set_pages(pages, {}), "a.pdf")
    check_records(document)
    assert texts(document, BlockKind.HEADING) == ["Inledning", "Provtagning", "Uppföljning"]
    assert texts(document, BlockKind.FURNITURE) == list(chapters)


def test_a_table_over_pages_is_one_and_knows_its_repeated_header(read: Reader) -> None:
    head = ["Station", "Antal"]
    first, second = [head, ["Norr", "12"], ["Söder", "9"]], [head, ["Väster", "4"]]
    pages = [
        [*body(TOP), (LEFT, 40.0, "Sida 1", 8.0, False)],
        [*body(600), (LEFT, 40.0, "Sida 2", 8.0, False)],
    ]
    document = read(set_pages(pages, {0: first, 1: second}), "a.pdf")
    rows = [b for b in document.blocks if b.kind is BlockKind.TABLE_ROW]
    assert {row.table for row in rows} == {0}
    assert [row.header for row in rows] == [True, False, False, True, False]
    apart = read(set_pages(pages, {0: first, 1: [["A", "B", "C"], ["1", "2", "3"]]}), "b.pdf")
    assert {b.table for b in apart.blocks if b.kind is BlockKind.TABLE_ROW} == {0, 1}


def test_notes_numbered_anew_on_each_page_are_tied_on_their_own(read: Reader) -> None:
    pages = []
    for word in ("Norr", "Söder"):
        line = f"Station {word}"
        end = LEFT + stringWidth(line, "Helvetica", 10)
        pages.append(
            [
                (LEFT, TOP, line, 10.0, False),
                (end, TOP + 4, "1", 6.0, False),
                (end + 4, TOP, "lämnade prov varje vecka.", 10.0, False),
                *body(TOP - 40),
                (LEFT, 84.0, "1", 5.0, False),
                (LEFT + 5, 80.0, f"Se bilagan om {word}.", 8.0, False),
                (LEFT, 40.0, "1", 8.0, False),
            ]
        )
    document = read(set_pages(pages, {}), "a.pdf")
    tied = [
        (document.text[b.mark.start - 5 : b.mark.end].strip(), document.text[b.start : b.end])
        for b in document.blocks
        if b.kind is BlockKind.FOOTNOTE and b.mark is not None
    ]
    assert tied == [("Norr1", "Se bilagan om Norr."), ("Söder1", "Se bilagan om Söder.")]


def test_a_paragraph_goes_on_in_the_next_column_below_its_table(read: Reader) -> None:
    left = ["Enheten har under året sett över", "rutinerna för provtagning i hela"] * 8
    right = ["landet, och arbetet med att följa", "upp hur de används har börjat så"] * 8
    page = [
        *body(TOP, [*left, "länet, men stationschefen anser"], LEFT),
        *body(TOP, ["att mer behöver göras nästa år,", *right], 320),
    ]
    document = read(set_pages([page], {}), "a.pdf")
    assert [kind for kind, _, _ in shape(document)] == ["paragraph"]
    assert "stationschefen anser att mer behöver göras" in document.text


def test_labels_in_the_type_of_the_text_are_no_headings_where_headings_stand_out(
    read: Reader,
) -> None:
    page: list[Text] = []
    for n, title in enumerate(("1 Syfte", "2 Mål", "3 Ansvar", "4 Tid")):
        page.append((LEFT, TOP - 150 * n, title, 14, True))
        page.extend(body(TOP - 150 * n - 30))
        page.append((LEFT, TOP - 150 * n - 100, "Gunilla Berg", 10, False))
    document = read(set_pages([page], {}), "a.pdf")
    assert texts(document, BlockKind.HEADING) == ["Syfte", "Mål", "Ansvar", "Tid"]


def test_the_outline_tells_a_heading_that_looks_like_text(read: Reader) -> None:
    page = [*body(TOP), (LEFT, TOP - 80, "Hur målen nås är oklart.", 10.0, False), *body(600)]
    plain = read(set_pages([page], {}), "a.pdf")
    assert texts(plain, BlockKind.HEADING) == []
    told = read(set_pages([page], {}, ["Hur målen nås är oklart."]), "b.pdf")
    assert texts(told, BlockKind.HEADING) == ["Hur målen nås är oklart."]


def test_the_next_number_of_a_list_begins_an_item_below_a_full_line(read: Reader) -> None:
    items = [
        "1. märka proven samma dag som de tas och lämna in dem till laboratoriet inom en vecka,",
        "2. varje månad redovisa hur många prov som har kommit bort och varför det har skett,",
        "3. upprätta en förteckning över alla stationer, deras läge och vem som ansvarar där, samt",
        "4. följa upp arbetet.",
    ]
    page = [*body(TOP), (LEFT, TOP - 50, "Enheten ska", 10.0, False), *body(TOP - 64, items)]
    document = read(set_pages([page], {}), "a.pdf")
    assert [m for kind, m, _ in shape(document) if kind == "list_item"] == ["1.", "2.", "3.", "4."]
