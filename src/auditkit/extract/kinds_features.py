"""What is known about a unit before its kind is decided: words, cues, place and scope.

A trained classifier reads the same record, so nothing here decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditkit.annotate import Annotated, Unit
from auditkit.extract.scope import find_scope
from auditkit.lang import Pack
from auditkit.model import Block, BlockKind, Cue, Doctype, Part, Role, Scope, Span

_PREFIXES = ("recommendation.", "decision.", "goal.", "commitment.", "duty.", "finding.", "risk.")
_HEADING_PREFIXES = (*_PREFIXES, "heading.")
_CLOSED_ROLES = frozenset({Role.BODY, Role.TITLE, Role.AGENDA_ITEM})
_MAIN_CLAUSE = frozenset({"duty.shall", "commitment.shall"})
_RULE_CUES = (
    "duty.shall",
    "duty.must",
    "duty.should",
    "duty.right",
    "duty.must_not",
    "duty.responsible",
    "duty.task",
    "decision.rule",
)
_FEW = 3  # units below which a section's own share of rules says nothing
_OPENING = 600  # characters at the start of a part in which it says what it is
_TELLING = 0.3  # share of sentences in the past or with figures that makes a report
_TELLING_CUES = ("duty.past", "finding.figure", "commitment.date")
_SENTENCE_WORDS = 4
_LABEL_WORDS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """All that decides the kind of a unit.

    ``role`` is the innermost section role that says something; ``cues`` are the rules that
    fired, by group; ``lead_cues``, ``heading_cues``, ``column_cues`` the
    groups that fired on the lead-in, the headings above and the first row of the table. ``density`` is the share of units of its section that lay down a rule,
    ``introduces`` is true of a sentence that introduces a list, ``reports`` of a document that calls itself a report, review or the like.
    """

    text: str
    start: int
    words: int
    kind: BlockKind
    is_item: bool
    doctype: Doctype
    reports: bool
    role: Role
    cues: Mapping[str, tuple[Cue, ...]]
    lead_in: str | None
    lead_cues: frozenset[str]
    heading_cues: frozenset[str]
    column_cues: frozenset[str]
    density: float
    telling: float
    scope: Scope
    introduces: bool
    header: bool
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What all units of a document share: computed once.

    ``introducing`` holds the ends of the spans that introduce a list, ``headings`` the
    groups that fire on each section's heading and those above it, ``columns`` the groups
    that fire on the first row of each table, ``reporting`` the labels of the parts that
    call themselves reports, ``elections`` the starts of units below a line "Val av ...",
    ``leads`` the unfinished line above a unit "att ...", ``density`` the share of rules.
    """

    introducing: frozenset[int]
    headings: tuple[frozenset[str], ...]
    columns: Mapping[int, frozenset[str]]
    first_rows: frozenset[int]
    reporting: frozenset[str]
    elections: frozenset[int]
    leads: Mapping[int, Span]
    telling: Mapping[str, float]
    density: Mapping[tuple[str, int | None], float]


def fires(features: Features, *groups: str) -> bool:
    """Tell whether a rule of any of the groups fired on the unit itself."""
    return any(group in features.cues for group in groups)


def find_context(annotated: Annotated) -> Context:
    """Return what all units of a document share."""
    structure, pack = annotated.structure, annotated.pack
    titles = {part.label: fired_groups(part.title or "", pack) for part in structure.parts}
    headings: list[frozenset[str]] = []
    for section in structure.sections:
        own = fired_groups(section.heading, pack)
        above = headings[section.parent] if section.parent is not None else titles[section.part]
        # A goal's heading covers all below it; a heading "Beslut" only its own text.
        headings.append(own | (above & {"heading.goals"}))
    document = structure.document
    columns: dict[int, frozenset[str]] = {}
    first_rows: set[int] = set()
    for index, block in enumerate(document.blocks):
        if block.table is not None and block.table not in columns:
            columns[block.table] = fired_groups(document.text[block.start : block.end], pack)
            first_rows.add(index)
    leads = _open_leads(annotated)
    telling = _telling(annotated)
    reporting = frozenset(
        part.label
        for part in structure.parts
        if _reports(part, annotated, telling[part.label])
    )
    return Context(
        introducing=frozenset(
            span.end for span in (*structure.lead_ins, *leads.values()) if span is not None
        ),
        headings=tuple(headings),
        columns=columns,
        first_rows=frozenset(first_rows),
        reporting=reporting,
        elections=_elections(annotated),
        leads=leads,
        telling=telling,
        density=_density(annotated),
    )


def _open_leads(annotated: Annotated) -> dict[int, Span]:
    """Return the unfinished line above each paragraph that goes on from it.

    Such a paragraph begins with a small letter, as an item of a list whose bullets were
    lost does; the line above it may have been set as a heading.
    """
    document = annotated.structure.document
    leads: dict[int, Span] = {}
    lead: Span | None = None
    for unit in annotated.units:
        if unit.position > 0 and not document.text.startswith("att ", unit.start):
            continue
        if not document.text[unit.start].islower() or unit.lead_in is not None:
            lead = None
        elif lead is None and unit.block > 0 and unit.position == 0:
            above = document.blocks[unit.block - 1]
            if not document.text[above.start : above.end].rstrip().endswith((".", "!", "?")):
                lead = Span(start=above.start, end=above.end)
        if lead is not None:
            leads[unit.start] = lead
    return leads


