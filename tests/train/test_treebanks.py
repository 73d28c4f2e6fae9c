"""Treebanks become documents whose heads, blanks and sentence ends are those annotated."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.vocab import Vocab

from auditkit.train.treebanks import (
    ROOT,
    Sentence,
    Word,
    build_doc,
    cut_blanks,
    group,
    read_treebank,
)

CONLLU = (
    "# sent_id = 1\n"
    "# text = Styrelsen valde t ex Bo.\n"
    "1\tStyrelsen\tstyrelse\tNOUN\tNN\tCase=Nom\t2\tnsubj\t_\t_\n"
    "2\tvalde\tvälja\tVERB\tVB\t_\t0\troot\t_\t_\n"
    "3\tt ex\ttill_exempel\tADV\tAB\t_\t4\tadvmod\t_\t_\n"
    "4-5\tBo.\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "4\tBo\tBo\tPROPN\tPM\t_\t2\tobj\t_\tSpaceAfter=No\n"
    "4.1\tinte\tinte\tADV\t_\t_\t_\t_\t_\t_\n"
    "5\t.\t.\tPUNCT\tMAD\t_\t2\tpunct\t_\t_\n"
    "\n"
    "1\tNej\tnej\tINTJ\tIN\t_\t0\troot\t_\t_\n"
    "\n"
)


@pytest.fixture
def sentences(tmp_path: Path) -> list[Sentence]:
    path = tmp_path / "a.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return read_treebank(path)


def test_ranges_and_empty_nodes_are_no_words(sentences: list[Sentence]) -> None:
    assert [len(sentence) for sentence in sentences] == [5, 1]
    assert sentences[0][1].head == ROOT
    assert not sentences[0][3].space


def test_a_word_with_a_blank_is_cut_and_heads_move(sentences: list[Sentence]) -> None:
    cut = cut_blanks(sentences[0])
    assert [word.form for word in cut] == ["Styrelsen", "valde", "t", "ex", "Bo", "."]
    assert [word.head for word in cut] == [1, ROOT, 4, 2, 1, 1]
    assert [word.relation for word in cut][2:4] == ["advmod", "fixed"]


def test_a_document_holds_what_was_annotated(sentences: list[Sentence]) -> None:
    doc = build_doc(Vocab(), [cut_blanks(sentence) for sentence in sentences])
    assert doc.text == "Styrelsen valde t ex Bo. Nej "
    assert [sentence.text for sentence in doc.sents] == ["Styrelsen valde t ex Bo.", "Nej"]
    assert doc[4].head.text == "valde"
    assert (doc[0].lemma_, doc[0].pos_, str(doc[0].morph)) == ("styrelse", "NOUN", "Case=Nom")


def test_names_without_grammar_give_entities_only() -> None:
    words = (Word(form="Eva", entity="B-PER"), Word(form="Ek", entity="I-PER"), Word(form="kom"))
    doc = build_doc(Vocab(), [words])
    assert [(name.text, name.label_) for name in doc.ents] == [("Eva Ek", "PER")]
    assert not doc.has_annotation("DEP")


def test_groups_hold_every_sentence_once_and_the_same_for_a_seed() -> None:
    numbers = [(Word(form=str(number)),) for number in range(30)]
    first = list(group(numbers, (1, 4), seed=3))
    assert [sentence for part in first for sentence in part] == numbers
    assert first == list(group(numbers, (1, 4), seed=3))
    assert {len(part) for part in first} == {1, 2, 3, 4} or len(first) < 30
