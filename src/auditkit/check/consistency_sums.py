"""Sums that do not add up: columns and rows of tables, and numbers inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from auditkit.check.consistency_view import (
    Row,
    Table,
    View,
    is_sum_row,
    make_issue,
    parse_amount,
    parse_count,
    quote_place,
    read_sentences,
)
from auditkit.lang import Pack
from auditkit.model import Issue, Provenance, Severity

_EMPTY = frozenset({"", "-", "–", "—", "−"})
_LARGE = 1000  # from here on a table's amounts may be rounded
_TOKEN = re.compile(r"\d{1,3}(?:[ \u00a0]\d{3})+|\d+|[a-zåäö]+", re.IGNORECASE)


def find_wrong_sums(view: View) -> Iterator[Issue]:
    """Yield sum rows, sum cells and sentences whose numbers do not add up."""
    for table in view.tables:
        if not _has_partial((row.cells[0] for row in table.rows if row.cells), view.pack):
            yield from _check_columns(view, table)
            yield from _check_rows(view, table)
    yield from _check_sentences(view)


def _has_partial(labels: Iterable[str], pack: Pack) -> bool:
    """Tell whether labels say that they repeat parts of others ("varav")."""
    return any(r.pattern.search(x) for r in pack.rules("consistency.partial") for x in labels)


def _check_columns(view: View, table: Table) -> Iterator[Issue]:
    """Compare every sum row with the rows above it."""
    above: list[Row] = []
    since: list[Row] = []
    subtotals: list[Row] = []
    for row in table.rows:
        if not is_sum_row(row, view.pack):
            above.append(row)
            since.append(row)
            continue
        wrong = []
        for column in range(1, len(row.cells)):
            if _is_summed(table, column, view.pack):
                fault = _column_fault(row, column, (since, above, subtotals))
                if fault:
                    wrong.append(f"{_column_name(table, column)}{fault}")
        if wrong:
            yield make_issue(
                "sum_mismatch",
                Severity.HIGH,
                "The sum row does not add up: " + "; ".join(wrong) + ".",
                quote_place(view, row.start, row.end),
            )
        subtotals.append(row)
        since = []


def _is_summed(table: Table, column: int, pack: Pack) -> bool:
    """Tell whether a column holds amounts that may be added."""
    if table.header is None or column >= len(table.header.cells):
        return True
    title = table.header.cells[column]
    if title.isdecimal():
        return True
    return not any(r.pattern.search(title) for r in pack.rules("consistency.no_sum_column"))


def _column_name(table: Table, column: int) -> str:
    if table.header and column < len(table.header.cells) and table.header.cells[column]:
        return f'"{table.header.cells[column]}" '
    return ""


def _column_fault(row: Row, column: int, groups: Sequence[Sequence[Row]]) -> str | None:
    """Say what a column adds up to where no reading of the table gives the printed sum."""
    printed = parse_amount(row.cells[column])
    if printed is None:
        return None
    sums: list[Decimal] = []
    for rows in groups:
        if len(rows) < 2:
            continue
        values = _column_values(rows, column)
        if values is None:
            return None
        if len(values) < 2:
            continue
        total = sum(values, Decimal(0))
        if abs(total - printed) <= _tolerance([*values, printed]):
            return None
        sums.append(total)
    if not sums:
        return None
    return f"adds up to {_show(sums[0])}, the row says {_show(printed)}"


def _column_values(rows: Sequence[Row], column: int) -> list[Decimal] | None:
    """Return the amounts of a column, None where a cell is no amount and not empty."""
    values: list[Decimal] = []
    for row in rows:
        cell = row.cells[column].strip() if column < len(row.cells) else ""
        if cell in _EMPTY:
            continue
        value = parse_amount(cell)
        if value is None:
            return None
        values.append(value)
    return values


def _tolerance(values: Sequence[Decimal]) -> Decimal:
    """Allow one unit of the last digit for rounded amounts, nothing for counts."""
    exponents = [int(value.as_tuple().exponent) for value in values]
    if min(exponents) < 0:
        return Decimal(1).scaleb(min(exponents))
    return Decimal(1) if max(abs(value) for value in values) >= _LARGE else Decimal(0)


def _check_rows(view: View, table: Table) -> Iterator[Issue]:
    """Compare the last column with those before it, where the table shows that it is a sum."""
    header = table.header
    if header is None or len(header.cells) < 4:
        return
    last = Row(start=header.start, end=header.end, cells=header.cells[-1:], block=header.block)
    if not is_sum_row(last, view.pack) or _has_partial(header.cells, view.pack):
        return
    right = 0
    faults: list[tuple[Row, Decimal, Decimal]] = []
    for row in table.rows:
        if len(row.cells) != len(header.cells) or is_sum_row(row, view.pack):
            continue  # a sum row is checked by its columns
        values = [parse_amount(cell) for cell in row.cells[1:] if cell.strip() not in _EMPTY]
        numbers = [value for value in values if value is not None]
        if len(numbers) != len(values) or len(numbers) < 3:
            continue
        total = sum(numbers[:-1], Decimal(0))
        if abs(total - numbers[-1]) <= _tolerance(numbers):
            right += 1
        else:
            faults.append((row, total, numbers[-1]))
    # A column called "Totalt" need not be the sum of the others; the other rows tell.
    if right < 2 or right < 2 * len(faults):
        return
    for row, total, printed in faults:
        yield make_issue(
            "sum_mismatch",
            Severity.HIGH,
            f"The row adds up to {_show(total)}, its last column says {_show(printed)}.",
            quote_place(view, row.start, row.end),
        )


def _check_sentences(view: View) -> Iterator[Issue]:
    """Compare a number with the parts that the same sentence divides it into."""
    for sentence in read_sentences(view):
        text = sentence.provenance.quote
        for total, parts, _ in _divided(view, "sum_sentence", text):
            if sum(parts) != total:
                yield _wrong_parts(sentence.provenance, sum(parts), total)
        for total, parts, words in _divided(view, "sum_whereof", text):
            units = view.pack.rules("consistency.other_unit")
            mixed = any(rule.pattern.search(words) for rule in units)
            if sum(parts) > total and not mixed:
                yield _wrong_parts(sentence.provenance, sum(parts), total)


def _divided(view: View, group: str, text: str) -> Iterator[tuple[int, list[int], str]]:
    """Yield a total, at least two parts of it, and the words that name the parts."""
    for rule in view.pack.rules(f"consistency.{group}"):
        for match in rule.pattern.finditer(text):
            total = parse_count(match["total"], view.pack)
            parts = _counts(match["parts"], view.pack)
            if total is not None and len(parts) > 1:
                yield total, parts, match["parts"]


def _wrong_parts(quote: Provenance, parts: int, total: int) -> Issue:
    return make_issue(
        "sum_mismatch",
        Severity.HIGH,
        f"The parts add up to {parts}, the sentence says {total}.",
        quote,
    )


def _counts(text: str, pack: Pack) -> list[int]:
    """Return the counts in a text; "en" and "ett" are left out, they are articles too."""
    found = []
    for token in _TOKEN.findall(text):
        value = parse_count(token, pack)
        if value is not None and token.lower() not in pack.words("consistency_articles"):
            found.append(value)
    return found


def _show(value: Decimal) -> str:
    """Write an amount with spaces between thousands and a decimal point.

    Example:
        >>> _show(Decimal("75600")), _show(Decimal("4.9"))
        ('75 600', '4.9')
    """
    return f"{value:,}".replace(",", " ")
