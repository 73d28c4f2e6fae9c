"""What one passage says about one requirement, by the rules of the language pack.

A passage is read once, clause by clause; what depends on the requirement (numbers, a
prohibition) is added afterwards. Nothing here weighs passages against each other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from auditkit.check.passages import Passage, Subject
from auditkit.check.quantities import compare_target, count_times, per_year, share_done
from auditkit.lang import Pack
from auditkit.model import (
    Decision,
    Doctype,
    Finding,
    Responsibility,
    Rung,
    Stance,
    Statement,
    StatementKind,
)

_PROHIBITIONS = frozenset({"must_not", "should_not"})
_AUDITED = frozenset({Doctype.AUDIT_REPORT, Doctype.FOLLOW_UP})
_OWN_ACCOUNT = frozenset({Doctype.OTHER, Doctype.RESPONSE})
_NORMS = frozenset(
    {
        StatementKind.RESPONSIBILITY,
        StatementKind.RECOMMENDATION,
        StatementKind.GOAL,
        StatementKind.RISK,
    }
)
_OUTCOMES = {
    "approved": Stance.SUPPORTS,
    "adopted": Stance.SUPPORTS,
    "appointed": Stance.SUPPORTS,
    "postponed": Stance.PLANS,
    "prolonged": Stance.PLANS,
    "rejected": Stance.CONTRADICTS,
    "directed": Stance.PLANS,
    "initiated": Stance.IN_PROGRESS,
    "noted": Stance.MENTIONS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a passage says.

    ``partial``: some is done and some is not; ``late``: done after it was due;
    ``irregular``: done less often than asked; ``measured``: numbers decide;
    ``status``: the row of a table of statuses.
    """

    stance: Stance
    partial: bool = False
    late: bool = False
    irregular: bool = False
    measured: bool = False
    status: bool = False
    rung: Rung = Rung.ACTIVITY


def stance_of(passage: Passage, subject: Subject, pack: Pack) -> Reading:
    """Return what a passage says about a requirement, should it speak of it at all."""
    reading = read_passage(passage.provenance.quote, passage.statement, passage.doctype, pack)
    text = passage.provenance.quote
    target = None if "\t" in text else compare_target(subject.text, text, pack)
    if target is not None:
        return replace(reading, stance=target, partial=False, measured=True)
    reading = _with_frequency(reading, subject.text, text, pack)
    attributes = subject.statement.attributes
    if isinstance(attributes, Responsibility) and attributes.modality in _PROHIBITIONS:
        return _reversed(reading)
    return reading


def _with_frequency(reading: Reading, required: str, text: str, pack: Pack) -> Reading:
    """Compare how often something was to be done with how often it was."""
    count = count_times(text, pack)
    if count is None or reading.stance in (Stance.PLANS, Stance.SUPERSEDES):
        return reading
    rate = per_year(required, pack)
    if rate is None:
        if reading.stance is Stance.SUPPORTS and _matches("check.every", required, pack):
            return replace(reading, stance=Stance.IN_PROGRESS, irregular=True)
        return reading
    if count == 0:
        return replace(reading, stance=Stance.CONTRADICTS, measured=True)
    if count < rate:
        return replace(reading, stance=Stance.IN_PROGRESS, irregular=True, measured=True)
    if reading.partial or reading.stance is Stance.CONTRADICTS:
        return replace(reading, stance=Stance.IN_PROGRESS, irregular=True, measured=True)
    return replace(reading, stance=Stance.SUPPORTS, measured=True)


def _reversed(reading: Reading) -> Reading:
    """Read a passage against a prohibition: what was not done is what was asked for."""
    turned = {Stance.CONTRADICTS: Stance.SUPPORTS, Stance.SUPPORTS: Stance.MENTIONS}
    return replace(reading, stance=turned.get(reading.stance, reading.stance))


def read_passage(text: str, statement: Statement | None, doctype: Doctype, pack: Pack) -> Reading:
    """Return what a text says of whatever it speaks of.

    Example:
        >>> from auditkit.lang import load_pack
        >>> pack = load_pack("sv")
        >>> read_passage("Planen har inte beslutats.", None, Doctype.OTHER, pack).stance.value
        'contradicts'
        >>> read_passage("Alla utom AM har svarat.", None, Doctype.OTHER, pack).partial
        True
    """
    rung = _rung(text, statement, doctype, pack)
    if "\t" in text or ":" in text:
        cell = _cell(text, pack)
        if cell is not None:
            partial = cell is Stance.IN_PROGRESS
            return Reading(stance=cell, partial=partial, status="\t" in text, rung=rung)
    masked = text
    for rule in pack.rules("stance.mask"):
        masked = rule.pattern.sub(" ", masked)
    if doctype is Doctype.RESPONSE:
        stance, partial = _answer(masked, pack)
    else:
        found = [_clause(clause, pack) for clause in _clauses(masked, pack)]
        stance, partial = _join([s for s in found if s is not None])
    if statement is not None:
        stance = _with_statement(stance, statement, doctype)
    if stance is not Stance.PLANS and _some_only(masked, pack):
        partial = True
        stance = Stance.MENTIONS if stance is Stance.MENTIONS else Stance.IN_PROGRESS
    late = stance in (Stance.SUPPORTS, Stance.IN_PROGRESS) and _matches("stance.late", masked, pack)
    return Reading(stance=stance, partial=partial, late=late, rung=rung)


