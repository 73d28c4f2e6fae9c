"""Names change places within their kind; headings and lines carry the right tags."""

from __future__ import annotations

import random

import pytest

from auditkit.lang import load_pack
from auditkit.train.names import Names, collect_names, fill, spans, vary_names
from auditkit.train.treebanks import Sentence, Word

SENTENCE: Sentence = (
    Word(form="Chefen", entity="O"),
    Word(form="Eva", entity="B-PER"),
    Word(form="Ek", entity="I-PER"),
    Word(form="besökte", entity="O"),
    Word(form="Lund", entity="B-LOC", space=False),
    Word(form=".", entity="O"),
)


@pytest.fixture(scope="module")
def names() -> Names:
    return collect_names([SENTENCE], load_pack("sv"))


def test_names_are_found_with_their_words(names: Names) -> None:
    assert spans(SENTENCE) == [(1, 3, "PER"), (4, 5, "LOC")]
    assert names.by_label == {"PER": (("Eva", "Ek"),), "ORG": (), "LOC": (("Lund",),)}


@pytest.mark.parametrize("seed", range(80))
def test_every_variant_has_well_formed_tags(names: Names, seed: int) -> None:
    varied = vary_names(SENTENCE, random.Random(seed), names)
    assert varied
    before = "O"
    for word in varied:
        assert word.entity == "O" or word.entity[2:] in ("PER", "ORG", "LOC")
        if word.entity.startswith("I-"):
            assert before[2:] == word.entity[2:]
        before = word.entity


def test_an_exchanged_name_keeps_its_kind(names: Names) -> None:
    seen = [vary_names(SENTENCE, random.Random(seed), names) for seed in range(200)]
    kinds = {tuple(label for *_, label in spans(one)) for one in seen if one[0].form == "Chefen"}
    assert kinds == {("PER", "LOC")}
    assert len({tuple(word.form for word in one) for one in seen}) > 50


def test_a_filled_line_tags_the_slots_only(names: Names) -> None:
    words = fill("Justerare: {PER} (S), {LOC}", random.Random(3), names)
    assert [word.form for word in words if word.entity == "O"] == [
        "Justerare", ":", "(", "S", ")", ",",
    ]  # fmt: skip
    assert [label for *_, label in spans(words)] == ["PER", "LOC"]


def test_no_line_without_a_name_has_a_slot() -> None:
    pack = load_pack("sv")
    assert all("{" in line for line in pack.words("training_lines"))
    assert not any("{" in line for line in pack.words("training_nameless"))
