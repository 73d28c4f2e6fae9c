"""GraphML and node-link JSON are read back by networkx without loss."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from auditkit.errors import OutputError
from auditkit.report.graph import clean_text, flatten_graph, write_graphml, write_node_link

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(min_value=-(2**40), max_value=2**40),
    st.floats(),
    st.text(max_size=30),
    st.lists(st.text(max_size=5), max_size=3),
)
NAMES = st.sampled_from(["kind", "label", "page", "quote", "id", "key", "source", "größe"])
ATTRIBUTES = st.dictionaries(NAMES, SCALARS, max_size=4)
NODES = st.dictionaries(st.text(min_size=1, max_size=8), ATTRIBUTES, max_size=5)


@st.composite
def graphs(draw: st.DrawFn) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    nodes = draw(NODES)
    for node, data in nodes.items():
        graph.add_node(node)
        graph.nodes[node].update(data)
    if nodes:
        ends = st.sampled_from(sorted(nodes))
        for number in range(draw(st.integers(0, 6))):
            source, target = draw(ends), draw(ends)
            graph.add_edge(source, target, key=f"e{number}")
            graph.edges[source, target, f"e{number}"].update(draw(ATTRIBUTES))
    return graph


def content(graph: nx.MultiDiGraph[str]) -> tuple[Any, Any]:
    """Nodes and edges with attributes; GraphML's own edge id is the key once more."""
    edges = {}
    for source, target, key, data in graph.edges(keys=True, data=True):
        edges[source, target, key] = {k: v for k, v in data.items() if k != "id"}
    return dict(graph.nodes(data=True)), edges


@settings(max_examples=60, deadline=None)
@given(graph=graphs())
def test_both_formats_are_read_back_without_loss(
    graph: nx.MultiDiGraph[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("graph")
    flat = content(flatten_graph(graph))
    assert len(flat[0]) == graph.number_of_nodes()
    assert len(flat[1]) == graph.number_of_edges()
    write_graphml(graph, folder / "g.graphml")
    read = nx.read_graphml(folder / "g.graphml", edge_key_type=str, force_multigraph=True)
    assert content(read) == flat
    write_node_link(graph, folder / "g.json")
    data = json.loads((folder / "g.json").read_text(encoding="utf-8"))
    assert content(nx.node_link_graph(data, edges="edges")) == flat


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=40), more=st.text(max_size=40))
def test_escapes_are_fit_for_xml_and_tell_texts_apart(text: str, more: str) -> None:
    element = etree.Element("a")
    element.text = clean_text(text)  # lxml refuses what XML cannot hold
    assert (clean_text(text) == clean_text(more)) == (text == more)


def test_usual_texts_are_not_changed() -> None:
    assert (
        clean_text("Åtgärd:\tnästa rad\n”klar” § 4 \\ n") == "Åtgärd:\tnästa rad\n”klar” § 4 \\ n"
    )


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("a", kind="actor")
    missing = tmp_path / "gone" / "g.graphml"
    for write in (write_graphml, write_node_link):
        with pytest.raises(OutputError):
            write(graph, missing)
    path = tmp_path / "g.graphml"
    write_graphml(graph, path)
    assert [p.name for p in tmp_path.iterdir()] == ["g.graphml"]


def test_graphml_has_one_key_for_each_attribute(tmp_path: Path) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("a", page=3)
    graph.add_node("b", page="iv")
    write_graphml(graph, tmp_path / "g.graphml")
    keys = etree.parse(tmp_path / "g.graphml").findall("{*}key")
    assert [(k.get("attr.name"), k.get("attr.type")) for k in keys] == [("page", "string")]
