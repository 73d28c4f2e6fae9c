"""Structure → Annotated: one spaCy Doc over the whole text, cut into units.

A unit is what can be a statement: a sentence, a list item or a table row. Sentence
boundaries are found by rule inside each block, because a sentence never runs over two
blocks and rules split this genre better than a parser does (docs/measurements.md).
"""

from __future__ import annotations

from spacy.language import Language

from auditkit.annotate.language import load_language
from auditkit.annotate.parse import parse_spans
from auditkit.annotate.sentences import split_sentences
from auditkit.annotate.units import Annotated, Unit, find_units
from auditkit.lang import Pack
from auditkit.model import Structure

__all__ = ["Annotated", "Unit", "annotate", "load_pipeline", "parse_spans", "split_sentences"]

_MAX_CHARACTERS = 5_000_000


def load_pipeline(pack: Pack) -> Language:
    """Return the spaCy pipeline of a language pack, loaded once by the caller.

    Example:
        >>> from auditkit.lang import load_pack
        >>> load_pipeline(load_pack("sv")).lang
        'sv'
    """
    nlp = load_language(str(pack.table("spacy")["model"]))
    nlp.max_length = _MAX_CHARACTERS
    return nlp


def annotate(structure: Structure, pack: Pack, nlp: Language) -> Annotated:
    """Tokenise a structured document and cut it into units."""
    doc = nlp.make_doc(structure.document.text)
    units = tuple(find_units(structure, pack))
    return Annotated(structure=structure, pack=pack, nlp=nlp, doc=doc, units=units)
