"""The language of a text, and of which parts of a document nothing can be said."""

from __future__ import annotations

import re
from collections import Counter

from auditkit.lang import Pack
from auditkit.model import Problem, Structure

_MOST_WORDS = 4000
_LEAST_FOUND = 5  # common words; fewer tell no language but the pack's
_LEAST_SHARE = 0.08  # of the common words among all words
_TRACE = 0.04  # a text with more of the pack's language is at least partly in it
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-zà-öø-ž]", re.IGNORECASE)
_OTHER = "other"


def find_language(text: str, pack: Pack) -> str | None:
    """Return the code of the language of a text: the pack's, "en", "other", None if unsure.

    Lists of names and figures have few of the common words of any language, so that only a
    text with many words of another language, and hardly one of the pack's, is taken to be
    in it.

    Example:
        >>> from auditkit.lang import load_pack
        >>> find_language("Styrelsen beslutar att anta planen.", load_pack("sv"))
        'sv'
        >>> find_language("The board shall adopt the plan of the year. " * 9, load_pack("sv"))
        'en'
        >>> find_language("Anna Ek, Bo Al, Siv Lind", load_pack("sv")) is None
        True
    """
    found = _WORD.findall(text.casefold())[:_MOST_WORDS]
    if not found:
        return None
    if sum(1 for word in found if not _LATIN.search(word)) * 2 > len(found):
        return _OTHER  # Greek, Cyrillic, Arabic …
    counted = Counter(found)
    counts = {
        code: sum(counted[word] for word in set(words))
        for code, words in pack.table("language_words").items()
    }
    own = counts.pop(pack.code, 0)
    best = max(counts, key=lambda code: counts[code])
    least = max(_LEAST_FOUND, _LEAST_SHARE * len(found))
    if counts[best] >= least and own < _TRACE * len(found):
        return best
    return pack.code if own and own >= _TRACE * len(found) else None


def foreign_parts(structure: Structure, pack: Pack) -> frozenset[str]:
    """Return the labels of the parts that are in a language for which there is no pack.

    Example:
        >>> from auditkit.model import Document, Facts, Part
        >>> from auditkit.lang import load_pack
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.txt", path="p.txt",
        ...     media_type="text/plain", text="x", blocks=(), lines=())
        >>> parts = (Part(label="main", start=0, end=1, language="en"),)
        >>> structure = Structure(document=document, facts=Facts(), parts=parts, sections=(),
        ...     block_sections=(), lead_ins=())
        >>> foreign_parts(structure, load_pack("sv"))
        frozenset({'main'})
    """
    return frozenset(
        part.label for part in structure.parts if part.language not in (None, pack.code)
    )


def foreign_problem(structure: Structure, pack: Pack) -> Problem | None:
    """Return a problem where a document, or a part of it, is in a language that is not read.

    Example:
        >>> from auditkit.model import Document, Facts, Part
        >>> from auditkit.lang import load_pack
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.txt", path="p.txt",
        ...     media_type="text/plain", text="x", blocks=(), lines=())
        >>> parts = (Part(label="main", start=0, end=1, language="en"),)
        >>> structure = Structure(document=document, facts=Facts(), parts=parts, sections=(),
        ...     block_sections=(), lead_ins=())
        >>> foreign_problem(structure, load_pack("sv")).message
        'p.txt: is in English; only Swedish is read yet: nothing was extracted'
    """
    foreign = foreign_parts(structure, pack)
    if not foreign:
        return None
    names = pack.table("language_names")
    parts = [part for part in structure.parts if part.label in foreign]
    language = " and ".join(
        dict.fromkeys(names.get(part.language or _OTHER, names[_OTHER]) for part in parts)
    )
    own = names.get(pack.code, pack.code)
    document = structure.document
    if len(parts) == len(structure.parts):
        said = f"is in {language}; only {own} is read yet: nothing was extracted"
    else:
        labels = ", ".join(part.label for part in parts)
        said = f"{labels} is in {language}; only {own} is read yet: nothing was extracted from it"
    return Problem(
        document=document.name,
        path=document.path,
        stage="structure",
        code="AK308",
        message=f"{document.name}: {said}",
        hint="Read it yourself; what it says is neither in the tables nor counted as evidence.",
    )
