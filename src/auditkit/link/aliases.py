"""What a document itself says of names: abbreviations, surnames, titles of persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditkit.link.coordination import is_actor
from auditkit.link.forms import Form, find_text
from auditkit.link.names import INITIAL, clean_name, is_person, kind_by_head, name_key
from auditkit.link.vocabulary import Vocabulary
from auditkit.locate import locate
from auditkit.model import ActorKind, Document, DocumentRecords, Person, Provenance

_BEFORE = 60
_CALLED = 5  # letters from which on a short form is a word ("bolaget"), no abbreviation


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
        *_short_persons(document, forms),
        *_titles(record, forms, vocabulary),
    )


def _abbreviations(
    document: Document, forms: Sequence[Form], vocabulary: Vocabulary
) -> Iterator[Tie]:
    """Yield the abbreviations that a document explains in brackets."""
    known = {f.name.casefold() for f in forms}
    sure = {f.key for f in forms}
    for rule in vocabulary.abbreviations:
        for match in rule.pattern.finditer(document.text):
            short = match["short"]
            long = _long_form(match["long"], short, known, vocabulary)
            if not long or name_key(long, vocabulary) == name_key(short, vocabulary):
                continue
            if not is_actor(long, vocabulary) and name_key(long, vocabulary) not in sure:
                continue
            start = match.start("long") + match["long"].rfind(long)
            start = min(start, match.start("short"))
            yield Tie(
                document_id=document.id,
                short=short,
                short_key=name_key(short, vocabulary),
                long=long,
                long_key=name_key(long, vocabulary),
                provenance=locate(document, start, match.end()),
                wide=True,
            )


def _long_form(text: str, short: str, known: set[str], vocabulary: Vocabulary) -> str | None:
    """Return the words before a bracket that its abbreviation stands for.

    The fewest words whose initials, or letters in their order, give the abbreviation; else
    the shortest known name that ends there.
    """
    words = text.strip().split(" ")
    if is_person(" ".join(words[-2:]), vocabulary):
        return None  # a party or function behind a person's name
    candidates = [" ".join(words[start:]) for start in range(len(words) - 1, -1, -1)]
    for candidate in candidates:
        if spells(candidate, short, vocabulary):
            return candidate
    if not short.isupper() and " " not in short and len(short) < _CALLED:
        return None
    named = (c for c in candidates if c.casefold() in known and clean_name(c) == c)
    return next(named, None)


def spells(name: str, short: str, vocabulary: Vocabulary) -> bool:
    """Tell whether an abbreviation can stand for a name.

    Its letters stand in the name in their order, the first of them first, and each word
    gives a letter unless it is a small one; the last word may give several.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> vocabulary = load_vocabulary(load_pack("sv"))
        >>> spells("enheten för drift och data", "EDD", vocabulary)
        True
        >>> spells("enheten för tal", "EDD", vocabulary)
        False
    """
    parts = name.casefold().replace("-", " ").split()
    words = [w for w in parts if w not in vocabulary.stop] or parts
    letters, at = short.casefold(), 0
    if words[0][0] != letters[0]:
        return False
    for index, word in enumerate(words):
        if at < len(letters) and word[0] == letters[at]:
            at += 1
        if index == len(words) - 1 or (index == 0 and len(words) < len(letters)):
            for letter in word[1:]:
                left = len(words) - index - 1
                if at < len(letters) - left and letter == letters[at]:
                    at += 1
    return at == len(letters)


def _short_persons(document: Document, forms: Sequence[Form]) -> Iterator[Tie]:
    """Yield surnames and first names that only one person of the document bears."""
    bearers: dict[str, set[tuple[str, str]]] = defaultdict(set)
    full = [f for f in forms if f.person and " " in f.key[2:]]
    for form in full:
        words = form.key[2:].split()
        bare = form.name.casefold().split()[-len(words) :]
        names = {words[0], words[-1], bare[0], bare[-1], f"{words[0]} {words[-1][0]}"}
        for word in names:
            bearers[word].add((form.key, form.name))
    for form in forms:
        if len(form.name.split()) > 1 and not INITIAL.fullmatch(form.name):
            continue
        word = form.name.casefold()
        for candidate in (word, word[:-1] if word.endswith("s") else word):
            owners = bearers.get(candidate, set())
            if len({key for key, _ in owners}) == 1 and form.name[0].isupper():
                key, name = min(owners)
                yield Tie(
                    document_id=document.id,
                    short=form.name,
                    short_key=form.key,
                    long=name,
                    long_key=key,
                    provenance=form.provenance,
                )
                break


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
