"""The trained pipeline of a language: verified, then loaded, without any network.

The folder of the model is what spaCy writes (JSON, msgpack and arrays, no pickles), but for
the word vectors, which ``annotate.vectors`` keeps in eight bits.
"""

from __future__ import annotations

import json
import logging
import warnings
from pathlib import Path

import spacy
import spacy.about
from spacy.language import Language

import auditkit.annotate.lemmas  # noqa: F401 (the component of a trained pipeline)
from auditkit.annotate.vectors import expand_vectors
from auditkit.errors import ModelError
from auditkit.trained import load_card, verify_model

VECTORS = "vectors.npz"
_META = "meta.json"


def load_language(name: str, folder: Path | None = None) -> Language:
    """Return a trained pipeline, of ``folder`` instead of the shipped models if given.

    Raises:
        ModelError: If there is no such model, a file is another than its card names, or the
            installed spaCy is of a version that it was not made for.

    Example:
        >>> load_language("sv_auditkit").pipe_names[-1]
        'ner'
    """
    place = verify_model(load_card(name, folder))
    _require_version(name, place)
    with warnings.catch_warnings():
        # What spaCy would say of versions is checked above; a reader of ours cannot act on it.
        warnings.simplefilter("ignore")
        logging.getLogger("spacy").setLevel(logging.ERROR)
        try:
            nlp = spacy.util.load_model_from_path(place, exclude=["vectors"])
            if (place / VECTORS).exists():
                expand_vectors(place / VECTORS, nlp.vocab)
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(
                f"{name}: cannot be loaded: {error}", hint="Install auditkit again."
            ) from error
    return nlp


def _require_version(name: str, place: Path) -> None:
    wanted = json.loads((place / _META).read_text(encoding="utf-8"))["spacy_version"]
    if not spacy.util.is_compatible_version(spacy.about.__version__, wanted):
        raise ModelError(
            f"{name}: made for spaCy {wanted}, installed is {spacy.about.__version__}",
            hint=f"python -m pip install 'spacy{wanted}'",
        )
