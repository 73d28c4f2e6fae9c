"""Annotated → statements and sentences: what each unit states, and what it is made of."""

from __future__ import annotations

from auditkit.annotate import Annotated, Unit
from auditkit.extract.attributes import attributes_for
from auditkit.extract.findings import complete_finding
from auditkit.extract.kinds import Verdict, classify
from auditkit.extract.kinds_context import find_context
from auditkit.extract.kinds_features import Features, find_features
from auditkit.extract.mentions import find_mentions
from auditkit.extract.stems import find_stems
from auditkit.locate import locate, statement_id
from auditkit.model import Finding, Sentence, Statement

__all__ = ["extract"]


def extract(annotated: Annotated) -> tuple[tuple[Statement, ...], tuple[Sentence, ...]]:
    """Return the statements of a document and all its sentences, in text order."""
    statements: list[Statement] = []
    sentences: list[Sentence] = []
    taken: set[str] = set()
    context = find_context(annotated)
    for unit in annotated.units:
        features = find_features(unit, annotated, context)
        sentences.append(_sentence(unit, annotated, features))
        verdict = classify(unit, annotated, features)
        if verdict.kind is not None:
            statements.append(_statement(unit, annotated, features, verdict, taken))
    return tuple(statements), tuple(sentences)


def _sentence(unit: Unit, annotated: Annotated, features: Features) -> Sentence:
    return Sentence(
        provenance=locate(annotated.structure.document, unit.start, unit.end),
        kind=unit.kind,
        part=unit.part,
        section=unit.section,
        lead_in=features.lead_in,
        stems=find_stems(features.text, annotated.pack),
        mentions=find_mentions(unit, annotated),
        scope=features.scope,
        hidden=unit.hidden,
    )


def _statement(
    unit: Unit, annotated: Annotated, features: Features, verdict: Verdict, taken: set[str]
) -> Statement:
    kind = verdict.kind
    assert kind is not None
    provenance = locate(annotated.structure.document, unit.start, unit.end)
    attributes = attributes_for(kind, unit, annotated, features.scope)
    if isinstance(attributes, Finding):
        attributes = complete_finding(attributes, features, annotated.pack)
    return Statement(
        id=statement_id(kind, provenance, taken),
        kind=kind,
        provenance=provenance,
        attributes=attributes,
        part=unit.part,
        section=unit.section,
        lead_in=features.lead_in,
        cues=verdict.cues,
    )
