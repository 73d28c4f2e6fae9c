"""Who was at a meeting: the labelled lists of the front page and of the signatures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from auditkit.lang import Pack
from auditkit.model import BlockKind, Document, Person
from auditkit.structure.names import find_name, parse_people

_ASIDE = (BlockKind.FURNITURE, BlockKind.CONTENTS, BlockKind.FOOTNOTE)
_ONE_PERSON = ("chair", "secretary")
_FRONT_PAGE_LABELS = 3  # so many labels inside the text make a front page run together
_MANY = 3  # so many names are no adjusters but those who decided
_SHORT = 80  # a line this short that begins with a name is an entry of a list
_LISTED = 0.35  # share of a longer line's letters that must stand in names


@dataclass(slots=True)
class Attendance:
    """The persons found, by field: present, absent, others, chair, secretary, adjusters."""

    people: dict[str, list[Person]] = field(default_factory=dict)

    def add(self, name: str, people: Iterable[Person]) -> None:
        """Add persons to a field, each once."""
        found = self.people.setdefault(name, [])
        found.extend(p for p in people if all(p.name != q.name for q in found))

    def of(self, name: str) -> tuple[Person, ...]:
        """Return the persons of a field."""
        return tuple(self.people.get(name, ()))


def read_attendance(document: Document, pack: Pack, first: int, last: int) -> Attendance:
    r"""Return the persons that the lists in the blocks ``first`` to ``last`` name.

    Args:
        document: The document as it was read.
        pack: The language pack; ``attendance.label`` names the fields.
        first: Index of the first block.
        last: Index after the last block.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.model import Block
        >>> text = "Närvarande: Eva Ek, Per Lund\nFrånvarande: Pia Holm"
        >>> blocks = (Block(kind=BlockKind.PARAGRAPH, start=0, end=28),
        ...           Block(kind=BlockKind.PARAGRAPH, start=29, end=50))
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.txt", path="p.txt",
        ...     media_type="text/plain", text=text, blocks=blocks, lines=())
        >>> found = read_attendance(document, load_pack("sv"), 0, 2)
        >>> [p.name for p in found.of("present")], [p.name for p in found.of("absent")]
        (['Eva Ek', 'Per Lund'], ['Pia Holm'])
    """
    rows = [_cells(document, index) for index in range(first, last)]
    rows = [row for row in rows if row]
    inside = {
        match.group()
        for row in rows
        for cell in row
        for match in pack.rules("attendance.front_page")[0].pattern.finditer(cell)
        if match.start() > 0
    }
    front_page = len(inside) >= _FRONT_PAGE_LABELS
    rows = [_split_labels(row, pack, front_page=front_page) for row in rows]
    reader = _Reader(pack=pack, front_page=front_page)
    for index, row in enumerate(rows):
        reader.read_row(row, rows[index + 1] if index + 1 < len(rows) else ())
    return reader.found


def _cells(document: Document, index: int) -> tuple[str, ...]:
    """Return the cells of a table row, or the text of another block as its only cell."""
    block = document.blocks[index]
    if block.hidden or block.kind in _ASIDE:
        return ()
    if block.kind is BlockKind.TABLE_ROW and block.cells:
        return tuple(document.text[c.start : c.end].strip() for c in block.cells)
    text = document.text[block.start : block.end].strip().replace("**", "")
    return tuple(cell.strip() for cell in text.split("\t")) if text else ()


def _split_labels(row: tuple[str, ...], pack: Pack, *, front_page: bool) -> tuple[str, ...]:
    """Split a row where labels stand inside its text: on a front page, or before a colon."""
    pattern = pack.rules("attendance.front_page")[0].pattern
    pieces: list[str] = []
    for cell in row:
        starts = [
            match.start()
            for match in pattern.finditer(cell)
            if match.start() > 0 and (front_page or cell[match.end() : match.end() + 1] == ":")
        ]
        edges = [0, *starts, len(cell)]
        pieces.extend(cell[a:b].strip() for a, b in zip(edges, edges[1:], strict=False))
    return tuple(piece for piece in pieces if piece)


@dataclass(slots=True)
class _Reader:
    """Goes through the rows and keeps which field the next names belong to."""

    pack: Pack
    front_page: bool
    found: Attendance = field(default_factory=Attendance)
    current: str | None = None
    waiting: str | None = None  # a label that had no names yet
    columns: tuple[str | None, ...] = ()
    substitutes_named: bool = False  # "tjänstgörande ersättare" stood before
    last_name: Person | None = None

    def read_row(self, row: tuple[str, ...], following: Sequence[str]) -> None:
        """Take one row of cells."""
        labels = [self._label(cell) for cell in row]
        filled = [label for cell, label in zip(row, labels, strict=True) if cell]
        if not self.front_page and len(filled) > 1 and all(x and not x[1] for x in filled):
            self.columns = tuple(label[0] if label else None for label in labels)
            self.current = None
            return
        if self.columns and len(row) == len(self.columns) and not any(labels):
            for column, cell in zip(self.columns, row, strict=True):
                self._take(column, cell)
            return
        self.columns = ()
        if len(row) > 1 and not self.front_page:
            row = self._joined(row, labels)
        for cell in row:
            self._read_cell(cell, following)

    def _joined(
        self, row: tuple[str, ...], labels: Sequence[tuple[str, str] | None]
    ) -> tuple[str, ...]:
        """Join a label with the cells after it, and a name with the cells of its role."""
        if labels[0] and not any(labels[1:]):
            return (": ".join((row[0].rstrip(":"), ", ".join(c for c in row[1:] if c))),)
        if any(labels):
            return row
        return (", ".join(cell for cell in row if cell),)

    def _label(self, cell: str) -> tuple[str, str] | None:
        """Return the field that a cell's label names, and the text after the label."""
        for rule in self.pack.rules("attendance.label"):
            if match := rule.pattern.match(cell):
                rest = cell[match.end() :].strip(" :\t")
                return self._value(rule.value or "", match.group()), rest
        return None

    def _value(self, value: str, label: str) -> str:
        """Return a label's field; substitutes do not decide where others do so."""
        substitutes = re.search(r"(?i)ersättare|suppleanter", label)
        if substitutes and re.search(r"(?i)tjänstgörande|beslutande", label):
            self.substitutes_named = True
        elif substitutes and value == "present" and self.substitutes_named:
            return "others"
        return value

    def _read_cell(self, cell: str, following: Sequence[str]) -> None:
        """Take one cell: a label, a label with names, or names of the current field."""
        label = self._label(cell)
        if label is None:
            self._take(self.current, cell)
            return
        value, rest = label
        if value == "chair" and not rest and self._name_before(following):
            return
        if rest and value != "stop":
            listed = len(parse_people(rest, self.pack)) >= _MANY
            if self.front_page and self.waiting == "present" and listed:
                value = self.waiting  # columns: the labels first, then the names
            self.current = value
            self._take(value, rest, labelled=True)
            self.waiting = None
        elif rest and self.waiting and find_name(rest, self.pack):
            self._take(self.waiting, rest, labelled=True)
            self.waiting = None
        elif self.front_page and self.waiting and not rest:
            return  # two labels of two columns: the names below belong to the first
        else:
            self.current = None if value == "stop" else value
            self.waiting = self.current

    def _name_before(self, following: Sequence[str]) -> bool:
        """Take "Ordförande" below a name as that person's role, where no name follows."""
        if self.front_page or self.last_name is None:
            return False
        if following and find_name(following[0], self.pack):
            return False
        self.found.add("chair", [self.last_name])
        adjusters = self.found.people.get("adjusters", [])
        if len(adjusters) > 1 and self.last_name in adjusters:
            adjusters.remove(self.last_name)
        return True

    def _take(self, name: str | None, text: str, *, labelled: bool = False) -> None:
        """Add the persons of a text to a field, if the text is a list of persons."""
        match = find_name(text, self.pack)
        if match is None:
            return
        if name is None:
            if match.group() == text.strip():
                self.last_name = Person(name=match.group())
            return
        if not labelled and not self.front_page and not self._is_entry(text, match):
            self.current = None
            return
        marks = self.pack.rules("attendance.mark")
        people = parse_people(marks[1].pattern.sub("", text), self.pack)
        if people:
            self.last_name = people[-1]
        if name in _ONE_PERSON:
            if len(people) > 1 and self.waiting == "others":
                self.found.add("others", people)  # "Övriga deltagande: Sekreterare Eva Ek, ..."
            people = people[:1]
            self.current = None
        self.waiting = None
        away = [p for p in people if p.role and marks[0].pattern.search(p.role)]
        self.found.add("absent", away)
        self.found.add(name, [p for p in people if p not in away])

    def _is_entry(self, text: str, match: re.Match[str]) -> bool:
        """Tell whether a line without a label lists persons and is no sentence about them."""
        if match.start() > 0 and not text[: match.start()].rstrip().endswith(":"):
            return False
        if len(text) <= _SHORT and not text.endswith("."):
            return True
        if text[match.end() :].lstrip()[:1] in (",", ";", "(") and not text.endswith("."):
            return True
        named = sum(len(person.name) for person in parse_people(text, self.pack))
        return named >= _LISTED * len(text)
