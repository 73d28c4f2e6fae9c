"""The facts of minutes in the forms that minutes have."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from auditkit.model import Meeting, Person, Structure

Structured = Callable[..., Structure]


def meeting(found: Structure) -> Meeting:
    assert found.facts.meeting is not None
    return found.facts.meeting


def names(people: Sequence[Person]) -> list[str]:
    return [person.name for person in people]


def test_lists_with_labels_signatures_and_next_meeting(structure: Structured) -> None:
    found = meeting(
        structure(
            "# Möte med hamnrådet den 4 mars 2021",
            "Närvarande:",
            "Eva Ek, ordf.",
            "Per Lund (m)",
            "Frånvarande:",
            "Pia Holm (s)",
            "Övriga närvarande/föredragande:",
            "Bo Dal, Hamnenheten",
            "Siv Alm, sekr.",
            "# 1. Inledning - Ordföranden",
            "Eva Ek hälsar välkommen.",
            "# 2. Läget i hamnen –",
            "a) Muddring - ",
            "Bo Dal",
            "Bo Dal visar en karta.",
            "# 3. Nästa sammanträde",
            "Nästa sammanträde är den 9 juni 2021.",
            "Vid protokollet",
            "Siv Alm",
            "Justeras",
            "Justeras",
            "Eva Ek",
            "Per Lund",
        )
    )
    assert names(found.present) == ["Eva Ek", "Per Lund"]
    assert names(found.absent) == ["Pia Holm"]
    assert names(found.others) == ["Bo Dal", "Siv Alm"]
    assert found.chair == Person(name="Eva Ek", role="ordf.")
    assert found.secretary is not None and found.secretary.name == "Siv Alm"
    assert names(found.adjusters) == ["Eva Ek", "Per Lund"]
    assert found.next_meeting == "2021-06-09"
    assert [(i.number, i.title, i.presenter) for i in found.agenda] == [
        ("1", "Inledning", "Ordföranden"),
        ("2", "Läget i hamnen", None),
        ("2a", "Muddring", "Bo Dal"),
        ("3", "Nästa sammanträde", None),
    ]


def test_labels_and_names_on_one_line(structure: Structured) -> None:
    found = meeting(
        structure(
            "# PROTOKOLL 3/2022",
            "Datum: 8 maj 2022",
            "Närvarande: Eva Ek (GD, ordf.), Per Lund (LS) Frånvarande: Pia Holm (AM)",
            "Sekreterare: Siv Alm (LS)",
            "# 1. Läget",
            "Läget är gott.",
            "# 2. Nästa möte",
            "Torsdag 9 juni kl. 10.",
            "Vid protokollet: Siv Alm",
            "Justeras: Per Lund",
        )
    )
    assert names(found.present) == ["Eva Ek", "Per Lund"]
    assert names(found.absent) == ["Pia Holm"]
    assert found.chair is not None and found.chair.name == "Eva Ek"
    assert names(found.adjusters) == ["Per Lund"]
    assert found.next_meeting == "2022-06-09"


def test_tables_with_labels_in_the_first_cell_and_signatures_in_columns(
    structure: Structured,
) -> None:
    found = meeting(
        structure(
            "# Protokoll styrelsen 2022-05-08",
            "|Närvarande|Eva Ek, ordförande",
            "||Per Lund",
            "|Frånvarande|Pia Holm",
            "# § 1 Öppnande",
            "Mötet öppnas.",
            "|Vid protokollet|Justeras",
            "|Siv Alm|Per Lund",
        )
    )
    assert names(found.present) == ["Eva Ek", "Per Lund"]
    assert names(found.absent) == ["Pia Holm"]
    assert found.secretary is not None and found.secretary.name == "Siv Alm"
    assert names(found.adjusters) == ["Per Lund"]


def test_a_municipal_front_page_run_together(structure: Structured) -> None:
    found = meeting(
        structure(
            "Protokoll 2020-02-03",
            "Plats och tid Stadshuset 13.00 Beslutande ledamöter Eva Ek (S), ordförande "
            "Per Lund (M) Ej beslutande ersättare Pia Holm (C) Övriga närvarande Bo Dal, "
            "ekonom Siv Alm, sekreterare Utses att justera Per Lund Underskrifter Sekreterare "
            "Siv Alm Ordförande Eva Ek Justerare Per Lund",
        )
    )
    assert names(found.present) == ["Eva Ek", "Per Lund"]
    assert names(found.others) == ["Pia Holm", "Bo Dal", "Siv Alm"]
    assert found.chair is not None and found.chair.name == "Eva Ek"
    assert names(found.adjusters) == ["Per Lund"]


def test_an_association_elects_in_its_items(structure: Structured) -> None:
    found = meeting(
        structure(
            "# Protokoll från årsmöte 2019-03-02",
            "# §1 Mötets öppnande",
            "Mötet öppnas.",
            "# §2 Val av mötesordförande",
            "Eva Ek",
            "# §3 Val av mötessekreterare",
            "Till mötessekreterare valdes Siv Alm.",
            "# §4 Val av justerare",
            "Per Lund och Pia Holm väljs till justerare tillika rösträknare.",
            "# §5 Val av kassör",
            "Bo Dal valdes till kassör.",
        )
    )
    assert found.body == "årsmöte"
    assert found.chair is not None and found.chair.name == "Eva Ek"
    assert found.secretary is not None and found.secretary.name == "Siv Alm"
    assert names(found.adjusters) == ["Per Lund", "Pia Holm"]


def test_marks_beside_names_tell_who_was_there(structure: Structured) -> None:
    found = meeting(
        structure(
            "# Protokoll styrelsen 2019-03-02",
            "Ledamöter Närvarande",
            "Eva Ek X",
            "Per Lund Anmält förhinder",
            "# §1 Öppnande",
        )
    )
    assert (names(found.present), names(found.absent)) == (["Eva Ek"], ["Per Lund"])


def test_a_sentence_about_a_person_ends_the_list(structure: Structured) -> None:
    found = meeting(
        structure(
            "# Protokoll styrelsen 2019-03-02",
            "Närvarande: Eva Ek",
            "Mötet börjar med att Per Lund berättar att han slutar och går hem.",
            "# §1 Öppnande",
        )
    )
    assert names(found.present) == ["Eva Ek"]


def test_minutes_without_numbers_have_items_but_no_groups(structure: Structured) -> None:
    found = meeting(
        structure(
            "# Styrelsemöte 2020-01-07",
            "# Formalia",
            "# Val av justerare",
            "Pia Holm",
            "# Inköp",
            "Förslag",
            "En pump köps.",
            "Beslut",
            "Förslaget bifalles.",
            "# Nästa möte",
            "Preliminärt tredje februari.",
        )
    )
    assert [item.title for item in found.agenda] == ["Val av justerare", "Inköp", "Nästa möte"]
    assert found.next_meeting == "2020-02-03"


def test_no_meeting_in_other_documents(structure: Structured) -> None:
    assert structure("# Policy: Resor", "Alla ska resa med tåg.").facts.meeting is None


def test_a_number_alone_takes_its_title_from_below_the_diary_number(
    structure: Structured,
) -> None:
    found = structure(
        "Protokoll nämnden 12.3.2024",
        "§ 45",
        "Dnr BN 2024/118",
        "# Budgetuppföljning",
        "Nämndens beslut",
        "Nämnden godkänner uppföljningen.",
        "§ 46",
        "# Nästa sammanträde",
        "Nämnden möts nästa gång 16.4.2024.",
    )
    assert [(i.number, i.title) for i in meeting(found).agenda] == [
        ("§ 45", "Budgetuppföljning"),
        ("§ 46", "Nästa sammanträde"),
    ]
    assert (found.facts.date, meeting(found).next_meeting) == ("2024-03-12", "2024-04-16")
    assert found.sections[1].role.value == "decision"
