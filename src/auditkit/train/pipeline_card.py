"""The card of a pipeline: what it is made of, how, and how good it is; JSON and for people."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from auditkit.train.pipeline_data import data_files
from auditkit.train.pipeline_loop import read_config
from auditkit.train.pipeline_scores import GRAMMAR, PUBLISHED
from auditkit.trained import CARD, SCHEMA, hash_files

README = "README.md"
LICENCE = "CC BY-SA 4.0"
_PACKAGES = ("spacy", "thinc", "numpy")
_SOURCES: tuple[dict[str, str], ...] = (
    {
        "name": "Universal Dependencies Swedish Talbanken, train part",
        "files": "ud/sv_talbanken-train-v1conv.conllu",
        "licence": "CC BY-SA",
        "use": "tags, lemmas and parse: training",
        "note": (
            "Modified: converted to the second version of the annotation from the repository's "
            "first import (January 2015). The file of that commit carries a placeholder for a "
            "licence; release 1.0, six days later, says CC BY-SA 3.0 and every later one 4.0, of "
            "the same treebank by the same authors. Agreement of the conversion with the "
            "published annotation: UAS 93, LAS 91, UPOS 99, lemma 98."
        ),
    },
    {
        "name": "Universal Dependencies Swedish Talbanken 2.17, dev and test parts",
        "files": "ud/sv_talbanken-ud-dev.conllu, ud/sv_talbanken-ud-test.conllu",
        "licence": "CC BY-SA 4.0",
        "use": "dev: when to stop, and the tables of the conversion above; test: scores only",
        "note": "",
    },
    {
        "name": "Universal Dependencies Swedish PUD",
        "files": "ud/sv_pud-ud-test.conllu",
        "licence": "CC BY-SA 4.0",
        "use": "tags, lemmas and parse: training",
        "note": "Its names (below) are not trained on.",
    },
    {
        "name": "Universal NER 1, Swedish Talbanken",
        "files": "ner/uner-sv_talbanken-ud-*.iob2",
        "licence": "CC BY-SA 4.0",
        "use": "names: train part for training, dev for when to stop, test for scores only",
        "note": "Labels but PER, ORG and LOC are left out.",
    },
    {
        "name": "Universal NER 1, Swedish PUD",
        "files": "ner/uner-sv_pud-ud-test.iob2",
        "licence": "CC BY-SA 4.0",
        "use": "names: scores only",
        "note": "",
    },
    {
        "name": "swedish-ner-corpus (A. Klintberg), web news of 2012",
        "files": "ner/klintan-*.txt",
        "licence": "CC BY 4.0",
        "use": "names: training, a part held out for when to stop",
        "note": "Modified: tags of one kind in a row are one name, no MISC, no soft hyphens.",
    },
    {
        "name": "Lines of minutes, common names, places and bodies, written for this project",
        "files": "training.toml of the language pack",
        "licence": "that of the code",
        "use": "names: put in the place of names of the corpora",
        "note": "",
    },
)
_TEXTS: dict[str, str] = {
    "name": "Descriptions of the Swedish government's assignments to its agencies",
    "files": "",
    "licence": "official texts, no copyright (section 9 of the Swedish copyright act)",
    "use": "word vectors",
    "note": "Read together with the sentences that names are trained on.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a pipeline was made. ``texts`` is none for one without vectors."""

    version: str
    seed: int
    data: Path
    texts: Path | None
    best_steps: dict[str, int]


def write_card(folder: Path, scores: dict[str, float], recipe: Recipe | None) -> None:
    """Write ``card.json`` and ``README.md`` of a model's folder; without a recipe only hashes.

    The hashes cover every file but the card itself.
    """
    card: dict[str, Any] = {
        "name": folder.name,
        "version": recipe.version if recipe else "",
        "schema": SCHEMA,
        "licence": LICENCE,
        "scores": scores,
    }
    if recipe is not None:
        card |= _provenance(recipe, scores)
        (folder / README).write_text(_readme(card), encoding="utf-8")
    card["files"] = hash_files(folder)
    text = json.dumps(card, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / CARD).write_text(text + "\n", encoding="utf-8")


