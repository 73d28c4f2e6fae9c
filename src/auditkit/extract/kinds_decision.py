"""Decisions: somebody with authority decided, approved, appointed or postponed something."""

from __future__ import annotations

from auditkit.extract.kinds_features import Features, fires
from auditkit.model import Doctype, Role

_ACTS = ("decision.decide", "decision.act", "decision.assign", "decision.label")
_REPORTED = ("decision.past", "decision.dated", "decision.government")
_MODAL = ("duty.shall", "duty.must", "duty.should", "commitment.future")
_LABEL_WORDS = 3


def why_decision(features: Features) -> str | None:
    """Tell why a unit is a decision, or None."""
    if fires(features, "decision.none") and not fires(features, "decision.label"):
        return None
    if features.words <= _LABEL_WORDS and fires(features, "decision.heading"):
        return None
    if features.doctype is Doctype.MINUTES:
        return _why_in_minutes(features)
    if _is_under_decision(features) and features.is_item and not features.introduces:
        duties = features.lead_cues & {"duty.lead", "decision.assign"}
        return None if duties else "item under a heading of decisions"
    if features.doctype is Doctype.DIRECTIVE:
        return _why_in_directive(features)
    return _why_in_report(features)


def _is_under_decision(features: Features) -> bool:
    return features.role is Role.DECISION or "heading.decision" in features.heading_cues


def _why_in_minutes(features: Features) -> str | None:
    if _is_proposal(features):
        return None
    if _is_under_decision(features):
        return _why_under_decision(features)
    if features.is_item and "decision.decide" in features.lead_cues:
        return "item of a decision"
    if "heading.election" in features.heading_cues and is_names(features):
        return "name under an election"
    if fires(features, "finding.frame") or features.introduces and not features.scope.planned:
        return None
    return _why_act(features)


def _why_act(features: Features) -> str | None:
    if _is_modal(features) or _is_before_act(features, "scope.conditional"):
        return None
    if fires(features, *_ACTS):
        return "an act of the meeting"
    if fires(features, *_REPORTED):
        return "an act reported"
    return None


def _why_under_decision(features: Features) -> str | None:
    """Under a heading "Beslut" all is decision but introductions and talk."""
    if features.introduces and not fires(features, *_ACTS):
        return None
    aside = fires(features, "finding.talk", "finding.frame", "commitment.strong")
    if aside and not fires(features, *_ACTS):
        return None
    return "under a heading of decisions"


def _is_before_act(features: Features, *groups: str) -> bool:
    """Tell whether a condition or a "should" comes before the act: it then governs the act."""
    acts = [cue.start for act in (*_ACTS, *_REPORTED) for cue in features.cues.get(act, ())]
    found = [cue.start for group in groups for cue in features.cues.get(group, ())]
    return bool(found) and (not acts or min(found) < min(acts))


def _is_proposal(features: Features) -> bool:
    if features.role is Role.PROPOSAL:
        return not fires(features, "decision.label", "decision.follows")
    if not fires(features, "decision.proposed"):
        return False
    acts = [cue.start for act in _ACTS for cue in features.cues.get(act, ())]
    proposed = min(cue.start for cue in features.cues["decision.proposed"])
    return not acts or proposed < min(acts) and not fires(features, "decision.decide")


def _is_modal(features: Features) -> bool:
    """Tell whether the act is only to come: a duty or plan, not a decision."""
    if fires(features, "decision.decide", "decision.label", "decision.assign"):
        return False
    return fires(features, *_MODAL)


def is_names(features: Features) -> bool:
    """Tell whether a text is but names: short, and mostly words with a capital."""
    words = [word for word in features.text.split() if word[0].isalpha()]
    capital = sum(word[0].isupper() for word in words)
    return 1 < len(words) <= 12 and capital >= 0.6 * len(words)


def _why_in_directive(features: Features) -> str | None:
    if fires(features, "decision.government") and not fires(features, "decision.rule"):
        return "the decision of the writer"
    if features.introduces:
        return None
    if fires(features, "decision.assign"):
        return "assigns a task"
    if fires(features, "decision.rule") and not fires(features, "decision.dated"):
        return None
    if features.is_item and (features.role is Role.DUTIES or "duty.lead" in features.lead_cues):
        return None
    if fires(features, "decision.past", "decision.dated"):
        return "decided"
    if fires(features, *_MODAL, "duty.may"):
        return None
    if fires(features, "decision.institute"):
        return "institutes or changes"
    if features.role is Role.DECISION and fires(features, *_ACTS):
        return "an act under a heading of decisions"
    return None


def _why_in_report(features: Features) -> str | None:
    if features.introduces or fires(features, "finding.about", "decision.state"):
        return None
    if _is_before_act(features, "scope.conditional", "duty.should"):
        return None
    if _is_under_decision(features) and fires(features, *_ACTS):
        return "an act under a heading of decisions"
    if fires(features, "commitment.stance", "decision.rule", "decision.relative"):
        return None
    if fires(features, "decision.dated", "decision.past"):
        to_come = fires(features, "duty.shall") and not fires(features, "decision.past")
        return None if to_come else "an act reported"
    if fires(features, "decision.assign") and not fires(features, "finding.judge"):
        return "assigns a task"
    return None
