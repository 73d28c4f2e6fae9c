"""From what passages say to one verdict. "No evidence" is never "not done".

Each verdict other than ``no_evidence`` rests on a passage whose stance says so; passages
further away than the deciding ones are shown, but decide nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from auditkit.check.candidates import Candidate
from auditkit.check.stance import Reading
from auditkit.model import Detail, Stance, Verdict

_SPEAKS = 0.21  # a passage closer than this may decide
_MET = 0.31  # only a passage closer than this may carry "met": the worst error is a wrong met
_SHARE_OF_BEST = 0.45  # and it must come near the closest one
_CONTESTS = 0.8  # what contests "met" must come as near what says it was done

# Which stances may carry which verdict; the promise of the whole stage.
JUSTIFIES: dict[Verdict, frozenset[Stance]] = {
    Verdict.MET: frozenset({Stance.SUPPORTS}),
    Verdict.PARTLY_MET: frozenset({Stance.SUPPORTS, Stance.IN_PROGRESS}),
    Verdict.NOT_MET: frozenset({Stance.CONTRADICTS}),
    Verdict.PLANNED: frozenset({Stance.PLANS}),
    Verdict.SUPERSEDED: frozenset({Stance.SUPERSEDES}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A candidate with its reading, the day it was written and the day it speaks of.

    ``numbered``: it gives the number of the recommendation it is judged against;
    ``ordered``: dates or its place in the same document show that it is the later text.
    """

    candidate: Candidate
    reading: Reading
    written: str
    done: date | None = None
    numbered: bool = False
    ordered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A verdict with the passages that carry it, best first."""

    verdict: Verdict
    detail: Detail | None = None
    carried_by: tuple[Judged, ...] = ()


def weigh(judged: Sequence[Judged], due: date | None, *, standing: bool = False) -> Outcome:
    """Return the verdict that the passages about one requirement carry."""
    near = _decisive(judged) or _near(judged)
    by = {stance: [j for j in near if j.reading.stance is stance] for stance in Stance}
    met = [j for j in by[Stance.SUPPORTS] if _may_carry_met(j)]
    replaced = by[Stance.SUPERSEDES]
    if replaced and not any(j.written > max(r.written for r in replaced) for j in met):
        return Outcome(verdict=Verdict.SUPERSEDED, carried_by=tuple(replaced))
    running = by[Stance.IN_PROGRESS]
    against = by[Stance.CONTRADICTS]
    if met:
        floor = _CONTESTS * max(j.candidate.score for j in met)
        contesting = [j for j in (*running, *against) if j.candidate.score >= floor]
        return _done(met, contesting, due, standing)
    if running:
        if against and max(a.written for a in against) > max(r.written for r in running):
            return Outcome(verdict=Verdict.NOT_MET, carried_by=tuple(against))
        return Outcome(
            verdict=Verdict.PARTLY_MET, detail=_detail(running), carried_by=tuple(running)
        )
    if against:
        return _not_done(against, by[Stance.SUPPORTS])
    if by[Stance.PLANS]:
        return Outcome(verdict=Verdict.PLANNED, carried_by=tuple(by[Stance.PLANS]))
    return Outcome(verdict=Verdict.NO_EVIDENCE)


def _not_done(against: list[Judged], supports: list[Judged]) -> Outcome:
    """Tell not done from done since, in a text too far away to carry ``met`` alone."""
    last = max(j.written for j in against)
    since = [j for j in supports if j.written > last and not j.candidate.passage.hidden]
    if since:
        return Outcome(verdict=Verdict.PARTLY_MET, detail=Detail.IN_PART, carried_by=tuple(since))
    return Outcome(verdict=Verdict.NOT_MET, carried_by=tuple(against))


def _decisive(judged: Sequence[Judged]) -> list[Judged]:
    """Return the last status that a table gives this very recommendation, if one does."""
    rows = [j for j in judged if j.reading.status and j.numbered]
    last = max((j.written for j in rows), default="")
    return [j for j in rows if j.written == last]


def _near(judged: Sequence[Judged]) -> list[Judged]:
    best = max((j.candidate.score for j in judged), default=0.0)
    floor = max(_SPEAKS, best * _SHARE_OF_BEST)
    return [j for j in judged if j.candidate.score >= floor]


def _may_carry_met(judged: Judged) -> bool:
    close = judged.candidate.score >= _MET or judged.numbered
    return close and judged.ordered and not judged.candidate.passage.hidden


def _done(met: list[Judged], open_ones: list[Judged], due: date | None, standing: bool) -> Outcome:
    """Tell done from done in part or late, where some passage says it was done.

    A standing duty that a text found open was not kept all the time, whenever that was.
    """
    last = max(j.written for j in met)
    running = [j for j in open_ones if j.reading.stance is Stance.IN_PROGRESS]
    if any(standing or j.written >= last for j in open_ones):
        detail = _detail(running) if running else Detail.IN_PART
        return Outcome(verdict=Verdict.PARTLY_MET, detail=detail, carried_by=(*met, *running))
    overdue = due is not None and any(j.written > due.isoformat() for j in open_ones)
    if overdue or all(_is_late(j, due) for j in met):
        return Outcome(verdict=Verdict.PARTLY_MET, detail=Detail.IN_PART, carried_by=tuple(met))
    return Outcome(verdict=Verdict.MET, carried_by=tuple(met))


def _is_late(judged: Judged, due: date | None) -> bool:
    if judged.reading.late:
        return True
    return due is not None and judged.done is not None and judged.done > due


def _detail(running: Sequence[Judged]) -> Detail:
    if any(j.reading.irregular for j in running):
        return Detail.IRREGULAR
    if any(j.reading.partial for j in running):
        return Detail.IN_PART
    return Detail.UNDER_WAY
