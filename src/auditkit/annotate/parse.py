"""The cascade: only the sentences that need a tree are parsed, all of a document together.

Tokens are those that the rules see (``words_between``), so that word i of a sentence is
token i of its tree; every sentence is a Doc of its own, whose start is preset.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc
from spacy.vocab import Vocab

from auditkit.annotate.units import Annotated, tree_key
from auditkit.annotate.words import Word, note_forms, words_between

# Parts of the pipeline that no rule asks: names have a reading of their own, of whole blocks.
_UNUSED = ("ner", "trainable_lemmatizer", "tagger")
_BATCH = 256
_LONGEST = 200  # words; what is longer is no sentence but a table or list whose lines were lost


def parse_spans(annotated: Annotated, spans: Iterable[tuple[int, int]]) -> Annotated:
    """Return the document with trees of some stretches of its text.

    Args:
        annotated: The document.
        spans: Start and end of sentences, list items and lead-ins; any order, repeats allowed.
    """
    chosen = sorted(set(spans))
    words = (words_between(annotated.doc, start, end) for start, end in chosen)
    fit = [each for each in words if 1 < len(each) <= _LONGEST]
    vocab = annotated.nlp.vocab
    docs = annotated.nlp.pipe(
        [_as_doc(vocab, each) for each in fit],
        batch_size=_BATCH,
        disable=[name for name in _UNUSED if name in annotated.nlp.pipe_names],
    )
    trees = {}
    for each, tree in zip(fit, docs, strict=True):
        trees[tree_key(each)] = tree
        note_forms(annotated.doc, each, tree)
    return replace(annotated, trees={**annotated.trees, **trees})


def _as_doc(vocab: Vocab, words: tuple[Word, ...]) -> Doc:
    gaps = [left.end < right.start for left, right in zip(words, words[1:], strict=False)]
    starts: list[bool | int | None] = [True, *(False for _ in words[1:])]
    return Doc(
        vocab,
        words=[word.text for word in words],
        spaces=[*gaps, False],
        sent_starts=starts,
    )
