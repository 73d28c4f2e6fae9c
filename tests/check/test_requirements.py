from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditkit.check import check_requirements
from auditkit.check.verdict import JUSTIFIES
from auditkit.model import Doctype, Meeting, Rung, Stance, Timing, Verdict

AS_OF = date(2025, 6, 1)
DUTY = "Beredskapsenheten ska ta fram en kontinuitetsplan för vattenverket."
NOISE = "Kaffemaskinen på plan fyra är trasig.\nLokalvården upphandlades av servicegruppen."


def check_one(archive, pack):
    checks = check_requirements(archive, pack, AS_OF)
    assert len(checks) == len(archive.requirements)
    return checks[0]


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Kontinuitetsplanen för vattenverket fastställdes den 3 april 2024.", Verdict.MET),
        ("Kontinuitetsplan för vattenverket saknas alltjämt.", Verdict.NOT_MET),
        ("Arbetet med kontinuitetsplanen för vattenverket pågår.", Verdict.PARTLY_MET),
        ("Kontinuitetsplanen för vattenverket kommer att tas i höst.", Verdict.PLANNED),
        ("Kravet på kontinuitetsplan för vattenverket upphävs.", Verdict.SUPERSEDED),
        ("Taket på idrottshallen målades om i maj.", Verdict.NO_EVIDENCE),
    ],
)
def test_a_later_text_decides(sentence, verdict, make_archive, pack):
    archive = make_archive(
        (f"{DUTY}\n{NOISE}", "2023-05-02", Doctype.DIRECTIVE),
        (f"{sentence}\n{NOISE}", "2024-06-10", Doctype.MINUTES),
    )
    check = check_one(archive, pack)
    assert check.verdict is verdict
    if verdict is not Verdict.NO_EVIDENCE:
        assert check.evidence[0].provenance.quote == sentence
        assert check.evidence[0].stance in JUSTIFIES[verdict]


def test_an_older_document_is_no_evidence(make_archive, pack):
    archive = make_archive(
        (f"{DUTY}\n{NOISE}", "2023-05-02", Doctype.DIRECTIVE),
        ("Kontinuitetsplanen för vattenverket fastställdes.", "2022-01-10", Doctype.MINUTES),
    )
    check = check_one(archive, pack)
    assert check.verdict is Verdict.NO_EVIDENCE
    assert check.evidence == ()
    assert check.searched.documents == 0


def test_an_undated_document_carries_no_met_and_is_named(make_archive, pack):
    archive = make_archive(
        (f"{DUTY}\n{NOISE}", "2023-05-02", Doctype.DIRECTIVE),
        ("Kontinuitetsplanen för vattenverket finns sedan i maj.", None, Doctype.OTHER),
    )
    check = check_one(archive, pack)
    assert check.verdict is not Verdict.MET
    assert check.searched.undated == ("d1.txt",)


def test_hidden_text_never_carries_met(make_archive, pack):
    done = "Kontinuitetsplanen för vattenverket fastställdes den 3 april 2024."
    sources = (
        (f"{DUTY}\n{NOISE}", "2023-05-02", Doctype.DIRECTIVE),
        (f"{done}\n{NOISE}", "2024-06-10", Doctype.MINUTES),
    )
    assert check_one(make_archive(*sources), pack).verdict is Verdict.MET
    assert check_one(make_archive(*sources, hidden=(done,)), pack).verdict is not Verdict.MET


@pytest.mark.parametrize(
    ("day", "timing", "verdict"),
    [
        ("3 april 2024", Timing.ON_TIME, Verdict.MET),
        ("9 maj 2024", Timing.LATE, Verdict.PARTLY_MET),
    ],
)
def test_what_is_done_late_is_met_in_part(day, timing, verdict, make_archive, pack):
    archive = make_archive(
        (f"{DUTY}\n{NOISE}", "2023-05-02", Doctype.DIRECTIVE),
        (f"Kontinuitetsplanen för vattenverket fastställdes den {day}.", "2024-06-10",
         Doctype.MINUTES),
        due=("2024-04-30",),
    )  # fmt: skip
    check = check_one(archive, pack)
    assert (check.verdict, check.timing) == (verdict, timing)


