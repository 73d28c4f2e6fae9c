"""Sections: levels, roles, and what belongs to which."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditkit.lang import Pack
from auditkit.model import Doctype, Role, Structure
from auditkit.structure.roles import own_role

Structured = Callable[..., Structure]


def roles(found: Structure) -> list[tuple[str, str]]:
    return [(section.heading, section.role.value) for section in found.sections]


def test_observations_go_down_to_subheadings_that_name_a_topic(structure: Structured) -> None:
    found = structure(
        "# Granskning av lagerhållningen",
        "# 1 Iakttagelser",
        "# 1.1 Riskhantering",
        "Riskregister saknas.",
        "# 1.2 Mål",
        "Målen är fem.",
        "# 2 Bedömning",
        "# 2.1 Riskhantering",
        "Hanteringen är svag.",
        "# 3 Rekommendationer",
        "Vi rekommenderar ett register.",
    )
    assert [role for _, role in roles(found)] == [
        "title",
        "observation",
        "observation",
        "observation",
        "assessment",
        "assessment",
        "recommendation",
    ]


def test_a_topic_outside_of_observations_has_its_own_role(structure: Structured) -> None:
    found = structure("# Projektdirektiv Lager", "# 1 Mål", "# 2 Risker", "# 3 Styrgrupp")
    assert [role for _, role in roles(found)] == ["title", "goals", "risks", "duties"]


def test_beslut_below_an_item_is_a_decision_and_yrkande_a_proposal(
    structure: Structured,
) -> None:
    found = structure(
        "# Protokoll styrelsen 2024-03-05",
        "# § 1 Beslut om budget",
        "Frågan diskuterades.",
        "Yrkanden",
        "Eva Ek yrkar avslag.",
        "Beslut:",
        "Styrelsen antar budgeten.",
        "# § 2 Att göra",
        "- Per Lund köper en pump",
    )
    assert roles(found)[1:] == [
        ("Beslut om budget", "agenda_item"),
        ("Yrkanden", "proposal"),
        ("Beslut", "decision"),
        ("Att göra", "actions"),
    ]
    assert [found.sections[2].parent, found.sections[3].parent] == [1, 1]


def test_a_label_before_text_makes_a_section_of_its_paragraph_and_list_only(
    structure: Structured,
) -> None:
    found = structure(
        "# Protokoll styrelsen 2024-03-05",
        "# § 1 Budget",
        "Beslut: Styrelsen beslutar",
        "- att anta budgeten",
        "Därefter blev det fika.",
        "# § 2 Nästa möte",
    )
    names = [found.sections[i].heading if i is not None else None for i in found.block_sections]
    assert names[2:5] == ["Beslut", "Beslut", "Budget"]


def test_a_name_is_no_heading_and_furniture_is_in_no_section(structure: Structured) -> None:
    found = structure("# 1 Bakgrund", "~ Sida 2", "# Eva Ek", "Text.")
    assert [section.heading for section in found.sections] == ["Bakgrund"]
    assert found.block_sections == (0, None, 0, 0)


def test_a_numbered_line_that_takes_up_the_numbers_is_a_heading(structure: Structured) -> None:
    found = structure(
        "# Protokoll styrelsen 2024-03-05",
        "# 1. Öppnande",
        "2. Ordföranden informerar",
        "- Huset är målat.",
        "# 3. Ekonomi",
        "Läget är gott:",
        "1. Kassan är full",
        "2. Skulden är betald",
    )
    assert [section.number for section in found.sections[1:]] == ["1", "2", "3"]


def test_a_numbered_list_below_a_heading_stays_a_list(structure: Structured) -> None:
    found = structure("# 1. Beslut", "1. Planen antas", "2. Taxan höjs")
    assert len(found.sections) == 1


def test_a_sentence_set_as_a_heading_before_a_list_is_its_lead_in(structure: Structured) -> None:
    found = structure("# 1 Styrgrupp", "# Styrgruppen ska", "- leda arbetet")
    assert [section.heading for section in found.sections] == ["Styrgrupp"]
    span = found.lead_ins[2]
    assert span is not None
    assert found.document.text[span.start : span.end] == "Styrgruppen ska"


def test_justeras_at_the_foot_of_a_page_ends_no_item(structure: Structured) -> None:
    found = structure(
        "# Protokoll stämman 2024-03-05",
        "# § 1 Val",
        "Justeras",
        "Eva Ek valdes till kassör.",
        "# § 2 Avslutning",
        "Vid protokollet",
    )
    assert [s.heading for s in found.sections[1:]] == ["Val", "Avslutning", "Vid protokollet"]
    assert found.sections[-1].role is Role.SIGNATURES


@pytest.mark.parametrize(
    ("title", "doctype", "expected"),
    [
        ("Bedömningsgrunder", Doctype.AUDIT_REPORT, Role.CRITERIA),
        ("Sammanfattande bedömning", Doctype.AUDIT_REPORT, Role.ASSESSMENT),
        ("Rekommendation 2 (register)", Doctype.RESPONSE, Role.RESPONSE),
        ("Rekommendation 2 (register)", Doctype.FOLLOW_UP, Role.OBSERVATION),
        ("Uppföljning av tidigare beslut", Doctype.MINUTES, None),
        ("Skälen för beslutet", Doctype.DIRECTIVE, Role.BACKGROUND),
        ("Ordförande", Doctype.DIRECTIVE, None),
        ("Ändamål", Doctype.DIRECTIVE, None),
    ],
)
def test_words_of_a_heading(
    pack: Pack, title: str, doctype: Doctype, expected: Role | None
) -> None:
    assert own_role(title, pack, doctype) is expected
