"""People of a meeting who act without being there, and what the law asks of minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from auditkit.check.consistency_view import (
    View,
    body_blocks,
    line_text,
    make_issue,
    quote_place,
    read_sentences,
)
from auditkit.model import Issue, Meeting, Person, Provenance, Role, Severity

_FEWEST_PRESENT = 3  # below that the list of attendance was hardly read
_LONGEST = 300  # characters of a sentence that is one
_FULL_NAME = re.compile(r"[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w.-]*)+")
_NAME = re.compile(r"[^\W\d_]+")


def find_absent_actors(view: View) -> Iterator[Issue]:
    """Yield adjusters and presenters who are not among those at the meeting."""
    meeting = view.records.structure.facts.meeting
    if meeting is None or len(meeting.present) < _FEWEST_PRESENT:
        return
    yield from _check_adjusters(view, meeting)
    yield from _check_presenters(view, meeting)
    yield from _check_repeated(view, meeting)
    yield from _check_both(view, meeting)


def same_person(left: str, right: str) -> bool:
    """Tell whether two printed names may be one person: surname and the first name's initial.

    Example:
        >>> same_person("Göran Åslund", "Göran Å"), same_person("Eva Ek", "Eva Alm")
        (True, False)
        >>> same_person("Ek, Eva", "Eva Ek")
        True
    """
    first, second = _name_words(left), _name_words(right)
    if not first or not second:
        return False
    if set(first) <= set(second) or set(second) <= set(first):
        return True
    return first[0][0] == second[0][0] and (
        first[-1] == second[-1]
        or (first[0] == second[0] and first[-1].startswith(second[-1]))
        or (first[0] == second[0] and second[-1].startswith(first[-1]))
    )


def _name_words(name: str) -> list[str]:
    return [word.lower() for word in _NAME.findall(name)]


def _is_among(name: str, people: Iterable[Person | None]) -> bool:
    return any(person is not None and same_person(name, person.name) for person in people)


def _listed(view: View, name: str) -> bool:
    """Tell whether a name stands among the lines before the first item of the agenda.

    That is where attendance is listed, in whatever form; a name there is taken as present
    unless the facts of the meeting say that it is absent.
    """
    sections = view.records.structure.sections
    first = next((s.start for s in sections if s.role is Role.AGENDA_ITEM), None)
    return first is not None and name in view.document.text[:first]


def _check_adjusters(view: View, meeting: Meeting) -> Iterator[Issue]:
    there = (*meeting.present, *meeting.others, meeting.chair, meeting.secretary)
    for adjuster in meeting.adjusters:
        absent = _is_among(adjuster.name, meeting.absent)
        if not absent and (_is_among(adjuster.name, there) or _named_elsewhere(view, adjuster)):
            continue
        quotes = [*_adjusting_quotes(view, adjuster.name), *_attendance_quotes(view, adjuster.name)]
        if quotes:
            where = "is listed as absent" if absent else "is not among those listed as present"
            yield make_issue(
                "adjuster_absent",
                Severity.HIGH,
                f"{adjuster.name}, who is to adjust the minutes, {where}.",
                *quotes,
            )


def _named_elsewhere(view: View, person: Person) -> bool:
    """Tell whether the text names a person other than as the one who adjusts.

    Somebody who speaks, or whose name stands in a list that was not read as attendance, was
    there as far as a reader can tell.
    """
    surname = _NAME.findall(person.name)[-1]
    signatures = [s.start for s in view.records.structure.sections if s.role is Role.SIGNATURES]
    end = signatures[-1] if signatures else len(view.document.text)
    for sentence in read_sentences(view):
        quote = sentence.provenance
        adjusting = any(
            r.pattern.search(quote.quote) for r in view.pack.rules("consistency.adjusting")
        )
        times = quote.quote.count(surname) if quote.start < end else 0
        # Cells run together say nothing of which name belongs to which label.
        if times > (1 if adjusting else 0) or (times and len(quote.quote) > _LONGEST):
            return True
    return False


def _adjusting_quotes(view: View, name: str) -> list[Provenance]:
    """Return the places that tie a name to adjusting: sentences, else lines of the name."""
    surname = _NAME.findall(name)[-1].lower()
    found: list[Provenance] = []
    for sentence in read_sentences(view):
        text = sentence.provenance.quote
        named = surname in text.lower()
        if named and any(r.pattern.search(text) for r in view.pack.rules("consistency.adjusting")):
            found.append(sentence.provenance)
    for _, block in body_blocks(view):
        line = line_text(view, block)
        if surname in line.lower() and any(
            r.pattern.match(line) for r in view.pack.rules("consistency.adjusting")
        ):
            found.append(quote_place(view, block.start, block.end))
    return list(dict.fromkeys(found))


def _attendance_quotes(view: View, name: str) -> list[Provenance]:
    """Return the line that lists a name as absent: its own, or the one of the label."""
    surname = _NAME.findall(name)[-1].lower()
    in_list = False
    for _, block in body_blocks(view):
        line = line_text(view, block)
        if any(r.pattern.match(line) for r in view.pack.rules("consistency.attendance")):
            in_list = any(r.pattern.match(line) for r in view.pack.rules("consistency.absent"))
        if in_list and surname in line.lower():
            return [quote_place(view, block.start, block.end)]
    return []


def _check_presenters(view: View, meeting: Meeting) -> Iterator[Issue]:
    """Check who presents an item, by the agenda and by sentences with a full name."""
    there = (
        *meeting.present,
        *meeting.others,
        *meeting.adjusters,
        meeting.chair,
        meeting.secretary,
    )
    seen: set[str] = set()
    for name, quote in [*_agenda_presenters(view, meeting), *_spoken_presenters(view)]:
        if name in seen or _is_among(name, there) or not _FULL_NAME.fullmatch(name):
            continue
        seen.add(name)
        absent = _is_among(name, meeting.absent)
        if not absent and _listed(view, name):
            continue
        where = "is listed as absent" if absent else "is not among those listed as present"
        yield make_issue(
            "absent_presenter",
            Severity.MEDIUM,
            f"{name} presents an item but {where}.",
            quote,
            *(_attendance_quotes(view, name) if absent else []),
        )


def _agenda_presenters(view: View, meeting: Meeting) -> Iterator[tuple[str, Provenance]]:
    text = view.document.text
    for item in meeting.agenda:
        if item.presenter is None:
            continue
        after = max(text.find(item.title), 0)
        start = text.find(item.presenter, after)
        if start >= 0:
            # Presenters stand below one another; only the name is sure to be one person's.
            yield item.presenter, quote_place(view, start, start + len(item.presenter))


def _spoken_presenters(view: View) -> Iterator[tuple[str, Provenance]]:
    """Yield names from sentences and from labels below a heading of the agenda."""
    begun = False
    structure = view.records.structure
    first = structure.sections[1].start if len(structure.sections) > 1 else 0
    for _, block in body_blocks(view):
        begun = begun or block.start >= first
        line = line_text(view, block)
        for rule in view.pack.rules("consistency.presenter"):
            match = rule.pattern.match(line) if begun else None
            if match:
                yield match["name"], quote_place(view, block.start, block.end)
    for sentence in read_sentences(view):
        for rule in view.pack.rules("consistency.presenter"):
            if match := rule.pattern.match(sentence.provenance.quote):
                yield match["name"], sentence.provenance


def _check_repeated(view: View, meeting: Meeting) -> Iterator[Issue]:
    """Yield people who are listed twice as present, once perhaps misspelt."""
    people = meeting.present
    for index, person in enumerate(people):
        for other in people[:index]:
            same = person.name == other.name
            if not same and (person.role != other.role or not _misspelt(person.name, other.name)):
                continue
            text = view.document.text
            first = text.find(other.name)
            second = text.find(person.name, first + 1)
            if 0 <= first < second:
                yield make_issue(
                    "duplicate",
                    Severity.LOW,
                    f"{person.name} is listed twice as present.",
                    quote_place(view, first, first + len(other.name)),
                    quote_place(view, second, second + len(person.name)),
                )


def _check_both(view: View, meeting: Meeting) -> Iterator[Issue]:
    """Yield people who are listed both as present and as absent."""
    absent = {person.name for person in meeting.absent}
    text = view.document.text
    for person in meeting.present:
        first = text.find(person.name)
        second = text.find(person.name, first + 1)
        if person.name in absent and 0 <= first < second:
            yield make_issue(
                "contradiction",
                Severity.MEDIUM,
                f"{person.name} is listed both as present and as absent.",
                quote_place(view, first, first + len(person.name)),
                quote_place(view, second, second + len(person.name)),
            )


def _misspelt(left: str, right: str) -> bool:
    """Tell whether two full names have one first name and surnames one letter apart.

    Example:
        >>> _misspelt("Lars Nilsson", "Lars Nillsson"), _misspelt("Lars Ek", "Lars Al")
        (True, False)
    """
    first, *rest = left.lower().split()
    other, *names = right.lower().split()
    if first != other or not rest or not names:
        return False
    short, long = sorted((" ".join(rest), " ".join(names)), key=len)
    if len(long) - len(short) != 1 or len(short) < 4:
        return False
    return any(long[:cut] + long[cut + 1 :] == short for cut in range(len(long)))
