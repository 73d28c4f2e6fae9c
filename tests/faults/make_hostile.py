"""Makes the hostile files that reading must survive.

    python -m tests.faults.make_hostile DIRECTORY

Each kind has an outcome: the codes of errors that may be told (`AK3…`), or "read"; and, for
those that are read, words that must be in the text: readable pages before and behind the
fault are kept.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.faults import office_kinds as office
from tests.faults import pdf_kinds as pdf

READ = "read"
FORMAT, LOCKED, DAMAGED, NO_TEXT, TOO_LARGE, SLOW = (
    "AK301", "AK302", "AK303", "AK304", "AK305", "AK306",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One hostile file: its name, how it is made and what may come of reading it."""

    name: str
    make: Callable[[], bytes]
    outcomes: tuple[str, ...]
    keeps: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()
    quick: bool = False  # ended within about a second: part of the tests


def _kind(
    name: str, make: Callable[[], bytes], *outcomes: str, keeps: str = "", quick: bool = False
) -> Kind:
    return Kind(
        name=name,
        make=make,
        outcomes=outcomes,
        keeps=tuple(filter(None, keeps.split("|"))),
        quick=quick,
    )


def _pages(*numbers: int) -> tuple[str, ...]:
    return tuple(f"Sida {number}: styrelsen beslutar" for number in numbers)


_ONE = "Sida 1: styrelsen beslutar"
_OFFICE = "Styrelsen beslutar att granska rutinen"

PDF_KINDS = (
    _kind("empty.pdf", pdf.empty, NO_TEXT, quick=True),
    _kind("garbage.pdf", pdf.garbage, DAMAGED, quick=True),
    _kind("html-named.pdf", pdf.html_named_pdf, READ, FORMAT, quick=True),
    _kind("bad-startxref.pdf", pdf.bad_startxref, READ, keeps=_ONE, quick=True),
    _kind("tail-cut.pdf", pdf.tail_cut, DAMAGED, READ, quick=True),
    _kind("half.pdf", pdf.half, DAMAGED, READ, quick=True),
    _kind("bit-rot.pdf", pdf.bit_rot, DAMAGED, READ, NO_TEXT, quick=True),
    _kind("user-password.pdf", pdf.user_password, LOCKED, quick=True),
    _kind("owner-password.pdf", pdf.owner_password, READ, keeps=_OFFICE, quick=True),
    _kind("flate-twice.pdf", pdf.flate_twice, TOO_LARGE, SLOW, NO_TEXT),
    _kind("flate-blanks.pdf", pdf.flate_blanks, TOO_LARGE, SLOW, NO_TEXT),
    _kind("5-million-operators.pdf", pdf.five_million_operators, TOO_LARGE, SLOW, DAMAGED),
    _kind("form-laughs.pdf", pdf.form_laughs, TOO_LARGE, SLOW, DAMAGED),
    _kind("200000-lines.pdf", pdf.lines_200_000, READ, keeps=_ONE),
    _kind("2900-table-lines.pdf", pdf.table_of_2_900_lines, READ, keeps="|".join(_pages(1, 2, 3))),
    _kind("deep-arrays.pdf", pdf.deep_arrays, NO_TEXT, DAMAGED, quick=True),
    _kind("deep-array-object.pdf", pdf.deep_array_object, READ, keeps=_ONE, quick=True),
    _kind("deep-page-tree.pdf", pdf.deep_page_tree, READ, DAMAGED, NO_TEXT),
    _kind("cyclic-page-tree.pdf", pdf.cyclic_page_tree, DAMAGED, NO_TEXT, quick=True),
    _kind("count-2-billion.pdf", pdf.count_two_billion, READ, DAMAGED, TOO_LARGE, quick=True),
    _kind("100000-pages.pdf", pdf.pages_100_000, TOO_LARGE),
    _kind("box-1e7.pdf", pdf.box_in_exponents, READ, keeps=_ONE, quick=True),
    _kind("box-zero.pdf", pdf.box_of_zero, READ, keeps=_ONE, quick=True),
    _kind("box-30000.pdf", pdf.box_of_30_000, READ, keeps=_ONE, quick=True),
    _kind("box-10000000.pdf", pdf.box_of_ten_million, READ, keeps=_ONE, quick=True),
    _kind("self-calling-form.pdf", pdf.self_calling_form, READ, DAMAGED),
    _kind("huge-picture.pdf", pdf.huge_picture, READ, keeps=_ONE),
    _kind("noise-picture.pdf", pdf.noise_picture, READ, keeps=_ONE),
    _kind("slow-drawing.pdf", pdf.slow_drawing, READ, keeps="|".join(_pages(1, 3))),
    _kind("javascript.pdf", pdf.javascript, READ, keeps=_ONE, quick=True),
    Kind(
        name="bomb-on-page-9.pdf",
        make=pdf.bomb_on_page_9,
        outcomes=(READ,),
        keeps=_pages(*range(1, 9), *range(10, 14)),
        unread=(9,),
    ),
    Kind(
        name="three-bombs.pdf",
        make=pdf.three_bombs,
        outcomes=(READ,),
        keeps=_pages(1, 3, 4, 6, 7, 9, 10),
        unread=(2, 5, 8),
    ),
    _kind("nothing-but-bombs.pdf", pdf.nothing_but_bombs, TOO_LARGE, SLOW),
    _kind(
        "million-characters.pdf",
        pdf.million_characters_on_a_page,
        READ,
        keeps="|".join(_pages(1, 3)),
    ),
    _kind("xref-loop.pdf", pdf.xref_loop, READ, DAMAGED, quick=True),
    _kind("outline-circle.pdf", pdf.outline_in_a_circle, READ, keeps=_ONE, quick=True),
    _kind("length-loop.pdf", pdf.length_loop, READ, DAMAGED, NO_TEXT, quick=True),
    _kind("self-inheriting-font.pdf", pdf.self_inheriting_font, READ, DAMAGED, quick=True),
    _kind("controls.pdf", pdf.names_of_control_characters, READ, keeps=_ONE, quick=True),
)

