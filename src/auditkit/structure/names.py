"""Names of persons in lists of who was there: one a line, in a row, or run together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditkit.lang import Pack
from auditkit.model import Person

_WORD = r"[A-ZÅÄÖÉÜØÁ][\w’'´]*[a-zåäöéèüøáóíç](?:-[A-ZÅÄÖa-zåäöé]\w+)?"
_PARTICLE = r"(?:af|von|van|de|der|den|la|el|al|bin|ibn|dos|da)"
_NAME = re.compile(
    rf"{_WORD}(?:\s(?:{_PARTICLE}\s){{0,2}}(?:{_WORD}|[A-ZÅÄÖ]\.?(?=\s|$|,))){{1,3}}"
)
_PARTY = re.compile(r"\s*\(([^()]{1,60})\)")
_AND = re.compile(r"\s(?:och|samt|&|and|resp\.)\s")
_OWNER = re.compile(r"(?:^|,\s*)((?:[\wÅÄÖåäö-]+\s){0,3}[\wÅÄÖåäö-]+):\s")
_LONGEST = 4000  # characters of one list of names that are looked at
_JOINED_NAMES = 4  # this many capitalised words in a row are two names


def find_name(text: str, pack: Pack) -> re.Match[str] | None:
    """Return the first match in a text that is a person's name of at least two words.

    Example:
        >>> from auditkit.lang import load_pack
        >>> find_name("ordförande Eva von Ek (S)", load_pack("sv")).group()
        'Eva von Ek'
    """
    position = 0
    while match := _NAME.search(text, position):
        wrong = _first_other_word(match, pack)
        if wrong is None:
            return match
        shorter = _NAME.fullmatch(text, match.start(), wrong.start() - 1)
        if shorter is not None:
            return shorter
        position = wrong.end()
    return None


def is_name(text: str, pack: Pack) -> bool:
    """Tell whether a text is nothing but a person's name.

    Example:
        >>> from auditkit.lang import load_pack
        >>> is_name("Eva Ek", load_pack("sv")), is_name("Svenska Bostäder", load_pack("sv"))
        (True, False)
    """
    match = find_name(text.strip(), pack)
    return match is not None and match.group() == text.strip()


def parse_people(text: str, pack: Pack) -> tuple[Person, ...]:
    """Return the persons that a list names, with their roles as printed.

    "Eva Ek (S), ordförande", "Verket: Eva Ek, Per Lund" and "chef Eva Ek, jurist Per Lund"
    are understood; what is no name goes to the person before it, or after it where the
    list begins with a role.

    Args:
        text: One line or a whole list.
        pack: The language pack; its words say what is no name.

    Example:
        >>> from auditkit.lang import load_pack
        >>> parse_people("Eva Ek (S), ordförande, Per Lund", load_pack("sv"))
        (Person(name='Eva Ek', role='S, ordförande'), Person(name='Per Lund', role=None))
    """
    text = re.sub(r"[\u200b\u00ad_]+|\.{3,}", "", text[:_LONGEST]).strip(" \t;:–-")
    if text.endswith(".") and text.casefold().split()[-1] not in pack.words("abbreviations"):
        text = text.rstrip(". ")
    owned = _split_by_owner(text)
    if owned:
        return tuple(
            Person(name=person.name, role=person.role or owner)
            for owner, names in owned
            for person in parse_people(names, pack)
        )
    tokens = _tokens(text, pack)
    first_name = next((i for i, (is_person, _) in enumerate(tokens) if is_person), None)
    if first_name is None:
        return ()
    return _attach(tokens, roles_first=first_name > 0)


def _split_by_owner(text: str) -> list[tuple[str, str]]:
    """Split "Verket: Eva Ek, Per Lund, Staden: Pia Holm" by the organisations in it."""
    found = list(_OWNER.finditer(text))
    if len(found) < 2:
        return []
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [
        (match.group(1), text[match.end() : end]) for match, end in zip(found, ends, strict=True)
    ]


def _tokens(text: str, pack: Pack) -> list[tuple[bool, str]]:
    """Return the list's names (True) and what stands between them (False), in order."""
    tokens: list[tuple[bool, str]] = []
    for piece in _pieces(text):
        rest = piece
        while match := find_name(rest, pack):
            before = rest[: match.start()].strip(" ,\t")
            stands_in = _stands_in(before, pack)
            if stands_in:  # "ersätter Eva Ek" is a role, Eva Ek is not there
                tokens.append((False, f"{before} {match.group()}"))
            else:
                if before:
                    tokens.append((False, before))
                tokens.extend((True, name) for name in _separate(match.group()))
            rest = rest[match.end() :]
            while party := _PARTY.match(rest):
                tokens.append((False, party.group(1)))
                rest = rest[party.end() :]
        rest = rest.strip(" ,\t")
        if rest:
            tokens.append((False, rest))
    return tokens


