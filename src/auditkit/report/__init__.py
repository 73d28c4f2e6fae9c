"""The files of a run, one module for each format. Reads records, never a source file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from auditkit.model import Results, Row, Run
from auditkit.report.counts import Counts, count_results
from auditkit.report.csv import write_csv
from auditkit.report.files import replace_file
from auditkit.report.html import write_html
from auditkit.report.jsonl import write_jsonl
from auditkit.report.labels import Labels, load_labels
from auditkit.report.run_json import run_facts, write_run
from auditkit.report.xlsx import write_xlsx

__all__ = [
    "Counts",
    "Labels",
    "count_results",
    "load_labels",
    "replace_file",
    "run_facts",
    "write_all",
    "write_csv",
    "write_html",
    "write_jsonl",
    "write_run",
    "write_xlsx",
]


def write_all(
    results: Results,
    out: Path,
    *,
    rows: Sequence[Row],
    run: Run,
    table: str = "tracking",
) -> dict[str, str]:
    """Write every file but the graph, each whole or not at all.

    Args:
        results: The results of the run.
        out: The output directory, which exists.
        rows: The rows of the tracking table.
        run: How the run was made.
        table: Stem of the tracking table's files, where a person's must not be overwritten.

    Returns:
        The SHA-256 of each file by its name, for the store.

    Raises:
        OutputError: If a file cannot be written.

    Example:
        >>> import tempfile
        >>> from auditkit.model import Archive
        >>> run = Run(version="0.1.0", root="/in", as_of="2025-01-01")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     results = Results(archive=Archive(records=()))
        ...     written = write_all(results, Path(folder), rows=(), run=run)
        >>> len(written), "tracking.xlsx" in written
        (11, True)
    """
    written = write_jsonl(results, out)
    written[f"{table}.xlsx"] = write_xlsx(results, rows, run, out / f"{table}.xlsx")
    written[f"{table}.csv"] = write_csv(rows, out / f"{table}.csv", load_labels(run.labels))
    written["report.html"] = write_html(results, rows, run, out / "report.html")
    written["run.json"] = write_run(run, results, out)
    return written
