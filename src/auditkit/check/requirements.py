"""From an archive to one check for each requirement: the stage's one way in.

The order is the same for every requirement: candidates, stance of each, verdict, then
what stands around it (timing, response, drift, what was searched).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from auditkit.check.candidates import Candidate, build_index, rank_all
from auditkit.check.passages import (
    Passage,
    Subject,
    collect_passages,
    collect_subjects,
    stems_of,
)
from auditkit.check.reason import explain
from auditkit.check.response import find_response, is_answer
from auditkit.check.searched import Coverage, describe_search, survey
from auditkit.check.stance import stance_of
from auditkit.check.timing import days_named, due_date, end_of, judge_timing
from auditkit.check.verdict import Judged, Outcome, weigh
from auditkit.lang import Pack
from auditkit.model import (
    Archive,
    Check,
    Doctype,
    DriftStep,
    Evidence,
    PartCheck,
    Rung,
    Stance,
    StatementKind,
    Verdict,
)

_CANDIDATES = 12
_SHOWN = 5
_AGAINST = 3
_CHAIN = 8
_WORTH_SHOWING = 0.1  # a passage further away than this is not worth an auditor's time
_LABEL = 6  # characters of a printed label such as "E1.2"; diary numbers are longer
_ABOUT_IT = 0.55  # cosines of words and letters together, from which a passage may decide
_SAME_MATTER = 0.2  # a date in a passage this close is a date of the same matter
_STANDING = frozenset({StatementKind.RESPONSIBILITY, StatementKind.GOAL})
_RUNGS = (Rung.CLAIMED, Rung.ACTIVITY, Rung.ARTEFACT, Rung.VERIFIED)
_WEAKER = (Verdict.NOT_MET, Verdict.PARTLY_MET, Verdict.PLANNED)
_OPPOSED = {
    Verdict.MET: (Stance.CONTRADICTS, Stance.SUPERSEDES, Stance.IN_PROGRESS, Stance.PLANS),
    Verdict.PARTLY_MET: (Stance.CONTRADICTS, Stance.SUPERSEDES, Stance.PLANS),
    Verdict.NOT_MET: (Stance.SUPPORTS, Stance.IN_PROGRESS),
    Verdict.PLANNED: (Stance.CONTRADICTS, Stance.SUPPORTS),
    Verdict.SUPERSEDED: (Stance.SUPPORTS, Stance.CONTRADICTS),
    Verdict.NO_EVIDENCE: (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What all requirements of one run share."""

    pack: Pack
    as_of: date
    coverage: Coverage
    answers: tuple[Passage, ...]


def check_requirements(archive: Archive, pack: Pack, as_of: date) -> tuple[Check, ...]:
    """Return one check for every requirement of an archive, in the archive's order.

    What is not in follow-up gets a check too, with what stands near it, but no verdict.

    Args:
        archive: The records of all documents with their requirements.
        pack: The language pack.
        as_of: The day on which "overdue" is judged.

    Example:
        >>> from auditkit.lang import load_pack
        >>> check_requirements(Archive(records=()), load_pack("sv"), date(2025, 1, 1))
        ()
    """
    passages = collect_passages(archive, pack)
    subjects = collect_subjects(archive, passages, pack)
    index = build_index(passages)
    setting = _Setting(
        pack=pack,
        as_of=as_of,
        coverage=survey(archive, passages),
        answers=tuple(p for p in passages if p.answers_all and is_answer(p)),
    )
    if index is None:
        return tuple(_check(subject, [], setting) for subject in subjects)
    ranked = rank_all(subjects, index, _CANDIDATES)
    return tuple(
        _check(subject, candidates, setting)
        for subject, candidates in zip(subjects, ranked, strict=True)
    )


