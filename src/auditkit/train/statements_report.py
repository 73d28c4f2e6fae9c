"""The figures of a training of the statement classifier, as tables and as a page of the docs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from auditkit.errors import OutputError
from auditkit.train.statements import SHIPPED, Comparison
from auditkit.train.statements_data import AS_IS, UNFITTED
from auditkit.train.statements_scores import Figures

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]

_INTRODUCTION = f"""# The statement classifier

Written by `auditkit train statements ... --compare --report FILE`; do not edit.

F1 over all statements, counted as `auditkit evaluate` counts. Every body (a corpus of its
own, or the documents of one body in a corpus of several) was left out in turn: neither the
model nor its thresholds and temperature saw anything of it. Each figure stands twice, because
the rules of the language pack, which the classifier sees, were written while looking at these
documents:

- *{AS_IS}*: as they are shipped. This flatters what is new to them.
- *{UNFITTED}*: for each body, every rule and every alternative of a rule that matches
  something in that body only is switched off, as if nobody had read its documents. Every model
  learns from this view, and the family is chosen by it.
"""


def make_tables(comparison: Comparison) -> list[Table]:
    """Return the figures by corpus for every family, and by body for the first."""
    return [_corpora_table(comparison), _bodies_table(comparison)]


def _corpora_table(comparison: Comparison) -> Table:
    first = comparison.shipped
    headings = ("left out", "rules", *_columns(first), "seconds")
    rows = [
        (name, view, *_values(figures), _seconds(comparison, name))
        for name, views in comparison.figures.items()
        for view, figures in views.items()
    ]
    rows.append((f"{SHIPPED}: trained with all", AS_IS, *_values(first), ""))
    return headings, rows


def _columns(figures: Figures) -> tuple[str, ...]:
    return (*figures.corpora, *(f"{name}, mean of bodies" for name in figures.means), "all")


def _values(figures: Figures) -> tuple[str, ...]:
    values = (*figures.corpora.values(), *figures.means.values(), figures.all)
    return tuple(f"{value:.3f}" for value in values)


def _seconds(comparison: Comparison, name: str) -> str:
    return f"{comparison.seconds[name]:.0f}" if name in comparison.seconds else ""


def _bodies_table(comparison: Comparison) -> Table:
    """Return F1 by body of the rules and of the family that is shipped."""
    (rules, by_rules), (family, by_family), *_ = comparison.figures.items()
    columns = [
        (f"{name}, {view}", views[view])
        for name, views in ((rules, by_rules), (family, by_family))
        for view in views
    ]
    headings = ("body left out", *(title for title, _ in columns))
    rows = [
        (body, *(f"{figures.bodies[body]:.3f}" for _, figures in columns))
        for body in comparison.shipped.bodies
    ]
    return headings, rows


def write_report(comparison: Comparison, path: Path) -> None:
    """Write the figures as a page of Markdown.

    Raises:
        OutputError: If the file cannot be written.
    """
    corpora, bodies = make_tables(comparison)
    text = "\n".join(
        [
            _INTRODUCTION,
            "## Families",
            "",
            "Seconds of processor time for fitting and predicting all bodies left out.",
            "",
            *_markdown(*corpora),
            "",
            "## Bodies",
            "",
            *_markdown(*bodies),
            "",
            "## Calibration",
            "",
            "Expected calibration error of the shipped family, bodies left out, "
            f"{UNFITTED}: {comparison.calibration:.3f}.",
            "",
        ]
    )
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}", hint="Give another --report.") from error


def _markdown(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield "|" + " --- |" * len(headings)
    for row in rows:
        yield f"| {' | '.join(row)} |"
