r"""The graph as GraphML (Gephi, yEd) and node-link JSON, read back by networkx without loss.

Attributes are scalars of one type for each name. What XML 1.0 cannot hold (control
characters, lone surrogates) is written as ``\uXXXX``, in both files alike; a text that
already holds such an escape gets its backslash escaped, so that nothing is confused.
"""

from __future__ import annotations

import io
import json
import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from auditkit.report.files import replace_file

_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"\\(?=u[0-9a-f]{4})")
_RESERVED = {"node": {"id"}, "edge": {"id", "source", "target", "key"}}


def write_graphml(graph: nx.MultiDiGraph[Any], path: Path) -> str:
    """Write a graph as GraphML, whole or not at all.

    Returns:
        The file's SHA-256.

    Raises:
        OutputError: If it cannot be written; nothing is left behind then.

    Example:
        >>> import tempfile
        >>> graph = nx.MultiDiGraph()
        >>> _ = graph.add_edge("a", "b", key="e0", kind="states")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = write_graphml(graph, Path(folder, "g.graphml"))
        ...     nx.read_graphml(Path(folder, "g.graphml"), force_multigraph=True).number_of_edges()
        1
    """
    buffer = io.BytesIO()
    nx.write_graphml(flatten_graph(graph), buffer, encoding="utf-8", prettyprint=True)
    return replace_file(path, buffer.getvalue())


def write_node_link(graph: nx.MultiDiGraph[Any], path: Path) -> str:
    """Write a graph as node-link JSON with nodes and edges, whole or not at all.

    Returns:
        The file's SHA-256.

    Raises:
        OutputError: If it cannot be written; nothing is left behind then.

    Example:
        >>> import tempfile
        >>> graph = nx.MultiDiGraph()
        >>> _ = graph.add_edge("a", "b", key="e0", kind="states")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = write_node_link(graph, Path(folder, "g.json"))
        ...     sorted(json.loads(Path(folder, "g.json").read_text()))
        ['directed', 'edges', 'graph', 'multigraph', 'nodes']
    """
    data = nx.node_link_data(flatten_graph(graph), edges="edges")
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1)
    return replace_file(path, text.encode("utf-8"))


def flatten_graph(graph: nx.MultiDiGraph[Any]) -> nx.MultiDiGraph[Any]:
    """Return a copy that both formats hold: text ids, unique edge keys, scalar attributes.

    None and empty texts are left out; lists are joined by "; "; a name that holds several
    types is text throughout.

    Example:
        >>> graph = nx.MultiDiGraph()
        >>> graph.add_node(1, names=["a", "b"], gone=None)
        >>> dict(flatten_graph(graph).nodes(data=True))
        {'1': {'names': 'a; b'}}
    """
    flat: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    node_texts = _mixed_names(data for _, data in graph.nodes(data=True))
    for node, data in graph.nodes(data=True):
        flat.add_node(clean_text(str(node)))
        flat.nodes[clean_text(str(node))].update(_flatten(data, "node", node_texts))
    edge_texts = _mixed_names(data for *_, data in graph.edges(data=True))
    taken: set[str] = set()
    for number, (source, target, key, data) in enumerate(graph.edges(keys=True, data=True)):
        name = clean_text(key) if isinstance(key, str) and key else f"e{number}"
        while name in taken:
            name = f"{name}-{number}"
        taken.add(name)
        source, target = clean_text(str(source)), clean_text(str(target))
        flat.add_edge(source, target, key=name)
        flat.edges[source, target, name].update(_flatten(data, "edge", edge_texts))
    return flat


def clean_text(text: str) -> str:
    r"""Return a text that XML 1.0 can hold: what it cannot is written as an escape.

    Example:
        >>> clean_text("a\x0bb"), clean_text(r"a\u000bb")
        ('a\\u000bb', 'a\\u005cu000bb')
    """
    text = _ESCAPE.sub(lambda _: r"\u005c", text)
    return _UNFIT.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _flatten(data: Mapping[Any, Any], owner: str, texts: set[str]) -> dict[str, Any]:
    """Return attributes as scalars; a name that the formats use themselves gets a ``_``."""
    found: dict[str, Any] = {}
    for name, value in data.items():
        scalar = _scalar(value)
        if scalar is None or scalar == "":
            continue
        if str(name) in texts and not isinstance(scalar, str):
            scalar = str(scalar)
        clean = clean_text(str(name))
        while clean in _RESERVED[owner] or clean in found:
            clean += "_"
        found[clean] = scalar
    return found


def _mixed_names(rows: Iterable[Mapping[Any, Any]]) -> set[str]:
    """Return the attribute names that hold values of several types."""
    types: dict[str, set[type]] = {}
    for data in rows:
        for name, value in data.items():
            scalar = _scalar(value)
            if scalar is not None and scalar != "":
                types.setdefault(str(name), set()).add(type(scalar))
    return {name for name, found in types.items() if len(found) > 1}


def _scalar(value: Any) -> str | int | float | bool | None:
    """Return a value as a scalar: lists joined, numbers that are none as text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        return clean_text(str(value))
    if isinstance(value, list | tuple | set | frozenset):
        items = [_scalar(item) for item in value]
        found = [str(item) for item in items if item is not None]
        return "; ".join(sorted(found) if isinstance(value, set | frozenset) else found)
    return clean_text(str(value))
