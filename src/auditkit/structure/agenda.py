"""The agenda of a meeting with its presenters, and when the next meeting is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditkit.lang import Pack
from auditkit.model import AgendaItem, BlockKind, Document, Person, Section
from auditkit.structure.dates import next_date
from auditkit.structure.names import find_name, full_names, is_name, parse_people
from auditkit.structure.outline import heading_key, matches, number_depth

_WITH_TEXT = 2  # an item with a heading and a line of text
_LONGEST_TITLE = 300
_LONGEST_LABEL = 30  # a numbered item this short is a title without a colon
_TITLE_END = re.compile(r"\n|(?<=[a-zåäö)])[.:]\s(?=[A-ZÅÄÖ])")
_SENTENCE = re.compile(r"(?<=[a-zåäö0-9])\.\s")
_GIVEN = re.compile(r"[A-ZÅÄÖ][a-zåäöé]+(?:\s[A-ZÅÄÖ][\wåäö-]+)*,\s\S")


def build_agenda(
    document: Document,
    sections: Sequence[Section],
    owners: Sequence[int | None],
    items: Sequence[int],
    pack: Pack,
    known: Sequence[Person] = (),
) -> tuple[AgendaItem, ...]:
    """Return the items of the agenda: number as printed, title, presenter.

    Args:
        document: The document as it was read.
        sections: Its sections.
        owners: For every block the index of its section.
        items: Indices of the sections that are items.
        pack: The language pack; ``agenda.presenter*`` finds who presents.
        known: Persons of the attendance lists, by whom short forms are understood.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.model import Role
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.txt", path="p.txt",
        ...     media_type="text/plain", text="", blocks=(), lines=())
        >>> section = Section(start=0, end=0, level=1, heading="Ekonomi – Eva Ek",
        ...                   role=Role.AGENDA_ITEM, number="§ 4")
        >>> build_agenda(document, [section], [], [0], load_pack("sv"))
        (AgendaItem(number='§ 4', title='Ekonomi', presenter='Eva Ek'),)
    """
    found: list[AgendaItem] = []
    above = ""
    for index in items:
        section = sections[index]
        number = section.number
        if number and number_depth(number):
            above = number
        elif number:
            number = re.sub(r"\W+$", "", above) + number.rstrip(")")
        title, presenter = split_presenter(section.heading, pack)
        if presenter is None:
            presenter = _presenter_below(document, owners, (index, section), pack, known)
        printed = re.sub(r"(?i)^(?:punkt|ärende|dagordningspunkt)\s+", "", number or "")
        found.append(AgendaItem(number=printed or None, title=title, presenter=presenter))
    return tuple(found) or _listed_agenda(document, pack)


def split_presenter(heading: str, pack: Pack) -> tuple[str, str | None]:
    """Return a heading's title without the presenter, and the presenter.

    Example:
        >>> from auditkit.lang import load_pack
        >>> split_presenter("Digitalt flöde – muntlig avstämning", load_pack("sv"))
        ('Digitalt flöde – muntlig avstämning', None)
    """
    heading = re.sub(r"\s+", " ", heading).strip().rstrip(":–- ").strip()
    for rule in pack.rules("agenda.presenter"):
        match = rule.pattern.search(heading)
        if match is None:
            continue
        given = match.group("presenter").strip()
        named = find_name(given, pack)
        is_role = matches(pack, "agenda.presenter_role", given)
        if not given or is_role or named and named.start() == 0 or _GIVEN.match(given):
            return heading[: match.start()].strip(), given or None
    for rule in pack.rules("agenda.presenter_title"):
        if match := rule.pattern.search(heading):
            return heading, match.group("presenter") or match.group("giver")
    return heading, None


def _presenter_below(
    document: Document,
    owners: Sequence[int | None],
    item: tuple[int, Section],
    pack: Pack,
    known: Sequence[Person],
) -> str | None:
    """Return who presents an item by the first lines below its heading.

    A name alone presents; where persons are elected or the item is a rest it does not.
    """
    index, section = item
    below = [block for block, owner in zip(document.blocks, owners, strict=True) if owner == index]
    key = heading_key(section.heading)
    if len(below) < _WITH_TEXT or matches(pack, "agenda.no_presenter", key):
        return None
    text = document.text[below[1].start : below[1].end].strip()
    if is_name(text, pack) and below[1].kind is not BlockKind.LIST_ITEM and len(below) > _WITH_TEXT:
        return text
    if section.number and not number_depth(section.number):
        return None  # the presenter of the item above tells of its parts
    found: list[str] = []
    for sentence in _SENTENCE.split(text):
        for rule in pack.rules("agenda.presenter_verb"):
            match = rule.pattern.match(sentence)
            named = find_name(match.group("presenter"), pack) if match else None
            if match and named and named.start() == 0:
                people = parse_people(match.group("presenter"), pack)
                found.extend(full_names([person.name for person in people], known))
    return ", ".join(dict.fromkeys(found)) or None


def _listed_agenda(document: Document, pack: Pack) -> tuple[AgendaItem, ...]:
    """Return the agenda of minutes without headings: the list that the document is."""
    entries = [
        AgendaItem(number=match.group("number"), title=match.group("title").strip())
        for block in document.blocks
        for rule in pack.rules("agenda.entry")
        for match in rule.pattern.finditer(document.text, block.start, block.end)
    ]
    if entries:
        return tuple(entries)
    return tuple(
        AgendaItem(number=None, title=title)
        for block in document.blocks
        if block.kind is BlockKind.LIST_ITEM and (block.level or 1) == 1
        if (title := _first_line(document.text[block.start : block.end], block.marker))
    )


def _first_line(text: str, marker: str | None) -> str | None:
    """Return a list item's title: its first line or sentence; of a numbered one, a label."""
    text = text.strip()
    line = _TITLE_END.split(text)[0][:_LONGEST_TITLE].strip()
    if not any(c.isalnum() for c in marker or ""):
        return line
    numbered = (marker or "")[0].isdecimal()
    label = text[len(line) :].startswith(":") or text.endswith(":")
    short = len(text) <= _LONGEST_LABEL
    return line.rstrip(".:") if numbered and (label or short) else None


