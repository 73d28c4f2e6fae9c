from auditkit.check.candidates import build_index, rank, rank_all
from auditkit.check.passages import collect_passages, collect_subjects, stems_of
from auditkit.model import Doctype

TEXT = (
    "Enheten ska publicera mätdata om badvatten varje vecka.\nKontoret ska byta lås.",
    "2023-01-10",
    Doctype.DIRECTIVE,
)
LATER = (
    "Låsen på kontoret byttes i mars.\nMätdata om badvatten publicerades varje vecka.",
    "2024-01-10",
    Doctype.MINUTES,
)


def test_the_closest_later_passage_comes_first_and_never_the_requirement(make_archive, pack):
    archive = make_archive(TEXT, LATER)
    passages = collect_passages(archive, pack)
    subjects = collect_subjects(archive, passages, pack)
    index = build_index(passages)
    best = [found[0].passage.provenance.quote for found in rank_all(subjects, index, 3)]
    assert best == [
        "Mätdata om badvatten publicerades varje vecka.",
        "Låsen på kontoret byttes i mars.",
    ]
    for subject in subjects:
        found = rank(subject, index, 10)
        assert all(c.passage.position not in subject.places for c in found)
        assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_rank_all_gives_what_rank_gives(make_archive, pack):
    archive = make_archive(TEXT, LATER)
    passages = collect_passages(archive, pack)
    subjects = collect_subjects(archive, passages, pack)
    index = build_index(passages)
    assert list(rank_all(subjects, index)) == [rank(s, index) for s in subjects]


def test_an_archive_without_words_has_no_index():
    assert build_index(()) is None


def test_days_and_months_make_no_two_texts_alike(pack):
    assert stems_of("Senast den 28 februari 2023", pack) == ()
