"""How far a scanned page is turned out of the level, and the page set straight.

A page that lies askew is the one thing that ruins recognition: lines run into each other.
The angle is found by its projection profile: at the right one, rows of ink and rows of
paper alternate most sharply.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

Gray = npt.NDArray[np.uint8]

_REACH = 8.0  # degrees: a page further off is not looked for
_COARSE, _FINE = 0.5, 0.05
_SIDE = 1_200  # pixels of the longer side that suffice to see lines
_MOST_INK = 120_000  # points that suffice to tell the angle
_LEAST_INK = 200
_EDGE = 0.04  # of each side: the scanner's own shadow, which is level, falls there
_LEVEL = 0.1  # degrees: turning costs sharpness, and less than this costs no letters
_DARK = 0.75  # of the paper's brightness


def find_skew(gray: Gray) -> float:
    """Return the degrees by which the lines of a page fall to the right.

    Example:
        >>> page = np.full((400, 400), 255, dtype=np.uint8)
        >>> page[40:400:40, 20:380] = 0
        >>> find_skew(page)
        0.0
        >>> image = Image.fromarray(page).rotate(-2, fillcolor=255)
        >>> abs(find_skew(np.asarray(image)) - 2) < 0.2
        True
    """
    rows, columns = _ink(gray)
    if len(rows) < _LEAST_INK:
        return 0.0
    steps = int(_REACH / _COARSE)
    rough = max(
        (step * _COARSE for step in range(-steps, steps + 1)),
        key=lambda angle: (_sharpness(rows, columns, angle), -abs(angle)),
    )
    near = [rough + step * _FINE for step in range(-10, 11)]
    best = max(near, key=lambda angle: (_sharpness(rows, columns, angle), -abs(angle)))
    return round(best, 2) if abs(best) >= _LEVEL else 0.0


def lies_sideways(gray: Gray) -> bool:
    """Tell whether the lines of a page run up and down rather than across.

    Example:
        >>> page = np.full((400, 400), 255, dtype=np.uint8)
        >>> page[40:360, 40:360:20] = 0
        >>> lies_sideways(page), lies_sideways(np.rot90(page))
        (True, False)
    """
    rows, columns = _ink(gray)
    if len(rows) < _LEAST_INK:
        return False
    near = range(-3, 4)
    across = max(_sharpness(rows, columns, angle) for angle in near)
    return max(_sharpness(columns, rows, angle) for angle in near) > across


def straighten(gray: Gray, degrees: float) -> Gray:
    """Turn a page against its skew, on a sheet large enough to hold all of it.

    Example:
        >>> straighten(np.full((100, 100), 255, dtype=np.uint8), 0.0).shape
        (100, 100)
    """
    if not degrees:
        return gray
    turned = Image.fromarray(gray).rotate(
        degrees, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=_paper(gray)
    )
    return np.asarray(turned)


def _paper(gray: Gray) -> int:
    """Return the brightness of the paper: what most of the page has."""
    return int(np.median(gray[::7, ::7]))


def _ink(gray: Gray) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Return row and column of the dark points inside a page's edges, made smaller."""
    top, left = (int(side * _EDGE) for side in gray.shape)
    inner = gray[top : gray.shape[0] - top, left : gray.shape[1] - left]
    step = max(1, math.ceil(max(inner.shape) / _SIDE))
    height, width = (side - side % step for side in inner.shape)
    blocks = inner[:height, :width].reshape(height // step, step, width // step, step)
    small = blocks.mean(axis=(1, 3))
    rows, columns = np.nonzero(small < _DARK * _paper(gray))
    every = max(1, len(rows) // _MOST_INK)
    return rows[::every], columns[::every]


def _sharpness(rows: npt.NDArray[Any], columns: npt.NDArray[Any], degrees: float) -> float:
    """Return how sharply inked and empty rows alternate if lines fall by an angle."""
    level = rows - columns * math.tan(math.radians(degrees))
    profile = np.bincount((level - level.min()).astype(np.int64))
    return float(np.square(np.diff(profile.astype(np.float64))).sum())
