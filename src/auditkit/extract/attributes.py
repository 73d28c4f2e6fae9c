"""The attributes of a statement whose kind is known: one function, one module for each kind."""

from __future__ import annotations

from auditkit.annotate import Annotated, Unit
from auditkit.extract.attributes_advice import recommendation_attributes
from auditkit.extract.attributes_decision import decision_attributes
from auditkit.extract.attributes_duty import commitment_attributes, responsibility_attributes
from auditkit.extract.attributes_goal import goal_attributes
from auditkit.extract.attributes_topic import finding_attributes, risk_attributes
from auditkit.model import Attributes, Scope, StatementKind


def attributes_for(
    kind: StatementKind, unit: Unit, annotated: Annotated, scope: Scope
) -> Attributes:
    """Return the attributes of the statement that a unit makes; what the text lacks is left out.

    Args:
        kind: What the statement is.
        unit: The sentence, list item or table row.
        annotated: The document it stands in.
        scope: In which sense it says what it says; ``reported`` makes a rule retold.

    Example:
        >>> from auditkit.extract.attributes import attributes_for
        >>> from auditkit.annotate import annotate, load_pipeline
        >>> from auditkit.lang import load_pack
        >>> from auditkit.model import Block, BlockKind, Document, Facts, Structure
        >>> text = "Projektledaren ska rapportera varje månad."
        >>> block = Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text))
        >>> document = Document(id="d", sha256="d", name="d", path="d", media_type="text/plain",
        ...                     text=text, blocks=(block,), lines=())
        >>> structure = Structure(document=document, facts=Facts(), parts=(), sections=(),
        ...                       block_sections=(None,), lead_ins=(None,))
        >>> pack = load_pack("sv")
        >>> annotated = annotate(structure, pack, load_pipeline(pack))
        >>> found = attributes_for(StatementKind.RESPONSIBILITY, annotated.units[0], annotated,
        ...                        Scope())
        >>> found.actor, found.modality, found.frequency
        (('Projektledaren',), 'shall', 'varje månad')
    """
    if kind is StatementKind.RESPONSIBILITY:
        return responsibility_attributes(unit, annotated, scope)
    if kind is StatementKind.DECISION:
        return decision_attributes(unit, annotated)
    if kind is StatementKind.COMMITMENT:
        return commitment_attributes(unit, annotated)
    if kind is StatementKind.RECOMMENDATION:
        return recommendation_attributes(unit, annotated)
    if kind is StatementKind.GOAL:
        return goal_attributes(unit, annotated)
    if kind is StatementKind.RISK:
        return risk_attributes(unit, annotated)
    return finding_attributes(unit, annotated)
