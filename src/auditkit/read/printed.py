"""Runs of characters → printed lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from auditkit.read.pages import Run
from auditkit.read.rows import Box, Mark, Piece

_GAP = 1.6  # in ems: a wider gap parts columns
_SPACE = 0.14  # in ems: a narrower gap is no blank
_RAISED, _SMALL = 0.15, 0.8  # of the line's type: how a note mark is set
_NOTE_MARK = re.compile(r"\d{1,3}(?:\s?,\s?\d{1,3})*|\*{1,3}|[a-z†‡]")
_BLANKS = re.compile(r"\s+")
_NEAR = 60  # runs of a line that are compared with a new one


@dataclass(slots=True, kw_only=True)
class PrintedLine:
    """The runs of one line from left to right, and where its largest type stands."""

    runs: list[Run]
    biggest: Run
    top: float
    bottom: float
    baseline: float


def group_lines(runs: Sequence[Run]) -> list[PrintedLine]:
    """Group runs that stand side by side, from top to bottom and left to right.

    Runs that follow each other in the file stay together even where a scan is a little
    askew; the chains so made are then put side by side by their baselines.

    Example:
        >>> runs = [Run(text=text, box=(x, 0, x + 9, 10), baseline=10, size=10)
        ...         for text, x in (("Antal", 200), ("Station", 0))]
        >>> [[run.text for run in line.runs] for line in group_lines(runs)]
        [['Station', 'Antal']]
    """
    lines: list[PrintedLine] = []
    for chain in sorted(chain_runs(runs), key=lambda c: (c.baseline, c.runs[0].box[0])):
        home = next((line for line in reversed(lines[-4:]) if _same_line(line, chain)), None)
        if home is None:
            lines.append(chain)
        else:
            _add(home, chain.runs)
    for line in lines:
        line.runs.sort(key=lambda r: r.box[0])
    return sorted(lines, key=lambda line: line.baseline)


def chain_runs(runs: Sequence[Run]) -> list[PrintedLine]:
    """Put runs together that follow each other in the file and on a line.

    Example:
        >>> runs = [Run(text=text, box=(x, 0, x + 9, 10), baseline=10, size=10)
        ...         for text, x in (("a", 0), ("b", 12), ("c", 200))]
        >>> [len(chain.runs) for chain in chain_runs(runs)]
        [2, 1]
    """
    chains: list[PrintedLine] = []
    for run in runs:
        if chains and _follows(chains[-1].runs[-1], run):
            _add(chains[-1], [run])
        else:
            chains.append(
                PrintedLine(
                    runs=[run],
                    biggest=run,
                    top=run.box[1],
                    bottom=run.box[3],
                    baseline=run.baseline,
                )
            )
    return chains


def _add(line: PrintedLine, runs: Sequence[Run]) -> None:
    """Add runs to a line; its place is that of its largest type."""
    biggest = max((line.biggest, *runs), key=lambda r: (r.size, len(r.text)))
    line.runs.extend(runs)
    line.biggest = biggest
    line.baseline, line.top, line.bottom = biggest.baseline, biggest.box[1], biggest.box[3]


def _follows(left: Run, right: Run) -> bool:
    """Tell whether a run stands behind another on the same line."""
    size = max(left.size, right.size)
    gap = right.box[0] - left.box[2]
    return abs(left.baseline - right.baseline) <= 0.45 * size and -0.3 * size <= gap <= 2.5 * size


def _same_line(line: PrintedLine, chain: PrintedLine) -> bool:
    """Tell whether a chain of runs stands on a line, possibly raised as a footnote mark is."""
    nearby = (*line.runs[-_NEAR:], *chain.runs[:_NEAR])
    size = max(run.size for run in nearby)
    small = min(run.size for run in nearby) < 0.8 * size
    reach = 0.5 * size if small else 0.2 * size
    if abs(line.baseline - chain.baseline) > reach:
        return False
    near = line.runs[-_NEAR:]  # chains come from left to right
    return not any(_overlap(one, other) for one in near for other in chain.runs[:_NEAR])


def _overlap(one: Run, other: Run) -> bool:
    """Tell whether two runs stand above each other rather than side by side."""
    shared = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    return shared > 0.5 * min(one.box[2] - one.box[0], other.box[2] - other.box[0])


def write_line(line: PrintedLine, page: int, *, gaps: bool = False) -> tuple[Piece, list[float]]:
    """Write one printed line, and where the stretches parted by wide gaps begin.

    Args:
        line: Its runs from left to right.
        page: The page it stands on.
        gaps: Whether wide gaps become runs of blanks, so that columns can be told.

    Example:
        >>> runs = [Run(text="Norr", box=(0, 0, 20, 10), baseline=9, size=10),
        ...         Run(text="1", box=(20, 0, 23, 5), baseline=5, size=6),
        ...         Run(text="12", box=(90, 0, 100, 10), baseline=9, size=10)]
        >>> piece, starts = write_line(group_lines(runs)[0], 1, gaps=True)
        >>> piece.text, piece.marks, starts
        ('Norr1   12', ((4, 5, '1'),), [0, 90])
    """
    text = ""
    starts: list[float] = []
    marks: list[Mark] = []
    above: Run | None = None
    for run in line.runs:
        if above is None:
            starts.append(run.box[0])
        else:
            gap = run.box[0] - above.box[2]
            size = max(above.size, run.size)
            if gaps and gap > _GAP * size:
                text += "   "
                starts.append(run.box[0])
            elif gap > _SPACE * size and not text.endswith(" "):
                text += " "
        added = _BLANKS.sub(" ", run.text)
        if _is_note_mark(run, line):
            marks.append((len(text), len(text) + len(added.rstrip()), added.strip()))
        text += added
        above = run
    piece = Piece(
        text=text,
        page=page,
        box=box_of(line.runs),
        hyphen=line.runs[-1].hyphen,
        marks=tuple(marks),
        source="ocr" if any(run.source == "ocr" for run in line.runs) else "text",
        confidence=confidence_of(line.runs),
    )
    return piece, starts


def confidence_of(runs: Sequence[Run]) -> float | None:
    """Return the mean confidence of recognised runs, by their letters; None if none has any.

    Example:
        >>> runs = [Run(text=text, box=(0, 0, 9, 9), baseline=9, size=9, confidence=sure)
        ...         for text, sure in (("Beslut", 0.9), ("om", 0.5))]
        >>> confidence_of(runs)
        0.8
    """
    known = [(run.confidence, len(run.text)) for run in runs if run.confidence is not None]
    length = sum(count for _, count in known)
    return round(sum(sure * count for sure, count in known) / length, 3) if length else None


def _is_note_mark(run: Run, line: PrintedLine) -> bool:
    """Tell whether a run is a small raised number, as a footnote's mark is."""
    size = line.biggest.size
    raised = line.biggest.baseline - run.baseline > _RAISED * size
    return raised and run.size < _SMALL * size and bool(_NOTE_MARK.fullmatch(run.text.strip()))


def box_of(runs: Sequence[Run]) -> Box:
    """Return the box around runs, in tenths of points.

    Example:
        >>> box_of([Run(text="a", box=(0.04, 0, 9, 10), baseline=9, size=10)])
        (0.0, 0, 9, 10)
    """
    return (
        round(min(run.box[0] for run in runs), 1),
        round(min(run.box[1] for run in runs), 1),
        round(max(run.box[2] for run in runs), 1),
        round(max(run.box[3] for run in runs), 1),
    )