def _check(subject: Subject, candidates: Sequence[Candidate], setting: _Setting) -> Check:
    pack = setting.pack
    requirement = subject.requirement
    due = due_date(requirement.due)
    judged = [_judge(candidate, subject, pack) for candidate in candidates]
    standing = requirement.kind in _STANDING
    speaking = [one for one in judged if _may_decide(one, subject)]
    outcome = weigh(speaking, due, standing=standing)
    parts = tuple(_check_parts(subject, speaking, due, pack))
    outcome = _weakest(outcome, parts)
    done = _done_on(outcome, due)
    response, answer = find_response(
        subject, candidates, [a for a in setting.answers if _answers_to(a, subject)], pack
    )
    timing = judge_timing(outcome.verdict, due, done, setting.as_of)
    searched = describe_search(subject, setting.coverage)
    return Check(
        requirement=requirement.id,
        statement=subject.statement.id,
        verdict=outcome.verdict,
        detail=outcome.detail,
        timing=timing,
        rung=_rung(outcome),
        management_response=response,
        reason=explain(outcome, timing, due, done, searched),
        evidence=_shown(outcome, judged),
        against=_against(outcome, judged),
        searched=searched,
        drift=_drift(subject, speaking),
        chain=_chain(subject, judged, answer),
        parts=parts,
    )


def _judge(candidate: Candidate, subject: Subject, pack: Pack) -> Judged:
    passage = candidate.passage
    days = days_named(passage.provenance.quote, passage.date, pack)
    reading = stance_of(passage, subject, pack)
    written = end_of(passage.date)
    if reading.stance is Stance.SUPPORTS and days and written and min(days) > written:
        reading = replace(reading, stance=Stance.PLANS)  # a day that had not come is a plan
    if _speaks_of_another(subject, passage):
        reading = replace(reading, stance=Stance.MENTIONS)
    own = frozenset(key for key in subject.keys if key.startswith("#"))
    return Judged(
        candidate=candidate,
        reading=reading,
        written=passage.date or "",
        done=days[0] if days else None,
        numbered=bool(own & passage.keys),
        ordered=passage.document == subject.document or bool(passage.date and subject.date),
    )


def _may_decide(judged: Judged, subject: Subject) -> bool:
    """Tell whether a passage is about the requirement's own matter, not merely near it.

    Where a passage stands and who it names bring it among the candidates; to decide it must
    share the requirement's words or its number, or answer it in the same reply. What nobody
    follows up (a formal decision, a permission) is not judged at all.
    """
    if not subject.requirement.follow_up:
        return False
    candidate = judged.candidate
    if judged.numbered or candidate.tied:
        return True
    if subject.doctype is Doctype.RESPONSE and candidate.passage.document == subject.document:
        return True
    return candidate.words + candidate.letters >= _ABOUT_IT


def _speaks_of_another(subject: Subject, passage: Passage) -> bool:
    """Tell whether a passage names goals or measures by labels, and none of the subject's."""
    asked, told = (
        {key for key in keys if len(key) <= _LABEL and not key.startswith("#")}
        for keys in (subject.keys, passage.keys)
    )
    return bool(asked and told and not asked & told)


def _check_parts(
    subject: Subject, judged: Sequence[Judged], due: date | None, pack: Pack
) -> list[PartCheck]:
    """Judge each part of a compound requirement by the passages that name what is its own."""
    texts = subject.requirement.parts
    stems = [frozenset(stems_of(text, pack)) for text in texts]
    checks = []
    for number, text in enumerate(texts):
        others = frozenset().union(*(s for n, s in enumerate(stems) if n != number))
        own = stems[number] - others
        speaking = [j for j in judged if own & set(j.candidate.passage.stems)]
        standing = subject.requirement.kind in _STANDING
        outcome = weigh(speaking, due, standing=standing)
        checks.append(PartCheck(text=text, verdict=outcome.verdict))
    return checks


def _weakest(outcome: Outcome, parts: Sequence[PartCheck]) -> Outcome:
    """Lower ``met`` where a text says that a part of a compound requirement is open."""
    if outcome.verdict is Verdict.MET and any(part.verdict in _WEAKER for part in parts):
        return replace(outcome, verdict=Verdict.PARTLY_MET)
    return outcome


