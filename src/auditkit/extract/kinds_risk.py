"""Risks: what may go wrong, where it stands alone."""

from __future__ import annotations

from auditkit.extract.kinds_features import Features, fires
from auditkit.model import Doctype, Role


def why_risk(features: Features) -> str | None:
    """Tell why a unit is a risk, or None."""
    if features.introduces:
        return None
    if features.role is Role.RISKS and features.is_item:
        return "item under a heading of risks"
    if fires(features, "finding.consequence"):
        return None
    if features.role in (Role.ASSESSMENT, Role.RECOMMENDATION):
        return "there is a risk" if fires(features, "risk.exists") else None
    if fires(features, "risk.named") and features.doctype is not Doctype.RESPONSE:
        return "names a risk"
    return None
