"""Consistency issues, each code with what must be found and what must not."""

import hashlib
import re

import pytest

from auditkit.check.consistency import find_issues
from auditkit.lang import load_pack
from auditkit.locate import locate, statement_id
from auditkit.model import (
    AgendaItem,
    Archive,
    Block,
    BlockKind,
    Commitment,
    Decision,
    Doctype,
    Document,
    DocumentRecords,
    Facts,
    Goal,
    Line,
    Meeting,
    Part,
    Person,
    Responsibility,
    Role,
    Section,
    Sentence,
    Statement,
    StatementKind,
    Structure,
)

PACK = load_pack("sv")
KINDS = {
    Decision: StatementKind.DECISION,
    Responsibility: StatementKind.RESPONSIBILITY,
    Commitment: StatementKind.COMMITMENT,
    Goal: StatementKind.GOAL,
}


def make_blocks(source: str) -> tuple[str, list[Block]]:
    """Make text and blocks of lines: "# " heading, "- " item, "^ " footnote, "|" cells."""
    text, blocks, table = "", [], -1
    before_was_row = False
    for line in source.strip().split("\n"):
        line, start = line.strip(), len(text)
        kind, skip = BlockKind.PARAGRAPH, 0
        if line.startswith("# "):
            kind, line = BlockKind.HEADING, line[2:]
        elif line.startswith("- "):
            kind, skip = BlockKind.LIST_ITEM, 2
        elif line.startswith("^ "):
            kind, line = BlockKind.FOOTNOTE, line[2:]
        elif "|" in line:
            kind, line = BlockKind.TABLE_ROW, "\t".join(cell.strip() for cell in line.split("|"))
            table += not before_was_row
        before_was_row = kind is BlockKind.TABLE_ROW
        text += line + "\n"
        row = table if before_was_row else None
        blocks.append(Block(kind=kind, start=start + skip, end=len(text) - 1, table=row))
    return text, blocks


def make_sections(text: str, blocks: list[Block]) -> tuple[list[Section], list[int | None]]:
    sections, owners = [], []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            heading = text[block.start : block.end]
            number = re.match(r"\d+(\.\d+)*", heading)
            role = Role.AGENDA_ITEM if heading.startswith("§") else Role.BODY
            title = heading[number.end() :].strip(" .") if number else heading
            sections.append(
                Section(start=block.start, end=block.end, level=1, heading=title, role=role,
                        number=number.group() if number else None)
            )  # fmt: skip
        owners.append(len(sections) - 1 if sections else None)
    bounds = [*(s.start for s in sections[1:]), len(text)][: len(sections)]
    whole = [
        Section(start=s.start, end=end, level=1, heading=s.heading, role=s.role, number=s.number)
        for s, end in zip(sections, bounds, strict=True)
    ]
    return whole, owners


def make_records(source: str, *, statements=(), name="p.txt", **facts) -> DocumentRecords:
    """Make a document's records; statements are pairs of a quote and attributes."""
    text, blocks = make_blocks(source)
    sha = hashlib.sha256((name + source).encode()).hexdigest()
    document = Document(
        id=sha[:16], sha256=sha, name=name, path=name, media_type="text/plain", text=text,
        blocks=tuple(blocks), lines=(Line(start=0, end=len(text), number=1),),
    )  # fmt: skip
    sections, owners = make_sections(text, blocks)
    facts = Facts(**{"doctype": Doctype.DIRECTIVE, **facts})
    main = Part(label="main", start=0, end=len(text), doctype=facts.doctype, date=facts.date)
    structure = Structure(
        document=document, facts=facts, parts=(main,), sections=tuple(sections),
        block_sections=tuple(owners), lead_ins=(None,) * len(blocks),
    )  # fmt: skip
    sentences, taken, found = [], set(), []
    for block, section in zip(blocks, owners, strict=True):
        if block.kind is BlockKind.HEADING:
            continue
        ends = [block.end]
        if block.kind is BlockKind.PARAGRAPH:
            stops = re.finditer(r"(?<=[.:!?]) (?=[A-ZÅÄÖ])", text[block.start : block.end])
            ends = [*(block.start + stop.start() for stop in stops), block.end]
        start = block.start
        for end in ends:
            provenance = locate(document, start, end)
            sentences.append(
                Sentence(provenance=provenance, kind=block.kind, part="main", section=section)
            )
            start = end
    for quote, attributes in statements:
        start = text.index(quote)
        kind = KINDS[type(attributes)]
        provenance = locate(document, start, start + len(quote))
        home = next((s.section for s in sentences if s.provenance.start == start), None)
        found.append(
            Statement(id=statement_id(kind, provenance, taken), kind=kind, provenance=provenance,
                      attributes=attributes, section=home)
        )  # fmt: skip
    return DocumentRecords(structure=structure, statements=tuple(found), sentences=tuple(sentences))


