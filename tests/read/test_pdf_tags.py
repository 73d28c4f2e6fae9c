"""Tags as hints for headings, on files written by hand with what writers tag."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from auditkit.model import BlockKind
from auditkit.read import pdf_tags
from auditkit.read.pdf_tags import tagged_titles

from .conftest import Reader, texts

ABOVE = "Stationerna har under hela hosten lamnat sina prover till laboratoriet i tid."
BELOW = "Varje station ansvarar for att proven marks samma dag som de tas vid bryggan."
TITLE = "Ansvar vid stationerna"
PAGE = 3  # the numbers of objects: elements of the tree begin at 10
Element = tuple[str, str]  # type, kids


def _flat(kind: str, mark: int) -> Element:
    return kind, str(mark)


def _pdf(lines: list[str], elements: list[Element], *, tagged: bool = True) -> bytes:
    """Write one page, each line a marked content of its own; element 0 is the root's kid."""
    shown = "".join(
        f"/P <</MCID {mark}>> BDC BT /F1 10 Tf 72 {760 - 14 * mark} Td ({line}) Tj ET EMC\n"
        for mark, line in enumerate(lines)
    )
    owners = {
        int(kid): 10 + number
        for number, (_, kids) in enumerate(elements)
        for kid in kids.split()
        if kid.isdigit() and kids == kid
    }
    parents = " ".join(f"{owners[mark]} 0 R" if mark in owners else "null" for mark in range(40))
    mark_info = "/MarkInfo <</Marked true>> /StructTreeRoot 6 0 R" if tagged else ""
    objects = {
        1: f"<</Type /Catalog /Pages 2 0 R {mark_info}>>",
        2: "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        PAGE: "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        "/StructParents 0 /Resources <</Font <</F1 4 0 R>>>>>>",
        4: "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        5: f"<</Length {len(shown)}>>\nstream\n{shown}endstream",
        6: "<</Type /StructTreeRoot /K [10 0 R] /ParentTree 7 0 R /RoleMap <</Rubrik#20ett /H1>>>>",
        7: f"<</Nums [0 [{parents}]]>>",
    }
    above = {
        int(kid): number + 10
        for number, (_, kids) in enumerate(elements)
        for kid in kids.replace(" 0 R", "").split()
        if " 0 R" in kids
    }
    for number, (kind, kids) in enumerate(elements):
        parent = above.get(10 + number, 6)
        objects[10 + number] = (
            f"<</Type /StructElem /S /{kind} /P {parent} 0 R /Pg {PAGE} 0 R /K [{kids}]>>"
        )
    body, places = b"%PDF-1.7\n", {}
    for number, text in sorted(objects.items()):
        places[number] = len(body)
        body += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    size = max(objects) + 1
    table = "".join(
        f"{places[n]:010} 00000 n \n" if n in places else "0000000000 65535 f \n"
        for n in range(size)
    )
    trailer = f"trailer <</Size {size} /Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + f"xref\n0 {size}\n{table}{trailer}".encode("latin-1")


def _with_title(title: str, kind: str = "H2", *, tagged: bool = True) -> bytes:
    """Write a line of the body's type between lines of body, with no space about it."""
    lines = [ABOVE, BELOW, ABOVE, title, BELOW, ABOVE, BELOW]
    kids = " ".join(f"{11 + mark} 0 R" for mark in range(len(lines)))
    kinds = [kind if line == title else "P" for line in lines]
    return _pdf(
        lines,
        [("Document", kids), *(_flat(name, mark) for mark, name in enumerate(kinds))],
        tagged=tagged,
    )


def _titles(data: bytes) -> tuple[tuple[int, str], ...]:
    document = pdfium.PdfDocument(data)
    try:
        page = document[0]
        text = page.get_textpage()
        return tagged_titles(document, page, text)
    finally:
        document.close()


def test_a_tag_tells_a_heading_that_looks_like_text(read: Reader) -> None:
    plain = read(_with_title(TITLE, tagged=False), "a.pdf")
    assert texts(plain, BlockKind.HEADING) == []
    tagged = read(_with_title(TITLE), "b.pdf")
    assert texts(tagged, BlockKind.HEADING) == [TITLE]
    assert [b.level for b in tagged.blocks if b.kind is BlockKind.HEADING] == [2]
    assert tagged.text.replace("\n", " ") == plain.text.replace("\n", " ")


@pytest.mark.parametrize(
    "text", ["Stationschefen ska redovisa detta.", "Stationen ska redovisa prover", ABOVE * 3]
)
def test_a_sentence_that_is_tagged_as_a_heading_stays_text(read: Reader, text: str) -> None:
    document = read(_with_title(text), "a.pdf")
    assert texts(document, BlockKind.HEADING) == []


def test_a_tag_tells_nothing_of_lines_that_read_the_same(read: Reader) -> None:
    lines = [ABOVE, TITLE, BELOW, ABOVE, TITLE, BELOW, ABOVE]
    data = _pdf(lines, [("Document", "11 0 R"), _flat("H1", 1)])
    assert _titles(data) == ((1, TITLE),)
    assert texts(read(data, "a.pdf"), BlockKind.HEADING) == []


@pytest.mark.parametrize(
    ("kind", "level"), [("H1", 1), ("H6", 6), ("H9", 6), ("H", 1), ("Rubrik#20ett", 1)]
)
def test_the_level_is_that_of_the_tag(kind: str, level: int) -> None:
    assert _titles(_with_title(TITLE, kind)) == ((level, TITLE),)


def test_a_heading_without_a_number_is_as_deep_as_its_sections() -> None:
    elements = [("Sect", "11 0 R"), ("Sect", "12 0 R"), _flat("H", 0)]
    assert _titles(_pdf([TITLE], elements)) == ((2, TITLE),)


def test_what_a_heading_holds_is_of_its_title() -> None:
    elements = [("Document", "11 0 R"), ("H3", "12 0 R 13 0 R"), _flat("Lbl", 0), _flat("Span", 1)]
    assert _titles(_pdf(["2.1", TITLE, BELOW], elements)) == ((3, f"2.1{TITLE}"),)


def test_other_types_and_untagged_files_tell_nothing() -> None:
    assert _titles(_with_title(TITLE, "P")) == ()
    assert _titles(_with_title(TITLE, "Hx" * 40)) == ()
    assert _titles(_with_title(TITLE, tagged=False)) == ()


def test_a_tree_that_holds_itself_ends(read: Reader) -> None:
    elements = [("Sect", "11 0 R 10 0 R"), ("Sect", "10 0 R 12 0 R 11 0 R"), _flat("H1", 0)]
    data = _pdf([TITLE, BELOW], elements)
    assert len(_titles(data)) <= 1
    assert TITLE in read(data, "a.pdf").text


def test_a_tree_is_walked_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = [*(("Sect", f"{11 + n} 0 R") for n in range(8)), _flat("H1", 0)]
    assert _titles(_pdf([TITLE], deep)) == ((1, TITLE),)
    monkeypatch.setattr(pdf_tags, "MAX_DEPTH", 7)
    assert _titles(_pdf([TITLE], deep)) == ()
    monkeypatch.setattr(pdf_tags, "MAX_CHILDREN", 3)
    assert _titles(_with_title(TITLE)) == ()
