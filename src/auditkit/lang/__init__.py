r"""Language packs: words and patterns as data, loaded and validated here.

A pack is a folder of TOML files, the same file names in every language. A file holds
``[words]`` (named lists or tables of words) and ``[[rule]]`` entries::

    [words]
    stop = ["och", "att"]

    [[rule]]
    id = "shall-ska"                  # unique in the pack
    group = "modality.shall"          # what the code asks for
    regex = '\bska(ll)?\b'              # case is ignored unless case = true
    value = "shall"                   # optional
    examples = ["Styrelsen ska besluta."]
    counter_examples = ["En skarp kant."]

Every rule has at least one example and one counter-example; a test runs them all.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

from auditkit.errors import PackError
from auditkit.lang.branches import group_branches
from auditkit.lang.grams import required_sets, text_grams


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One pattern of a pack with what it is for and what shows that it works.

    ``pattern`` matches what ``regex``, as the file has it, does.
    """

    id: str
    group: str
    regex: str
    pattern: re.Pattern[str]
    value: str | None
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pack:
    """A language pack: rules by group, words by name.

    Packs are compared by identity, so that a pack can be the key of a cache.
    """

    code: str
    rules_by_group: Mapping[str, tuple[Rule, ...]]
    words_by_name: Mapping[str, Any]

    def rules(self, group: str) -> tuple[Rule, ...]:
        """Return the rules of a group, in file order.

        Raises:
            PackError: If the pack has no such group.
        """
        try:
            return self.rules_by_group[group]
        except KeyError:
            raise PackError(
                f"language pack {self.code}: no rules of group {group}",
                hint="Add the group to a file of the pack.",
            ) from None

    def rules_for(self, text: str, *groups: str) -> list[Rule]:
        """Return the rules of some groups that may match in a text, in the order given.

        The others cannot: their patterns need letters that the text has not.

        Raises:
            PackError: If the pack has no such group.
        """
        grams = text_grams(text)
        screen = _screened(self, groups)
        if grams is None:
            return [rule for rule, _ in screen.rules]
        places = set(screen.always)
        for gram in screen.grams & grams:
            places.update(screen.places[gram])
        return [
            rule
            for rule, others in map(screen.rules.__getitem__, sorted(places))
            if not any(map(grams.isdisjoint, others))
        ]

    def words(self, name: str) -> tuple[str, ...]:
        """Return a list of words.

        Raises:
            PackError: If the pack has no list of that name.
        """
        return _listed(self, name)

    def table(self, name: str) -> Mapping[str, Any]:
        """Return a table of words, e.g. month names to numbers.

        Raises:
            PackError: If the pack has no table of that name.
        """
        table: Mapping[str, Any] = self.value(name, dict)
        return table

    def value(self, name: str, kind: type) -> Any:
        """Return what stands under a name in ``[words]``.

        Raises:
            PackError: If the pack has nothing of that name and kind.
        """
        value = self.words_by_name.get(name)
        if not isinstance(value, kind):
            raise PackError(
                f"language pack {self.code}: [words] {name} is not a {kind.__name__}",
                hint="Compare the file with docs/language-packs.md.",
            )
        return value


@lru_cache(maxsize=4096)
def _listed(pack: Pack, name: str) -> tuple[str, ...]:
    """Return a list of words; cached, for it is asked for with every word of a text."""
    return tuple(pack.value(name, list))


class _Screen(NamedTuple):
    """Some rules, each with the sets of trigrams that any match of it must meet, but the first.

    That one rules out most texts: ``places`` holds the rules by what is in it (``grams``),
    ``always`` those of which nothing is known.
    """

    rules: tuple[tuple[Rule, tuple[frozenset[str], ...]], ...]
    grams: frozenset[str]
    places: Mapping[str, tuple[int, ...]]
    always: tuple[int, ...]


@lru_cache(maxsize=2048)
def _screened(pack: Pack, groups: tuple[str, ...]) -> _Screen:
    """Return the rules of some groups, ready to be looked up by the trigrams of a text."""
    rules = [rule for group in groups for rule in pack.rules(group)]
    sets = [required_sets(rule.regex) for rule in rules]
    places: dict[str, list[int]] = {}
    for place, needed in enumerate(sets):
        for gram in needed[0] if needed else ():
            places.setdefault(gram, []).append(place)
    return _Screen(
        rules=tuple((rule, needed[1:]) for rule, needed in zip(rules, sets, strict=True)),
        grams=frozenset(places),
        places={gram: tuple(found) for gram, found in places.items()},
        always=tuple(place for place, needed in enumerate(sets) if not needed),
    )


@lru_cache(maxsize=8)
def load_pack(code: str, extensions: tuple[Path, ...] = (), *, only: str = "") -> Pack:
    """Load the pack of a language, with an organisation's own files added last.

    With ``only``, no files but those whose names begin so: compiling a whole pack costs more
    than reading a short document.

    Raises:
        PackError: If the pack does not exist or a file of it is invalid.

    Example:
        >>> load_pack("sv").code
        'sv'
    """
    folder = resources.files("auditkit.lang").joinpath(code)
    if not folder.is_dir():
        raise PackError(f"no language pack {code!r}", hint="Available: sv.")
    files: list[Traversable | Path] = sorted(
        (f for f in folder.iterdir() if f.name.endswith(".toml") and f.name.startswith(only)),
        key=lambda f: f.name,
    )
    rules: dict[str, list[Rule]] = {}
    words: dict[str, Any] = {}
    seen: set[str] = set()
    for file in [*files, *extensions]:
        _load_file(file, rules, words, seen)
    return Pack(
        code=code,
        rules_by_group={group: tuple(found) for group, found in rules.items()},
        words_by_name=words,
    )


def _load_file(
    file: Traversable | Path, rules: dict[str, list[Rule]], words: dict[str, Any], seen: set[str]
) -> None:
    """Add one file's rules and words; lists of the same name are joined."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PackError(f"{file.name}: {error}", hint="Mend or remove the file.") from error
    unknown = set(data) - {"words", "rule"}
    if unknown:
        raise PackError(
            f"{file.name}: unknown tables {sorted(unknown)}", hint="Use [words] and [[rule]]."
        )
    for entry in data.get("rule", ()):
        rule = _rule(file.name, entry)
        if rule.id in seen:
            raise PackError(f"{file.name}: rule id {rule.id} twice", hint="Rename one of them.")
        seen.add(rule.id)
        rules.setdefault(rule.group, []).append(rule)
    for name, value in data.get("words", {}).items():
        if name in words and isinstance(value, list):
            words[name] = [*words[name], *value]
        elif name in words:
            words[name] = {**words[name], **value}
        else:
            words[name] = value


def _rule(file: str, entry: Mapping[str, Any]) -> Rule:
    """Make a rule of a TOML entry."""
    try:
        flags = 0 if entry.get("case") else re.IGNORECASE
        return Rule(
            id=entry["id"],
            group=entry["group"],
            regex=entry["regex"],
            pattern=re.compile(group_branches(entry["regex"]), flags),
            value=entry.get("value"),
            examples=tuple(entry["examples"]),
            counter_examples=tuple(entry["counter_examples"]),
        )
    except KeyError as error:
        raise PackError(
            f"{file}: rule {entry.get('id', '?')} lacks {error}",
            hint="A rule has id, group, regex, examples and counter_examples.",
        ) from error
    except re.error as error:
        raise PackError(
            f"{file}: rule {entry['id']}: {error}", hint="Correct the regular expression."
        ) from error
