"""Floors: the figures a run must reach, kept in a JSON file beside the corpora."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from auditkit.errors import UsageError
from auditkit.evaluate.scores import Evaluation, figures

# A figure stored with three decimals must not fail by its own rounding.
_ROUNDING = 0.0005


def load_floors(path: Path) -> dict[str, dict[str, float]]:
    """Read a floors file: corpus name to figure name to the least value.

    Raises:
        UsageError: If the file is missing or of another form.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as name:
        ...     path = Path(name) / "floors.json"
        ...     _ = path.write_text('{"sample": {"all": 0.7}}', encoding="utf-8")
        ...     load_floors(path)
        {'sample': {'all': 0.7}}
    """
    hint = 'Write {"corpus": {"all": 0.7, "responsibility.modality": 0.9}}.'
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(corpus): {str(name): float(value) for name, value in floors.items()}
            for corpus, floors in data.items()
        }
    except FileNotFoundError as error:
        raise UsageError(f"{path}: no such file", hint=hint) from error
    except (ValueError, AttributeError, TypeError) as error:
        raise UsageError(f"{path}: not a floors file: {error}", hint=hint) from error


def check_floors(evaluation: Evaluation, floors: Mapping[str, float]) -> list[str]:
    """Name every figure that is below its floor or was not measured at all.

    Args:
        evaluation: What was measured.
        floors: Figure names, as ``figures`` gives them, to the least values.

    Returns:
        One line for each failed floor; empty where all hold.

    Example:
        >>> from auditkit.evaluate.scores import make_score
        >>> evaluation = Evaluation(statements=(make_score("all", 1, 2, 2),))
        >>> check_floors(evaluation, {"all": 0.5, "goal": 0.1})
        ['goal: not measured, floor 0.100']
        >>> check_floors(evaluation, {"all": 0.6})
        ['all: 0.500 is below its floor 0.600']
    """
    measured = figures(evaluation)
    failed: list[str] = []
    for name, floor in sorted(floors.items()):
        value = measured.get(name)
        if value is None:
            failed.append(f"{name}: not measured, floor {floor:.3f}")
        elif value < floor - _ROUNDING:
            failed.append(f"{name}: {value:.3f} is below its floor {floor:.3f}")
    return failed
