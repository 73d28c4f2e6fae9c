"""The records of the toolkit: small, frozen, and quoting the text they speak of.

Only the standard library is imported here. Records do no work; a ``__post_init__`` may
refuse, never repair. Every ``start``/``end`` counts characters of ``Document.text``,
half-open; every ``page`` counts from 1. What each statement's attributes mean is told in
the annotation guide (docs/annotation.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Doctype(StrEnum):
    """What kind of document a document or part of it is."""

    MINUTES = "minutes"
    DIRECTIVE = "directive"
    AUDIT_REPORT = "audit_report"
    RESPONSE = "response"
    FOLLOW_UP = "follow_up"
    OTHER = "other"


class BlockKind(StrEnum):
    """What the layout says a block of text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"  # running headers and footers, page numbers
    CONTENTS = "contents"  # an entry of a table of contents


class Role(StrEnum):
    """What a section is for."""

    TITLE = "title"
    AGENDA_ITEM = "agenda_item"
    DECISION = "decision"
    PROPOSAL = "proposal"
    OBSERVATION = "observation"
    ASSESSMENT = "assessment"
    RECOMMENDATION = "recommendation"
    RESPONSE = "response"
    SUMMARY = "summary"
    BACKGROUND = "background"
    PURPOSE = "purpose"
    METHOD = "method"
    CRITERIA = "criteria"
    GOALS = "goals"
    RISKS = "risks"
    DUTIES = "duties"
    ACTIONS = "actions"  # an action list or action plan
    ATTENDANCE = "attendance"
    SIGNATURES = "signatures"
    CONTENTS = "contents"
    REFERENCES = "references"
    ANNEX = "annex"
    BODY = "body"


class StatementKind(StrEnum):
    """The seven kinds of statement, in the order in which the first that fits wins."""

    RECOMMENDATION = "recommendation"
    DECISION = "decision"
    GOAL = "goal"
    COMMITMENT = "commitment"
    RESPONSIBILITY = "responsibility"
    FINDING = "finding"
    RISK = "risk"


class MentionKind(StrEnum):
    """What a mention inside a sentence refers to."""

    ACTOR = "actor"
    DATE = "date"
    DEADLINE = "deadline"
    FREQUENCY = "frequency"
    REFERENCE = "reference"
    AMOUNT = "amount"


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    ROLE = "role"
    UNIT = "unit"
    BODY = "body"
    AGENCY = "agency"
    PROGRAMME = "programme"
    SYSTEM = "system"


class LinkKind(StrEnum):
    """How two nodes of the graph are connected."""

    CONTAINS = "contains"  # document -> part, part -> section or agenda item
    STATES = "states"  # section or part -> statement
    ACTS = "acts"  # actor -> statement
    ADDRESSES = "addresses"  # statement -> actor
    ATTENDS = "attends"  # actor -> meeting
    REFERS_TO = "refers_to"  # statement -> reference
    FOLLOWS = "follows"  # meeting -> the earlier meeting of the same body
    SAME_AS = "same_as"  # statement -> statement, one requirement in several places
    EVIDENCES = "evidences"  # sentence or statement -> requirement


class Verdict(StrEnum):
    """What the texts say about a requirement. "No evidence" is never "not done"."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    PLANNED = "planned"
    SUPERSEDED = "superseded"
    NO_EVIDENCE = "no_evidence"


class Detail(StrEnum):
    """How a requirement is partly met."""

    IN_PART = "in_part"
    UNDER_WAY = "under_way"
    IRREGULAR = "irregular"


class Timing(StrEnum):
    """How a requirement stands against its due date, judged on the day of ``--as-of``."""

    ON_TIME = "on_time"
    LATE = "late"
    NOT_DUE = "not_due"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"


class Rung(StrEnum):
    """How strong the evidence is, weakest first."""

    CLAIMED = "claimed"
    ACTIVITY = "activity"
    ARTEFACT = "artefact"
    VERIFIED = "verified"


class ManagementResponse(StrEnum):
    """What management answered to a recommendation."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"
    NONE_FOUND = "none_found"


class Stance(StrEnum):
    """What one passage says about a requirement."""

    SUPPORTS = "supports"
    IN_PROGRESS = "in_progress"
    PLANS = "plans"
    CONTRADICTS = "contradicts"
    SUPERSEDES = "supersedes"
    MENTIONS = "mentions"


