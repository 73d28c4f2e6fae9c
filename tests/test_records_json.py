from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditkit.errors import SchemaError
from auditkit.model import (
    Check,
    Commitment,
    Decision,
    DocumentRecords,
    Finding,
    Goal,
    Person,
    Provenance,
    Recommendation,
    Requirement,
    Responsibility,
    Risk,
    Sentence,
    Span,
    Statement,
    StatementKind,
    Structure,
)
from auditkit.records_json import decode, dumps, encode, loads

SPANS = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(
    lambda pair: Span(start=min(pair), end=max(pair))
)
st.register_type_strategy(Span, SPANS)
st.register_type_strategy(float, st.floats(allow_nan=False))
PROVENANCE = Provenance(
    document_id="d", document="p.txt", path="p.txt", start=0, end=2, quote="Ja", pages=(1, 2)
)


@settings(max_examples=25, deadline=None)
@given(st.from_type(Statement) | st.from_type(Sentence) | st.from_type(Structure))
def test_records_of_a_document_come_back_as_they_were(record: object) -> None:
    assert loads(type(record), dumps(record)) == record


@settings(max_examples=25, deadline=None)
@given(st.from_type(Requirement) | st.from_type(Check))
def test_records_of_an_archive_come_back_as_they_were(record: object) -> None:
    assert loads(type(record), dumps(record)) == record


@pytest.mark.parametrize(
    "attributes",
    [Decision(), Responsibility(), Recommendation(), Commitment(), Goal(), Finding(), Risk()],
    ids=lambda attributes: type(attributes).__name__,
)
def test_empty_attributes_come_back_as_their_own_kind(attributes: object) -> None:
    statement = Statement(
        id="x",
        kind=StatementKind.RISK,
        provenance=PROVENANCE,
        attributes=attributes,  # type: ignore[arg-type]
    )
    assert type(loads(Statement, dumps(statement)).attributes) is type(attributes)


def test_lone_surrogates_and_controls_survive() -> None:
    person = Person(name="a\udce5b\x00\u2028c\x0c")
    text = dumps(person)
    assert text.isascii()
    assert loads(Person, text) == person


def test_tuples_of_records_come_back() -> None:
    people = (Person(name="Åsa"), Person(name="Örjan", role="ledamot"))
    assert loads(tuple[Person, ...], dumps(people)) == people


@pytest.mark.parametrize("data", [{}, {"name": "x", "unknown": 1}, [], "text", None])
def test_data_of_another_version_is_refused(data: object) -> None:
    with pytest.raises(SchemaError):
        decode(Person, data)


def test_text_that_is_no_json_is_refused() -> None:
    with pytest.raises(SchemaError):
        loads(DocumentRecords, "{")


def test_a_record_is_told_by_what_differs_from_its_defaults() -> None:
    assert encode(Person(name="Åsa")) == {"name": "Åsa"}
