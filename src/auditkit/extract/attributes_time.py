"""The deadlines and frequency of a statement, counted from the date of its part."""

from __future__ import annotations

from datetime import date

from auditkit.annotate import Annotated, Unit
from auditkit.extract.attributes_actor import cells_of, continues_lead_in
from auditkit.extract.deadlines import (
    NEXT_MEETING,
    Deadline,
    find_dates,
    find_deadlines,
    find_frequencies,
    parse_anchor,
)
from auditkit.model import BlockKind, Doctype

_CELL_WORDS = 16  # characters that may stand beside the date in its cell ("Första gången")


def anchor_of(unit: Unit, annotated: Annotated) -> date | None:
    """Return the date of the part a unit stands in, else of the document."""
    structure = annotated.structure
    for part in structure.parts:
        if part.label == unit.part and part.date:
            return parse_anchor(part.date)
    return parse_anchor(structure.facts.date)


def part_doctype(unit: Unit, annotated: Annotated) -> Doctype:
    """Return the kind of the part a unit stands in, else of the document."""
    for part in annotated.structure.parts:
        if part.label == unit.part:
            return part.doctype
    return annotated.structure.facts.doctype


def due_of(
    unit: Unit, annotated: Annotated, *, permitted: bool = False, standing: bool = False
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the due dates of a unit and the words that give them, repeats left out.

    Args:
        unit: The sentence, list item or table row.
        annotated: Its document.
        permitted: Whether it only permits something: then a period is no deadline.
        standing: Whether it may be a standing rule: then a day without a year, or the next
            meeting, has a value only in minutes and where the document sets one-off tasks.
    """
    anchor = anchor_of(unit, annotated)
    if unit.kind is BlockKind.TABLE_ROW:
        return _row_due(unit, annotated, anchor)
    found = find_deadlines(annotated.text(unit), annotated.pack, anchor)
    if not found and unit.lead_in is not None and continues_lead_in(unit, annotated):
        before = find_deadlines(annotated.text(unit.lead_in), annotated.pack, anchor)
        found = tuple(d for d in before if d.mark in ("before", "latest", "to"))
    if permitted:
        found = tuple(d for d in found if d.mark not in ("during", "from", None))
    values, texts = _values(found)
    if standing and part_doctype(unit, annotated) is not Doctype.MINUTES:
        repeated = bool(find_frequencies(annotated.text(unit), annotated.pack))
        rules = part_doctype(unit, annotated) is Doctype.DIRECTIVE
        values = tuple(
            d.value
            for d in found
            if d.value and d.value != NEXT_MEETING and (d.dated or not (repeated or rules))
        )
    return tuple(dict.fromkeys(values)), texts


def frequency_of(unit: Unit, annotated: Annotated, *, continuous: bool = True) -> str | None:
    """Return how often a unit says that something is to be done, in its own words.

    In a table row it is a cell of its own or stands in the text; for a list item the lead-in
    may give it. ``continuous`` says whether "löpande" and the like count.
    """
    texts = [annotated.text(unit)]
    if unit.lead_in is not None and continues_lead_in(unit, annotated):
        texts.append(annotated.text(unit.lead_in))
    if unit.kind is BlockKind.TABLE_ROW:
        texts = [annotated.text(cell).strip() for cell in cells_of(unit, annotated)]
    for text in texts:
        for found in find_frequencies(text, annotated.pack):
            if continuous or found.value != "continuous":
                return found.text
    return None


def _row_due(
    unit: Unit, annotated: Annotated, anchor: date | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the due date of a table row: the cell that is little but a date, from the end."""
    for cell in reversed(cells_of(unit, annotated)):
        text = annotated.text(cell).strip()
        dates = find_dates(text, annotated.pack, anchor)
        if find_frequencies(text, annotated.pack):
            continue
        if dates and len(text) <= len(dates[0].text) + _CELL_WORDS and not dates[0].yearly:
            return _values(dates[:1])
    found = find_deadlines(annotated.text(unit), annotated.pack, anchor)
    return _values(tuple(d for d in found if d.mark in ("before", "latest", "to")))


def _values(found: tuple[Deadline, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return values and texts; "till nästa möte, den 8 april" is one deadline with a date."""
    kept = [
        deadline
        for deadline, following in zip(found, [*found[1:], None], strict=bool(found))
        if not (
            deadline.value == NEXT_MEETING
            and following is not None
            and following.value
            and following.start - deadline.end <= 2
        )
    ]
    values = tuple(dict.fromkeys(deadline.value for deadline in kept if deadline.value))
    texts = tuple(dict.fromkeys(" ".join(deadline.text.split()) for deadline in found))
    return values, texts