class Severity(StrEnum):
    """How much an issue matters."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


# --- a document as it was read -----------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range of characters of a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Where a stretch of the text stands in the source.

    ``page`` is None where the format has none; ``number`` is the line (text formats) or
    paragraph (Word) of the source, from 1; ``box`` is (x0, top, x1, bottom) in points
    from the page's upper left corner; ``source`` is ``text``, ``ocr`` or ``inferred``.
    """

    start: int
    end: int
    page: int | None = None
    number: int | None = None
    box: tuple[float, float, float, float] | None = None
    source: str = "text"
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One heading, paragraph, list item, table row, footnote or piece of furniture.

    ``start``/``end`` hold its content without bullet or number. ``marker`` is the bullet or
    printed number ("-", "a)", "3.1.2", "§ 4"), ``level`` the depth of a heading or list
    item from 1. ``table`` numbers the table a row belongs to, from 0; ``cells`` are the
    spans of its cells. ``hidden`` is text that a reader of the page cannot see.
    """

    kind: BlockKind
    start: int
    end: int
    marker: str | None = None
    level: int | None = None
    table: int | None = None
    cells: tuple[Span, ...] = ()
    header: bool = False  # a header row of its table
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How well a document could be read.

    ``pages_unread`` and ``pages_poor`` are page numbers; ``encoding`` and ``note`` tell
    what was chosen and why.
    """

    pages_unread: tuple[int, ...] = ()
    pages_poor: tuple[int, ...] = ()
    hidden_characters: int = 0
    encoding: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as it was read: one immutable text and where each stretch of it stands.

    ``id`` is the first 16 hex digits of the SHA-256 of the file's bytes; ``path`` is
    relative to the input. ``blocks`` are in text order and do not overlap.
    """

    id: str
    sha256: str
    name: str
    path: str
    media_type: str
    text: str
    blocks: tuple[Block, ...]
    lines: tuple[Line, ...]
    page_count: int | None = None
    quality: Quality = Quality()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a quote stands. Made by ``auditkit.locate.locate`` only.

    ``quote == text[start:end]``; ``pages`` is (first, last) or None; ``place`` says page,
    paragraph or line in words, as the format allows.
    """

    document_id: str
    document: str
    path: str
    start: int
    end: int
    quote: str
    pages: tuple[int, int] | None = None
    place: str | None = None


# --- a document's structure --------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The main document or an annex, which is a document in its own right.

    ``label`` is "main", "annex 1", …; ``date`` is ISO, possibly only a month or year.
    """

    label: str
    start: int
    end: int
    doctype: Doctype = Doctype.OTHER
    title: str | None = None
    date: str | None = None
    issuer: str | None = None
    reference: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and all text below it up to the next heading of its level or above.

    ``parent`` is an index into the document's sections, None at the top.
    """

    start: int
    end: int
    level: int
    heading: str
    role: Role
    part: str = "main"
    number: str | None = None
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as the minutes list him or her; ``role`` as printed (title, unit, party)."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One item of a meeting's agenda, number as printed."""

    number: str | None
    title: str
    presenter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The facts of a meeting. ``next_meeting`` is an ISO date."""

    body: str | None = None
    chair: Person | None = None
    secretary: Person | None = None
    adjusters: tuple[Person, ...] = ()
    present: tuple[Person, ...] = ()
    absent: tuple[Person, ...] = ()
    others: tuple[Person, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    next_meeting: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of a document (of its main part)."""

    doctype: Doctype = Doctype.OTHER
    title: str | None = None
    date: str | None = None
    issuer: str | None = None
    reference: str | None = None
    classification: str | None = None
    language: str | None = None
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """What the structure stage found: parts, sections, list lead-ins and facts.

    ``block_sections[i]`` is the index of the innermost section of ``document.blocks[i]``
    (None above the first heading); ``lead_ins[i]`` the span of the sentence that introduces
    the list of block ``i`` (None where it is no list item or has none).
    """

    document: Document
    facts: Facts
    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    block_sections: tuple[int | None, ...]
    lead_ins: tuple[Span | None, ...]


