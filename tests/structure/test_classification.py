"""Classification as printed: in the head, in the margins, as a label or a stamp."""

from __future__ import annotations

import pytest

from auditkit.lang import load_pack
from auditkit.model import Block, BlockKind, Document
from auditkit.structure import structure_document


def _found(*blocks: tuple[BlockKind, str]) -> str | None:
    text, made, start = "\n".join(text for _, text in blocks), [], 0
    for kind, line in blocks:
        made.append(Block(kind=kind, start=start, end=start + len(line)))
        start += len(line) + 1
    document = Document(
        id="a" * 16,
        sha256="a" * 64,
        name="p.txt",
        path="p.txt",
        media_type="text/plain",
        text=text,
        blocks=tuple(made),
        lines=(),
    )
    return structure_document(document, load_pack("sv")).facts.classification


_TITLE = (BlockKind.HEADING, "Riktlinje för provtagning")
_PROSE = (BlockKind.PARAGRAPH, "Verket ska ta prov varje månad och spara dem i två år. " * 6)


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("Informationsklass: Öppen", "Informationsklass: Öppen"),
        ("Informationsklassning\tK2/R1/T1", "Informationsklassning K2/R1/T1"),
        ("HEMLIG", "HEMLIG"),
        ("Sekretess enligt 19 kap. 3 § OSL", "Sekretess enligt 19 kap. 3 § OSL"),
        ("Skyddad identitet", "Skyddad identitet"),
        ("Provenheten TLP:AMBER", "TLP:AMBER"),
        ("Sekretessmarkerad handling", "Sekretessmarkerad handling"),
    ],
)
def test_in_the_head(line: str, printed: str) -> None:
    assert _found(_TITLE, (BlockKind.PARAGRAPH, line), _PROSE) == printed


def test_in_the_running_header() -> None:
    margin = (BlockKind.FURNITURE, "Provenheten Informationsklass Begränsad Sida 1 (9)")
    assert _found(margin, _TITLE, _PROSE) == "Informationsklass Begränsad"
    assert _found((BlockKind.FURNITURE, "Provenheten\tIntern\tSida 1"), _TITLE) == "Intern"


@pytest.mark.parametrize(
    "line",
    [
        "Intern kontroll",
        "Hemliga val",
        "Informationsklass intern gäller för arbetsmaterial",
        "Risknivå: hög",
    ],
)
def test_words_of_the_text_are_no_classification(line: str) -> None:
    assert _found(_TITLE, (BlockKind.PARAGRAPH, line), _PROSE) is None


def test_a_list_item_or_the_running_text_is_no_stamp() -> None:
    assert _found(_TITLE, (BlockKind.LIST_ITEM, "Sekretess"), _PROSE) is None
    assert _found(_TITLE, _PROSE, (BlockKind.HEADING, "Sekretess"), _PROSE) is None
