"""The reason for a verdict in one sentence, made from its facts."""

from __future__ import annotations

from datetime import date

from auditkit.check.verdict import Judged, Outcome
from auditkit.model import Detail, Searched, Timing, Verdict

_SAYS = {
    Verdict.MET: "says it was done",
    Verdict.PARTLY_MET: "says it was done in part",
    Verdict.NOT_MET: "says it was not done",
    Verdict.PLANNED: "announces it; no text says it was done or not done",
    Verdict.SUPERSEDED: "says it was replaced or withdrawn",
}
_DETAILS = {
    Detail.UNDER_WAY: "says it is under way",
    Detail.IRREGULAR: "says it was done less often than required",
}
_MISSING = (
    ("unread", "not fully read"),
    ("undated", "without a date"),
    ("poor_quality", "of poor quality"),
    ("gaps", "missing from the series"),
)


def explain(
    outcome: Outcome, timing: Timing, due: date | None, done: date | None, searched: Searched
) -> str:
    """Return the reason for a verdict in one English sentence.

    Example:
        >>> explain(Outcome(verdict=Verdict.NO_EVIDENCE), Timing.UNKNOWN, None, None,
        ...         Searched(documents=3, until="2024-05-01"))
        'No passage in 3 later documents up to 2024-05-01 is close enough to decide.'
    """
    if not outcome.carried_by:
        return _nothing_found(searched)
    best = outcome.carried_by[0]
    says = _SAYS[outcome.verdict]
    if outcome.verdict is Verdict.PARTLY_MET and outcome.detail is not None:
        says = _DETAILS.get(outcome.detail, says)
    reason = f"{_where(best)} {says}"
    more = len(outcome.carried_by) - 1
    if more:
        reason += f", with {more} more passage{'s' if more > 1 else ''} to the same end"
    return f"{reason}{_when(timing, due, done)}."


def _nothing_found(searched: Searched) -> str:
    count = searched.documents
    text = f"No passage in {count} later document{'' if count == 1 else 's'}"
    if searched.until:
        text += f" up to {searched.until}"
    text += " is close enough to decide"
    missing = [f"{len(v)} {words}" for name, words in _MISSING if (v := getattr(searched, name))]
    return f"{text} ({', '.join(missing)})." if missing else f"{text}."


def _where(judged: Judged) -> str:
    provenance = judged.candidate.passage.provenance
    place = f", {provenance.place}" if provenance.place else ""
    day = f" of {judged.written}" if judged.written else ""
    return f"{provenance.document}{place}{day}"


def _when(timing: Timing, due: date | None, done: date | None) -> str:
    if due is None:
        return ""
    if timing in (Timing.ON_TIME, Timing.LATE) and done is not None:
        word = "in time" if timing is Timing.ON_TIME else "late"
        return f"; due {due.isoformat()}, {word} ({done.isoformat()})"
    if timing is Timing.OVERDUE:
        return f"; overdue since {due.isoformat()}"
    return f"; due {due.isoformat()}"
