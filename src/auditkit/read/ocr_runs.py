"""Recognised words → the runs of a page, with the type's size and baseline by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from statistics import median

from auditkit.read.ocr_engine import Word
from auditkit.read.pages import Run

_TALL = frozenset("bdfhklåäöABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_DEEP = frozenset("gjpqyQJ,;()[]{}/|§")
_SMALL = frozenset("acemnorsuvwxz")
_TALL_SHARE, _SMALL_SHARE = 0.72, 0.5  # of the type's size, above the baseline
_GAP = 1.2  # in ems: a wider gap begins a new run
_SIGNS, _DASHES = frozenset("§•"), frozenset("-–—")  # what lines begin with
_UNSURE, _NOISE = 0.65, 0.2  # signs, and letters, less sure are specks


def runs_of(words: Iterable[Word], scale: float) -> list[Run]:
    """Return recognised words as runs, their boxes in points.

    Example:
        >>> words = [Word(text=text, line=(1, 1, 1), left=left, top=100, right=left + 90,
        ...               bottom=124, confidence=0.9)
        ...          for text, left in (("Beslut", 0), ("om", 100), ("2024", 400))]
        >>> [(run.text, run.box[0], run.confidence) for run in runs_of(words, 0.36)]
        [('Beslut om', 0.0, 0.9), ('2024', 144.0, 0.9)]
    """
    made: list[Run] = []
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        kept = [word for index, word in enumerate(line) if not _is_noise(word, first=not index)]
        if kept:
            made.extend(_line_runs(kept, scale))
    return made


def _is_noise(word: Word, *, first: bool) -> bool:
    """Tell whether a word is a speck or a rule that was taken for letters."""
    if any(char.isalnum() for char in word.text):
        return word.confidence < _NOISE and len(word.text) <= 2
    if set(word.text) <= _SIGNS or (first and set(word.text) <= _DASHES):
        return False
    return word.confidence < _UNSURE or set(word.text) <= {"|", "_"}


def _line_runs(words: Sequence[Word], scale: float) -> list[Run]:
    """Return one line's words as runs, cut where a wide gap is."""
    base = _baseline(words)
    size = max(_size(words, base), 1.0)
    groups: list[list[Word]] = [[words[0]]]
    for word in words[1:]:
        gap = word.left - groups[-1][-1].right
        if 0 <= gap <= _GAP * size:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [_run(group, base, size, scale) for group in groups]


def _run(words: Sequence[Word], base: float, size: float, scale: float) -> Run:
    length = sum(len(word.text) for word in words)
    return Run(
        text=" ".join(word.text for word in words),
        box=(
            round(min(word.left for word in words) * scale, 2),
            round(min(word.top for word in words) * scale, 2),
            round(max(word.right for word in words) * scale, 2),
            round(max(word.bottom for word in words) * scale, 2),
        ),
        baseline=round(base * scale, 2),
        size=round(size * scale, 2),
        source="ocr",
        confidence=round(sum(word.confidence * len(word.text) for word in words) / length, 3),
    )


def _baseline(words: Sequence[Word]) -> float:
    """Return the row on which the letters of a line stand."""
    standing = [word.bottom for word in words if not _DEEP & set(word.text)]
    letters = [word.bottom for word in words if any(char.isalnum() for char in word.text)]
    return float(median(standing or letters or [word.bottom for word in words]))


def _size(words: Sequence[Word], base: float) -> float:
    """Return the size of the type of a line, by the height of its letters."""
    tall = [base - word.top for word in words if _TALL & set(word.text)]
    if tall:
        return median(tall) / _TALL_SHARE
    small = [base - word.top for word in words if _SMALL & set(word.text)]
    if small:
        return median(small) / _SMALL_SHARE
    return median(word.bottom - word.top for word in words)
