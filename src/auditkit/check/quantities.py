"""Numbers against numbers: how often against how often, a target against an outcome."""

from __future__ import annotations

import re

from auditkit.lang import Pack
from auditkit.model import Stance

# Occurrences a year of one occurrence each period; the names are those of the pack.
_PER_YEAR = {
    "year": 1.0,
    "half-year": 2.0,
    "term": 2.0,
    "tertial": 3.0,
    "quarter": 4.0,
    "month": 12.0,
    "week": 52.0,
}


def read_number(text: str, pack: Pack) -> float | None:
    """Return the number that digits or a number word stand for, None where neither.

    Example:
        >>> from auditkit.lang import load_pack
        >>> read_number("4 600", load_pack("sv")), read_number("sju", load_pack("sv"))
        (4600.0, 7.0)
    """
    words = pack.table("number_words")
    folded = text.casefold().strip()
    if folded in words:
        return float(words[folded])
    digits = re.sub(r"[ \xa0]", "", folded).replace(",", ".")
    return float(digits) if re.fullmatch(r"\d+(?:\.\d+)?", digits) else None


def per_year(text: str, pack: Pack) -> float | None:
    """Return how often a year a text asks for something, None where it does not say.

    Example:
        >>> from auditkit.lang import load_pack
        >>> per_year("Gruppen möts minst två gånger per kvartal.", load_pack("sv"))
        8.0
    """
    periods = pack.table("periods")
    for rule in pack.rules("frequency"):
        match = rule.pattern.search(text)
        if match is None:
            continue
        fields = {k: v for k, v in match.groupdict().items() if v}
        if "word" in fields:
            return _adverb(fields["word"], pack)
        rate = _PER_YEAR.get(periods.get(fields.get("period", "").casefold(), ""))
        if rate is None:
            continue
        count = read_number(fields["count"], pack) if "count" in fields else 1.0
        return rate * (count or 1.0) / (2.0 if rule.value == "every-other" else 1.0)
    return None


def _adverb(word: str, pack: Pack) -> float | None:
    for ending, period in pack.table("check_adverbs").items():
        if word.casefold().endswith(ending):
            return _PER_YEAR[period]
    return None


def count_times(text: str, pack: Pack) -> float | None:
    """Return how many times a year a text reports, None where it gives no count.

    Example:
        >>> from auditkit.lang import load_pack
        >>> count_times("Det skedde vid två tillfällen under de 4 åren.", load_pack("sv"))
        0.5
    """
    match = next((m for r in pack.rules("check.count") for m in r.pattern.finditer(text)), None)
    if match is None:
        return None
    count = read_number(match.group("count"), pack)
    if count is None:
        return None
    years = next((m for r in pack.rules("check.years") for m in r.pattern.finditer(text)), None)
    span = read_number(years.group("count"), pack) if years is not None else 1.0
    return count / (span or 1.0)


def share_done(text: str, pack: Pack) -> tuple[float, float] | None:
    """Return "five of eleven" as two numbers, None where a text has no such share.

    Example:
        >>> from auditkit.lang import load_pack
        >>> share_done("Fem av de elva systemen är klassade.", load_pack("sv"))
        (5.0, 11.0)
    """
    for rule in pack.rules("stance.share"):
        match = rule.pattern.search(text)
        if match is not None:
            some = read_number(match.group("some"), pack)
            total = read_number(match.group("all"), pack)
            if some is not None and total is not None:
                return some, total
    return None


def compare_target(required: str, reported: str, pack: Pack) -> Stance | None:
    """Compare a bound with the outcome that a text reports in the same unit.

    Returns None where the two have no unit in common. The first outcome that is neither
    the bound itself nor a figure compared with ("mot 49 dagar") counts.

    Example:
        >>> from auditkit.lang import load_pack
        >>> pack = load_pack("sv")
        >>> compare_target("ska vara högst 35 dagar", "Mediantiden var 41 dagar.", pack).value
        'contradicts'
        >>> compare_target("minst 60 procent", "Andelen är nu 63 procent.", pack).value
        'supports'
    """
    for rule in pack.rules("check.target"):
        for match in rule.pattern.finditer(required):
            bound = read_number(match.group("number"), pack)
            outcome = _outcome(reported, _unit(match.group("unit")), bound, pack)
            if bound is None or outcome is None:
                continue
            limit = match.groupdict().get("bound") or ""
            at_most = limit.casefold() in pack.words("check_at_most")
            reached = outcome <= bound if at_most else outcome >= bound
            return Stance.SUPPORTS if reached else Stance.CONTRADICTS
    return None


def _outcome(text: str, unit: str, bound: float | None, pack: Pack) -> float | None:
    compared = pack.rules("check.reference")
    for rule in pack.rules("check.outcome"):
        for match in rule.pattern.finditer(text):
            if _unit(match.group("unit")) != unit:
                continue
            if any(r.pattern.search(text[: match.start()]) for r in compared):
                continue
            value = read_number(match.group("number"), pack)
            if value is not None and value != bound:
                return value
    return None


def _unit(word: str) -> str:
    """Fold a unit: per cent is one, other words compare by their first letters."""
    folded = word.casefold()
    return "%" if folded == "%" or folded.startswith("procent") else folded[:6]
