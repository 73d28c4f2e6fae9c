"""The JSON Lines of a run: one record a line, keys as the design promises.

A quote is written letter for letter, and always with ``document``, ``path``, ``pages``,
``start`` and ``end``. Keys may be added here; none may go.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from auditkit.model import (
    Actor,
    Attributes,
    Check,
    DocumentRecords,
    Evidence,
    Issue,
    Person,
    Problem,
    Provenance,
    Requirement,
    Results,
    Statement,
)
from auditkit.report.files import replace_file

# Lone surrogates cannot be written as UTF-8, and some programs break lines at the others.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def write_jsonl(results: Results, out: Path) -> dict[str, str]:
    """Write all JSON Lines files and return the SHA-256 of each by name.

    Raises:
        OutputError: If a file cannot be written.

    Example:
        >>> import tempfile
        >>> from auditkit.model import Archive
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     written = write_jsonl(Results(archive=Archive(records=())), Path(folder))
        >>> sorted(written)[0]
        'actors.jsonl'
    """
    archive = results.archive
    statements = {s.id: s for records in archive.records for s in records.statements}
    files: dict[str, Iterator[dict[str, Any]]] = {
        "documents.jsonl": map(document_line, archive.records),
        "statements.jsonl": (
            statement_line(statement, records)
            for records in archive.records
            for statement in records.statements
        ),
        "requirements.jsonl": (requirement_line(r, statements) for r in archive.requirements),
        "checks.jsonl": map(check_line, results.checks),
        "issues.jsonl": map(issue_line, results.issues),
        "actors.jsonl": map(actor_line, archive.actors),
        "problems.jsonl": map(problem_line, results.problems),
    }
    return {
        name: replace_file(out / name, "".join(dump_line(line) for line in lines).encode("utf-8"))
        for name, lines in files.items()
    }


def dump_line(line: Mapping[str, Any]) -> str:
    r"""Write one object as a line that is UTF-8 whatever a document held.

    Example:
        >>> dump_line({"quote": "å\udce5\u2028"})
        '{"quote": "å\\udce5\\u2028"}\n'
    """
    text = json.dumps(line, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"


def quote_keys(provenance: Provenance) -> dict[str, Any]:
    """Return the keys that every quote has, and its place in words.

    Example:
        >>> place = Provenance(document_id="d", document="p.pdf", path="p.pdf", start=0, end=2,
        ...                    quote="Ja", pages=(1, 1))
        >>> quote_keys(place)["quote"], quote_keys(place)["pages"]
        ('Ja', [1, 1])
    """
    return {
        "document": provenance.document,
        "path": provenance.path,
        "pages": None if provenance.pages is None else list(provenance.pages),
        "start": provenance.start,
        "end": provenance.end,
        "quote": provenance.quote,
        "place": provenance.place,
    }


def attribute_values(attributes: Attributes) -> dict[str, Any]:
    """Return attributes as the annotation guide writes them: no empty ones, one as a scalar.

    Example:
        >>> from auditkit.model import Responsibility
        >>> attribute_values(Responsibility(actor=("Chefen",), due=("2024", "2025")))
        {'actor': 'Chefen', 'due': ['2024', '2025']}
    """
    values: dict[str, Any] = {}
    for field in dataclasses.fields(attributes):
        value = getattr(attributes, field.name)
        if value is None or value is False or value == () or value == "":
            continue
        if isinstance(value, tuple):
            value = value[0] if len(value) == 1 else list(value)
        values[field.name] = value
    return values


def document_line(records: DocumentRecords) -> dict[str, Any]:
    """Return a document's facts; those of a meeting for minutes only.

    Example:
        >>> from auditkit.model import Document, Facts, Structure
        >>> document = Document(id="d", sha256="d", name="p.txt", path="p.txt", media_type="",
        ...                     text="", blocks=(), lines=())
        >>> structure = Structure(document=document, facts=Facts(title="Direktiv"), parts=(),
        ...                       sections=(), block_sections=(), lead_ins=())
        >>> records = DocumentRecords(structure=structure, statements=(), sentences=())
        >>> document_line(records)["title"]
        'Direktiv'
    """
    document, facts = records.structure.document, records.structure.facts
    line: dict[str, Any] = {
        "id": document.id,
        "document": document.name,
        "path": document.path,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "doctype": facts.doctype,
        "title": facts.title,
        "date": facts.date,
        "issuer": facts.issuer,
        "reference": facts.reference,
        "classification": facts.classification,
        "page_count": document.page_count,
        "language": facts.language,
        "quality": dataclasses.asdict(document.quality),
        "parts": [dataclasses.asdict(part) for part in records.structure.parts],
    }
    meeting = facts.meeting
    if meeting is not None:
        line |= {
            "body": meeting.body,
            "chair": _person(meeting.chair),
            "secretary": _person(meeting.secretary),
            "adjusters": [_person(person) for person in meeting.adjusters],
            "present": [_person(person) for person in meeting.present],
            "absent": [_person(person) for person in meeting.absent],
            "others": [_person(person) for person in meeting.others],
            "agenda": [dataclasses.asdict(item) for item in meeting.agenda],
            "next_meeting": meeting.next_meeting,
        }
    return line


def _person(person: Person | None) -> dict[str, Any] | None:
    """Return a person with name and role."""
    return None if person is None else dataclasses.asdict(person)


def statement_line(statement: Statement, records: DocumentRecords) -> dict[str, Any]:
    """Return a statement with its quote, place and attributes.

    Example:
        >>> from auditkit.model import Document, Facts, Risk, StatementKind, Structure
        >>> document = Document(id="d", sha256="d", name="p.pdf", path="p.pdf", media_type="",
        ...                     text="Ja", blocks=(), lines=())
        >>> structure = Structure(document=document, facts=Facts(), parts=(), sections=(),
        ...                       block_sections=(), lead_ins=())
        >>> records = DocumentRecords(structure=structure, statements=(), sentences=())
        >>> place = Provenance(document_id="d", document="p.pdf", path="p.pdf", start=0, end=2,
        ...                    quote="Ja", pages=(1, 1))
        >>> risk = Statement(id="r", kind=StatementKind.RISK, provenance=place,
        ...                  attributes=Risk(topic="försenad leverans"))
        >>> statement_line(risk, records)["attrs"]
        {'topic': 'försenad leverans'}
    """
    structure, provenance = records.structure, statement.provenance
    section = None if statement.section is None else structure.sections[statement.section]
    return {
        "id": statement.id,
        "type": statement.kind,
        "page": None if provenance.pages is None else provenance.pages[0],
        **quote_keys(provenance),
        "part": statement.part,
        "section": None if section is None else section.heading,
        "section_number": None if section is None else section.number,
        "lead_in": statement.lead_in,
        "attrs": attribute_values(statement.attributes),
        "cues": [
            {
                "rule": cue.rule,
                "start": cue.start,
                "end": cue.end,
                "text": structure.document.text[cue.start : cue.end],
            }
            for cue in statement.cues
        ],
        "reason": None if statement.reason is None else dataclasses.asdict(statement.reason),
    }


def requirement_line(
    requirement: Requirement, statements: Mapping[str, Statement]
) -> dict[str, Any]:
    """Return a requirement with the quote of the first place where it stands.

    Raises:
        ValueError: If it stands in no statement of the archive.

    Example:
        >>> from auditkit.model import Anchor, Goal, StatementKind
        >>> place = Provenance(document_id="d", document="p.pdf", path="p.pdf", start=0, end=2,
        ...                    quote="Ja", pages=(1, 1))
        >>> goal = Statement(id="g", kind=StatementKind.GOAL, provenance=place, attributes=Goal())
        >>> anchor = Anchor(quote="Ja", before="", after="", lineage="p")
        >>> requirement = Requirement(id="R-1", kind=StatementKind.GOAL, statements=("g",),
        ...                           anchor=anchor)
        >>> requirement_line(requirement, {"g": goal})["quote"]
        'Ja'
    """
    first = next((statements[s] for s in requirement.statements if s in statements), None)
    if first is None:
        raise ValueError(f"requirement {requirement.id} stands in no statement of the archive")
    return {
        "id": requirement.id,
        "type": requirement.kind,
        "statements": list(requirement.statements),
        "group": requirement.group,
        "parts": list(requirement.parts),
        "owner": list(requirement.owner),
        "due": list(requirement.due),
        "follow_up": requirement.follow_up,
        **quote_keys(first.provenance),
    }


def check_line(check: Check) -> dict[str, Any]:
    """Return a check with its evidence, best first.

    Example:
        >>> from auditkit.model import Timing, Verdict
        >>> check = Check(requirement="R-1", statement="g", verdict=Verdict.NO_EVIDENCE,
        ...               timing=Timing.UNKNOWN, reason="Inget funnet.")
        >>> check_line(check)["searched"]["documents"]
        0
    """
    return {
        "requirement": check.requirement,
        "statement": check.statement,
        "verdict": check.verdict,
        "detail": check.detail,
        "timing": check.timing,
        "rung": check.rung,
        "management_response": check.management_response,
        "reason": check.reason,
        "evidence": [_evidence(evidence) for evidence in check.evidence],
        "against": [_evidence(evidence) for evidence in check.against],
        "searched": dataclasses.asdict(check.searched),
        "drift": [{"due": step.due, **quote_keys(step.provenance)} for step in check.drift],
        "chain": list(check.chain),
        "parts": [dataclasses.asdict(part) for part in check.parts],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    """Return one passage; ``statement`` is null where it is none."""
    return {
        "statement": evidence.statement,
        **quote_keys(evidence.provenance),
        "stance": evidence.stance,
        "date": evidence.date,
    }


def issue_line(issue: Issue) -> dict[str, Any]:
    """Return an issue with all its quotes.

    Example:
        >>> place = Provenance(document_id="d", document="p.pdf", path="p.pdf", start=0, end=2,
        ...                    quote="Ja", pages=(1, 1))
        >>> from auditkit.model import Severity
        >>> issue = Issue(code="no_owner", severity=Severity.LOW, message="", provenances=(place,))
        >>> [quote["quote"] for quote in issue_line(issue)["quotes"]]
        ['Ja']
    """
    return {
        "code": issue.code,
        "severity": issue.severity,
        "message": issue.message,
        "quotes": [quote_keys(provenance) for provenance in issue.provenances],
    }


def actor_line(actor: Actor) -> dict[str, Any]:
    """Return an actor; ``alias_quotes`` tie those aliases that a text ties to it.

    Example:
        >>> from auditkit.model import ActorKind, Alias
        >>> actor = Actor(id="a", name="Rådet", kind=ActorKind.BODY, aliases=(Alias(name="R"),))
        >>> actor_line(actor)["aliases"]
        ['R']
    """
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "aliases": [alias.name for alias in actor.aliases],
        "alias_quotes": [
            {"alias": alias.name, **quote_keys(alias.provenance)}
            for alias in actor.aliases
            if alias.provenance is not None
        ],
    }


def problem_line(problem: Problem) -> dict[str, Any]:
    """Return a problem with the way out.

    Example:
        >>> problem = Problem(document="p.pdf", path="a/p.pdf", stage="read", code="AK303",
        ...                   message="p.pdf: avhuggen", hint="Hämta den igen.")
        >>> problem_line(problem)["hint"]
        'Hämta den igen.'
    """
    return {
        "document": problem.document,
        "path": problem.path,
        "stage": problem.stage,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }
