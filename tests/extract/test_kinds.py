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
        ("Dagordningen godkännes.", "decision"),
        ("Beslut att köpa in en ny ugn.", "decision"),
        ("Gruppen var överens om att det skulle kunna bli dyrt.", "decision"),
        ("Frågan sköts på framtiden.", "decision"),
        ("Eva kommer skicka ut ett utkast som hon vill ha svar på.", "commitment"),
        ("Per ska ringa firman, som har lagat taket.", "commitment"),
        ("Behållning sparkonto 12 400 kr", "finding"),
        ("Allt är gott och väl med ekonomin.", "finding"),
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
        "Beslut om uteslutning får överklagas.",
        "Något beslut i frågan togs aldrig.",
    ],
)
def test_no_decision_in_minutes(sentence: str) -> None:
    assert "decision" not in kinds_of(Doctype.MINUTES, (P, sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Omröstning genomförs.",
        "Inga ytterligare förslag inkom.",
        "Styrelsen ses igen den 4 maj.",
        "Nästa styrelsemöte bestäms till den 4 maj.",
        "Fastställande av medlemsavgifter.",
        "Rapport från årets möte. (Eva)",
    ],
)
def test_steps_and_titles_of_a_meeting_state_nothing(sentence: str) -> None:
    assert kinds_of(Doctype.MINUTES, (P, sentence)) == []


def test_notes_that_explain_record_only_what_happened() -> None:
    explaining = [
        (P, "En profil är en samling av regler för en modell."),
        (P, "Man kan se modellen som en karta över begreppen."),
        (P, "Modellen omfattar tre delar som hänger ihop."),
        (P, "Att dela upp den ger en bättre överblick."),
    ]
    supposed = (P, "Det innebär att någon redan har listat begreppen.")
    recorded = (P, "Kansliet publicerade modellen och har lagt upp ett exempel.")
    found = statements_of(Doctype.MINUTES, *explaining, *explaining, supposed, recorded)
    assert [s.provenance.quote for s in found] == [recorded[1]]


@pytest.mark.parametrize(
    "sentence",
    [
        "Det är kassörens uppgift att betala räkningar.",
        "Det är upp till styrelsen att välja lokal.",
        "Vid lika röstetal har ordföranden utslagsröst.",
        "Revisorerna har rätt att ta del av årsmötets protokoll.",
        "Som sådan ska klubben ordna fester.",
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


def test_items_of_a_role_are_its_duties() -> None:
    items = ((L, "Främja samarbetet mellan klubbarna"), (L, "Se till att alla har godkänt bilden"))
    assert kinds_of(Doctype.DIRECTIVE, *items, role=Role.DUTIES) == ["responsibility"] * 2


def test_a_headline_below_the_contents_is_none_of_its_entries() -> None:
    lines = ("Innehåll", "Resor", "Chefen ska godkänna resan")
    text = "\n".join(lines)
    starts = (0, 9, 15)
    document = Document(
        id="0" * 16,
        sha256="0" * 64,
        name="d.txt",
        path="d.txt",
        media_type="text/plain",
        text=text,
        blocks=tuple(
            Block(kind=kind, start=start, end=start + len(line))
            for kind, start, line in zip((H, H, L), starts, lines, strict=True)
        ),
        lines=(),
    )
    structure = Structure(
        document=document,
        facts=Facts(doctype=Doctype.DIRECTIVE),
        parts=(Part(label="main", start=0, end=len(text), doctype=Doctype.DIRECTIVE),),
        sections=(
            Section(start=0, end=len(text), level=1, heading="Innehåll", role=Role.CONTENTS),
            Section(start=9, end=len(text), level=2, heading="Resor", role=Role.BODY, parent=0),
        ),
        block_sections=(0, 1, 1),
        lead_ins=(None, None, None),
    )
    found, _ = extract(annotate(structure, PACK, load_pipeline(PACK)))
    assert [s.kind.value for s in found] == ["responsibility"]


@pytest.mark.parametrize(
    "sentence",
    [
        "De val som görs av gruppen har stor betydelse för programmets framtid.",
        "Bilagan visar vilka insatser som behövs i nästa etapp.",
    ],
)
def test_relative_clause_obliges_nobody(sentence: str) -> None:
    assert kinds_of(Doctype.DIRECTIVE, (P, sentence)) == []


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


@pytest.mark.parametrize(
    ("sentence", "polarity"),
    [
        ("Väntetiden har ökat till tio veckor.", "deficiency"),
        ("Antalet fel har minskat.", "positive"),
        ("Uppföljningen har brister och kan förbättras.", "deficiency"),
        ("Rekommendationen är delvis genomförd.", "neutral"),
        ("Vi har inte funnit några tecken på fel.", "neutral"),
    ],
)
def test_polarity(sentence: str, polarity: str) -> None:
    (found,) = statements_of(Doctype.AUDIT_REPORT, (P, sentence), role=Role.OBSERVATION)
    assert isinstance(found.attributes, Finding)
    assert found.attributes.polarity == polarity


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("En handbok har beslutats och används.", "finding"),
        ("Chefen beslutade i maj 2021 att inleda en studie av vad som bör ingå.", "decision"),
        ("Ansvaret har fördelats till kansliet.", "decision"),
    ],
)
def test_decisions_told_in_an_audit(sentence: str, kind: str) -> None:
    assert kinds_of(Doctype.AUDIT_REPORT, (P, sentence), role=Role.OBSERVATION) == [kind]


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


def test_history_of_a_document_is_no_table_of_tasks() -> None:
    kinds = kinds_of(
        Doctype.DIRECTIVE,
        (R, "Version\tDatum\tÄndring\tAnsvarig"),
        (R, "0.2\t2024-05-31\tNy mall för rubriker\tEva Ek"),
    )
    assert kinds == []


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