def lint(*records: DocumentRecords) -> list[tuple[str, str]]:
    """Return code and first quote of every issue."""
    issues = find_issues(Archive(records=records), PACK)
    for issue in issues:
        assert issue.message
        for provenance in issue.provenances:
            source = next(
                r.structure.document
                for r in records
                if r.structure.document.id == provenance.document_id
            )
            assert source.text[provenance.start : provenance.end] == provenance.quote
    return [(issue.code, issue.provenances[0].quote) for issue in issues]


def codes(source: str, **more) -> list[str]:
    return [code for code, _ in lint(make_records(source, **more))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Andelen ska vara minst xx procent.", "Andelen ska vara minst xx procent."),
        ("Projekt | Ledare\nArkivet | NN", "Arkivet\tNN"),
        ("Beslutas 2026-xx-xx av nämnden.", "Beslutas 2026-xx-xx av nämnden."),
        ("Ansvarig är [namn].", "Ansvarig är [namn]."),
        ("Svar ges inom __ dagar.", "Svar ges inom __ dagar."),
        ("Närvarande:\n# Öppnande", "Närvarande:"),
    ],
)  # fmt: skip
def test_what_was_never_filled_in_is_found(source, expected):
    assert lint(make_records(source)) == [("placeholder_left", expected)]


@pytest.mark.parametrize(
    "source",
    [
        "Underskrift: ______________",
        "Närvarande:\nUlla Ask, ordförande",
        "Närvarande:\nLedamöter:\nUlla Ask",
        "Sidan www.xx.example visar målen.",
    ],
)
def test_forms_and_filled_lists_are_no_placeholders(source):
    assert codes(source) == []


def test_a_personal_number_needs_a_date_and_a_check_digit():
    assert codes("Sökanden, 811218-9876, har överklagat.") == ["personal_number"]
    assert codes("Sökanden, 811218-9877, och bolaget, 556036-0793, har överklagat.") == []


TABLE = "Enhet | 2024 | 2025 | Summa\nNord | 10 | 20 | 30\nSyd | 5 | 5 | 10\nÖst | 1 | 2 | 3\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (TABLE + "Summa | 16 | 27 | 43", []),
        (TABLE + "Summa | 16 | 28 | 44", ["Summa\t16\t28\t44"]),
        (TABLE.replace("| 3\n", "| 4\n") + "Summa | 16 | 27 | 44", ["Öst\t1\t2\t4"]),
        ("Post | Mkr\nLön | 1,4\nHyra | 2,3\nSumma | 3,8", []),
        ("Post | Mkr\nLön | 1,4\nHyra | 2,3\nSumma | 4,1", ["Summa\t4,1"]),
        ("Skola | Andel\nNord | 40 %\nSyd | 60 %\nTotalt | 50 %", []),
        ("Grupp | Antal\nAlla | 9\nvarav män | 4\nTotalt | 9", []),
        ("Vi fick åtta svar, fördelade på Nord (fem) och Syd (två).",
         ["Vi fick åtta svar, fördelade på Nord (fem) och Syd (två)."]),
        ("Vi fick sju svar, fördelade på Nord (fem) och Syd (två).", []),
        ("Vi fick tolv svar, varav nio från Nord och fem från Syd.",
         ["Vi fick tolv svar, varav nio från Nord och fem från Syd."]),
        ("Vi fick tolv svar, varav nio från Nord och två från Syd.", []),
        ("Arbetet tog 4 600 timmar, varav Nord 3 120 och Syd 1 480.", []),
    ],
)  # fmt: skip
def test_sums(source, expected):
    assert lint(make_records(source)) == [("sum_mismatch", quote) for quote in expected]


def test_the_message_of_a_sum_states_the_facts():
    records = make_records("Post | Antal\nNord | 30\nSyd | 6\nSumma | 50")
    (issue,) = find_issues(Archive(records=(records,)), PACK)
    assert '"Antal" adds up to 36, the row says 50' in issue.message


