from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from auditkit.locate import locate
from auditkit.model import (
    Anchor,
    Archive,
    Attributes,
    Check,
    Decision,
    Document,
    DocumentRecords,
    DriftStep,
    Evidence,
    Facts,
    Grade,
    Meeting,
    PageQuality,
    Part,
    PartCheck,
    Quality,
    Recommendation,
    Requirement,
    Responsibility,
    Results,
    Role,
    Searched,
    Section,
    Stance,
    Statement,
    StatementKind,
    Structure,
    Timing,
    Verdict,
)
from auditkit.track import build_rows
from auditkit.track.rows import _reading, count_moves, parse_due

AS_OF = date(2025, 1, 31)


def make_records(path: str, day: str | None, *attributes: Attributes) -> DocumentRecords:
    """A document with one sentence for each record of attributes, the last in an annex."""
    sentences = [f"{path}: mening nummer {number}." for number in range(len(attributes))]
    text = "\n".join(sentences)
    cut = text.rfind("\n") + 1
    document = Document(
        id=path, sha256=path, name=path, path=path, media_type="", text=text, blocks=(), lines=()
    )
    structure = Structure(
        document=document,
        facts=Facts(date=day),
        parts=(
            Part(label="main", start=0, end=cut or len(text), date=None),
            *([Part(label="annex 1", start=cut, end=len(text), date="2019-04-01")] if cut else []),
        ),
        sections=(
            Section(start=0, end=5, level=1, heading="Mål", number="2.1", role=Role.GOALS),
            Section(start=0, end=5, level=1, heading="Övrigt", role=Role.BODY),
        ),
        block_sections=(),
        lead_ins=(),
    )
    statements = []
    for number, (sentence, record) in enumerate(zip(sentences, attributes, strict=True)):
        start = text.index(sentence)
        statements.append(
            Statement(
                id=f"{path}-{number}",
                kind=StatementKind.RESPONSIBILITY,
                provenance=locate(document, start, start + len(sentence)),
                attributes=record,
                part="annex 1" if number == len(sentences) - 1 and number else "main",
                section=min(number, 1) if number < 2 else None,
            )
        )
    return DocumentRecords(structure=structure, statements=tuple(statements), sentences=())


def make_requirement(name: str, *statements: str, **fields: object) -> Requirement:
    requirement = Requirement(
        id=name,
        kind=StatementKind.RESPONSIBILITY,
        statements=statements,
        anchor=Anchor(quote="", before="", after="", lineage=""),
    )
    return replace(requirement, **fields)  # type: ignore[arg-type]


def make_check(name: str, **fields: object) -> Check:
    check = Check(
        requirement=name,
        statement="s",
        verdict=Verdict.NOT_MET,
        timing=Timing.UNKNOWN,
        reason="Så här.",
    )
    return replace(check, **fields)  # type: ignore[arg-type]


def test_followed_up_first_then_by_date_path_and_text() -> None:
    records = (
        make_records("b", "2024-05-01", Decision(), Decision(), Decision()),
        make_records("a", None, Decision()),
    )
    requirements = (
        make_requirement("undated", "a-0"),
        make_requirement("annex", "b-2"),
        make_requirement("second", "b-1"),
        make_requirement("other", "b-0", follow_up=False),
        make_requirement("first", "b-0"),
    )
    rows = build_rows(
        Results(archive=Archive(records=records, requirements=requirements)), as_of=AS_OF
    )
    assert [row.id for row in rows] == ["annex", "first", "second", "undated", "other"]
    assert [row.date for row in rows] == ["2019-04-01", "2024-05-01", "2024-05-01", None] + [
        "2024-05-01"
    ]
    assert [row.section for row in rows[:3]] == [None, "2.1 Mål", "Övrigt"]
    assert rows[0].provenance.quote == "b: mening nummer 2."


