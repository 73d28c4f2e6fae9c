"""Annotated → statements and sentences: what each unit states, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditkit.annotate import Annotated, Unit, parse_spans
from auditkit.extract.attributes import attributes_for
from auditkit.extract.attributes_actor import is_plain
from auditkit.extract.attributes_words import words_between
from auditkit.extract.findings import complete_finding
from auditkit.extract.kinds import Verdict, classify
from auditkit.extract.kinds_context import find_context
from auditkit.extract.kinds_features import Features, find_features
from auditkit.extract.mentions import find_mentions
from auditkit.extract.persons import Named, find_persons
from auditkit.extract.scope import needs_tree, refine_scope
from auditkit.extract.stems import find_stems
from auditkit.locate import locate, statement_id
from auditkit.model import BlockKind, Finding, Sentence, Statement, StatementKind

__all__ = ["extract"]

# Kinds that name who is to act. Who decided or is advised, the words tell as well as a tree.
_ACTING = (StatementKind.RESPONSIBILITY, StatementKind.COMMITMENT)


def extract(annotated: Annotated) -> tuple[tuple[Statement, ...], tuple[Sentence, ...]]:
    """Return the statements of a document and all its sentences, in text order."""
    statements: list[Statement] = []
    sentences: list[Sentence] = []
    taken: set[str] = set()
    context = find_context(annotated)
    persons = find_persons(annotated)
    known = [find_features(unit, annotated, context) for unit in annotated.units]
    verdicts = classify(known, annotated.pack.code)
    annotated = parse_spans(annotated, _to_be_parsed(annotated, known, verdicts))
    known = [
        _with_scope(unit, annotated, f) for unit, f in zip(annotated.units, known, strict=True)
    ]
    for unit, features, verdict in zip(annotated.units, known, verdicts, strict=True):
        sentences.append(_sentence(unit, annotated, features, persons.get(unit.start, ())))
        if verdict.kind is not None:
            statements.append(_statement(unit, annotated, features, verdict, taken))
    return tuple(statements), tuple(sentences)


def _to_be_parsed(
    annotated: Annotated, known: Sequence[Features], verdicts: Sequence[Verdict]
) -> Iterator[tuple[int, int]]:
    """Yield the stretches of which a tree may tell more than words do, with their lead-ins.

    They are statements that say who is to do what, where word order does not make it plain,
    and those that may negate something else than what they say.
    """
    for unit, features, verdict in zip(annotated.units, known, verdicts, strict=True):
        if verdict.kind is None or unit.kind is BlockKind.TABLE_ROW:
            continue
        acting = verdict.kind in _ACTING and not is_plain(unit, annotated)
        if acting or needs_tree(features.scope, features.text, annotated.pack):
            yield unit.start, unit.end
        if acting and unit.lead_in is not None:
            yield unit.lead_in.start, unit.lead_in.end


def _with_scope(unit: Unit, annotated: Annotated, features: Features) -> Features:
    """Return the features with the scope that the tree leaves, where there is one."""
    if not needs_tree(features.scope, features.text, annotated.pack):
        return features
    words = words_between(annotated.doc, unit.start, unit.end)
    tree = annotated.tree(words)
    if tree is None:
        return features
    scope = refine_scope(features.scope, features.text, unit.start, words, tree, annotated.pack)
    return features if scope == features.scope else replace(features, scope=scope)


def _sentence(
    unit: Unit, annotated: Annotated, features: Features, persons: Sequence[Named]
) -> Sentence:
    return Sentence(
        provenance=locate(annotated.structure.document, unit.start, unit.end),
        kind=unit.kind,
        part=unit.part,
        section=unit.section,
        lead_in=features.lead_in,
        stems=find_stems(features.text, annotated.pack),
        mentions=find_mentions(unit, annotated, persons),
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
        reason=verdict.reason,
    )
