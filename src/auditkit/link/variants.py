"""Keys that name the same actor though they differ: by spelling, by composition, by initials.

Nothing in a text ties such names; they are taken for one only where nothing else fits: a
misspelt name beside the right one ("Mattson", "Mattsson"), a genitive beside the compound of
the same words ("programmets styrgrupp", "programstyrgruppen"), and an abbreviation in capitals
beside the only name of its document whose words begin with these letters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditkit.lang.spelling import Speller, deletions, distance, is_known
from auditkit.link.forms import Form
from auditkit.link.names import base_word, name_tokens
from auditkit.link.vocabulary import Vocabulary

_NAME, _WORD = 5, 8  # letters of a name, and of a noun, that may be misspelt
_NAME_COST = 0.6  # letters that look or sound alike, or one of two doubled letters
_WORD_COST = 1.0
_INITIALS = 2  # letters of an abbreviation


def find_variants(forms: Iterable[Form], vocabulary: Vocabulary) -> dict[str, str]:
    """Return for each key that is a variant of another the key that stands for both.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> forms = [Form(document_id="d", name=name, key=key, provenance=None)
        ...          for name, key in (("programmets styrgrupp", "programmet styrgrupp"),
        ...                            ("programstyrgruppen", "programstyrgrupp"))]
        >>> find_variants(forms, load_vocabulary(load_pack("sv")))
        {'programmet styrgrupp': 'programstyrgrupp'}
    """
    counts = Counter(form.key for form in forms)
    found = dict(_possessives(counts, vocabulary))
    for one, other in (
        *_misspelt_persons(counts, vocabulary),
        *_misspelt_words(counts, vocabulary),
    ):
        rare, main = sorted((one, other), key=lambda key: (counts[key], key))
        found.setdefault(rare, main)
    return {key: main for key, main in found.items() if main not in found}


def _possessives(counts: Mapping[str, int], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield names of an owner and a body, with the compound that says the same."""
    for key in counts:
        words = key.split()
        if len(words) != 2 or words[0] == "p":
            continue
        owner = base_word(words[0], vocabulary.definite)
        for compound in (owner + words[1], f"{owner}s{words[1]}"):
            if owner != words[0] and compound in counts:
                yield key, compound


def _misspelt_persons(
    counts: Mapping[str, int], vocabulary: Vocabulary
) -> Iterator[tuple[str, str]]:
    """Yield pairs of full names of which one word differs in letters that are alike."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in sorted(counts):
        words = key.split()
        if words[0] == "p" and len(words) > 2:
            for index in range(1, len(words)):
                rest = (*words[:index], "", *words[index + 1 :])
                groups[rest].append(key)
    for rest, keys in groups.items():
        index = rest.index("")
        for at, key in enumerate(keys):
            for other in keys[at + 1 :]:
                one, two = key.split()[index], other.split()[index]
                long = min(len(one), len(two)) >= _NAME
                if long and distance(one, two, vocabulary.alike) <= _NAME_COST:
                    yield key, other


def _misspelt_words(counts: Mapping[str, int], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield pairs of names of which one long word is no word, and one edit from the other's."""
    speller: Speller = vocabulary.speller
    by_rest: dict[str, set[tuple[str, str]]] = defaultdict(set)
    long_words = [
        (key, word)
        for key in sorted(counts)
        for word in key.split()
        if len(word) >= _WORD and not key.startswith("p ") and word.isalpha()
    ]
    for key, word in long_words:
        for left in {word, *deletions(word)}:
            by_rest[left].add((key, word))
    for key, word in long_words:
        if is_known(word, speller):
            continue
        near = {pair for left in {word, *deletions(word)} for pair in by_rest[left]}
        for other, right in sorted(near):
            same = right != word and key.replace(word, right) == other
            if not same or right[0] != word[0] or not is_known(right, speller):
                continue
            if distance(word, right, speller.alike) <= _WORD_COST:
                yield key, other


Initials = Mapping[str, frozenset[str]]
"""The keys of the names whose words begin with some letters, by these letters."""


def initials_of(forms: Iterable[Form], vocabulary: Vocabulary) -> Initials:
    """Return the keys of names of several words by their initials, small words left out.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> form = Form(document_id="d", name="Hamnens råd", key="hamnen råd", provenance=None)
        >>> sorted(initials_of([form], load_vocabulary(load_pack("sv"))))
        ['hr']
    """
    found: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        words = [w for w in name_tokens(form.name) if w not in vocabulary.stop]
        if len(words) > 1 and not form.person and form.name[0].isupper():
            found["".join(word[0] for word in words)].add(form.key)
    return {letters: frozenset(keys) for letters, keys in found.items()}


def find_initialisms(
    forms: Sequence[Form], tied: frozenset[str], own: Initials, everywhere: Initials
) -> Iterator[tuple[Form, str]]:
    """Yield the abbreviations of one document with the key of the only name they can stand for.

    Args:
        forms: The forms of the document.
        tied: Keys that a text has explained.
        own: The names of the document by their initials; they come first.
        everywhere: Those of all documents.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> forms = [Form(document_id="d", name=name, key=key, provenance=None)
        ...          for name, key in (("Hamnens råd", "hamnen råd"), ("HR", "hr"))]
        >>> own = initials_of(forms, load_vocabulary(load_pack("sv")))
        >>> [key for _, key in find_initialisms(forms, frozenset(), own, own)]
        ['hamnen råd']
    """
    for form in forms:
        letters = form.name.casefold()
        if not form.name.isupper() or len(letters) < _INITIALS or form.key in tied:
            continue
        found = own.get(letters) or everywhere.get(letters, frozenset())
        if len(found) == 1:
            yield form, next(iter(found))