def _stands_in(before: str, pack: Pack) -> bool:
    """Tell whether the words before a name say that somebody acts for that person."""
    return any(rule.pattern.search(before) for rule in pack.rules("attendance.substitute"))


def _pieces(text: str) -> list[str]:
    """Split a list at semicolons, commas and "och" outside of brackets."""
    pieces: list[str] = []
    depth = start = 0
    for index, character in enumerate(text):
        if character == "(":
            depth += 1
        elif character == ")":
            depth = max(0, depth - 1)
        elif character in ",;\t\n" and depth == 0:
            pieces.append(text[start:index])
            start = index + 1
    pieces.append(text[start:])
    return [part for piece in pieces for part in _AND.split(piece) if part.strip()]


def _separate(name: str) -> list[str]:
    """Split four capitalised words in a row, two names without a mark between them."""
    words = name.split()
    if len(words) == _JOINED_NAMES and all(word[0].isupper() for word in words):
        return [" ".join(words[:2]), " ".join(words[2:])]
    return [name]


def _attach(tokens: Sequence[tuple[bool, str]], *, roles_first: bool) -> tuple[Person, ...]:
    """Make persons of the tokens; a role goes to the name before it, or to the next."""
    people: list[Person] = []
    waiting: list[str] = []
    for is_person, value in tokens:
        if is_person:
            role = ", ".join(waiting) if roles_first and waiting else None
            people.append(Person(name=value, role=role))
            waiting = []
        elif roles_first:
            waiting.append(value)
        else:
            last = people[-1]
            role = f"{last.role}, {value}" if last.role else value
            people[-1] = Person(name=last.name, role=role)
    return tuple(people)


def _first_other_word(candidate: re.Match[str], pack: Pack) -> re.Match[str] | None:
    """Return the first word of a candidate that is no part of a name."""
    not_names = frozenset(pack.words("not_names"))
    ends = tuple(pack.words("organisation_ends"))
    for word in re.compile(r"\S+").finditer(candidate.string, candidate.start(), candidate.end()):
        if word.group() in not_names or word.group().casefold().endswith(ends):
            return word
    return None


def same_person(one: str, other: str) -> bool:
    """Tell whether two forms may name one person: "Anna" or "Anna B" and "Anna Berg".

    Example:
        >>> same_person("Anna", "Anna Berg"), same_person("Anna Ek", "Anna Berg")
        (True, False)
    """
    first, second = one.casefold().split(), other.casefold().split()
    if len(first) > len(second):
        first, second = second, first
    if not first or first[0] != second[0]:
        return False
    return all(any(word.startswith(part.rstrip(".")) for word in second[1:]) for part in first[1:])


def full_names(names: Sequence[str], known: Sequence[Person]) -> tuple[str, ...]:
    """Return the names, each in the only fuller form among the persons known.

    Example:
        >>> full_names(["Anna"], [Person(name="Anna Berg"), Person(name="Per Ek")])
        ('Anna Berg',)
    """
    found: list[str] = []
    for name in names:
        fuller = sorted({p.name for p in known if same_person(name, p.name)}, key=len)
        exact = next((f for f in fuller if f.casefold() == name.casefold()), None)
        found.append(exact or (fuller[0] if len(fuller) == 1 else name))
    return tuple(dict.fromkeys(found))
