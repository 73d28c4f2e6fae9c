"""A small made-up archive: a directive in PDF, minutes in text, one hostile sentence."""

from __future__ import annotations

import hashlib

import pytest

from auditkit.locate import locate, statement_id
from auditkit.model import (
    Actor,
    ActorKind,
    AgendaItem,
    Alias,
    Anchor,
    Archive,
    Attributes,
    Check,
    Cue,
    Decision,
    Doctype,
    Document,
    DocumentRecords,
    DriftStep,
    Evidence,
    Facts,
    Finding,
    Issue,
    Line,
    ManagementResponse,
    Meeting,
    Part,
    PartCheck,
    Person,
    Problem,
    Quality,
    Recommendation,
    Requirement,
    Responsibility,
    Results,
    Role,
    Row,
    Run,
    Rung,
    Searched,
    Section,
    Severity,
    Stance,
    Statement,
    StatementKind,
    Structure,
    Timing,
    Verdict,
)

HOSTILE = '=HYPERLINK("http://x.test","<script>alert(1)</script>") ska\x0c granskas.'
DUTY = "Programrådet ska senast den 30 juni 2024 ta fram en plan."
ADVICE = "Vi rekommenderar styrelsen att följa upp planen."
MAY = "Programrådet får anlita en konsult."
DONE = "Programrådet redovisade planen, som lades till handlingarna."
LATE = "Planen redovisas först den 31 december 2024."


def make_records(
    path: str,
    sentences: list[tuple[str, StatementKind, Attributes]],
    facts: Facts,
    quality: Quality | None = None,
) -> DocumentRecords:
    text = "\n".join(["1 Styrning", *(sentence for sentence, _, _ in sentences)])
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    is_pdf = path.endswith(".pdf")
    lines, start = [], 0
    for number, line in enumerate(text.split("\n")):
        lines.append(
            Line(
                start=start,
                end=start + len(line),
                page=1 + number // 2 if is_pdf else None,
                number=None if is_pdf else number + 1,
            )
        )
        start += len(line) + 1
    document = Document(
        id=sha256[:16],
        sha256=sha256,
        name=path.rsplit("/", 1)[-1],
        path=path,
        media_type="application/pdf" if is_pdf else "text/plain",
        text=text,
        blocks=(),
        lines=tuple(lines),
        page_count=3 if is_pdf else None,
        quality=quality or Quality(),
    )
    structure = Structure(
        document=document,
        facts=facts,
        parts=(Part(label="main", start=0, end=len(text), date=facts.date),),
        sections=(
            Section(
                start=0, end=len(text), level=1, number="1", heading="Styrning", role=Role.BODY
            ),
        ),
        block_sections=(),
        lead_ins=(),
    )
    taken: set[str] = set()
    statements = []
    for line, (_, kind, attributes) in zip(lines[1:], sentences, strict=True):
        provenance = locate(document, line.start, line.end)
        statements.append(
            Statement(
                id=statement_id(kind, provenance, taken),
                kind=kind,
                provenance=provenance,
                attributes=attributes,
                section=0,
                cues=(Cue(rule="r", start=line.start, end=line.start + 4),),
            )
        )
    return DocumentRecords(structure=structure, statements=tuple(statements), sentences=())