def _density(annotated: Annotated) -> dict[tuple[str, int | None], float]:
    """Return the share of units that lay down a rule, by part and section, and by part."""
    rules: dict[tuple[str, int | None], list[bool]] = {}
    for unit in annotated.units:
        text = annotated.text(unit.lead_in) if unit.lead_in is not None else annotated.text(unit)
        ruling = any(_fires_any(text, annotated.pack, group) for group in _RULE_CUES)
        for section in {unit.section, None}:
            rules.setdefault((unit.part, section), []).append(ruling)
    return {
        key: sum(found) / len(found)
        for key, found in rules.items()
        if key[1] is None or len(found) >= _FEW
    }


def _reports(part: Part, annotated: Annotated, telling: float) -> bool:
    """Tell whether a part calls itself a report, or tells of the past and of figures."""
    opening = annotated.structure.document.text[part.start : part.start + _OPENING]
    return telling >= _TELLING or _fires_any(opening, annotated.pack, "finding.report")


def _telling(annotated: Annotated) -> dict[str, float]:
    """Return the share of each part's sentences that tell of the past, days or figures."""
    found: dict[str, list[bool]] = {part.label: [] for part in annotated.structure.parts}
    for unit in annotated.units:
        text = annotated.text(unit)
        if len(text.split()) >= _SENTENCE_WORDS:
            tells = any(_fires_any(text, annotated.pack, group) for group in _TELLING_CUES)
            found.setdefault(unit.part, []).append(tells)
    return {part: sum(tells) / len(tells) if tells else 0.0 for part, tells in found.items()}


def _elections(annotated: Annotated) -> frozenset[int]:
    """Return the starts of units that stand below a line "Val av ..." of no heading."""
    found: set[int] = set()
    below = False
    section: int | None = None
    for unit in annotated.units:
        text = annotated.text(unit)
        if unit.section != section:
            below, section = False, unit.section
        if _is_label(text) and _fires_any(text, annotated.pack, "heading.election"):
            below = True
        elif below and len(text.split()) <= _LABEL_WORDS:
            found.add(unit.start)
        else:
            below = False
    return frozenset(found)


def _is_label(text: str) -> bool:
    return len(text.split()) <= _LABEL_WORDS and not text.rstrip().endswith(".")


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
        role=_role(unit, annotated),
        cues=_fired(text, unit.start, pack),
        lead_in=lead,
        lead_cues=fired_groups(lead, pack) if lead is not None else frozenset(),
        heading_cues=_heading_cues(unit, context),
        column_cues=context.columns[block.table] if block.table is not None else frozenset(),
        telling=context.telling[unit.part],
        density=max(
            context.density.get((unit.part, unit.section), 0.0),
            context.density[unit.part, None],
        ),
        scope=find_scope(text, pack),
        introduces=_introduces(unit, text, is_item, context),
        header=block.header or _is_first_of_tasks(unit, block, context),
        hidden=unit.hidden,
    )


def _introduces(unit: Unit, text: str, is_item: bool, context: Context) -> bool:
    if text.rstrip().endswith((":", " att", " följande")):
        return True
    return not is_item and (unit.end in context.introducing or text.rstrip().endswith(","))


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
    """Return the innermost role above a unit that says more than "body"."""
    index = unit.section
    while index is not None:
        section = annotated.structure.sections[index]
        if section.role not in _CLOSED_ROLES:
            return section.role
        index = section.parent
    return Role.BODY


def _rules(pack: Pack, prefixes: tuple[str, ...]) -> Iterator[str]:
    return (group for group in pack.rules_by_group if group.startswith(prefixes))


def _fired(text: str, offset: int, pack: Pack) -> dict[str, tuple[Cue, ...]]:
    """Return the first match of every rule of the kinds, by group."""
    found: dict[str, tuple[Cue, ...]] = {}
    main = _mask_subordinate(text, pack)
    for group in _rules(pack, _PREFIXES):
        where = main if group in _MAIN_CLAUSE else text
        cues = tuple(
            Cue(rule=rule.id, start=offset + match.start(), end=offset + match.end())
            for rule in pack.rules(group)
            if (match := rule.pattern.search(where)) is not None
        )
        if cues:
            found[group] = cues
    return found


def _mask_subordinate(text: str, pack: Pack) -> str:
    """Return a text of the same length with clauses that oblige nobody blotted out."""
    for rule in pack.rules("duty.subordinate"):
        text = rule.pattern.sub(lambda match: "_" * len(match.group()), text)
    return text


def _fires_any(text: str, pack: Pack, group: str) -> bool:
    return any(rule.pattern.search(text) for rule in pack.rules(group))


def fired_groups(text: str, pack: Pack) -> frozenset[str]:
    """Return the groups of which a rule fires on a lead-in, heading or header row."""
    return frozenset(
        group for group in _rules(pack, _HEADING_PREFIXES) if _fires_any(text, pack, group)
    )
