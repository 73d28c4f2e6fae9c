"""What a run can be told: one frozen record, read from one TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from auditkit.errors import SettingsError

_CHOICES = {
    "labels": ("sv", "en"),
    "ocr": ("auto", "never", "force"),
    "pages": ("none", "exact"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings, with their defaults.

    ``language`` names the language pack; ``pack_extensions`` are files of the same form
    that an organisation adds; ``labels`` is the language of the exports; ``ocr`` and
    ``pages`` are as in `auditkit.read.ReadOptions`.
    """

    language: str = "sv"
    pack_extensions: tuple[Path, ...] = ()
    labels: str = "sv"
    ocr: Literal["auto", "never", "force"] = "auto"
    pages: Literal["none", "exact"] = "none"

    def __post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                hint = f"Use {', '.join(choices[:-1])} or {choices[-1]}."
                raise SettingsError(f"{name} = {getattr(self, name)!r}", hint=hint)


def load_settings(path: Path | None, **overrides: Any) -> Settings:
    """Read settings from a TOML file; overrides that are not None win.

    Raises:
        SettingsError: If the file cannot be read or names an unknown setting.

    Example:
        >>> load_settings(None, labels="en").labels
        'en'
    """
    settings = Settings()
    if path is not None:
        settings = _replace(settings, _read(path), base=path.parent, source=str(path))
    given = {name: value for name, value in overrides.items() if value is not None}
    return _replace(settings, given, base=Path(), source="command line")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}", hint="Mend the settings file.") from error


def _replace(settings: Settings, values: dict[str, Any], *, base: Path, source: str) -> Settings:
    known = set(Settings.__dataclass_fields__)
    unknown = sorted(set(values) - known)
    if unknown:
        raise SettingsError(
            f"{source}: unknown setting {', '.join(unknown)}",
            hint=f"Known settings: {', '.join(sorted(known))}.",
        )
    if "pack_extensions" in values:
        values = {**values, "pack_extensions": tuple(base / p for p in values["pack_extensions"])}
    return replace(settings, **values)
