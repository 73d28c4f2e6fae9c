"""The kind and polarity of a finding, by document kind, section role and words."""

from __future__ import annotations

from dataclasses import replace

from auditkit.extract.kinds_cues import fires_any
from auditkit.extract.kinds_features import Features, fires
from auditkit.lang import Pack
from auditkit.model import BlockKind, Doctype, Finding, Role

_REPLIES = (Doctype.RESPONSE, Doctype.OTHER)


def complete_finding(finding: Finding, features: Features, pack: Pack) -> Finding:
    """Return the finding with its kind and polarity."""
    kind = _kind(features)
    return replace(finding, kind=kind, polarity=_polarity(features, kind, pack))


def _kind(features: Features) -> str:
    own = features.doctype is Doctype.OTHER and features.accounts
    if features.doctype is Doctype.MINUTES or own:
        return "status"
    if features.doctype in _REPLIES and _is_auditors(features):
        seen = fires(features, "finding.seen") and not fires(features, "finding.judge")
        return "observation" if seen else "assessment"
    if features.doctype is Doctype.RESPONSE:
        return "response"
    if features.role is Role.OBSERVATION and features.kind is not BlockKind.TABLE_ROW:
        return "observation"
    if features.role in (Role.ASSESSMENT, Role.SUMMARY) or features.kind is BlockKind.TABLE_ROW:
        return "assessment"
    judges = fires(features, "finding.judge") or _weighs(features)
    return "assessment" if judges else "observation"


def _weighs(features: Features) -> bool:
    """Tell whether a report says how things are rather than what happened or how many."""
    if features.doctype not in (Doctype.OTHER, Doctype.FOLLOW_UP):
        return False
    return fires(features, "finding.weighs") and not fires(features, "finding.figure")


def _is_auditors(features: Features) -> bool:
    """Tell whether a reply retells what the auditor found: the auditor is named first."""
    if not fires(features, "finding.auditor"):
        return False
    stances = [cue.start for cue in features.cues.get("finding.stance", ())]
    auditor = min(cue.start for cue in features.cues["finding.auditor"])
    return not stances or auditor < min(stances)


def _polarity(features: Features, kind: str, pack: Pack) -> str:
    bad = fires_any(features.text, pack, "polarity.deficiency")
    good = fires_any(features.text, pack, "polarity.positive")
    done = fires_any(features.text, pack, "polarity.done")
    if kind == "response":
        # A stance is neutral, whatever it says; what was done is good.
        return "positive" if done and not fires(features, "finding.opinion") else "neutral"
    if fires_any(features.text, pack, "polarity.mixed"):
        return "neutral"
    if bad:
        return "deficiency"
    told = kind == "status" or features.doctype is Doctype.FOLLOW_UP
    return "positive" if good or (done and told) else "neutral"
