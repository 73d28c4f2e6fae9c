"""Which lines are headings, from their numbers, type, blank lines and words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from auditkit.lang import Pack
from auditkit.read.markers import Marker, find_marker
from auditkit.read.rows import Row
from auditkit.read.widths import is_full

Found = tuple[Marker | None, int | None, bool]  # number, level, whether a second line

_TERMINAL = re.compile(r"[.,;:!…\-]$")
_UPPER = re.compile(r"[\"”(]?[A-ZÅÄÖÉ0-9]")
_WORD = re.compile(r"[^\W\d_]+")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_LONGEST = 160
_LONGEST_UNNUMBERED = 90
_SHORT_LINE = 40
_STYLED = 4  # titles in a type of their own that tell how a document sets its headings
_SHORT_TITLE = 6  # words


class Headings:
    """The headings among the rows of a document."""

    def __init__(
        self,
        rows: Sequence[Row],
        contents: Collection[int],
        tables: Mapping[int, object],
        pack: Pack,
    ) -> None:
        self._rows = rows
        self._contents, self._tables = contents, tables
        self._verbs = frozenset(pack.words("finite_verbs"))
        self._questions = frozenset(pack.words("question_words"))
        self._title_verbs = frozenset(pack.words("title_verbs"))
        self._title_ends = tuple(pack.words("title_ends"))
        self._verb_rules = pack.rules("read.finite_verb")
        self._no_headings = pack.rules("read.no_heading")
        self._heading_words = pack.rules("read.heading_word")
        self._contents_titles = pack.rules("read.contents_title")
        self._cache: dict[int, Found | None] = {}
        self._saying: bool | None = None
        self._styled: bool | None = None

    def at(self, index: int) -> Found | None:
        """Return number and level if the row is a heading, else None."""
        if index not in self._cache:
            self._cache[index] = self._find(index)
        return self._cache[index]

    def _taken(self, index: int) -> bool:
        """Tell whether a row is an entry of a table of contents or a row of a table."""
        return index in self._contents or index in self._tables

    def _find(self, index: int) -> Found | None:
        row = self._rows[index]
        if hashes := _HASHES.match(row.text):
            return Marker(kind="hash", text="", end=hashes.end()), len(hashes[1]), False
        if any(rule.pattern.match(row.text[:_LONGEST]) for rule in self._contents_titles):
            return None, 1, False
        above = self._cache.get(index - 1) if index else None
        if above is not None and not row.blank and self._is_second_line(index):
            return None, above[1], True
        marker = find_marker(row.text)
        found = (
            self._unnumbered(index, row) if marker is None else self._numbered(index, row, marker)
        )
        return found or self._outlined(index, row, marker) or self._tagged(index, row, marker)

    def _outlined(self, index: int, row: Row, marker: Marker | None) -> Found | None:
        """Return a line of its own that the document's outline names as a title on its page."""
        if row.outline is None or self._taken(index) or len(row.text) > _LONGEST:
            return None
        alone = row.blank > 0 or row.page_break or self._stands_out(row)
        if not alone or not self._isolated_below(index):
            return None
        if marker is None or marker.kind in ("bullet", "code"):
            return None, row.outline, False
        return marker, marker.depth if marker.kind == "deep" else row.outline, False

    def _tagged(self, index: int, row: Row, marker: Marker | None) -> Found | None:
        """Return a line that the document tags as a heading, if it reads like one.

        The tag is on the very line, so that it need not stand alone; but whole paragraphs
        are tagged as headings for their looks, and those stay text.
        """
        if row.tagged is None or self._taken(index) or not self._is_short_title(row):
            return None
        if self._says(row.text[marker.end :] if marker else row.text):
            return None
        if marker is None or marker.kind in ("bullet", "code"):
            return None, row.tagged, False
        return marker, marker.depth if marker.kind == "deep" else row.tagged, False

    def _is_two_lines(self, index: int) -> bool:
        """Tell whether a short line and the one below it make one title on their own."""
        row, below = self._rows[index], self._rows[index + 1]
        short = len(row.text) <= 50 and len(below.text) <= 50
        return short and self._isolated_below(index + 1) and not _TERMINAL.search(below.text)

    def _is_second_line(self, index: int) -> bool:
        """Tell whether a line goes on with the heading above it."""
        above, row = self._rows[index - 1], self._rows[index]
        if row.text[0].islower() and self._is_two_lines(index - 1):
            return not self._taken(index)
        if self._taken(index) or find_marker(row.text) or abs(above.size - row.size) > 0.05:
            return False
        if above.bold != row.bold:
            return False
        if above.size > 1.15 or (row.bold and row.text[0].islower()):
            return True
        torn = above.text.endswith("-") or is_full(above, row)
        return torn and len(above.text) + len(row.text) < _LONGEST and self._isolated_below(index)

    def _isolated_below(self, index: int) -> bool:
        return index + 1 >= len(self._rows) or bool(self._rows[index + 1].blank)

    def _numbered(self, index: int, row: Row, marker: Marker) -> Found | None:
        title = row.text[marker.end :]
        if marker.kind in ("bullet", "letter", "code"):
            return None
        if row.blank and not self._goes_on_small(index):  # "6. Information från chefen –"
            title = title.rstrip("-–—: ")
        if not self._is_title(self._untorn(index, title), _LONGEST):
            return None
        if self._is_wrapped(index):
            return None
        if self._stands_out(row):
            title += self._rest_of_title(index)
            if title.endswith(".") and not title.endswith(self._title_ends):
                return None
        says = self._says(title) and not (self._stands_out(row) and len(title) < _LONGEST)
        if marker.kind == "section":
            plain = marker.is_paragraph and not self._stands_out(row)
            says = says or (plain and self._sections_say())
            return None if says else (marker, 1, False)
        if marker.kind == "deep":
            return (marker, marker.depth, False) if not says else None
        if not self._stands_out(row) and (
            self._is_styled(row) or self._has_neighbour(index, marker)
        ):
            return None
        alone = row.blank or index == 0 or self._isolated_below(index) or self._stands_out(row)
        alone = alone or self._parts_follow(index, marker)
        return (marker, 1, False) if alone and not says else None

    def _goes_on_small(self, index: int) -> bool:
        """Tell whether the next line begins in lower case."""
        return index + 1 < len(self._rows) and self._rows[index + 1].text[0].islower()

    def _parts_follow(self, index: int, marker: Marker) -> bool:
        """Tell whether the next line is the first part: "1. Formalia", "1.1 Syfte"."""
        if index + 1 >= len(self._rows):
            return False
        below = find_marker(self._rows[index + 1].text)
        number = str(marker.number)
        return below is not None and below.kind == "deep" and below.text.startswith(f"{number}.")

    def _rest_of_title(self, index: int) -> str:
        """Return the lines in the same type that follow a title's first line at once."""
        row, rest = self._rows[index], ""
        for below in self._rows[index + 1 : index + 4]:
            if below.blank or below.bold != row.bold or abs(below.size - row.size) > 0.05:
                break
            rest += f" {below.text}"
        return rest

    def _sections_say(self) -> bool:
        """Tell whether most §§ of the document number sentences, not titles."""
        if self._saying is None:
            titles = sentences = 0
            for row in self._rows:
                marker = find_marker(row.text)
                if marker is not None and marker.is_paragraph:
                    title = row.text[marker.end :]
                    says = self._says(title) or not self._is_title(title, _LONGEST)
                    sentences, titles = sentences + says, titles + (not says)
            self._saying = sentences > titles
        return self._saying

    def _is_wrapped(self, index: int) -> bool:
        """Tell whether the line runs on in the next one, as a numbered paragraph does."""
        if index + 1 >= len(self._rows):
            return False
        row, below = self._rows[index], self._rows[index + 1]
        if self._runs_into_text(index):
            return True
        if self._stands_out(row):
            rest = self._rest_of_title(index)
            return rest.endswith(".") or len(row.text) + len(rest) > _LONGEST
        if below.blank:
            return False
        return below.text[0].islower() or (is_full(row, below) and below.indent > row.indent)

    def _runs_into_text(self, index: int) -> bool:
        """Tell whether a bold line goes on in the next in plain type: stressed words."""
        row, below = self._rows[index], self._rows[index + 1]
        same = not below.blank and abs(below.size - row.size) < 0.05
        return same and row.bold and not below.bold and below.text[0].islower()

    def _has_neighbour(self, index: int, marker: Marker) -> bool:
        """Tell whether a line nearby carries the next or previous number: a list."""
        for other, step in ((index + 1, 1), (index - 1, -1)):
            if not 0 <= other < len(self._rows) or self._taken(other):
                continue
            found = find_marker(self._rows[other].text)
            if found is None or found.kind != marker.kind:
                continue
            if found.number == (marker.number or 0) + step:
                return True
        return False

    def _untorn(self, index: int, title: str) -> str:
        """Return a title without the sign at its end if it goes on in the next line."""
        if title[-1:] not in "-.," or not self._stands_out(self._rows[index]):
            return title
        rest = self._rest_of_title(index)
        return title if not rest or rest.endswith(".") else title[:-1]

    def _is_styled(self, row: Row) -> bool:
        """Tell whether a row is of a document whose headings stand out by their type.

        Then a short line in the type of the body is none: a name, a label, a list's item.
        """
        if self._styled is None:
            titles = sum(
                other.typeset
                and self._stands_out(other)
                and not self._taken(index)
                and self._is_short_title(other)
                for index, other in enumerate(self._rows)
            )
            self._styled = titles >= _STYLED
        return self._styled and row.typeset

    def _is_short_title(self, row: Row) -> bool:
        marker = find_marker(row.text)
        return self._is_title(row.text[marker.end :] if marker else row.text, _LONGEST_UNNUMBERED)

    def _stands_out(self, row: Row) -> bool:
        return row.bold or row.size > 1.08

    def _is_title(self, text: str, longest: int) -> bool:
        """Tell whether a text has the shape of a title."""
        if not 2 <= len(text) <= longest or not _UPPER.match(text):
            return False
        if _TERMINAL.search(text) and not text.endswith(self._title_ends):
            return False
        return len(_WORD.findall(text)) >= 1

    def _says(self, text: str) -> bool:
        """Tell whether a text holds a finite verb, as a sentence does and a title seldom."""
        text = text[:_LONGEST]
        first = _WORD.match(text)
        if text.endswith("?") or (first and first.group().casefold() in self._questions):
            return False
        words = text.split()
        if len(words) <= _SHORT_TITLE and words[-1].casefold() in self._title_verbs:
            return False
        if any(word.casefold() in self._verbs for word in _WORD.findall(text)):
            return True
        return any(rule.pattern.search(text) for rule in self._verb_rules)

    def _unnumbered(self, index: int, row: Row) -> Found | None:
        if any(rule.pattern.match(row.text[:_LONGEST]) for rule in self._heading_words):
            return (None, None, False) if self._is_title(row.text, _LONGEST) else None
        if not self._is_title(self._untorn(index, row.text), _LONGEST_UNNUMBERED):
            return None
        if row.size > 1.15:
            return None if self._ends_as_sentence(index) else (None, None, False)
        if self._says(row.text) or row.text[0].isdigit():
            return None
        if any(rule.pattern.search(row.text) for rule in self._no_headings):
            return None
        above_free = row.blank > 0 or index == 0 or self._cache.get(index - 1) is not None
        if self._stands_out(row):
            if self._ends_as_sentence(index):
                return None
            if index + 1 < len(self._rows) and self._runs_into_text(index):
                return None
            return (None, None, False) if above_free or self._isolated_below(index) else None
        if not above_free or len(row.text.split()) > 10 or self._is_styled(row):
            return None
        return (None, None, False) if self._leads(index) else None

    def _ends_as_sentence(self, index: int) -> bool:
        """Tell whether the lines in the same type that follow at once end with a full stop."""
        return self._rest_of_title(index).endswith((".", ";", ","))

    def _leads(self, index: int) -> bool:
        """Tell whether something follows that a heading can stand above."""
        if index + 1 >= len(self._rows):
            return False
        below = self._rows[index + 1]
        if below.text[0].islower() and not below.text.startswith("att "):
            if below.blank and not below.page_break:  # "Beslut", "frågan bordläggs"
                return len(self._rows[index].text) < _SHORT_LINE
            return not below.blank and self._is_two_lines(index)
        if below.blank:
            return True
        if is_full(self._rows[index], below):
            return False
        if self._taken(index + 1):
            return False
        return len(below.text) >= 60 or below.text.startswith("att ")
