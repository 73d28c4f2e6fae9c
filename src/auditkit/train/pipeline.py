"""Training the language pipeline: vectors, then grammar and names side by side, then a card."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import Config

from auditkit.annotate.language import load_language
from auditkit.annotate.tokens import make_tokenizer
from auditkit.errors import ModelError, OutputError
from auditkit.lang import load_pack
from auditkit.train.lemmas import count_words, mend_lemmas
from auditkit.train.names import collect_names, vary_names
from auditkit.train.noise import vary
from auditkit.train.pipeline_card import Recipe, write_card
from auditkit.train.pipeline_data import TrainingData, read_training_data
from auditkit.train.pipeline_join import join, write
from auditkit.train.pipeline_loop import Corpus, read_config, train
from auditkit.train.pipeline_scores import GRAMMAR, PUBLISHED, score_pipeline, worth
from auditkit.train.pipeline_vectors import LINES, train_vectors
from auditkit.train.treebanks import Sentence
from auditkit.trained import load_card

NAME = "sv_auditkit"
_LANGUAGE = "sv"
_SHORT_NAME = "auditkit"  # spaCy puts the language before it
_PARTS = ("grammar", "entities")
_POLL = 2.0  # seconds between two looks at how far the parts are

Tell = Callable[[str, int, int], None]
Table = tuple[tuple[str, ...], list[tuple[str, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to train from, and where to.

    ``data`` holds the folders ``ud`` and ``ner``; ``texts`` is an archive of plain texts for
    vectors, none for a pipeline without; ``out`` is the folder of models; ``work`` keeps what
    is made on the way. A better model in ``out`` is overwritten only with ``force``. ``steps``
    ends both trainings early, for a trial.
    """

    data: Path
    out: Path
    version: str
    texts: Path | None = None
    work: Path | None = None
    seed: int = 20190523
    steps: int | None = None
    force: bool = False


def train_pipeline(request: Request, tell: Tell) -> Table:
    """Train, score and write the pipeline; return the comparison with the one there was.

    Raises:
        UsageError: If a corpus is missing.
        ModelError: If floret is needed and not installed.
        OutputError: If the model there is better and ``force`` is not set.
    """
    data = read_training_data(request.data)
    with ExitStack() as stack:
        work = request.work or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        work.mkdir(parents=True, exist_ok=True)
        vectors = _vectors(request, data, work, tell)
        _train_parts(request, work, vectors, tell)
        nlp = join(spacy.load(work / "grammar"), spacy.load(work / "entities"))
        made = work / NAME
        write(nlp, made, name=_SHORT_NAME, version=request.version, vectors=vectors)
        scores = score_pipeline(_reload(made), data)
        write_card(made, scores, _recipe(request, work, vectors))
        before = _shipped_scores(request.out, data)
        refuse_worse(scores, before, force=request.force)
        place = request.out / NAME
        if place.exists():
            shutil.rmtree(place)
        shutil.copytree(made, place)
    return compare(scores, before)


def refuse_worse(scores: dict[str, float], before: dict[str, float] | None, *, force: bool) -> None:
    """Raise if a model scores worse than the one it would take the place of.

    Raises:
        OutputError: If it does and ``force`` is not set.
    """
    if before is None or force or worth(scores) >= worth(before):
        return
    raise OutputError(
        f"{NAME}: the model there is better ({worth(before):.2f} against {worth(scores):.2f})",
        hint="Give --force to overwrite it, or another --out.",
    )


def score_table(data: TrainingData, folder: Path) -> Table:
    """Return the scores of a model measured anew, beside those its card says."""
    card = load_card(NAME, folder)
    return compare(score_pipeline(load_language(NAME, folder), data), card.scores, "card")


def compare(
    scores: dict[str, float], before: dict[str, float] | None, label: str = "before"
) -> Table:
    """Return a table: measure, new, old, and what spaCy publishes of its own on dev.

    Example:
        >>> headings, rows = compare({"dev.upos": 95.5}, {"dev.upos": 95.0})
        >>> rows
        [('dev.upos', '95.50', '95.00', '+0.50', '95.1', '96.3', '96.4')]
    """
    rows: list[tuple[str, ...]] = []
    for name, value in scores.items():
        old = None if before is None else before.get(name)
        part, _, measure = name.partition(".")
        published = [
            f"{found[measure]:.1f}" if part == "dev" and measure in GRAMMAR else ""
            for found in PUBLISHED.values()
        ]
        change = "" if old is None else f"{value - old:+.2f}"
        rows.append((name, f"{value:.2f}", "" if old is None else f"{old:.2f}", change, *published))
    return ("measure", "now", label, "change", *PUBLISHED), rows


