"""What is no letter is taken off a scanned page before it is recognised.

The upright rules of a table stand so close to its letters that they are read as "|", "l" and
"1"; specks become full stops and commas. Level rules are left: tesseract knows them, and taking
an underline off takes the feet of the letters with it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from auditkit.read.deskew import Gray

_INK = 0.72  # of the paper's brightness
_LONG = 0.3  # inches: an upright stroke that long is no letter's
_THICK = 0.04  # inches: a stroke that thick is no rule
_WHOLE = 0.95  # of a stroke must be ink
_AROUND = 5  # points on a side of the square around a speck
_ALONE, _ALONE_COARSE, _COARSE = 3, 2, 180  # dark points in it that make no letter; dpi
_Mask = npt.NDArray[np.bool_]


def clean(gray: Gray, dpi: int) -> Gray:
    """Return a page that was set straight without rules and specks.

    Example:
        >>> page = np.full((400, 400), 255, dtype=np.uint8)
        >>> page[20:380, 100:102] = 0
        >>> page[200:220, 50:54] = 0
        >>> cleaned = clean(page, 200)
        >>> bool((cleaned[:, 100:102] < 255).any()), bool((cleaned[200:220, 50:54] == 0).all())
        (False, True)
    """
    paper = int(np.median(gray[::7, ::7]))
    made = gray.copy()
    ink = gray < _INK * paper
    made[_rules(ink, dpi)] = paper
    return _without_specks(made, paper, _ALONE if dpi >= _COARSE else _ALONE_COARSE)


def _rules(ink: _Mask, dpi: int) -> _Mask:
    """Return where long thin strokes run down a page."""
    length, thickness = int(_LONG * dpi), max(3, int(_THICK * dpi))
    if length >= ink.shape[0] or thickness >= ink.shape[1]:
        return np.zeros_like(ink)
    near = ink | np.roll(ink, 1, axis=1)  # a rule a little off the level steps aside
    long = _marked(_sums(near, length) >= _WHOLE * length, length)
    thick = _marked(_sums(long.T, thickness) >= thickness, thickness).T
    long &= ~thick
    return long | np.roll(long, -1, axis=1) | np.roll(long, 1, axis=1)


def _sums(mask: _Mask, length: int) -> npt.NDArray[Any]:
    """Return how many points are set in each stretch of a length, going down."""
    sums = np.cumsum(mask, axis=0, dtype=np.int32)
    sums = np.pad(sums, ((1, 0), (0, 0)))
    return sums[length:] - sums[:-length]


def _marked(starts: _Mask, length: int) -> _Mask:
    """Return all points of the stretches that begin where a mask is set."""
    padded = np.pad(starts, ((length - 1, length - 1), (0, 0)))
    return _sums(padded, length) > 0


def _without_specks(gray: Gray, paper: int, most: int) -> Gray:
    """Return a page with dark points made paper that have no others around them."""
    ink = gray < _INK * paper
    padded = np.pad(ink, _AROUND // 2)
    count = _sums(_sums(padded, _AROUND).T, _AROUND).T
    made = gray.copy()
    made[ink & (count <= most)] = paper
    return made
