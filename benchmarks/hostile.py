"""Reads every hostile file in the sandbox and measures what it costs.

    python benchmarks/hostile.py [NAME…]

For each: the outcome, the seconds, and the largest memory of the child and of any program it
started (VmHWM, so Linux only). Ends with code 1 if a bar is broken: 20 seconds, 1.6 GB, an
outcome that is not expected, or readable text lost.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.faults.make_hostile import KINDS, Kind  # noqa: E402

from auditkit.errors import AuditkitError  # noqa: E402
from auditkit.model import Document  # noqa: E402
from auditkit.read import read_in_sandbox  # noqa: E402

MOST_SECONDS = 20.0
MOST_MEMORY = 1_600_000_000


class Watch:
    """Notes the largest VmHWM below this process while it is watched."""

    def __init__(self) -> None:
        self.peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.01):
            self.peak = max(self.peak, *map(_peak_of, _children("self")), 0)


def _children(pid: str) -> list[str]:
    """Return the processes that a process started, and those they started."""
    found: list[str] = []
    for file in Path("/proc", pid, "task").glob("*/children"):
        try:
            mine = file.read_text().split()
        except OSError:
            continue  # it ended while being looked at
        for child in mine:
            found += [child, *_children(child)]
    return found


def _peak_of(pid: str) -> int:
    try:
        status = Path("/proc", pid, "status").read_text()
    except OSError:
        return 0
    lines = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return next((int(line.split()[1]) * 1024 for line in lines), 0)


def judge(kind: Kind, found: Document | AuditkitError) -> str:
    """Return what is wrong with an outcome, empty if nothing."""
    if isinstance(found, AuditkitError):
        return "" if found.code in kind.outcomes else f"expected {'/'.join(kind.outcomes)}"
    if "read" not in kind.outcomes:
        return f"read, expected {'/'.join(kind.outcomes)}"
    lost = [words for words in kind.keeps if words not in found.text]
    if lost:
        return f"{len(lost)} of {len(kind.keeps)} readable pages lost"
    if kind.unread and found.quality.pages_unread != kind.unread:
        return f"unread pages are {found.quality.pages_unread}"
    return ""


def main() -> None:
    """Print a line for each kind."""
    wanted = sys.argv[1:]
    kinds = [kind for kind in KINDS if not wanted or kind.name in wanted]
    broken = 0
    print(f"{'file':28}{'kB':>8}{'outcome':>9}{'s':>7}{'MB':>7}  note")
    for kind in kinds:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, kind.name)
            file.write_bytes(kind.make())
            size = file.stat().st_size
            found: Document | AuditkitError
            with Watch() as watch:
                start = time.perf_counter()
                try:
                    found = read_in_sandbox(file, root=file.parent)
                except AuditkitError as error:
                    found = error
                seconds = time.perf_counter() - start
        wrong = judge(kind, found)
        if seconds > MOST_SECONDS or watch.peak > MOST_MEMORY:
            wrong = f"{wrong} over the bar".strip()
        broken += bool(wrong)
        outcome = found.code if isinstance(found, AuditkitError) else "read"
        said = found.message if isinstance(found, AuditkitError) else found.quality.note or ""
        told = f"WRONG: {wrong}; {said}" if wrong else said
        print(
            f"{kind.name:28}{size / 1000:8.0f}{outcome:>9}{seconds:7.1f}{watch.peak / 1e6:7.0f}"
            f"  {told[:110]}",
            flush=True,
        )
    print(f"{len(kinds) - broken} of {len(kinds)} kinds within the bars")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
