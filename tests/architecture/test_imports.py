"""The import rules and fences of docs/architecture.md, and limits of size."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "auditkit"
MODULES = sorted(PACKAGE.rglob("*.py"))
STAGES = {"read", "structure", "annotate", "extract", "link", "check", "track", "report", "store"}
GROUND = {"model", "errors", "locate", "lang", "records_json", "trained"}
JOINERS = {"train", "pipeline", "exports", "preview", "programs"}
FENCES = {
    "pdfplumber": {"read"},
    "pypdfium2": {"read"},
    "spacy": {"annotate", "extract", "pipeline", "train"},
    "sklearn": {"extract", "check", "train"},
    "networkx": {"link", "check", "report"},
    "sqlite3": {"store"},
    "typer": {"cli"},
    "rich": {"cli"},
}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "base", "core", "manager"}
MAX_LINES = 400


def name_of(module: Path) -> str:
    return str(module.relative_to(PACKAGE))


def owner_of(module: Path) -> str:
    """The stage or top-level module that a file belongs to."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            yield node.module or ""


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_stage_imports_no_other_stage(module: Path) -> None:
    owner = owner_of(module)
    for name in imports_of(module):
        top, _, rest = name.partition(".")
        if top != "auditkit" or not rest:
            continue
        target = rest.split(".")[0]
        assert target != "cli" or owner == "cli", f"{name}: cli is imported by nobody"
        if owner in GROUND:
            assert target in GROUND, f"{owner} imports {name}"
        elif owner == "extract":
            assert target in GROUND | {"extract", "annotate"}, f"{owner} imports {name}"
        elif owner in STAGES:
            assert target in GROUND | {owner}, f"{owner} imports {name}"
        elif owner not in JOINERS:
            assert target not in STAGES, f"{owner} imports {name}: only {JOINERS} join stages"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_libraries_stay_behind_their_fences(module: Path) -> None:
    for name in imports_of(module):
        allowed = FENCES.get(name.split(".")[0])
        assert allowed is None or owner_of(module) in allowed, f"{name} in {module.name}"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_modules_are_small_and_well_named(module: Path) -> None:
    lines = len(module.read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_LINES, f"{lines} lines"
    assert module.stem not in FORBIDDEN_NAMES


def test_model_and_errors_import_only_the_standard_library() -> None:
    for module in [*(PACKAGE / "model").glob("*.py"), PACKAGE / "errors.py"]:
        for imported in imports_of(module):
            standard = imported.split(".")[0] in sys.stdlib_module_names
            assert standard or imported.startswith("auditkit.model")
