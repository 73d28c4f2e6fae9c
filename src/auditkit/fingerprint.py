"""What a run depends on besides the documents: the code, packs and models, named by hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

from auditkit import __version__
from auditkit.errors import SettingsError
from auditkit.model import Component
from auditkit.settings import Settings
from auditkit.trained import load_cards

# Everything the records of a document depend on; a change of any of it reads anew.
_LEFT_HALF = (
    "read",
    "structure",
    "extract",
    "lang",
    "model",
    "annotate",
    "locate.py",
    "records_json.py",
)


def fingerprint_of(settings: Settings, programs: str = "") -> str:
    """Return a hash of everything a document's records depend on besides its bytes.

    It covers the files whole, so that a record is never reused where any of them changed.
    ``programs`` names those that take part in reading, with their versions.

    Raises:
        SettingsError: If an extension of the pack cannot be read.

    Example:
        >>> len(fingerprint_of(Settings()))
        16
    """
    asked = (settings.language, settings.ocr, settings.pages, programs)
    digest = hashlib.sha256("\0".join(asked).encode())
    package = resources.files("auditkit")
    for name in _LEFT_HALF:
        for part, data in _files_below(package.joinpath(name), name):
            digest.update(part.encode() + b"\0" + data)
    for component in (*packs_in_use(settings), *models_in_use()):
        digest.update(component.sha256.encode())
    return digest.hexdigest()[:16]


def packs_in_use(settings: Settings) -> tuple[Component, ...]:
    """Return the language pack and its extensions, each with the hash of its files.

    Raises:
        SettingsError: If an extension cannot be read.

    Example:
        >>> [pack.name for pack in packs_in_use(Settings())]
        ['sv']
    """
    digest = hashlib.sha256()
    folder = resources.files("auditkit.lang").joinpath(settings.language)
    for name, data in _files_below(folder, settings.language):
        digest.update(name.encode() + b"\0" + data)
    found = [Component(name=settings.language, version=__version__, sha256=digest.hexdigest())]
    for path in settings.pack_extensions:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SettingsError(
                f"{path}: {error.strerror}", hint="Correct pack_extensions in the settings."
            ) from error
        name = path.name
        found.append(Component(name=name, version="", sha256=hashlib.sha256(data).hexdigest()))
    return tuple(found)


def models_in_use() -> tuple[Component, ...]:
    """Return the trained models, each with the hash of its card, which names all its files.

    Raises:
        ModelError: If a card cannot be read.

    Example:
        >>> [model.name for model in models_in_use() if model.name == "sv_auditkit"]
        ['sv_auditkit']
    """
    return tuple(
        Component(name=card.name, version=card.version, sha256=card.sha256) for card in load_cards()
    )


def _files_below(item: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes of a package file or of all files below a package folder."""
    if item.is_file():
        yield name, item.read_bytes()
        return
    for child in sorted(item.iterdir(), key=lambda c: c.name):
        if child.name != "__pycache__":
            yield from _files_below(child, f"{name}/{child.name}")
