"""Kind, date, reference, issuer, classification and language of documents and parts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditkit.model import Doctype, Structure

Structured = Callable[..., Structure]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["# Protokoll från styrelsen"], Doctype.MINUTES),
        (["# Granskning av inköpen"], Doctype.AUDIT_REPORT),
        (["# Uppföljning av revisionens rekommendationer"], Doctype.FOLLOW_UP),
        (["# Uppföljande granskning av inköpen"], Doctype.FOLLOW_UP),
        (["# Åtgärdsplan med anledning av revisionens granskning"], Doctype.RESPONSE),
        (["# Riksrevisionens rapport om fyrar"], Doctype.RESPONSE),
        (["# Uppdrag att bygga fyrar"], Doctype.DIRECTIVE),
        (["# Policy: Fyrar"], Doctype.DIRECTIVE),
        (["# En bättre fyrlag", "En särskild utredare ska se över lagen."], Doctype.DIRECTIVE),
        (["# Fyrarnas historia", "Fyrarna byggdes på 1700-talet."], Doctype.OTHER),
        (["# Protokollsgranskning", "Vi läste tolv protokoll."], Doctype.AUDIT_REPORT),
        (["# Fyrklubbens stadgar", "Stadgarna antogs på årsmötet 2021."], Doctype.DIRECTIVE),
        (["# Organisation och rollbeskrivning"], Doctype.DIRECTIVE),
    ],
)
def test_kinds_of_documents(structure: Structured, lines: list[str], expected: Doctype) -> None:
    assert structure(*lines).facts.doctype is expected


def test_the_head_of_a_report(structure: Structured) -> None:
    facts = structure(
        "# Granskning av fyrverksamheten",
        "Informationsklass Intern",
        "Fyrverket, rapport, mars 2023",
        "Utgivare: Fyrverket, Internrevisionen, 123 45 Vik",
        "Diarienummer: FV 2022-118",
        "# 1 Inledning",
        "Granskningen ska redovisas den 3 maj 2024 och inte senare.",
    ).facts
    assert facts.date == "2023-03"
    assert facts.reference == "FV 2022-118"
    assert facts.issuer == "Fyrverket, Internrevisionen"
    assert facts.classification == "Informationsklass Intern"
    assert facts.language == "sv"


def test_a_deadline_is_not_the_date_of_the_document(structure: Structured) -> None:
    found = structure("# Uppdrag att bygga fyrar", "Uppdraget ska redovisas senast den 3 maj 2024.")
    assert found.facts.date is None


@pytest.mark.parametrize(
    ("lines", "name", "expected"),
    [
        (["# Policy: Fyrar", "Senast ändrat: 2020-04-05"], "p.txt", "2020-04-05"),
        (["# Policy: Fyrar", "Alla fyrar ska lysa.", "Vik den 6 juni 2021"], "p.txt", "2021-06-06"),
        (["~ Fyrklubben 8 mars 2019", "# Policy: Fyrar"], "p.txt", "2019-03-08"),
        (["# Styrelsemöte", "Närvarande: Eva Ek"], "styrelsen-2018-01-09.txt", "2018-01-09"),
        (["# Protokoll 190907 med styrelsen"], "p.txt", "2019-09-07"),
    ],
)
def test_where_a_date_may_stand(
    structure: Structured, lines: list[str], name: str, expected: str
) -> None:
    assert structure(*lines, name=name).facts.date == expected


def test_a_cited_number_is_no_reference(structure: Structured) -> None:
    found = structure("# Ändring av uppdrag", "Enligt dir. 2020:15 och RiR 2021:3 ska det ändras.")
    assert found.facts.reference is None


def test_english_and_other_languages(structure: Structured) -> None:
    english = "The board shall report to the agency and this is for the public."
    assert structure(english).facts.language == "en"
    finnish = "Hallitus päätti, että jäsen joka oli poissa saa myös kutsun sekä ohjeet."
    assert structure(finnish).facts.language == "other"
    danish = (
        "Det blev aftalt, at sekretariatet skal udarbejde en plan for arbejdet og at den er klar."
    )
    assert structure(danish).facts.language == "other"


def test_a_text_of_names_is_in_no_language(structure: Structured) -> None:
    assert (
        structure("Anna Ek, Bo Al, Siv Lind, Per Ås, Eva Ö, Kim Berg, Ali Noor").facts.language
        is None
    )


def test_a_text_half_in_english_is_still_read(structure: Structured) -> None:
    both = (
        "Verket ska redovisa planen för styrelsen och svara för att den genomförs.",
        "The agency shall present the plan to the board and see that it is carried out.",
    )
    assert structure(*both).facts.language == "sv"


def test_an_empty_document_has_one_empty_part(structure: Structured) -> None:
    found = structure()
    assert [(part.label, part.start, part.end) for part in found.parts] == [("main", 0, 0)]
    assert found.facts.doctype is Doctype.OTHER


ANNEX = ["Styrgruppen ska leda programmet och följa upp målen varje kvartal. " * 6] * 2


def test_an_annex_is_a_part_with_its_own_kind_and_date(structure: Structured) -> None:
    found = structure(
        "# Granskning av fyrprogrammet",
        "2024-05-06",
        "# 1 Inledning",
        "Internrevisionen har granskat programmet. " * 8,
        "# Bilaga 1",
        "# Programdirektiv Fyrar",
        "2019-02-03",
        "# 1 Mål",
        *ANNEX,
    )
    main, annex = found.parts
    assert (main.doctype, main.date) == (Doctype.AUDIT_REPORT, "2024-05-06")
    assert (annex.label, annex.doctype, annex.date) == ("annex", Doctype.DIRECTIVE, "2019-02-03")
    assert (main.end, annex.end) == (annex.start, len(found.document.text))
    assert found.sections[-1].part == "annex"
    assert found.facts.doctype is Doctype.AUDIT_REPORT


def test_several_annexes_are_numbered_and_mentions_are_none(structure: Structured) -> None:
    found = structure(
        "# Granskning av fyrar",
        "Text. " * 60,
        "Bilaga 1.",
        "# Bilaga 1",
        *ANNEX,
        "# Bilaga 2",
        *ANNEX,
    )
    assert [part.label for part in found.parts] == ["main", "annex 1", "annex 2"]


def test_a_list_of_annexes_at_the_end_is_no_part(structure: Structured) -> None:
    found = structure("# Rapport om fyrar", "Text. " * 60, "# Bilagor", "1. Regeringens beslut")
    assert len(found.parts) == 1
