"""The graph of an archive: a networkx multigraph whose attributes are all scalars."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import networkx as nx

from auditkit.link.nodes import (
    agenda_node,
    meeting_node,
    part_node,
    section_node,
    sentence_node,
)
from auditkit.link.references import reference_label
from auditkit.model import (
    Actor,
    Check,
    DocumentRecords,
    Evidence,
    LinkKind,
    Provenance,
    Requirement,
    Results,
    Statement,
)

Scalar = str | int | float | bool
_LABEL = 80


def build_graph(results: Results) -> nx.MultiDiGraph[str]:
    """Return documents, parts, meetings, sections, statements, actors and references.

    Every node has ``kind`` and ``label``; every edge ``kind``, ``method`` and, where a quote
    made it, ``document``, ``path``, ``start``, ``end``, ``quote`` and ``page``.

    Example:
        >>> from auditkit.model import Archive
        >>> build_graph(Results(archive=Archive(records=()))).number_of_nodes()
        0
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    archive = results.archive
    for record in archive.records:
        _add_document(graph, record)
    for actor in archive.actors:
        _add_node(graph, actor.id, "actor", actor.name, _actor_attributes(actor))
    for link in archive.links:
        if link.kind is LinkKind.REFERS_TO and link.target not in graph:
            kind = link.target.split(":")[1] if link.target.startswith("ref:") else "other"
            label = reference_label(link)
            _add_node(graph, link.target, "reference", label, {"reference_kind": kind})
        if link.source in graph and link.target in graph:
            _add_edge(graph, link.source, link.target, link.kind, link.method, link.provenance)
    statements = {s.id: s for r in archive.records for s in r.statements}
    checks = {c.requirement: c for c in results.checks}
    for requirement in archive.requirements:
        _add_requirement(graph, requirement, checks.get(requirement.id), statements)
    for check in results.checks:
        if check.requirement in graph:
            _add_evidence(graph, check)
    return graph


def provenance_attributes(provenance: Provenance | None) -> dict[str, Scalar]:
    """Return a provenance as scalars, empty where there is none.

    Example:
        >>> provenance_attributes(Provenance(document_id="d", document="p.pdf", path="p.pdf",
        ...                                  start=0, end=2, quote="Ja", pages=(3, 4)))["page"]
        3
    """
    if provenance is None:
        return {}
    found: dict[str, Scalar] = {
        "document": provenance.document,
        "path": provenance.path,
        "start": provenance.start,
        "end": provenance.end,
        "quote": provenance.quote,
    }
    if provenance.pages:
        found["page"], found["last_page"] = provenance.pages
    if provenance.place:
        found["place"] = provenance.place
    return found


def _add_node(
    graph: nx.MultiDiGraph[str],
    node: str,
    kind: str,
    label: str,
    attributes: dict[str, Scalar | None],
) -> None:
    """Add a node without the attributes that are not there."""
    label = " ".join(label.split())
    short = label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"
    known = {k: v for k, v in attributes.items() if v is not None}
    graph.add_node(node, kind=kind, label=short, **known)


def _add_edge(
    graph: nx.MultiDiGraph[str],
    source: str,
    target: str,
    kind: LinkKind,
    method: str,
    provenance: Provenance | None,
    **more: Scalar,
) -> None:
    """Add an edge with its provenance."""
    graph.add_edge(
        source,
        target,
        key=_edge_key(source, target, graph.number_of_edges(source, target)),
        kind=kind.value,
        label=kind.value,
        method=method,
        **provenance_attributes(provenance),
        **more,
    )


def _edge_key(source: str, target: str, nth: int) -> str:
    """Return a key that no other edge of the graph has, as Gephi asks."""
    return "e" + hashlib.sha256(f"{source}\x1f{target}\x1f{nth}".encode()).hexdigest()[:16]


def _add_document(graph: nx.MultiDiGraph[str], record: DocumentRecords) -> None:
    """Add a document and everything inside it."""
    for node, kind, label, attributes in _document_nodes(record):
        _add_node(graph, node, kind, label, attributes)
    for statement in record.statements:
        _add_node(
            graph,
            statement.id,
            "statement",
            statement.provenance.quote,
            {
                "statement_kind": statement.kind.value,
                "part": statement.part,
                **provenance_attributes(statement.provenance),
            },
        )


