"""Two trainings made one pipeline, and the folder it is shipped as."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from spacy.language import Language

from auditkit.annotate.language import VECTORS

# The series of spaCy that reads what this one writes.
_SPACY = ">=3.8,<3.9"
# What training left in the configuration and reading has no use for.
_LEFT_OUT = ("corpora", "training", "initialize", "pretraining", "paths")


def join(grammar: Language, entities: Language) -> Language:
    """Return a pipeline that also recognises names, with what ``entities`` sees of words.

    The recogniser keeps the word layer it was trained with; without that it would listen to
    the other's.
    """
    entities.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    grammar.add_pipe("ner", source=entities)
    return grammar


def write(nlp: Language, folder: Path, *, name: str, version: str, vectors: Path | None) -> None:
    """Write a pipeline as it is shipped: its vectors in eight bits, no trace of its training.

    ``folder`` is emptied first.
    """
    if folder.exists():
        shutil.rmtree(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    nlp.meta["name"] = name
    nlp.meta["version"] = version
    nlp.meta["performance"] = {}
    nlp.to_disk(folder, exclude=["vectors"])
    if vectors is not None:
        shutil.copyfile(vectors, folder / VECTORS)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    meta["spacy_version"] = _SPACY
    _write_json(folder / "meta.json", meta)
    config = nlp.config
    for section in _LEFT_OUT:
        config[section] = {}
    config.to_disk(folder / "config.cfg")


def _write_json(path: Path, data: object) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
