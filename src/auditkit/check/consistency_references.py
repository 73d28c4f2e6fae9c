"""References to what does not exist.

A number is called missing only where it lies beyond the last of a series without gaps:
a heading that the reader missed then never makes a reference wrong.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from auditkit.check.consistency_numbering import DOTTED, LINE_NUMBER, find_paragraphs
from auditkit.check.consistency_view import (
    View,
    body_blocks,
    line_text,
    make_issue,
    quote_place,
    read_sentences,
)
from auditkit.model import Block, BlockKind, Issue, Provenance, Severity

Number = tuple[int, ...]

_MARK = re.compile(r"([A-ZÅÄÖ]{1,2})(\d{1,2}(?:[.-]\d{1,2})?)(?=[\s:.]|$)")
_MARK_IN_TEXT = re.compile(r"(?<![\w.,/:-])([A-ZÅÄÖ]{1,2})(\d{1,2}(?:[.-]\d{1,2})?)(?![\w/-])")
_SHORTEST_SERIES = 3
_FARTHEST = 5  # a mark further beyond its series is of another series
_LONGEST_TITLE = 200


def find_broken_references(view: View) -> Iterator[Issue]:
    """Yield references to sections, paragraphs, annexes, tables and goals that are not there."""
    yield from _check_sections(view)
    yield from _check_section_columns(view)
    yield from _check_chapters(view)
    yield from _check_paragraphs(view)
    yield from _check_annexes(view)
    yield from _check_tables(view)
    yield from _check_marks(view)


def _broken(message: str, quote: Provenance, *others: Provenance) -> Issue:
    return make_issue("broken_reference", Severity.MEDIUM, message, quote, *others)


def _elsewhere(view: View, text: str, start: int, end: int) -> bool:
    """Tell whether a reference is to another text, by what stands around it."""
    pack = view.pack
    return any(r.pattern.search(text[end:]) for r in pack.rules("consistency.elsewhere")) or any(
        r.pattern.search(text[:start]) for r in pack.rules("consistency.genitive")
    )


def is_beyond(number: Number, known: Collection[Number]) -> bool:
    """Tell whether a number lies beyond the last of its siblings, which have no gaps.

    Example:
        >>> known = {(1,), (2,), (2, 1), (2, 2), (3,)}
        >>> [is_beyond(n, known) for n in ((4,), (2, 3), (2, 2), (9, 1))]
        [True, True, False, True]
    """
    if number in known:
        return False
    parent = number[:-1]
    siblings = sorted(each[-1] for each in known if each[:-1] == parent)
    if not siblings:
        return len(parent) > 0 and parent not in known and is_beyond(parent, known)
    whole = siblings == list(range(siblings[0], siblings[-1] + 1)) and siblings[0] <= 1
    return whole and number[-1] > siblings[-1]


# --- sections ------------------------------------------------------------------------------


def _section_numbers(view: View, part: str) -> set[Number]:
    """Return the printed numbers of a part's headings, as its contents list them too."""
    structure = view.records.structure
    found = {
        _number(section.number)
        for section in structure.sections
        if section.part == part and section.number and DOTTED.fullmatch(section.number)
    }
    bounds = next((each for each in structure.parts if each.label == part), None)
    for block in view.document.blocks:
        if block.kind not in (BlockKind.HEADING, BlockKind.CONTENTS):
            continue
        if bounds is None or bounds.start <= block.start < bounds.end:
            match = DOTTED.match(line_text(view, block))
            if match:
                found.add(_number(match.group(1)))
    # "1.2" is proof of a section 1, whether or not its heading was seen.
    return {number[: depth + 1] for number in found for depth in range(len(number))}


def _number(text: str) -> Number:
    return tuple(int(each) for each in re.findall(r"\d+", text))


def _check_sections(view: View) -> Iterator[Issue]:
    numbers = {part: _section_numbers(view, part) for part in _part_labels(view)}
    printed = _line_numbers(view)
    for sentence in read_sentences(view):
        known = numbers.get(sentence.part, set())
        if sum(len(number) == 1 for number in known) < _SHORTEST_SERIES:
            continue
        text = sentence.provenance.quote
        for rule in view.pack.rules("consistency.section_reference"):
            for match in rule.pattern.finditer(text):
                number = _number(match["number"])
                if (
                    is_beyond(number, known)
                    and match["number"] not in printed
                    and not _elsewhere(view, text, match.start(), match.end())
                ):
                    yield _broken(
                        f"There is no section {match['number']}; "
                        f"the last beside it is {_last(number, known)}.",
                        sentence.provenance,
                    )


