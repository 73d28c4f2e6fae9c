from __future__ import annotations

from enum import StrEnum
from string import Formatter

import pytest

from auditkit import errors, model
from auditkit.errors import SettingsError
from auditkit.report import load_labels
from auditkit.report.columns import COLUMNS

ENUMS: dict[str, type[StrEnum]] = {
    "kind": model.StatementKind,
    "verdict": model.Verdict,
    "detail": model.Detail,
    "timing": model.Timing,
    "rung": model.Rung,
    "management_response": model.ManagementResponse,
    "stance": model.Stance,
    "severity": model.Severity,
    "doctype": model.Doctype,
}


def test_both_languages_have_the_same_keys() -> None:
    swedish, english = load_labels("sv").groups, load_labels("en").groups
    assert {group: list(words) for group, words in swedish.items()} == {
        group: list(words) for group, words in english.items()
    }


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_value_and_column_has_a_label(language: str) -> None:
    groups = load_labels(language).groups
    for group, enum in ENUMS.items():
        assert {str(value) for value in enum} <= set(groups[group])
    assert {column.key for column in COLUMNS} <= set(groups["column"])


def test_both_languages_fill_in_the_same_facts() -> None:
    """A sentence that asks for a fact the code does not give would fail only when it is said."""
    swedish, english = load_labels("sv").groups, load_labels("en").groups
    for group, words in swedish.items():
        for key, text in words.items():
            assert facts_of(text) == facts_of(english[group][key]), (group, key)


def facts_of(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_issue_and_problem_is_explained() -> None:
    groups = load_labels("sv").groups
    assert set(groups["issue"]) == set(groups["issue_text"])
    assert set(groups["problem"]) == set(groups["problem_hint"])
    read_errors = [e for e in vars(errors).values() if isinstance(e, type)]
    codes = {e.code for e in read_errors if issubclass(e, errors.ReadError)}
    assert codes <= set(groups["problem"])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_two_columns_of_the_table_have_one_name(language: str) -> None:
    labels = load_labels(language)
    names = [labels.name("column", column.key) for column in COLUMNS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_excel_takes_the_statuses_as_a_list_and_the_sheets_as_names(language: str) -> None:
    groups = load_labels(language).groups
    statuses = list(groups["status"].values())
    assert len(",".join(statuses)) <= 255
    assert not any("," in status for status in statuses)
    assert all(len(name) <= 31 for name in groups["sheet"].values())


def test_another_language_is_refused() -> None:
    with pytest.raises(SettingsError):
        load_labels("fi")
