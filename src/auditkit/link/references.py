"""What statements refer to: sections, annexes and goals of the archive, diary numbers, laws."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditkit.lang import Rule
from auditkit.link.nodes import part_node, reference_node, section_node
from auditkit.link.vocabulary import Vocabulary
from auditkit.locate import locate
from auditkit.model import DocumentRecords, Goal, Link, LinkKind, Recommendation

_Key = tuple[str, str, str]
_NUMBER = re.compile(r"\w+(?:[.\-:/]\w+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What references can point at; keys are (document id or "", kind, number)."""

    nodes: Mapping[tuple[str, str, str], str]


def find_targets(records: Sequence[DocumentRecords]) -> Targets:
    """Return the sections, annexes, goals, recommendations and documents of an archive.

    What several documents call by one number is a target inside each document only.

    Example:
        >>> find_targets(()).nodes
        {}
    """
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for record in records:
        for key, node in (*_structure_targets(record), *_statement_targets(record)):
            found[key].append(node)
    return Targets(nodes={k: v[0] for k, v in found.items() if k[0] or len(set(v)) == 1})


def _structure_targets(record: DocumentRecords) -> Iterator[tuple[_Key, str]]:
    """Yield the numbered sections, the annexes and the diary numbers of a document."""
    document = record.structure.document.id
    for index, section in enumerate(record.structure.sections):
        if section.number:
            kind = "paragraph" if "§" in section.number else "section"
            yield (document, kind, _number(section.number)), section_node(document, index)
    for part in record.structure.parts:
        node = part_node(document, part.label)
        if part.label != "main":
            yield (document, "annex", _number(part.label.split()[-1])), node
        if part.reference:
            yield ("", "diary", _diary(part.reference)), node


def _statement_targets(record: DocumentRecords) -> Iterator[tuple[_Key, str]]:
    """Yield the goals and recommendations of a document that bear a number."""
    for statement in record.statements:
        attributes = statement.attributes
        if isinstance(attributes, Goal) and attributes.id:
            kind, number = "goal", attributes.id
        elif isinstance(attributes, Recommendation) and attributes.number:
            kind, number = "recommendation", attributes.number
        else:
            continue
        for scope in (record.structure.document.id, ""):
            yield (scope, kind, _number(number)), statement.id


def reference_links(
    record: DocumentRecords, targets: Targets, vocabulary: Vocabulary
) -> Iterator[Link]:
    """Yield a link for each thing that a document's statements refer to.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> from auditkit.locate import statement_id
        >>> from auditkit.model import (Decision, Document, Facts, Statement, StatementKind,
        ...                             Structure)
        >>> text = "Planen antas, se bilaga 2."
        >>> document = Document(id="d", sha256="d", name="p", path="p", media_type="t",
        ...                     text=text, blocks=(), lines=())
        >>> place = locate(document, 0, len(text))
        >>> record = DocumentRecords(structure=Structure(
        ...     document=document, facts=Facts(), parts=(), sections=(), block_sections=(),
        ...     lead_ins=()), statements=(Statement(
        ...         id="s", kind=StatementKind.DECISION, provenance=place,
        ...         attributes=Decision()),), sentences=())
        >>> links = reference_links(record, Targets(nodes={}), load_vocabulary(load_pack("sv")))
        >>> [link.provenance.quote for link in links]
        ['bilaga 2']
    """
    document = record.structure.document
    for statement in record.statements:
        seen: set[str] = set()
        for rule in vocabulary.references:
            for match in rule.pattern.finditer(statement.provenance.quote):
                kind, value = _kind(rule), _value(match)
                target = _target(targets, document.id, kind, value)
                if target in seen or target == statement.id:
                    continue
                seen.add(target)
                start = statement.provenance.start + match.start()
                yield Link(
                    kind=LinkKind.REFERS_TO,
                    source=statement.id,
                    target=target,
                    method=rule.id,
                    provenance=locate(document, start, start + len(match.group())),
                )


def reference_label(link: Link) -> str:
    """Return the words by which a reference is shown.

    Example:
        >>> reference_label(Link(kind=LinkKind.REFERS_TO, source="s", target="t", method="m"))
        't'
    """
    return link.provenance.quote if link.provenance else link.target


def _kind(rule: Rule) -> str:
    """Return what kind of thing a rule finds: its value, else the last part of its group."""
    return (
        rule.value if rule.group == "link.reference" and rule.value else rule.group.split(".")[-1]
    )


def _value(match: re.Match[str]) -> str:
    """Return the number or name that a match holds."""
    groups = match.groupdict()
    for name in ("number", "value", "value2"):
        if groups.get(name):
            return str(groups[name])
    return match.group()


def _target(targets: Targets, document_id: str, kind: str, value: str) -> str:
    """Return the node that a reference means, a node of its own where none is there."""
    number = _diary(value) if kind == "diary" else _number(value)
    for scope in (document_id, ""):
        node = targets.nodes.get((scope, kind, number))
        if node is not None:
            return node
    shared = kind in {"diary", "statute", "report"}
    return reference_node(kind, number, "" if shared else document_id)


def _number(text: str) -> str:
    """Return a number in one spelling: "§ 14" and "14" alike, "E1-2" as "e1.2"."""
    match = _NUMBER.search(text)
    number = match.group().casefold() if match else text.casefold()
    return number.replace("-", ".") if number[:1].isalpha() else number.rstrip(".")


def _diary(text: str) -> str:
    """Return a diary number without blanks, in lower case."""
    return re.sub(r"[\s.:]+", "", text).casefold()
