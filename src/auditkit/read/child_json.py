"""Records as JSON where a process starts for every document.

The converter of `records_json` reads both forms; writing takes this one because importing
and building that converter would cost each child more than the writing itself.
"""

from __future__ import annotations

import dataclasses
import json
from operator import attrgetter
from pathlib import Path
from typing import Any

from auditkit.errors import SchemaError
from auditkit.read.pages import Page, Run

_RUN = tuple(field.name for field in dataclasses.fields(Run))
_run_values = attrgetter(*_RUN)  # runs are many: their values are written without names


def to_json(data: Any) -> str:
    """Write records, however nested, as one line of JSON in ASCII.

    Example:
        >>> from auditkit.model import Span
        >>> to_json({"at": Span(start=0, end=4)})
        '{"at":{"start":0,"end":4}}'
    """
    return json.dumps(data, default=_plain, separators=(",", ":"))


def page_to_json(page: Page) -> str:
    """Write a page as one line of JSON."""
    data = _plain(page)
    data["runs"] = [_run_values(run) for run in page.runs]
    return to_json(data)


def load_pages(file: Path) -> list[Page]:
    r"""Return the pages in a file that a child wrote; it may have died within the last line.

    Example:
        >>> import tempfile
        >>> line = page_to_json(Page(number=1, width=595.0, height=842.0))
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     written = Path(folder, "pages").write_text(f"{line}\n{line[:9]}")
        ...     [page.number for page in load_pages(Path(folder, "pages"))]
        [1]
    """
    from auditkit.records_json import decode

    found: list[Page] = []
    with file.open(encoding="ascii") as lines:
        for line in lines:
            if not line.endswith("\n"):
                break
            data = _parsed(line)
            data["runs"] = [dict(zip(_RUN, values, strict=True)) for values in data["runs"]]
            found.append(decode(Page, data))
    return found


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise SchemaError(
            "a page kept for a second try is damaged", hint="Run again on a disk with free space."
        ) from error


def _plain(record: Any) -> Any:
    """Return a record as a dict; called by `json` for what it does not know."""
    if isinstance(record, Path):
        return str(record)
    return {name: getattr(record, name) for name in record.__dataclass_fields__}
