"""Tesseract: what of it is installed, and one picture read by it into words.

The program is given the picture and hands back its table by pipes, so no file is written;
it stays in the process group of whoever calls, and inherits its limits.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from auditkit.read.deskew import Gray

TIMEOUT = 60  # seconds for one run over one page
_MOST_WORDS = 20_000  # of a page: more is noise
_WINDOWS_PLACE = r"C:\Program Files\Tesseract-OCR\tesseract.exe"
_COLUMNS = 12  # of the table tesseract prints
_WORD_LEVEL = "5"


class OcrError(Exception):
    """A page was not recognised; the message says why, and quotes nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """The program that recognises text, and the languages it has."""

    program: str
    version: str
    languages: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A recognised word: its line, its box in pixels, and how sure the engine is, of 1."""

    text: str
    line: tuple[int, int, int]
    left: int
    top: int
    right: int
    bottom: int
    confidence: float


@lru_cache(maxsize=1)
def find_engine() -> Engine | None:
    """Return the installed tesseract, None if there is none that answers.

    Example:
        >>> engine = find_engine()
        >>> engine is None or bool(engine.version)
        True
    """
    program = shutil.which("tesseract") or shutil.which(_WINDOWS_PLACE)
    if program is None:
        return None
    version = _ask(program, "--version").split("\n", 1)[0].strip()
    listed = _ask(program, "--list-langs").splitlines()[1:]
    languages = frozenset(name.strip() for name in listed if name.strip())
    return Engine(program=program, version=version, languages=languages) if languages else None


def _ask(program: str, question: str) -> str:
    """Return what the program prints, empty if it does not answer."""
    try:
        answer = subprocess.run(  # noqa: S603 - the program found on the path, no shell
            [program, question],
            capture_output=True,
            timeout=10,
            check=False,
            stdin=subprocess.DEVNULL,
            env=_environment(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.decode("utf-8", "replace")


def recognise_words(engine: Engine, gray: Gray, *, dpi: int, language: str) -> str:
    """Return the table of words that tesseract prints for a picture.

    Raises:
        OcrError: If it fails or takes too long.

    Example:
        >>> import numpy as np
        >>> engine = Engine(program="/nowhere/tesseract", version="", languages=frozenset())
        >>> recognise_words(engine, np.zeros((9, 9), np.uint8), dpi=200, language="swe")
        Traceback (most recent call last):
        auditkit.read.ocr_engine.OcrError: tesseract cannot be started
    """
    height, width = gray.shape
    picture = b"P5 %d %d 255\n" % (width, height) + gray.tobytes()
    command = [engine.program, "stdin", "stdout", "-l", language, "--dpi", str(dpi)]
    try:
        done = subprocess.run(  # noqa: S603 - the program found on the path, no shell
            [*command, "--psm", "4", "tsv"],
            input=picture,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT,
            check=False,
            env=_environment(),
        )
    except subprocess.TimeoutExpired:
        raise OcrError(f"text recognition took more than {TIMEOUT} seconds") from None
    except OSError as error:
        raise OcrError("tesseract cannot be started") from error
    if done.returncode:
        raise OcrError(f"tesseract ended with code {done.returncode}")
    return done.stdout.decode("utf-8", "replace")


def _environment() -> dict[str, str]:
    """Return the settings tesseract runs with: one thread, for two slow each other down."""
    kept = ("PATH", "TESSDATA_PREFIX", "SYSTEMROOT", "TMPDIR", "TEMP")
    passed = {name: os.environ[name] for name in kept if name in os.environ}
    return {**passed, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}


def parse_words(table: str) -> Iterator[Word]:
    r"""Yield the words of a table that tesseract printed.

    Example:
        >>> line = "5\t1\t1\t1\t1\t1\t10\t20\t30\t9\t96.5\tBeslut"
        >>> [(word.text, word.right, word.confidence) for word in parse_words(line)]
        [('Beslut', 40, 0.965)]
    """
    count = 0
    for line in table.split("\n"):
        columns = line.rstrip("\r").split("\t")
        if len(columns) != _COLUMNS or columns[0] != _WORD_LEVEL or not columns[11].strip():
            continue
        block, paragraph, number, _, left, top, width, height = map(int, columns[2:10])
        count += 1
        if count > _MOST_WORDS:
            return
        yield Word(
            text=columns[11].strip(),
            line=(block, paragraph, number),
            left=left,
            top=top,
            right=left + width,
            bottom=top + height,
            confidence=round(max(0.0, float(columns[10])) / 100, 4),
        )