def _some_only(text: str, pack: Pack) -> bool:
    """Tell whether a text says that some is done, by a share or an exception."""
    share = share_done(text, pack)
    if share is not None:
        return share[0] < share[1]
    return _matches("stance.partial", text, pack)


def _answer(text: str, pack: Pack) -> tuple[Stance, bool]:
    """Read a passage of a reply to an audit, which announces more than it reports.

    What the one who answers says is done counts as under way until somebody else says so.
    """
    if _matches("response.rejected", text, pack):
        return Stance.CONTRADICTS, False
    if _matches("stance.supersedes", text, pack):
        return Stance.SUPERSEDES, False
    if _matches("stance.progress", text, pack) or _matches("response.acted", text, pack):
        return Stance.IN_PROGRESS, False
    if _matches("stance.agrees", text, pack) or _matches("stance.plan", text, pack):
        return Stance.PLANS, False
    stance, partial = _join([s for c in _clauses(text, pack) if (s := _clause(c, pack))])
    return (Stance.MENTIONS if stance is Stance.SUPPORTS else stance), partial


def _matches(group: str, text: str, pack: Pack) -> bool:
    return any(rule.pattern.search(text) for rule in pack.rules(group))


def _cell(text: str, pack: Pack) -> Stance | None:
    """Return what the last status word standing alone in a cell says, None without one."""
    cells = text.split("\t") if "\t" in text else text.split(":")[1:]
    for cell in reversed(cells):
        for rule in pack.rules("stance.cell"):
            if rule.value is not None and rule.pattern.search(cell.strip(" .")):
                return Stance(rule.value)
    return None


def _clauses(text: str, pack: Pack) -> list[str]:
    clauses = [text]
    for rule in pack.rules("stance.clause"):
        clauses = [part for clause in clauses for part in rule.pattern.split(clause)]
    return [clause for clause in clauses if clause.strip()]


def _clause(text: str, pack: Pack) -> Stance | None:
    """Return what one clause says; the first that fits of a fixed order wins."""
    if _matches("stance.supersedes", text, pack):
        return Stance.SUPERSEDES
    if _matches("stance.not", text, pack):
        return Stance.CONTRADICTS
    if _matches("stance.progress", text, pack):
        return Stance.IN_PROGRESS
    if _matches("stance.weak", text, pack):
        return Stance.CONTRADICTS
    if _matches("stance.plan", text, pack):
        return Stance.PLANS
    if _matches("stance.done", text, pack):
        return Stance.SUPPORTS
    if _matches("stance.agrees", text, pack):
        return Stance.PLANS
    return None


def _join(found: list[Stance]) -> tuple[Stance, bool]:
    """Join what clauses say; done here and not done there is done in part."""
    if not found:
        return Stance.MENTIONS, False
    if Stance.SUPERSEDES in found:
        return Stance.SUPERSEDES, False
    done = Stance.SUPPORTS in found
    missing = Stance.CONTRADICTS in found
    if Stance.IN_PROGRESS in found:
        return Stance.IN_PROGRESS, done or missing
    if done and missing:
        return Stance.IN_PROGRESS, True
    for stance in (Stance.CONTRADICTS, Stance.SUPPORTS, Stance.PLANS):
        if stance in found:
            return stance, False
    return Stance.MENTIONS, False


def _with_statement(stance: Stance, statement: Statement, doctype: Doctype) -> Stance:
    """Correct a stance by what the extraction knows of the statement."""
    attributes = statement.attributes
    if statement.kind in _NORMS and stance in (Stance.SUPPORTS, Stance.CONTRADICTS):
        return Stance.MENTIONS
    if statement.kind is StatementKind.COMMITMENT and stance is Stance.MENTIONS:
        return Stance.PLANS
    if isinstance(attributes, Decision) and stance in (Stance.MENTIONS, Stance.PLANS):
        return _OUTCOMES.get(attributes.outcome or "", stance)
    if isinstance(attributes, Finding) and attributes.polarity == "deficiency":
        return Stance.CONTRADICTS if stance in (Stance.MENTIONS, Stance.SUPPORTS) else stance
    reported = isinstance(attributes, Finding) and doctype is not Doctype.RESPONSE
    if not isinstance(attributes, Finding) or not reported or stance is not Stance.MENTIONS:
        return stance
    good = attributes.polarity == "positive" or attributes.kind == "status"
    return Stance.SUPPORTS if good else stance


def _rung(text: str, statement: Statement | None, doctype: Doctype, pack: Pack) -> Rung:
    """Return how strong a passage is: who says it, and whether a document is cited."""
    if _matches("stance.claimed", text, pack):
        return Rung.CLAIMED
    if doctype in _AUDITED:
        return Rung.VERIFIED
    if _matches("stance.artefact", text, pack) or (
        statement is not None and statement.kind is StatementKind.DECISION
    ):
        return Rung.ARTEFACT
    return Rung.CLAIMED if doctype in _OWN_ACCOUNT else Rung.ACTIVITY
