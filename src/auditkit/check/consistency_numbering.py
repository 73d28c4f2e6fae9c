"""Printed numbering: the paragraphs of minutes, and gaps and repeats in any series."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit.check.consistency_view import (
    View,
    body_blocks,
    line_text,
    make_issue,
    quote_place,
)
from auditkit.model import Block, Doctype, Issue, Provenance, Role, Section, Severity

DOTTED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?(?=\s|$)")
"""A printed section number."""

LINE_NUMBER = re.compile(
    r"^[ \t]{0,20}(\d{1,2}(?:\.\d{1,2}){0,3})\.?(?:[ \t]{1,20}[A-ZÅÄÖ]|[ \t]{0,20}$)",
    re.MULTILINE,
)
"""A number that begins a line: of a heading that was not seen as one, perhaps."""

_DOTTED_ANYWHERE = re.compile(r"(?<![\d.])\d{1,2}(?:\.\d{1,2}){1,3}(?![\d.]\d)")
_BEGINNING = 600  # characters in which a text says that it is an excerpt
_SHORTEST_SERIES = 3


def find_paragraphs(view: View) -> list[tuple[int, Block]]:
    """Return the numbered paragraphs of minutes in text order, each with its heading."""
    if view.records.structure.facts.doctype is not Doctype.MINUTES:
        return []
    main = next((p for p in view.records.structure.parts if p.label == "main"), None)
    found: list[tuple[int, Block]] = []
    for _, block in body_blocks(view):
        if main is not None and not main.start <= block.start < main.end:
            continue
        line = line_text(view, block)
        for rule in view.pack.rules("consistency.paragraph_heading"):
            if match := rule.pattern.match(line):
                found.append((int(match["number"]), block))
    return found


def find_number_gaps(view: View) -> Iterator[Issue]:
    """Yield jumps and repeats in the paragraphs of minutes, recommendations and sections."""
    paragraphs = find_paragraphs(view)
    yield from _repeats(view, paragraphs, "§")
    # A second gap, or a § misread as $, says that the text was read badly, not numbered so.
    clean = all(line_text(view, block).startswith("§") for _, block in paragraphs)
    gaps = list(_gaps(view, paragraphs, "§"))
    if clean and len(gaps) == 1:
        yield gaps[0]
    recommendations: list[tuple[int, Block]] = []
    for _, block in body_blocks(view):
        for rule in view.pack.rules("consistency.recommendation_number"):
            if match := rule.pattern.match(line_text(view, block)):
                recommendations.append((int(match["number"]), block))
    yield from _gaps(view, recommendations, "recommendation")
    yield from _repeated_sections(view)
    yield from _section_gaps(view)


def _section_gaps(view: View) -> Iterator[Issue]:
    """Yield the one number that the sections of a part skip, where no line begins with it.

    More than one says that headings were missed; an excerpt skips on purpose.
    """
    beginning = view.document.text[:_BEGINNING]
    if any(r.pattern.search(beginning) for r in view.pack.rules("consistency.excerpt")):
        return
    text = view.document.text
    printed = {match.group(1) for match in LINE_NUMBER.finditer(text)}
    printed |= set(_DOTTED_ANYWHERE.findall(text))
    gaps: list[tuple[Section, Section]] = []
    last: dict[tuple[str, str], Section] = {}
    for section in view.records.structure.sections:
        if not section.number or not DOTTED.fullmatch(section.number):
            continue
        parent, _, own = section.number.rpartition(".")
        before = last.get((section.part, parent))
        last[section.part, parent] = section
        if before is None or before.number is None:
            continue
        missing = int(before.number.rpartition(".")[2]) + 1
        name = f"{parent}.{missing}" if parent else str(missing)
        if int(own) == missing + 1 and name not in printed:
            gaps.append((before, section))
    if len(gaps) == 1:
        before, section = gaps[0]
        yield make_issue(
            "number_gap",
            Severity.MEDIUM,
            f"Section {before.number} is followed by section {section.number}.",
            _heading_quote(view, before),
            _heading_quote(view, section),
        )


def _repeats(view: View, series: list[tuple[int, Block]], name: str) -> Iterator[Issue]:
    for (number, block), (following, after) in zip(series, series[1:], strict=False):
        if following == number and line_text(view, block) != line_text(view, after):
            yield make_issue(
                "duplicate",
                Severity.MEDIUM,
                f"Two items have the number {name} {number}.",
                quote_place(view, block.start, block.end),
                quote_place(view, after.start, after.end),
            )


def _gaps(view: View, series: list[tuple[int, Block]], name: str) -> Iterator[Issue]:
    present = {number for number, _ in series}
    for (number, block), (following, after) in zip(series, series[1:], strict=False):
        missing = [each for each in range(number + 1, following) if each not in present]
        if 0 < len(missing) <= 2 and len(present) >= _SHORTEST_SERIES:
            yield make_issue(
                "number_gap",
                Severity.MEDIUM,
                f"{name} {number} is followed by {name} {following}.",
                quote_place(view, block.start, block.end),
                quote_place(view, after.start, after.end),
            )


def _repeated_sections(view: View) -> Iterator[Issue]:
    """Yield neighbouring sections that have one number and different headings."""
    sections = [s for s in view.records.structure.sections if s.number and s.role is not Role.TITLE]
    for first, second in zip(sections, sections[1:], strict=False):
        if (
            first.number == second.number
            and DOTTED.fullmatch(first.number or "")
            and (first.parent, first.part, first.level)
            == (second.parent, second.part, second.level)
            and first.heading != second.heading
        ):
            yield make_issue(
                "duplicate",
                Severity.MEDIUM,
                f"Two sections have the number {first.number}.",
                *(_heading_quote(view, section) for section in (first, second)),
            )


def _heading_quote(view: View, section: Section) -> Provenance:
    end = view.document.text.find("\n", section.start)
    return quote_place(view, section.start, end if end > section.start else section.end)
