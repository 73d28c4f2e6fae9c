from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest

from auditkit.model import CARRIES, Detail, Row, Searched, Stance, Timing, Verdict
from auditkit.report import load_labels
from auditkit.report.reason import show_reason

LABELS = load_labels("sv")


def test_it_names_place_date_counts_and_due_date(rows: Sequence[Row]) -> None:
    row = replace(rows[0], similar=2, opposing=1)
    assert show_reason(row, LABELS) == (
        "Genomfört enligt protokoll.txt, rad 2 (2024-09-01), "
        "men inte i alla delar eller inte i tid."
        " Ytterligare 2 ställen pekar åt samma håll. Ett ställe talar emot."
        " Fristen 2024-12-31 har passerat."
    )


@pytest.mark.parametrize("language", ["sv", "en"])
def test_there_is_a_sentence_for_every_verdict_detail_and_stance(
    language: str, rows: Sequence[Row]
) -> None:
    labels = load_labels(language)
    assert rows[0].evidence is not None
    for verdict, detail, timing in product(Verdict, (None, *Detail), Timing):
        for stance in CARRIES[verdict]:
            evidence = replace(rows[0].evidence, stance=stance)
            row = replace(rows[0], verdict=verdict, detail=detail, timing=timing, evidence=evidence)
            said = show_reason(row, labels)
            assert "protokoll.txt" in said
            assert said.endswith(".")
            assert "{" not in said
            assert ("2024-06-30" in said or "2024-12-31" in said) == (timing is not Timing.UNKNOWN)


def test_only_not_met_says_that_nothing_was_done(rows: Sequence[Row]) -> None:
    for verdict in Verdict:
        said = show_reason(replace(rows[0], verdict=verdict), LABELS)
        assert ("Inte genomfört" in said) == (verdict is Verdict.NOT_MET)


@pytest.mark.parametrize(
    ("searched", "said"),
    [
        (
            Searched(documents=3, until="2024-05-01"),
            "Inget tydligt besked i 3 senare dokument, till och med 2024-05-01.",
        ),
        (Searched(documents=3), "Inget tydligt besked i 3 senare dokument."),
        (Searched(documents=1), "Inget tydligt besked i det enda senare dokumentet."),
        (Searched(), "Det finns inget senare dokument att söka i."),
    ],
)
def test_no_evidence_says_how_much_was_searched(
    searched: Searched, said: str, rows: Sequence[Row]
) -> None:
    row = replace(rows[1], searched=searched, verdict=Verdict.NO_EVIDENCE, timing=Timing.UNKNOWN)
    assert show_reason(row, LABELS) == said


def test_a_due_date_that_was_moved_is_not_called_passed(rows: Sequence[Row]) -> None:
    row = replace(rows[0], days_overdue=None)
    assert show_reason(row, LABELS).endswith(
        "Den ursprungliga fristen 2024-06-30 har passerat; gällande frist är 2024-12-31."
    )


def test_the_date_is_not_said_twice(rows: Sequence[Row]) -> None:
    assert rows[0].evidence is not None
    place = replace(rows[0].evidence.provenance, document="2024-09-01_protokoll.txt")
    evidence = replace(rows[0].evidence, provenance=place, stance=Stance.SUPPORTS)
    assert show_reason(replace(rows[0], evidence=evidence), LABELS).count("2024-09-01") == 1


def test_what_was_not_checked_has_no_reason(rows: Sequence[Row]) -> None:
    assert show_reason(replace(rows[0], verdict=None), LABELS) == ""
