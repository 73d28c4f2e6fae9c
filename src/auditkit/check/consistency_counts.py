"""Counts that do not hold: lists, tables, recommendations, shares of a status, attendance."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from auditkit.check.consistency_view import (
    ASIDE,
    Row,
    Table,
    View,
    body_blocks,
    is_sum_row,
    line_text,
    make_issue,
    parse_amount,
    parse_count,
    quote_place,
    read_sentences,
    stem_word,
)
from auditkit.lang import Pack
from auditkit.model import (
    Block,
    BlockKind,
    Issue,
    Provenance,
    Recommendation,
    Sentence,
    Severity,
)

_SMALLEST_TABLE = 3  # rows of a table from which shares are counted
_LARGEST_CLAIM = 60
_MOST_ITEMS = 2 * _LARGEST_CLAIM  # blocks that are looked at below a claim
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """A list or table that follows a sentence, with how many things it holds."""

    count: int
    stems: frozenset[str]
    quote: Provenance
    is_table: bool


def find_wrong_counts(view: View) -> Iterator[Issue]:
    """Yield sentences that give another number than what they count."""
    recommendations = tuple(_recommendation_counts(view))
    for sentence in read_sentences(view):
        if sentence.kind is not BlockKind.TABLE_ROW:
            yield from _check_following(view, sentence)
            yield from _check_annex(view, sentence)
            yield from _check_recommendations(view, sentence, recommendations)
            yield from _check_shares(view, sentence)
            yield from _check_present(view, sentence)


def _mismatch(message: str, *quotes: Provenance) -> Issue:
    return make_issue("count_mismatch", Severity.MEDIUM, message, *quotes)


# --- the list or table that follows ---------------------------------------------------------


def _check_following(view: View, sentence: Sentence) -> Iterator[Issue]:
    for rule in view.pack.rules("consistency.count_claim"):
        for match in rule.pattern.finditer(sentence.provenance.quote):
            claimed = parse_count(match["count"], view.pack)
            group = _following_group(view, sentence)
            if claimed is None or claimed > _LARGEST_CLAIM or group is None:
                continue
            stem = stem_word(match["noun"], view.pack)
            named = stem in group.stems or stem in view.pack.words("consistency_any_item")
            introduced = not group.is_table and sentence.provenance.quote.endswith(":")
            if (named or introduced) and claimed != group.count and group.count > 1:
                yield _mismatch(
                    f"The sentence says {claimed}, what follows holds {group.count}.",
                    sentence.provenance,
                    group.quote,
                )


def _following_group(view: View, sentence: Sentence) -> _Group | None:
    """Return the list or table that stands right below the sentence's paragraph."""
    end = sentence.provenance.end
    every = view.document.blocks
    start = bisect_left(every, end, key=lambda block: block.start)
    blocks = [b for b in every[start : start + _MOST_ITEMS] if b.kind not in ASIDE and not b.hidden]
    if not blocks:
        return None
    first = blocks[0]
    between = view.document.text[end : first.start]
    if "\n" not in between or "." in between:
        return None  # more of the same paragraph stands between
    if first.kind is BlockKind.LIST_ITEM:
        return _list_group(view, blocks)
    if first.kind is BlockKind.TABLE_ROW:
        return next((_table_group(view, t) for t in view.tables if _holds(view, t, first)), None)
    return None


def _holds(view: View, table: Table, block: Block) -> bool:
    return view.document.blocks[table.block] is block


def _list_group(view: View, blocks: list[Block]) -> _Group:
    items: list[Block] = []
    for block in blocks:
        if block.kind is not BlockKind.LIST_ITEM:
            break
        if (block.level or 1) == (blocks[0].level or 1):
            items.append(block)
    return _Group(
        count=len(items),
        stems=frozenset(),
        quote=quote_place(view, items[-1].start, items[-1].end),
        is_table=False,
    )


