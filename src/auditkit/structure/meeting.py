"""The facts of a meeting, from its front page, its items and its signatures."""

from __future__ import annotations

from collections.abc import Sequence

from auditkit.lang import Pack
from auditkit.model import BlockKind, Document, Meeting, Person, Section
from auditkit.structure.agenda import build_agenda, find_next_meeting
from auditkit.structure.attendance import Attendance, read_attendance
from auditkit.structure.facts import PartFacts
from auditkit.structure.names import full_names, same_person
from auditkit.structure.officers import find_elected
from auditkit.structure.outline import heading_key, matches

_HEAD_BLOCKS = 12  # in these first blocks the body is looked for


def build_meeting(
    document: Document,
    sections: Sequence[Section],
    owners: Sequence[int | None],
    items: Sequence[int],
    pack: Pack,
    facts: PartFacts,
) -> Meeting:
    """Return the facts of a meeting.

    Args:
        document: The document as it was read.
        sections: Its sections.
        owners: For every block the index of its section.
        items: Indices of the sections that are items of the agenda.
        pack: The language pack.
        facts: Title and date of the minutes.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.model import Block
        >>> text = "Närvarande: Eva Ek (ordf.), Per Lund"
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.txt", path="p.txt",
        ...     media_type="text/plain", text=text, lines=(),
        ...     blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=36),))
        >>> meeting = build_meeting(document, [], [None], [], load_pack("sv"), PartFacts())
        >>> meeting.chair.name, len(meeting.present)
        ('Eva Ek', 2)
    """
    front_end, back_start = _edges(document, sections, items, pack)
    front = read_attendance(document, pack, 0, front_end)
    back = read_attendance(document, pack, back_start, len(document.blocks))
    present = front.of("present")
    known = (*present, *front.of("absent"), *front.of("others"))
    elected = find_elected(document, sections, owners, pack, known)
    if not present:
        present = tuple(Person(name=name) for name in elected.get("present", ()))
    chair = _officer("chair", front, back, elected, known, pack)
    together = matches(pack, "adjuster.with_chair", document.text)
    return Meeting(
        body=_body(document, pack, facts.title),
        chair=chair,
        secretary=_officer("secretary", front, back, elected, known, pack),
        adjusters=_adjusters((front, back), elected, known, pack, None if together else chair),
        present=present,
        absent=front.of("absent"),
        others=front.of("others"),
        agenda=build_agenda(document, sections, owners, items, pack, known),
        next_meeting=find_next_meeting(document, sections, owners, pack, facts.date),
    )


def _edges(
    document: Document, sections: Sequence[Section], items: Sequence[int], pack: Pack
) -> tuple[int, int]:
    """Return the block at which the front page ends, and that at which signatures begin."""
    starts = [block.start for block in document.blocks]
    count = len(document.blocks)
    front = starts.index(sections[items[0]].start) if items else count
    last = starts.index(sections[items[-1]].start) if items else count
    label = pack.rules("attendance.label")
    for index in range(last, count):
        block = document.blocks[index]
        text = document.text[block.start : block.end].strip()
        for rule in label:
            if rule.value in ("secretary", "adjusters") and rule.pattern.match(text):
                return front, index
    return front, count


def _officer(
    name: str,
    front: Attendance,
    back: Attendance,
    elected: dict[str, tuple[str, ...]],
    known: Sequence[Person],
    pack: Pack,
) -> Person | None:
    """Return the chair or secretary: labelled, by role, elected, or as signed."""
    labelled = front.of(name)
    by_role = [p for p in known if p.role and matches(pack, f"role.{name}", p.role)]
    chosen = [Person(name=n) for n in full_names(elected.get(name, ()), known)]
    signed = back.of(name)
    for candidates in (labelled, by_role, chosen, signed):
        if candidates:
            return _with_role(candidates[0], known)
    return None


def _with_role(person: Person, known: Sequence[Person]) -> Person:
    """Return a person with the role of the attendance list, where it has one."""
    listed = next((p for p in known if same_person(p.name, person.name)), None)
    return Person(name=person.name, role=(listed.role if listed else None) or person.role)


def _adjusters(
    lists: tuple[Attendance, Attendance],
    elected: dict[str, tuple[str, ...]],
    known: Sequence[Person],
    pack: Pack,
    chair: Person | None,
) -> tuple[Person, ...]:
    """Return the adjusters: those labelled, elected and signed, each once.

    A chair who signs below "Justeras" is one where nobody else was named as such.
    """
    front, back = lists
    by_role = [p.name for p in known if p.role and matches(pack, "role.adjuster", p.role)]
    named = [*(p.name for p in front.of("adjusters")), *by_role, *elected.get("adjusters", ())]
    signed = [
        p.name
        for p in back.of("adjusters")
        if not named or chair is None or not same_person(p.name, chair.name)
    ]
    kept: list[str] = []
    for name in full_names([*named, *signed], known):
        if not any(same_person(name, other) for other in kept):
            kept.append(name)
    return tuple(Person(name=name) for name in kept)


def _body(document: Document, pack: Pack, title: str | None) -> str | None:
    """Return the body that met: a line of its own, by the title, or the kind of meeting."""
    if own := _body_line(document, pack):
        return own
    for group in ("meeting.body_kind", "meeting.body"):
        for rule in pack.rules(group):
            if title and (match := rule.pattern.search(title)):
                return heading_key(match.group("body"))
    for rule in pack.rules("meeting.body_text"):
        if match := rule.pattern.search(document.text):
            return match.group("body")
    return None


def _body_line(document: Document, pack: Pack) -> str | None:
    """Return the body that a line of the head names."""
    for rule in pack.rules("meeting.body_line"):
        for block in document.blocks[:_HEAD_BLOCKS]:
            if block.hidden or block.kind is BlockKind.CONTENTS:
                continue
            for cell in document.text[block.start : block.end].split("\t"):
                if match := rule.pattern.match(cell.strip()):
                    return match.group("body").strip()
    return None
