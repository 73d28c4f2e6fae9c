"""Which passages may tell whether a requirement was carried out: recall first.

The one function the rest of the stage knows is ``rank``. What stands in an older document
than the requirement is no evidence, nor is the requirement itself, nor what precedes it in
its own part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from auditkit.check.passages import CONTEXT_BEFORE, Passage, Subject
from auditkit.model import Doctype, StatementKind

_Column = np.ndarray[Any, Any]

# Weights of the score, set by hand on the annotated corpora (docs/measurements.md).
_WORDS = 0.3
_LETTERS = 0.3
_COVERED = 0.15  # share of the requirement's words that the passage prints
_NEAR = 0.25  # the words of one text against what stands around the other
_TIED = 0.08  # a goal id or diary number in common
_ACTOR = 0.05
_ANSWER = 0.3  # an answer in the reply that retells the recommendation
_FINDING = 0.15  # a finding below the rule that an audit report retells
_FOLLOWS = 10
_ANSWER_FADES = 0.1  # by sentence of distance
_RETOLD = 0.3
_UNDATED = 0.4
_UNRELATED = 0.1  # weight of a document on other matters, and the likeness at which
_RELATED = 0.2  # a document counts in full
_SAME_WORDS = 0.97  # a passage in the same words is another place of the requirement
_BLOCK_CELLS = 4_000_000  # cells of the dense score block, so that memory stays flat
_MAX_FEATURES = 200_000

# What evidence is: what happened, not what ought to happen. Statements of a norm are kept
# with a small weight, because a later norm may replace an earlier one.
_PRIOR = {
    StatementKind.FINDING: 1.0,
    StatementKind.DECISION: 1.0,
    StatementKind.COMMITMENT: 0.6,
    StatementKind.RECOMMENDATION: 0.15,
    StatementKind.RESPONSIBILITY: 0.15,
    StatementKind.GOAL: 0.15,
    StatementKind.RISK: 0.4,
}
_PRIOR_PLAIN = 0.4  # a sentence that is no statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that may be evidence, how close it is, and what ties it.

    ``words`` and ``letters`` are cosines of the two texts alone; ``score`` is what passages
    are ranked by.
    """

    passage: Passage
    score: float
    words: float
    letters: float
    tied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The passages of an archive as sparse matrices and columns, one row a passage.

    ``by_key`` and ``by_actor`` list the positions of the passages that print a key or name
    an actor; ``related`` is how alike two documents are as a whole.
    """

    passages: tuple[Passage, ...]
    word_model: TfidfVectorizer
    letter_model: TfidfVectorizer
    words: csr_matrix
    printed: csr_matrix
    letters: csr_matrix
    context: csr_matrix
    centroids: csr_matrix
    documents: _Column
    weight: _Column
    dated: _Column
    answering: _Column
    units: _Units
    by_key: Mapping[str, Sequence[int]]
    by_actor: Mapping[str, Sequence[int]]


def _identity(stems: Sequence[str]) -> Sequence[str]:
    return stems


def build_index(passages: Sequence[Passage]) -> Index | None:
    """Return the index of an archive's passages, or None where no passage holds a word."""
    if not any(p.stems for p in passages):
        return None
    word_model = TfidfVectorizer(
        analyzer=_identity, sublinear_tf=True, max_features=_MAX_FEATURES, dtype=np.float32
    )
    letter_model = TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(3, 5),
        sublinear_tf=True,
        max_features=_MAX_FEATURES,
        dtype=np.float32,
    )
    words = word_model.fit_transform([p.stems for p in passages])
    documents = np.array([p.document for p in passages])
    replies = [p.doctype is Doctype.RESPONSE for p in passages]
    return Index(
        passages=tuple(passages),
        word_model=word_model,
        letter_model=letter_model,
        words=words,
        printed=(words > 0).astype(np.float32),
        letters=letter_model.fit_transform([" ".join(p.stems) for p in passages]),
        context=word_model.transform([p.context for p in passages]),
        centroids=_centroids(words, documents),
        documents=documents,
        weight=np.array([_prior(p) for p in passages], dtype=np.float32),
        dated=np.array([p.date is not None for p in passages]),
        answering=np.array(
            [reply and p.answers for reply, p in zip(replies, passages, strict=True)]
        ),
        units=_Units(passages),
        by_key=_positions((p.position, p.keys) for p in passages),
        by_actor=_positions((p.position, p.actors) for p in passages),
    )


def _centroids(words: csr_matrix, documents: _Column) -> csr_matrix:
    """Return what each document is about as a whole, one row a document."""
    count = len(documents)
    chosen = csr_matrix(
        (np.ones(count, dtype=np.float32), (documents, np.arange(count))),
        shape=(int(documents.max()) + 1, count),
    )
    return normalize(chosen @ words)


