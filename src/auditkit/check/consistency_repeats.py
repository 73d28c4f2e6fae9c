"""Rules that stand twice, and figures of one thing that differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from auditkit.check.consistency_view import (
    Row,
    Table,
    View,
    content_stems,
    is_sum_row,
    make_issue,
    parse_amount,
    parse_count,
    quote_place,
    read_sentences,
    stem_word,
)
from auditkit.model import (
    BlockKind,
    Doctype,
    Issue,
    Provenance,
    Role,
    Sentence,
    Severity,
)

_SHORTEST = 16  # words of a sentence that does not stand twice by chance
_MOST_TABLES = 50  # latest tables with a label that a new one is compared with
_MOST_LIMITS = 20  # latest limits of one kind that a new one is compared with
_FEWEST_COMMON = 3  # row labels that two tables of one thing share
# Summaries repeat what the body says, and that is their purpose.
_REPEATING = (Role.SUMMARY, Role.CONTENTS, Role.RECOMMENDATION, Role.TITLE, Role.PROPOSAL)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Amounts:
    """The rows of a table by label, each with its last amount."""

    view: View
    rows: Mapping[str, tuple[Row, Decimal]]


def find_repeats(view: View) -> Iterator[Issue]:
    """Yield sentences and rules that stand twice, and figures that contradict each other."""
    yield from _check_sentences(view)
    yield from _check_meeting_rules(view)
    yield from _check_limits(view)
    yield from _check_indicators(view)


def _role(view: View, sentence: Sentence) -> Role:
    if sentence.section is None:
        return Role.BODY
    return view.records.structure.sections[sentence.section].role


def _check_sentences(view: View) -> Iterator[Issue]:
    """Yield long sentences that stand word for word twice in one chapter of one part.

    What stands in two chapters is a summary or a starting point of an assessment; what
    stands more than twice is a form's own text.
    """
    if view.records.structure.facts.doctype is Doctype.MINUTES:
        return  # a proposal and the decision on it are worded alike
    places: dict[tuple[str, int | None, tuple[str, ...]], list[Sentence]] = {}
    for sentence in read_sentences(view):
        words = tuple(_WORD.findall(sentence.provenance.quote.lower()))
        if (
            len(words) >= _SHORTEST
            and sentence.kind is BlockKind.PARAGRAPH
            and _role(view, sentence) not in _REPEATING
        ):
            key = (sentence.part, _chapter(view, sentence.section), words)
            places.setdefault(key, []).append(sentence)
    for sentences in places.values():
        if len(sentences) == 2:
            yield make_issue(
                "duplicate",
                Severity.LOW,
                "The same sentence stands twice.",
                *(sentence.provenance for sentence in sentences),
            )


def _chapter(view: View, section: int | None) -> int | None:
    """Return the section of the highest level that holds a section, below the title."""
    sections = view.records.structure.sections
    while section is not None:
        parent = sections[section].parent
        if parent is None or sections[parent].role is Role.TITLE:
            return section
        section = parent
    return None


def _check_meeting_rules(view: View) -> Iterator[Issue]:
    """Compare the rules on how often one body meets."""
    rules: dict[tuple[str, str, str], tuple[int, Provenance]] = {}
    for sentence in read_sentences(view):
        if _role(view, sentence) in _REPEATING:
            continue
        for rule in view.pack.rules("consistency.meeting_rule"):
            match = rule.pattern.match(sentence.provenance.quote)
            count = parse_count(match["count"], view.pack) if match else None
            if match is None or count is None:
                continue
            key = (sentence.part, stem_word(match["subject"], view.pack), match["unit"][-2:])
            before, quote = rules.setdefault(key, (count, sentence.provenance))
            if quote == sentence.provenance:
                continue
            same = before == count
            yield make_issue(
                "duplicate" if same else "contradiction",
                Severity.LOW if same else Severity.HIGH,
                "The rule on how often they meet stands twice."
                if same
                else f"They are to meet {before} times here and {count} times there.",
                quote,
                sentence.provenance,
            )


def _check_limits(view: View) -> Iterator[Issue]:
    """Compare amounts up to which one role may decide on one kind of thing."""
    limits: dict[str, list[tuple[frozenset[str], Decimal, Provenance]]] = {}
    common = _amount_words(view)
    for sentence in read_sentences(view):
        for subject, amount in _limits(view, sentence.provenance.quote):
            stems = content_stems(sentence.provenance.quote, view.pack) - common
            stems -= {stem_word(subject, view.pack)}
            found = limits.setdefault(subject, [])
            for words, limit, place in found[-_MOST_LIMITS:]:
                if limit != amount and place != sentence.provenance and stems & words:
                    yield make_issue(
                        "contradiction",
                        Severity.HIGH,
                        f"The limit is {limit} kronor here and {amount} kronor there.",
                        place,
                        sentence.provenance,
                    )
            found.append((stems, amount, sentence.provenance))


def _limits(view: View, text: str) -> list[tuple[str, Decimal]]:
    """Return what a sentence limits to which amounts, as far as one sentence may."""
    found = [
        (match["subject"].lower(), amount)
        for rule in view.pack.rules("consistency.amount_limit")
        for match in rule.pattern.finditer(text)
        if (amount := parse_amount(match["amount"])) is not None
    ]
    return found[:_MOST_LIMITS]


def _amount_words(view: View) -> frozenset[str]:
    """Return stems that every limit has and that therefore tie no two of them."""
    return frozenset(
        stem_word(word, view.pack) for word in view.pack.words("consistency_limit_words")
    )


def _check_indicators(view: View) -> Iterator[Issue]:
    """Compare the value of an indicator in a sentence with the table row of that name."""
    rows = [
        (row, content_stems(re.sub(r"^\S*\d\S*\s", "", row.cells[0]), view.pack))
        for table in view.tables
        for row in table.rows
        if row.cells
    ]
    for sentence in read_sentences(view):
        if sentence.kind is BlockKind.TABLE_ROW:
            continue
        for rule in view.pack.rules("consistency.indicator"):
            for match in rule.pattern.finditer(sentence.provenance.quote):
                stems = content_stems(match["subject"], view.pack)
                for row, label in rows:
                    values = {v for cell in row.cells[1:] if (v := _value(cell)) is not None}
                    said = _value(match["amount"])
                    if len(stems) > 1 and stems == label and values and said not in values:
                        yield make_issue(
                            "contradiction",
                            Severity.HIGH,
                            f"The sentence says {match['amount']}, the table has another value.",
                            sentence.provenance,
                            quote_place(view, row.start, row.end),
                        )


def _value(cell: str) -> Decimal | None:
    return parse_amount(cell.replace("%", "").strip())


# --- between documents ---------------------------------------------------------------------


def find_conflicting_tables(views: tuple[View, ...]) -> Iterator[Issue]:
    """Yield rows that differ between two documents' tables of the same amounts.

    Two tables are of the same amounts where at least two rows agree in their last column, up
    to the unit (kronor, thousands, millions), and all but one do.
    """
    tables: list[_Amounts] = []
    by_label: dict[str, list[int]] = {}
    for view in views:
        for table in view.tables:
            rows = _last_amounts(view, table)
            shared = Counter(
                index for label in rows for index in by_label.get(label, [])[-_MOST_TABLES:]
            )
            for index, count in sorted(shared.items()):
                if count >= _FEWEST_COMMON and tables[index].view is not view:
                    yield from _compare(tables[index], _Amounts(view=view, rows=rows))
            for label in rows:
                by_label.setdefault(label, []).append(len(tables))
            tables.append(_Amounts(view=view, rows=rows))


def _compare(left: _Amounts, right: _Amounts) -> Iterator[Issue]:
    common = [label for label in left.rows if label in right.rows]
    ratios = Counter(left.rows[label][1] / right.rows[label][1] for label in common)
    ratio, agreeing = ratios.most_common(1)[0]
    known = {Decimal(10) ** power for power in (-6, -3, 0, 3, 6)}
    if agreeing < max(2, len(common) - 1) or ratio not in known:
        return
    for label in common:
        row, amount = left.rows[label]
        other, value = right.rows[label]
        if amount != value * ratio:
            yield make_issue(
                "contradiction",
                Severity.HIGH,
                f"{row.cells[-1]} here, {other.cells[-1]} there.",
                quote_place(left.view, row.start, row.end),
                quote_place(right.view, other.start, other.end),
            )


def _last_amounts(view: View, table: Table) -> dict[str, tuple[Row, Decimal]]:
    """Return the rows by label with the last amount that is not zero."""
    found: dict[str, tuple[Row, Decimal]] = {}
    for row in table.rows:
        amount = parse_amount(row.cells[-1]) if len(row.cells) > 1 else None
        if amount and not is_sum_row(row, view.pack):
            found.setdefault(row.cells[0].lower(), (row, amount))
    return found
