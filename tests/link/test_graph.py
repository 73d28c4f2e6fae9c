"""The graph holds every record as a node, and every edge says where it is written."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from auditkit.lang import Pack
from auditkit.link import build_graph, link_archive
from auditkit.locate import locate
from auditkit.model import (
    AgendaItem,
    Check,
    Decision,
    Doctype,
    DocumentRecords,
    Evidence,
    Goal,
    Meeting,
    Person,
    Responsibility,
    Results,
    Role,
    Stance,
    Timing,
    Verdict,
)

MakeRecord = Callable[..., DocumentRecords]

TEXT = "Hamnrådet uppdrar åt hamnchefen att nå mål B2, se bilaga 1 och dnr HR 2023-0044."


@pytest.fixture
def results(pack: Pack, make_record: MakeRecord) -> Results:
    meeting = Meeting(
        body="Hamnrådet",
        present=(Person(name="Eva Ström"),),
        agenda=(AgendaItem(number="§ 3", title="Bojar"),),
    )
    record = make_record(
        "protokoll.txt",
        [
            "Hamnrådet 2024-01-10",
            "Närvarande: Eva Ström",
            "Bojar",
            (TEXT, Decision(decided_by="Hamnrådet", directed_to=("hamnchefen",))),
            ("B2 Alla bojar ska vara målade.", Goal(id="B2")),
            ("Hamnchefen ska rapportera.", Responsibility(actor=("Hamnchefen",))),
            "Bojarna är målade.",
        ],
        doctype=Doctype.MINUTES,
        date="2024-01-10",
        meeting=meeting,
        headings=[("Bojar", Role.AGENDA_ITEM)],
    )
    archive = link_archive((record,), pack)
    document = record.structure.document
    start = document.text.index("Bojarna är")
    evidence = Evidence(
        provenance=locate(document, start, len(document.text)), stance=Stance.SUPPORTS, score=0.5
    )
    check = Check(
        requirement=archive.requirements[1].id,
        statement=archive.requirements[1].statements[0],
        verdict=Verdict.MET,
        timing=Timing.UNKNOWN,
        reason="",
        evidence=(evidence,),
    )
    return Results(archive=archive, checks=(check,))


def test_every_record_is_a_node_with_kind_and_label(results: Results) -> None:
    graph = build_graph(results)
    kinds = {data["kind"] for _, data in graph.nodes(data=True)}
    assert kinds == {
        "document",
        "part",
        "section",
        "meeting",
        "agenda_item",
        "statement",
        "requirement",
        "actor",
        "reference",
        "sentence",
    }
    assert all(data["label"] for _, data in graph.nodes(data=True))
    archive = results.archive
    assert {r.id for r in archive.requirements} <= set(graph)
    assert {a.id for a in archive.actors} <= set(graph)


def test_every_link_of_the_archive_is_an_edge(results: Results) -> None:
    graph = build_graph(results)
    edges = {(s, t, d["kind"]) for s, t, d in graph.edges(data=True)}
    for link in results.archive.links:
        assert (link.source, link.target, link.kind.value) in edges


def test_edges_quote_their_source(results: Results) -> None:
    graph = build_graph(results)
    text = results.archive.records[0].structure.document.text
    for _, _, data in graph.edges(data=True):
        assert text[data["start"] : data["end"]] == data["quote"]
        assert data["path"] == "protokoll.txt"


def test_references_reach_goals_of_the_archive(results: Results) -> None:
    graph = build_graph(results)
    refers = {
        (data["quote"], graph.nodes[target]["kind"])
        for _, target, data in graph.edges(data=True)
        if data["kind"] == "refers_to"
    }
    assert ("mål B2", "statement") in refers
    assert ("bilaga 1", "reference") in refers
    assert any(quote.endswith("HR 2023-0044") for quote, _ in refers)


def test_evidence_is_an_edge_with_its_stance(results: Results) -> None:
    graph = build_graph(results)
    edge = next(d for *_, d in graph.edges(data=True) if d["kind"] == "evidences")
    assert (edge["stance"], edge["method"], edge["quote"]) == (
        "supports",
        "for",
        "Bojarna är målade.",
    )
    assert graph.nodes[results.checks[0].requirement]["verdict"] == "met"


def test_all_attributes_are_scalars_and_edge_keys_unique(results: Results) -> None:
    graph = build_graph(results)
    rows = [d for _, d in graph.nodes(data=True)] + [d for *_, d in graph.edges(data=True)]
    assert all(isinstance(v, str | int | float | bool) for d in rows for v in d.values())
    keys = [key for *_, key in graph.edges(keys=True)]
    assert len(keys) == len(set(keys))
    assert nx.is_directed(graph)