def _reload(made: Path) -> Language:
    """Return a pipeline as a user will have it, before its card is there."""
    write_card(made, {}, None)
    return load_language(made.name, made.parent)


def _shipped_scores(folder: Path, data: TrainingData) -> dict[str, float] | None:
    """Return the scores of the model in a folder, measured now; none where there is none."""
    if not (folder / NAME).exists():
        return None
    try:
        return score_pipeline(load_language(NAME, folder), data)
    except ModelError:
        return None  # damaged, or of another version: there is nothing to keep


def _vectors(request: Request, data: TrainingData, work: Path, tell: Tell) -> Path | None:
    if request.texts is None:
        return None
    if not (work / "vectors.npz").exists():
        tell("vectors", 0, 1)
        nlp = spacy.blank(_LANGUAGE)
        tokenizer = make_tokenizer(nlp, load_pack(_LANGUAGE).words("token_abbreviations"))
        train_vectors(request.texts, tuple(dict.fromkeys(data.names)), tokenizer, work)
        tell("vectors", 1, 1)
    return work / "vectors.npz"


def _train_parts(request: Request, work: Path, vectors: Path | None, tell: Tell) -> None:
    """Train grammar and names, each in a process of its own, and tell how far they are."""
    steps = {part: int(_configure(part, request)["training"]["max_steps"]) for part in _PARTS}
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(len(_PARTS), mp_context=context) as pool:
        running: dict[str, Future[None]] = {
            part: pool.submit(train_part, part, request, vectors, work)
            for part in _PARTS
            if not (work / f"{part}.done").exists()
        }
        while wait(running.values(), timeout=_POLL).not_done:
            for part in running:
                tell(part, _last_step(work / f"{part}.jsonl"), steps[part])
        for part, future in running.items():
            future.result()
            tell(part, steps[part], steps[part])


def _last_step(path: Path) -> int:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return int(json.loads(lines[-1])["step"]) if lines else 0


def _configure(part: str, request: Request) -> Config:
    """Return the configuration of a part with what was asked for."""
    config = read_config(part)
    training = config["training"]
    training["seed"] = request.seed
    if request.steps is not None:
        training["max_steps"] = request.steps
        training["eval_every"] = min(training["eval_every"], request.steps)
    return config


def train_part(part: str, request: Request, vectors: Path | None, work: Path) -> None:
    """Train "grammar" or "entities" to ``work``; its course is in ``work/PART.jsonl``."""
    data = read_training_data(request.data)
    pack = load_pack(_LANGUAGE)
    config = _configure(part, request)
    config["components"]["tok2vec"]["model"]["embed"]["include_static_vectors"] = bool(vectors)
    grammar = part == "grammar"
    corpus = Corpus(
        train=_grammar(data, work) if grammar else data.names,
        dev=data.grammar_dev if grammar else data.names_dev,
        vary=vary if grammar else partial(vary_names, names=collect_names(data.names, pack)),
        abbreviations=pack.words("token_abbreviations"),
        vectors=vectors,
    )
    course = work / f"{part}.jsonl"
    course.unlink(missing_ok=True)

    def report(step: int, total: float, scores: dict[str, float]) -> None:
        kept = {name: scores[name] for name in config["training"]["weights"]}
        with course.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"step": step, "total": total, **kept}) + "\n")

    train(config, corpus, work / part, report)
    (work / f"{part}.done").touch()


def _grammar(data: TrainingData, work: Path) -> tuple[Sentence, ...]:
    """Return all sentences to learn grammar from, guessed lemmas held against the texts."""
    lines = [" ".join(word.form for word in sentence) for sentence in data.names]
    if (work / LINES).exists():
        lines = _lines(work / LINES)
    return (*mend_lemmas(data.converted, count_words(lines)), *data.grammar)


def _recipe(request: Request, work: Path, vectors: Path | None) -> Recipe:
    courses = {
        part: [json.loads(line) for line in _lines(work / f"{part}.jsonl")] for part in _PARTS
    }
    return Recipe(
        version=request.version,
        seed=request.seed,
        data=request.data,
        texts=request.texts if vectors is not None else None,
        best_steps={
            part: max(course, key=lambda found: found["total"])["step"]
            for part, course in courses.items()
        },
    )


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