def test_a_row_joins_requirement_statement_and_check() -> None:
    duty = Responsibility(
        actor=("Rådet",), lead_in="Rådet ska", due_text=("före sommaren", "vid behov")
    )
    records = make_records("a", "2024-01-01", duty, Decision())
    later = make_records("b", "2024-05-01", Decision())
    place = later.statements[0].provenance
    passages = tuple(
        Evidence(provenance=place, stance=stance)
        for stance in (Stance.CONTRADICTS, Stance.SUPPORTS, Stance.CONTRADICTS)
    )
    check = make_check(
        "R-1",
        timing=Timing.OVERDUE,
        evidence=passages,
        against=passages[1:],
        searched=Searched(documents=4),
        parts=(PartCheck(text="a", verdict=Verdict.MET),),
        drift=(
            DriftStep(due="2024-06-30", provenance=place),
            DriftStep(due="2024-12", provenance=place),
        ),
    )
    requirement = make_requirement("R-1", "a-0", "a-1", due=("2024-06-30",))
    (row,) = build_rows(
        Results(
            archive=Archive(records=(records, later), requirements=(requirement,)),
            checks=(check,),
        ),
        as_of=AS_OF,
    )
    assert row.places == 2
    assert row.owner == ("Rådet",)
    assert row.lead_in == "Rådet ska"
    assert row.due_text == "före sommaren; vid behov"
    assert (row.original_due, row.current_due, row.times_moved) == ("2024-06-30", "2024-12", 1)
    assert row.days_overdue == 31
    assert (row.evidence, row.against) == (passages[0], passages[1])
    assert (row.similar, row.opposing) == (1, 2)
    assert (row.verdict, row.reason, row.searched, row.parts) == (
        check.verdict,
        check.reason,
        check.searched,
        check.parts,
    )


def test_a_requirement_that_was_not_checked_has_no_verdict() -> None:
    records = make_records("a", "2024-01-01", Recommendation(addressee=("X",), severity="gul"))
    requirement = make_requirement("R-1", "a-0", due=("2020-01-01",))
    (row,) = build_rows(
        Results(archive=Archive(records=(records,), requirements=(requirement,))), as_of=AS_OF
    )
    assert (row.verdict, row.timing, row.days_overdue, row.evidence) == (None, None, None, None)
    assert (row.owner, row.severity, row.original_due) == (("X",), "gul", "2020-01-01")


@pytest.mark.parametrize("timing", [Timing.ON_TIME, Timing.LATE, Timing.NOT_DUE, Timing.UNKNOWN])
def test_only_what_is_overdue_has_days_overdue(timing: Timing) -> None:
    records = make_records("a", "2024-01-01", Decision())
    requirement = make_requirement("R-1", "a-0", due=("2020-01-01",))
    (row,) = build_rows(
        Results(
            archive=Archive(records=(records,), requirements=(requirement,)),
            checks=(make_check("R-1", timing=timing),),
        ),
        as_of=AS_OF,
    )
    assert row.days_overdue is None


def test_no_row_without_a_quote() -> None:
    archive = Archive(records=(), requirements=(make_requirement("R-1", "gone"),))
    with pytest.raises(ValueError, match="R-1"):
        build_rows(Results(archive=archive), as_of=AS_OF)


def test_the_earliest_of_several_dates_is_the_original() -> None:
    records = make_records("a", None, Decision())
    requirement = make_requirement("R-1", "a-0", due=("next_meeting", "2025-12", "2024-06-30"))
    (row,) = build_rows(
        Results(archive=Archive(records=(records,), requirements=(requirement,))), as_of=AS_OF
    )
    assert row.original_due == "2024-06-30"


@pytest.mark.parametrize(
    ("due", "day"),
    [
        ("2024-06-30", date(2024, 6, 30)),
        ("2023-02", date(2023, 2, 28)),
        ("2024", date(2024, 12, 31)),
        ("2024-13", None),
        ("2024-02-30", None),
        ("0000", None),
        ("next_meeting", None),
        ("", None),
        (None, None),
    ],
)
def test_a_due_date_is_the_last_day_it_allows(due: str | None, day: date | None) -> None:
    assert parse_due(due) == day


def test_moves_are_counted_where_the_date_changes() -> None:
    assert count_moves(None, []) == (None, 0)
    assert count_moves("2024-03", []) == ("2024-03", 0)
    steps = ["2024-03-31", "2024-06", "2024-04-30", "2024-06-15", "2025"]
    assert count_moves("2024-03", steps) == ("2025", 2)
    assert count_moves("next_meeting", ["2024-06"]) == ("2024-06", 1)


