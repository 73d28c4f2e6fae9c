"""Who a meeting elected: its chair, secretary and adjusters, and its roll."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditkit.lang import Pack
from auditkit.model import BlockKind, Document, Person, Section
from auditkit.structure.names import find_name, is_name, parse_people, same_person
from auditkit.structure.outline import heading_key

_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.HEADING)
_FIELDS = ("chair", "secretary", "adjusters")
_LONGEST = 20_000  # characters of one block that are searched
_ALONE = 90  # characters of a line below "Val av justerare" that is nothing but names
_FIRST_NAME = re.compile(r"\b[A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäö]+)?(?:\s[A-ZÅÄÖ]\b)?")


def find_elected(
    document: Document,
    sections: Sequence[Section],
    owners: Sequence[int | None],
    pack: Pack,
    known: Sequence[Person],
) -> dict[str, tuple[str, ...]]:
    """Return the names that the text elects, by field: chair, secretary, adjusters, present.

    Args:
        document: The document as it was read.
        sections: Its sections.
        owners: For every block the index of its section.
        pack: The language pack; ``elected.*`` and ``election.heading`` say how.
        known: Persons of the attendance lists, by whom first names are understood.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.model import Block
        >>> text = "Till mötesordförande valdes Eva Ek."
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.txt", path="p.txt",
        ...     media_type="text/plain", text=text, lines=(),
        ...     blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=35),))
        >>> find_elected(document, [], [None], load_pack("sv"), [])["chair"]
        ('Eva Ek',)
    """
    found: dict[str, list[str]] = {}
    for index, block in enumerate(document.blocks):
        if block.hidden or block.kind not in _TEXT:
            continue
        text = document.text[block.start : min(block.end, block.start + _LONGEST)]
        owner = owners[index]
        below = _election(sections[owner].heading, pack) if owner is not None else None
        if below and owner is not None and sections[owner].start != block.start:
            _add(found, below, _listed_names(text, pack))
        for name in _FIELDS:
            if name == "adjusters" or name not in found:
                _add(found, name, _elected_names(text, name, pack, known))
                _add(found, name, _labelled_names(text, name, pack))
    for name in _FIELDS:
        if name not in found:
            _add(found, name, _named_beside(document, name, pack, known))
    return {name: tuple(names) for name, names in found.items()}


def _add(found: dict[str, list[str]], name: str, names: Sequence[str]) -> None:
    """Add names to a field; chair and secretary keep the first."""
    if names:
        kept = found.setdefault(name, [])
        kept.extend(n for n in names if n not in kept)
        if name in ("chair", "secretary"):
            del kept[1:]


def _election(heading: str, pack: Pack) -> str | None:
    """Return the field that a heading like "Val av justerare" elects."""
    key = heading_key(heading)
    for rule in pack.rules("election.heading"):
        if rule.pattern.search(key):
            return rule.value
    return None


def _listed_names(text: str, pack: Pack) -> tuple[str, ...]:
    """Return the names of a line that is nothing but names."""
    people = parse_people(text, pack) if len(text) <= _ALONE else ()
    named = sum(len(person.name) for person in people)
    bare = re.sub(r"\s(?:och|samt)\s|[,.;]", "", text).strip()
    return tuple(p.name for p in people) if named >= len(bare) - 2 * len(people) else ()


def _elected_names(text: str, name: str, pack: Pack, known: Sequence[Person]) -> tuple[str, ...]:
    """Return the names that a text's sentences elect to a field."""
    found: list[str] = []
    for rule in pack.rules(f"elected.{name}"):
        for match in rule.pattern.finditer(text):
            words = match.group("names")
            if match.start("names") == match.start():
                if words.rstrip().endswith((",", " och", " samt")):
                    continue  # "valdes Eva, till sekreterare Per": the name stands after
                words = re.split(r"\b(?:till|som|åt)\b", words)[-1]
            names = _names_in(words, pack, known)
            if names and name != "adjusters":
                before = match.start("names") == match.start()
                return names[-1:] if before else names[:1]
            found.extend(names)
    return tuple(dict.fromkeys(found))


def _labelled_names(text: str, name: str, pack: Pack) -> tuple[str, ...]:
    """Return the names after a label inside the text: "Mötessekreterare: Eva Ek"."""
    for rule in pack.rules("attendance.label"):
        match = rule.pattern.match(text) if rule.value == name else None
        if match and text[match.end() :].lstrip().startswith(":"):
            return tuple(p.name for p in parse_people(text[match.end() :], pack))
    return ()


def _named_beside(
    document: Document, name: str, pack: Pack, known: Sequence[Person]
) -> tuple[str, ...]:
    """Return whom the text first names beside the word: "Ordförande Eva Ek öppnade"."""
    for block in document.blocks:
        if block.hidden or block.kind not in _TEXT:
            continue
        for rule in pack.rules(f"beside.{name}"):
            match = rule.pattern.search(document.text, block.start, block.end)
            names = _names_in(match.group("names"), pack, known) if match else ()
            if names:
                return names[:1]
    return ()


def _names_in(text: str, pack: Pack, known: Sequence[Person]) -> tuple[str, ...]:
    """Return the full names in a text, and the first names of persons known."""
    found: list[tuple[int, str]] = []
    rest, offset = text, 0
    while match := find_name(rest, pack):
        found.append((offset + match.start(), match.group()))
        offset += match.end()
        rest = text[offset:]
    taken = " ".join(name for _, name in found)
    for short in _FIRST_NAME.finditer(text):
        fuller = {p.name for p in known if same_person(short.group(), p.name)}
        if len(fuller) == 1 and short.group() not in taken:
            found.append((short.start(), fuller.pop()))
    return tuple(name for _, name in sorted(found) if is_name(name, pack))
