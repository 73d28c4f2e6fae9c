"""LibreOffice, where it is installed: old Word files to DOCX, Word files to pages."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from auditkit.errors import DamagedDocumentError, TimedOutError, UnsupportedFormatError

_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
_FILTERS = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_pdf_Export"}
# A profile of its own for each document: no macro runs, no link is followed, nothing is asked.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def find_office() -> str | None:
    """Return where LibreOffice is installed, None where it is not.

    Example:
        >>> find_office() is None or "office" in find_office().lower()
        True
    """
    for name in _PROGRAMS:
        if found := shutil.which(name):
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def convert(data: bytes, suffix: str, target: str, name: str, *, seconds: int) -> bytes:
    """Return a document as LibreOffice writes it in another format.

    Args:
        data: The document.
        suffix: The ending that tells LibreOffice its format, ".doc".
        target: "docx" or "pdf".
        name: The document's name, for what is said of it.
        seconds: How long it may take.

    Raises:
        UnsupportedFormatError: If LibreOffice is not installed.
        TimedOutError: If it takes too long.
        DamagedDocumentError: If LibreOffice cannot read it.

    Example:
        >>> convert(b"", ".doc", "docx", "a.doc", seconds=60) if not find_office() else b"PK"
        b'PK'
    """
    program = find_office()
    if program is None:
        raise UnsupportedFormatError(
            f"{name}: needs LibreOffice, which is not installed",
            hint="Install LibreOffice, or save the file as .docx or PDF.",
        )
    with tempfile.TemporaryDirectory(prefix="auditkit-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"document{suffix}")
        source.write_bytes(data)
        _write_profile(Path(folder, "profile"))
        _run(program, source, target, name, seconds)
        made = source.with_suffix(f".{target}")
        if not made.is_file() or not made.stat().st_size:
            raise DamagedDocumentError(
                f"{name}: LibreOffice cannot read it",
                hint="Open it in Word and save it as .docx or PDF.",
            )
        return made.read_bytes()


def _write_profile(profile: Path) -> None:
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_PROFILE, encoding="utf-8")


def _run(program: str, source: Path, target: str, name: str, seconds: int) -> None:
    """Convert a file beside itself, and end everything that was started if it hangs."""
    command = [
        program,
        f"-env:UserInstallation={(source.parent / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *("--convert-to", _FILTERS[target], "--outdir", str(source.parent), str(source)),
    ]
    # The process group stays the caller's, so that whoever ends the caller ends this too.
    process = subprocess.Popen(  # noqa: S603 - a program found by name, arguments are ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "SAL_USE_VCLPLUGIN": "svp", "HOME": str(source.parent)},
        cwd=source.parent,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise TimedOutError(
            f"{name}: LibreOffice took more than {seconds} s",
            hint="Open it in Word and save it as .docx or PDF.",
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a program and what it started, if it is still there."""
    if process.poll() is not None:
        return
    for child in reversed(_descendants(process.pid)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    process.kill()
    process.wait()


def _descendants(pid: int) -> list[int]:
    """Return the processes a process started, where the system lists them (Linux)."""
    found: list[int] = []
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, tasks.read_text().split()):
                found.extend((child, *_descendants(child)))
    return found
