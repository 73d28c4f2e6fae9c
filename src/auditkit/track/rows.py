"""The rows of the tracking table: one for each requirement, with what was found about it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from auditkit.model import (
    CARRIES,
    Check,
    Commitment,
    Decision,
    DocumentRecords,
    DriftStep,
    Grade,
    Provenance,
    Recommendation,
    Requirement,
    Responsibility,
    Results,
    Row,
    Statement,
    StatementKind,
    Structure,
    Timing,
)

# What gets its due date in a later text, as a rule in the plan of action. A date found near
# any other requirement that has none of its own is nearly always that of another task.
_DATED_LATER = frozenset({StatementKind.RECOMMENDATION})
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def build_rows(results: Results, *, as_of: date) -> tuple[Row, ...]:
    """Build the rows: those to follow up first, each half in the order of time and text.

    Nothing a person entered is in them; that stands beside them in the table.

    Args:
        results: The results of a run.
        as_of: The day on which days overdue are counted.

    Raises:
        ValueError: If a requirement names no statement of the archive: no row without a quote.

    Example:
        >>> from auditkit.model import Archive
        >>> build_rows(Results(archive=Archive(records=())), as_of=date(2025, 1, 1))
        ()
    """
    places = {
        statement.id: (statement, records)
        for records in results.archive.records
        for statement in records.statements
    }
    checks = {check.requirement: check for check in results.checks}
    documents = {r.structure.document.id: r.structure for r in results.archive.records}
    rows = [
        _build_row(requirement, places, checks.get(requirement.id), documents, as_of)
        for requirement in results.archive.requirements
    ]
    return tuple(sorted(rows, key=_order))


def parse_due(due: str | None) -> date | None:
    """Return the last day of an ISO date, month or year; None for ``next_meeting`` or None.

    Example:
        >>> parse_due("2024-02"), parse_due("next_meeting")
        (datetime.date(2024, 2, 29), None)
    """
    match = _ISO.fullmatch(due or "")
    if match is None:
        return None
    year, month, day = (None if group is None else int(group) for group in match.groups())
    if year is None or not 1 <= year <= 9999 or not 1 <= (month or 12) <= 12:
        return None
    month = month or 12
    last = calendar.monthrange(year, month)[1]
    if day is not None and not 1 <= day <= last:
        return None
    return date(year, month, day or last)


def count_moves(original: str | None, later: Iterable[str]) -> tuple[str | None, int]:
    """Return the due date that holds now, and how often that of the requirement was moved.

    A date that only says the same less or more exactly is no move, and an earlier one is
    nearly always that of another task. Where the requirement itself has no due date there is
    nothing that could be moved.

    Example:
        >>> count_moves("2024-06-30", ["2024-06", "2024-12-31", "2025-03-31"])
        ('2025-03-31', 2)
        >>> count_moves(None, ["2024-06-30", "2025-03-31"])
        ('2025-03-31', 0)
    """
    current, moves = original, 0
    for due in later:
        if current is not None and not _is_later(due, current):
            continue
        current, moves = due, moves + 1
    return current, moves if original else 0


def _is_later(due: str, current: str) -> bool:
    """Tell whether a due date is later than another, not only said less exactly."""
    if due.startswith(current) or current.startswith(due):
        return False
    new, old = parse_due(due), parse_due(current)
    return new is None or old is None or new > old


def _order(row: Row) -> tuple[bool, str, str, int, str]:
    """Sort undated documents last."""
    return (
        not row.follow_up,
        row.date or "9999",
        row.provenance.path,
        row.provenance.start,
        row.id,
    )


def _build_row(
    requirement: Requirement,
    places: Mapping[str, tuple[Statement, DocumentRecords]],
    check: Check | None,
    documents: Mapping[str, Structure],
    as_of: date,
) -> Row:
    """Join a requirement, the statement it stands in first, and its check."""
    known = [places[name] for name in requirement.statements if name in places]
    if not known:
        raise ValueError(f"requirement {requirement.id} stands in no statement of the archive")
    statement, records = known[0]
    announced = _announced(records.structure)
    original = _first([_resolve(due, announced) for due in requirement.due])
    written = part_date(records.structure, statement.provenance.start)
    drift = () if check is None else check.drift
    later = [due for step in drift if (due := _credible(step, documents, written)) is not None]
    if original is None and requirement.kind not in _DATED_LATER:
        later = []
    current, moves = count_moves(original, later)
    row = Row(
        id=requirement.id,
        kind=requirement.kind,
        follow_up=requirement.follow_up,
        provenance=statement.provenance,
        places=len(known),
        reading=_reading(statement.provenance, records),
        date=written,
        section=_section(statement, records),
        lead_in=statement.lead_in or getattr(statement.attributes, "lead_in", None),
        owner=requirement.owner or _named(statement),
        severity=getattr(statement.attributes, "severity", None),
        original_due=original,
        current_due=current,
        due_text="; ".join(getattr(statement.attributes, "due_text", ())) or None,
        times_moved=moves,
    )
    return row if check is None else _judge(row, check, as_of)


def _reading(place: Provenance, records: DocumentRecords) -> Grade | None:
    """Return the worst grade of the pages a quote stands on, None where all are good."""
    if place.pages is None:
        return None
    first, last = place.pages
    grades = [
        page.grade
        for page in records.structure.document.quality.pages
        if first <= page.number <= last
    ]
    worst = max(grades, key=list(Grade).index, default=Grade.GOOD)
    return None if worst is Grade.GOOD else worst


def _judge(row: Row, check: Check, as_of: date) -> Row:
    """Add to a row what its check says."""
    overdue = check.timing is Timing.OVERDUE
    return replace(
        row,
        days_overdue=_days_overdue(row.current_due, as_of) if overdue else None,
        timing=check.timing,
        verdict=check.verdict,
        detail=check.detail,
        rung=check.rung,
        management_response=check.management_response,
        reason=check.reason,
        evidence=check.evidence[0] if check.evidence else None,
        against=check.against[0] if check.against else None,
        similar=sum(e.stance in CARRIES[check.verdict] for e in check.evidence[1:]),
        opposing=len(check.against),
        searched=check.searched,
        parts=check.parts,
    )


def _resolve(due: str, announced: str | None) -> str:
    """Give ``next_meeting`` the date that the minutes announce, where they do."""
    return announced if due == "next_meeting" and announced else due


def _first(dues: Sequence[str]) -> str | None:
    """Pick the earliest of several due dates; one that is no date comes last."""
    return min(dues, key=lambda due: (parse_due(due) or date.max, due), default=None)


def _days_overdue(due: str | None, as_of: date) -> int | None:
    """Count the days since a due date that has passed."""
    day = parse_due(due)
    return (as_of - day).days if day is not None and day < as_of else None


def part_date(structure: Structure, start: int) -> str | None:
    """Return the date of the part in which a character stands, else that of the document.

    Example:
        >>> from auditkit.model import Document, Facts, Part
        >>> document = Document(id="d", sha256="", name="p", path="p", media_type="", text="Ja",
        ...                     blocks=(), lines=())
        >>> annex = Part(label="annex 1", start=1, end=2, date="2024-05")
        >>> structure = Structure(document=document, facts=Facts(date="2024-06-01"),
        ...                       parts=(annex,), sections=(), block_sections=(), lead_ins=())
        >>> part_date(structure, 1), part_date(structure, 0)
        ('2024-05', '2024-06-01')
    """
    for part in structure.parts:
        if part.start <= start < part.end:
            return part.date or structure.facts.date
    return structure.facts.date


def _announced(structure: Structure | None) -> str | None:
    """Return the next meeting that minutes announce."""
    meeting = None if structure is None else structure.facts.meeting
    return None if meeting is None else meeting.next_meeting


def _credible(
    step: DriftStep, documents: Mapping[str, Structure], written: str | None
) -> str | None:
    """Return the due date of a step, None where it cannot be a new date for the requirement.

    A text older than the requirement cannot move it, and a date that had passed when it was
    written retells an old one.
    """
    structure = documents.get(step.provenance.document_id)
    due = _resolve(step.due, _announced(structure))
    said = None if structure is None else part_date(structure, step.provenance.start)
    if said and written and said < written:
        return None
    last, day = parse_due(due), parse_due(said)
    return None if last is not None and day is not None and last < day else due


def _section(statement: Statement, records: DocumentRecords) -> str | None:
    """Return number and heading of a statement's section."""
    if statement.section is None:
        return None
    section = records.structure.sections[statement.section]
    return f"{section.number} {section.heading}" if section.number else section.heading


def _named(statement: Statement) -> tuple[str, ...]:
    """Return whom the statement itself names: actor, addressee or who is given the task."""
    attributes = statement.attributes
    if isinstance(attributes, Responsibility | Commitment):
        return attributes.actor
    if isinstance(attributes, Recommendation):
        return attributes.addressee
    if isinstance(attributes, Decision):
        return attributes.directed_to
    return ()
