"""What a tree adds to the rules: subjects, agents and scope, by the shipped pipeline."""

from __future__ import annotations

import pytest

from auditkit.annotate import Annotated, annotate, load_pipeline, parse_spans
from auditkit.annotate.words import words_between
from auditkit.extract import extract
from auditkit.extract.attributes_actor import actors_of
from auditkit.extract.attributes_clause import analyse_clause, begins_with_infinitive
from auditkit.extract.attributes_parse import settle_agent, subject_range
from auditkit.extract.scope import find_scope, refine_scope
from auditkit.lang import load_pack
from auditkit.model import Block, BlockKind, Document, Facts, Scope, Span, Structure

PACK = load_pack("sv")
NLP = load_pipeline(PACK)


def annotated_text(*lines: str) -> Annotated:
    """Annotate lines; all but the first are list items below it."""
    text = "\n".join(lines)
    blocks, start = [], 0
    for index, line in enumerate(lines):
        kind = BlockKind.LIST_ITEM if index else BlockKind.PARAGRAPH
        blocks.append(Block(kind=kind, start=start, end=start + len(line)))
        start += len(line) + 1
    document = Document(
        id="d",
        sha256="d",
        name="d",
        path="d",
        media_type="text/plain",
        text=text,
        blocks=tuple(blocks),
        lines=(),
    )
    lead_in = Span(start=0, end=len(lines[0]))
    structure = Structure(
        document=document,
        facts=Facts(),
        parts=(),
        sections=(),
        block_sections=(None,) * len(blocks),
        lead_ins=(None, *(lead_in for _ in blocks[1:])),
    )
    return annotate(structure, PACK, NLP)


def parsed_text(*lines: str) -> Annotated:
    annotated = annotated_text(*lines)
    return parse_spans(annotated, [(unit.start, unit.end) for unit in annotated.units])


def actors(*lines: str) -> tuple[str, ...]:
    annotated = parsed_text(*lines)
    return actors_of(annotated.units[-1], annotated)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Miljönämnden ska redovisa resultatet senast i maj.", ("Miljönämnden",)),
        ("På regional nivå ansvarar förändringsledaren för införandet.", ("förändringsledaren",)),
        ("Senast i mars ska enheterna kortfattat redovisa sina planer.", ("enheterna",)),
        ("Planen ska fastställas av rektor.", ("rektor",)),
        ("Planen ska fastställas i maj.", ()),
        ("Rektor och dekanerna ska tillsammans lämna ett förslag.", ("Rektor", "dekanerna")),
        ("Ledamot som får förhinder ska meddela sekreteraren.", ("Ledamot",)),
        ("Styrgruppen ska pröva planen och lämna synpunkter på den.", ("Styrgruppen",)),
        ("För samtliga delar av arbetet får nämnden använda två miljoner kronor.", ("nämnden",)),
        ("Kommittén ges i uppdrag att se över stadgarna.", ("Kommittén",)),
        ("Kommittén ges möjlighet att lämna synpunkter.", ()),
        ("Det åligger kassören att föra bok.", ("kassören",)),
        ("Varje kvartal, under hela perioden, delredovisar nämnden uppdraget.", ("nämnden",)),
        ("Handboken, som fastställs av stabschefen, ska omfatta alla moment.", ("stabschefen",)),
        ("Rapporten ska visa hur länsstyrelsen har använt medlen.", ()),
        ("AT svarar för arkivet.", ("AT",)),
    ],
)
def test_actors(text: str, expected: tuple[str, ...]) -> None:
    assert actors(text) == expected


@pytest.mark.parametrize(
    "item",
    [
        "samordna enheter i frågor där en grupp står i strid med planen",
        "Säkerställa att samtliga kommittéer följer riktlinjerna",
        "Granska hur styrelsen förvaltar medlen",
    ],
)
def test_an_item_without_subject_takes_its_actor_from_the_lead_in(item: str) -> None:
    assert actors("Programkontoret ska:", item) == ("Programkontoret",)