def find_next_meeting(
    document: Document,
    sections: Sequence[Section],
    owners: Sequence[int | None],
    pack: Pack,
    held: str | None,
) -> str | None:
    """Return the ISO date of the next meeting, None where the text gives none.

    Args:
        document: The document as it was read.
        sections: Its sections.
        owners: For every block the index of its section.
        pack: The language pack.
        held: ISO date of this meeting, which gives the year where none is printed.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.model import Block
        >>> text = "Nästa möte hålls den 3 juni."
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.txt", path="p.txt",
        ...     media_type="text/plain", text=text, lines=(),
        ...     blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=28),))
        >>> find_next_meeting(document, [], [None], load_pack("sv"), "2024-05-02")
        '2024-06-03'
    """
    headed = [
        (rule.value, index)
        for index, section in enumerate(sections)
        for rule in pack.rules("next_meeting.heading")
        if rule.pattern.search(heading_key(section.heading))
    ]
    for kind in ("next", None):
        for value, index in headed:
            if kind == "next" and value != "next":
                continue
            texts = [sections[index].heading, *_texts_of(document, owners, index)]
            if found := next((d for t in texts if (d := _later(t, pack, held))), None):
                return found
        if kind == "next" and (found := _in_sentence(document, pack, held)):
            return found
    return None


def _texts_of(document: Document, owners: Sequence[int | None], index: int) -> list[str]:
    """Return the texts of a section's own blocks, its heading first."""
    return [
        document.text[block.start : block.end]
        for block, owner in zip(document.blocks, owners, strict=True)
        if owner == index
    ]


def _in_sentence(document: Document, pack: Pack, held: str | None) -> str | None:
    """Return the date that a sentence gives for the next meeting, the last one first."""
    for block in reversed(document.blocks):
        text = document.text[block.start : block.end]
        for rule in pack.rules("next_meeting.sentence"):
            if match := rule.pattern.search(text):
                sentence = _SENTENCE.split(text[match.start() :])[0]
                before = _SENTENCE.split(text[: match.start()])[-1]
                if found := _later(sentence, pack, held) or _later(before, pack, held):
                    return found
    return None


def _later(text: str, pack: Pack, held: str | None) -> str | None:
    """Return the first date of a text, if it is after the meeting itself."""
    found = next_date(text, pack, held)
    return found if found and (held is None or found > held) else None
