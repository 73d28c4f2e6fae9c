"""Lead-ins of lists."""

from __future__ import annotations

from collections.abc import Callable

from auditkit.lang import Pack
from auditkit.model import Document
from auditkit.structure.leadins import find_lead_ins

MakeDocument = Callable[..., Document]


def lead_ins(document: Document, pack: Pack, headings: frozenset[int]) -> list[str | None]:
    spans = find_lead_ins(document, pack, headings)
    return [document.text[s.start : s.end] if s else None for s in spans]


def test_all_items_share_the_last_sentence_before_the_list(
    make_document: MakeDocument, pack: Pack
) -> None:
    document = make_document("Gruppen finns, se bl.a. ovan. Den ska:", "- leda", "- följa upp")
    assert lead_ins(document, pack, frozenset()) == [None, "Den ska:", "Den ska:"]


def test_furniture_between_paragraph_and_list_is_passed(
    make_document: MakeDocument, pack: Pack
) -> None:
    document = make_document("Nämnden ansvarar för att", "~ Sida 3 (9)", "- planen följs")
    assert lead_ins(document, pack, frozenset())[2] == "Nämnden ansvarar för att"


def test_an_item_governs_the_items_below_it(make_document: MakeDocument, pack: Pack) -> None:
    document = make_document("Nämnden ska", "- besluta om:", "-- taxor", "-- avgifter", "- leda")
    assert lead_ins(document, pack, frozenset())[1:] == [
        "Nämnden ska",
        "besluta om:",
        "besluta om:",
        "Nämnden ska",
    ]


def test_a_complete_sentence_and_a_heading_introduce_nothing(
    make_document: MakeDocument, pack: Pack
) -> None:
    document = make_document(
        "# Läget", "- Allt är klart.", "Mötet var långt.", "- Kaffet tog slut."
    )
    assert lead_ins(document, pack, frozenset({0})) == [None, None, None, None]


def test_a_sentence_with_foljande_governs_although_it_ends(
    make_document: MakeDocument, pack: Pack
) -> None:
    document = make_document("Granskningen svarar på följande frågor.", "1. Följs planen?")
    assert lead_ins(document, pack, frozenset())[1] == "Granskningen svarar på följande frågor."


def test_a_paragraph_between_numbered_items_does_not_break_the_list(
    make_document: MakeDocument, pack: Pack
) -> None:
    document = make_document(
        "Verket ska", "a) mäta nivån", "Mätningen sker årligen.", "b) redovisa den"
    )
    assert lead_ins(document, pack, frozenset())[3] == "Verket ska"


def test_att_paragraphs_after_an_unfinished_sentence_are_items(
    make_document: MakeDocument, pack: Pack
) -> None:
    document = make_document("Stämman beslutar,", "att godkänna listan.", "att anta planen.")
    assert lead_ins(document, pack, frozenset())[1:] == ["Stämman beslutar,"] * 2


def test_labelled_and_small_letter_paragraphs_after_a_colon_are_items(
    make_document: MakeDocument, pack: Pack
) -> None:
    lead = "Medlen fördelas enligt följande:"
    document = make_document(lead, "Norra enheten – tre tjänster.", "Södra enheten – två.")
    assert lead_ins(document, pack, frozenset())[1:] == [lead, lead]
    document = make_document("I uppdraget ingår att:", "bygga vägen", "sköta vägen")
    assert lead_ins(document, pack, frozenset())[1:] == ["I uppdraget ingår att:"] * 2


def test_a_labelled_paragraph_without_a_colon_before_it_is_no_item(
    make_document: MakeDocument, pack: Pack
) -> None:
    document = make_document("Vi tog upp bland annat", "Norra enheten – tre tjänster.")
    assert lead_ins(document, pack, frozenset())[1] is None
