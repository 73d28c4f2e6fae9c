"""The kinds of statements, on small documents of our own words."""

from __future__ import annotations

import pytest

from auditkit.annotate import annotate, load_pipeline
from auditkit.extract import extract
from auditkit.lang import load_pack
from auditkit.model import (
    Block,
    BlockKind,
    Doctype,
    Document,
    Facts,
    Finding,
    Part,
    Role,
    Section,
    Span,
    Statement,
    Structure,
)

PACK = load_pack("sv")
H, P, L, R, F = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.TABLE_ROW,
    BlockKind.FOOTNOTE,
)


def statements_of(
    doctype: Doctype, *lines: tuple[BlockKind, str], role: Role = Role.BODY, hidden: bool = False
) -> tuple[Statement, ...]:
    """Return the statements of a document of these lines, in one section of this role.

    A list item takes the last paragraph before it as its lead-in.
    """
    text = "\n".join(line for _, line in lines)
    blocks: list[Block] = []
    lead_ins: list[Span | None] = []
    lead: Span | None = None
    start = 0
    for kind, line in lines:
        end = start + len(line)
        table = 0 if kind is R else None
        blocks.append(Block(kind=kind, start=start, end=end, table=table, hidden=hidden))
        lead_ins.append(lead if kind is L else None)
        if kind is not L:
            lead = Span(start=start, end=end) if line.endswith((":", "att")) else None
        start = end + 1
    document = Document(
        id="0" * 16,
        sha256="0" * 64,
        name="d.txt",
        path="d.txt",
        media_type="text/plain",
        text=text,
        blocks=tuple(blocks),
        lines=(),
    )
    heading = next((line for kind, line in lines if kind is H), "")
    structure = Structure(
        document=document,
        facts=Facts(doctype=doctype),
        parts=(Part(label="main", start=0, end=len(text), doctype=doctype),),
        sections=(Section(start=0, end=len(text), level=1, heading=heading, role=role),),
        block_sections=(0,) * len(blocks),
        lead_ins=tuple(lead_ins),
    )
    found, sentences = extract(annotate(structure, PACK, load_pipeline(PACK)))
    assert all(text[s.provenance.start : s.provenance.end] == s.provenance.quote for s in found)
    assert len(sentences) >= len(found)
    return found


def kinds_of(*args: object, **more: object) -> list[str]:
    return [s.kind.value for s in statements_of(*args, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Styrelsen beslutar att köpa in en ny ugn.", "decision"),
        ("Till justerare utses Eva Ek.", "decision"),
        ("Punkten flyttas till mötet i juni.", "decision"),
        ("Dagordningen fastställdes.", "decision"),
        ("Eva Ek återkommer med en offert.", "commitment"),
        ("Per Lund kollar upp priset på nya stolar.", "commitment"),
        ("En skriftlig rapport lämnas till styrelsen den 13 juni.", "commitment"),
        ("Antalet medlemmar ökade med 12 procent under året.", "finding"),
        ("Taket har lagats av en hantverkare.", "finding"),
    ],
)
def test_minutes(sentence: str, kind: str) -> None:
    assert kinds_of(Doctype.MINUTES, (P, sentence)) == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "Inga beslut togs.",
        "Är taket lagat?",
        "Mötet öppnades kl. 18.",
        "Ledamöterna diskuterar frågan.",
        "Ordföranden tackar alla och avslutar mötet.",
        "Eva Ek yrkar avslag på motionen.",
        "Nästa möte är den 4 maj.",
        "Kansliet föreslår att stolarna köps in.",
    ],
)
def test_no_decision_in_minutes(sentence: str) -> None:
    assert "decision" not in kinds_of(Doctype.MINUTES, (P, sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Styrgruppen ska mötas varje månad.",
        "Kassören ansvarar för bokföringen.",
        "Ledamöterna utses av årsmötet.",
        "Chefen får delegera beslutet.",
        "Medel får inte användas till annat.",
        "Planen bör ses över varje år.",
    ],
)
def test_directive_rules(sentence: str) -> None:
    assert kinds_of(Doctype.DIRECTIVE, (P, sentence), role=Role.DUTIES) == ["responsibility"]


def test_purpose_clause_obliges_nobody() -> None:
    line = (P, "Begreppen är en förutsättning för att uppgifterna ska kunna delas.")
    assert kinds_of(Doctype.DIRECTIVE, line, role=Role.BACKGROUND) == []


