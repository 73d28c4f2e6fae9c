"""What all units of a document share when their kinds are decided: computed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditkit.annotate import Annotated, Unit
from auditkit.extract.kinds_cues import find_cues, fired_groups, fires_any
from auditkit.model import BlockKind, Cue, Part, Span

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
_TELLING = 0.3  # share of telling sentences that makes a report
_EXPLAINING = 0.06  # share of sentences about things in general that makes an explanation
_TELLING_CUES = ("duty.past", "finding.figure", "commitment.date")
_GENERIC_CUES = ("finding.generic",)
_COVERING = frozenset({"heading.goals", "heading.duties"})
_SENTENCE_WORDS = 4
_LABEL_WORDS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What all units of a document share.

    ``introducing`` holds the ends of the spans that introduce a list; ``headings`` the
    groups that fire on each section's heading; ``columns`` those that fire on the first
    row of each table, ``first_rows`` the indices of these rows; ``reporting`` the parts
    that are reports, ``accounting`` those
    that account for the writer's own work; ``elections`` the starts of units below
    a line "Val av ...";
    ``leads`` the unfinished line above a unit that goes on from it; ``explaining`` the parts
    that tell little of the past, of days or figures and much of things in general;
    ``density`` the share of units, by part and section, that lay down a rule; ``cues`` the
    rules that fired on each unit, by its start and end.
    """

    introducing: frozenset[int]
    headings: tuple[frozenset[str], ...]
    columns: Mapping[int, frozenset[str]]
    first_rows: frozenset[int]
    reporting: frozenset[str]
    accounting: frozenset[str]
    elections: frozenset[int]
    leads: Mapping[int, Span]
    explaining: frozenset[str]
    density: Mapping[tuple[str, int | None], float]
    cues: Mapping[tuple[int, int], Mapping[str, tuple[Cue, ...]]]


def find_context(annotated: Annotated) -> Context:
    """Return what all units of a document share."""
    leads = _open_leads(annotated)
    cues = {
        (unit.start, unit.end): find_cues(annotated.text(unit), unit.start, annotated.pack)
        for unit in annotated.units
    }
    telling = _shares(annotated, cues, _TELLING_CUES)
    generic = _shares(annotated, cues, _GENERIC_CUES)
    columns, first_rows = _columns(annotated)
    spans = (*annotated.structure.lead_ins, *leads.values())
    return Context(
        introducing=frozenset(span.end for span in spans if span is not None),
        headings=_headings(annotated),
        columns=columns,
        first_rows=first_rows,
        reporting=frozenset(
            part.label
            for part in annotated.structure.parts
            if _reports(part, annotated, telling[part.label])
        ),
        accounting=frozenset(
            part.label
            for part in annotated.structure.parts
            if fires_any(_opening(part, annotated), annotated.pack, "finding.account")
        ),
        elections=_elections(annotated),
        leads=leads,
        explaining=frozenset(
            part
            for part, share in generic.items()
            if share >= _EXPLAINING and telling[part] < _TELLING
        ),
        density=_density(annotated),
        cues=cues,
    )


def _headings(annotated: Annotated) -> tuple[frozenset[str], ...]:
    """Return the groups that fire on each section's heading.

    A heading of goals or duties covers all below it; any other only its own text.
    """
    structure, pack = annotated.structure, annotated.pack
    titles = {part.label: fired_groups(part.title or "", pack) for part in structure.parts}
    found: list[frozenset[str]] = []
    for section in structure.sections:
        own = fired_groups(section.heading, pack)
        above = titles.get(section.part, frozenset())
        if section.parent is not None:
            above = found[section.parent]
        found.append(own | (above & _COVERING))
    return tuple(found)


def _columns(annotated: Annotated) -> tuple[dict[int, frozenset[str]], frozenset[int]]:
    """Return the groups that fire on the first row of each table, and which rows they are."""
    document = annotated.structure.document
    columns: dict[int, frozenset[str]] = {}
    first_rows: set[int] = set()
    for index, block in enumerate(document.blocks):
        if block.table is not None and block.table not in columns:
            row = document.text[block.start : block.end]
            columns[block.table] = fired_groups(row, annotated.pack)
            first_rows.add(index)
    return columns, frozenset(first_rows)


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
        if not _goes_on(unit, document.text) or unit.lead_in is not None:
            lead = None
        elif lead is None and unit.block > 0 and unit.position == 0:
            above = document.blocks[unit.block - 1]
            if not document.text[above.start : above.end].rstrip().endswith((".", "!", "?")):
                lead = Span(start=above.start, end=above.end)
        if lead is not None:
            leads[unit.start] = lead
    return leads


def _goes_on(unit: Unit, text: str) -> bool:
    if unit.kind is BlockKind.TABLE_ROW:  # bullets and words set as two columns
        return text.startswith("att\t", unit.start)
    return text[unit.start].islower()


def _density(annotated: Annotated) -> dict[tuple[str, int | None], float]:
    """Return the share of units that lay down a rule, by part and section, and by part."""
    rules: dict[tuple[str, int | None], list[bool]] = {}
    for unit in annotated.units:
        text = annotated.text(unit.lead_in) if unit.lead_in is not None else annotated.text(unit)
        ruling = fires_any(text, annotated.pack, *_RULE_CUES)
        for section in {unit.section, None}:
            rules.setdefault((unit.part, section), []).append(ruling)
    return {
        key: sum(found) / len(found)
        for key, found in rules.items()
        if key[1] is None or len(found) >= _FEW
    }


def _reports(part: Part, annotated: Annotated, telling: float) -> bool:
    """Tell whether a part calls itself a report, or tells of the past and of figures."""
    if telling >= _TELLING:
        return True
    return fires_any(_opening(part, annotated), annotated.pack, "finding.report")


def _opening(part: Part, annotated: Annotated) -> str:
    """Return the start of a part, where it says what it is."""
    return annotated.structure.document.text[part.start : min(part.end, part.start + _OPENING)]


def _shares(
    annotated: Annotated,
    cues: Mapping[tuple[int, int], Mapping[str, tuple[Cue, ...]]],
    groups: tuple[str, ...],
) -> dict[str, float]:
    """Return the share of each part's sentences on which a rule of the groups fires."""
    found: dict[str, list[bool]] = {part.label: [] for part in annotated.structure.parts}
    for unit in annotated.units:
        if len(annotated.text(unit).split()) >= _SENTENCE_WORDS:
            fired = any(group in cues[unit.start, unit.end] for group in groups)
            found.setdefault(unit.part, []).append(fired)
    return {part: sum(fired) / len(fired) if fired else 0.0 for part, fired in found.items()}


def _elections(annotated: Annotated) -> frozenset[int]:
    """Return the starts of units that stand below a line "Val av ..." of no heading."""
    found: set[int] = set()
    below = False
    section: int | None = None
    for unit in annotated.units:
        text = annotated.text(unit)
        if unit.section != section:
            below, section = False, unit.section
        if _is_label(text) and fires_any(text, annotated.pack, "heading.election"):
            below = True
        elif below and len(text.split()) <= _LABEL_WORDS:
            found.add(unit.start)
        else:
            below = False
    return frozenset(found)


def _is_label(text: str) -> bool:
    return len(text.split()) <= _LABEL_WORDS and not text.rstrip().endswith(".")