def _done_on(outcome: Outcome, due: date | None) -> date | None:
    """Return the first day on which something was done, as the deciding passages name it.

    A document that was itself written in time proves "in time" without naming a day.
    """
    done = [j.done for j in outcome.carried_by if j.reading.stance is Stance.SUPPORTS and j.done]
    if done:
        return min(done)
    written = [w for j in outcome.carried_by if (w := end_of(j.written)) is not None]
    if due is not None and written and min(written) <= due:
        return min(written)
    return None


def _rung(outcome: Outcome) -> Rung | None:
    if outcome.verdict is Verdict.NO_EVIDENCE:
        return None
    if outcome.verdict is Verdict.PLANNED:
        return Rung.CLAIMED
    return max((j.reading.rung for j in outcome.carried_by), key=_RUNGS.index)


def _shown(outcome: Outcome, judged: Sequence[Judged]) -> tuple[Evidence, ...]:
    """Return the passages shown, the best that carries the verdict first.

    Without a verdict they are shown as mere mentions: close, but too far to decide.
    """
    worth = [j for j in judged if j.candidate.score >= _WORTH_SHOWING]
    if outcome.verdict is Verdict.NO_EVIDENCE:
        return tuple(_evidence(j, Stance.MENTIONS) for j in worth[:_SHOWN])
    first = outcome.carried_by[:1]
    rest = [j for j in worth if j not in first]
    return tuple(_evidence(j, j.reading.stance) for j in (*first, *rest))[:_SHOWN]


def _against(outcome: Outcome, judged: Sequence[Judged]) -> tuple[Evidence, ...]:
    opposed = _OPPOSED[outcome.verdict]
    return tuple(
        _evidence(j, j.reading.stance)
        for j in judged
        if j.reading.stance in opposed
        and j.candidate.score >= _WORTH_SHOWING
        and j not in outcome.carried_by
    )[:_AGAINST]


def _evidence(judged: Judged, stance: Stance) -> Evidence:
    passage = judged.candidate.passage
    return Evidence(
        provenance=passage.provenance,
        stance=stance,
        statement=passage.statement.id if passage.statement is not None else None,
        date=passage.date,
        score=round(judged.candidate.score, 3),
    )


def _drift(subject: Subject, judged: Sequence[Judged]) -> tuple[DriftStep, ...]:
    """Return the due dates that later texts give the same matter, oldest text first."""
    steps: dict[str, DriftStep] = {}
    known = set(subject.requirement.due)
    for one in sorted(judged, key=lambda j: (j.written, j.candidate.passage.position)):
        passage = one.candidate.passage
        if one.candidate.score < _SAME_MATTER or passage.statement is None:
            continue
        for due in getattr(passage.statement.attributes, "due", ()):
            if due not in known and end_of(due) is not None:
                steps.setdefault(due, DriftStep(due=due, provenance=passage.provenance))
    return tuple(steps.values())


def _chain(subject: Subject, judged: Sequence[Judged], answer: Passage | None) -> tuple[str, ...]:
    """Return the statements that lead from a requirement to what became of it, in time."""
    passages = {
        j.candidate.passage.position: j.candidate.passage
        for j in judged
        if j.candidate.score >= _SAME_MATTER
    }
    if answer is not None:
        passages[answer.position] = answer
    ordered = sorted(passages.values(), key=lambda p: (p.date or "", p.position))
    found = [p.statement.id for p in ordered if p.statement is not None]
    return (subject.statement.id, *found)[:_CHAIN]


def _answers_to(answer: Passage, subject: Subject) -> bool:
    """Tell whether an answer to a whole report may answer this recommendation."""
    if answer.document == subject.document:
        return answer.position > subject.places[0] or answer.part != subject.part
    return bool(answer.date and subject.date and answer.date >= subject.date)
