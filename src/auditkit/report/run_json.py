"""``run.json``: how the run was made, what it counted and how long each stage took."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from auditkit.model import Results, Run
from auditkit.report.counts import count_results
from auditkit.report.files import replace_file


def run_facts(run: Run, results: Results) -> dict[str, Any]:
    """Return the facts of a run as plain JSON values; the store keeps the same.

    Example:
        >>> from auditkit.model import Archive
        >>> run = Run(version="0.1.0", root="/in", as_of="2025-01-01", seconds=(("read", 1.5),))
        >>> run_facts(run, Results(archive=Archive(records=())))["seconds"]
        {'read': 1.5}
    """
    return {
        "version": run.version,
        "arguments": list(run.arguments),
        "root": run.root,
        "as_of": run.as_of,
        "labels": run.labels,
        "packs": [dataclasses.asdict(pack) for pack in run.packs],
        "models": [dataclasses.asdict(model) for model in run.models],
        "counts": dataclasses.asdict(count_results(results)),
        "seconds": {stage: round(seconds, 3) for stage, seconds in run.seconds},
    }


def write_run(run: Run, results: Results, out: Path) -> str:
    """Write ``run.json`` and return its SHA-256.

    Raises:
        OutputError: If the file cannot be written.

    Example:
        >>> import tempfile
        >>> from auditkit.model import Archive
        >>> run = Run(version="0.1.0", root="/in", as_of="2025-01-01")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = write_run(run, Results(archive=Archive(records=())), Path(folder))
        ...     json.loads(Path(folder, "run.json").read_text())["version"]
        '0.1.0'
    """
    # ASCII, because an argument may be a file name whose bytes are no text.
    text = json.dumps(run_facts(run, results), indent=2)
    return replace_file(out / "run.json", f"{text}\n".encode("ascii"))
