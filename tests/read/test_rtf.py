"""Rich Text files."""

from __future__ import annotations

import pytest

from auditkit.errors import TooLargeError

from .conftest import Reader, check_records, shape


def test_code_pages_and_unicode(read: Reader) -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset238 B;}}"
        rb"\f0 M\'e5l \u8211\'96 {\f1 \'b3} {\uc0\u229}terst\'e5r \u-10179?\u-8704?\par}"
    )
    assert read(data, "a.rtf").text == "Mål – ł återstår 😀"


def test_a_file_of_the_old_macintosh(read: Reader) -> None:
    assert read(rb"{\rtf1\mac R\'8cdet beslutar.\par}", "a.rtf").text == "Rådet beslutar."


def test_headings_lists_and_tables(read: Reader) -> None:
    data = (
        rb"{\rtf1\ansi{\stylesheet{\s0 Normal;}{\s2 heading 2;}}\pard\s2 Ekonomi\par"
        rb"\pard{\listtext\pard\plain 1.\tab}\ilvl0 ett\par{\listtext a)\tab}\ilvl1 under\par"
        rb"\pard\intbl Risk\cell Grad\cell\row\intbl Brand\cell h\'f6g\cell\row"
        rb"\pard Efter.\par}"
    )
    document = read(data, "a.rtf")
    assert shape(document) == [
        ("heading", None, "Ekonomi"),
        ("list_item", "1.", "ett"),
        ("list_item", "a)", "under"),
        ("table_row", None, "Risk\tGrad"),
        ("table_row", None, "Brand\thög"),
        ("paragraph", None, "Efter."),
    ]
    assert [b.level for b in document.blocks[:3]] == [2, 1, 2]
    check_records(document)


def test_what_is_no_running_text(read: Reader) -> None:
    data = (
        rb"{\rtf1\ansi{\*\generator Word;}{\info{\author Eva}}{\header Sidhuvud\par}"
        rb"\pard Vi svarar{\footnote \chftn Utom i juli.}{\pict 89504e47}{\v dolt}"
        rb"{\deleted aldrig} nu.{\*\atnauthor Bo}{\*\annotation Visst?}\par}"
    )
    document = read(data, "a.rtf")
    assert shape(document) == [
        ("furniture", None, "Sidhuvud"),
        ("paragraph", None, "Vi svarar nu."),
        ("footnote", "1", "Utom i juli."),
        ("furniture", "Bo", "Visst?"),
        ("paragraph", None, "dolt"),
    ]
    assert document.blocks[-1].hidden
    assert document.quality.note == "1 tracked changes read as accepted"


def test_a_nested_table_follows_the_row(read: Reader) -> None:
    data = (
        rb"{\rtf1\ansi\pard\intbl A\cell\intbl\itap2 x\nestcell y\nestcell\nestrow"
        rb"\intbl\itap1 B\cell\row\intbl C\cell D\cell\row\pard\par}"
    )
    assert read(data, "a.rtf").text == "A\tB\nx\ty\nC\tD"


def test_groups_without_end_are_refused(read: Reader) -> None:
    with pytest.raises(TooLargeError):
        read(b"{\\rtf1 " + b"{" * 50_000, "a.rtf")


def test_a_file_cut_off_gives_what_is_there(read: Reader) -> None:
    assert read(rb"{\rtf1\ansi Styrelsen beslutar {\b att av", "a.rtf").text == (
        "Styrelsen beslutar att av"
    )
