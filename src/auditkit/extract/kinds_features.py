"""What is known about a unit before its kind is decided: words, cues, place and scope.

A trained classifier reads the same record, so nothing here decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditkit.annotate import Annotated, Unit
from auditkit.extract.kinds_context import Context
from auditkit.extract.kinds_cues import fired_groups
from auditkit.extract.scope import find_scope
from auditkit.model import Block, BlockKind, Cue, Doctype, Role, Scope

_CLOSED_ROLES = frozenset({Role.BODY, Role.TITLE, Role.AGENDA_ITEM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """All that decides the kind of a unit.

    ``reports`` is true in a document that is a report or reply, ``accounts`` in one that
    accounts for the writer's own work; ``role`` is the innermost section role that says
    something, ``heading`` the innermost heading; ``cues`` are the rules that fired, by group;
    ``lead_cues``, ``heading_cues`` and ``column_cues`` the groups that fired on the
    lead-in, the heading and the first row of the table; ``density`` the share of rules
    around it; ``explains`` is true in a document that explains things rather than records
    what happened; ``introduces`` is true of a sentence that introduces a list.
    """

    text: str
    start: int
    words: int
    kind: BlockKind
    is_item: bool
    doctype: Doctype
    reports: bool
    accounts: bool
    role: Role
    heading: str
    cues: Mapping[str, tuple[Cue, ...]]
    lead_in: str | None
    lead_cues: frozenset[str]
    heading_cues: frozenset[str]
    column_cues: frozenset[str]
    density: float
    explains: bool
    scope: Scope
    introduces: bool
    header: bool
    hidden: bool


def fires(features: Features, *groups: str) -> bool:
    """Tell whether a rule of any of the groups fired on the unit itself."""
    return any(group in features.cues for group in groups)


def find_features(unit: Unit, annotated: Annotated, context: Context) -> Features:
    """Return the features of a unit."""
    pack = annotated.pack
    text = annotated.text(unit)
    block = annotated.structure.document.blocks[unit.block]
    span = unit.lead_in or context.leads.get(unit.start)
    lead = annotated.text(span) if span is not None else None
    is_item = unit.kind is BlockKind.LIST_ITEM or span is not None
    return Features(
        text=text,
        start=unit.start,
        words=len(text.split()),
        kind=unit.kind,
        is_item=is_item,
        doctype=_doctype(unit, annotated),
        reports=unit.part in context.reporting,
        accounts=unit.part in context.accounting,
        role=_role(unit, annotated),
        heading=_heading(unit, annotated),
        cues=context.cues[unit.start, unit.end],
        lead_in=lead,
        lead_cues=fired_groups(lead, pack) if lead is not None else frozenset(),
        heading_cues=_heading_cues(unit, context),
        column_cues=context.columns[block.table] if block.table is not None else frozenset(),
        explains=unit.part in context.explaining,
        density=max(
            context.density.get((unit.part, unit.section), 0.0),
            context.density[unit.part, None],
        ),
        scope=find_scope(text, pack),
        introduces=_introduces(unit, text, is_item, context),
        header=block.header and span is None or _is_first_of_tasks(unit, block, context),
        hidden=unit.hidden,
    )


def _introduces(unit: Unit, text: str, is_item: bool, context: Context) -> bool:
    if text.rstrip().endswith((":", " att", " följande")):
        return True
    return not is_item and (unit.end in context.introducing or text.rstrip().endswith(","))


def _heading(unit: Unit, annotated: Annotated) -> str:
    if unit.section is None:
        return ""
    return annotated.structure.sections[unit.section].heading


def _heading_cues(unit: Unit, context: Context) -> frozenset[str]:
    cues = context.headings[unit.section] if unit.section is not None else frozenset[str]()
    return cues | {"heading.election"} if unit.start in context.elections else cues


def _is_first_of_tasks(unit: Unit, block: Block, context: Context) -> bool:
    """Tell whether a row is the first of a table and names the columns of tasks."""
    if unit.block not in context.first_rows or block.table is None:
        return False
    return "heading.tasks" in context.columns[block.table]


def _doctype(unit: Unit, annotated: Annotated) -> Doctype:
    for part in annotated.structure.parts:
        if part.label == unit.part:
            return part.doctype
    return annotated.structure.facts.doctype


def _role(unit: Unit, annotated: Annotated) -> Role:
    """Return the innermost role above a unit that says more than "body".

    A heading below a table of contents is none of its entries.
    """
    index = unit.section
    while index is not None:
        section = annotated.structure.sections[index]
        is_own = index == unit.section or section.role is not Role.CONTENTS
        if section.role not in _CLOSED_ROLES and is_own:
            return section.role
        index = section.parent
    return Role.BODY
