"""Which of the seven kinds a unit is, if any.

``classify`` is the one place where this is decided, for all units of a document at once and
before any is parsed: by the trained classifier, with ``is_barred`` as its guard.

What the rules say (``judge_by_rules``) is among what the classifier sees. Each kind has a
module with one function that looks at the features and tells why the unit is of that kind,
or None. They are asked in the order of the annotation guide, where the first that fits wins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from auditkit.extract.classifier import load_classifier, predict_units
from auditkit.extract.classifier_features import describe_units
from auditkit.extract.kinds_commitment import why_commitment
from auditkit.extract.kinds_decision import why_decision
from auditkit.extract.kinds_features import Features, fires
from auditkit.extract.kinds_finding import why_finding
from auditkit.extract.kinds_goal import why_goal
from auditkit.extract.kinds_recommendation import why_recommendation
from auditkit.extract.kinds_responsibility import why_responsibility
from auditkit.extract.kinds_risk import why_risk
from auditkit.model import BlockKind, Cue, Reason, Role, StatementKind

Why = Callable[[Features], str | None]

# A risk comes before a finding here because a finding is what is left over.
_KINDS: tuple[tuple[StatementKind, Why], ...] = (
    (StatementKind.RECOMMENDATION, why_recommendation),
    (StatementKind.DECISION, why_decision),
    (StatementKind.GOAL, why_goal),
    (StatementKind.COMMITMENT, why_commitment),
    (StatementKind.RESPONSIBILITY, why_responsibility),
    (StatementKind.RISK, why_risk),
    (StatementKind.FINDING, why_finding),
)
_PREFIX = {
    StatementKind.RESPONSIBILITY: "duty.",
    **{kind: f"{kind.value}." for kind in StatementKind if kind.value != "responsibility"},
}
_SENTENCE_WORDS = 5
_SILENT_ROLES = frozenset({Role.ATTENDANCE, Role.SIGNATURES, Role.CONTENTS, Role.REFERENCES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The kind of a unit (None: no statement), the cues that spoke for it, and why.

    ``why`` is the reason of the rules or of the guard, ``reason`` that of the classifier.
    """

    kind: StatementKind | None
    cues: tuple[Cue, ...] = ()
    why: str = ""
    reason: Reason | None = None


def is_barred(features: Features) -> str | None:
    """Tell why a unit can never be a statement, or None.

    No model may overrule this: what a reader of the page cannot see, the header of a
    table, a list of names and a question state nothing.
    """
    if features.hidden:
        return "hidden"
    if features.header:
        return "table header"
    if features.role in _SILENT_ROLES and not _speaks_in_silence(features):
        return f"section role {features.role}"
    if features.kind in (BlockKind.HEADING, BlockKind.FURNITURE, BlockKind.CONTENTS):
        return f"block kind {features.kind}"
    if not any(character.isalpha() for character in features.text):
        return "no words"
    if fires(features, "finding.question"):
        return "question"
    return None


def _speaks_in_silence(features: Features) -> bool:
    """Tell whether a whole sentence stands where lists of names or titles do.

    The reader of a layout may draw such a section too large. Among names only an act of
    the meeting is believed, among the entries of a table of contents any sentence.
    """
    if not features.text.rstrip().endswith("."):
        return False
    if features.role is Role.CONTENTS:
        return features.words >= _SENTENCE_WORDS
    return fires(features, "decision.act", "decision.decide")


def classify(units: Sequence[Features], language: str) -> tuple[Verdict, ...]:
    """Return the kind of each unit of a document with its cues and the reason.

    Args:
        units: What is known of every unit of the document, in text order.
        language: The code of the language pack.

    Raises:
        ModelError: If the classifier cannot be loaded.
    """
    judged = tuple(map(judge_by_rules, units))
    predicted = predict_units(load_classifier(language), describe(units, judged))
    return tuple(
        rules if guard(unit) is not None else _settle(unit, rules, kind, reason)
        for unit, rules, (kind, reason) in zip(units, judged, predicted, strict=True)
    )


def _settle(
    unit: Features, rules: Verdict, kind: StatementKind | None, reason: Reason | None
) -> Verdict:
    """Return the verdict of the classifier, unless it takes a refusal for a commitment."""
    refuses = kind is StatementKind.COMMITMENT and fires(unit, "commitment.refuses")
    if refuses and rules.kind is not kind:
        return rules
    return Verdict(
        kind=kind,
        cues=_cues(unit, kind) if kind is not None else (),
        why=rules.why if kind is rules.kind else "",
        reason=reason,
    )


def describe(units: Sequence[Features], judged: Sequence[Verdict]) -> list[frozenset[str]]:
    """Return what the classifier sees of each unit of a document."""
    kinds = [verdict.kind.value if verdict.kind is not None else "" for verdict in judged]
    return describe_units(units, kinds, [verdict.why for verdict in judged])


def guard(features: Features) -> str | None:
    """Tell why a unit is no statement whatever the classifier thinks, or None.

    A footnote explains; only one that lays down a rule or tells of a decision states.
    """
    barred = is_barred(features)
    if barred is None and features.kind is BlockKind.FOOTNOTE:
        states = fires(features, "duty.shall", "duty.must", "decision.rule", "decision.dated")
        return None if states else "footnote"
    return barred


def judge_by_rules(features: Features) -> Verdict:
    """Return the kind that the rules give a unit, with the cues and the reason."""
    barred = guard(features)
    if barred is not None:
        return Verdict(kind=None, why=barred)
    for kind, why_kind in _KINDS:
        why = why_kind(features)
        if why is not None:
            return Verdict(kind=kind, cues=_cues(features, kind), why=why)
    return Verdict(kind=None, why="no kind fits")


def _cues(features: Features, kind: StatementKind) -> tuple[Cue, ...]:
    """Return the cues of a kind in text order."""
    prefix = _PREFIX[kind]
    cues = (
        cue for group, found in features.cues.items() if group.startswith(prefix) for cue in found
    )
    return tuple(sorted(cues, key=lambda cue: (cue.start, cue.end, cue.rule)))
