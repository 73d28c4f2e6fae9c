"""What a run found: requirements with their lasting ids, checks, issues, problems, the run."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from auditkit.errors import UsageError
from auditkit.model import Actor, Archive, Check, Issue, Link, Problem, Requirement, Results
from auditkit.records_json import dumps, loads
from auditkit.store.documents import inflate, load_records
from auditkit.store.workspace import Store, reading, transaction, utc_now

_RESULTS = "results"


def save_requirements(store: Store, requirements: Sequence[Requirement]) -> None:
    """Save the requirements of a run; those that are not among them are kept, not current.

    An id that was saved once is never given to another and never deleted.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from auditkit.model import Anchor, StatementKind
        >>> from auditkit.store import open_store
        >>> anchor = Anchor(quote="Planen ska beslutas.", before="", after="", lineage="p")
        >>> requirement = Requirement(id="R-1", kind=StatementKind.GOAL, statements=(),
        ...                           anchor=anchor)
        >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        ...     save_requirements(store, [requirement])
        ...     save_requirements(store, [])
        ...     [kept.id for kept in load_requirements(store)]
        ['R-1']
    """
    now = utc_now()
    with transaction(store) as connection:
        connection.execute("UPDATE requirements SET current = 0")
        connection.executemany(
            "INSERT INTO requirements (id, record, current, first_saved, last_seen) "
            "VALUES (?, ?, 1, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "record = excluded.record, current = 1, last_seen = excluded.last_seen",
            [(r.id, dumps(r), now, now) for r in requirements],
        )


def load_requirements(store: Store, *, current_only: bool = False) -> tuple[Requirement, ...]:
    """Return all requirements ever saved, oldest first, or only those of the last run.

    Raises:
        SchemaError: If a record is damaged or of another version.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from auditkit.model import Anchor, StatementKind
        >>> from auditkit.store import open_store
        >>> anchor = Anchor(quote="Planen ska beslutas.", before="", after="", lineage="p")
        >>> requirement = Requirement(id="R-1", kind=StatementKind.GOAL, statements=(),
        ...                           anchor=anchor)
        >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        ...     save_requirements(store, [requirement])
        ...     load_requirements(store, current_only=True) == (requirement,)
        True
    """
    query = "SELECT record FROM requirements WHERE current >= ? ORDER BY number"
    with reading(store) as connection:
        rows = connection.execute(query, (int(current_only),)).fetchall()
    return tuple(loads(Requirement, record) for (record,) in rows)


def save_results(store: Store, results: Results) -> None:
    """Save a run's results except the documents' own records, which are saved one by one.

    The requirements are saved as well, with ``save_requirements``.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from auditkit.store import open_store
        >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        ...     save_results(store, Results(archive=Archive(records=()), skipped=2))
        ...     load_results(store).skipped
        2
    """
    save_requirements(store, results.archive.requirements)
    documents = [record.structure.document for record in results.archive.records]
    parts = {
        "documents": json.dumps([(d.path, d.sha256) for d in documents]),
        "actors": dumps(results.archive.actors),
        "links": dumps(results.archive.links),
        "requirements": dumps(results.archive.requirements),
        "checks": dumps(results.checks),
        "issues": dumps(results.issues),
        "problems": dumps(results.problems),
        "skipped": json.dumps(results.skipped),
    }
    blob = zlib.compress(json.dumps(parts).encode("ascii"), 6)
    with transaction(store) as connection:
        connection.execute(
            "INSERT OR REPLACE INTO findings (name, records) VALUES (?, ?)", (_RESULTS, blob)
        )


def load_results(store: Store) -> Results:
    """Return the results of the last run, with all records of its documents.

    Raises:
        UsageError: If no run has ended here.
        SchemaError: If a record is damaged or of another version.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from auditkit.store import open_store
        >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        ...     save_results(store, Results(archive=Archive(records=())))
        ...     load_results(store).checks
        ()
    """
    with reading(store) as connection:
        row = connection.execute(
            "SELECT records FROM findings WHERE name = ?", (_RESULTS,)
        ).fetchone()
    if row is None:
        raise UsageError(
            f"{store.directory}: no run has ended here", hint="Run `auditkit run` to its end."
        )
    parts = json.loads(inflate(store, row[0], "the results are"))
    documents = dict(json.loads(parts["documents"]))
    records = tuple(load_records(store, documents))
    if any(documents[r.structure.document.path] != r.structure.document.sha256 for r in records):
        raise UsageError(
            f"{store.directory}: a later run read changed documents and did not end",
            hint="Run `auditkit run` to its end.",
        )
    archive = Archive(
        records=records,
        actors=loads(tuple[Actor, ...], parts["actors"]),
        links=loads(tuple[Link, ...], parts["links"]),
        requirements=loads(tuple[Requirement, ...], parts["requirements"]),
    )
    return Results(
        archive=archive,
        checks=loads(tuple[Check, ...], parts["checks"]),
        issues=loads(tuple[Issue, ...], parts["issues"]),
        problems=loads(tuple[Problem, ...], parts["problems"]),
        skipped=json.loads(parts["skipped"]),
    )


def record_run(store: Store, run: Mapping[str, Any]) -> int:
    """Add a run to the history and return its number, from 1.

    Args:
        store: The open workspace.
        run: Plain JSON values: version, arguments, packs, counts, seconds.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from auditkit.store import open_store
        >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        ...     record_run(store, {"version": "0.1.0"}), record_run(store, {"version": "0.1.0"})
        (1, 2)
    """
    with transaction(store) as connection:
        cursor = connection.execute(
            "INSERT INTO runs (finished_at, record) VALUES (?, ?)",
            (utc_now(), json.dumps(run, sort_keys=True)),
        )
        return int(cursor.lastrowid or 0)


def load_runs(store: Store) -> tuple[dict[str, Any], ...]:
    """Return the history of runs, oldest first, each with ``number`` and ``finished_at``.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from auditkit.store import open_store
        >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        ...     _ = record_run(store, {"version": "0.1.0"})
        ...     [run["version"] for run in load_runs(store)]
        ['0.1.0']
    """
    with reading(store) as connection:
        rows = connection.execute(
            "SELECT number, finished_at, record FROM runs ORDER BY number"
        ).fetchall()
    return tuple(
        {**json.loads(record), "number": number, "finished_at": finished}
        for number, finished, record in rows
    )


def save_outputs(store: Store, written: Mapping[str, str]) -> None:
    """Remember the SHA-256 of files that this run wrote, by name.

    A file that no longer has it was changed by a person and is never overwritten.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from auditkit.store import open_store
        >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        ...     save_outputs(store, {"tracking.xlsx": "0" * 64})
        ...     list(load_outputs(store))
        ['tracking.xlsx']
    """
    now = utc_now()
    with transaction(store) as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO outputs (name, sha256, written_at) VALUES (?, ?, ?)",
            [(name, digest, now) for name, digest in sorted(written.items())],
        )


def load_outputs(store: Store) -> dict[str, str]:
    """Return the SHA-256 of each file when it was last written, by name.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from auditkit.store import open_store
        >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        ...     load_outputs(store)
        {}
    """
    with reading(store) as connection:
        rows = connection.execute("SELECT name, sha256 FROM outputs ORDER BY name").fetchall()
    return dict(rows)