def _part_labels(view: View) -> list[str]:
    return [part.label for part in view.records.structure.parts]


def _last(number: Number, known: Collection[Number]) -> str:
    """Name the last number that exists at the level where a reference fails."""
    while number[:-1] and number[:-1] not in known:
        number = number[:-1]
    last = max(each for each in known if each[:-1] == number[:-1])
    return ".".join(map(str, last))


def _line_numbers(view: View) -> set[str]:
    """Return the numbers that begin a line: headings that were not seen as such, perhaps."""
    return {match.group(1) for match in LINE_NUMBER.finditer(view.document.text)}


def _check_section_columns(view: View) -> Iterator[Issue]:
    """Check the cells of a column of section numbers, where most of them exist."""
    known = _section_numbers(view, "main")
    for table in view.tables:
        for column, title in enumerate(table.header.cells if table.header else ()):
            if not any(
                r.pattern.match(title) for r in view.pack.rules("consistency.section_column")
            ):
                continue
            rows = [
                (row, _number(row.cells[column]))
                for row in table.rows
                if column < len(row.cells) and DOTTED.fullmatch(row.cells[column])
            ]
            wrong = [(row, number) for row, number in rows if is_beyond(number, known)]
            if len(wrong) * 3 <= len(rows):
                for row, number in wrong:
                    yield _broken(
                        f"There is no section {row.cells[column]}; "
                        f"the last beside it is {_last(number, known)}.",
                        quote_place(view, row.start, row.end),
                    )


# --- paragraphs ----------------------------------------------------------------------------


def _check_chapters(view: View) -> Iterator[Issue]:
    """Check "7 kap. 12 §" in a text that is itself divided so."""
    known = _chapter_paragraphs(view)
    if len(known) < _SHORTEST_SERIES:
        return
    for sentence in read_sentences(view):
        text = sentence.provenance.quote
        for rule in view.pack.rules("consistency.chapter_reference"):
            for match in rule.pattern.finditer(text):
                number = (int(match["chapter"]), int(match["number"]))
                beyond = number[:1] in known and is_beyond(number, known)
                if beyond and not _elsewhere(view, text, match.start(), match.end()):
                    yield _broken(
                        f"There is no {number[1]} § in chapter {number[0]}; "
                        f"the last is {_last(number, known).split('.')[-1]} §.",
                        sentence.provenance,
                    )


def _chapter_paragraphs(view: View) -> set[Number]:
    """Return the chapters of a text and the paragraphs that each of them holds."""
    known: set[Number] = set()
    chapter = 0
    for _, block in body_blocks(view):
        line = line_text(view, block)
        for rule in view.pack.rules("consistency.chapter_heading"):
            if match := rule.pattern.match(line):
                chapter = int(match["chapter"])
                known.add((chapter,))
        for rule in view.pack.rules("consistency.chapter_paragraph"):
            if chapter and (match := rule.pattern.match(line)):
                known.add((chapter, int(match["number"])))
    return known


def _check_paragraphs(view: View) -> Iterator[Issue]:
    """Check "under § 12" in minutes against their own last paragraph."""
    numbers = [number for number, _ in find_paragraphs(view)]
    if len(numbers) < _SHORTEST_SERIES:
        return
    for sentence in read_sentences(view):
        text = sentence.provenance.quote
        if any(r.pattern.search(text) for r in view.pack.rules("consistency.other_text")):
            continue
        for rule in view.pack.rules("consistency.paragraph_reference"):
            for match in rule.pattern.finditer(text):
                number = int(match["number"])
                inside = min(numbers) <= number <= max(numbers)
                if not inside and not _elsewhere(view, text, match.start(), match.end()):
                    yield _broken(
                        f"There is no § {number}; the minutes hold §§ "
                        f"{min(numbers)}-{max(numbers)}.",
                        sentence.provenance,
                    )


