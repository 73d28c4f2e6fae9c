"""What stands on the workbook's plain sheets: evidence, issues, documents and the summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditkit.model import DocumentRecords, Evidence, Provenance, Results, Row, Run, Verdict
from auditkit.report.columns import Value, show_date
from auditkit.report.counts import count_results
from auditkit.report.display import show_place, show_text
from auditkit.report.labels import Labels


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


def build_sheets(
    results: Results, rows: Sequence[Row], run: Run, labels: Labels
) -> tuple[Sheet, ...]:
    """Build the plain sheets in their order.

    Example:
        >>> from auditkit.model import Archive
        >>> from auditkit.report.labels import load_labels
        >>> run = Run(version="0.1.0", root="/in", as_of="2025-01-01")
        >>> sheets = build_sheets(Results(archive=Archive(records=())), (), run, load_labels("sv"))
        >>> [sheet.key for sheet in sheets]
        ['evidence', 'issues', 'documents', 'summary']
    """
    return (
        _evidence_sheet(results, rows, labels),
        _issue_sheet(results, labels),
        _document_sheet(results, labels),
        _summary_sheet(results, run, labels),
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
    """List every passage for and against, in the order of the tracking table."""
    checks = {check.requirement: check for check in results.checks}

    def lines() -> Iterator[tuple[Cell, ...]]:
        for row in rows:
            check = checks.get(row.id)
            if check is None:
                continue
            for side, passages in (("for", check.evidence), ("against", check.against)):
                for passage in passages:
                    yield _evidence_line(row, side, passage, labels)

    return Sheet(
        key="evidence",
        columns=_head(
            labels,
            id=12,
            verdict=16,
            side=10,
            stance=14,
            document=32,
            page=9,
            quote=80,
            date=11,
            statement=18,
        ),
        rows=tuple(lines()),
    )


def _evidence_line(row: Row, side: str, passage: Evidence, labels: Labels) -> tuple[Cell, ...]:
    """Make one line of the evidence sheet."""
    return (
        Cell(row.id),
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
            Cell(show_text(issue.message)),
            *_place_cells(provenance, labels),
        )
        for number, issue in enumerate(results.issues, start=1)
        for provenance in issue.provenances
    ]
    columns = _head(labels, number=6, issue=26, severity=12, message=50, document=32, page=9)
    return Sheet(key="issues", columns=(*columns, *_head(labels, quote=70)), rows=tuple(rows))


def _document_sheet(results: Results, labels: Labels) -> Sheet:
    """List the documents, and after them what could not be read."""
    read = [_document_line(records, labels) for records in results.archive.records]
    unread = [
        (
            Cell(show_text(problem.path)),
            *(Cell(None) for _ in range(8)),
            Cell(show_text(f"{problem.message} {problem.hint}")),
        )
        for problem in results.problems
    ]
    columns = _head(
        labels,
        document=36,
        doctype=18,
        title=44,
        date=11,
        issuer=26,
        reference=18,
        pages=8,
        pages_unread=14,
        pages_poor=14,
        note=50,
    )
    return Sheet(key="documents", columns=columns, rows=(*read, *unread))


def _document_line(records: DocumentRecords, labels: Labels) -> tuple[Cell, ...]:
    """Make one line of the document sheet."""
    document, facts = records.structure.document, records.structure.facts
    start = Provenance(
        document_id=document.id,
        document=document.name,
        path=document.path,
        start=0,
        end=0,
        quote="",
    )
    return (
        Cell(show_text(document.path), start),
        Cell(labels.name("doctype", facts.doctype)),
        Cell(show_text(facts.title or "")),
        Cell(show_date(facts.date)),
        Cell(show_text(facts.issuer or "")),
        Cell(show_text(facts.reference or "")),
        Cell(document.page_count),
        Cell(", ".join(map(str, document.quality.pages_unread))),
        Cell(", ".join(map(str, document.quality.pages_poor))),
        Cell(show_text(document.quality.note or "")),
    )


def _summary_sheet(results: Results, run: Run, labels: Labels) -> Sheet:
    """List the figures of the run, and what they do not mean."""
    counts = count_results(results)

    def phrase(key: str) -> str:
        return labels.name("phrase", key)

    rows: list[tuple[Cell, ...]] = [
        (Cell(phrase("made_by")), Cell(run.version)),
        (Cell(phrase("as_of")), Cell(show_date(run.as_of))),
        (Cell(phrase("documents_read")), Cell(counts.documents)),
        (Cell(phrase("files_skipped")), Cell(counts.skipped)),
        (Cell(phrase("problems_found")), Cell(counts.problems)),
        (Cell(phrase("requirements_followed")), Cell(counts.followed_up)),
    ]
    rows += [
        (Cell(f"– {labels.name('verdict', verdict)}", verdict=Verdict(verdict)), Cell(number))
        for verdict, number in counts.verdicts.items()
    ]
    rows += [
        (Cell(phrase("overdue")), Cell(counts.overdue)),
        (Cell(phrase("requirements_other")), Cell(counts.requirements - counts.followed_up)),
        (Cell(phrase("statements_found")), Cell(sum(counts.statements.values()))),
    ]
    rows += [
        (Cell(f"– {labels.name('kind', kind)}"), Cell(number))
        for kind, number in counts.statements.items()
    ]
    rows.append((Cell(phrase("issues_found")), Cell(sum(counts.issues.values()))))
    rows += [
        (Cell(f"– {labels.name('issue', code)}"), Cell(number))
        for code, number in counts.issues.items()
    ]
    rows.append((Cell(labels.name("phrase", "proposal")), Cell(None)))
    columns = ((phrase("report_title"), 70), ("", 14))
    return Sheet(key="summary", columns=columns, rows=tuple(rows))
