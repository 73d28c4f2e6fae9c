"""Short forms of persons' names: a surname, a first name, "Ida A" or "I. Ask"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditkit.link.forms import Form
from auditkit.link.names import INITIAL, kind_by_head
from auditkit.link.vocabulary import Vocabulary
from auditkit.model import ActorKind, Provenance

Bearers = Mapping[str, frozenset[tuple[str, str]]]
"""The persons, as (key, name), that each short form may stand for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A short form that stands for a longer name in a document, and where that is said.

    ``wide``: an abbreviation, good in other documents too. ``holder``: the short form is the
    title of a role, which the person holds in this document.
    """

    document_id: str
    short: str
    short_key: str
    long: str
    long_key: str
    provenance: Provenance | None
    wide: bool = False
    holder: bool = False


def bearers_of(forms: Sequence[Form]) -> Bearers:
    """Return whom a surname, a first name or a name with an initial may stand for.

    Example:
        >>> form = Form(document_id="d", name="Ida Ask", key="p ida ask", provenance=None,
        ...             person=True)
        >>> sorted(bearers_of([form]))
        ['ask', 'i ask', 'ida', 'ida a']
    """
    bearers: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for form in forms:
        if not form.person or " " not in form.key[2:] or _has_initial(form.name):
            continue
        words = form.key[2:].split()
        bare = form.name.casefold().split()[-len(words) :]
        first, last = words[0], words[-1]
        initials = {f"{first} {last[0]}", f"{first[0]} {last}", f"{first[0]} {bare[-1]}"}
        for short in {first, last, bare[0], bare[-1], *initials}:
            bearers[short].add((form.key, form.name))
    return {short: frozenset(found) for short, found in bearers.items()}


def _has_initial(name: str) -> bool:
    return INITIAL.fullmatch(name) is not None


def _without_title(name: str, vocabulary: Vocabulary) -> str:
    """Return the first name behind a title ("sekreterare Ida"), else the name as it is."""
    title, _, last = name.rpartition(" ")
    titled = last[:1].isupper() and " " not in title and title[1:].islower()
    return last if titled and kind_by_head(title, vocabulary) is ActorKind.ROLE else name


def tie_short_names(
    forms: Sequence[Form], bearers: Bearers, vocabulary: Vocabulary, *, initials: bool = False
) -> Iterator[Tie]:
    """Yield the short forms that only one of the persons bears.

    Args:
        forms: The forms of one document.
        bearers: Whom short forms may stand for, in this document or in all.
        vocabulary: The words of the pack, by which a title before a first name is known.
        initials: Whether names with an initial are all that is tied: across documents a
            first name or surname alone tells too little.

    Example:
        >>> long = Form(document_id="d", name="Ida Ask", key="p ida ask", provenance=None,
        ...             person=True)
        >>> short = Form(document_id="d", name="I. Ask", key="p i ask", provenance=None)
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> ties = tie_short_names([long, short], bearers_of([long]),
        ...                        load_vocabulary(load_pack("sv")))
        >>> [(t.short, t.long) for t in ties]
        [('I. Ask', 'Ida Ask')]
    """
    for form in forms:
        bare = _without_title(form.name, vocabulary)
        initial = _has_initial(bare)
        if not initial and (initials or " " in bare):
            continue
        word = " ".join(bare.casefold().replace(".", " ").split())
        for candidate in (word, word.removesuffix("s")):
            owners = bearers.get(candidate, frozenset())
            if len({key for key, _ in owners}) == 1 and bare[0].isupper():
                key, name = min(owners)
                yield Tie(
                    document_id=form.document_id,
                    short=form.name,
                    short_key=form.key,
                    long=name,
                    long_key=key,
                    provenance=form.provenance,
                )
                break