def _provenance(recipe: Recipe, scores: dict[str, float]) -> dict[str, Any]:
    sources = [dict(source) for source in _SOURCES]
    packages: tuple[str, ...] = _PACKAGES
    hashes = {name: _sha256(recipe.data / name) for name in data_files()}
    if recipe.texts is not None:
        sources.append({**_TEXTS, "files": recipe.texts.name})
        hashes[recipe.texts.name] = _sha256(recipe.texts)
        packages = (*_PACKAGES, "floret")
    return {
        "sources": sources,
        "data_sha256": hashes,
        "seed": recipe.seed,
        "best_steps": recipe.best_steps,
        "configurations": {part: read_config(part) for part in recipe.best_steps},
        "packages": {name: metadata.version(name) for name in packages},
        "published": PUBLISHED,
        "summary": _summary(scores),
    }


def _summary(scores: dict[str, float]) -> str:
    titles = {"upos": "UPOS", "lemma": "lemma", "uas": "UAS", "las": "LAS"}
    found = ", ".join(f"{title} {scores[f'test.{name}']:.1f}" for name, title in titles.items())
    return f"Talbanken test: {found}, names F {scores['names_test.names']:.1f}"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _readme(card: dict[str, Any]) -> str:
    """Return the card for people."""
    return "\n".join(
        [
            f"# {card['name']} {card['version']}",
            "",
            "A spaCy pipeline for Swedish minutes, directives and audit reports: tags, lemmas,",
            "dependency parse and names (persons, organisations, places). Written by",
            "`auditkit train pipeline`; do not edit.",
            "",
            f"Licence of the model, apart from that of the code: **{LICENCE}**, with attribution",
            "to the sources below.",
            "",
            "## Scores",
            "",
            "Percent; raw text in, the project's tokeniser, eight sentences to a document, their",
            "ends found by the pipeline. `test` was never trained on. Beside `dev` what spaCy",
            "publishes of its own pipelines (version 3.7), measured on dev of an earlier release;",
            "their names are of another corpus with eight labels.",
            "",
            *_grammar_rows(card["scores"]),
            "",
            *_name_rows(card["scores"]),
            "",
            "## Sources",
            "",
            *_source_rows(card["sources"]),
            "",
            "## Recipe",
            "",
            f"Seed {card['seed']}; best steps "
            + ", ".join(f"{part} {step}" for part, step in sorted(card["best_steps"].items()))
            + "; "
            + ", ".join(f"{name} {version}" for name, version in card["packages"].items())
            + ".",
            "Grammar and names have a word layer each; sentences are varied anew in each epoch",
            "(list items, headings, scans' mistakes, other names). Configurations, hashes of the",
            "data and of all files are in `card.json`. The same data and seed on the same machine",
            "give the same scores.",
            "",
            "```",
            "auditkit train pipeline --data DATA --texts TEXTS --out models",
            "auditkit train pipeline --data DATA --score",
            "```",
            "",
        ]
    )


def _grammar_rows(scores: dict[str, float]) -> list[str]:
    rows = [
        "| | " + " | ".join(GRAMMAR) + " |",
        "| --- |" + " --- |" * len(GRAMMAR),
    ]
    ours = {
        f"this, {part}": {name: scores[f"{part}.{name}"] for name in GRAMMAR}
        for part in ("test", "dev")
    }
    theirs = {f"{name}, dev": found for name, found in PUBLISHED.items()}
    for name, found in {**ours, **theirs}.items():
        rows.append(f"| {name} | " + " | ".join(f"{found[key]:.1f}" for key in GRAMMAR) + " |")
    return rows


def _name_rows(scores: dict[str, float]) -> list[str]:
    measures = ("names", "precision", "recall", "per", "org", "loc")
    sets = {
        "names_test": "Talbanken test",
        "names_pud": "PUD (not trained on)",
        "names_dev": "held out, when to stop",
    }
    rows = ["| names | F | precision | recall | PER | ORG | LOC |", "| --- |" + " --- |" * 6]
    for part, title in sets.items():
        found = " | ".join(f"{scores.get(f'{part}.{key}', 0.0):.1f}" for key in measures)
        rows.append(f"| {title} | {found} |")
    for name, published in PUBLISHED.items():
        rows.append(f"| {name}, its own corpus | {published['names']:.1f} | | | | | |")
    return rows


def _source_rows(sources: list[dict[str, str]]) -> list[str]:
    return [
        f"- {source['name']} (`{source['files']}`), {source['licence']}. Use: {source['use']}."
        + (f" {source['note']}" if source["note"] else "")
        for source in sources
    ]
