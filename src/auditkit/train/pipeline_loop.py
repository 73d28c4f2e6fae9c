"""The training loop of a pipeline: seeded, with new variants of the corpus in each epoch.

spaCy's own loop reads the corpus once; here every epoch groups and varies the sentences
anew. The average of the weights is what is scored and kept (``use_averages``).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.util import registry
from thinc.api import Config, fix_random_seed

import auditkit.annotate.lemmas  # noqa: F401 (a component of the configurations)
from auditkit.annotate.tokens import make_tokenizer
from auditkit.annotate.vectors import expand_vectors
from auditkit.train.treebanks import Sentence, build_doc, group

Vary = Callable[[Sentence, random.Random], Sentence]
Report = Callable[[int, float, dict[str, float]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What a pipeline is trained on, and what decides when to stop.

    ``vary`` gives a sentence another look in each epoch, or returns it as it is. Labels that
    it brings in must come up when it is applied once to all: they are counted so beforehand.
    ``abbreviations`` are for the tokeniser; ``vectors`` is a file of ``annotate.vectors``.
    """

    train: Sequence[Sentence]
    dev: Sequence[Sentence]
    vary: Vary
    abbreviations: Sequence[str] = ()
    vectors: Path | None = None


def read_config(name: str) -> Config:
    """Return a configuration of this package: "grammar" or "entities".

    Example:
        >>> read_config("grammar")["nlp"]["lang"]
        'sv'
    """
    path = Path(__file__).parent / "configs" / f"{name}.cfg"
    return Config().from_disk(path, interpolate=False)


def examples(nlp: Language, sentences: Sequence[Sentence], size: int = 8) -> list[Example]:
    """Return the sentences as raw text with the annotation beside it, ``size`` in a document."""
    found = []
    for part in group(sentences, (size, size)):
        doc = build_doc(nlp.vocab, part)
        found.append(Example(nlp.make_doc(doc.text), doc))
    return found


def train(config: Config, corpus: Corpus, keep: Path, report: Report) -> Language:
    """Return a trained pipeline: the best on dev by the weights of the configuration.

    Args:
        config: Pipeline, and ``[training]`` with seed, steps, optimizer and weights.
        corpus: Training and dev sentences.
        keep: A folder for the best so far, so that it outlives an interruption.
        report: Called at each evaluation with step, total and scores.
    """
    training = config["training"]
    fix_random_seed(training["seed"])
    draw = random.Random(training["seed"])  # noqa: S311 (not for secrets)
    nlp = spacy.util.load_model_from_config(
        Config({key: config[key] for key in ("nlp", "components")}), auto_fill=True
    )
    nlp.tokenizer = make_tokenizer(nlp, corpus.abbreviations)
    if corpus.vectors is not None:
        expand_vectors(corpus.vectors, nlp.vocab)
    varied = [corpus.vary(sentence, draw) for sentence in corpus.train]
    nlp.initialize(lambda: examples(nlp, [*corpus.train, *varied]))
    settings = registry.resolve(
        {"training": {key: training[key] for key in ("optimizer", "words")}}
    )["training"]
    optimizer = settings["optimizer"]
    steps = training["max_steps"]
    best, best_step = -1.0, 0
    batches = _batches(nlp, corpus, training, settings["words"], draw)
    dev = corpus.dev
    for step in range(1, steps + 1):
        nlp.update(next(batches), drop=training["dropout"], sgd=optimizer)
        optimizer.step_schedules()
        if step % training["eval_every"] and step != steps:
            continue
        with nlp.use_params(optimizer.averages):
            scores = nlp.evaluate(examples(nlp, dev))
            total = weigh(scores, training["weights"])
            report(step, total, scores)
            if total > best:
                best, best_step = total, step
                nlp.to_disk(keep)
        if step - best_step >= training["patience"]:
            break
    return nlp.from_disk(keep)


def weigh(scores: dict[str, Any], weights: dict[str, float]) -> float:
    """Return the weighted mean of some scores."""
    total = sum(float(scores[name]) * weight for name, weight in weights.items())
    return total / sum(weights.values())


def _batches(
    nlp: Language,
    corpus: Corpus,
    training: dict[str, Any],
    sizes: Iterator[float],
    draw: random.Random,
) -> Iterator[list[Example]]:
    """Yield batches without end, each of about as many words as the schedule gives."""
    size = next(sizes)
    batch: list[Example] = []
    words = 0
    bounds = (training["sentences"][0], training["sentences"][1])
    while True:
        varied = [corpus.vary(sentence, draw) for sentence in corpus.train]
        parts = list(group(varied, bounds, draw.randrange(1 << 30)))
        draw.shuffle(parts)
        for part in parts:
            doc = build_doc(nlp.vocab, part)
            batch.append(Example(nlp.make_doc(doc.text), doc))
            words += len(doc)
            if words >= size:
                yield batch
                batch, words, size = [], 0, next(sizes)
