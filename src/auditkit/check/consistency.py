"""What does not add up inside a document or between the documents of an archive.

Every check is a function from a view of one document (or of all) to issues; each issue
quotes the sentences, rows or headings that disagree. Precision comes first: a check that
is not sure says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from auditkit.check.consistency_counts import find_wrong_counts
from auditkit.check.consistency_crossrefs import find_wrong_documents, find_wrong_sections
from auditkit.check.consistency_dates import find_date_conflicts
from auditkit.check.consistency_decisions import (
    find_conflicting_decision_dates,
    find_conflicting_decisions,
)
from auditkit.check.consistency_duties import find_loose_duties
from auditkit.check.consistency_numbering import find_number_gaps
from auditkit.check.consistency_people import find_absent_actors
from auditkit.check.consistency_placeholders import find_personal_numbers, find_placeholders
from auditkit.check.consistency_references import (
    find_broken_references,
)
from auditkit.check.consistency_repeats import find_conflicting_tables, find_repeats
from auditkit.check.consistency_sums import find_wrong_sums
from auditkit.check.consistency_view import View, make_view
from auditkit.lang import Pack
from auditkit.model import Archive, Issue

_CHECKS: tuple[Callable[[View], Iterator[Issue]], ...] = (
    find_placeholders,
    find_personal_numbers,
    find_wrong_sums,
    find_wrong_counts,
    find_broken_references,
    find_wrong_sections,
    find_number_gaps,
    find_absent_actors,
    find_date_conflicts,
    find_conflicting_decisions,
    find_loose_duties,
    find_repeats,
)
_ARCHIVE_CHECKS: tuple[Callable[[tuple[View, ...]], Iterator[Issue]], ...] = (
    find_wrong_documents,
    find_conflicting_decision_dates,
    find_conflicting_tables,
)


def find_issues(archive: Archive, pack: Pack) -> tuple[Issue, ...]:
    """Return the issues of all documents in the order of the archive and of the text.

    Example:
        >>> from auditkit.lang import load_pack
        >>> find_issues(Archive(records=()), load_pack("sv"))
        ()
    """
    views = tuple(make_view(records, pack) for records in archive.records)
    found: list[Issue] = []
    for view in views:
        issues = [issue for check in _CHECKS for issue in check(view)]
        found += sorted(issues, key=lambda issue: (issue.provenances[0].start, issue.code))
    for check in _ARCHIVE_CHECKS:
        found += check(views)
    return tuple(dict.fromkeys(found))
