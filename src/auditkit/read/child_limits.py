"""The limits that a child sets on itself, before it imports a parser.

POSIX only; on Windows the coordinator puts the child into a job object instead, see
`sandbox_windows`. What a child starts (tesseract, LibreOffice) inherits them.
"""

from __future__ import annotations

import math
import sys
import time

from auditkit.read.child_log import Step
from auditkit.read.limits import Limits

# Seconds more for the whole of a document.
_PER_PAGE = 0.2
_PER_MEGABYTE = 3.0
_MOST_BY_SIZE = 12.0


def set_limits(limits: Limits) -> None:
    """Bound the memory, files and processor time of this process for good."""
    if sys.platform == "win32":
        return
    import resource

    bounds = [
        (resource.RLIMIT_FSIZE, limits.written),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ]
    if sys.platform != "darwin":  # which refuses it, and would not hold to it
        bounds.append((resource.RLIMIT_AS, limits.memory))
    for kind, bound in bounds:
        hard = resource.getrlimit(kind)[1]
        lowest = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(kind, (lowest, lowest))


def seconds_for(
    step: Step, limits: Limits, *, pages: int = 0, size: int = 0, attempt: int = 0
) -> tuple[int, int]:
    """Return the seconds of processor time and of wall clock that a step may take.

    Laying out takes longer for more pages, and a document without pages longer the larger
    it is. A file that has killed a child before is given half as much for a page each time.

    Example:
        >>> seconds_for(Step(name="text", page=3), Limits())
        (10, 15)
        >>> seconds_for(Step(name="text", page=4), Limits(), attempt=2)
        (3, 4)
        >>> seconds_for(Step(name="open"), Limits(), size=2_000_000)
        (16, 27)
    """
    processor, wall = limits.page_cpu, limits.page_wall
    if step.name in ("ocr", "convert"):
        return processor + limits.program_wall, wall + limits.program_wall
    if step.page is not None:
        return math.ceil(processor / 2**attempt), math.ceil(wall / 2**attempt)
    by_size = min(_PER_MEGABYTE * size / 1_000_000, _MOST_BY_SIZE)
    more = math.ceil(_PER_PAGE * pages if step.name == "layout" else by_size)
    return processor + more, wall + 2 * more


def allow_processor_time(seconds: int) -> None:
    """Let this process use so many more seconds of processor time, then be killed."""
    if sys.platform == "win32":
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    bound = math.ceil(time.process_time()) + seconds
    soft = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
