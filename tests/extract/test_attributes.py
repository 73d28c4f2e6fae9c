"""Attributes of statements by kind, on sentences written for the purpose."""

from __future__ import annotations

import pytest

from auditkit.annotate import Annotated, annotate, load_pipeline
from auditkit.extract.attributes import attributes_for
from auditkit.lang import load_pack
from auditkit.model import (
    Block,
    BlockKind,
    Commitment,
    Decision,
    Doctype,
    Document,
    Facts,
    Goal,
    Recommendation,
    Responsibility,
    Role,
    Scope,
    Section,
    Span,
    StatementKind,
    Structure,
)

PACK = load_pack("sv")
NLP = load_pipeline(PACK)


def annotated_lines(
    *lines: str, heading: str = "Rubrik", doctype: Doctype = Doctype.MINUTES, listed: bool = False
) -> Annotated:
    """Annotate lines below a heading; with ``listed`` all but the first are list items."""
    text = "\n".join((heading, *lines))
    blocks, start = [], 0
    for index, line in enumerate((heading, *lines)):
        kind = BlockKind.HEADING if index == 0 else BlockKind.PARAGRAPH
        kind = BlockKind.LIST_ITEM if listed and index > 1 else kind
        kind = BlockKind.TABLE_ROW if "\t" in line else kind
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
    lead_in = Span(start=blocks[1].start, end=blocks[1].end)
    section = Section(start=0, end=len(text), level=1, heading=heading, role=Role.BODY)
    structure = Structure(
        document=document,
        facts=Facts(doctype=doctype, date="2024-03-12"),
        parts=(),
        sections=(section,),
        block_sections=(0,) * len(blocks),
        lead_ins=tuple(lead_in if b.kind is BlockKind.LIST_ITEM else None for b in blocks),
    )
    return annotate(structure, PACK, NLP)


