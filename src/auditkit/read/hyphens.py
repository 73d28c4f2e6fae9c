"""Joins words that were hyphenated at a line's end, and only those.

A hyphen at a line's end is a line break's (``rekommenda-`` / ``tion``), a compound's own
(``it-`` / ``sidan``) or a suspended one (``utvecklings-`` / ``och``). The document's own
words decide first, then the pack's word list, then the shape of the word: what other
files say never matters, so a text stays the same whatever it is read together with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditkit.lang import Pack
from auditkit.lang.lexicon import load_lexicon

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LAST = re.compile(r"([^\W_]+(?:-[^\W_]+)*)[-‐]$")
_FIRST = re.compile(r"([^\W_]+(?:-[^\W_]+)*)")
_RANGE = re.compile(r"\d[-–]$")
_MINIMUM_PART = 3
_REACH = 80  # characters looked at on either side of a seam


class Joiner:
    """Decides what becomes of a hyphen at a line's end, for one document."""

    def __init__(self, texts: Iterable[str], pack: Pack) -> None:
        self._own = _own_words(texts)
        self._lexicon = load_lexicon(pack.code)
        self._conjunctions = frozenset(pack.words("hyphen_conjunctions"))
        self._prefixes = frozenset(pack.words("hyphen_prefixes"))

    def join(self, left: str, right: str, *, marked: bool = False) -> str:
        """Return two printed lines as one text.

        Args:
            left: A line without blanks at its end.
            right: The next line without blanks at its start.
            marked: Whether the source says that the hyphen is a line break's.

        Example:
            >>> from auditkit.lang import load_pack
            >>> joiner = Joiner(["En rekommendation om it-sidan."], load_pack("sv"))
            >>> joiner.join("en rekommenda-", "tion"), joiner.join("på it-", "sidan")
            ('en rekommendation', 'på it-sidan')
            >>> joiner.join("utvecklings-", "och driftsfrågor")
            'utvecklings- och driftsfrågor'
        """
        drop, between = self.seam(left, right, marked=marked)
        return left[: len(left) - drop] + between + right

    def seam(self, left: str, right: str, *, marked: bool = False) -> tuple[int, str]:
        """Return how many characters of the left line go, and what stands between the two."""
        left, right = left[-_REACH:], right[:_REACH]
        if not left or not right:
            return 0, ""
        if left.endswith("\u00ad"):
            return 1, ""
        last, first = _LAST.search(left), _FIRST.match(right)
        if last is None or first is None:
            # "2020-" / "2024" and "och/" / "eller" belong together without a blank.
            tight = left[-1] == "/" or (bool(_RANGE.search(left)) and right[0].isdigit())
            return 0, "" if tight else " "
        if first.group(1).casefold() in self._conjunctions:
            return 0, " "
        return (1, "") if self._is_break(last.group(1), first.group(1), marked) else (0, "")

    def _is_break(self, before: str, after: str, marked: bool) -> bool:
        """Tell whether the hyphen between two parts of a word is a line break's."""
        joined, hyphened = (before + after).casefold(), f"{before}-{after}".casefold()
        for words in (self._own, self._lexicon):
            if joined in words or hyphened in words:
                return joined in words
        head = before.rsplit("-", 1)[-1]
        if not after[0].islower() or head.casefold() in self._prefixes:
            return False
        if head[-1].isdigit() or (len(head) > 1 and head.isupper()):
            return False
        return marked or len(head) >= 2


def _own_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that stand inside lines: those at the ends may be torn."""
    found: set[str] = set()
    for text in texts:
        words = [match.group().casefold() for match in _WORD.finditer(text)]
        if text.rstrip().endswith(("-", "\u00ad")) and words:
            words.pop()
        # The first word may be the rest of a torn one; a short rest is no evidence.
        found.update(words[1:] if words and len(words[0]) < _MINIMUM_PART else words)
    return frozenset(found)
