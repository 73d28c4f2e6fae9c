"""The tracking table: its rows, and where it may be written."""

from __future__ import annotations

from auditkit.track.rows import build_rows
from auditkit.track.table import Target, choose_target

__all__ = ["Target", "build_rows", "choose_target"]
