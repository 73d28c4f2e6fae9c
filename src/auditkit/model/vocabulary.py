"""The enumerations: every closed set of values a record may hold."""

from __future__ import annotations

from collections.abc import Mapping
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


class Grade(StrEnum):
    """How well a page or document could be read, from best to worst."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"  # to be read by eye
    UNREAD = "unread"


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


CARRIES: Mapping[Verdict, frozenset[Stance]] = {
    Verdict.MET: frozenset({Stance.SUPPORTS}),
    Verdict.PARTLY_MET: frozenset({Stance.SUPPORTS, Stance.IN_PROGRESS}),
    Verdict.NOT_MET: frozenset({Stance.CONTRADICTS}),
    Verdict.PLANNED: frozenset({Stance.PLANS}),
    Verdict.SUPERSEDED: frozenset({Stance.SUPERSEDES}),
    Verdict.NO_EVIDENCE: frozenset(),
}
"""What a passage must say to carry a verdict."""


class Severity(StrEnum):
    """How much an issue matters."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
