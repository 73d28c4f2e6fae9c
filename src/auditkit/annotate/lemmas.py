"""A lemmatiser that would rather give a word that it has seen as a lemma.

spaCy's trainable lemmatiser picks the likeliest edit of a form (Müller et al., 2015; edit
trees of Chrupała, 2008), whether or not a word comes out of it: "mötet" can become "möt".
Here the likeliest edit that gives a lemma of the training data is taken; where none of the
best few does, the one that ends in the longest known lemma, as a compound does
("granskningsområdet": "område"); then the likeliest of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline.edit_tree_lemmatizer import EditTreeLemmatizer
from spacy.tokens import Doc, Token
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Model

_TRIED = 8  # the likeliest edits among which a known lemma is looked for
_MIN_HEAD = 3  # letters before the known lemma in which a compound ends
_MIN_TAIL = 5  # and of that lemma
_NO_EDIT = -1  # spaCy's mark for a token to which no edit applies
_KNOWN = "known.txt"


class KnownLemmatizer(EditTreeLemmatizer):
    """spaCy's lemmatiser with the lemmas it was trained on, in small letters.

    It is a class because spaCy asks one of every component.
    """

    known: frozenset[str] = frozenset()

    def predict(self, docs: Iterable[Doc]) -> list[Any]:
        """Return the edit of every token of some documents."""
        found = list(docs)
        if not any(len(doc) for doc in found):
            return [np.zeros((0,), dtype=np.int64) for _ in found]
        scores = self.model.predict(found)
        return [
            np.array([self._edit(token, row) for token, row in zip(doc, rows, strict=True)])
            for doc, rows in zip(found, scores, strict=True)
        ]

    def _edit(self, token: Token, scores: Any) -> int:
        labels = self.cfg["labels"]
        best = labels[int(scores.argmax())]
        if self._knows(best, token):
            return int(best)
        found, tail = _NO_EDIT, -1
        for label in np.argsort(-scores, kind="stable")[:_TRIED]:
            edit = int(labels[int(label)])
            lemma = self.trees.apply(edit, token.text)
            if lemma is None:
                continue
            if lemma.casefold() in self.known:
                return edit
            length = self._known_tail(lemma.casefold())
            if length > tail:
                found, tail = edit, length
        return found

    def _knows(self, edit: int, token: Token) -> bool:
        lemma = self.trees.apply(edit, token.text)
        return lemma is not None and lemma.casefold() in self.known

    def _known_tail(self, lemma: str) -> int:
        """Return the length of the known lemma that a compound ends in, 0 for none."""
        for start in range(_MIN_HEAD, len(lemma) - _MIN_TAIL + 1):
            if lemma[start:] in self.known:
                return len(lemma) - start
        return 0

    def set_annotations(self, docs: Iterable[Doc], batch_tree_ids: list[Any]) -> None:
        """Write the lemmas; a known word that is no proper noun gets a small letter."""
        found = list(docs)
        super().set_annotations(found, batch_tree_ids)
        for doc in found:
            for token in doc:
                lemma = token.lemma_.casefold()
                if token.lemma_ == lemma or token.pos_ == "PROPN":
                    continue
                if lemma in self.known or self._known_tail(lemma):
                    token.lemma_ = lemma

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        labels: dict[str, Any] | None = None,
    ) -> None:
        """Collect the edits and the lemmas of the training data."""
        super().initialize(get_examples, nlp=nlp, labels=labels)
        self.known = frozenset(
            token.lemma_.casefold()
            for example in get_examples()
            for token in example.reference
            if token.lemma_
        )

    def to_disk(self, path: Path, exclude: Iterable[str] = ()) -> None:
        """Write the component to a folder; its lemmas stand one on a line."""
        super().to_disk(path, exclude)  # type: ignore[no-untyped-call]
        text = "".join(f"{lemma}\n" for lemma in sorted(self.known) if lemma.strip())
        (Path(path) / _KNOWN).write_text(text, encoding="utf-8")

    def from_disk(self, path: Path, exclude: Iterable[str] = ()) -> KnownLemmatizer:
        """Read what ``to_disk`` wrote."""
        super().from_disk(path, exclude)  # type: ignore[no-untyped-call]
        text = (Path(path) / _KNOWN).read_text(encoding="utf-8")
        self.known = frozenset(text.splitlines())
        return self


@Language.factory(
    "known_lemmatizer",
    assigns=["token.lemma"],
    default_config={"backoff": "orth", "min_tree_freq": 3},
    default_score_weights={"lemma_acc": 1.0},
)
def make_known_lemmatizer(
    nlp: Language, name: str, model: Model[Any, Any], backoff: str, min_tree_freq: int
) -> KnownLemmatizer:
    """Return the component as a configuration names it."""
    vocab: Vocab = nlp.vocab
    return KnownLemmatizer(vocab, model, name, backoff=backoff, min_tree_freq=min_tree_freq)
