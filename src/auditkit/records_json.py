"""Every record as plain JSON and back, without loss.

Fields that have their default are left out, so a changed default is a changed schema: raise
``auditkit.store.schema.SCHEMA_VERSION`` with it. Lone surrogates and control characters
survive, because the text is escaped to ASCII. What the outputs of a run look like is decided
in ``report/jsonl.py``, not here.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, TypeVar

from cattrs import BaseValidationError, Converter
from cattrs.strategies import configure_tagged_union

from auditkit.errors import SchemaError
from auditkit.model import (
    Attributes,
    Commitment,
    Decision,
    Finding,
    Goal,
    Recommendation,
    Responsibility,
    Risk,
    StatementKind,
)

T = TypeVar("T")

_ATTRIBUTES: dict[type, StatementKind] = {
    Recommendation: StatementKind.RECOMMENDATION,
    Decision: StatementKind.DECISION,
    Goal: StatementKind.GOAL,
    Commitment: StatementKind.COMMITMENT,
    Responsibility: StatementKind.RESPONSIBILITY,
    Finding: StatementKind.FINDING,
    Risk: StatementKind.RISK,
}
_TAG = "statement_kind"


@lru_cache(maxsize=1)
def _converter() -> Converter:
    """Build the converter once: making it costs more than using it."""
    converter = Converter(omit_if_default=True, forbid_extra_keys=True)
    configure_tagged_union(
        Attributes,
        converter,
        tag_generator=lambda record: _ATTRIBUTES[record].value,
        tag_name=_TAG,
    )
    return converter


def encode(record: Any) -> Any:
    """Turn a record into dicts, lists, strings and numbers.

    Example:
        >>> from auditkit.model import Span
        >>> encode(Span(start=0, end=4))
        {'start': 0, 'end': 4}
    """
    return _converter().unstructure(record)


def decode(kind: type[T], data: Any) -> T:
    """Turn what ``encode`` made back into a record of the given class.

    Raises:
        SchemaError: If the data is not that of such a record.

    Example:
        >>> from auditkit.model import Span
        >>> decode(Span, {"start": 0, "end": 4})
        Span(start=0, end=4)
    """
    try:
        return _converter().structure(data, kind)
    except (BaseValidationError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SchemaError(
            f"stored data is not a {kind.__name__} of this version",
            hint="Run with an empty --out directory, or with the version that wrote this one.",
        ) from error


def dumps(record: Any) -> str:
    r"""Write a record, or a tuple of records, as one line of JSON in ASCII.

    Example:
        >>> from auditkit.model import Person
        >>> dumps(Person(name="Åsa Ek"))
        '{"name":"\\u00c5sa Ek"}'
    """
    return json.dumps(encode(record), separators=(",", ":"))


def loads(kind: type[T], text: str | bytes) -> T:
    """Read back what ``dumps`` wrote.

    Raises:
        SchemaError: If the text is not JSON, or not that of such a record.

    Example:
        >>> from auditkit.model import Person
        >>> loads(Person, dumps(Person(name="Åsa Ek", role="ordförande"))).role
        'ordförande'
    """
    try:
        data = json.loads(text)
    except ValueError as error:
        raise SchemaError(
            f"stored {kind.__name__} is damaged",
            hint="Run with an empty --out directory; keep the old one until that is done.",
        ) from error
    return decode(kind, data)
