"""One child process: started, listened to, and ended with all that it started."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any

from auditkit.read.child import Job
from auditkit.read.child_json import to_json

_MAX_LINE = 64_000_000  # bytes of one message; a document of 4 million characters has a third
_MAX_SAID = 80_000_000
_MAX_WALL = 3_600
_START_WALL = 60.0  # seconds until a child must have said that it lives
_PROGRAM = "import sys; sys.path[:] = {path!r}; from auditkit.read.child import main; main()"
_THREADS = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")

if sys.platform == "win32":
    _FLAGS = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
else:
    _FLAGS = 0


class Hung(Exception):
    """The child said nothing within the time it had."""


class Garbled(Exception):
    """The child said something that is no message, or more than a document can be."""


@dataclass(slots=True)
class Child:
    """A running child and the lines it says."""

    process: subprocess.Popen[bytes]
    lines: queue.Queue[bytes] = field(default_factory=queue.Queue)
    wall: float = _START_WALL

    def listen(self) -> Iterator[dict[str, Any]]:
        """Yield each message of the child until it has no more to say.

        Raises:
            Hung: If it takes longer for a step than it may.
            Garbled: If it says what is no message.
        """
        while True:
            try:
                line = self.lines.get(timeout=self.wall)
            except queue.Empty:
                raise Hung from None
            if not line:
                return
            if not line.endswith(b"\n"):
                return  # it died within the line
            try:
                message = json.loads(line)
            except ValueError as error:
                raise Garbled from error
            self.wall = min(float(message.get("wall", self.wall)), _MAX_WALL)
            yield message

    def end(self) -> int:
        """Kill the child and everything it started; return what it ended with."""
        if sys.platform == "win32":
            self.process.kill()  # the job object takes the rest along
        else:
            # It is not reaped yet, so its group cannot be another's.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        return self.process.wait()


def listen_to(process: subprocess.Popen[bytes]) -> Child:
    """Return a child that has just been started, its output listened to."""
    child = Child(process)
    threading.Thread(target=_pump, args=(process.stdout, child.lines), daemon=True).start()
    return child


@contextmanager
def start_child(job: Job) -> Iterator[Child]:
    """Start a child on a job; it is ended with the context, whatever happens."""
    with contextlib.ExitStack() as stack:
        process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-P", "-c", _PROGRAM.format(path=list(filter(None, sys.path)))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=job.folder,
            env=_environment(job.folder),
            start_new_session=True,
            creationflags=_FLAGS,
        )
        child = listen_to(process)
        stack.callback(child.end)
        if sys.platform == "win32":
            from auditkit.read.sandbox_windows import confine

            stack.enter_context(confine(process.pid, job.options.limits))
        assert process.stdin is not None
        # A child that is dead already says so by its silence.
        with contextlib.suppress(BrokenPipeError), process.stdin:
            process.stdin.write(to_json(job).encode("ascii") + b"\n")
        yield child


def _environment(folder: str) -> dict[str, str]:
    """Return the child's environment: temporary files of its own, and no threads."""
    return {
        **os.environ,
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder),
        **dict.fromkeys(_THREADS, "1"),
    }


def _pump(source: IO[bytes], lines: queue.Queue[bytes]) -> None:
    """Hand on each line of the child; a last empty one when it is over."""
    said = 0
    with source:
        while said < _MAX_SAID and (line := source.readline(_MAX_LINE)):
            said += len(line)
            lines.put(line)
    lines.put(b"")
