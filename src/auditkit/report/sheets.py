"""What stands on the workbook's plain sheets: evidence, issues, documents and gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditkit.model import (
    Document,
    DocumentRecords,
    Evidence,
    Provenance,
    Results,
    Row,
    Verdict,
)
from auditkit.report.columns import Value, show_date
from auditkit.report.display import show_place, show_text
from auditkit.report.gaps import list_gaps, reading_of
from auditkit.report.labels import Labels
from auditkit.report.passages import sort_passages


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, the place it links to, and the verdict whose colour it has."""

    value: Value
    place: Provenance | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: its key among the labels, its columns with widths, its rows."""

    key: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Cell, ...], ...]


def build_sheets(results: Results, rows: Sequence[Row], labels: Labels) -> tuple[Sheet, ...]:
    """Build the plain sheets in their order.

    Example:
        >>> from auditkit.model import Archive
        >>> from auditkit.report.labels import load_labels
        >>> sheets = build_sheets(Results(archive=Archive(records=())), (), load_labels("sv"))
        >>> [sheet.key for sheet in sheets]
        ['evidence', 'issues', 'documents', 'gaps']
    """
    return (
        _evidence_sheet(results, rows, labels),
        _issue_sheet(results, labels),
        _document_sheet(results, rows, labels),
        _gap_sheet(results, labels),
    )


def _head(labels: Labels, **widths: int) -> tuple[tuple[str, int], ...]:
    """Name the columns in the reader's language."""
    return tuple((labels.name("column", key), width) for key, width in widths.items())


def _place_cells(provenance: Provenance, labels: Labels) -> tuple[Cell, Cell, Cell]:
    """Make the cells document, page and quote."""
    return (
        Cell(show_text(provenance.path), provenance),
        Cell(show_place(provenance, labels), provenance),
        Cell(show_text(provenance.quote)),
    )


def _evidence_sheet(results: Results, rows: Sequence[Row], labels: Labels) -> Sheet:
    """List every passage, in the order of the tracking table."""
    checks = {check.requirement: check for check in results.checks}

    def lines() -> Iterator[tuple[Cell, ...]]:
        for row in rows:
            check = checks.get(row.id)
            if check is None:
                continue
            for side, passages in sort_passages(check).items():
                for passage in passages:
                    yield _evidence_line(row, side, passage, labels)

    return Sheet(
        key="evidence",
        columns=_head(
            labels,
            id=14,
            quote=40,
            verdict=14,
            side=11,
            stance=22,
            document=32,
            page=11,
            passage=60,
            date=14,
            statement=19,
        ),
        rows=tuple(lines()),
    )


def _evidence_line(row: Row, side: str, passage: Evidence, labels: Labels) -> tuple[Cell, ...]:
    """Make one line of the evidence sheet."""
    return (
        Cell(row.id),
        Cell(show_text(row.provenance.quote)),
        Cell(labels.name("verdict", row.verdict or "unchecked"), verdict=row.verdict),
        Cell(labels.name("side", side)),
        Cell(labels.name("stance", passage.stance)),
        *_place_cells(passage.provenance, labels),
        Cell(show_date(passage.date)),
        Cell(passage.statement),
    )


def _issue_sheet(results: Results, labels: Labels) -> Sheet:
    """List every quote of every issue on a line of its own; the number keeps them together."""
    rows = [
        (
            Cell(number),
            Cell(labels.name("issue", issue.code)),
            Cell(labels.name("severity", issue.severity)),
            Cell(labels.name("issue_text", issue.code)),
            *_place_cells(provenance, labels),
            Cell(show_text(issue.message)),
        )
        for number, issue in enumerate(results.issues, start=1)
        for provenance in issue.provenances
    ]
    columns = _head(
        labels,
        number=6,
        issue=22,
        severity=18,
        message=34,
        document=32,
        page=11,
        passage=60,
        details=40,
    )
    return Sheet(key="issues", columns=columns, rows=tuple(rows))


def _gap_sheet(results: Results, labels: Labels) -> Sheet:
    """List once what the search for evidence could not see."""
    rows = [
        (
            Cell(labels.name("gap", gap.kind)),
            Cell(show_text(gap.path), _start_of(gap.document) if gap.document else None),
            Cell(show_text(gap.body)),
            Cell(show_date(gap.day or None)),
            Cell(show_text(gap.note)),
        )
        for gap in list_gaps(results, labels)
    ]
    columns = _head(labels, gap=34, document=40, body=30, day=16, note=70)
    return Sheet(key="gaps", columns=columns, rows=tuple(rows))


def _document_sheet(results: Results, rows: Sequence[Row], labels: Labels) -> Sheet:
    """List the documents and how well they were read, and after them those that were not."""
    required = Counter(row.provenance.document_id for row in rows)
    read = [_document_line(r, required, labels) for r in results.archive.records]
    unread = [
        (
            Cell(show_text(problem.path)),
            *(Cell(None) for _ in range(6)),
            Cell(labels.name("reading", "none")),
            *(Cell(None) for _ in range(5)),
        )
        for problem in results.problems
    ]
    columns = _head(
        labels,
        document=36,
        doctype=18,
        title=40,
        date=12,
        issuer=26,
        reference=16,
        pages=9,
        reading=16,
        pages_unread=12,
        pages_poor=12,
        hidden=11,
        encoding=14,
        requirements=9,
    )
    return Sheet(key="documents", columns=columns, rows=(*read, *unread))


def _start_of(document: Document) -> Provenance:
    """Return the beginning of a document, for a link to it."""
    return Provenance(
        document_id=document.id,
        document=document.name,
        path=document.path,
        start=0,
        end=0,
        quote="",
    )


def _document_line(
    records: DocumentRecords, required: Mapping[str, int], labels: Labels
) -> tuple[Cell, ...]:
    """Make one line of the document sheet."""
    document, facts = records.structure.document, records.structure.facts
    quality = document.quality
    return (
        Cell(show_text(document.path), _start_of(document)),
        Cell(labels.name("doctype", facts.doctype)),
        Cell(show_text(facts.title or "")),
        Cell(show_date(facts.date)),
        Cell(show_text(facts.issuer or "")),
        Cell(show_text(facts.reference or "")),
        Cell(document.page_count),
        Cell(labels.name("reading", reading_of(records))),
        Cell(", ".join(map(str, quality.pages_unread))),
        Cell(", ".join(map(str, quality.pages_poor))),
        Cell(quality.hidden_characters or None),
        Cell(quality.encoding),
        Cell(required[document.id]),
    )