ACTIONS = (
    "Nr | Åtgärd | Läge\n1 | Mall | Klar\n2 | Rutin | Ej klar\n3 | Plan | Delvis klar\n"
    "4 | Kurs | Klar"
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Listan innehåller fyra punkter.\n- ett\n- två\n- tre", True),
        ("Listan innehåller tre punkter.\n- ett\n- två\n- tre", False),
        (f"Planen omfattar fem åtgärder.\n{ACTIONS}", True),
        (f"Planen omfattar fyra åtgärder.\n{ACTIONS}", False),
        ("Rådet består av två till fyra personer:\n- en chef\n- en lärare\n- en elev", False),
        (f"Planen omfattar fem enheter.\n{ACTIONS}", False),
        (f"Tre av fyra åtgärder är klara.\n{ACTIONS}", True),
        (f"Två av fyra åtgärder är klara.\n{ACTIONS}", False),
        (f"Tre av nio åtgärder är klara.\n{ACTIONS}", False),
        (f"Av de fyra åtgärderna är två klara och en inte klar.\n{ACTIONS}", False),
        ("Av de fyra åtgärderna är tre klara och två inte klara.", True),
        (f"Av de fyra åtgärderna är två klara och två inte klara.\n{ACTIONS}", True),
        ("Vi har resulterat i text.\nGranskningen har resulterat i tre rekommendationer.\n"
         "# Rekommendation 1\nText.\n# Rekommendation 2\nText.", True),
        ("Vi har gjort 12 intervjuer, se bilaga 1.\n# Bilaga 1\n# Intervjuer\n"
         "Roll | Antal\nChef | 4\nLärare | 7\nSumma | 11", True),
    ],
)  # fmt: skip
def test_counts(source, expected):
    assert ("count_mismatch" in codes(source)) is expected


SECTIONS = (
    "# 1 Inledning\nText.\n# 2 Mål\nText.\n# 2.1 Effektmål\nText.\n# 2.2 Produktmål\nText.\n"
    "# 3 Risker\n"
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (SECTIONS + "Se avsnitt 2.2.", False),
        (SECTIONS + "Se avsnitt 2.3.", True),
        (SECTIONS + "Se avsnitt 9.", True),
        (SECTIONS + "Se avsnitt 9 i avtalet.", False),
        (SECTIONS + "Det följer av avtalets avsnitt 9.", False),
        ("Se avsnitt 9.", False),
        ("Bilagor\n1. Karta\n2. Budget\nSlut.\nMallen finns i bilaga 3.", True),
        ("Bilagor\n1. Karta\n2. Budget\nSlut.\nMallen finns i bilaga 2.", False),
        ("Mallen finns i bilaga 3.", False),
        ("# 2 kap. Ledning\n1 § Text.\n2 § Text.\n3 § Det regleras i 2 kap. 5 §.", True),
        ("# 2 kap. Ledning\n1 § Text.\n2 § Text.\n3 § Det regleras i 2 kap. 5 § skollagen.", False),
        ("Tabell 1. Svar\nTabell 2. Kostnad\nDet framgår av tabell 3.", True),
        ("E1 Nöjda barn.\nE2 Trygga elever.\nE3 Glada elever.\nMålet E4 mäts årligen.", True),
        ("E1 Nöjda barn.\nE2 Trygga elever.\nE3 Glada elever.\nMålet E3 mäts årligen.", False),
        (SECTIONS + "Text.\n# 4 Bemanning\nTolv.\nBemanning redovisas i avsnitt 3.", True),
        (SECTIONS + "En bemanning.\n# 4 Bemanning\nBemanning redovisas i avsnitt 3.", False),
    ],
)  # fmt: skip
def test_references(source, expected):
    assert ("broken_reference" in codes(source)) is expected


