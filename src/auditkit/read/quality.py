"""How well each page could be read: good, fair or poor, and the pages to read by eye.

Words are judged by their letters: every three letters in a row of a word must occur in
some word of the language's list. Correct Swedish passes this for nine letters in ten,
English for six, a text layer with wrong glyphs for next to none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from auditkit.lang.lexicon import is_word
from auditkit.model import Grade, PageQuality, Quality
from auditkit.read.pages import Page
from auditkit.read.printed import confidence_of

_WORD = re.compile(r"[^\W\d_]{2,40}")
_FEW_WORDS = 20  # say nothing about a page
_GARBAGE = 0.35  # of the letters: below, no language that is written with these letters
_SURE, _UNSURE = 0.88, 0.75  # mean confidence of a recognised page
_RIGHT, _DOUBTFUL = 0.8, 0.6  # letters in words of the language, on a recognised page
_MUCH_HIDDEN = 20  # characters
_WORDS_JUDGED = 5_000  # of a page


def share_of_words(texts: Iterable[str], code: str) -> float | None:
    """Return the share of letters that stand in words of the language, None if few do.

    Example:
        >>> share_of_words(["Styrelsen beslutade att godkänna planen för året."] * 3, "sv")
        1.0
        >>> share_of_words(["Styrelsen."], "sv") is None
        True
    """
    words = [word for text in texts for word in _WORD.findall(text)][:_WORDS_JUDGED]
    if len(words) < _FEW_WORDS:
        return None
    right = sum(len(word) for word in words if is_word(word, code))
    return round(right / sum(map(len, words)), 3)


def is_garbage(page: Page, code: str) -> bool:
    """Tell whether a page's text layer is no text: unmapped glyphs, or no words.

    Example:
        >>> from auditkit.read.pages import Run
        >>> run = Run(text="Vw|uhovhq ehvoxwdgh " * 12, box=(0, 0, 9, 9), baseline=9, size=9)
        >>> is_garbage(Page(number=1, width=99, height=99, runs=(run,)), "sv")
        True
    """
    if page.unmapped > 0.2 * (page.characters + page.unmapped):
        return page.unmapped >= _FEW_WORDS
    share = share_of_words((run.text for run in page.runs if not run.hidden), code)
    return share is not None and share < _GARBAGE


def grade_pages(pages: Sequence[Page], code: str) -> Quality:
    """Return how well the pages of a document could be read.

    Example:
        >>> page = Page(number=1, width=99, height=99, unread="a scan")
        >>> grade_pages([page], "sv").pages_unread
        (1,)
    """
    graded = tuple(grade_page(page, code) for page in pages)
    return Quality(
        pages_unread=tuple(page.number for page in graded if page.grade is Grade.UNREAD),
        pages_poor=tuple(page.number for page in graded if page.grade is Grade.POOR),
        hidden_characters=sum(page.hidden for page in graded),
        grade=_overall(graded),
        pages=graded,
    )


def _overall(pages: Sequence[PageQuality]) -> Grade:
    """Return a document's grade: that of its worst page, but fair where few pages are bad."""
    worst = max((page.grade for page in pages), key=list(Grade).index, default=Grade.GOOD)
    bad = sum(page.grade in (Grade.POOR, Grade.UNREAD) for page in pages)
    if 0 < bad <= 0.1 * len(pages):
        return Grade.FAIR
    if worst is Grade.UNREAD:
        return Grade.UNREAD if bad == len(pages) else Grade.POOR
    return worst


def grade_page(page: Page, code: str) -> PageQuality:
    """Return how well one page could be read.

    Example:
        >>> from auditkit.read.pages import Run
        >>> run = Run(text="Styrelsen beslutade.", box=(0, 0, 9, 9), baseline=9, size=9)
        >>> grade_page(Page(number=1, width=99, height=99, runs=(run,)), "sv").grade.value
        'good'
    """
    seen = [run for run in page.runs if not run.hidden]
    share = share_of_words((run.text for run in seen), code)
    confidence = confidence_of(seen)
    hidden = sum(len(run.text) for run in page.runs if run.hidden)
    if page.problem or page.unread:
        grade = Grade.UNREAD
    elif page.source == "ocr":
        grade = _grade_recognised(page, confidence, share)
    elif is_garbage(page, code):
        grade = Grade.POOR
    else:
        grade = Grade.FAIR if hidden > _MUCH_HIDDEN else Grade.GOOD
    return PageQuality(
        number=page.number,
        grade=grade,
        source=page.source,
        confidence=confidence,
        words=share,
        hidden=hidden,
        note=page.problem or page.unread,
    )


def _grade_recognised(page: Page, confidence: float | None, share: float | None) -> Grade:
    """Return the grade of a page whose text was recognised, by us or by who scanned it.

    A page in another language has few words of ours, so a sure engine outweighs them.
    """
    if not page.characters:
        return Grade.POOR if page.picture else Grade.GOOD
    if confidence is None:
        if share is None or share < _DOUBTFUL:
            return Grade.POOR
        return Grade.GOOD if share >= _RIGHT else Grade.FAIR
    if confidence < _UNSURE or (share is not None and share < _GARBAGE):
        return Grade.POOR
    sure = confidence >= _SURE and (share is None or share >= _DOUBTFUL)
    return Grade.GOOD if sure else Grade.FAIR
