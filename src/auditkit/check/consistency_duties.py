"""Tasks without an owner or a date, and goals that nobody can measure.

Only a one-off task with a result counts, never a standing rule; and only where neither the
sentence, its lead-in nor its section says who or when.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from auditkit.check.consistency_view import (
    Row,
    Table,
    View,
    content_stems,
    is_sum_row,
    make_issue,
    quote_place,
    read_sentences,
)
from auditkit.model import (
    BlockKind,
    Commitment,
    Decision,
    Doctype,
    Goal,
    Issue,
    MentionKind,
    Provenance,
    Responsibility,
    Sentence,
    Severity,
    Statement,
)

_EMPTY = frozenset({"", "-", "–", "—"})
# An audit tells what others should do; its own duties are few and retold.
_BEGINNING = 10  # sentences
_SILENT = (Doctype.AUDIT_REPORT, Doctype.FOLLOW_UP)


def find_loose_duties(view: View) -> Iterator[Issue]:
    """Yield tasks without an owner, tasks without a date and goals without a measure."""
    yield from _check_tasks(view)
    yield from _check_tabled(view)
    for table in view.tables:
        yield from _check_action_table(view, table)
    yield from _check_goals(view)


def _matches(view: View, group: str, text: str) -> bool:
    return any(rule.pattern.search(text) for rule in view.pack.rules(f"consistency.{group}"))


def _doctype(view: View, part: str) -> Doctype:
    for each in view.records.structure.parts:
        if each.label == part:
            return each.doctype
    return view.records.structure.facts.doctype


# --- tasks in sentences --------------------------------------------------------------------


def _check_tasks(view: View) -> Iterator[Issue]:
    owned: dict[int | None, list[tuple[Provenance, frozenset[str]]]] = {}
    for sentence in read_sentences(view):
        if _matches(view, "owned", sentence.provenance.quote):
            stems = content_stems(sentence.provenance.quote, view.pack)
            owned.setdefault(sentence.section, []).append((sentence.provenance, stems))
    for statement in view.records.statements:
        if not isinstance(statement.attributes, Responsibility | Decision | Commitment):
            continue
        if _doctype(view, statement.part) in _SILENT or _retold(statement):
            continue
        text = statement.provenance.quote
        task = _task(view, text)
        if task is None or _matches(view, "no_task", text):
            continue
        made, after = task
        others = owned.get(statement.section, [])
        if not _has_owner(view, statement, after) and not _owned_beside(view, statement, others):
            yield make_issue(
                "no_owner",
                Severity.MEDIUM,
                "Nobody is named who is to do this.",
                statement.provenance,
            )
        new = made and _matches(view, "new_thing", text)
        if new and not _has_date(view, statement, text):
            yield make_issue(
                "no_deadline",
                Severity.LOW,
                "No date is given for this.",
                statement.provenance,
            )


def _retold(statement: Statement) -> bool:
    return isinstance(statement.attributes, Responsibility) and statement.attributes.retold


def _task(view: View, text: str) -> tuple[bool, int] | None:
    """Return whether the task makes something new, and where its verb ends."""
    rules = view.pack.rules("consistency.task")
    if view.records.structure.facts.doctype is Doctype.MINUTES:
        rules += view.pack.rules("consistency.task_of_meeting")
    for rule in rules:
        if match := rule.pattern.search(text):
            return rule.value == "made", match.end()
    return None


def _has_owner(view: View, statement: Statement, after: int) -> bool:
    """Look for an owner in the attributes, the sentence, its lead-in and the whole text.

    Args:
        view: The document.
        statement: What states the task.
        after: Where the task's verb ends in the quote; the agent of a passive follows it.
    """
    attributes, text = statement.attributes, statement.provenance.quote
    named = (
        attributes.directed_to
        if isinstance(attributes, Decision)
        else attributes.actor
        if isinstance(attributes, Responsibility | Commitment)
        else ()
    )
    decided = next(
        (m for r in view.pack.rules("consistency.decides_that") if (m := r.pattern.search(text))),
        None,
    )
    # Who decides that a thing be done is not yet who does it.
    if decided is not None and not isinstance(attributes, Decision):
        named = tuple(actor for actor in named if actor in text[decided.end() :])
    # After a passive verb stands its agent ("av chefen") or somebody who is no owner.
    named = tuple(
        actor
        for actor in named
        if (last := actor.split()[-1]) not in text[after:] or last in text[:after]
    )
    if named or _matches(view, "agent", text[after:]) or _matches(view, "owned", text):
        return True
    if statement.lead_in and _matches(view, "owned", statement.lead_in):
        return True
    return _is_assignment(view)


def _is_assignment(view: View) -> bool:
    """Tell whether the beginning of a text, which is no minutes, gives one body its task."""
    if view.records.structure.facts.doctype is Doctype.MINUTES:
        return False
    beginning = view.sentences[:_BEGINNING]
    return any(_matches(view, "assignment", each.provenance.quote) for each in beginning)


def _owned_beside(
    view: View, statement: Statement, owned: Sequence[tuple[Provenance, frozenset[str]]]
) -> bool:
    """Tell whether another sentence of the section says who answers for the same thing."""
    beginning = statement.provenance.quote
    for rule in view.pack.rules("consistency.modal"):
        beginning = rule.pattern.split(beginning, maxsplit=1)[0]
    subject = {stem for stem in content_stems(beginning, view.pack) if len(stem) > 4}
    return any(subject & stems for quote, stems in owned if quote != statement.provenance)


def _has_date(view: View, statement: Statement, text: str) -> bool:
    attributes = statement.attributes
    if isinstance(attributes, Responsibility | Decision | Commitment) and (
        attributes.due or attributes.due_text or attributes.frequency
    ):
        return True
    return _matches(view, "when", f"{statement.lead_in or ''} {text}")


def _check_tabled(view: View) -> Iterator[Issue]:
    """Yield matters that minutes table without saying until when."""
    if view.records.structure.facts.doctype is not Doctype.MINUTES:
        return
    for sentence in read_sentences(view):
        text = sentence.provenance.quote
        dated = any(m.kind in (MentionKind.DATE, MentionKind.DEADLINE) for m in sentence.mentions)
        if _matches(view, "tabled", text) and not dated and not sentence.scope.proposed:
            yield make_issue(
                "no_deadline",
                Severity.LOW,
                "The matter is tabled without a new date.",
                sentence.provenance,
            )


# --- tasks in tables -----------------------------------------------------------------------


def _check_action_table(view: View, table: Table) -> Iterator[Issue]:
    """Check the columns of owner and date where most rows fill them in."""
    if table.header is None:
        return
    titles = [cell.lower().strip(" .:") for cell in table.header.cells]
    owners = view.pack.words("consistency_owner_columns")
    dates = view.pack.words("consistency_date_columns")
    owner = next((i for i, title in enumerate(titles) if title in owners), None)
    when = next((i for i, title in enumerate(titles) if title in dates), None)
    if owner is None:
        return  # without an owner's column it is no list of actions
    rows = [row for row in table.rows if len(row.cells) == len(titles)]
    rows = [row for row in rows if not is_sum_row(row, view.pack) and not _closed(view, row)]
    for row in _unfilled(view, rows, owner):
        yield make_issue(
            "no_owner",
            Severity.MEDIUM,
            f'The column "{table.header.cells[owner]}" is empty.',
            quote_place(view, row.start, row.end),
        )
    if when is None:
        return
    for row in _unfilled(view, rows, when):
        yield make_issue(
            "no_deadline",
            Severity.MEDIUM,
            f'The column "{table.header.cells[when]}" gives no date.',
            quote_place(view, row.start, row.end),
        )


def _closed(view: View, row: Row) -> bool:
    return any(_matches(view, "closed_cell", cell) for cell in row.cells)


def _unfilled(view: View, rows: list[Row], column: int) -> list[Row]:
    """Return the rows whose cell is empty or says only "snarast", if they are the fewer."""
    found = [
        row
        for row in rows
        if row.cells[column] in _EMPTY or _matches(view, "no_date_cell", row.cells[column])
    ]
    return found if len(found) * 2 < len(rows) else []


# --- goals ---------------------------------------------------------------------------------


def _check_goals(view: View) -> Iterator[Issue]:
    goals = [s for s in view.records.statements if isinstance(s.attributes, Goal)]
    ids = [s.attributes.id for s in goals if isinstance(s.attributes, Goal) and s.attributes.id]
    for statement in goals:
        goal = statement.attributes
        if not isinstance(goal, Goal) or goal.placeholder or goal.measure or goal.due:
            continue
        text = statement.provenance.quote
        for rule in view.pack.rules("consistency.goal_id"):
            text = rule.pattern.sub("", text, count=1)
        divided = goal.id is not None and any(_is_below(each, goal.id) for each in ids)
        measured = any(character.isdigit() for character in text) or _measured_next(view, statement)
        vague = _matches(view, "vague_goal", text) and not _matches(view, "purpose", text)
        if vague and not divided and not measured:
            yield make_issue(
                "unmeasurable_goal",
                Severity.LOW,
                "The goal has neither measure nor date.",
                statement.provenance,
            )


def _is_below(number: str, parent: str) -> bool:
    return number != parent and number.startswith((f"{parent}.", f"{parent}-"))


def _measured_next(view: View, statement: Statement) -> bool:
    """Tell whether the sentence after a goal says how it is measured."""
    after = bisect_right(view.starts, statement.provenance.end - 1)
    following: Sentence | None = view.sentences[after] if after < len(view.sentences) else None
    if following is None or following.kind is BlockKind.TABLE_ROW:
        return False
    return _matches(view, "goal_measure", following.provenance.quote)
