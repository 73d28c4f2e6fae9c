"""Commitments: somebody is to do something later, in the writer's own voice."""

from __future__ import annotations

from auditkit.extract.kinds_features import Features, fires
from auditkit.model import BlockKind, Doctype, Role

_OPENING = 30  # characters in which a sentence names its subject and verb
_DOING = ("commitment.do", "commitment.future", "commitment.shall", "commitment.actor")


def why_commitment(features: Features) -> str | None:
    """Tell why a unit is a commitment, or None."""
    if features.introduces:
        return None
    if features.doctype is Doctype.MINUTES:
        return _why_in_minutes(features)
    if features.doctype in (Doctype.RESPONSE, Doctype.OTHER) and features.reports:
        return _why_in_reply(features)
    return None


def _why_in_minutes(features: Features) -> str | None:
    if features.role is Role.PROPOSAL or fires(features, "finding.frame", "finding.label"):
        return None
    if fires(features, "commitment.strong", "commitment.label"):
        return "takes a task"
    if fires(features, "commitment.when", "commitment.date") and _is_to_be_done(features):
        return "to be done by a time"
    if features.role is Role.ACTIONS and _is_action_point(features):
        return "point of a list of actions"
    says = fires(features, "finding.opinion", "duty.task", "decision.proposed")
    if says and not _opens_with_future(features):
        return None
    if fires(features, "commitment.future") and not fires(features, "commitment.refuses"):
        return "will do"
    if fires(features, "commitment.actor"):
        return "somebody does"
    if fires(features, "finding.talk", "duty.past"):
        return None
    if features.is_item and fires(features, "duty.imperative"):
        return "bids"
    return None


def _opens_with_future(features: Features) -> bool:
    """Tell whether the first words say that somebody will do something."""
    found = features.cues.get("commitment.future", ())
    return any(cue.start - features.start < _OPENING for cue in found)


def _is_to_be_done(features: Features) -> bool:
    """Tell whether a sentence in the present or future tells of doing something."""
    if fires(features, "finding.figure", "finding.opinion", "decision.proposed"):
        return False
    doing = [cue.start for group in _DOING for cue in features.cues.get(group, ())]
    past = [cue.start for cue in features.cues.get("duty.past", ())]
    return bool(doing) and (not past or min(doing) < min(past))


def _is_action_point(features: Features) -> bool:
    if features.kind is BlockKind.TABLE_ROW:
        return not features.header and features.words > 2
    return features.is_item or fires(features, "commitment.item")


def _why_in_reply(features: Features) -> str | None:
    if fires(features, "commitment.refuses", "finding.about"):
        return None
    if fires(features, "commitment.stance"):
        return "the replying body intends"
    return None