def _positions(named: Iterable[tuple[int, frozenset[str]]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for position, names in named:
        for name in names:
            found.setdefault(name, []).append(position)
    return found


def _prior(passage: Passage) -> float:
    """Return how likely a passage is to be evidence at all, by what kind of statement it is."""
    prior = _PRIOR_PLAIN if passage.statement is None else _PRIOR[passage.statement.kind]
    if passage.retells and passage.doctype is Doctype.RESPONSE:
        prior *= _RETOLD  # a reply that repeats the auditor answers nothing
    return prior


def rank(subject: Subject, index: Index, limit: int = 12) -> list[Candidate]:
    """Return the passages closest to a requirement, best first.

    Args:
        subject: The requirement looked for.
        index: The archive, from ``build_index``.
        limit: The most that are returned; fewer where fewer are allowed at all.
    """
    return next(rank_all([subject], index, limit))


def rank_all(
    subjects: Sequence[Subject], index: Index, limit: int = 12
) -> Iterator[list[Candidate]]:
    """Yield ``rank`` of each subject, computed in blocks of rows so that memory stays flat."""
    step = max(1, _BLOCK_CELLS // max(1, len(index.passages)))
    for at in range(0, len(subjects), step):
        block = subjects[at : at + step]
        stems = index.word_model.transform([s.stems for s in block])
        around = index.word_model.transform([s.context for s in block])
        folded = index.letter_model.transform([" ".join(s.stems) for s in block])
        words = (stems @ index.words.T).toarray()
        letters = (folded @ index.letters.T).toarray()
        scores = _WORDS * words + _LETTERS * letters
        scores += _COVERED * (normalize(stems, norm="l1") @ index.printed.T).toarray()
        near = (stems @ index.context.T).toarray()
        scores += _NEAR * (around @ index.words.T).toarray()
        for row, subject in enumerate(block):
            if subject.doctype is not Doctype.RESPONSE:
                for place in subject.places:  # what follows it has it as its context
                    near[row][place : place + CONTEXT_BEFORE + 1] = 0.0
            scores[row] += _NEAR * near[row]
            tied = _tie(subject, index, scores[row])
            scores[row] *= index.weight * _relation(subject, index)
            scores[row][~index.units.allowed(subject)] = 0.0
            scores[row][letters[row] > _SAME_WORDS] = 0.0
            yield _best(index, scores[row], (words[row], letters[row]), tied, limit)


def _tie(subject: Subject, index: Index, scores: _Column) -> frozenset[int]:
    """Add to the scores what ties passages to a subject beside their words."""
    tied = frozenset(p for key in subject.keys for p in index.by_key.get(key, ()))
    scores[list(tied)] += _TIED
    named = {p for actor in subject.actors for p in index.by_actor.get(actor, ())}
    scores[list(named)] += _ACTOR
    for place in subject.places:
        # An audit report retells a rule and then says what was found.
        if index.passages[place].doctype is Doctype.AUDIT_REPORT:
            after = np.arange(place + 1, min(place + 1 + _FOLLOWS, len(scores)))
            scores[after] += _FINDING * (1.0 - (after - place) / (_FOLLOWS + 1))
    if subject.doctype is Doctype.RESPONSE:
        # A reply retells a recommendation and answers it a few sentences below.
        answers = np.flatnonzero(index.answering & (index.documents == subject.document))
        below = np.maximum(0, answers - subject.places[0] - 1)
        scores[answers] += _ANSWER / (1.0 + _ANSWER_FADES * below)
    return tied


def _relation(subject: Subject, index: Index) -> _Column:
    """Return by how much a passage counts, for the document in which it stands.

    Documents on other matters count little. Without dates nobody knows which of two
    documents is the later one.
    """
    alike = (index.centroids[subject.document] @ index.centroids.T).toarray()[0]
    factor = np.minimum(1.0, _UNRELATED + (1.0 - _UNRELATED) * alike / _RELATED)
    relation = np.asarray(factor[index.documents], dtype=np.float32)
    other = index.documents != subject.document
    unordered = other & ~index.dated if subject.date else other
    relation[unordered] *= _UNDATED
    return relation


def _best(
    index: Index,
    scores: _Column,
    cosines: tuple[_Column, _Column],
    tied: frozenset[int],
    limit: int,
) -> list[Candidate]:
    count = min(limit, len(scores))
    top = np.argpartition(-scores, count - 1)[:count]
    return [
        Candidate(
            passage=index.passages[i],
            score=float(scores[i]),
            words=float(cosines[0][i]),
            letters=float(cosines[1][i]),
            tied=i in tied,
        )
        for i in sorted(top.tolist(), key=lambda i: (-scores[i], i))
        if scores[i] > 0
    ]


class _Units:
    """The parts of all documents, so that what is no evidence is masked part by part."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._number: dict[tuple[int, str], int] = {}
        self._first: list[Passage] = []
        self._of = np.zeros(len(passages), dtype=np.int64)
        for passage in passages:
            key = (passage.document, passage.part)
            if key not in self._number:
                self._number[key] = len(self._first)
                self._first.append(passage)
            self._of[passage.position] = self._number[key]

    def allowed(self, subject: Subject) -> np.ndarray[Any, Any]:
        """Return which passages may be evidence for a subject."""
        unit = np.array([may_follow(subject, passage) for passage in self._first], dtype=bool)
        allowed = unit[self._of]
        own = self._number[(subject.document, subject.part)]
        first = subject.places[0]
        inside = np.flatnonzero(self._of == own)
        allowed[inside[inside <= first]] = False
        allowed[list(subject.places)] = False
        return np.asarray(allowed)


def may_follow(subject: Subject, passage: Passage) -> bool:
    """Tell whether the part in which a passage stands may speak of a requirement's fate.

    It may not where it is older. An undated annex counts as older than the report that
    audits it.
    """
    same_document = subject.document == passage.document
    if same_document and subject.part == passage.part:
        return True
    if subject.date and passage.date:
        shared = min(len(subject.date), len(passage.date))
        return passage.date[:shared] >= subject.date[:shared]
    if same_document:
        return passage.doctype is not Doctype.DIRECTIVE
    return True