MINUTES = "# § 1 Öppnande\nText.\n# § 2 Ekonomi\nText.\n# § {} Budget\nText.\n# § {} Avslut\n{}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (MINUTES.format(3, 4, "Text."), []),
        (MINUTES.format(4, 5, "Text."), ["number_gap"]),
        (MINUTES.format(2, 3, "Text."), ["duplicate"]),
        (MINUTES.format(3, 4, "Frågan behandlas under § 7."), ["broken_reference"]),
        (MINUTES.format(3, 4, "Frågan behandlas under § 3."), []),
        (MINUTES.format(3, 4, "Frågan avgörs enligt § 7 i stadgarna."), []),
        (MINUTES.format(3, 4, "Frågan om taket bordläggs."), ["no_deadline"]),
        (MINUTES.format(3, 4, "Frågan om taket bordläggs till mars."), []),
    ],
)
def test_paragraphs_of_minutes(source, expected):
    assert codes(source, doctype=Doctype.MINUTES) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# 1 Mål\nA.\n# 2 Tid\nB.\n# 4 Risker\nC.", ["number_gap"]),
        ("# 1 Mål\nA.\n# 2 Tid\nB.\n# 3 Risker\nC.", []),
        ("# 1 Mål\nA.\n# 2 Tid\nB.\n3. Kostnad\n# 4 Risker\nC.", []),
        ("Utdrag\n# 1 Mål\nA.\n# 2 Tid\nB.\n# 4 Risker\nC.", []),
        ("# 1 Mål\nA.\n# 2 Tid\nB.\n# 2 Risker\nC.", ["duplicate"]),
    ],
)
def test_section_numbers(source, expected):
    assert codes(source) == expected


def test_a_paragraph_of_other_minutes_is_looked_up():
    old = make_records(
        "Protokoll 3/2024\n# § 1 Öppnande\nA.\n# § 2 Resepolicyn\nDen antas.\n# § 3 Lokaler\nB.",
        name="old.txt", doctype=Doctype.MINUTES,
    )  # fmt: skip
    wrong = make_records("Resepolicyn antogs i maj (§ 3 i protokoll nr 3/2024).")
    right = make_records("Resepolicyn antogs i maj (§ 2 i protokoll nr 3/2024).")
    assert [code for code, _ in lint(old, wrong)] == ["broken_reference"]
    assert lint(old, right) == []


PEOPLE = (
    "Närvarande\nUlla Ask, ordförande\nPer Alm\nInga Dal\n{}"
    "# § 1 Öppnande\nText.\n# § 2 Ekonomi\n{}"
)


def meeting(**more) -> Meeting:
    present = tuple(Person(name=name) for name in ("Ulla Ask", "Per Alm", "Inga Dal"))
    return Meeting(**{"present": present, **more})


@pytest.mark.parametrize(
    ("head", "body", "facts", "expected"),
    [
        ("", "Olle Berg föredrar ärendet.", {}, ["absent_presenter"]),
        ("", "Per Alm föredrar ärendet.", {}, []),
        ("Olle Berg, gäst\n", "Olle Berg föredrar ärendet.", {}, []),
        ("", "Ekonomichefen föredrar ärendet.", {}, []),
        ("Frånvarande: Olle Berg\n", "Olle Berg justerar protokollet.",
         {"adjusters": (Person(name="Olle Berg"),), "absent": (Person(name="Olle Berg"),)},
         ["adjuster_absent"]),
        ("", "Per Alm justerar protokollet.", {"adjusters": (Person(name="Per Alm"),)}, []),
        ("", "Olle Berg\nText.",
         {"agenda": (AgendaItem(number="§ 2", title="Ekonomi", presenter="Olle Berg"),)},
         ["absent_presenter"]),
    ],
)  # fmt: skip
def test_people_of_a_meeting(head, body, facts, expected):
    source = PEOPLE.format(head, body)
    assert codes(source, doctype=Doctype.MINUTES, meeting=meeting(**facts)) == expected


@pytest.mark.parametrize(
    ("body", "day", "expected"),
    [
        ("Miljönämnden", "2025-03-30", ["formal"]),
        ("Miljönämnden", "2025-03-14", []),
        ("Insynsrådet", "2025-03-30", []),
    ],
)
def test_local_government_adjusts_its_minutes_within_fourteen_days(body, day, expected):
    found = codes(
        f"Justeringsdatum: {day}",
        doctype=Doctype.MINUTES,
        date="2025-03-04",
        meeting=Meeting(body=body),
    )
    assert found == expected


def test_nobody_is_both_present_and_absent():
    source = PEOPLE.format("Frånvarande\nPer Alm\n", "Text.")
    facts = meeting(absent=(Person(name="Per Alm"),))
    assert codes(source, doctype=Doctype.MINUTES, meeting=facts) == ["contradiction"]


def test_members_said_to_be_present_are_counted():
    source = PEOPLE.format("", "Sju av rådets ledamöter var närvarande.")
    assert codes(source, doctype=Doctype.MINUTES, meeting=meeting()) == ["count_mismatch"]