def test_a_verb_that_no_list_knows_is_known_by_its_tag() -> None:
    words = "Säkerhetschefen väger in synpunkterna i arbetet."
    annotated = annotated_text(words)
    before = words_between(annotated.doc, 0, len(words))
    assert analyse_clause(before, PACK) is None
    parsed = parse_spans(annotated, [(0, len(words))])
    clause = analyse_clause(words_between(parsed.doc, 0, len(words)), PACK)
    assert clause is not None
    assert clause.verb == 1


def test_a_noun_that_looks_like_a_verb_is_known_by_its_tag() -> None:
    text = "För samtliga delar av arbetet får nämnden använda medlen."
    annotated = parsed_text(text)
    words = words_between(annotated.doc, 0, len(text))
    assert [word.form for word in words if word.lower in ("delar", "får", "använda")] == [
        "other",
        "finite",
        "infinitive",
    ]
    assert not begins_with_infinitive(words, PACK)


def test_a_joined_verb_shares_its_subject() -> None:
    text = "Nämnden ska pröva planen och ska lämna synpunkter."
    annotated = parsed_text(text)
    words = words_between(annotated.doc, 0, len(text))
    tree = annotated.tree(words)
    assert tree is not None
    second = [i for i, word in enumerate(words) if word.lower == "ska"][1]
    assert subject_range(tree, second) == (0, 1)


def test_an_agent_of_another_clause_is_none() -> None:
    text = "Arbetet ska utföras inom den ram som beslutas av riksdagen."
    annotated = parsed_text(text)
    words = words_between(annotated.doc, 0, len(text))
    tree = annotated.tree(words)
    assert tree is not None
    place = next(i for i, word in enumerate(words) if word.lower == "riksdagen")
    assert settle_agent(1, tree, (place, place + 1)) is None
    assert settle_agent(1, tree, None) is None


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Nämnden har inte antagit planen.", True),
        ("De rutiner som inte följs ska ses över.", False),
        ("Om planen inte antas ska nämnden pröva frågan igen.", False),
        ("Det framgår att planen inte har antagits.", True),
        ("Någon plan saknas.", True),
    ],
)
def test_negation_counts_in_the_main_clause_only(text: str, negated: bool) -> None:
    annotated = parsed_text(text)
    words = words_between(annotated.doc, 0, len(text))
    tree = annotated.tree(words)
    assert tree is not None
    scope = find_scope(text, PACK)
    assert scope.negated
    assert refine_scope(scope, text, 0, words, tree, PACK).negated is negated


def test_a_proposal_in_a_relative_clause_is_none_of_the_sentence() -> None:
    text = "De åtgärder som föreslogs har genomförts."
    annotated = parsed_text(text)
    words = words_between(annotated.doc, 0, len(text))
    tree = annotated.tree(words)
    assert tree is not None
    assert refine_scope(find_scope(text, PACK), text, 0, words, tree, PACK) == Scope()


def test_only_what_needs_a_tree_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    def note(annotated: Annotated, spans: object) -> Annotated:
        asked.extend(spans)  # type: ignore[call-overload]
        return parse_spans(annotated, asked)

    monkeypatch.setattr("auditkit.extract.parse_spans", note)
    annotated = annotated_text(
        "Styrelsen ska lämna en plan i maj. I maj ska styrelsen lämna en plan. Solen sken då."
    )
    statements, sentences = extract(annotated)
    assert len(sentences) == 3
    assert [s.kind.value for s in statements] == ["responsibility"] * 2
    # The first is plain, the third states nothing.
    assert asked == [(annotated.units[1].start, annotated.units[1].end)]


def test_trees_are_token_by_word() -> None:
    text = "Nämnden (MN) ska  svara **snart**."
    annotated = parsed_text(text)
    words = words_between(annotated.doc, 0, len(text))
    tree = annotated.tree(words)
    assert tree is not None
    assert [token.text for token in tree] == [word.text for word in words]
