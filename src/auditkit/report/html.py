"""``report.html``: one page that is complete in itself, to read, print and hand on.

It holds no script and loads nothing. All that documents hold is escaped by the template
engine; links are relative paths to the source files, made here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from auditkit.model import Results, Row, Run, StatementKind, Timing, Verdict
from auditkit.report.counts import Counts, count_results
from auditkit.report.display import (
    short_names,
    show_place,
    show_searched,
    show_text,
    web_link,
)
from auditkit.report.files import replace_file
from auditkit.report.gaps import list_gaps, reading_of
from auditkit.report.labels import Labels, load_labels
from auditkit.report.passages import sort_passages
from auditkit.report.reason import show_reason

# What needs attention first.
_VERDICTS = (
    Verdict.NOT_MET,
    Verdict.PARTLY_MET,
    Verdict.PLANNED,
    Verdict.NO_EVIDENCE,
    Verdict.SUPERSEDED,
    Verdict.MET,
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart; ``percent`` of the longest, ``style`` its class in the style sheet."""

    label: str
    number: int
    percent: float
    style: str


def write_html(results: Results, rows: Sequence[Row], run: Run, path: Path) -> str:
    """Write the page and return its SHA-256.

    Args:
        results: The results of the run.
        rows: The rows of the tracking table.
        run: Its facts: where the sources are, and the language of the labels.
        path: The file; its links are relative to its directory.

    Raises:
        OutputError: If the file cannot be written.

    Example:
        >>> import tempfile
        >>> from auditkit.model import Archive
        >>> run = Run(version="0.1.0", root="/in", as_of="2025-01-01")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "report.html")
        ...     _ = write_html(Results(archive=Archive(records=())), (), run, path)
        ...     path.read_text(encoding="utf-8")[:15]
        '<!DOCTYPE html>'
    """
    labels = load_labels(run.labels)
    counts = count_results(results)
    gaps = list_gaps(results, labels)
    documents = [records.structure.document for records in results.archive.records]
    template = _environment(labels, run, path.parent).get_template("report.html.jinja")
    text = template.render(
        labels=labels,
        run=run,
        figures=_figures(counts, len(gaps), labels),
        charts={
            "verdicts": _bars(counts.verdicts, "verdict", labels),
            "statements": _bars(counts.statements, "kind", labels),
            "issues": _bars(counts.issues, "issue", labels),
        },
        groups=group_rows(rows),
        others=[row for row in rows if not row.follow_up],
        checks={check.requirement: check for check in results.checks},
        issues=results.issues,
        gaps=gaps,
        names=short_names(documents),
        readings=[(records, reading_of(records)) for records in results.archive.records],
    )
    return replace_file(path, text.encode("utf-8"))


def group_rows(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Group what is followed up, what needs attention first; empty groups are left out.

    Overdue comes first. Within a group stands first what a text calls not done, then
    recommendations, decisions and the other kinds, and of these the longest overdue.

    Example:
        >>> group_rows(())
        []
    """
    groups: dict[str, list[Row]] = {
        key: [] for key in ("overdue", *_VERDICTS[:4], "unchecked", *_VERDICTS[4:])
    }
    for row in rows:
        if row.follow_up:
            overdue = row.timing is Timing.OVERDUE
            groups["overdue" if overdue else str(row.verdict or "unchecked")].append(row)
    kinds, verdicts = list(StatementKind), [None, *_VERDICTS]
    for group in groups.values():
        group.sort(
            key=lambda row: (
                verdicts.index(row.verdict),
                kinds.index(row.kind),
                -(row.days_overdue or 0),
            )
        )
    return [(key, group) for key, group in groups.items() if group]


def _environment(labels: Labels, run: Run, out: Path) -> Environment:
    """Make the template engine: everything escaped, nothing undefined."""
    environment = Environment(
        loader=PackageLoader("auditkit.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.filters["show"] = lambda text: show_text(str(text))
    environment.filters["word"] = labels.name
    environment.filters["place"] = partial(show_place, labels=labels)
    environment.filters["sides"] = sort_passages
    environment.filters["reason"] = partial(show_reason, labels=labels)
    environment.globals["say"] = labels.say
    environment.globals["count"] = labels.count
    environment.filters["searched"] = partial(show_searched, labels=labels)
    environment.filters["link"] = partial(web_link, root=run.root, out=out)
    return environment


def _figures(counts: Counts, gaps: int, labels: Labels) -> list[tuple[str, int]]:
    """List the figures at the head of the page."""
    return [
        (labels.name("phrase", key), number)
        for key, number in (
            ("documents_read", counts.documents),
            ("requirements_followed", counts.followed_up),
            ("overdue", counts.overdue),
            ("issues_found", sum(counts.issues.values())),
            ("problems_found", counts.problems),
            ("gaps_found", gaps),
        )
    ]


def _bars(numbers: Mapping[str, int], group: str, labels: Labels) -> list[Bar]:
    """Make the bars of a chart, the longest as wide as the chart."""
    longest = max(numbers.values(), default=0) or 1
    style = "{}" if group == "verdict" else "plain"
    return [
        Bar(labels.name(group, key), number, round(100 * number / longest, 1), style.format(key))
        for key, number in numbers.items()
    ]
