"""What management answered to a recommendation: accepted, partly, rejected, none found."""

from __future__ import annotations

from collections.abc import Sequence

from auditkit.check.candidates import Candidate
from auditkit.check.passages import Passage, Subject
from auditkit.lang import Pack
from auditkit.model import Doctype, ManagementResponse, Role, StatementKind

_CLOSE = 0.15  # an answer this close is an answer to this recommendation

# In this order: "delar inte" holds the words of "delar".
_GROUPS = (
    ("response.rejected", ManagementResponse.REJECTED),
    ("response.partly", ManagementResponse.PARTLY),
    ("response.accepted", ManagementResponse.ACCEPTED),
)


def find_response(
    subject: Subject, candidates: Sequence[Candidate], general: Sequence[Passage], pack: Pack
) -> tuple[ManagementResponse | None, Passage | None]:
    """Return management's answer to a recommendation and the passage that gives it.

    Args:
        subject: The requirement; only a recommendation has an answer.
        candidates: The passages closest to it.
        general: Answers to a whole report, which count where none is closer.
        pack: The language pack.
    """
    if subject.requirement.kind is not StatementKind.RECOMMENDATION:
        return None, None
    close = [
        c.passage for c in candidates if is_answer(c.passage) and (c.score >= _CLOSE or c.tied)
    ]
    for passages in (close, general):
        answers = [(a, p) for p in passages if (a := read_answer(p.provenance.quote, pack))]
        if answers:
            return answers[0]
    if any(p.doctype is Doctype.RESPONSE and p.statement is not None for p in close):
        return ManagementResponse.ACCEPTED, close[0]  # an action plan takes it up
    return ManagementResponse.NONE_FOUND, None


def is_answer(passage: Passage) -> bool:
    """Tell whether a passage stands where management answers."""
    return passage.doctype is Doctype.RESPONSE or passage.role is Role.RESPONSE


def read_answer(text: str, pack: Pack) -> ManagementResponse | None:
    """Return what one passage answers, None where it answers nothing.

    Example:
        >>> from auditkit.lang import load_pack
        >>> read_answer("Nämnden instämmer delvis i kritiken.", load_pack("sv")).value
        'partly'
        >>> read_answer("Nämnden delar inte bedömningen.", load_pack("sv")).value
        'rejected'
    """
    for group, answer in _GROUPS:
        if any(rule.pattern.search(text) for rule in pack.rules(group)):
            return answer
    return None
