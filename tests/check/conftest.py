"""Small archives made of strings, for the tests of the checks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import pytest

from auditkit.lang import Pack, load_pack
from auditkit.locate import locate
from auditkit.model import (
    Anchor,
    Archive,
    BlockKind,
    Doctype,
    Document,
    DocumentRecords,
    Facts,
    Finding,
    Meeting,
    Part,
    Requirement,
    Responsibility,
    Sentence,
    Statement,
    StatementKind,
    Structure,
)

# A text, its date, what kind of document it is, and which of its sentences are hidden.
Source = tuple[str, str | None, Doctype]
ArchiveMaker = Callable[..., Archive]


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack("sv")


def _records(name: str, source: Source, hidden: Sequence[str], meeting: Meeting | None):
    text, written, doctype = source
    digest = hashlib.sha256(f"{name}{text}".encode()).hexdigest()
    document = Document(
        id=digest[:16],
        sha256=digest,
        name=name,
        path=name,
        media_type="text/plain",
        text=text,
        blocks=(),
        lines=(),
    )
    sentences, statements = [], []
    at = 0
    for number, line in enumerate(text.split("\n")):
        provenance = locate(document, at, at + len(line))
        at += len(line) + 1
        sentences.append(
            Sentence(
                provenance=provenance,
                kind=BlockKind.PARAGRAPH,
                part="main",
                hidden=line in hidden,
            )
        )
        norm = " ska " in line
        statements.append(
            Statement(
                id=f"{name}-{number}",
                kind=StatementKind.RESPONSIBILITY if norm else StatementKind.FINDING,
                provenance=provenance,
                attributes=Responsibility(modality="shall") if norm else Finding(),
            )
        )
    structure = Structure(
        document=document,
        facts=Facts(doctype=doctype, date=written, meeting=meeting),
        parts=(Part(label="main", start=0, end=len(text), doctype=doctype, date=written),),
        sections=(),
        block_sections=(),
        lead_ins=(),
    )
    return DocumentRecords(
        structure=structure, statements=tuple(statements), sentences=tuple(sentences)
    )


@pytest.fixture
def make_archive() -> ArchiveMaker:
    """Return a function that makes an archive; each sentence with "ska" is a requirement."""

    def make(
        *sources: Source,
        due: tuple[str, ...] = (),
        hidden: Sequence[str] = (),
        meetings: Sequence[Meeting | None] = (),
    ) -> Archive:
        records = tuple(
            _records(f"d{number}.txt", source, hidden, meetings[number] if meetings else None)
            for number, source in enumerate(sources)
        )
        requirements = tuple(
            Requirement(
                id=f"r-{statement.id}",
                kind=statement.kind,
                statements=(statement.id,),
                anchor=Anchor(quote=statement.provenance.quote, before="", after="", lineage=""),
                due=due,
            )
            for one in records
            for statement in one.statements
            if statement.kind is StatementKind.RESPONSIBILITY
        )
        return Archive(records=records, requirements=requirements)

    return make
