"""One row for all places of a requirement; near misses stay apart; what is followed up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from auditkit.lang import Pack
from auditkit.link import link_archive
from auditkit.model import (
    Archive,
    Attributes,
    Commitment,
    Decision,
    Doctype,
    DocumentRecords,
    Goal,
    LinkKind,
    Meeting,
    Recommendation,
    Requirement,
    Responsibility,
    Role,
)

MakeRecord = Callable[..., DocumentRecords]

RULE = "Styrgruppen ska besluta om en bojplan minst fyra gånger per år."


def quotes(archive: Archive) -> set[frozenset[str]]:
    found = {s.id: s.provenance.quote for r in archive.records for s in r.statements}
    return {frozenset(found[i] for i in r.statements) for r in archive.requirements}


def only(archive: Archive) -> Requirement:
    assert len(archive.requirements) == 1, quotes(archive)
    return archive.requirements[0]


def duty(actor: str = "Styrgruppen", *, retold: bool = False, **more: str) -> Responsibility:
    return Responsibility(actor=(actor,), modality=more.get("modality", "shall"), retold=retold)


def test_retold_rule_is_one_row_with_its_original_first(
    pack: Pack, make_record: MakeRecord
) -> None:
    report = make_record(
        "a-rapport.txt",
        [
            (
                "Av direktivet framgår att styrgruppen ska besluta om en bojplan minst fyra "
                "gånger per år.",
                duty("styrgruppen", retold=True),
            )
        ],
        doctype=Doctype.AUDIT_REPORT,
        date="2024-03-01",
    )
    directive = make_record("direktiv.txt", [(RULE, duty())], date="2020-01-01")
    archive = link_archive((report, directive), pack)
    row = only(archive)
    assert row.anchor.lineage == "direktiv"
    assert row.owner == ("Styrgruppen",)
    same = [link for link in archive.links if link.kind is LinkKind.SAME_AS]
    assert [(s.source, s.target, s.method) for s in same] == [(*row.statements, "retold")]


def test_summary_and_body_are_one_row_body_first(pack: Pack, make_record: MakeRecord) -> None:
    advice = Recommendation(addressee=("Rådet",))
    text = "Rådet rekommenderas att ta fram en samlad plan för underhåll av bojar."
    record = make_record(
        "rapport.txt",
        ["Sammanfattning", (text, advice), "Underhåll", (text, advice)],
        headings=[("Sammanfattning", Role.SUMMARY), ("Underhåll", Role.RECOMMENDATION)],
    )
    row = only(link_archive((record,), pack))
    assert row.statements[0].endswith("-2")


@pytest.mark.parametrize(
    "other",
    [
        "Styrgruppen ska besluta om en bojplan minst tre gånger per år.",
        "Styrgruppen ska inte besluta om en bojplan minst fyra gånger per år.",
    ],
)
def test_near_misses_stay_apart(other: str, pack: Pack, make_record: MakeRecord) -> None:
    one = make_record("a.txt", [(RULE, duty())])
    two = make_record(
        "b.txt", [(other, duty(retold=True))], doctype=Doctype.AUDIT_REPORT, date="2024-01-01"
    )
    assert len(link_archive((one, two), pack).requirements) == 2


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (duty(), duty("Referensgruppen")),
        (duty(), duty(modality="may")),
        (
            Responsibility(actor=("Styrgruppen",), due=("2024-05-01",)),
            Responsibility(actor=("Styrgruppen",), due=("2024-09-01",)),
        ),
        (Goal(id="E1.2"), Goal(id="E1.3")),
        (Recommendation(addressee=("Rådet",)), Decision(directed_to=("Rådet",))),
        (
            Recommendation(addressee=("Rådet",)),
            Recommendation(addressee=("Hamnverket",)),
        ),
    ],
)
def test_attributes_keep_like_words_apart(
    one: Attributes, two: Attributes, pack: Pack, make_record: MakeRecord
) -> None:
    text = "besluta om en gemensam bojplan för samtliga kajer och bryggor"
    records = (
        make_record("a.txt", [(text, one)]),
        make_record("b.txt", [(text, two)], doctype=Doctype.AUDIT_REPORT),
    )
    assert len(link_archive(records, pack).requirements) == 2


def test_goal_ids_keep_like_sentences_apart(pack: Pack, make_record: MakeRecord) -> None:
    text = "Målvärde för effektmål E{} fastställs av styrgruppen under våren."
    record = make_record(
        "a.txt",
        [(text.format("1.2"), duty(retold=True)), (text.format("2.2"), duty(retold=True))],
        doctype=Doctype.AUDIT_REPORT,
    )
    assert len(link_archive((record,), pack).requirements) == 2


def test_like_decisions_of_two_meetings_are_two(pack: Pack, make_record: MakeRecord) -> None:
    text = "Hamnrådet väljer Eva Ström till mötets sekreterare."
    records = [
        make_record(
            f"{date}.txt",
            [(text, Decision(outcome="appointed"))],
            doctype=Doctype.MINUTES,
            date=date,
            meeting=Meeting(body="Hamnrådet"),
        )
        for date in ("2024-01-10", "2024-03-10")
    ]
    archive = link_archive(records, pack)
    assert len(archive.requirements) == 2
    follows = [link for link in archive.links if link.kind is LinkKind.FOLLOWS]
    assert [(f.source, f.target) for f in follows] == [
        (
            f"{records[1].structure.document.id}:meeting",
            f"{records[0].structure.document.id}:meeting",
        )
    ]


def test_extract_of_minutes_is_the_same_decision(pack: Pack, make_record: MakeRecord) -> None:
    text = "Hamnrådet uppdrar åt hamnchefen att inventera samtliga bojar."
    decision = Decision(outcome="directed", directed_to=("hamnchefen",))
    records = [
        make_record(path, [(text, decision)], doctype=Doctype.MINUTES, date="2024-01-10")
        for path in ("protokoll.txt", "protokollsutdrag.txt")
    ]
    row = only(link_archive(records, pack))
    assert len(row.statements) == 2
    assert row.owner == ("hamnchefen",)


def test_retelling_does_not_join_two_requirements(pack: Pack, make_record: MakeRecord) -> None:
    directive = make_record(
        "direktiv.txt",
        [
            ("Styrgruppen sammanträder minst fyra gånger varje kalenderår.", duty()),
            ("Styrgruppen löser prioriteringskonflikter mellan kajer och bryggor.", duty()),
        ],
        date="2020-01-01",
    )
    report = make_record(
        "rapport.txt",
        [
            (
                "Styrgruppen ska sammanträda minst fyra gånger varje kalenderår och lösa "
                "prioriteringskonflikter mellan kajer och bryggor.",
                duty(retold=True),
            )
        ],
        doctype=Doctype.AUDIT_REPORT,
        date="2024-01-01",
    )
    assert len(link_archive((directive, report), pack).requirements) == 2


def test_report_and_its_annexed_directive_share_rows(pack: Pack, make_record: MakeRecord) -> None:
    text = "Styrgruppen leder och samordnar arbetet med bojar och fyrar."
    record = make_record("rapport.txt", [(text, duty()), "Bilaga", (text, duty())])
    structure = record.structure
    cut = structure.document.text.index("Bilaga")
    parts = (
        replace(structure.parts[0], doctype=Doctype.AUDIT_REPORT, end=cut, date="2024-01-01"),
        replace(structure.parts[0], label="annex 1", start=cut, date="2019-01-01"),
    )
    first, second = record.statements
    record = replace(
        record,
        structure=replace(structure, parts=parts),
        statements=(first, replace(second, part="annex 1")),
    )
    assert only(link_archive((record,), pack)).statements == (second.id, first.id)


@pytest.mark.parametrize(
    ("text", "attributes", "expected"),
    [
        ("Informationen om kajerna noteras.", Decision(outcome="noted"), False),
        ("Eva Ström väljs till justerare.", Decision(outcome="appointed"), False),
        ("Dagordningen fastställs.", Decision(outcome="approved"), False),
        ("Rapporten läggs till handlingarna.", Decision(outcome="other"), False),
        ("Bojplanen fastställs.", Decision(outcome="adopted"), True),
        ("Frågan om bojar bordläggs.", Decision(outcome="postponed"), True),
        ("Chefen får anlita lots.", Responsibility(modality="may"), False),
        ("Chefen ska anlita lots.", Responsibility(modality="shall"), True),
        ("Av lagen framgår att lots ska anlitas.", Responsibility(retold=True), True),
    ],
)
def test_what_is_followed_up(
    text: str, attributes: Attributes, expected: bool, pack: Pack, make_record: MakeRecord
) -> None:
    archive = link_archive((make_record("a.txt", [(text, attributes)]),), pack)
    assert only(archive).follow_up is expected


def test_next_meeting_becomes_its_date(pack: Pack, make_record: MakeRecord) -> None:
    record = make_record(
        "a.txt",
        [("Eva återkommer vid nästa möte.", Commitment(actor=("Eva",), due=("next_meeting",)))],
        doctype=Doctype.MINUTES,
        date="2024-01-10",
        meeting=Meeting(next_meeting="2024-02-14"),
    )
    assert only(link_archive((record,), pack)).due == ("2024-02-14",)


def test_points_of_one_graded_recommendation_share_a_group(
    pack: Pack, make_record: MakeRecord
) -> None:
    lead = "Rådet rekommenderas att"
    red = Recommendation(severity="röd", lead_in=lead)
    record = make_record(
        "a.txt",
        [
            lead,
            ("inventera samtliga bojar", red),
            ("måla om fyren", red),
            ("byta lås i magasinet", Recommendation(severity="gul", lead_in=lead)),
        ],
    )
    groups = [r.group for r in link_archive((record,), pack).requirements]
    assert groups[0] is not None
    assert groups == [groups[0], groups[0], None]


def test_compound_recommendation_has_parts(pack: Pack, make_record: MakeRecord) -> None:
    advice = Recommendation(action="ta fram och besluta en bojplan")
    record = make_record("a.txt", [("Rådet bör ta fram och besluta en bojplan.", advice)])
    assert only(link_archive((record,), pack)).parts == ("ta fram en bojplan", "besluta en bojplan")
