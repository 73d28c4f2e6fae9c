"""Findings: what was seen, concluded, reported as done or disputed."""

from __future__ import annotations

from auditkit.extract.kinds_decision import is_names
from auditkit.extract.kinds_features import Features, fires
from auditkit.model import BlockKind, Doctype, Role

_SILENT = frozenset({Role.PURPOSE, Role.METHOD, Role.CRITERIA, Role.PROPOSAL, Role.GOALS})
_AUDITS = (Doctype.AUDIT_REPORT, Doctype.FOLLOW_UP)
_MIN_WORDS = 4
_SUBORDINATORS = frozenset({"att", "som", "om", "hur", "vad", "då", "eftersom", "vilket", "när"})


def why_finding(features: Features) -> str | None:
    """Tell why a unit is a finding, or None."""
    if features.doctype is Doctype.DIRECTIVE or features.introduces:
        return None
    if features.doctype is Doctype.OTHER and not features.reports:
        return None
    if features.kind is BlockKind.TABLE_ROW and not _is_amount(features):
        return _why_row(features)
    if features.role in _SILENT:
        return None
    if _is_amount(features):
        return "figure with its name"
    if not _is_clause(features):
        return None
    if fires(features, "finding.frame", "finding.closed", "finding.label"):
        return None
    if features.doctype is Doctype.MINUTES:
        return _why_in_minutes(features)
    return _why_in_report(features)


def _is_amount(features: Features) -> bool:
    return features.doctype is Doctype.MINUTES and fires(features, "finding.amount")


def _is_clause(features: Features) -> bool:
    """Tell whether a text says something rather than names a topic or persons."""
    names_item = features.doctype is Doctype.MINUTES and fires(features, "finding.noun")
    if is_names(features) or names_item:
        return False
    ended = features.text.rstrip().endswith((".", "!", "”", '"', ")"))
    verb = fires(features, "finding.verb")
    if features.words < _MIN_WORDS:
        return ended and verb
    return verb or ended


def _why_row(features: Features) -> str | None:
    if features.doctype is Doctype.MINUTES or not fires(features, "finding.status"):
        return None
    return "row that says how far it is done"


def _why_in_minutes(features: Features) -> str | None:
    if fires(features, "finding.talk"):
        return None
    if fires(features, "finding.presents") and not fires(features, "finding.figure"):
        return None
    if "heading.proposal" in features.heading_cues or fires(features, "decision.proposed"):
        return None
    timeless = not _tells_facts(features)
    if timeless and fires(features, "finding.generic"):
        return None
    if timeless and features.explains and not fires(features, "finding.state"):
        return None
    if fires(features, "finding.about") and not fires(features, "finding.concludes"):
        return None
    return "what the minutes report"


def _tells_facts(features: Features) -> bool:
    """Tell whether a sentence tells of what happened or counts, not of things in general.

    Where a document explains, the past in a clause below the main one tells of nothing
    that happened ("that means that somebody has listed them").
    """
    if fires(features, "finding.figure", "commitment.date"):
        return True
    if not fires(features, "duty.past"):
        return False
    if not features.explains:
        return True
    past = min(cue.start for cue in features.cues["duty.past"]) - features.start
    before = features.text[:past].lower().split()
    return not _SUBORDINATORS.intersection(before)


def _why_in_report(features: Features) -> str | None:
    if fires(features, "finding.consequence"):
        return None
    if features.role is Role.BACKGROUND and features.doctype in _AUDITS:
        return "figures in the background" if fires(features, "finding.figure") else None
    framed = fires(features, "finding.about", "finding.method")
    if framed and not fires(features, "finding.concludes"):
        return None
    return "what the report says"
