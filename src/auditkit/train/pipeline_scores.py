"""How well a pipeline does on the public sets: raw text in, our tokeniser.

The measures are spaCy's (https://spacy.io/api/scorer): tags, lemmas and heads as F over
aligned tokens, names as F over exact spans and labels. Eight sentences make a document; the
pipeline finds their ends itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language

from auditkit.train.pipeline_data import TrainingData
from auditkit.train.pipeline_loop import examples
from auditkit.train.treebanks import Sentence

# Our names of the measures, and spaCy's.
GRAMMAR = {
    "xpos": "tag_acc",
    "upos": "pos_acc",
    "feats": "morph_acc",
    "lemma": "lemma_acc",
    "uas": "dep_uas",
    "las": "dep_las",
    "sentences": "sents_f",
}
# Published for spaCy's own Swedish pipelines, version 3.7, on the dev part of the treebank
# (release 2.8) and, for names, on another corpus with eight labels.
PUBLISHED: dict[str, dict[str, float]] = {
    "sv_core_news_sm": dict(
        xpos=93.5, upos=95.1, feats=94.1, lemma=94.9, uas=81.9, las=76.7, sentences=93.7, names=74.9
    ),
    "sv_core_news_md": dict(
        xpos=95.1, upos=96.3, feats=95.6, lemma=95.5, uas=83.2, las=78.3, sentences=92.7, names=79.6
    ),
    "sv_core_news_lg": dict(
        xpos=95.3, upos=96.4, feats=95.9, lemma=95.6, uas=83.1, las=78.6, sentences=94.0, names=80.8
    ),
}


def score_grammar(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Return the measures of tags, lemmas and the parse, percent.

    Example:
        >>> import spacy
        >>> from auditkit.train.treebanks import Word
        >>> word = Word(form="Nej", upos="INTJ", xpos="IN", lemma="nej", relation="root")
        >>> score_grammar(spacy.blank("sv"), [(word,)])["upos"]
        0.0
    """
    with nlp.select_pipes(disable=[name for name in ("ner",) if name in nlp.pipe_names]):
        found = nlp.evaluate(examples(nlp, sentences))
    return {name: _percent(found.get(key)) for name, key in GRAMMAR.items()}


def score_names(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Return precision, recall and F of names, and F by label, percent.

    Example:
        >>> import spacy
        >>> from auditkit.train.treebanks import Word
        >>> score_names(spacy.blank("sv"), [(Word(form="Eva", entity="B-PER"),)])["names"]
        0.0
    """
    wanted = [name for name in ("tok2vec", "ner") if name in nlp.pipe_names]
    with nlp.select_pipes(enable=wanted):
        found = nlp.evaluate(examples(nlp, sentences))
    by_label = found.get("ents_per_type") or {}
    return {
        "names": _percent(found.get("ents_f")),
        "precision": _percent(found.get("ents_p")),
        "recall": _percent(found.get("ents_r")),
        **{label.lower(): _percent(one["f"]) for label, one in sorted(by_label.items())},
    }


def score_pipeline(nlp: Language, data: TrainingData) -> dict[str, float]:
    """Return all measures by the name of the set and of the measure, "test.upos"."""
    found = {
        "test": score_grammar(nlp, data.grammar_test),
        "dev": score_grammar(nlp, data.grammar_dev),
        "names_test": score_names(nlp, data.names_test),
        "names_pud": score_names(nlp, data.names_pud),
        "names_dev": score_names(nlp, data.names_dev),
    }
    return {
        f"{set_name}.{name}": value
        for set_name, measures in found.items()
        for name, value in measures.items()
    }


def worth(scores: dict[str, float]) -> float:
    """Return one figure to compare two pipelines by: their mean on what decides when to stop.

    The test sets take no part, so that they stay a measure.

    Example:
        >>> worth({"dev.upos": 96, "dev.lemma": 96, "dev.las": 76, "names_dev.names": 80})
        87.0
    """
    wanted = ("dev.upos", "dev.lemma", "dev.las", "names_dev.names")
    return sum(scores[name] for name in wanted) / len(wanted)


def _percent(value: float | None) -> float:
    return round(100 * (value or 0.0), 2)