OFFICE_KINDS = (
    _kind("entity-bomb.docx", office.entity_bomb, READ, DAMAGED, NO_TEXT, quick=True),
    _kind("external-entity.docx", office.external_entity, READ, DAMAGED, quick=True),
    _kind("text-node-300-mb.docx", office.text_node_of_300_mb, TOO_LARGE, DAMAGED),
    _kind("lying-sizes.docx", office.lying_sizes, DAMAGED, TOO_LARGE),
    _kind("zip-bomb.docx", office.zip_bomb, TOO_LARGE),
    _kind("names-that-lead-out.zip", office.names_that_lead_out, FORMAT, NO_TEXT, quick=True),
    _kind("truncated.docx", office.truncated_word, DAMAGED, quick=True),
    _kind("broken-xml.docx", office.broken_xml, DAMAGED, quick=True),
    _kind("deep-tables.docx", office.deep_tables, DAMAGED, TOO_LARGE),
    _kind("tables-30-deep.docx", office.tables_30_deep, READ, keeps=_OFFICE, quick=True),
    _kind("million-cells.docx", office.table_of_a_million_cells, READ, TOO_LARGE),
    _kind("300000-paragraphs.docx", office.paragraphs_300_000, TOO_LARGE),
    _kind("styles-in-a-circle.docx", office.styles_in_a_circle, READ, keeps=_OFFICE, quick=True),
    _kind("wrong-numbers.docx", office.wrong_numbers, READ, keeps=_OFFICE, quick=True),
    _kind("entity-bomb.odt", office.open_document_bomb, READ, DAMAGED, NO_TEXT, quick=True),
    _kind("blanks.odt", office.open_document_of_blanks, READ, TOO_LARGE, keeps=_OFFICE),
    _kind("deep.eml", office.deep_mail, READ, TOO_LARGE, DAMAGED, NO_TEXT),
    _kind("unknown-charset.eml", office.mail_of_a_bomb, READ, TOO_LARGE, DAMAGED),
    _kind("deep.rtf", office.deep_rtf, TOO_LARGE, DAMAGED),
    _kind("huge-picture.rtf", office.rtf_of_a_huge_picture, READ, DAMAGED, quick=True),
    _kind("deep.html", office.deep_html, READ, DAMAGED, TOO_LARGE),
    _kind("wide-cells.html", office.html_table_of_wide_cells, READ, quick=True),
    _kind("one-line.txt", office.text_of_one_line, READ, TOO_LARGE),
    _kind("dashes.txt", office.text_of_dashes, READ, TOO_LARGE),
    _kind("empty-lines.txt", office.text_of_empty_lines, READ, TOO_LARGE),
    _kind("short-lines.txt", office.text_of_short_lines, READ, TOO_LARGE, SLOW),
    _kind("tables.md", office.markdown_of_tables, READ, TOO_LARGE),
    _kind("bomb-inside.zip", office.zip_of_a_bomb, FORMAT, TOO_LARGE),
)

KINDS = (*PDF_KINDS, *OFFICE_KINDS)


def main() -> None:
    """Write all kinds into a directory."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        (folder / kind.name).write_bytes(kind.make())
    print(f"{len(KINDS)} files in {folder}")


if __name__ == "__main__":
    main()