def _document_nodes(
    record: DocumentRecords,
) -> Iterator[tuple[str, str, str, dict[str, Scalar | None]]]:
    """Yield the nodes of a document's structure."""
    structure = record.structure
    document, facts, meeting = structure.document, structure.facts, structure.facts.meeting
    yield (
        document.id,
        "document",
        facts.title or document.name,
        {
            "document": document.name,
            "path": document.path,
            "doctype": facts.doctype.value,
            "date": facts.date,
            "reference": facts.reference,
            "issuer": facts.issuer,
        },
    )
    for part in structure.parts:
        attributes: dict[str, Scalar | None] = {
            "doctype": part.doctype.value,
            "date": part.date,
            "part": part.label,
            "document": document.name,
            "path": document.path,
        }
        yield part_node(document.id, part.label), "part", part.title or part.label, attributes
    for index, section in enumerate(structure.sections):
        attributes = {
            "role": section.role.value,
            "number": section.number,
            "level": section.level,
            "document": document.name,
            "path": document.path,
        }
        label = " ".join(filter(None, (section.number, section.heading))) or section.role.value
        yield section_node(document.id, index), "section", label, attributes
    if meeting:
        label = " ".join(filter(None, (meeting.body, facts.date))) or document.name
        attributes = {"body": meeting.body, "date": facts.date, "document": document.name}
        yield meeting_node(document.id), "meeting", label, attributes
        for index, item in enumerate(meeting.agenda):
            attributes = {"number": item.number, "presenter": item.presenter}
            label = " ".join(filter(None, (item.number, item.title)))
            yield agenda_node(document.id, index), "agenda_item", label, attributes


def _actor_attributes(actor: Actor) -> dict[str, Scalar | None]:
    """Return the attributes of an actor's node."""
    names = sorted({alias.name for alias in actor.aliases})
    return {"actor_kind": actor.kind.value, "aliases": "; ".join(names) or None}


def _add_requirement(
    graph: nx.MultiDiGraph[str],
    requirement: Requirement,
    check: Check | None,
    statements: dict[str, Statement],
) -> None:
    """Add a requirement and an edge from each statement in which it stands."""
    _add_node(
        graph,
        requirement.id,
        "requirement",
        requirement.anchor.quote,
        {
            "requirement_kind": requirement.kind.value,
            "owner": "; ".join(requirement.owner) or None,
            "due": "; ".join(requirement.due) or None,
            "group": requirement.group,
            "follow_up": requirement.follow_up,
            "verdict": check.verdict.value if check else None,
            "timing": check.timing.value if check else None,
        },
    )
    for index, statement in enumerate(requirement.statements):
        if statement in graph:
            _add_edge(
                graph,
                statement,
                requirement.id,
                LinkKind.STATES,
                "place" if index else "original",
                statements[statement].provenance if statement in statements else None,
            )


def _add_evidence(graph: nx.MultiDiGraph[str], check: Check) -> None:
    """Add the passages for and against a verdict, sentences as nodes of their own."""
    for evidence, side in [
        *((e, "for") for e in check.evidence),
        *((e, "against") for e in check.against),
    ]:
        _add_edge(
            graph,
            _evidence_node(graph, evidence),
            check.requirement,
            LinkKind.EVIDENCES,
            side,
            evidence.provenance,
            stance=evidence.stance.value,
            score=float(evidence.score),
        )


def _evidence_node(graph: nx.MultiDiGraph[str], evidence: Evidence) -> str:
    """Return the node of a passage, which is added where it is no statement."""
    if evidence.statement and evidence.statement in graph:
        return evidence.statement
    place = evidence.provenance
    node = sentence_node(place.document_id, place.start, place.end)
    if node not in graph:
        _add_node(graph, node, "sentence", place.quote, dict(provenance_attributes(place)))
        if place.document_id in graph:
            _add_edge(graph, place.document_id, node, LinkKind.CONTAINS, "evidence", place)
    return node
