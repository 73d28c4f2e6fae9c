"""The tokeniser: spaCy's Swedish one, with what minutes and reports hold besides.

It is stored with the trained pipeline (spaCy's ``tokenizer`` file), so that a text is cut
the same way when it is read as when the pipeline was trained.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

_FOOTNOTE = "⁰¹²³⁴⁵⁶⁷⁸⁹"
# The figure of a footnote, raised or set as a digit behind a word's full stop.
_SUFFIXES = (
    rf"(?<=[a-zåäö]{{3}})[{_FOOTNOTE}]+",  # but "m²"
    rf"(?<=[.,;:!?)0-9])[{_FOOTNOTE}]+",
    rf"(?<=[{_FOOTNOTE}])[.,;:]",
    r"(?<=[a-zåäö]{3}\.)[0-9]{1,2}",
    r"(?<=[0-9])[–—]",
)
_PREFIXES = (r"[•·▪●○■□◦➢✓\uf0a7\uf0b7\uf0d8]",)
_INFIXES = (r"(?<=[0-9])[–—](?=[0-9])", r"(?<=[A-Za-zÅÄÖåäö0-9])[”“](?=[a-zåäö])")


def make_tokenizer(nlp: Language, abbreviations: Iterable[str]) -> Tokenizer:
    """Return a tokeniser that also knows some abbreviations and footnotes' figures.

    Args:
        nlp: The language, for its own rules.
        abbreviations: Kept as one token, with a small and a capital first letter.

    Example:
        >>> import spacy
        >>> tokenizer = make_tokenizer(spacy.blank("sv"), ["dnr."])
        >>> [token.text for token in tokenizer("Dnr. 12, stort⁸. Ja 2017.²")]
        ['Dnr.', '12', ',', 'stort', '⁸', '.', 'Ja', '2017', '.', '²']
    """
    defaults = nlp.Defaults
    rules: dict[str, Any] = dict(nlp.Defaults.tokenizer_exceptions)
    for short in abbreviations:
        for form in {short, short[:1].upper() + short[1:]}:
            rules[form] = [{"ORTH": form}]
    return Tokenizer(
        nlp.vocab,
        rules=rules,
        prefix_search=compile_prefix_regex([*_PREFIXES, *(defaults.prefixes or ())]).search,
        suffix_search=compile_suffix_regex([*_SUFFIXES, *(defaults.suffixes or ())]).search,
        infix_finditer=compile_infix_regex([*_INFIXES, *(defaults.infixes or ())]).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
    )
