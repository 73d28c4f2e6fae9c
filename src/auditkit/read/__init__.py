"""Reading: a file's bytes → a `Document` of one text, with blocks and places.

The names below are imported when they are first used: a child process that reads one
document must not pay for what it does not need.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditkit.read.documents import read_document
    from auditkit.read.folders import find_documents
    from auditkit.read.naming import check_name
    from auditkit.read.ocr_engine import find_engine
    from auditkit.read.options import ReadOptions
    from auditkit.read.sandbox import read_in_sandbox
    from auditkit.read.sources import Source, hash_source, relative_path
    from auditkit.read.unread import check_pages

__all__ = [
    "ReadOptions",
    "Source",
    "check_name",
    "check_pages",
    "find_documents",
    "find_engine",
    "hash_source",
    "read_document",
    "read_in_sandbox",
    "relative_path",
]

_HOMES = {
    "ReadOptions": "options",
    "Source": "sources",
    "check_name": "naming",
    "check_pages": "unread",
    "find_documents": "folders",
    "find_engine": "ocr_engine",
    "hash_source": "sources",
    "read_document": "documents",
    "read_in_sandbox": "sandbox",
    "relative_path": "sources",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
