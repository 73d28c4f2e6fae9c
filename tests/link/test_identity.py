"""Ids of requirements last, whatever happens to the documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditkit.lang import Pack
from auditkit.link import link_archive
from auditkit.model import Archive, Commitment, Decision, DocumentRecords, Responsibility

MakeRecord = Callable[..., DocumentRecords]

DUTY = Responsibility(modality="shall")
FIRST = ("Hamnchefen ska inventera samtliga bojar före sommaren.", DUTY)
SECOND = ("Lotsen ska måla om den gamla fyren vid inloppet.", DUTY)
THIRD = ("Rådet ska granska avtalen med rederierna varje vår.", DUTY)
SHORT = ("Rådet ska svara.", DUTY)


def ids_by_quote(archive: Archive) -> dict[str, str]:
    quotes = {s.id: s.provenance.quote for r in archive.records for s in r.statements}
    return {quotes[r.statements[0]]: r.id for r in archive.requirements}


@pytest.fixture
def before(pack: Pack, make_record: MakeRecord) -> Archive:
    return link_archive((make_record("2024/protokoll.pdf", [FIRST, SECOND, THIRD]),), pack)


def again(before: Archive, record: DocumentRecords, pack: Pack) -> dict[str, str]:
    archive = link_archive((record,), pack, before.requirements)
    ids = [r.id for r in archive.requirements]
    assert len(ids) == len(set(ids))
    return ids_by_quote(archive)


def test_ids_survive_another_format(before: Archive, pack: Pack, make_record: MakeRecord) -> None:
    record = make_record("2024/protokoll.docx", [FIRST, SECOND, THIRD])
    assert again(before, record, pack) == ids_by_quote(before)


def test_ids_survive_inserted_neighbours(
    before: Archive, pack: Pack, make_record: MakeRecord
) -> None:
    new = ("Kassören ska betala skulden till varvet.", DUTY)
    record = make_record("2024/protokoll.pdf", [new, FIRST, "Mellanord.", new, SECOND, THIRD])
    found = again(before, record, pack)
    assert ids_by_quote(before).items() <= found.items()


def test_ids_survive_a_small_change_of_the_quote(
    before: Archive, pack: Pack, make_record: MakeRecord
) -> None:
    changed = "Hamnchefen skall inventera samtliga bojar före sommaren 2024."
    record = make_record("2024/protokoll.pdf", [(changed, DUTY), SECOND, THIRD])
    assert again(before, record, pack)[changed] == ids_by_quote(before)[FIRST[0]]


def test_ids_survive_another_kind(before: Archive, pack: Pack, make_record: MakeRecord) -> None:
    record = make_record(
        "2024/protokoll.pdf", [(FIRST[0], Commitment()), (SECOND[0], Decision()), THIRD]
    )
    assert again(before, record, pack) == ids_by_quote(before)


def test_ids_survive_a_renamed_file(before: Archive, pack: Pack, make_record: MakeRecord) -> None:
    record = make_record("arkiv/2024/nytt namn.pdf", [FIRST, SECOND, THIRD])
    assert again(before, record, pack) == ids_by_quote(before)


def test_repeated_quotes_keep_their_own_ids(pack: Pack, make_record: MakeRecord) -> None:
    lines = [f"Punkt {n}: något om kajer och bryggor." for n in range(3)]
    rejected = Decision(outcome="rejected")
    text = "Förslaget avslås."
    two = make_record("p.txt", [lines[0], (text, rejected), lines[1], (text, rejected)])
    before = link_archive((two,), pack)
    assert len({r.id for r in before.requirements}) == 2
    three = make_record(
        "p.txt",
        [lines[2], (text, rejected), lines[0], (text, rejected), lines[1], (text, rejected)],
    )
    after = link_archive((three,), pack, before.requirements)
    assert [r.id for r in after.requirements[1:]] == [r.id for r in before.requirements]
    assert len({r.id for r in after.requirements}) == 3


def test_lost_requirement_is_not_in_the_archive_and_its_id_is_not_reused(
    before: Archive, pack: Pack, make_record: MakeRecord
) -> None:
    other = "Vaktmästaren ska köpa ny färg till magasinet."
    record = make_record("2024/protokoll.pdf", [FIRST, (other, DUTY), THIRD])
    lost = ids_by_quote(before)[SECOND[0]]
    found = again(before, record, pack)
    assert lost not in found.values()
    back = make_record("2024/protokoll.pdf", [FIRST, SECOND, THIRD])
    assert again(before, back, pack)[SECOND[0]] == lost


def test_ids_survive_the_original_found_later(pack: Pack, make_record: MakeRecord) -> None:
    retold = Responsibility(actor=("Hamnchefen",), modality="shall", retold=True)
    origin = Responsibility(actor=("Hamnchefen",), modality="shall")
    report = make_record("rapport.txt", [(FIRST[0], retold)], date="2024-01-01")
    directive = make_record("direktiv.txt", [(FIRST[0], origin)], date="2020-01-01")
    first = link_archive((report,), pack)
    second = link_archive((report, directive), pack, first.requirements)
    assert [r.id for r in second.requirements] == [r.id for r in first.requirements]
    third = link_archive((report,), pack, second.requirements)
    assert [r.id for r in third.requirements] == [r.id for r in first.requirements]


def test_new_ids_do_not_hang_on_the_order_of_documents(pack: Pack, make_record: MakeRecord) -> None:
    records = [make_record("a.txt", [FIRST, SHORT]), make_record("b.txt", [SECOND, SHORT])]
    assert link_archive(records, pack) == link_archive(records[::-1], pack)


def test_two_rows_of_an_earlier_run_stay_two(pack: Pack, make_record: MakeRecord) -> None:
    one, two = make_record("a.txt", [FIRST]), make_record("b.txt", [FIRST])
    earlier = (
        *link_archive((one,), pack).requirements,
        *link_archive((two,), pack).requirements,
    )
    assert len(link_archive((one, two), pack).requirements) == 1
    archive = link_archive((one, two), pack, earlier)
    assert {r.id for r in archive.requirements} == {r.id for r in earlier}