# --- what a document states --------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A rule that fired: its id in the language pack and the words it matched."""

    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An actor, date, deadline, frequency, reference or amount named in a sentence.

    ``value`` is normalised: an ISO date, a number with unit, a name in its base form.
    """

    kind: MentionKind
    value: str
    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """In which sense a sentence says what it says. ``proposed`` covers yrkande and förslag."""

    negated: bool = False
    conditional: bool = False
    planned: bool = False
    reported: bool = False
    proposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, list item or table row, whether or not it is a statement.

    ``section`` is an index into the document's sections; ``stems`` are lower-case word
    stems by the language pack, without stop words.
    """

    provenance: Provenance
    kind: BlockKind
    part: str
    section: int | None = None
    lead_in: str | None = None
    stems: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    scope: Scope = Scope()
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Attributes of a decision."""

    decided_by: str | None = None
    content: str | None = None
    date: str | None = None
    reference: str | None = None
    outcome: str | None = None
    directed_to: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    due_text: tuple[str, ...] = ()
    frequency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Attributes of a responsibility."""

    actor: tuple[str, ...] = ()
    action: str | None = None
    modality: str | None = None
    due: tuple[str, ...] = ()
    due_text: tuple[str, ...] = ()
    frequency: str | None = None
    lead_in: str | None = None
    retold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """Attributes of a recommendation. ``severity`` is the document's own word."""

    addressee: tuple[str, ...] = ()
    action: str | None = None
    severity: str | None = None
    question: str | None = None
    consequence: str | None = None
    number: str | None = None
    due: tuple[str, ...] = ()
    due_text: tuple[str, ...] = ()
    frequency: str | None = None
    lead_in: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """Attributes of a commitment. ``due`` is ISO or ``next_meeting``."""

    actor: tuple[str, ...] = ()
    action: str | None = None
    due: tuple[str, ...] = ()
    due_text: tuple[str, ...] = ()
    status: str | None = None
    frequency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Attributes of a goal."""

    id: str | None = None
    text: str | None = None
    measure: str | None = None
    due: tuple[str, ...] = ()
    due_text: tuple[str, ...] = ()
    placeholder: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Attributes of a finding: kind observation, assessment, status or response."""

    kind: str | None = None
    polarity: str | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """Attributes of a risk."""

    topic: str | None = None


Attributes = Decision | Responsibility | Recommendation | Commitment | Goal | Finding | Risk


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A decision, responsibility, recommendation, commitment, goal, finding or risk."""

    id: str
    kind: StatementKind
    provenance: Provenance
    attributes: Attributes
    part: str = "main"
    section: int | None = None
    lead_in: str | None = None
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A file, page or stage that failed, with the way out."""

    document: str
    path: str
    stage: str
    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecords:
    """All that the left half of the line makes of one document."""

    structure: Structure
    statements: tuple[Statement, ...]
    sentences: tuple[Sentence, ...]
    problems: tuple[Problem, ...] = ()


# --- what an archive holds ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Another form of an actor's name, with the place that ties it to the actor."""

    name: str
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One actor under all its names."""

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[Alias, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An edge of the graph between two node ids, with the method and quote that made it."""

    kind: LinkKind
    source: str
    target: str
    method: str
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """How a requirement is found again: its quote, what stands around it, its lineage.

    ``before``/``after`` are up to 64 characters; ``lineage`` names the document across
    re-saved versions (its path without its ending).
    """

    quote: str
    before: str
    after: str
    lineage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What is followed up: one row of the tracking table.

    ``id`` is assigned once and kept for ever; ``statements`` are the ids of every place
    where it stands, the original first; ``parts`` split a compound requirement.
    """

    id: str
    kind: StatementKind
    statements: tuple[str, ...]
    anchor: Anchor
    owner: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    group: str | None = None
    parts: tuple[str, ...] = ()
    follow_up: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One passage that speaks for or against; ``statement`` is its id where it is one."""

    provenance: Provenance
    stance: Stance
    statement: str | None = None
    date: str | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What was searched for evidence, and what could not be.

    ``documents`` counts later documents searched, ``until`` is the date of the last;
    ``unread``, ``undated`` and ``poor_quality`` name documents, ``gaps`` what is missing
    from the series.
    """

    documents: int = 0
    until: str | None = None
    unread: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    poor_quality: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftStep:
    """A due date as one document gives it."""

    due: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCheck:
    """The verdict on one part of a compound requirement."""

    text: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What the archive says about one requirement."""

    requirement: str
    statement: str
    verdict: Verdict
    timing: Timing
    reason: str
    detail: Detail | None = None
    rung: Rung | None = None
    management_response: ManagementResponse | None = None
    evidence: tuple[Evidence, ...] = ()
    against: tuple[Evidence, ...] = ()
    searched: Searched = Searched()
    drift: tuple[DriftStep, ...] = ()
    chain: tuple[str, ...] = ()
    parts: tuple[PartCheck, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something inside or between the documents that does not add up."""

    code: str
    severity: Severity
    message: str
    provenances: tuple[Provenance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Everything the right half of the line knows: one record a document, and the links."""

    records: tuple[DocumentRecords, ...]
    actors: tuple[Actor, ...] = ()
    links: tuple[Link, ...] = ()
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a run hands to the reports."""

    archive: Archive
    checks: tuple[Check, ...] = ()
    issues: tuple[Issue, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: int = 0
