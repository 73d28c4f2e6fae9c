"""The workspace database in the output directory: what was read, found and written.

The one place that knows SQLite. Nothing a person entered and no requirement id is ever
deleted from it.
"""

from __future__ import annotations

from auditkit.store.documents import (
    known,
    load_records,
    remove_missing,
    save_records,
)
from auditkit.store.results import (
    load_outputs,
    load_requirements,
    load_results,
    load_runs,
    record_run,
    save_outputs,
    save_requirements,
    save_results,
)
from auditkit.store.workspace import DATABASE, Store, open_store

__all__ = [
    "DATABASE",
    "Store",
    "known",
    "load_outputs",
    "load_records",
    "load_requirements",
    "load_results",
    "load_runs",
    "open_store",
    "record_run",
    "remove_missing",
    "save_outputs",
    "save_records",
    "save_requirements",
    "save_results",
]
