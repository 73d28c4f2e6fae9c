"""On which side of a verdict each passage of a check stands."""

from __future__ import annotations

from auditkit.model import CARRIES, Check, Evidence


def sort_passages(check: Check) -> dict[str, tuple[Evidence, ...]]:
    """Sort the passages of a check, each once: ``for``, ``against``, and merely ``related``.

    Example:
        >>> from auditkit.model import Provenance, Stance, Timing, Verdict
        >>> place = Provenance(document_id="d", document="p", path="p", start=0, end=2, quote="Ja")
        >>> plan = Evidence(provenance=place, stance=Stance.PLANS)
        >>> check = Check(requirement="R-1", statement="s", verdict=Verdict.NOT_MET, reason="",
        ...               timing=Timing.UNKNOWN, evidence=(plan,), against=(plan,))
        >>> {side: len(passages) for side, passages in sort_passages(check).items()}
        {'for': 0, 'against': 1, 'related': 0}
    """
    opposed = {passage.provenance for passage in check.against}
    rest = [passage for passage in check.evidence if passage.provenance not in opposed]
    carrying = CARRIES[check.verdict]
    return {
        "for": tuple(passage for passage in rest if passage.stance in carrying),
        "against": check.against,
        "related": tuple(passage for passage in rest if passage.stance not in carrying),
    }