@pytest.mark.parametrize(
    ("source", "facts", "expected"),
    [
        ("Arbetet är klart den 31 april 2025.", {}, True),
        ("Mötet är tisdagen den 4 mars 2025.", {}, False),
        ("Avtalet gäller den 1 maj 2025 till och med den 1 mars 2025.", {}, True),
        ("Avtalet gäller den 1 maj 2024 till och med den 1 mars 2025.", {}, False),
        ("Mötet är onsdagen den 4 mars 2025.", {}, True),
        ("Vid dagens möte, den 5 mars, valdes ny kassör.", {"date": "2025-03-04"}, True),
        ("Vid dagens möte, den 4 mars, valdes ny kassör.", {"date": "2025-03-04"}, False),
        ("Planen behandlades i nämnden den 9 maj 2025.", {"date": "2025-03-04"}, True),
        ("Planen behandlas i nämnden den 9 maj 2025.", {"date": "2025-03-04"}, False),
        ("Rapporten överlämnades den 1 mars 2025.", {"date": "2025-03-04"}, True),
        ("Policyn gäller från den 1 maj 2025.\nPolicyn träder i kraft den 1 juni 2025.", {}, True),
        ("Policyn gäller från den 1 maj 2025.\nPolicyn träder i kraft den 1 maj 2025.", {}, False),
        ("Lund den 4 april 2025", {"date": "2025-03-04"}, True),
        ("Lund den 4 mars 2025", {"date": "2025-03-04"}, False),
        ("Antagen 2024-05-04", {"date": "2025-03-04"}, False),
        ("Chefen beslutade 2024-03-08 att börja³.\n^ ³ Chefens beslut 2024-03-04", {}, True),
        ("Chefen beslutade 2024-03-08 att börja³.\n^ ³ Chefens beslut 2024-03-08", {}, False),
        ("Stämman antog Miljöplanen den 7 maj 2024.\nPlanen antogs den 17 maj 2024.", {}, True),
        ("Stämman antog Miljöplanen den 7 maj 2024.\nPolicyn antogs den 17 maj 2024.", {}, False),
    ],
)
def test_dates(source, facts, expected):
    assert ("date_conflict" in codes(source, **facts)) is expected


def test_a_milestone_must_have_the_date_of_its_goal():
    source = (
        "Registret Linné är i drift senast den 1 maj 2025.\nNr | Vad | När\nM1 | Linné i drift | {}"
    )
    goal = (
        "Registret Linné är i drift senast den 1 maj 2025.",
        Goal(due=("2025-05-01",)),
    )
    for day, expected in (("2025-06-01", ["date_conflict"]), ("2025-05-01", [])):
        assert codes(source.format(day), statements=[goal]) == expected


def test_documents_that_date_one_decision_differently():
    directive = make_records(
        "Beslutsdatum | 2025-03-01\nDiarienummer | KB 2025-0144",
        name="d.txt", date="2025-03-01", reference="KB 2025-0144",
    )  # fmt: skip
    quote = "Rådet fastställer direktivet (dnr KB 2025-0144)."
    for met, expected in (("2025-03-08", ["date_conflict"]), ("2025-03-01", [])):
        minutes = make_records(
            quote, name="m.txt", doctype=Doctype.MINUTES, date=met, statements=[(quote, Decision())]
        )
        assert [code for code, _ in lint(directive, minutes)] == expected


def test_a_slip_in_a_cited_diary_number_is_found_by_its_date():
    source = make_records("Beslut KB 2025-0144", name="d.txt", date="2025-03-01",
                          reference="KB 2025-0144")  # fmt: skip
    wrong = make_records("Uppdraget gavs den 1 mars 2025 (KB 2025-0414).")
    other = make_records("Uppdraget gavs den 2 mars 2025 (KB 2025-0414).")
    assert [code for code, _ in lint(source, wrong)] == ["broken_reference"]
    assert lint(source, other) == []


