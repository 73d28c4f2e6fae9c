"""What an archive holds: actors, links, requirements, checks and issues."""

from __future__ import annotations

from dataclasses import dataclass

from auditkit.model.document import (
    Provenance,
)
from auditkit.model.statements import (
    DocumentRecords,
    Problem,
)
from auditkit.model.vocabulary import (
    ActorKind,
    Detail,
    LinkKind,
    ManagementResponse,
    Rung,
    Severity,
    Stance,
    StatementKind,
    Timing,
    Verdict,
)


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