def _table_group(view: View, table: Table) -> _Group | None:
    if table.header is None:
        return None
    rows = _body_rows(table, view.pack)
    stems = {stem_word(w, view.pack) for cell in table.header.cells for w in _WORD.findall(cell)}
    if not rows:
        return None
    return _Group(
        count=len(rows),
        stems=frozenset(stems),
        quote=quote_place(view, rows[-1].start, rows[-1].end),
        is_table=True,
    )


def _body_rows(table: Table, pack: Pack) -> list[Row]:
    return [row for row in table.rows if not is_sum_row(row, pack) and any(row.cells)]


# --- the sum of a table in an annex --------------------------------------------------------


def _check_annex(view: View, sentence: Sentence) -> Iterator[Issue]:
    """Compare a count with the sum row of the table under a heading of the same name."""
    for rule in view.pack.rules("consistency.count_annex"):
        for match in rule.pattern.finditer(sentence.provenance.quote):
            claimed = parse_count(match["count"], view.pack)
            stem = stem_word(match["noun"], view.pack)
            for table in view.tables if claimed is not None else ():
                row = next((r for r in table.rows if is_sum_row(r, view.pack)), None)
                if row is None or len(row.cells) != 2 or not _titled(view, table, stem):
                    continue
                total = parse_amount(row.cells[1])
                if total is not None and total != claimed:
                    yield _mismatch(
                        f"The sentence says {claimed}, the table's sum is {total}.",
                        sentence.provenance,
                        quote_place(view, row.start, row.end),
                    )


def _titled(view: View, table: Table, stem: str) -> bool:
    """Tell whether the heading above a table, or its header, names the noun."""
    structure = view.records.structure
    index = structure.block_sections[table.block]
    words = _WORD.findall(structure.sections[index].heading) if index is not None else []
    if table.header:
        words += [word for cell in table.header.cells for word in _WORD.findall(cell)]
    return stem in {stem_word(word, view.pack) for word in words}


# --- recommendations -----------------------------------------------------------------------


def _check_recommendations(
    view: View, sentence: Sentence, counts: tuple[tuple[int, Provenance], ...]
) -> Iterator[Issue]:
    """Compare the number of recommendations announced with those numbered in the document."""
    for rule in view.pack.rules("consistency.count_recommendations"):
        for match in rule.pattern.finditer(sentence.provenance.quote):
            claimed = parse_count(match["count"], view.pack)
            for count, quote in counts if claimed is not None else ():
                if count != claimed:
                    yield _mismatch(
                        f"The sentence says {claimed} recommendations, the document has {count}.",
                        sentence.provenance,
                        quote,
                    )
                    return


def _recommendation_counts(view: View) -> Iterator[tuple[int, Provenance]]:
    """Yield how many recommendations are printed: by number, and by rows of a table."""
    numbers: dict[int, Block] = {}
    for _, block in body_blocks(view):
        for rule in view.pack.rules("consistency.recommendation_number"):
            match = rule.pattern.match(line_text(view, block))
            if match:
                numbers.setdefault(int(match["number"]), block)
    given = {
        statement.attributes.number: statement.provenance
        for statement in view.records.statements
        if isinstance(statement.attributes, Recommendation) and statement.attributes.number
    }
    if len(numbers) > 1:
        last = numbers[max(numbers)]
        yield len(numbers), quote_place(view, last.start, last.end)
    elif len(given) > 1:
        yield len(given), list(given.values())[-1]
    for table in view.tables:
        rows = _body_rows(table, view.pack)
        if len(rows) >= _SMALLEST_TABLE and _lists_recommendations(view, table, rows):
            yield len(rows), quote_place(view, rows[-1].start, rows[-1].end)


def _lists_recommendations(view: View, table: Table, rows: list[Row]) -> bool:
    """Tell whether a table has one row for each recommendation, by its first column."""
    header = table.header
    if header is None or not any(
        rule.pattern.match(header.cells[0])
        for rule in view.pack.rules("consistency.recommendation_header")
    ):
        return False
    labels = [row.cells[0] for row in rows]
    return len(set(labels)) == len(labels) and all(re.search(r"\d", label) for label in labels)


# --- shares of a status --------------------------------------------------------------------


