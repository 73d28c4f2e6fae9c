"""What a run hands over: the rows of the tracking table, and the facts of the run itself."""

from __future__ import annotations

from dataclasses import dataclass

from auditkit.model.archive import Evidence, PartCheck, Searched
from auditkit.model.document import Provenance
from auditkit.model.vocabulary import (
    Detail,
    Grade,
    ManagementResponse,
    Rung,
    StatementKind,
    Timing,
    Verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One requirement as the tracking table shows it. What a person enters stands beside it.

    ``provenance`` is the first place where it stands, ``places`` the number of them;
    ``date`` is that of the part of the document, ISO, possibly only a month or year.
    ``reading`` is the worst grade of the pages it stands on, None where all are good.
    ``lead_in`` introduces the list that a list item stands in.
    ``owner`` holds the owners, else the addressees. ``original_due`` and ``current_due`` are
    as the texts give them (ISO or ``next_meeting``), the first None where the requirement itself
    has no due date; ``times_moved`` counts changes of that one, ``due_text`` has its words;
    ``days_overdue`` is None where nothing is overdue. ``evidence`` and ``against`` are the
    best passages for and against the verdict, ``similar`` counts the others shown that say the
    same as the best, ``opposing`` all against; ``searched`` is what was looked through,
    ``parts`` the verdicts on the parts of a compound requirement; ``verdict`` is None where
    nothing was checked.
    """

    id: str
    kind: StatementKind
    follow_up: bool
    provenance: Provenance
    places: int = 1
    reading: Grade | None = None
    date: str | None = None
    section: str | None = None
    lead_in: str | None = None
    owner: tuple[str, ...] = ()
    severity: str | None = None
    original_due: str | None = None
    current_due: str | None = None
    due_text: str | None = None
    times_moved: int = 0
    days_overdue: int | None = None
    verdict: Verdict | None = None
    detail: Detail | None = None
    rung: Rung | None = None
    timing: Timing | None = None
    management_response: ManagementResponse | None = None
    reason: str | None = None
    evidence: Evidence | None = None
    against: Evidence | None = None
    similar: int = 0
    opposing: int = 0
    searched: Searched | None = None
    parts: tuple[PartCheck, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A model or language pack that a run used, with the SHA-256 of its files."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a run was made.

    ``root`` is the absolute directory that the paths of documents are relative to,
    ``as_of`` the ISO day on which "overdue" was judged, ``labels`` the language of the
    exports, ``seconds`` pairs of stage and time.
    """

    version: str
    root: str
    as_of: str
    labels: str = "sv"
    arguments: tuple[str, ...] = ()
    packs: tuple[Component, ...] = ()
    models: tuple[Component, ...] = ()
    seconds: tuple[tuple[str, float], ...] = ()
