"""The process that reads one document; `sandbox_process` starts it.

It takes a job as one line of JSON on its input and answers in lines of JSON on its output:
each step before it is taken, then the document or why there is none. Nothing else reaches
the output: what a parser prints goes nowhere.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditkit.errors import AuditkitError
from auditkit.lang import load_pack
from auditkit.read.child_json import load_pages, page_to_json, to_json
from auditkit.read.child_limits import allow_processor_time, seconds_for, set_limits
from auditkit.read.child_log import PageLog, Step
from auditkit.read.limits import Limits
from auditkit.read.options import ReadOptions
from auditkit.read.pages import Page

PAGES_FILE = "pages.jsonl"
Say = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to read, and what became of it so far.

    ``folder`` is the job's own, for temporary files; ``failed`` names each step that killed
    a child and why; ``given_up`` ends the trying: no more pages are read, and those that
    were are laid out.
    """

    path: str
    root: str
    folder: str
    options: ReadOptions
    member: tuple[str, ...] = ()
    failed: tuple[tuple[Step, str], ...] = ()
    given_up: bool = False


def decode_job(line: bytes | str) -> Job:
    """Read back a job that `to_json` wrote.

    Example:
        >>> job = Job(path="a.pdf", root=".", folder="/tmp", options=ReadOptions(),
        ...           failed=((Step(name="text", page=9), "memory"),))
        >>> decode_job(to_json(job)) == job
        True
    """
    data = json.loads(line)
    options = data["options"]
    cache = options["cache"]
    options["cache"] = None if cache is None else Path(cache)
    options["limits"] = Limits(**options["limits"])
    data["options"] = ReadOptions(**options)
    data["member"] = tuple(data["member"])
    data["failed"] = tuple((Step(**step), cause) for step, cause in data["failed"])
    return Job(**data)


def main() -> None:
    """Read the job, then the document."""
    job = decode_job(sys.stdin.buffer.readline())
    set_limits(job.options.limits)
    with os.fdopen(os.dup(1), "wb") as channel:
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 0)
        os.dup2(nowhere, 1)

        def say(message: dict[str, Any]) -> None:
            channel.write(to_json(message).encode("ascii") + b"\n")
            channel.flush()

        work(job, say)
    os._exit(0)  # the answer is given: taking the interpreter down would only cost time


def work(job: Job, say: Say) -> None:
    """Read the document and say what came of it."""
    try:
        _read(job, say)
    except AuditkitError as error:
        say({"error": [error.code, error.message, error.hint]})
    except MemoryError:
        say({"died": "memory"})
    except Exception as error:  # noqa: BLE001 - told to the coordinator, which raises it
        say({"died": describe(error)})


def _read(job: Job, say: Say) -> None:
    limits, last, size = job.options.limits, 0, _size(Path(job.path))

    def tell(step: Step) -> None:
        nonlocal last
        last = max(last, step.page or 0)
        attempt = len(job.failed)
        processor, wall = seconds_for(step, limits, pages=last, size=size, attempt=attempt)
        allow_processor_time(processor)
        say({"step": step, "wall": wall})

    tell(Step(name="open"))
    from auditkit.read.documents import read_document
    from auditkit.read.sources import Source

    kept = Path(job.folder, PAGES_FILE)
    with kept.open("a", encoding="ascii") as file:

        def keep(page: Page) -> None:
            file.write(page_to_json(page) + "\n")
            file.flush()

        log = PageLog(
            failed=dict(job.failed),
            given_up=job.given_up,
            kept=load_pages(kept) if job.failed else (),
            tell=tell,
            keep=keep,
        )
        document = read_document(
            Source(path=Path(job.path), member=job.member),
            root=Path(job.root),
            pack=load_pack("sv", only="reading"),
            options=job.options,
            log=log,
        )
    say({"document": document})


def _size(path: Path) -> int:
    """Return the size of a file, 0 if it cannot be told; reading it then says why."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def describe(error: BaseException) -> str:
    """Name an unexpected error by its kind and place; its text may quote the document.

    Example:
        >>> describe(KeyError("a secret"))
        'KeyError'
    """
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "auditkit" in frame.filename] or list(frames)
    place = f" in {Path(ours[-1].filename).name}, line {ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{place}"