def _check_shares(view: View, sentence: Sentence) -> Iterator[Issue]:
    """Compare "fyra av nio är genomförda" with the table whose rows have that status."""
    text = sentence.provenance.quote
    for total, claims in _share_claims(text, view.pack):
        if sum(claims.values()) > total:
            yield _mismatch(
                f"The sentence speaks of {total} and gives a state to {sum(claims.values())}.",
                sentence.provenance,
            )
            return
        for table in view.tables:
            found = _status_column(table, view.pack, total)
            if found is None:
                continue
            counts, rows = found
            wrong = [status for status in claims if claims[status] != counts[status]]
            if wrong:
                said = ", ".join(f"{claims[s]} {s}" for s in claims)
                has = ", ".join(f"{counts[s]} {s}" for s in sorted(counts))
                quotes = [quote_place(view, r.start, r.end) for r, s in rows if s in wrong] or [
                    quote_place(view, rows[0][0].start, rows[0][0].end)
                ]
                yield _mismatch(
                    f"The sentence says {said} of {total}, the table has {has}.",
                    sentence.provenance,
                    *quotes,
                )
            return


def _share_claims(text: str, pack: Pack) -> Iterator[tuple[int, Counter[str]]]:
    """Yield the totals and the counts by status that a sentence gives."""
    for rule in pack.rules("consistency.sum_share"):
        for match in rule.pattern.finditer(text):
            total = parse_count(match["total"], pack)
            claims: Counter[str] = Counter()
            for part in _status_parts(match["parts"], pack):
                claims += part
            if total and len(claims) > 1:
                yield total, claims
    for rule in pack.rules("consistency.share_claim"):
        for match in rule.pattern.finditer(text):
            count, total = parse_count(match["count"], pack), parse_count(match["total"], pack)
            status = _status(match["rest"], pack)
            if count is not None and total and status:
                yield total, Counter({status: count})


def _status_parts(text: str, pack: Pack) -> Iterator[Counter[str]]:
    for rule in pack.rules("consistency.status_part"):
        for match in rule.pattern.finditer(text):
            status, count = _status(match["status"], pack), parse_count(match["count"], pack)
            if status and count is not None:
                yield Counter({status: count})


def _status(text: str, pack: Pack) -> str | None:
    for rule in pack.rules("consistency.status"):
        if rule.pattern.search(text):
            return rule.value
    return None


def _status_column(
    table: Table, pack: Pack, total: int
) -> tuple[Counter[str], list[tuple[Row, str | None]]] | None:
    """Return the counts of a table's last status column, where it has as many rows as said."""
    rows = _body_rows(table, pack)
    if len(rows) != total or total < _SMALLEST_TABLE:
        return None
    width = min(len(row.cells) for row in rows)
    for column in range(width - 1, 0, -1):
        statuses = [_status(row.cells[column], pack) for row in rows]
        short = all(len(row.cells[column]) < 40 for row in rows)
        if short and sum(s is not None for s in statuses) * 2 > total:
            counts = Counter(status for status in statuses if status)
            return counts, list(zip(rows, statuses, strict=True))
    return None


# --- attendance ----------------------------------------------------------------------------


def _check_present(view: View, sentence: Sentence) -> Iterator[Issue]:
    """Compare the number of members said to be present with the list of attendance."""
    meeting = view.records.structure.facts.meeting
    if meeting is None or len(meeting.present) < 2:
        return
    for rule in view.pack.rules("consistency.count_present"):
        match = rule.pattern.search(sentence.provenance.quote)
        claimed = parse_count(match["count"], view.pack) if match else None
        if match is None or claimed is None:
            continue
        members = len(meeting.present)
        if match["but"] and meeting.chair and meeting.chair.name in _names(view):
            members -= 1
        if claimed != members:
            yield _mismatch(
                f"The sentence says {claimed} members, the list of those present has {members}.",
                sentence.provenance,
            )
        return


def _names(view: View) -> set[str]:
    meeting = view.records.structure.facts.meeting
    return {person.name for person in meeting.present} if meeting else set()
