"""What the search for evidence could not see: gaps in the series, and what was not read.

The same list serves the workbook and the page, so that it is given once and not in every row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditkit.model import Document, DocumentRecords, Problem, Results
from auditkit.report.labels import Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing that is missing.

    ``kind`` is its key among the labels, ``path`` the file that tells of it, ``document`` that
    file where it was read; ``body`` held the meeting, ``day`` is its date or the pages;
    ``note`` says the rest in words.
    """

    kind: str
    path: str
    document: Document | None = None
    body: str = ""
    day: str = ""
    note: str = ""


def list_gaps(results: Results, labels: Labels) -> tuple[Gap, ...]:
    """List all that is missing from a run: files, series, pages, dates.

    Example:
        >>> from auditkit.model import Archive
        >>> from auditkit.report.labels import load_labels
        >>> list_gaps(Results(archive=Archive(records=())), load_labels("sv"))
        ()
    """
    return (
        *(_failed(problem, labels) for problem in results.problems),
        *_series(results),
        *(gap for records in results.archive.records for gap in _reading(records)),
    )


def reading_of(records: DocumentRecords) -> str:
    """Tell how well a document was read: ``good``, ``poor``, ``partly`` or ``none``.

    Example:
        >>> from auditkit.model import Facts, Structure
        >>> document = Document(id="d", sha256="", name="p", path="p", media_type="", text="",
        ...                     blocks=(), lines=())
        >>> structure = Structure(document=document, facts=Facts(), parts=(), sections=(),
        ...                       block_sections=(), lead_ins=())
        >>> reading_of(DocumentRecords(structure=structure, statements=(), sentences=()))
        'none'
    """
    document = records.structure.document
    if not document.text.strip():
        return "none"
    if document.quality.pages_unread:
        return "partly"
    return "poor" if document.quality.pages_poor else "good"


def _failed(problem: Problem, labels: Labels) -> Gap:
    """Say in the reader's language why a file could not be read, and what to do."""
    known = labels.groups["problem"]
    if problem.code not in known:
        return Gap(kind="problem", path=problem.path, note=f"{problem.message} {problem.hint}")
    words = (known[problem.code], labels.name("problem_hint", problem.code))
    return Gap(kind="problem", path=problem.path, note=f"{' '.join(words)} ({problem.code})")


def _series(results: Results) -> Iterator[Gap]:
    """Give every gap of the checks once, with the minutes that announced the meeting.

    A gap that no such minutes explain is told in the words of the check.
    """
    texts = dict.fromkeys(gap for check in results.checks for gap in check.searched.gaps)
    structures = [records.structure for records in results.archive.records]
    for text in texts:
        for structure in structures:
            document, meeting = structure.document, structure.facts.meeting
            day = None if meeting is None else meeting.next_meeting
            if meeting and day and document.name in text and day in text:
                yield Gap(
                    kind="meeting",
                    path=document.path,
                    document=document,
                    body=meeting.body or structure.facts.issuer or "",
                    day=day,
                )
                break
        else:
            yield Gap(kind="series", path="", note=text)


def _reading(records: DocumentRecords) -> Iterator[Gap]:
    """Tell what of one document could not be read, or not by a reader of its pages."""
    structure = records.structure
    document, quality = structure.document, structure.document.quality
    if reading_of(records) == "none":
        yield Gap(kind="no_text", path=document.path, document=document)
    for kind, pages in (("pages_unread", quality.pages_unread), ("pages_poor", quality.pages_poor)):
        if pages:
            day = ", ".join(map(str, pages))
            notes = dict.fromkeys(p.note for p in quality.pages if p.number in pages and p.note)
            note = "; ".join(notes)
            yield Gap(kind=kind, path=document.path, document=document, day=day, note=note)
    if quality.hidden_characters:
        note = str(quality.hidden_characters)
        yield Gap(kind="hidden", path=document.path, document=document, note=note)
    if not structure.facts.date:
        yield Gap(kind="undated", path=document.path, document=document)