@pytest.mark.parametrize(
    ("text", "attributes", "expected"),
    [
        ("En strategi ska tas fram.", Responsibility(), ["no_deadline", "no_owner"]),
        ("En strategi ska tas fram av kanslichefen senast 2026.", Responsibility(), []),
        ("Avtalet om drift ska ses över under 2026.", Responsibility(), ["no_owner"]),
        ("Avtalet om drift ska ses över under 2026.", Responsibility(actor=("Kansliet",)), []),
        ("Protokoll ska föras vid mötena.", Responsibility(), []),
        ("Om avtalet sägs upp ska en plan tas fram.", Responsibility(), []),
        ("Gruppen enas om att en policy ska tas fram i maj.",
         Responsibility(actor=("Gruppen",)), ["no_owner"]),
        ("S1 Arbetet ska upplevas som enklare.", Goal(id="S1"), ["unmeasurable_goal"]),
        ("S1 Andelen nöjda ska öka till 80 procent.", Goal(id="S1"), []),
        ("S1 Arbetet ska upplevas som enklare.\nMätning: enkät.", Goal(id="S1"), []),
    ],
)  # fmt: skip
def test_tasks_and_goals(text, attributes, expected):
    statement = (text.split("\n")[0], attributes)
    assert sorted(codes(text, statements=[statement])) == expected


def test_an_audit_report_has_no_loose_tasks_of_its_own():
    text = "En strategi ska tas fram."
    records = {"statements": [(text, Responsibility())], "doctype": Doctype.AUDIT_REPORT}
    assert codes(text, **records) == []


def test_empty_cells_of_a_list_of_actions():
    source = (
        "Åtgärd | Ansvarig | Klart senast\nMall | Ulla Ask | 2026-01-01\nKurs | | 2026-02-01\n"
        "Plan | Per Alm | Snarast\nRutin | Per Alm | 2026-03-01\nLista | Ulla Ask | 2026-04-01"
    )
    assert lint(make_records(source)) == [
        ("no_owner", "Kurs\t\t2026-02-01"),
        ("no_deadline", "Plan\tPer Alm\tSnarast"),
    ]


LONG = (
    "Nämnden ska varje år i samband med budgeten pröva om avgifterna fortfarande täcker "
    "kostnaderna för tillsyn och prövning."
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"# 1 Mål\n{LONG}\nText.\n{LONG}", ["duplicate"]),
        (f"# 1 Mål\n{LONG}\n# 2 Bakgrund\n{LONG}", []),
        ("Rådet ska ha minst fyra möten per år.\nRådet sammanträder minst fyra gånger per år.",
         ["duplicate"]),
        ("Rådet ska ha minst fyra möten per år.\nRådet sammanträder minst sex gånger per år.",
         ["contradiction"]),
        ("Rådet ska ha minst fyra möten per år.\nNämnden träffas minst sex gånger per år.", []),
        ("Rektor får besluta om gåvor upp till 5 000 kronor.\nGåvor upp till 8 000 kronor | Rektor",
         ["contradiction"]),
        ("Under året uppgick nöjd elev-index till 64.\nMått | 2025\nNöjd elev-index | 61",
         ["contradiction"]),
        ("Under året uppgick nöjd elev-index till 61.\nMått | 2025\nNöjd elev-index | 61", []),
    ],
)  # fmt: skip
def test_rules_and_figures_that_stand_twice(source, expected):
    assert codes(source) == expected


def test_tables_of_two_documents_are_compared_up_to_the_unit():
    one = make_records(
        "Del | Kronor\nBroar | 8 200 000\nKurs | 1 900 000\nVäg | 1 500 000", name="a"
    )
    two = make_records("Post | Tkr\nBroar | 8 200\nKurs | 1 900\nVäg | 1 300", name="b")
    other = make_records("Post | Tkr\nBroar | 7 100\nKurs | 1 700\nVäg | 1 300", name="c")
    assert lint(one, two) == [("contradiction", "Väg\t1 500 000")]
    assert lint(one, other) == []


def test_hidden_and_marginal_text_is_not_linted():
    records = make_records("Andelen är xx procent.")
    block = records.structure.document.blocks[0]
    hidden = Block(kind=block.kind, start=block.start, end=block.end, hidden=True)
    document = records.structure.document
    changed = Document(
        id=document.id, sha256=document.sha256, name=document.name, path=document.path,
        media_type=document.media_type, text=document.text, blocks=(hidden,), lines=document.lines,
    )  # fmt: skip
    structure = Structure(
        document=changed, facts=Facts(), parts=(), sections=(), block_sections=(None,),
        lead_ins=(None,),
    )  # fmt: skip
    assert lint(DocumentRecords(structure=structure, statements=(), sentences=())) == []
