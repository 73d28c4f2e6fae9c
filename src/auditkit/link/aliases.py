"""What a document itself says of names: abbreviations, surnames, titles of persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from auditkit.link.coordination import is_actor
from auditkit.link.definitions import Definition, best_long_form, find_definitions
from auditkit.link.forms import Form, find_text
from auditkit.link.names import clean_name, is_person, kind_by_head, name_key
from auditkit.link.short_names import Tie, bearers_of, tie_short_names
from auditkit.link.vocabulary import Vocabulary
from auditkit.locate import locate
from auditkit.model import ActorKind, Document, DocumentRecords, Person

_BEFORE = 60
_CALLED = 5  # letters from which on a short form is a word ("bolaget"), no abbreviation


def tie_forms(
    record: DocumentRecords, forms: Sequence[Form], vocabulary: Vocabulary
) -> tuple[Tie, ...]:
    """Return what one document says of which forms name the same actor.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> from auditkit.model import Facts, Structure
        >>> text = "Den regionala beredningsgruppen (RBG) möts i maj."
        >>> document = Document(id="d", sha256="d", name="p", path="p", media_type="t",
        ...                     text=text, blocks=(), lines=())
        >>> record = DocumentRecords(structure=Structure(
        ...     document=document, facts=Facts(), parts=(), sections=(), block_sections=(),
        ...     lead_ins=()), statements=(), sentences=())
        >>> [(t.short, t.long) for t in
        ...  tie_forms(record, (), load_vocabulary(load_pack("sv")))]
        [('RBG', 'regionala beredningsgruppen')]
    """
    document = record.structure.document
    return (
        *_abbreviations(document, forms, vocabulary),
        *tie_short_names(forms, bearers_of(forms), vocabulary),
        *_titles(record, forms, vocabulary),
    )


def _abbreviations(
    document: Document, forms: Sequence[Form], vocabulary: Vocabulary
) -> Iterator[Tie]:
    """Yield the short forms that a document explains: abbreviations, "nedan kallat bolaget"."""
    names = {f.name.casefold() for f in forms}
    sure = {f.key for f in forms}
    for found in (*find_definitions(document.text), *_called(document, names, vocabulary)):
        short_key, long_key = name_key(found.short, vocabulary), name_key(found.long, vocabulary)
        words = found.long.split(" ")
        party = is_person(" ".join(words[-2:]), vocabulary)  # or function, behind a person's name
        if party or not long_key or long_key == short_key:
            continue
        if is_actor(found.long, vocabulary) or long_key in sure:
            yield Tie(
                document_id=document.id,
                short=found.short,
                short_key=short_key,
                long=found.long,
                long_key=long_key,
                provenance=locate(document, found.start, found.end),
                wide=True,
            )


def _called(document: Document, names: set[str], vocabulary: Vocabulary) -> Iterator[Definition]:
    """Yield the short forms whose letters tell nothing: the shortest known name before them."""
    for rule in vocabulary.abbreviations:
        for match in rule.pattern.finditer(document.text):
            short, words = match["short"], match["long"].strip().split(" ")
            if not short.isupper() and len(short) < _CALLED:
                continue
            longs = (" ".join(words[at:]) for at in range(len(words) - 1, -1, -1))
            long = next((c for c in longs if c.casefold() in names and clean_name(c) == c), None)
            if long is None or best_long_form(short, long) is not None:
                continue
            start = min(match.start("long") + match["long"].rfind(long), match.start("short"))
            yield Definition(short=short, long=long, start=start, end=match.end())


def _titles(
    record: DocumentRecords, forms: Sequence[Form], vocabulary: Vocabulary
) -> Iterator[Tie]:
    """Yield the role titles of persons: from the attendance, or printed before the name."""
    document, meeting = record.structure.document, record.structure.facts.meeting
    held: dict[str, set[str]] = defaultdict(set)
    found: list[Tie] = []
    pairs = [(f, f.role) for f in forms if f.person and f.role]
    pairs += [(f, title) for f in forms if f.person for title in _before(document, f, vocabulary)]
    if meeting:
        chairs: tuple[tuple[Person | None, frozenset[str]], ...] = (
            (meeting.chair, vocabulary.chair),
            (meeting.secretary, vocabulary.secretary),
        )
        for person, titles in chairs:
            key = name_key(person.name, vocabulary) if person else ""
            pairs += [(f, t) for f in forms if f.person and f.key == key for t in sorted(titles)]
    titled = [(f, piece) for f, title in pairs for piece in (title or "").split(",")]
    for form, title in titled:
        title = clean_name(title)
        if kind_by_head(title, vocabulary) is not ActorKind.ROLE or len(title.split()) > 8:
            continue
        short_key = name_key(title, vocabulary)
        held[short_key].add(form.key)
        found.append(
            Tie(
                document_id=document.id,
                short=title,
                short_key=short_key,
                long=form.name,
                long_key=form.key,
                provenance=form.provenance,
                holder=True,
            )
        )
    yield from (tie for tie in found if len(held[tie.short_key]) == 1)


def _before(document: Document, form: Form, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the titles printed right before a person's name at its first place."""
    place = form.provenance or find_text(document, form.name)
    if place is None:
        return
    text = document.text[max(0, place.start - _BEFORE) : place.start]
    before = text.rsplit("\n", 1)[-1].rstrip(" ")
    for rule in vocabulary.titles_before:
        match = rule.pattern.search(before)
        if match:
            yield match["title"]