# --- annexes, tables, marks ----------------------------------------------------------------


def _check_annexes(view: View) -> Iterator[Issue]:
    announced = _announced_annexes(view)
    if not announced:
        return
    last = max(announced.values(), key=lambda block: block.start)
    numbers = {(int(key),) for key in announced if key.isdecimal()}
    letters = {(ord(key) - ord("a") + 1,) for key in announced if key.isalpha()}
    for sentence in read_sentences(view):
        text = sentence.provenance.quote
        for rule in view.pack.rules("consistency.annex_reference"):
            for match in rule.pattern.finditer(text):
                key = match["number"].lower()
                wanted = (int(key),) if key.isdecimal() else (ord(key) - ord("a") + 1,)
                known = numbers if key.isdecimal() else letters
                if (
                    is_beyond(wanted, known)
                    and match.start() > 0
                    and not _elsewhere(view, text, match.start(), match.end())
                ):
                    yield _broken(
                        f"There is no annex {key.upper()}; announced are "
                        f"{', '.join(sorted(announced)).upper()}.",
                        sentence.provenance,
                        quote_place(view, last.start, last.end),
                    )


def _announced_annexes(view: View) -> dict[str, Block]:
    """Return the annexes that a list, a heading or the contents name, by number or letter."""
    found: dict[str, Block] = {}
    in_list = False
    single: Block | None = None
    pack = view.pack
    for block in view.document.blocks:
        if block.kind is BlockKind.FURNITURE or block.hidden:
            continue
        line = line_text(view, block)
        if any(r.pattern.match(line) for r in pack.rules("consistency.annex_list")):
            in_list = True
            continue
        listed = DOTTED.match(line) if in_list else None
        in_list = listed is not None
        if listed:
            found.setdefault(listed.group(1), block)
        for rule in pack.rules("consistency.annex_announced"):
            match = rule.pattern.match(line)
            if match and len(line) < _LONGEST_TITLE:
                found.setdefault(match["number"].lower(), block)
        if any(r.pattern.match(line) for r in pack.rules("consistency.annex_single")):
            single = block
    if not found and single is not None:
        found["1"] = single
    return found


def _check_tables(view: View) -> Iterator[Issue]:
    """Check "tabell 4" against the numbered captions."""
    captions: dict[str, set[Number]] = {}
    for _, block in body_blocks(view):
        for rule in view.pack.rules("consistency.table_caption"):
            if match := rule.pattern.match(line_text(view, block)):
                captions.setdefault(match["kind"].lower(), set()).add((int(match["number"]),))
    for sentence in read_sentences(view):
        text = sentence.provenance.quote
        for rule in view.pack.rules("consistency.table_reference"):
            for match in rule.pattern.finditer(text):
                known = captions.get(match["kind"].lower(), set())
                number = (int(match["number"]),)
                if (
                    len(known) > 1
                    and is_beyond(number, known)
                    and not _elsewhere(view, text, match.start(), match.end())
                ):
                    yield _broken(f"There is no {match.group()}.", sentence.provenance)


def _check_marks(view: View) -> Iterator[Issue]:
    """Check marks such as E1.2 and P5 against the goals, measures and rows that carry them."""
    known = _defined_marks(view)
    for sentence in read_sentences(view):
        for match in _MARK_IN_TEXT.finditer(sentence.provenance.quote):
            prefix, number = match.group(1), _number(match.group(2))
            series = known.get(prefix, set())
            tops = sorted(each[0] for each in series)
            near = len(tops) >= _SHORTEST_SERIES and number[0] <= tops[-1] + _FARTHEST
            if near and tops[0] <= 1 and is_beyond(number, series):
                yield _broken(
                    f"There is no {match.group()}; the last is {prefix}{_last(number, series)}.",
                    sentence.provenance,
                )


def _defined_marks(view: View) -> Mapping[str, set[Number]]:
    found: dict[str, set[Number]] = {}
    for _, block in body_blocks(view):
        match = _MARK.match(line_text(view, block))
        if match:
            number = _number(match.group(2))
            series = found.setdefault(match.group(1), set())
            series |= {number[: depth + 1] for depth in range(len(number))}
    return found
