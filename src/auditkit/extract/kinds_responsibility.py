"""Responsibilities: what an actor shall, must, should or may do, or has as its task."""

from __future__ import annotations

from auditkit.extract.kinds_features import Features, fires
from auditkit.model import BlockKind, Doctype, Role

_MODAL = ("duty.shall", "duty.must", "duty.need", "duty.should", "duty.must_not")
_TASK = ("duty.responsible", "duty.task")
_RULING = frozenset({Role.DUTIES, Role.DECISION, Role.ACTIONS, Role.RISKS})
_DENSE = 0.4  # share of rules in a section from which its present tense is a rule too
_CLAUSE = " att "
_LABEL_WORDS = 2
_BACKGROUND = frozenset({Role.BACKGROUND, Role.PURPOSE, Role.SUMMARY})


def why_responsibility(features: Features) -> str | None:
    """Tell why a unit is a responsibility, or None."""
    if features.introduces or features.role is Role.RISKS and features.is_item:
        return None
    is_row = features.kind is BlockKind.TABLE_ROW and not features.is_item
    if is_row and features.doctype is not Doctype.MINUTES:
        return _why_row(features)
    if features.doctype is Doctype.DIRECTIVE or is_guide(features):
        return _why_in_directive(features)
    if features.doctype is Doctype.MINUTES:
        return _why_in_minutes(features)
    if features.doctype in (Doctype.AUDIT_REPORT, Doctype.FOLLOW_UP):
        return _why_in_audit(features)
    return _why_in_reply(features)


def is_guide(features: Features) -> bool:
    """Tell whether the document lays down how things are done, and reports nothing."""
    return features.doctype is Doctype.OTHER and not features.reports


def _why_row(features: Features) -> str | None:
    if features.doctype not in (Doctype.DIRECTIVE, Doctype.RESPONSE, Doctype.OTHER):
        return None
    if "heading.history" in features.column_cues:
        return None
    if "heading.tasks" in features.column_cues and features.words > 2:
        return "row of a table of tasks"
    if features.doctype is Doctype.DIRECTIVE and fires(features, "duty.shall", *_TASK):
        return "row that says who shall"
    return None


def _why_in_directive(features: Features) -> str | None:
    if features.is_item and features.lead_cues & {"duty.lead", "decision.assign"}:
        is_label = features.words <= _LABEL_WORDS and features.text[0].isupper()
        return None if is_label else "item of a list of duties"
    if fires(features, "finding.about") or features.scope.conditional and _is_unreal(features):
        return None
    if fires(features, "duty.shall", *_TASK, "duty.report") and not _tells_past(features):
        return "says who shall"
    if features.role in _BACKGROUND:
        return None
    if features.is_item and (_is_under_duties(features) or fires(features, "duty.imperative")):
        return "item under a heading of duties, or bids"
    if fires(features, *_MODAL) and not _tells_past(features):
        return "says who must or should"
    return _why_present(features) if _may_rule(features) else None


def _is_under_duties(features: Features) -> bool:
    if features.role is not Role.DUTIES and "heading.duties" not in features.heading_cues:
        return False
    return features.words > _LABEL_WORDS


def _why_present(features: Features) -> str | None:
    if _may(features):
        return "says who may"
    if fires(features, "duty.present") and not fires(features, "finding.figure"):
        return "a rule in the present tense" if _is_rule(features) else None
    return None


def _may(features: Features) -> bool:
    """Tell whether a sentence permits rather than says what is possible."""
    if not fires(features, "duty.may", "duty.right"):
        return False
    if fires(features, "duty.possible", "duty.fact", "duty.past"):
        return False
    return fires(features, "duty.right") or not fires(features, "duty.maysub", "finding.figure")


def _may_rule(features: Features) -> bool:
    """Tell whether the present tense may be a rule here: among rules, or of an actor."""
    if features.role in _RULING or features.density >= _DENSE:
        return True
    due = fires(features, "commitment.when", "commitment.date") and not features.reports
    return due or fires(features, "duty.right", "duty.actor", "duty.agent", "decision.rule")


def _tells_past(features: Features) -> bool:
    """Tell whether the sentence tells of the past before it comes to a duty."""
    if not fires(features, "duty.past") or fires(features, "duty.retold", "duty.task"):
        return False
    cues = [cue for group in (*_MODAL, *_TASK) for cue in features.cues.get(group, ())]
    past = min(features.cues["duty.past"], key=lambda cue: cue.start)
    duty = min(cue.start for cue in cues) if cues else 0
    offset = features.start
    return past.end <= duty and _CLAUSE in features.text[past.end - offset : duty - offset]


def _is_rule(features: Features) -> bool:
    """Tell whether the present tense lays down a rule rather than tells a fact or the past."""
    if fires(features, "duty.fact"):
        return False
    if not fires(features, "duty.past"):
        return True
    present = min(cue.start for cue in features.cues["duty.present"])
    return present < min(cue.start for cue in features.cues["duty.past"])


def _is_unreal(features: Features) -> bool:
    """Tell whether a sentence supposes ("skulle ge") rather than obliges."""
    return not fires(features, *_MODAL, *_TASK, "duty.may")


def _why_in_minutes(features: Features) -> str | None:
    if features.role is Role.PROPOSAL or fires(features, "finding.talk", "duty.past"):
        return None
    if fires(features, "commitment.we", "duty.indirect", "decision.proposed"):
        return None
    must = fires(features, "duty.must") and not features.explains
    if must or fires(features, *_TASK, "duty.must_not"):
        return "a rule cited in the minutes"
    return "shall" if fires(features, "duty.shall") else None


def _why_in_audit(features: Features) -> str | None:
    if features.role is Role.ASSESSMENT:
        return None
    if features.is_item and "duty.lead" in features.lead_cues:
        return "item of a list of duties retold"
    binding = fires(features, "duty.shall", "duty.skulle", "duty.must_not", *_TASK)
    criteria = features.role is Role.CRITERIA or "heading.criteria" in features.heading_cues
    if (binding or fires(features, "duty.must")) and fires(features, "duty.retold"):
        return "retells a rule"
    if criteria and (binding or fires(features, "duty.must", "duty.may", "duty.present")):
        return "states a rule to judge by"
    if features.role is Role.SUMMARY or fires(features, "finding.talk", "finding.judge"):
        return None
    if fires(features, "duty.shall", *_TASK) and not _tells_past(features):
        return "says who shall"
    if fires(features, "decision.rule", "duty.present") and features.role is Role.BODY:
        return "a rule in the present tense" if features.density >= _DENSE else None
    return None


def _why_in_reply(features: Features) -> str | None:
    if fires(features, "finding.judge", "finding.auditor", "finding.stance", "finding.talk"):
        return None
    if fires(features, "duty.shall", *_TASK) and not features.scope.conditional:
        return "shall"
    if features.doctype is not Doctype.RESPONSE:
        return None
    if fires(features, "duty.should", "duty.must", "duty.must_not", "decision.rule"):
        return "should, must or must not"
    if fires(features, "duty.right") and not fires(features, "duty.past", "duty.possible"):
        return "says who may"
    if fires(features, "duty.present") and fires(features, "commitment.when", "commitment.actor"):
        return "a rule in the present tense" if _is_rule(features) else None
    return None