@pytest.mark.parametrize(
    ("written", "due", "current"),
    [
        ("2024-05-01", "2024-12-31", "2024-12-31"),
        ("2024-07-01", "2024-07-01", "2024-07-01"),
        ("2024-05-01", "2024-05-31", "2024-06-30"),  # earlier: that of another task
        ("2024-05-01", "2024-03-31", "2024-06-30"),  # retold, it had passed
        ("2023-05-01", "2024-12-31", "2024-06-30"),  # older than the requirement
        (None, "2024-12-31", "2024-12-31"),
    ],
)
def test_only_a_credible_step_moves_the_due_date(
    written: str | None, due: str, current: str
) -> None:
    records = make_records("a", "2024-01-01", Decision())
    other = make_records("b", written, Decision())
    requirement = make_requirement("R-1", "a-0", due=("2024-06-30",))
    step = DriftStep(due=due, provenance=other.statements[0].provenance)
    (row,) = build_rows(
        Results(
            archive=Archive(records=(records, other), requirements=(requirement,)),
            checks=(make_check("R-1", drift=(step,)),),
        ),
        as_of=AS_OF,
    )
    assert (row.original_due, row.current_due) == ("2024-06-30", current)
    assert row.times_moved == (current != "2024-06-30")


@pytest.mark.parametrize(
    ("kind", "current"),
    [(StatementKind.RECOMMENDATION, "2024-12-31"), (StatementKind.RESPONSIBILITY, None)],
)
def test_without_a_due_date_of_its_own_only_a_recommendation_gets_one(
    kind: StatementKind, current: str | None
) -> None:
    records = make_records("a", "2024-01-01", Decision())
    other = make_records("b", "2024-05-01", Decision())
    steps = tuple(
        DriftStep(due=due, provenance=other.statements[0].provenance)
        for due in ("2024-06-30", "2024-12-31")
    )
    (row,) = build_rows(
        Results(
            archive=Archive(
                records=(records, other), requirements=(make_requirement("R-1", "a-0", kind=kind),)
            ),
            checks=(make_check("R-1", drift=steps),),
        ),
        as_of=AS_OF,
    )
    assert (row.original_due, row.current_due, row.times_moved) == (None, current, 0)


@pytest.mark.parametrize(
    ("announced", "due"), [("2024-12-01", "2024-12-01"), (None, "next_meeting")]
)
def test_the_next_meeting_has_the_date_that_the_minutes_give(
    announced: str | None, due: str
) -> None:
    records = make_records("a", "2024-09-01", Decision())
    facts = Facts(meeting=Meeting(next_meeting=announced))
    records = replace(records, structure=replace(records.structure, facts=facts))
    requirement = make_requirement("R-1", "a-0", due=("next_meeting",))
    step = DriftStep(due="next_meeting", provenance=records.statements[0].provenance)
    (row,) = build_rows(
        Results(
            archive=Archive(records=(records,), requirements=(requirement,)),
            checks=(make_check("R-1", drift=(step,)),),
        ),
        as_of=AS_OF,
    )
    assert (row.original_due, row.current_due, row.times_moved) == (due, due, 0)


def test_a_row_carries_the_worst_grade_of_its_pages() -> None:
    records = make_records("a.pdf", "2024-01-01", Responsibility(action="x"))
    pages = (
        PageQuality(number=1, grade=Grade.POOR),
        PageQuality(number=2, grade=Grade.FAIR),
        PageQuality(number=3),
    )
    document = replace(records.structure.document, quality=Quality(pages=pages))
    records = replace(records, structure=replace(records.structure, document=document))
    place = locate(document, 0, 5)
    assert _reading(replace(place, pages=(2, 3)), records) is Grade.FAIR
    assert _reading(replace(place, pages=(1, 3)), records) is Grade.POOR
    assert _reading(replace(place, pages=(3, 3)), records) is None
    assert _reading(replace(place, pages=None), records) is None
