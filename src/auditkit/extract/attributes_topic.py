"""The topic of findings and risks: the first words of substance in the sentence."""

from __future__ import annotations

from auditkit.annotate import Annotated, Unit
from auditkit.extract.attributes_clause import analyse_clause
from auditkit.extract.attributes_words import words_between
from auditkit.model import Finding, Risk

_MOST = 5


def finding_attributes(unit: Unit, annotated: Annotated) -> Finding:
    """Return the topic of a finding; its kind and polarity are given by the kind's rules."""
    return Finding(topic=topic_of(unit, annotated))


def risk_attributes(unit: Unit, annotated: Annotated) -> Risk:
    """Return the topic of a risk."""
    return Risk(topic=topic_of(unit, annotated))


def topic_of(unit: Unit, annotated: Annotated) -> str | None:
    """Return two to five words that say what a sentence is about: its subject, else its start."""
    words = words_between(annotated.doc, unit.start, unit.end)
    if not words:
        return None
    clause = analyse_clause(words, annotated.pack)
    start, end = clause.subject if clause is not None else (0, len(words))
    stop = frozenset(annotated.pack.words("clause_adverbs"))
    chosen = [w for w in words[start:end] if w.text.isalnum() and w.lower not in stop]
    if len(chosen) < 2:
        chosen = [w for w in words if w.text.isalnum() and w.lower not in stop]
    return " ".join(word.text for word in chosen[:_MOST]) or None
