from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from auditkit.errors import UsageError
from auditkit.model import (
    Actor,
    ActorKind,
    Anchor,
    Archive,
    Check,
    DocumentRecords,
    Issue,
    Link,
    LinkKind,
    Problem,
    Requirement,
    Results,
    Severity,
    StatementKind,
    Timing,
    Verdict,
)
from auditkit.store import (
    load_outputs,
    load_requirements,
    load_results,
    load_runs,
    open_store,
    record_run,
    save_outputs,
    save_records,
    save_requirements,
    save_results,
)

Make = Callable[..., DocumentRecords]


def requirement(name: str, due: tuple[str, ...] = ()) -> Requirement:
    return Requirement(
        id=name,
        kind=StatementKind.DECISION,
        statements=("s",),
        anchor=Anchor(quote="q", before="", after="", lineage="a"),
        due=due,
    )


def results_of(records: DocumentRecords) -> Results:
    statement = records.statements[0]
    archive = Archive(
        records=(records,),
        actors=(Actor(id="a", name="Styrgruppen", kind=ActorKind.BODY),),
        links=(Link(kind=LinkKind.STATES, source="a", target="b", method="m"),),
        requirements=(requirement("R-1"),),
    )
    return Results(
        archive=archive,
        checks=(
            Check(
                requirement="R-1",
                statement=statement.id,
                verdict=Verdict.NO_EVIDENCE,
                timing=Timing.UNKNOWN,
                reason="Inget senare dokument nämner det.",
            ),
        ),
        issues=(
            Issue(
                code="no_owner",
                severity=Severity.LOW,
                message="Ingen ansvarig.",
                provenances=(statement.provenance,),
            ),
        ),
        problems=(
            Problem(document="x", path="x", stage="read", code="AK303", message="m", hint="h"),
        ),
        skipped=3,
    )


def test_requirement_ids_are_kept_for_ever(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        save_requirements(store, [requirement("R-1"), requirement("R-2")])
        save_requirements(store, [requirement("R-3"), requirement("R-1", due=("2024",))])
    with open_store(tmp_path) as store:
        kept = load_requirements(store)
        assert [r.id for r in kept] == ["R-1", "R-2", "R-3"]
        assert kept[0].due == ("2024",)
        assert [r.id for r in load_requirements(store, current_only=True)] == ["R-1", "R-3"]


def test_results_come_back_whole(tmp_path: Path, make_records: Make) -> None:
    records = make_records("p\udce5.txt")
    results = results_of(records)
    with open_store(tmp_path) as store:
        save_records(store, records, fingerprint="v1")
        save_results(store, results)
    with open_store(tmp_path, create=False) as store:
        assert load_results(store) == results
        assert load_requirements(store) == results.archive.requirements


def test_results_of_a_run_that_never_ended_are_refused(tmp_path: Path, make_records: Make) -> None:
    records = make_records("a.txt")
    with open_store(tmp_path) as store:
        with pytest.raises(UsageError, match="no run has ended"):
            load_results(store)
        save_records(store, records, fingerprint="v1")
        save_results(store, results_of(records))
        save_records(store, make_records("a.txt", "Nytt innehåll."), fingerprint="v1")
        with pytest.raises(UsageError, match="did not end"):
            load_results(store)


def test_runs_are_a_history(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        assert record_run(store, {"version": "1"}) == 1
        assert record_run(store, {"version": "2"}) == 2
        runs = load_runs(store)
    assert [(run["number"], run["version"]) for run in runs] == [(1, "1"), (2, "2")]


def test_outputs_are_remembered_by_name(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        save_outputs(store, {"a": "1", "b": "2"})
        save_outputs(store, {"a": "3"})
        assert load_outputs(store) == {"a": "3", "b": "2"}
