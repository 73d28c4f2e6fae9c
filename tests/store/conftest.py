from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from auditkit.locate import locate, statement_id
from auditkit.model import (
    Block,
    BlockKind,
    Document,
    DocumentRecords,
    Facts,
    Line,
    Responsibility,
    Statement,
    StatementKind,
    Structure,
)


@pytest.fixture
def make_records() -> Callable[..., DocumentRecords]:
    def make(path: str, text: str = "Styrgruppen ska följa upp planen.") -> DocumentRecords:
        sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        document = Document(
            id=sha256[:16],
            sha256=sha256,
            name=path.rsplit("/", 1)[-1],
            path=path,
            media_type="text/plain",
            text=text,
            blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text)),),
            lines=(Line(start=0, end=len(text), number=1),),
        )
        provenance = locate(document, 0, len(text))
        statement = Statement(
            id=statement_id(StatementKind.RESPONSIBILITY, provenance, set()),
            kind=StatementKind.RESPONSIBILITY,
            provenance=provenance,
            attributes=Responsibility(actor=("Styrgruppen",), modality="shall"),
        )
        structure = Structure(
            document=document,
            facts=Facts(),
            parts=(),
            sections=(),
            block_sections=(None,),
            lead_ins=(None,),
        )
        return DocumentRecords(structure=structure, statements=(statement,), sentences=())

    return make
