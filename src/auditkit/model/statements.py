"""What a document states: statements, sentences, and the attributes of each kind."""

from __future__ import annotations

from dataclasses import dataclass

from auditkit.model.document import (
    Provenance,
    Structure,
)
from auditkit.model.vocabulary import (
    BlockKind,
    MentionKind,
    StatementKind,
)


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
class Reason:
    """What decided the kind of a statement: the trained classifier in its own terms.

    ``probability`` is the calibrated one of the kind; ``against`` the next likely kind, None
    for no statement; ``features`` hold the name of what spoke for the kind (weight above 0)
    or for the other one (below), what weighs most first.
    """

    probability: float
    against: StatementKind | None = None
    features: tuple[tuple[str, float], ...] = ()


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
    reason: Reason | None = None


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
