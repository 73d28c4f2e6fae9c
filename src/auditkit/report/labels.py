"""The words of the exports in the reader's language, from ``labels/<language>.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from auditkit.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Words by group and key."""

    language: str
    groups: Mapping[str, Mapping[str, str]]

    def name(self, group: str, key: str | None) -> str:
        """Return the word for a key; nothing for None, the key itself where none is given.

        Example:
            >>> load_labels("sv").name("verdict", "not_met")
            'inte uppfyllt'
        """
        return "" if key is None else self.groups[group].get(key, key)

    def say(self, group: str, key: str, **facts: object) -> str:
        """Return a sentence with its facts filled in.

        Example:
            >>> load_labels("en").say("reason", "not_met", place="p.pdf, p. 3")
            'Not done according to p.pdf, p. 3.'
        """
        return self.groups[group][key].format(**facts)

    def count(self, group: str, key: str, n: int, **facts: object) -> str:
        """Return a sentence with a number; for one, that of the key with ``_one``.

        Example:
            >>> [load_labels("en").count("reason", "similar", n) for n in (1, 2)]
            ['One more passage points the same way.', '2 more passages point the same way.']
        """
        return self.say(group, f"{key}_one" if n == 1 else key, n=n, **facts)


@lru_cache(maxsize=4)
def load_labels(language: str) -> Labels:
    """Load the labels of a language.

    Raises:
        SettingsError: If there are none.

    Example:
        >>> load_labels("en").name("verdict", "met")
        'met'
    """
    file = resources.files("auditkit.report").joinpath("labels", f"{language}.toml")
    if not file.is_file():
        raise SettingsError(f"no labels in {language!r}", hint="Use labels = 'sv' or 'en'.")
    return Labels(language=language, groups=tomllib.loads(file.read_text(encoding="utf-8")))
