"""The corpora a pipeline is trained on and measured with, read from one directory.

What is in it, and under which licence, is said in the card of the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from auditkit.errors import UsageError
from auditkit.train.entities import read_news, read_universal
from auditkit.train.treebanks import Sentence, cut_blanks, read_treebank

_CONVERTED = "ud/sv_talbanken-train-v1conv.conllu"
_GRAMMAR_TRAIN = "ud/sv_pud-ud-test.conllu"
_GRAMMAR_DEV = "ud/sv_talbanken-ud-dev.conllu"
_GRAMMAR_TEST = "ud/sv_talbanken-ud-test.conllu"
_NAMES_TRAIN = "ner/uner-sv_talbanken-ud-train.iob2"
_NAMES_DEV = "ner/uner-sv_talbanken-ud-dev.iob2"
_NAMES_TEST = "ner/uner-sv_talbanken-ud-test.iob2"
_NAMES_PUD = "ner/uner-sv_pud-ud-test.iob2"
_NEWS = ("ner/klintan-train_corpus.txt", "ner/klintan-test_corpus.txt")
# Of every so many runs of so many sentences one is held out to decide when to stop.
_HELD_OUT = 12
_RUN = 40
# The treebank's names count twice: fewer, but annotated as they are measured.
_TIMES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingData:
    """Sentences by what they are for; the test sets are never trained on.

    ``converted`` is trained on with ``grammar``; its lemmas were guessed. ``names_pud`` is a
    test set of names; the same sentences' grammar is trained on.
    """

    converted: tuple[Sentence, ...]
    grammar: tuple[Sentence, ...]
    grammar_dev: tuple[Sentence, ...]
    grammar_test: tuple[Sentence, ...]
    names: tuple[Sentence, ...]
    names_dev: tuple[Sentence, ...]
    names_test: tuple[Sentence, ...]
    names_pud: tuple[Sentence, ...]


def read_training_data(folder: Path) -> TrainingData:
    """Return the corpora of a directory with the folders ``ud`` and ``ner``.

    Raises:
        UsageError: If a file is missing.

    Example:
        >>> read_training_data(Path("nowhere"))
        Traceback (most recent call last):
        auditkit.errors.UsageError: nowhere/ud/sv_talbanken-train-v1conv.conllu: no such file
    """
    for name in data_files():
        if not (folder / name).is_file():
            raise UsageError(
                f"{(folder / name).as_posix()}: no such file",
                hint="Give the directory that holds the folders ud and ner as --data.",
            )
    treebank = read_universal(folder / _NAMES_TRAIN)
    news = [sentence for name in _NEWS for sentence in read_news(folder / name)]
    kept, held_out = hold_out(treebank, times=_TIMES)
    kept_news, held_out_news = hold_out(news)
    return TrainingData(
        converted=tuple(map(cut_blanks, read_treebank(folder / _CONVERTED))),
        grammar=tuple(map(cut_blanks, read_treebank(folder / _GRAMMAR_TRAIN))),
        grammar_dev=tuple(read_treebank(folder / _GRAMMAR_DEV)),
        grammar_test=tuple(read_treebank(folder / _GRAMMAR_TEST)),
        names=(*kept, *kept_news),
        names_dev=(*read_universal(folder / _NAMES_DEV), *held_out, *held_out_news),
        names_test=tuple(read_universal(folder / _NAMES_TEST)),
        names_pud=tuple(read_universal(folder / _NAMES_PUD)),
    )


def data_files() -> tuple[str, ...]:
    """Return the paths of all files within the data directory.

    Example:
        >>> len(data_files())
        10
    """
    return (
        _CONVERTED,
        _GRAMMAR_TRAIN,
        _GRAMMAR_DEV,
        _GRAMMAR_TEST,
        _NAMES_TRAIN,
        _NAMES_DEV,
        _NAMES_TEST,
        _NAMES_PUD,
        *_NEWS,
    )


def hold_out(sentences: list[Sentence], *, times: int = 1) -> tuple[list[Sentence], list[Sentence]]:
    """Return what is trained on, each sentence some times, and what is held out.

    Neighbouring sentences, most of one text, go the same way.

    Example:
        >>> words = [()] * 80
        >>> kept, held_out = hold_out(words, times=2)
        >>> len(kept), len(held_out)
        (80, 40)
    """
    kept: list[Sentence] = []
    held_out: list[Sentence] = []
    for index, sentence in enumerate(sentences):
        if index // _RUN % _HELD_OUT == 0:
            held_out.append(sentence)
        else:
            kept.extend([sentence] * times)
    return kept, held_out
