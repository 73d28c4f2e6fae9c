import pytest

from auditkit.check.quantities import compare_target, count_times, per_year, share_done
from auditkit.check.response import read_answer
from auditkit.check.stance import read_passage
from auditkit.check.timing import days_named, due_date, end_of
from auditkit.model import Doctype, ManagementResponse, Stance


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Planen beslutades den 4 maj.", Stance.SUPPORTS),
        ("Provet genomfördes utan anmärkning.", Stance.SUPPORTS),
        ("Rutinen har ännu inte använts.", Stance.CONTRADICTS),
        ("Någon riskanalys har inte kunnat uppvisas.", Stance.CONTRADICTS),
        ("Övningen ställdes in.", Stance.CONTRADICTS),
        ("Uppföljning saknas.", Stance.CONTRADICTS),
        ("Mätningen pågår.", Stance.IN_PROGRESS),
        ("Två mallar är klara men den tredje saknas.", Stance.IN_PROGRESS),
        ("Alla enheter utom en har svarat.", Stance.IN_PROGRESS),
        ("Fem av de elva systemen är klassade.", Stance.IN_PROGRESS),
        ("Ärendet bordläggs.", Stance.PLANS),
        ("Enheten avser att se över rutinen.", Stance.PLANS),
        ("Beslutet ersätter beslutet den 3 maj.", Stance.SUPERSEDES),
        ("Riktlinjen upphävdes i mars.", Stance.SUPERSEDES),
        ("4\tRiskregister\tDelvis genomförd", Stance.IN_PROGRESS),
        ("Nöjda brukare\t60 %\t71 %\tJa", Stance.SUPPORTS),
        ("Nöjda brukare\t60 %\t51 %\tNej", Stance.CONTRADICTS),
        ("Skyltar: klart", Stance.SUPPORTS),
    ],
)
def test_what_a_sentence_says(text, stance, pack):
    assert read_passage(text, None, Doctype.MINUTES, pack).stance is stance


def test_a_reply_that_reports_action_does_not_say_it_is_done(pack):
    text = "Nämnden har infört en rutin."
    assert read_passage(text, None, Doctype.MINUTES, pack).stance is Stance.SUPPORTS
    assert read_passage(text, None, Doctype.RESPONSE, pack).stance is Stance.IN_PROGRESS


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("minst 4 gånger per år", 4.0),
        ("varje kvartal", 4.0),
        ("månadsvis", 12.0),
        ("vid behov", None),
    ],
)
def test_how_often_is_asked(text, rate, pack):
    assert per_year(text, pack) == rate


def test_numbers_are_compared_with_numbers(pack):
    assert count_times("Det har skett vid två tillfällen.", pack) == 2.0
    assert count_times("Mötet hölls i maj.", pack) is None
    assert share_done("Av de 90 handläggarna har 85 utbildats.", pack) == (85.0, 90.0)
    assert compare_target("minst 30 broar", "Metoden provades på 34 broar.", pack) is (
        Stance.SUPPORTS
    )
    assert compare_target("minst 30 broar", "Det kostade 20 kronor.", pack) is None


def test_days_and_due_dates(pack):
    days = days_named("Beslutades den 2 juni och 2024-07-01.", "2024-08", pack)
    assert [d.isoformat() for d in days] == ["2024-06-02", "2024-07-01"]
    assert days_named("Den 2 juni.", None, pack) == []
    assert end_of("2023-02-31") is None
    assert end_of("2024-13") is None
    assert due_date(("next_meeting",)) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Styrelsen instämmer i rekommendationen.", ManagementResponse.ACCEPTED),
        ("Styrelsen instämmer i huvudsak.", ManagementResponse.PARTLY),
        ("Styrelsen delar inte bedömningen.", ManagementResponse.REJECTED),
        ("Styrelsen sammanträdde i maj.", None),
    ],
)
def test_management_answers(text, answer, pack):
    assert read_answer(text, pack) is answer