def test_no_evidence_is_overdue_but_never_not_met(make_archive, pack):
    archive = make_archive(
        (f"{DUTY}\n{NOISE}", "2023-05-02", Doctype.DIRECTIVE), due=("2024-04-30",)
    )
    check = check_one(archive, pack)
    assert (check.verdict, check.timing) == (Verdict.NO_EVIDENCE, Timing.OVERDUE)
    assert "close enough" in check.reason


def test_the_strongest_passage_against_is_shown(make_archive, pack):
    archive = make_archive(
        (f"{DUTY}\n{NOISE}", "2023-05-02", Doctype.DIRECTIVE),
        ("Kontinuitetsplan för vattenverket saknas.", "2024-02-01", Doctype.MINUTES),
        ("Kontinuitetsplanen för vattenverket fastställdes i maj.", "2024-06-10",
         Doctype.MINUTES),
    )  # fmt: skip
    check = check_one(archive, pack)
    assert check.verdict is Verdict.PARTLY_MET  # a standing duty that was found open once
    assert [e.stance for e in check.against] == [Stance.CONTRADICTS]


def test_an_audit_verifies_and_an_owner_claims(make_archive, pack):
    rungs = []
    for doctype in (Doctype.AUDIT_REPORT, Doctype.OTHER):
        archive = make_archive(
            (f"{DUTY}\n{NOISE}", "2023-05-02", Doctype.DIRECTIVE),
            ("En kontinuitetsplan för vattenverket finns sedan den 3 maj.", "2024-06-10", doctype),
        )
        rungs.append(check_one(archive, pack).rung)
    assert rungs == [Rung.VERIFIED, Rung.CLAIMED]


def test_a_passage_on_another_label_does_not_decide(make_archive, pack):
    archive = make_archive(
        ("Direktiven för projekten P1 och P2 ska beslutas.", "2023-05-02", Doctype.DIRECTIVE),
        ("Direktiven för projekten P4 och P5 beslutades.", "2024-06-10", Doctype.MINUTES),
    )
    assert check_one(archive, pack).verdict is Verdict.NO_EVIDENCE


def test_an_announced_meeting_without_minutes_is_a_gap(make_archive, pack):
    meetings = [
        Meeting(body="Nämnden", next_meeting="2024-03-05"),
        Meeting(body="Nämnden", next_meeting="2024-06-05"),
    ]
    archive = make_archive(
        (f"{DUTY}\n{NOISE}", "2024-01-09", Doctype.MINUTES),
        ("Nämnden höll möte.", "2024-04-09", Doctype.MINUTES),
        meetings=meetings,
    )
    gaps = check_one(archive, pack).searched.gaps
    assert len(gaps) == 1
    assert "2024-03-05" in gaps[0]


SENTENCES = st.sampled_from(
    [
        "Kontinuitetsplanen för vattenverket fastställdes den 3 april 2024.",
        "Kontinuitetsplan för vattenverket saknas.",
        "Kontinuitetsplanen för vattenverket kommer att beslutas i höst.",
        "Arbetet med kontinuitetsplanen har påbörjats.",
        "Kontinuitetsplanen ersätts av en ny rutin.",
        "Planen gäller endast delar av vattenverket.",
        "Vattenverket\tKontinuitetsplan\tDelvis genomförd",
        "Vattenverket besöktes i maj.",
        "Alla utom två enheter har lämnat sin plan.",
    ]
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=st.lists(SENTENCES, min_size=1, max_size=4, unique=True))
def test_every_verdict_rests_on_a_passage_that_says_so(lines, make_archive, pack):
    archive = make_archive(
        (f"{DUTY}\n{NOISE}", "2023-05-02", Doctype.DIRECTIVE),
        ("\n".join(lines), "2024-06-10", Doctype.MINUTES),
    )
    check = check_one(archive, pack)
    stances = {e.stance for e in check.evidence}
    if check.verdict is Verdict.NO_EVIDENCE:
        assert stances <= {Stance.MENTIONS}
        assert check.rung is None
    else:
        assert stances & JUSTIFIES[check.verdict]
        assert check.rung is not None
    for evidence in (*check.evidence, *check.against):
        source = next(
            r.structure.document
            for r in archive.records
            if r.structure.document.id == evidence.provenance.document_id
        )
        place = evidence.provenance
        assert source.text[place.start : place.end] == place.quote
