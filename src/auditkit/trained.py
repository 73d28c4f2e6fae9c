"""Trained models: where they lie, and whether they are the ones their card names.

Each model is a folder of ``models/`` with a ``card.json`` that gives the SHA-256 of every
file, so that a damaged or exchanged model is refused instead of quietly giving other
results. The models travel in the wheel and need no network.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from auditkit.errors import ModelError

CARD = "card.json"
SCHEMA = 1  # the version of the layout of a model folder that this code reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a model says of itself.

    ``files`` maps each path within ``folder`` to its SHA-256 (hex); ``sha256`` is that of the
    card itself, and so stands for all of them; ``summary`` gives its scores in a line.
    """

    name: str
    version: str
    schema: int
    licence: str
    files: dict[str, str]
    scores: dict[str, float]
    folder: Path
    sha256: str = ""
    summary: str = ""


def models_folder() -> Path:
    """Return the folder of the models: in the wheel, or at the top of a checkout.

    Example:
        >>> models_folder().name
        'models'
    """
    packaged = Path(__file__).parent / "models"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "models"


def load_card(name: str, folder: Path | None = None) -> Card:
    """Return the card of a model, of ``folder`` instead of the shipped models if given.

    Raises:
        ModelError: If there is no such model, or its layout is of another version.

    Example:
        >>> load_card("no_such_model")
        Traceback (most recent call last):
        auditkit.errors.ModelError: no_such_model: there is no such model
    """
    place = (folder or models_folder()) / name
    try:
        written = (place / CARD).read_bytes()
        data = json.loads(written)
    except FileNotFoundError as error:
        raise ModelError(
            f"{name}: there is no such model", hint="Install auditkit again; it ships its models."
        ) from error
    except ValueError as error:
        raise ModelError(
            f"{name}: its card cannot be read: {error}", hint="Install auditkit again."
        ) from error
    if data.get("schema") != SCHEMA:
        raise ModelError(
            f"{name}: made for layout {data.get('schema')}, this version reads {SCHEMA}",
            hint="Train the model again with this version, or install the version it came with.",
        )
    return Card(
        name=data["name"],
        version=data["version"],
        schema=data["schema"],
        licence=data["licence"],
        files=data["files"],
        scores=data["scores"],
        folder=place,
        sha256=hashlib.sha256(written).hexdigest(),
        summary=data.get("summary", ""),
    )


def load_cards(folder: Path | None = None) -> tuple[Card, ...]:
    """Return the cards of all models, by name.

    Raises:
        ModelError: If one cannot be read.

    Example:
        >>> [card.name for card in load_cards(Path("no such folder"))]
        []
    """
    place = folder or models_folder()
    return tuple(load_card(path.parent.name, place) for path in sorted(place.glob(f"*/{CARD}")))


def verify_model(card: Card) -> Path:
    """Return the folder of a model whose files are all as its card says.

    Raises:
        ModelError: If a file is missing or another one than the card names.
    """
    for name, expected in card.files.items():
        path = card.folder / name
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise ModelError(
                f"{card.name}/{name}: {error.strerror}", hint="Install auditkit again."
            ) from error
        if found != expected:
            raise ModelError(
                f"{card.name}/{name}: its SHA-256 is {found[:12]}…, its card says {expected[:12]}…",
                hint="The file was changed or damaged. Install auditkit again, or train the "
                "model again with 'auditkit train'.",
            )
    return card.folder


def hash_files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a model's folder but its card, by path.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as name:
        ...     _ = (Path(name) / "weights.npz").write_bytes(b"abc")
        ...     {path: digest[:8] for path, digest in hash_files(Path(name)).items()}
        {'weights.npz': 'ba7816bf'}
    """
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != CARD
    }
