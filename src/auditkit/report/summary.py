"""The workbook's summary: the figures of the run, and its verdicts by kind and by owner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from auditkit.model import Results, Row, Run, StatementKind, Verdict
from auditkit.report.book import COLOURS, NUMBER, TEXT, Book, set_up_page, write_cell
from auditkit.report.columns import Value, show_date
from auditkit.report.counts import count_results
from auditkit.report.display import show_text
from auditkit.report.gaps import list_gaps
from auditkit.report.labels import Labels

_FIRST = 3  # the column where the tables begin, right of the figures
_MOST_OWNERS = 25
_CHART_LINES = 18  # lines of the sheet that the chart covers
# Stronger than the cells' colours, because a bar holds no text.
_BARS = {
    Verdict.MET: "#4F9D5D",
    Verdict.PARTLY_MET: "#D9A400",
    Verdict.NOT_MET: "#C2404A",
    Verdict.PLANNED: "#5B9BD5",
    Verdict.SUPERSEDED: "#8C8C8C",
    Verdict.NO_EVIDENCE: "#B9C0C8",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many requirements of one kind or owner have each verdict, in the order of verdicts."""

    name: str
    numbers: tuple[int, ...]


def tally_kinds(rows: Sequence[Row], labels: Labels) -> tuple[Tally, ...]:
    """Count the verdicts of what is followed up by kind; kinds without any are left out.

    Example:
        >>> from auditkit.report.labels import load_labels
        >>> tally_kinds((), load_labels("sv"))
        ()
    """
    tallies = (
        _tally(labels.name("kind", kind), [row for row in rows if row.kind is kind])
        for kind in StatementKind
    )
    return tuple(tally for tally in tallies if sum(tally.numbers))


def tally_owners(rows: Sequence[Row], labels: Labels) -> tuple[Tally, ...]:
    """Count the verdicts of what is followed up by owner, those with most first.

    Names that differ only in capitals are one; what has several owners counts for each.

    Example:
        >>> from auditkit.report.labels import load_labels
        >>> tally_owners((), load_labels("sv"))
        ()
    """
    owned: dict[str, list[Row]] = {}
    names: dict[str, str] = {}
    for row in rows:
        for owner in row.owner or (labels.name("phrase", "no_owner"),):
            key = owner.casefold()
            names.setdefault(key, owner)
            owned.setdefault(key, []).append(row)
    tallies = [_tally(show_text(names[key]), of) for key, of in owned.items()]
    with_any = [tally for tally in tallies if sum(tally.numbers)]
    return tuple(sorted(with_any, key=lambda tally: -sum(tally.numbers))[:_MOST_OWNERS])


def _tally(name: str, rows: Sequence[Row]) -> Tally:
    counts = Counter(row.verdict for row in rows if row.follow_up)
    return Tally(name=name, numbers=tuple(counts[verdict] for verdict in Verdict))


def write_summary(book: Book, results: Results, rows: Sequence[Row], run: Run) -> None:
    """Add the summary sheet to a workbook: figures on the left, tables and chart on the right."""
    name = book.labels.name("sheet", "summary")
    sheet = book.workbook.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 1, 12)
    sheet.set_column(_FIRST, _FIRST, 34)
    sheet.set_column(_FIRST + 1, _FIRST + len(Verdict) + 1, 13)
    title = book.labels.name("phrase", "report_title")
    sheet.merge_range(0, 0, 0, 1, title, book.header())
    for line, (label, value, verdict) in enumerate(_figures(results, run, book.labels), start=1):
        look: dict[str, object] = dict(TEXT)
        if verdict is not None:
            look["bg_color"] = COLOURS[verdict]
        write_cell(book, sheet, (line, 0), label, look)
        write_cell(book, sheet, (line, 1), value, dict(NUMBER))
    kinds = tally_kinds(rows, book.labels)
    below = _write_tallies(book, sheet, 0, "verdicts_by_kind", kinds)
    if kinds:
        _insert_chart(book, sheet, name, below, len(kinds))
        below += _CHART_LINES
    below = _write_tallies(book, sheet, below, "verdicts_by_owner", tally_owners(rows, book.labels))
    last = _FIRST + len(Verdict) + 1
    notice = book.format(**{**TEXT, "bg_color": "#FDF6E3"})
    sheet.merge_range(
        below, _FIRST, below + 2, last, book.labels.name("phrase", "proposal"), notice
    )
    set_up_page(sheet)


def _figures(
    results: Results, run: Run, labels: Labels
) -> Iterator[tuple[str, Value, Verdict | None]]:
    """Yield the figures of the run with their names, and the verdict whose colour they have."""
    counts = count_results(results)
    for key, value in (
        ("made_by", run.version),
        ("as_of", show_date(run.as_of)),
        ("documents_read", counts.documents),
        ("files_skipped", counts.skipped),
        ("problems_found", counts.problems),
        ("gaps_found", len(list_gaps(results, labels))),
        ("requirements_followed", counts.followed_up),
    ):
        yield labels.name("phrase", key), value, None
    for verdict in Verdict:
        yield f"– {labels.name('verdict', verdict)}", counts.verdicts[verdict], verdict
    yield labels.name("phrase", "overdue"), counts.overdue, None
    others = counts.requirements - counts.followed_up
    yield labels.name("phrase", "requirements_other"), others, None
    yield labels.name("phrase", "statements_found"), sum(counts.statements.values()), None
    for kind, number in counts.statements.items():
        yield f"– {labels.name('kind', kind)}", number, None
    yield labels.name("phrase", "issues_found"), sum(counts.issues.values()), None
    for code, number in counts.issues.items():
        yield f"– {labels.name('issue', code)}", number, None


def _write_tallies(
    book: Book, sheet: Worksheet, top: int, title: str, tallies: Sequence[Tally]
) -> int:
    """Write a table of verdicts with its sums, and return the line two below it."""
    labels = book.labels
    names = [labels.name("verdict", verdict) for verdict in Verdict]
    heads = [labels.name("phrase", title), *names, labels.name("phrase", "total")]
    for number, head in enumerate(heads):
        look = book.header(align="right" if number else "left")
        sheet.write_string(top, _FIRST + number, head, look)
    sheet.set_row(top, 30)
    for line, tally in enumerate(tallies, start=top + 1):
        write_cell(book, sheet, (line, _FIRST), tally.name, dict(TEXT))
        for number, value in enumerate((*tally.numbers, sum(tally.numbers)), start=1):
            write_cell(book, sheet, (line, _FIRST + number), value, dict(NUMBER))
    return top + len(tallies) + 2


def _insert_chart(book: Book, sheet: Worksheet, name: str, below: int, count: int) -> None:
    """Draw the verdicts by kind from the first table, which stands at the top of the sheet."""
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for number, verdict in enumerate(Verdict, start=_FIRST + 1):
        chart.add_series(
            {
                "name": [name, 0, number],
                "categories": [name, 1, _FIRST, count, _FIRST],
                "values": [name, 1, number, count, number],
                "fill": {"color": _BARS[verdict]},
                "gap": 60,
            }
        )
    title = book.labels.name("phrase", "verdicts_by_kind")
    chart.set_title({"name": title, "name_font": {"size": 12}, "overlay": False})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 820, "height": 340})
    sheet.insert_chart(below - 1, _FIRST, chart, {"description": title})
