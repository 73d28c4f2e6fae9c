"""A job object for the child on Windows, where RLIMIT does not exist.

It bounds the memory of the child and of what it starts, and takes them all along when it is
closed. The wall clock for each page, kept by the coordinator, holds there as elsewhere.
Never run on Windows so far: see `docs/sandbox.md`.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from auditkit.read.limits import Limits

_LIMIT_PROCESS_TIME = 0x2
_LIMIT_ACTIVE_PROCESS = 0x8
_LIMIT_PROCESS_MEMORY = 0x100
_DIE_ON_UNHANDLED_EXCEPTION = 0x400  # no dialog that waits for a click
_KILL_ON_JOB_CLOSE = 0x2000
_EXTENDED_LIMIT_INFORMATION = 9
_SET_QUOTA_AND_TERMINATE = 0x101
_MOST_PROCESSES = 16
_PROCESS_SECONDS = 3_600
_TICKS = 10_000_000  # of 100 ns in a second


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def extended_limits(limits: Limits) -> ExtendedLimits:
    """Return the limits of a job object.

    Example:
        >>> extended_limits(Limits(memory=5)).process_memory
        5
    """
    made = ExtendedLimits()
    made.process_memory = limits.memory
    made.basic.process_time = _PROCESS_SECONDS * _TICKS
    made.basic.active_processes = _MOST_PROCESSES
    made.basic.flags = (
        _LIMIT_PROCESS_MEMORY
        | _LIMIT_PROCESS_TIME
        | _LIMIT_ACTIVE_PROCESS
        | _DIE_ON_UNHANDLED_EXCEPTION
        | _KILL_ON_JOB_CLOSE
    )
    return made


if sys.platform == "win32":
    from ctypes import wintypes

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateJobObjectW.restype = wintypes.HANDLE
    _kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
    _kernel.SetInformationJobObject.argtypes = (
        wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD,
    )  # fmt: skip
    _kernel.OpenProcess.restype = wintypes.HANDLE
    _kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
    _kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    _kernel.CloseHandle.argtypes = (wintypes.HANDLE,)

    @contextmanager
    def confine(pid: int, limits: Limits) -> Iterator[None]:
        """Put a process into a job object of its own for the time of the context.

        Raises:
            OSError: If Windows refuses; nothing is read unconfined.
        """
        job = _checked(_kernel.CreateJobObjectW(None, None))
        try:
            bounds = extended_limits(limits)
            _checked(
                _kernel.SetInformationJobObject(
                    job, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(bounds), ctypes.sizeof(bounds)
                )
            )
            process = _checked(_kernel.OpenProcess(_SET_QUOTA_AND_TERMINATE, False, pid))
            try:
                _checked(_kernel.AssignProcessToJobObject(job, process))
            finally:
                _kernel.CloseHandle(process)
            yield
        finally:
            _kernel.CloseHandle(job)

    def _checked(result: int | None) -> int:
        if not result:
            raise ctypes.WinError(ctypes.get_last_error())
        return result
