"""Markdown."""

from __future__ import annotations

from auditkit.model import BlockKind

from .conftest import Reader, check_records, shape, texts

TEXT = """% Protokoll 4/2024

## 2. Ekonomi

**Beslut:** styrelsen godkänner [budgeten](b.md)
och avslutar *punkten*.

* första punkten
  som fortsätter
    1. inre punkt
* andra punkten

| Åtgärd | Klar |
|--------|------|
| Lås    | maj  |

Underrubrik
-----------

Rad ett\\
Rad två
"""


def test_blocks(read: Reader) -> None:
    document = read(TEXT, "a.md")
    check_records(document)
    assert shape(document) == [
        ("heading", None, "Protokoll 4/2024"),
        ("heading", "2.", "Ekonomi"),
        ("paragraph", None, "Beslut: styrelsen godkänner budgeten och avslutar punkten."),
        ("list_item", "*", "första punkten som fortsätter"),
        ("list_item", "1.", "inre punkt"),
        ("list_item", "*", "andra punkten"),
        ("table_row", None, "Åtgärd\tKlar"),
        ("table_row", None, "Lås\tmaj"),
        ("heading", None, "Underrubrik"),
        ("paragraph", None, "Rad ett"),
        ("paragraph", None, "Rad två"),
    ]
    levels = [b.level for b in document.blocks if b.kind is BlockKind.LIST_ITEM]
    assert levels == [1, 2, 1]


def test_the_divider_of_a_table_is_no_row_and_the_first_row_its_header(read: Reader) -> None:
    rows = [b for b in read(TEXT, "a.md").blocks if b.kind is BlockKind.TABLE_ROW]
    assert [row.header for row in rows] == [True, False]


def test_an_underscore_in_a_word_stays(read: Reader) -> None:
    assert texts(read("filen a_b_c.txt", "a.md"), BlockKind.PARAGRAPH) == ["filen a_b_c.txt"]
