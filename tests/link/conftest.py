"""Records built from a few lines of text, without the left half of the line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import pytest

from auditkit.lang import Pack, load_pack
from auditkit.locate import locate, statement_id
from auditkit.model import (
    Attributes,
    Commitment,
    Decision,
    Doctype,
    Document,
    DocumentRecords,
    Facts,
    Goal,
    Meeting,
    Part,
    Recommendation,
    Responsibility,
    Role,
    Section,
    Statement,
    StatementKind,
    Structure,
)

KINDS = {
    Decision: StatementKind.DECISION,
    Responsibility: StatementKind.RESPONSIBILITY,
    Recommendation: StatementKind.RECOMMENDATION,
    Commitment: StatementKind.COMMITMENT,
    Goal: StatementKind.GOAL,
}
Line = str | tuple[str, Attributes]
MakeRecord = Callable[..., DocumentRecords]


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The Swedish language pack."""
    return load_pack("sv")


@pytest.fixture
def make_record() -> MakeRecord:
    """A function that makes a document's records of its lines."""
    return _make_record


def _make_record(
    path: str,
    lines: Sequence[Line],
    *,
    doctype: Doctype = Doctype.DIRECTIVE,
    date: str | None = None,
    meeting: Meeting | None = None,
    headings: Sequence[tuple[str, Role]] = (),
) -> DocumentRecords:
    """Make records: a plain line is text, a line with attributes a statement.

    ``headings`` are lines of the text that open a section of a role.
    """
    texts = [line if isinstance(line, str) else line[0] for line in lines]
    text = "\n".join(texts)
    digest = hashlib.sha256((path + text).encode()).hexdigest()
    document = Document(
        id=digest[:16],
        sha256=digest,
        name=path.rsplit("/", 1)[-1],
        path=path,
        media_type="text/plain",
        text=text,
        blocks=(),
        lines=(),
    )
    roles = dict(headings)
    starts = [sum(len(t) + 1 for t in texts[:i]) for i in range(len(texts))]
    sections = [
        Section(start=s, end=len(text), level=1, heading=t, role=roles[t])
        for s, t in zip(starts, texts, strict=True)
        if t in roles
    ]
    statements = []
    taken: set[str] = set()
    for start, line in zip(starts, lines, strict=True):
        if isinstance(line, tuple):
            place = locate(document, start, start + len(line[0]))
            kind = KINDS[type(line[1])]
            section = max((i for i, s in enumerate(sections) if s.start < start), default=None)
            statements.append(
                Statement(
                    id=statement_id(kind, place, taken),
                    kind=kind,
                    provenance=place,
                    attributes=line[1],
                    section=section,
                )
            )
    structure = Structure(
        document=document,
        facts=Facts(doctype=doctype, date=date, meeting=meeting),
        parts=(Part(label="main", start=0, end=len(text), doctype=doctype, date=date),),
        sections=tuple(sections),
        block_sections=(),
        lead_ins=(),
    )
    return DocumentRecords(structure=structure, statements=tuple(statements), sentences=())
