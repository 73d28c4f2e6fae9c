"""The columns of the tracking table, the same in XLSX and CSV: key, width, and the cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from auditkit.model import Evidence, Provenance, Row
from auditkit.report.display import show_place, show_searched, show_text
from auditkit.report.labels import Labels
from auditkit.report.reason import show_reason

Band = Literal["main", "place", "evidence", "against", "due", "more", "entered"]
Value = str | int | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its key among the labels, its width in characters, and its cell of a row.

    ``source`` names whose place the cell links to. Columns of one ``band`` stand together
    under one colour; those ``entered`` by a person are left empty by the program.
    """

    key: str
    width: int
    cell: Callable[[Row, Labels], Value]
    source: Literal["row", "evidence", "against"] | None = None
    band: Band = "main"

    @property
    def entered(self) -> bool:
        """Whether a person fills the column in."""
        return self.band == "entered"


def _named(group: str, attribute: str) -> Callable[[Row, Labels], Value]:
    """Make a cell that shows an enum by its label."""
    return lambda row, labels: labels.name(group, getattr(row, attribute))


def _nothing(row: Row, labels: Labels) -> Value:
    """Leave the cell to a person."""
    return None


def _verdict(row: Row, labels: Labels) -> Value:
    return labels.name("verdict", row.verdict or "unchecked")


def _parts(row: Row, labels: Labels) -> Value:
    """Show each part of a compound requirement with its verdict."""
    return show_text("; ".join(f"{p.text}: {labels.name('verdict', p.verdict)}" for p in row.parts))


def _searched(row: Row, labels: Labels) -> Value:
    return None if row.searched is None else show_searched(row.searched, labels)


def _due(attribute: str) -> Callable[[Row, Labels], Value]:
    """Make a cell that shows an ISO date as a date, anything else as text."""
    return lambda row, labels: show_date(labels.name("due", getattr(row, attribute)))


def _moves(row: Row, labels: Labels) -> Value:
    """Count the moves of a due date where there is one to be moved."""
    return None if row.original_due is None else row.times_moved


def _of(
    attribute: str, show: Callable[[Evidence, Labels], Value]
) -> Callable[[Row, Labels], Value]:
    """Make a cell of the best passage for or against."""

    def cell(row: Row, labels: Labels) -> Value:
        evidence: Evidence | None = getattr(row, attribute)
        return None if evidence is None else show(evidence, labels)

    return cell


def show_date(text: str | None) -> Value:
    """Return a full ISO date as a date; a month, a year or other words stay text.

    Example:
        >>> show_date("2024-06-30"), show_date("2024-06"), show_date(None)
        (datetime.date(2024, 6, 30), '2024-06', None)
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text) if len(text) == 10 else show_text(text)
    except ValueError:
        return show_text(text)


def linked_place(row: Row, column: Column) -> Provenance | None:
    """Return the place a cell links to.

    Example:
        >>> from auditkit.model import StatementKind
        >>> place = Provenance(document_id="d", document="p.pdf", path="p.pdf", start=0, end=2,
        ...                    quote="Ja", pages=(1, 1))
        >>> row = Row(id="R-1", kind=StatementKind.GOAL, follow_up=True, provenance=place)
        >>> [column.key for column in COLUMNS if linked_place(row, column)]
        ['document', 'page']
    """
    if column.source is None:
        return None
    if column.source == "row":
        return row.provenance
    evidence = row.evidence if column.source == "evidence" else row.against
    return None if evidence is None else evidence.provenance


COLUMNS: tuple[Column, ...] = (
    Column(key="id", width=14, cell=lambda row, _: row.id),
    Column(key="kind", width=14, cell=_named("kind", "kind")),
    Column(key="lead_in", width=16, cell=lambda row, _: show_text(row.lead_in or "")),
    Column(key="quote", width=46, cell=lambda row, _: show_text(row.provenance.quote)),
    Column(key="owner", width=17, cell=lambda row, _: show_text("; ".join(row.owner))),
    Column(key="current_due", width=13, cell=_due("current_due")),
    Column(key="verdict", width=14, cell=_verdict),
    Column(key="reason", width=46, cell=show_reason),
    Column(
        key="document",
        width=30,
        cell=lambda row, _: show_text(row.provenance.path),
        source="row",
        band="place",
    ),
    Column(
        key="page",
        width=9,
        cell=lambda row, labels: show_place(row.provenance, labels),
        source="row",
        band="place",
    ),
    Column(key="page_reading", width=14, cell=_named("grade", "reading"), band="place"),
    Column(key="section", width=24, cell=lambda row, _: show_text(row.section or ""), band="place"),
    Column(key="date", width=13, cell=_due("date"), band="place"),
    Column(key="places", width=11, cell=lambda row, _: row.places, band="place"),
    Column(
        key="evidence_stance",
        width=16,
        cell=_of("evidence", lambda e, labels: labels.name("stance", e.stance)),
        band="evidence",
    ),
    Column(
        key="evidence_quote",
        width=46,
        cell=_of("evidence", lambda e, _: show_text(e.provenance.quote)),
        band="evidence",
    ),
    Column(
        key="evidence_document",
        width=30,
        cell=_of("evidence", lambda e, _: show_text(e.provenance.path)),
        source="evidence",
        band="evidence",
    ),
    Column(
        key="evidence_page",
        width=10,
        cell=_of("evidence", lambda e, labels: show_place(e.provenance, labels)),
        source="evidence",
        band="evidence",
    ),
    Column(key="rung", width=14, cell=_named("rung", "rung"), band="evidence"),
    Column(
        key="against_quote",
        width=46,
        cell=_of("against", lambda e, _: show_text(e.provenance.quote)),
        band="against",
    ),
    Column(
        key="against_document",
        width=30,
        cell=_of("against", lambda e, _: show_text(e.provenance.path)),
        source="against",
        band="against",
    ),
    Column(
        key="against_page",
        width=10,
        cell=_of("against", lambda e, labels: show_place(e.provenance, labels)),
        source="against",
        band="against",
    ),
    Column(key="timing", width=15, cell=_named("timing", "timing"), band="due"),
    Column(key="days_overdue", width=10, cell=lambda row, _: row.days_overdue, band="due"),
    Column(key="original_due", width=13, cell=_due("original_due"), band="due"),
    Column(key="times_moved", width=12, cell=_moves, band="due"),
    Column(key="due_text", width=26, cell=lambda row, _: show_text(row.due_text or ""), band="due"),
    Column(key="detail", width=14, cell=_named("detail", "detail"), band="more"),
    Column(key="parts", width=32, cell=_parts, band="more"),
    Column(
        key="severity", width=18, cell=lambda row, _: show_text(row.severity or ""), band="more"
    ),
    Column(
        key="management_response",
        width=15,
        cell=_named("management_response", "management_response"),
        band="more",
    ),
    Column(key="searched", width=48, cell=_searched, band="more"),
    Column(
        key="follow_up",
        width=9,
        cell=lambda row, labels: labels.name("phrase", "yes" if row.follow_up else "no"),
        band="more",
    ),
    Column(key="status", width=18, cell=_nothing, band="entered"),
    Column(key="entered_owner", width=18, cell=_nothing, band="entered"),
    Column(key="entered_due", width=13, cell=_nothing, band="entered"),
    Column(key="comment", width=40, cell=_nothing, band="entered"),
    Column(key="evidence_reference", width=24, cell=_nothing, band="entered"),
    Column(key="checked_by", width=16, cell=_nothing, band="entered"),
    Column(key="checked_on", width=14, cell=_nothing, band="entered"),
)
