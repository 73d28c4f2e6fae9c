"""What was never filled in, and personal numbers that were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from auditkit.check.consistency_view import (
    View,
    body_blocks,
    line_text,
    make_issue,
    quote_place,
)
from auditkit.model import Block, BlockKind, Issue, Severity

# Without a hyphen a ten-digit number is as likely a phone number.
_PERSONAL_NUMBER = re.compile(
    r"(?<![\d-])(?:(\d{6})[-+](\d{4})|(?:19|20)(\d{6})-?(\d{4}))(?![\d-])"
)
_NAME = re.compile(r"[^\W\d_][\w-]+ [^\W\d_a-zåäö]")
_COORDINATION = 60  # added to the day in a coordination number


def find_placeholders(view: View) -> Iterator[Issue]:
    """Yield what stands where a value, name or date should.

    One issue for each sentence or row, however many gaps it has.
    """
    seen: set[int] = set()
    for _, block in body_blocks(view):
        text = view.document.text[block.start : block.end]
        for rule in view.pack.rules("consistency.placeholder"):
            for match in rule.pattern.finditer(text):
                quote = quote_place(view, block.start + match.start(), block.start + match.end())
                if quote.start not in seen:
                    seen.add(quote.start)
                    found = match.group().strip()[-20:]
                    yield make_issue(
                        "placeholder_left",
                        Severity.MEDIUM,
                        f'Not filled in: "{found}".',
                        quote,
                    )
    yield from _find_empty_labels(view)


def _find_empty_labels(view: View) -> Iterator[Issue]:
    """Yield labels of lists of people with nothing after them but other such labels.

    A heading ends them, unless it may be a name that the layout makes look like one.
    """
    pending: list[Block] = []
    for _, block in body_blocks(view):
        if _is_people_label(view, block):
            pending.append(block)
            continue
        ends = block.kind is BlockKind.HEADING and not _NAME.match(line_text(view, block))
        if ends:
            yield from map(partial(_empty_label, view), pending)
        pending = []
    yield from map(partial(_empty_label, view), pending)


def _empty_label(view: View, block: Block) -> Issue:
    return make_issue(
        "placeholder_left",
        Severity.MEDIUM,
        "The label has no names after it.",
        quote_place(view, block.start, block.end),
    )


def _is_people_label(view: View, block: Block) -> bool:
    text = line_text(view, block)
    return any(r.pattern.search(text) for r in view.pack.rules("consistency.people_label"))


def find_personal_numbers(view: View) -> Iterator[Issue]:
    """Yield Swedish personal and coordination numbers whose date and check digit hold."""
    for _, block in body_blocks(view):
        text = view.document.text[block.start : block.end]
        for match in _PERSONAL_NUMBER.finditer(text):
            digits = "".join(group for group in match.groups() if group)
            if is_personal_number(digits):
                yield make_issue(
                    "personal_number",
                    Severity.HIGH,
                    "A personal number stands in the document.",
                    quote_place(view, block.start + match.start(), block.start + match.end()),
                )


def is_personal_number(digits: str) -> bool:
    """Tell whether ten digits are a date (day plus 60 allowed) and a right check digit.

    Example:
        >>> is_personal_number("8112189876"), is_personal_number("8112189875")
        (True, False)
        >>> is_personal_number("5560360793")
        False
    """
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    if day > _COORDINATION:
        day -= _COORDINATION
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    total = 0
    for index, digit in enumerate(map(int, digits)):
        product = digit * (2 if index % 2 == 0 else 1)
        total += product - 9 if product > 9 else product
    return total % 10 == 0
