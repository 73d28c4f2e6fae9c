"""A document as the consistency checks see it: sentences, tables and printed numbers.

Nothing is judged here. A view is built once for each document and handed to every check.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from auditkit.lang import Pack
from auditkit.locate import locate
from auditkit.model import (
    Block,
    BlockKind,
    Document,
    DocumentRecords,
    Issue,
    Provenance,
    Sentence,
    Severity,
)

ASIDE = (BlockKind.FURNITURE, BlockKind.CONTENTS)
"""Blocks that are no part of what a text says."""

_SPACES = "[ \u00a0\u202f]"
_AMOUNT = re.compile(
    rf"([-+\u2212\u2013]?)(\d{{1,3}}(?:{_SPACES}\d{{3}})+|\d+)(?:,(\d+))?"
    rf"(?:{_SPACES}?(?:kr|tkr|mkr|mnkr|kronor))?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table row: its place in the text, its cells, the index of its block."""

    start: int
    end: int
    cells: tuple[str, ...]
    block: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its header (None where it has none), its other rows, its first block."""

    header: Row | None
    rows: tuple[Row, ...]
    block: int


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One document with its sentences in text order and its tables."""

    records: DocumentRecords
    document: Document
    pack: Pack
    sentences: tuple[Sentence, ...]
    starts: tuple[int, ...]
    tables: tuple[Table, ...]


def make_view(records: DocumentRecords, pack: Pack) -> View:
    """Build the view of one document."""
    sentences = tuple(sorted(records.sentences, key=lambda each: each.provenance.start))
    return View(
        records=records,
        document=records.structure.document,
        pack=pack,
        sentences=sentences,
        starts=tuple(each.provenance.start for each in sentences),
        tables=tuple(_find_tables(records.structure.document, pack)),
    )


def make_issue(code: str, severity: Severity, message: str, *quotes: Provenance) -> Issue:
    """Make an issue; a place that is quoted twice is quoted once.

    Example:
        >>> quote = Provenance(document_id="d", document="p", path="p", start=0, end=2, quote="NN")
        >>> len(make_issue("placeholder_left", Severity.LOW, "NN", quote, quote).provenances)
        1
    """
    return Issue(
        code=code, severity=severity, message=message, provenances=tuple(dict.fromkeys(quotes))
    )


def quote_place(view: View, start: int, end: int) -> Provenance:
    """Return the sentence or row around a place, else the whole line it stands in."""
    index = bisect_right(view.starts, start) - 1
    if index >= 0 and view.sentences[index].provenance.end >= end:
        return view.sentences[index].provenance
    text = view.document.text
    line_end = text.find("\n", end)
    return locate(
        view.document, text.rfind("\n", 0, start) + 1, len(text) if line_end < 0 else line_end
    )


def body_blocks(view: View) -> Iterator[tuple[int, Block]]:
    """Yield index and block of all that a reader reads: no furniture, no contents, no hidden."""
    for index, block in enumerate(view.document.blocks):
        if block.kind not in ASIDE and not block.hidden and block.end > block.start:
            yield index, block


def line_text(view: View, block: Block) -> str:
    """Return a block's text with the bullet or number printed before it."""
    text = view.document.text
    return text[text.rfind("\n", 0, block.start) + 1 : block.end].strip()


def read_sentences(view: View) -> Iterator[Sentence]:
    """Yield the sentences that a reader of the page can see."""
    return (each for each in view.sentences if not each.hidden)


def parse_amount(text: str) -> Decimal | None:
    """Return the number that a cell holds and nothing else.

    Example:
        >>> parse_amount("1 025"), parse_amount("4,9 mkr"), parse_amount("60 %")
        (Decimal('1025'), Decimal('4.9'), None)
    """
    match = _AMOUNT.fullmatch(text.strip())
    if not match:
        return None
    sign, whole, fraction = match.groups()
    number = Decimal(re.sub(_SPACES, "", whole) + ("." + fraction if fraction else ""))
    return -number if sign and sign != "+" else number


def parse_count(word: str, pack: Pack) -> int | None:
    """Return a count written in digits or as a word.

    Example:
        >>> from auditkit.lang import load_pack
        >>> parse_count("Sju", load_pack("sv")), parse_count("12", load_pack("sv"))
        (7, 12)
    """
    if word.isdecimal() and len(word) <= 4:
        return int(word)
    value = pack.table("consistency_counts").get(word.lower())
    return int(value) if value is not None else None


def stem_word(word: str, pack: Pack) -> str:
    """Cut a noun's endings, enough to match "rekommendationerna" with "rekommendation".

    Example:
        >>> from auditkit.lang import load_pack
        >>> [stem_word(w, load_pack("sv")) for w in ("Åtgärder", "åtgärd", "åtgärderna")]
        ['åtgärd', 'åtgärd', 'åtgärd']
    """
    word = word.lower()
    if word.endswith(pack.words("consistency_whole_nouns")):
        return word
    for ending in pack.words("consistency_noun_endings"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def content_stems(text: str, pack: Pack) -> frozenset[str]:
    """Return the stems of the words of three letters or more that carry meaning.

    Example:
        >>> from auditkit.lang import load_pack
        >>> sorted(content_stems("Rapporten ska lämnas till nämnden", load_pack("sv")))
        ['lämna', 'nämnd', 'rapport']
    """
    stop = set(pack.words("consistency_stop"))
    return frozenset(
        stem_word(word, pack)
        for word in _WORD.findall(text)
        if len(word) > 2 and not word.isdecimal() and word.lower() not in stop
    )


def is_sum_row(row: Row, pack: Pack) -> bool:
    """Tell whether a row gives the sum of those above it.

    Example:
        >>> from auditkit.lang import load_pack
        >>> row = Row(start=0, end=8, cells=("Summa", "40"), block=0)
        >>> is_sum_row(row, load_pack("sv"))
        True
    """
    return bool(row.cells) and any(
        rule.pattern.match(row.cells[0].strip()) for rule in pack.rules("consistency.sum_row")
    )


def _find_tables(document: Document, pack: Pack) -> Iterator[Table]:
    """Gather neighbouring rows into tables, by the reader's number where it gives one."""
    rows: list[Row] = []
    flagged = False
    previous: tuple[int, int | None] | None = None
    for index, block in enumerate(document.blocks):
        if block.kind in ASIDE or block.hidden:
            continue
        if block.kind is not BlockKind.TABLE_ROW:
            previous = None
            continue
        if rows and (previous is None or previous[1] != block.table):
            yield _make_table(rows, flagged)
            rows = []
        if not rows:
            flagged = block.header
        rows.append(_make_row(document, index, block))
        previous = (index, block.table)
    if rows:
        yield _make_table(rows, flagged)


def _make_row(document: Document, index: int, block: Block) -> Row:
    text = document.text
    if block.cells:
        cells = tuple(text[cell.start : cell.end].strip() for cell in block.cells)
    else:
        start = text.rfind("\n", 0, block.start) + 1
        cells = tuple(cell.strip() for cell in text[start : block.end].split("\t"))
    return Row(start=block.start, end=block.end, cells=cells, block=index)


def _make_table(rows: list[Row], flagged: bool) -> Table:
    """Take the first row as header where it is flagged or holds no amounts but years."""
    first = rows[0]
    numbers = [c for c in first.cells if parse_amount(c) is not None and not _YEAR.fullmatch(c)]
    has_header = len(rows) > 1 and len(first.cells) > 1 and (flagged or not numbers)
    return Table(
        header=first if has_header else None,
        rows=tuple(rows[1:] if has_header else rows),
        block=first.block,
    )
