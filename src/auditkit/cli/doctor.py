"""``auditkit doctor``: what is installed, what is missing, and how to get it."""

from __future__ import annotations

import platform
import shutil
import sys
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer

from auditkit import __version__
from auditkit.cli.console import print_json, print_table
from auditkit.errors import ExitCode, ModelError
from auditkit.fingerprint import packs_in_use
from auditkit.lang import load_pack
from auditkit.programs import reading_programs
from auditkit.settings import load_settings
from auditkit.trained import Card, load_cards, verify_model

_LIBRARIES = (
    "cattrs",
    "charset-normalizer",
    "jinja2",
    "lxml",
    "networkx",
    "numpy",
    "openpyxl",
    "pdfplumber",
    "pillow",
    "pypdfium2",
    "rich",
    "scikit-learn",
    "spacy",
    "typer",
    "xlsxwriter",
)
_PROGRAMS = {
    "pdftotext": "only for the project's own tests; on Debian apt-get install poppler-utils",
}


def doctor_command(
    config: Annotated[Path | None, typer.Option("--config", help="A settings file (TOML).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Show versions, language packs and models, and what is missing.

    Example:

      auditkit doctor
    """
    settings = load_settings(config)
    language = load_pack(settings.language, settings.pack_extensions)
    rules = sum(map(len, language.rules_by_group.values()))
    rows = [
        ("auditkit", __version__, "ok", ""),
        ("Python", platform.python_version(), "ok", sys.executable),
        *(_library(name) for name in _LIBRARIES),
        ("language pack", language.code, "ok", f"{rules} rules"),
        *(
            ("pack", pack.name, "ok", f"SHA-256 {pack.sha256[:12]}")
            for pack in packs_in_use(settings)
        ),
        *(_model(card) for card in load_cards()),
        *reading_programs(),
        *(_program(name, why) for name, why in _PROGRAMS.items()),
    ]
    headings = ("what", "version", "state", "note")
    if as_json:
        print_json([dict(zip(headings, row, strict=True)) for row in rows])
    else:
        print_table(headings, rows)
    if any(state in ("missing", "damaged") for _, _, state, _ in rows):
        raise typer.Exit(int(ExitCode.CONFIGURATION))


def _model(card: Card) -> tuple[str, str, str, str]:
    try:
        verify_model(card)
    except ModelError as error:
        return f"model {card.name}", card.version, "damaged", f"{error.message}. {error.hint}"
    note = f"SHA-256 {card.sha256[:12]}"
    return f"model {card.name}", card.version, "ok", f"{note}; {card.summary}".rstrip("; ")


def _library(name: str) -> tuple[str, str, str, str]:
    try:
        return name, metadata.version(name), "ok", ""
    except metadata.PackageNotFoundError:
        return name, "", "missing", f"python -m pip install {name}"


def _program(name: str, why: str) -> tuple[str, str, str, str]:
    return name, "", "ok" if shutil.which(name) else "not installed", why