def responsibility(*lines: str, listed: bool = False, heading: str = "Rubrik") -> Responsibility:
    annotated = annotated_lines(*lines, listed=listed, heading=heading)
    found = attributes_for(StatementKind.RESPONSIBILITY, annotated.units[-1], annotated, Scope())
    assert isinstance(found, Responsibility)
    return found


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Styrgruppen ska mötas varje månad.", ("Styrgruppen",)),
        ("På regional nivå ansvarar förändringsledaren för införandet.", ("förändringsledaren",)),
        ("Planen ska fastställas av rektor.", ("rektor",)),
        ("Planen ska fastställas i maj.", ()),
        ("Rektor och dekanerna ska svara.", ("Rektor", "dekanerna")),
        ("Ledamot som får förhinder ska meddela sekreteraren.", ("Ledamot",)),
        ("Av direktivet framgår att programkontoret ska lämna en rapport.", ("programkontoret",)),
        ("Gruppens uppdrag är att ge råd.", ("Gruppen",)),
        ("Det åligger kassören att föra bok.", ("kassören",)),
        ("Om medel saknas ska nämnden besluta om åtgärder.", ("nämnden",)),
        ("Finns det skäl ska nämnden pröva frågan.", ("nämnden",)),
        ("Den som gör ett inköp ska spara kvittot.", ("Den som gör ett inköp",)),
        ("Handboken ska omfatta alla moment.", ()),
        ("Inom en månad lämnar projektledaren en slutrapport.", ("projektledaren",)),
        ("Rådet utses av regeringen.", ("regeringen",)),
        ("Rådet är endast beslutsmässigt när hälften deltar.", ()),
        ("Samtliga medarbetare ska få tillgång till handboken.", ()),
        ("Alla medlemmar ska uppmanas att lämna förslag.", ()),
        ("Medlemmarna uppmanas att lämna förslag.", ("Medlemmarna",)),
        ("Två representanter från rådet förväntas delta.", ("Två representanter från rådet",)),
        ("Sekreteraren ska finnas tillhanda under mötet.", ("Sekreteraren",)),
        ("Ansvaret för arkivet tillfaller därefter kassören.", ("kassören",)),
        ("Då får den drabbade inte delta.", ("den drabbade",)),
        ("Ett köp över gränsen ska godkännas av årsmöte.", ("årsmöte",)),
    ],
)
def test_actor(text: str, actor: tuple[str, ...]) -> None:
    assert responsibility(text).actor == actor


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Chefen ska svara.", "shall"),
        ("Enheten ansvarar för driften.", "shall"),
        ("Rådet leds av en ordförande.", "shall"),
        ("Hon får i uppdrag att svara.", "shall"),
        ("Kassören måste attestera.", "must"),
        ("För köp krävs ett beslut.", "must"),
        ("Chefen är skyldig att svara.", "must"),
        ("Planen bör ses över.", "should"),
        ("Planen bör inte ändras.", "should_not"),
        ("Chefen får delegera beslutet.", "may"),
        ("Mindre ändringar behöver inte redovisas.", "may"),
        ("Chefen får inte attestera egna köp.", "must_not"),
        ("Medlen ska inte användas till fest.", "must_not"),
        ("Riktlinjen gäller när den som ansvarar kan visa ett underlag.", "shall"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    assert responsibility(text).modality == modality


def test_a_list_item_takes_actor_and_modality_of_its_lead_in() -> None:
    found = responsibility("Programkontoret ska:", "pröva om planen bör ändras", listed=True)
    assert (found.actor, found.modality) == (("Programkontoret",), "shall")
    assert found.lead_in == "Programkontoret ska:"


def test_what_somebody_sees_to_is_done_by_the_subject_of_the_lead_in() -> None:
    lines = ("Rektor ansvarar för att", "verksamheten inte står still")
    assert responsibility(*lines, listed=True).actor == ("Rektor",)


def test_a_sentence_in_a_list_has_its_own_actor_or_none() -> None:
    found = responsibility("Programkontoret ska:", "Planen ska fastställas i maj.", listed=True)
    assert found.actor == ()


def test_a_pronoun_in_a_lead_in_is_told_by_the_heading() -> None:
    found = responsibility(
        "I dess uppgifter ingår:", "Att föra bok", listed=True, heading="2.1 Kassören"
    )
    assert found.actor == ("Kassören",)


def test_a_pronoun_takes_the_actor_of_the_sentence_before() -> None:
    found = responsibility("Säkerhetschefen leder arbetet. Hon ska rapportera årligen.")
    assert found.actor == ("Säkerhetschefen",)
    assert found.frequency == "årligen"


def test_due_of_a_responsibility() -> None:
    found = responsibility("AD ska lämna en plan senast den 30 juni 2025.")
    assert (found.due, found.due_text) == (("2025-06-30",), ("senast den 30 juni 2025",))


def test_a_retold_rule() -> None:
    assert responsibility("Enligt riktlinjen ska protokoll föras.").retold
    assert not responsibility("Protokoll ska föras.").retold


def decision(*lines: str, doctype: Doctype = Doctype.MINUTES) -> Decision:
    annotated = annotated_lines(*lines, doctype=doctype)
    found = attributes_for(StatementKind.DECISION, annotated.units[-1], annotated, Scope())
    assert isinstance(found, Decision)
    return found


@pytest.mark.parametrize(
    ("text", "outcome", "decided_by"),
    [
        ("Styrelsen beslutar att bevilja medel.", "approved", "Styrelsen"),
        ("Policyn fastställdes av rektor den 3 maj.", "adopted", "rektor"),
        ("Planen beslutades den 3 maj.", "adopted", None),
        ("Motionen avslås.", "rejected", None),
        ("Frågan bordläggs till nästa möte.", "postponed", None),
        ("Ärendet återremitteras till förvaltningen.", "referred", None),
        ("Rapporten läggs till handlingarna.", "noted", None),
        ("Till ordförande valdes Eva Lind.", "appointed", None),
        ("Nämnden beslutade att inleda en översyn.", "initiated", "Nämnden"),
        ("Styrelsen uppdrar åt rektor att svara.", "directed", "Styrelsen"),
        ("Regeringen har gett Vägverket i uppdrag att svara.", "directed", "Regeringen"),
        ("Tiden för uppdraget förlängs.", "prolonged", None),
        ("Planen (P1) beslutades den 3 maj.", "adopted", None),
        ("Rektor beslutade den 3 maj om en rutin som gör att fel rättas.", "adopted", "Rektor"),
        ("Den äldre rutinen upphör att gälla.", "other", None),
        ("Frågan flyttas till majmötet.", "postponed", None),
    ],
)
def test_decisions(text: str, outcome: str, decided_by: str | None) -> None:
    found = decision(text)
    assert (found.outcome, found.decided_by) == (outcome, decided_by)


def test_date_reference_and_due_of_a_decision() -> None:
    found = decision("Chefen beslutade den 20 december om en plan (dnr LM 2023-1481).")
    assert (found.date, found.reference, found.due) == ("2023-12-20", "LM 2023-1481", ())
    found = decision("Styrelsen uppdrar åt rektor att svara senast den 1 maj.")
    assert (found.date, found.due, found.directed_to) == (None, ("2024-05-01",), ("rektor",))


def test_the_date_of_a_written_decision_is_that_of_the_document() -> None:
    text = "Rektor beslutar att fastställa planen."
    assert decision(text, doctype=Doctype.DIRECTIVE).date == "2024-03-12"
    assert decision(text, doctype=Doctype.MINUTES).date is None


def test_an_audit_report_retells_rules() -> None:
    annotated = annotated_lines("Rådet ska mötas varje månad.", doctype=Doctype.AUDIT_REPORT)
    found = attributes_for(StatementKind.RESPONSIBILITY, annotated.units[-1], annotated, Scope())
    assert isinstance(found, Responsibility)
    assert found.retold


def test_a_list_item_inherits_deadline_and_frequency() -> None:
    found = responsibility(
        "Enheten ska senast den 15 maj 2025 och därefter varje år:", "redovisa läget", listed=True
    )
    assert (found.due, found.frequency) == (("2025-05-15",), "varje år")


def test_a_standing_rule_without_a_year_has_no_date() -> None:
    annotated = annotated_lines(
        "Chefen lämnar senast den 1 mars en plan.", doctype=Doctype.DIRECTIVE
    )
    found = attributes_for(StatementKind.RESPONSIBILITY, annotated.units[-1], annotated, Scope())
    assert isinstance(found, Responsibility)
    assert (found.due, found.due_text) == ((), ("senast den 1 mars",))


def commitment(*lines: str) -> Commitment:
    annotated = annotated_lines(*lines)
    found = attributes_for(StatementKind.COMMITMENT, annotated.units[-1], annotated, Scope())
    assert isinstance(found, Commitment)
    return found


def test_commitments() -> None:
    found = commitment("Fredrik kollar avtalet till nästa möte.")
    assert (found.actor, found.due) == (("Fredrik",), ("next_meeting",))
    found = commitment("Eva L: ser över avtalet – 31 maj")
    assert (found.actor, found.due) == (("Eva L",), ("2024-05-31",))
    found = commitment("Avtalet tas upp i juni.")
    assert (found.actor, found.due) == ((), ("2024-06",))


def test_a_row_of_an_action_list() -> None:
    found = commitment("3\tSe över avtalet om lokaler\tEva Lind\t2024-05-31\tKlar")
    assert found.actor == ("Eva Lind",)
    assert (found.due, found.status) == (("2024-05-31",), "done")
    assert found.action == "Se över avtalet om lokaler"


def recommendation(*lines: str, heading: str = "Rubrik", listed: bool = False) -> Recommendation:
    annotated = annotated_lines(
        *lines, heading=heading, listed=listed, doctype=Doctype.AUDIT_REPORT
    )
    found = attributes_for(StatementKind.RECOMMENDATION, annotated.units[-1], annotated, Scope())
    assert isinstance(found, Recommendation)
    return found


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Vi rekommenderar nämnden att se över rutinen.", ("nämnden",)),
        ("Internrevisionen rekommenderar att rektor tar fram en plan.", ("rektor",)),
        ("Fakulteterna rekommenderas att redovisa inköpen.", ("Fakulteterna",)),
        ("Styrelsen bör följa upp avtalen.", ("Styrelsen",)),
        ("Vår rekommendation till regeringen är att utreda frågan.", ("regeringen",)),
        ("Vi rekommenderar att rutinen ses över.", ()),
    ],
)
def test_addressee(text: str, addressee: tuple[str, ...]) -> None:
    assert recommendation(text).addressee == addressee


