"""Goals: numbered or named goals, targets, measures and intended effects."""

from __future__ import annotations

from auditkit.extract.kinds_features import Features, fires
from auditkit.model import BlockKind, Role


def why_goal(features: Features) -> str | None:
    """Tell why a unit is a goal, or None."""
    if features.scope.proposed or features.introduces and not fires(features, "goal.numbered"):
        return None
    if features.role is Role.GOALS or "heading.goals" in features.heading_cues:
        return _why_under_goals(features)
    if features.is_item and "goal.lead" in features.lead_cues:
        return "item of a list of goals"
    if fires(features, "goal.target", "goal.named"):
        return "names a target"
    return None


def _why_under_goals(features: Features) -> str | None:
    if fires(features, "goal.numbered", "goal.measured", "goal.named", "goal.target"):
        return "goal under a heading of goals"
    if (features.is_item or features.kind is BlockKind.TABLE_ROW) and features.words > 2:
        return "item under a heading of goals"
    return None
