"""The reason for a verdict in the reader's language, made from the facts of the row."""

from __future__ import annotations

from auditkit.model import Detail, Evidence, Row, Timing, Verdict
from auditkit.report.display import show_source, show_text
from auditkit.report.labels import Labels


def show_reason(row: Row, labels: Labels) -> str:
    """Say in a few short sentences what a verdict rests on and what speaks against it.

    Example:
        >>> from auditkit.model import Provenance, StatementKind, Stance
        >>> from auditkit.report.labels import load_labels
        >>> place = Provenance(document_id="d", document="p.pdf", path="p.pdf", start=0, end=2,
        ...                    quote="Ja", pages=(3, 3))
        >>> row = Row(id="R-1", kind=StatementKind.GOAL, follow_up=True, provenance=place,
        ...           verdict=Verdict.NOT_MET, opposing=1, timing=Timing.OVERDUE,
        ...           current_due="2024-06-30", days_overdue=9,
        ...           evidence=Evidence(provenance=place, stance=Stance.CONTRADICTS))
        >>> show_reason(row, load_labels("sv"))
        'Inte genomfört enligt p.pdf, s. 3. Ett ställe talar emot. Fristen 2024-06-30 har passerat.'
    """
    if row.verdict is None:
        return ""
    if row.verdict is Verdict.NO_EVIDENCE or row.evidence is None:
        sentences = [_nothing_found(row, labels), _timing(row, labels)]
    else:
        sentences = [
            _best(row, row.evidence, labels),
            labels.count("reason", "similar", row.similar) if row.similar else "",
            labels.count("reason", "opposing", row.opposing) if row.opposing else "",
            _timing(row, labels),
        ]
    return show_text(" ".join(sentence for sentence in sentences if sentence))


def _best(row: Row, evidence: Evidence, labels: Labels) -> str:
    """Say what the best passage says, and where and when it stands."""
    place = show_source(evidence.provenance, labels)
    # The names of many files begin with their date; it need not be said twice.
    if evidence.date and not evidence.provenance.document.startswith(evidence.date):
        place += f" ({evidence.date})"
    known = labels.groups["reason"]
    verdict, stance = str(row.verdict), str(evidence.stance)
    detail = str(row.detail or Detail.IN_PART)
    names = (f"{verdict}_{stance}_{detail}", f"{verdict}_{stance}", verdict)
    return labels.say("reason", next(name for name in names if name in known), place=place)


def _nothing_found(row: Row, labels: Labels) -> str:
    """Say how much was searched, and up to when."""
    searched = row.searched
    if searched is None or not searched.documents:
        return labels.name("reason", "no_evidence_zero")
    if searched.documents == 1:
        return labels.name("reason", "no_evidence_one")
    key = "no_evidence_until" if searched.until else "no_evidence"
    return labels.say("reason", key, n=searched.documents, until=searched.until)


def _timing(row: Row, labels: Labels) -> str:
    """Say how the due date stands; the one that was moved still counts for the check."""
    if row.timing in (None, Timing.UNKNOWN) or row.current_due is None:
        return ""
    key = str(row.timing)
    due = row.original_due or row.current_due
    if row.timing is Timing.OVERDUE:
        due = row.current_due
        key = "overdue" if row.days_overdue else "overdue_moved"
    return labels.say(
        "reason",
        key,
        due=labels.name("due", due),
        original=labels.name("due", row.original_due),
    )
