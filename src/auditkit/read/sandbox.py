"""Reads a document in a process of its own, so that no file can take the run down.

One child for each document, under limits (`docs/sandbox.md`). A child that dies or hangs is
started again behind the page that killed it, with the pages that are done. This process
never loads a parser.
"""

from __future__ import annotations

import signal
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from auditkit.errors import (
    AuditkitError,
    DamagedDocumentError,
    ReadError,
    TimedOutError,
    TooLargeError,
    UnexpectedReadError,
)
from auditkit.model import Document
from auditkit.read.child import Job
from auditkit.read.child_log import Step
from auditkit.read.options import DEFAULTS, ReadOptions
from auditkit.read.sandbox_process import Child, Garbled, Hung, start_child
from auditkit.read.sources import Source
from auditkit.records_json import decode


@dataclass(frozen=True, slots=True, kw_only=True)
class _Death:
    """A child that ended without an answer: at which step, and why."""

    step: Step | None
    cause: str


def read_in_sandbox(
    source: Path | Source, *, root: Path, options: ReadOptions = DEFAULTS
) -> Document:
    r"""Read one document in a child process.

    Pages that kill or hang the child are left out, named in ``quality.pages_unread`` and
    explained in ``quality.note``.

    Args:
        source: The file, or the member of an archive or mail.
        root: The folder that ``Document.path`` is told from.
        options: What the person asked for, and the limits.

    Raises:
        ReadError: As `read_document`; also if nothing could be read because it took too
            long (`TimedOutError`), too much memory (`TooLargeError`), or broke the parser
            (`DamagedDocumentError`).

    Example:
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     file = Path(folder, "beslut.md")
        ...     written = file.write_text("# Beslut\n\nStyrelsen avslår.", encoding="utf-8")
        ...     read_in_sandbox(file, root=Path(folder)).text
        'Beslut\nStyrelsen avslår.'
    """
    if isinstance(source, Path):
        source = Source(path=source)
    deaths: list[_Death] = []
    with tempfile.TemporaryDirectory(prefix="auditkit-", ignore_cleanup_errors=True) as folder:
        job = Job(
            path=str(source.path.absolute()),
            root=str(root.absolute()),
            folder=folder,
            options=replace(options, cache=options.cache and options.cache.absolute()),
            member=source.member,
        )
        while True:
            found = _run(job)
            if isinstance(found, Document):
                return _with_notes(found, _told(deaths))
            if isinstance(found, AuditkitError):
                raise _cause_of(deaths[0], source.name) if deaths else found
            deaths.append(found)
            if found.step is None or found.step.page is None or job.given_up:
                raise _cause_of(found, source.name)
            failed = (*job.failed, (found.step, _said(found.cause)))
            job = replace(job, failed=failed, given_up=len(deaths) > options.limits.restarts)


def _run(job: Job) -> Document | AuditkitError | _Death:
    """Run one child; return what it read, why it did not, or how it died."""
    step: Step | None = None
    with start_child(job) as child:
        try:
            for message in child.listen():
                if "step" in message:
                    step = Step(**message["step"])
                elif "document" in message:
                    return decode(Document, message["document"])
                elif "error" in message:
                    return _error(*message["error"])
                else:
                    return _Death(step=step, cause=str(message["died"]))
        except Hung:
            return _Death(step=step, cause="time")
        except Garbled:
            return _Death(step=step, cause="crash")
        return _Death(step=step, cause=_how_it_ended(child))


def _how_it_ended(child: Child) -> str:
    """Tell from how a child ended whether it lacked time or memory, or broke."""
    code = child.end()
    if sys.platform == "win32":
        return {0xC0000017: "memory", 0xC0000409: "memory", 1816: "time"}.get(code, "crash")
    # PDFium aborts where memory is refused; the system kills where it has none left.
    memory = (signal.SIGABRT, signal.SIGTRAP, signal.SIGILL, signal.SIGKILL)
    if -code in memory:
        return "memory"
    return "time" if -code == signal.SIGXCPU else "crash"


def _error(code: str, message: str, hint: str) -> AuditkitError:
    """Make the error that a child named."""
    kinds: list[type[AuditkitError]] = [ReadError]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    made = next((kind for kind in kinds if kind.code == code), ReadError)
    return made(message, hint=hint)


def _cause_of(death: _Death, name: str) -> ReadError:
    """Return the error for a document of which nothing could be read."""
    if death.step is None:
        return UnexpectedReadError(
            f"{name}: the process that was to read it did not start",
            hint="Check the installation: python -c 'import auditkit.read.child'.",
        )
    where = "" if death.step.page is None else f" on page {death.step.page}"
    if death.cause == "time":
        return TimedOutError(
            f"{name}: took too long{where}", hint="Print it to a new PDF, or split it."
        )
    if death.cause == "memory":
        return TooLargeError(
            f"{name}: needs more memory than one document may use{where}",
            hint="It may be made to do harm. If it is not, print it to a new PDF, or split it.",
        )
    if death.cause == "crash":
        return DamagedDocumentError(
            f"{name}: is so broken that the reader ends{where}",
            hint="Fetch the file anew, or print it to a new PDF.",
        )
    return UnexpectedReadError(
        f"{name}: unexpected {death.cause}{where}",
        hint="Please report this, with the file if it may be shared.",
    )


_CAUSES = {"time": "took too long", "memory": "needs too much memory", "crash": "is broken"}


def _said(cause: str) -> str:
    """Return a cause in words."""
    return _CAUSES.get(cause, f"failed ({cause})")


def _told(deaths: list[_Death]) -> list[str]:
    """Say which pages could not be read and why."""
    return [
        f"page {death.step.page} {_said(death.cause)}"
        + ("" if death.step.name == "text" else f" ({death.step.name})")
        for death in deaths
        if death.step is not None
    ]


def _with_notes(document: Document, notes: list[str]) -> Document:
    """Return a document with what became of its children added to its note."""
    if not notes:
        return document
    note = "; ".join(filter(None, [document.quality.note, *notes]))
    return replace(document, quality=replace(document.quality, note=note))