def test_items_take_the_duty_of_their_lead_in() -> None:
    found = statements_of(
        Doctype.DIRECTIVE,
        (P, "Styrgruppen ska:"),
        (L, "leda arbetet, samt"),
        (L, "godkänna budgeten."),
    )
    assert [s.provenance.quote for s in found] == ["leda arbetet", "godkänna budgeten."]
    assert {s.kind.value for s in found} == {"responsibility"}


def test_assignment_and_its_items() -> None:
    kinds = kinds_of(
        Doctype.DIRECTIVE,
        (P, "Regeringen ger verket i uppdrag att"),
        (L, "kartlägga behovet,"),
        (L, "lämna förslag."),
    )
    assert kinds == ["decision", "responsibility", "responsibility"]


def test_recommendations_of_an_audit() -> None:
    kinds = kinds_of(
        Doctype.AUDIT_REPORT,
        (P, "Internrevisionen rekommenderar att nämnden:"),
        (L, "inför en rutin för attest"),
        (P, "Om rekommendationen inte följs kan felen bestå."),
        role=Role.RECOMMENDATION,
    )
    assert kinds == ["recommendation"]


def test_assessment_is_a_finding_not_a_duty() -> None:
    found = statements_of(
        Doctype.AUDIT_REPORT, (P, "Ansvaret för attest är otydligt."), role=Role.ASSESSMENT
    )
    assert [s.attributes for s in found if isinstance(s.attributes, Finding)]
    finding = found[0].attributes
    assert isinstance(finding, Finding)
    assert (finding.kind, finding.polarity) == ("assessment", "deficiency")


def test_retold_rule_in_an_audit() -> None:
    line = (P, "Enligt direktivet ska gruppen mötas varje månad.")
    assert kinds_of(Doctype.AUDIT_REPORT, line, role=Role.OBSERVATION) == ["responsibility"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Regeringen avser att se över reglerna.", "commitment"),
        ("Regeringen delar revisionens bedömning.", "finding"),
        ("Regeringen gav i maj 2020 verket i uppdrag att utreda frågan.", "decision"),
        ("Regeringen avser därför inte att ändra lagen.", "finding"),
    ],
)
def test_reply_to_an_audit(sentence: str, kind: str) -> None:
    kinds = kinds_of(
        Doctype.RESPONSE, (H, "Svar på revisionens rapport"), (P, sentence), role=Role.RESPONSE
    )
    assert kinds == [kind]


def test_risks_and_goals_by_section() -> None:
    risks = kinds_of(Doctype.DIRECTIVE, (L, "Leveransen kan bli försenad."), role=Role.RISKS)
    goals = kinds_of(Doctype.DIRECTIVE, (L, "Väntetiden är högst en vecka."), role=Role.GOALS)
    assert (risks, goals) == (["risk"], ["goal"])


def test_guards() -> None:
    decision = (P, "Styrelsen beslutar att köpa in en ny ugn.")
    assert kinds_of(Doctype.MINUTES, decision, hidden=True) == []
    assert kinds_of(Doctype.MINUTES, (H, "Beslut om en ny ugn")) == []
    assert kinds_of(Doctype.MINUTES, (P, "Eva Ek, ordförande"), role=Role.ATTENDANCE) == []
    assert kinds_of(Doctype.DIRECTIVE, (F, "Se rapporten från 2019.")) == []


def test_table_of_tasks() -> None:
    kinds = kinds_of(
        Doctype.DIRECTIVE,
        (R, "Leverans\tAnsvarig\tKlart"),
        (R, "Handbok för brandskydd\tKansliet\t2024-05-31"),
    )
    assert kinds == ["responsibility"]


def test_decision_split_over_clauses() -> None:
    found = statements_of(
        Doctype.MINUTES,
        (P, "Styrelsen beslutar"),
        (P, "att godkänna planen för året, att uppdra åt kansliet att följa upp den"),
    )
    assert [s.provenance.quote for s in found if s.kind.value == "decision"] == [
        "att godkänna planen för året",
        "att uppdra åt kansliet att följa upp den",
    ]


def test_cues_point_at_the_words() -> None:
    (found,) = statements_of(Doctype.MINUTES, (P, "Styrelsen beslutar att sälja bilen."))
    start = found.provenance.start
    words = {found.provenance.quote[cue.start - start : cue.end - start] for cue in found.cues}
    assert "beslutar" in words
