"""Results of a finished run: loading them, and writing one of their forms to a file.

With ``pipeline`` the only module that imports several stages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from auditkit import __version__
from auditkit.errors import OutputError, UsageError
from auditkit.link import build_graph
from auditkit.model import Results, Run
from auditkit.report import write_csv, write_html, write_xlsx
from auditkit.report.graph import write_graphml, write_node_link
from auditkit.report.labels import load_labels
from auditkit.store import load_results, load_runs, open_store
from auditkit.track import build_rows

_Writer = Callable[[Results, Run, Path], object]


def load_last_run(directory: Path) -> Results:
    """Load the results of the last run in a directory.

    Raises:
        UsageError: If nothing was run there.
    """
    if not directory.is_dir():
        raise UsageError(
            f"{directory}: no such directory",
            hint="Give the directory of an earlier run with --dir, e.g. --dir demo-out.",
        )
    with open_store(directory, create=False) as store:
        return load_results(store)


def export_results(
    directory: Path, to: Path, *, file_format: str | None, labels: str, as_of: date, force: bool
) -> None:
    """Write the last run's results to one file, in the form its ending names.

    Args:
        directory: Of the run.
        to: The file to write.
        file_format: A key of ``WRITERS``; None to go by the ending of ``to``.
        labels: Language of the labels.
        as_of: The day on which days overdue are counted.
        force: Overwrite a file that is there.

    Raises:
        UsageError: If the format is unknown, or nothing was run in ``directory``.
        OutputError: If ``to`` exists and ``force`` is false, or it cannot be written.
    """
    name = file_format or to.suffix.lower().lstrip(".")
    if name not in WRITERS:
        raise UsageError(
            f"{to}: cannot export as {name or 'a file without ending'}",
            hint=f"Formats: {', '.join(WRITERS)}; name one with --format.",
        )
    if to.exists() and not force:
        raise OutputError(f"{to} exists", hint="Give another name, or --force to overwrite it.")
    results = load_last_run(directory)
    run = replace(_last_run_facts(directory), labels=labels, as_of=as_of.isoformat())
    WRITERS[name](results, run, to)


def _last_run_facts(directory: Path) -> Run:
    """Return how the last run in a directory was made, as far as the tables need it."""
    with open_store(directory, create=False) as store:
        runs = load_runs(store)
    last = runs[-1] if runs else {}
    return Run(
        version=__version__,
        root=str(last.get("root", directory)),
        as_of=str(last.get("as_of", "")),
        labels=str(last.get("labels", "sv")),
    )


def _write_xlsx(results: Results, run: Run, to: Path) -> None:
    rows = build_rows(results, as_of=date.fromisoformat(run.as_of))
    write_xlsx(results, rows, run, to)


def _write_csv(results: Results, run: Run, to: Path) -> None:
    rows = build_rows(results, as_of=date.fromisoformat(run.as_of))
    write_csv(rows, to, load_labels(run.labels))


def _write_html(results: Results, run: Run, to: Path) -> None:
    rows = build_rows(results, as_of=date.fromisoformat(run.as_of))
    write_html(results, rows, run, to)


def _write_graphml(results: Results, run: Run, to: Path) -> None:
    write_graphml(build_graph(results), to)


def _write_node_link(results: Results, run: Run, to: Path) -> None:
    write_node_link(build_graph(results), to)


WRITERS: Mapping[str, _Writer] = {
    "xlsx": _write_xlsx,
    "csv": _write_csv,
    "html": _write_html,
    "graphml": _write_graphml,
    "json": _write_node_link,
}
