"""The kind and polarity of a finding, by document kind, section role and words."""

from __future__ import annotations

from dataclasses import replace

from auditkit.extract.kinds_features import Features, fires
from auditkit.lang import Pack
from auditkit.model import Doctype, Finding, Role


def complete_finding(finding: Finding, features: Features, pack: Pack) -> Finding:
    """Return the finding with its kind and polarity."""
    kind = _kind(features)
    return replace(finding, kind=kind, polarity=_polarity(features, kind, pack))


def _kind(features: Features) -> str:
    if features.doctype is Doctype.MINUTES:
        return "status"
    if features.doctype in (Doctype.RESPONSE, Doctype.OTHER):
        if fires(features, "finding.auditor") and not fires(features, "finding.stance"):
            return "assessment" if fires(features, "finding.judge") else "observation"
        if features.doctype is Doctype.RESPONSE:
            return "response"
    if features.role is Role.OBSERVATION:
        return "observation"
    if features.role is Role.ASSESSMENT or fires(features, "finding.judge"):
        return "assessment"
    return "observation"


def _polarity(features: Features, kind: str, pack: Pack) -> str:
    def fired(name: str) -> bool:
        return any(rule.pattern.search(features.text) for rule in pack.rules(name))

    bad, good = fired("polarity.deficiency"), fired("polarity.positive")
    if bad and not (good and kind == "response"):
        return "deficiency"
    return "positive" if good else "neutral"
