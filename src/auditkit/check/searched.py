"""What was searched for evidence, up to when, and what is missing from the search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditkit.check.candidates import may_follow
from auditkit.check.passages import Passage, Subject
from auditkit.model import Archive, Doctype, DocumentRecords, Meeting, Searched


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What holds for the whole archive: one passage of each part, and what is missing."""

    firsts: tuple[Passage, ...]
    unread: tuple[str, ...]
    undated: tuple[str, ...]
    poor_quality: tuple[str, ...]
    gaps: tuple[str, ...]


def survey(archive: Archive, passages: Sequence[Passage]) -> Coverage:
    """Return what can be searched in an archive, and what cannot.

    Example:
        >>> survey(Archive(records=()), ()).gaps
        ()
    """
    firsts: dict[tuple[int, str], Passage] = {}
    for passage in passages:
        firsts.setdefault((passage.document, passage.part), passage)
    documents = [records.structure.document for records in archive.records]
    return Coverage(
        firsts=tuple(firsts.values()),
        unread=tuple(
            records.structure.document.name
            for records in archive.records
            if records.structure.document.quality.pages_unread or not records.sentences
        ),
        undated=tuple(
            records.structure.document.name
            for records in archive.records
            if not records.structure.facts.date
        ),
        poor_quality=tuple(d.name for d in documents if d.quality.pages_poor),
        gaps=tuple(_gaps(archive.records)),
    )


def describe_search(subject: Subject, coverage: Coverage) -> Searched:
    """Return what was searched for one requirement."""
    later = [
        p
        for p in coverage.firsts
        if may_follow(subject, p) and (p.document, p.part) != (subject.document, subject.part)
    ]
    dates = [p.date for p in later if p.date]
    return Searched(
        documents=len({p.document for p in later}),
        until=max(dates, default=subject.date),
        unread=coverage.unread,
        undated=coverage.undated,
        poor_quality=coverage.poor_quality,
        gaps=coverage.gaps,
    )


def _gaps(records: Sequence[DocumentRecords]) -> Iterator[str]:
    """Yield the meetings that minutes announce and of which the archive has no minutes.

    A meeting announced by the last minutes of a body is not missing yet.
    """
    held: dict[str, set[str]] = defaultdict(set)
    announced: list[tuple[str, str, str]] = []
    for one in records:
        facts = one.structure.facts
        meeting: Meeting | None = facts.meeting
        if facts.doctype is not Doctype.MINUTES or meeting is None or not facts.date:
            continue
        body = (meeting.body or facts.issuer or "").casefold()
        held[body].add(facts.date)
        if meeting.next_meeting:
            announced.append((body, meeting.next_meeting, one.structure.document.name))
    for body, day, document in announced:
        if day not in held[body] and any(other > day for other in held[body]):
            yield f"{document}: announced meeting of {day}, no minutes of that day"