def test_severity_question_and_number() -> None:
    found = recommendation(
        "Rekommendation 4",
        "Bedömning av brist: Betydande",
        "Nämnden bör se över rutinen.",
        heading="3 Revisionsfråga 2 – Följs reglerna?",
    )
    assert (found.severity, found.question, found.number) == ("Betydande", "2", "4")
    found = recommendation("Rektor bör ange vem som beslutar (R1, Hög).")
    assert (found.severity, found.number) == ("Hög", "R1")
    found = recommendation(
        "Vi rekommenderar nämnden att:", "se över rutinen", heading="Röd – Brist", listed=True
    )
    assert (found.severity, found.addressee) == ("Röd", ("nämnden",))


def goal(*lines: str) -> Goal:
    annotated = annotated_lines(*lines, doctype=Doctype.DIRECTIVE)
    found = attributes_for(StatementKind.GOAL, annotated.units[-1], annotated, Scope())
    assert isinstance(found, Goal)
    return found


def test_goals() -> None:
    found = goal("E1-1: Kortare väntetid.", "Mätbarhet: År 2026 ska minst 90 % vara nöjda.")
    assert (found.id, found.measure, found.due) == ("E1-1", "minst 90 %", ("2026",))
    assert goal("Effektmål 2: Andelen har ökat med xx % år 2026.").placeholder
    assert goal("P3 Driften är ordnad.").id == "P3"
    assert goal("Alla ska trivas.").id is None


@pytest.mark.parametrize("kind", [StatementKind.FINDING, StatementKind.RISK])
def test_topic_is_two_to_five_words(kind: StatementKind) -> None:
    annotated = annotated_lines("Nämndens uppföljning av avtal saknar dokumenterade rutiner.")
    found = attributes_for(kind, annotated.units[-1], annotated, Scope())
    assert found.topic is not None
    assert 2 <= len(found.topic.split()) <= 5
