"""Recommendations: an auditor advises an addressee to do something."""

from __future__ import annotations

from auditkit.extract.kinds_features import Features, fires
from auditkit.model import Doctype, Role


def why_recommendation(features: Features) -> str | None:
    """Tell why a unit is a recommendation, or None."""
    if features.doctype in (Doctype.MINUTES, Doctype.DIRECTIVE):
        return None
    if features.introduces and not features.is_item:
        return None
    if fires(features, "finding.consequence") or not _may_advise(features):
        return None
    if features.is_item and "recommendation.lead" in features.lead_cues:
        return "item of a list of recommendations"
    if fires(features, "recommendation.named"):
        return "names a recommendation"
    if fires(features, "recommendation.none"):
        return None
    if fires(features, "recommendation.verb"):
        return "recommends"
    if features.role is Role.RECOMMENDATION:
        return _why_under_recommendations(features)
    return _why_proposal(features) if features.doctype is Doctype.OTHER else None


def _may_advise(features: Features) -> bool:
    """A guide or standard is no auditor: its advice is a duty with the modality should."""
    return features.doctype is not Doctype.OTHER or features.reports


def _why_under_recommendations(features: Features) -> str | None:
    if features.is_item and not fires(features, "duty.past", "finding.figure"):
        return "item of a section of recommendations"
    if fires(features, "duty.should") and not fires(features, "finding.judge"):
        return "should, in a section of recommendations"
    return None


def _why_proposal(features: Features) -> str | None:
    if fires(features, "finding.stance", "finding.auditor"):
        return None
    if fires(features, "recommendation.proposal", "duty.should"):
        return "proposes"
    return None
