"""The commands that ask a finished run: list, show, lint, export, evaluate, doctor."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import openpyxl
import pytest
from tests.cli.conftest import Invoke

from auditkit.cli import app

COMMANDS = [command.name for command in app.registered_commands]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(invoke: Invoke, command: str) -> None:
    result = invoke(command, "--help")
    assert result.code == 0
    assert f"auditkit {command}" in result.out.replace("\n", " ")
    assert "Example" in result.out


def test_list_filters_by_kind(invoke: Invoke, finished: Path) -> None:
    everything = json.loads(invoke("list", "--dir", finished, "--json").out)
    some = json.loads(invoke("list", "--dir", finished, "--kind", "recommendation", "--json").out)
    assert {entry["type"] for entry in some} == {"recommendation"}
    assert 0 < len(some) < len(everything)
    assert all(entry["quote"] and entry["path"] for entry in everything)


def test_list_filters_by_owner_and_overdue(invoke: Invoke, finished: Path) -> None:
    everything = json.loads(invoke("list", "--dir", finished, "--json").out)
    owner = next(entry["owner"][0] for entry in everything if entry["owner"])
    owned = json.loads(invoke("list", "--dir", finished, "--owner", owner, "--json").out)
    assert owned
    assert {e["statement"] for e in everything if owner in e["owner"]} <= {
        e["statement"] for e in owned
    }
    assert len(owned) < len(everything)
    overdue = json.loads(invoke("list", "--dir", finished, "--overdue", "--json").out)
    assert all(entry["timing"] == "overdue" for entry in overdue)


def test_list_as_a_table_has_one_line_an_entry(invoke: Invoke, finished: Path) -> None:
    result = invoke("list", "--dir", finished, "--kind", "recommendation", "--limit", 3)
    lines = result.out.splitlines()
    assert lines[0].split("\t")[:2] == ["id", "kind"]
    assert len(lines) == 4
    assert "more" in result.err


def test_show_gives_the_statement_its_context_and_its_check(invoke: Invoke, finished: Path) -> None:
    entry = json.loads(invoke("list", "--dir", finished, "--kind", "recommendation", "--json").out)[
        0
    ]
    result = invoke("show", entry["id"], "--dir", finished)
    assert result.code == 0
    assert " ".join(entry["quote"].split()) in " ".join(result.out.split())
    assert entry["path"] in result.out
    assert "verdict" in result.out
    by_statement = json.loads(invoke("show", entry["statement"], "--dir", finished, "--json").out)
    assert by_statement["requirement"]["id"] == entry["id"]


def test_an_actor_is_found_by_any_form_of_its_name(invoke: Invoke, finished: Path) -> None:
    lines = (finished / "actors.jsonl").read_text(encoding="utf-8").splitlines()
    forms = next(
        (actor["id"], actor["name"], alias)
        for actor in map(json.loads, lines)
        for alias in [a["name"] if isinstance(a, dict) else a for a in actor["aliases"]]
        if alias.isupper() and len(alias) > 2
    )
    shown = [json.loads(invoke("show", form, "--dir", finished, "--json").out) for form in forms]
    assert all(each["id"] == forms[0] for found in shown for each in found)
    text = invoke("show", forms[2].lower(), "--dir", finished).out
    assert forms[1] in text
    listed = [
        {
            e["statement"]
            for e in json.loads(
                invoke("list", "--dir", finished, "--owner", form, "--json").out or "[]"
            )
        }
        for form in forms
    ]
    assert listed[0] <= listed[1] & listed[2]


def test_show_of_an_unknown_id_is_wrong_usage(invoke: Invoke, finished: Path) -> None:
    result = invoke("show", "R-none", "--dir", finished)
    assert result.code == 2
    assert "R-none" in result.err


def test_lint_lists_issues_and_strict_ends_with_8(invoke: Invoke, finished: Path) -> None:
    issues = json.loads(invoke("lint", "--dir", finished, "--json").out)
    assert {"placeholder_left", "broken_reference"} <= {issue["code"] for issue in issues}
    assert all(quote["quote"] for issue in issues for quote in issue["quotes"])
    assert invoke("lint", "--dir", finished, "--strict").code == 8
    assert invoke("lint", "--dir", finished).code == 0


@pytest.mark.parametrize("ending", ["xlsx", "csv", "html", "graphml", "json"])
def test_export_writes_each_form(
    invoke: Invoke, finished: Path, tmp_path: Path, ending: str
) -> None:
    target = tmp_path / f"uppföljning.{ending}"
    assert invoke("export", target, "--dir", finished, "--as-of", "2025-12-31").code == 0
    assert target.stat().st_size > 1000
    if ending == "xlsx":
        assert openpyxl.load_workbook(target).worksheets[0].max_row > 10
    if ending == "graphml":
        assert nx.read_graphml(target).number_of_nodes() > 100


def test_export_does_not_overwrite_without_force(
    invoke: Invoke, finished: Path, tmp_path: Path
) -> None:
    target = tmp_path / "a.csv"
    target.write_text("mine", encoding="utf-8")
    result = invoke("export", target, "--dir", finished)
    assert result.code == 7
    assert target.read_text(encoding="utf-8") == "mine"
    assert invoke("export", target, "--dir", finished, "--force").code == 0


def test_export_of_an_unknown_form_names_those_there_are(
    invoke: Invoke, finished: Path, tmp_path: Path
) -> None:
    result = invoke("export", tmp_path / "a.pptx", "--dir", finished)
    assert result.code == 2
    assert "xlsx" in result.err


def test_a_directory_without_a_run_is_wrong_usage(invoke: Invoke, tmp_path: Path) -> None:
    for command in (["list"], ["lint"], ["show", "R-1"]):
        result = invoke(*command, "--dir", tmp_path)
        assert result.code == 2
        assert "auditkit run" in result.err


def test_evaluate_prints_figures_and_holds_floors(
    invoke: Invoke, finished: Path, root: Path, tmp_path: Path
) -> None:
    gold = root / "corpora" / "sample" / "gold.jsonl"
    only = "2023-06-13_protokoll_ledningsgruppen"
    result = invoke("evaluate", gold, "--dir", finished, "--docs", only, "--json")
    assert result.code == 0
    figures = json.loads(result.out)["figures"]
    assert 0 < figures["all"] <= 1
    floors = tmp_path / "floors.json"
    floors.write_text('{"sample": {"all": 1.0}}', encoding="utf-8")
    below = invoke("evaluate", gold, "--dir", finished, "--docs", only, "--floors", floors)
    assert below.code == 8
    assert "below the floor" in below.err


def test_doctor_names_the_pack_and_libraries(invoke: Invoke) -> None:
    result = invoke("doctor", "--json")
    assert result.code == 0
    rows = json.loads(result.out)
    assert {"auditkit", "spacy", "language pack"} <= {row["what"] for row in rows}


def test_the_version_is_printed(invoke: Invoke) -> None:
    assert invoke("--version").out.startswith("auditkit ")