@pytest.fixture
def results() -> Results:
    duty = Responsibility(actor=("Programrådet",), modality="shall", due=("2024-06-30",))
    directive = make_records(
        "mapp/direktiv å #1.pdf",
        [
            (DUTY, StatementKind.RESPONSIBILITY, duty),
            (
                ADVICE,
                StatementKind.RECOMMENDATION,
                Recommendation(addressee=("styrelsen",), severity="röd"),
            ),
            (HOSTILE, StatementKind.RESPONSIBILITY, Responsibility(modality="shall")),
            (MAY, StatementKind.RESPONSIBILITY, Responsibility(modality="may")),
        ],
        Facts(doctype=Doctype.DIRECTIVE, title="Direktiv", date="2023-01-15"),
        Quality(pages_unread=(3,)),
    )
    meeting = Meeting(
        body="Programrådet",
        chair=Person(name="Åsa Ek", role="ordförande"),
        present=(Person(name="Åsa Ek"), Person(name="Bo Al")),
        agenda=(AgendaItem(number="1", title="Planen"),),
        next_meeting="2024-12-01",
    )
    minutes = make_records(
        "protokoll.txt",
        [
            (DONE, StatementKind.DECISION, Decision(outcome="noted")),
            (LATE, StatementKind.FINDING, Finding(kind="status")),
        ],
        Facts(doctype=Doctype.MINUTES, date="2024-09-01", meeting=meeting),
    )
    first = directive.statements
    done, late = minutes.statements
    requirements = tuple(
        Requirement(
            id=f"R-{number}",
            kind=statement.kind,
            statements=(statement.id,),
            anchor=Anchor(quote=statement.provenance.quote, before="", after="", lineage="d"),
            due=getattr(statement.attributes, "due", ()),
            owner=getattr(statement.attributes, "actor", ()),
            follow_up=number != 4,
        )
        for number, statement in enumerate(first, start=1)
    )
    checks = (
        Check(
            requirement="R-1",
            statement=first[0].id,
            verdict=Verdict.PARTLY_MET,
            timing=Timing.OVERDUE,
            rung=Rung.CLAIMED,
            reason="Planen är redovisad men inte beslutad.",
            evidence=(
                Evidence(
                    provenance=done.provenance,
                    stance=Stance.SUPPORTS,
                    statement=done.id,
                    date="2024-09-01",
                ),
            ),
            against=(Evidence(provenance=late.provenance, stance=Stance.PLANS, date="2024-09-01"),),
            searched=Searched(documents=1, until="2024-09-01", unread=("trasig.pdf",)),
            drift=(DriftStep(due="2024-12-31", provenance=late.provenance),),
            parts=(PartCheck(text="ta fram", verdict=Verdict.MET),),
        ),
        Check(
            requirement="R-2",
            statement=first[1].id,
            verdict=Verdict.NO_EVIDENCE,
            timing=Timing.UNKNOWN,
            management_response=ManagementResponse.NONE_FOUND,
            reason="Inget senare dokument nämner det.",
            searched=Searched(
                documents=1,
                until="2024-09-01",
                gaps=("protokoll.txt: announced meeting of 2024-12-01", "§ 7 is missing"),
            ),
        ),
    )
    issue = Issue(
        code="placeholder_left",
        severity=Severity.HIGH,
        message="Ifyllnad <b>saknas</b>.",
        provenances=(first[2].provenance, done.provenance),
    )
    problem = Problem(
        document="trasig.pdf",
        path="trasig.pdf",
        stage="read",
        code="AK303",
        message="trasig.pdf: damaged",
        hint="Get it again.",
    )
    actor = Actor(
        id="act-1",
        name="Programrådet",
        kind=ActorKind.BODY,
        aliases=(Alias(name="rådet", provenance=done.provenance), Alias(name="PR")),
    )
    archive = Archive(records=(directive, minutes), actors=(actor,), requirements=requirements)
    return Results(archive=archive, checks=checks, issues=(issue,), problems=(problem,), skipped=2)


@pytest.fixture
def run() -> Run:
    return Run(version="0.1.0", root="/arkiv/in", as_of="2025-01-31")


@pytest.fixture
def rows(results: Results) -> tuple[Row, ...]:
    """Rows as the track stage builds them, made by hand: reports do not import a stage."""
    checks = {check.requirement: check for check in results.checks}
    statements = {s.id: s for r in results.archive.records for s in r.statements}
    made = []
    for requirement in results.archive.requirements:
        check = checks.get(requirement.id)
        row = Row(
            id=requirement.id,
            kind=requirement.kind,
            follow_up=requirement.follow_up,
            provenance=statements[requirement.statements[0]].provenance,
            date="2023-01-15",
            section="1 Styrning",
            lead_in="Programrådet har följande uppgifter:" if requirement.id == "R-4" else None,
            owner=requirement.owner,
            verdict=check.verdict if check else None,
            timing=check.timing if check else None,
            rung=check.rung if check else None,
            reason=check.reason if check else None,
            evidence=check.evidence[0] if check and check.evidence else None,
            against=check.against[0] if check and check.against else None,
            searched=check.searched if check else None,
            parts=check.parts if check else (),
            opposing=len(check.against) if check else 0,
            original_due="2024-06-30" if requirement.id == "R-1" else "2024",
            current_due="2024-12-31" if requirement.id == "R-1" else "next_meeting",
            times_moved=1 if requirement.id == "R-1" else 0,
            days_overdue=31 if requirement.id == "R-1" else None,
        )
        made.append(row)
    return tuple(made)
