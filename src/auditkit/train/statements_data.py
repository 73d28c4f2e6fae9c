"""What the statement classifier is trained from: the described units of annotated documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from spacy.language import Language

from auditkit.annotate import annotate, load_pipeline
from auditkit.extract.classifier import KINDS, count_features
from auditkit.extract.classifier_features import BLOCKS
from auditkit.extract.kinds import describe, judge_by_rules
from auditkit.extract.kinds_context import find_context
from auditkit.extract.kinds_features import Features, find_features
from auditkit.lang import Pack
from auditkit.structure import foreign_parts, structure_document
from auditkit.train.corpus import Alignment, Sample, Tell, align
from auditkit.train.unfitted import find_support, without_own

AS_IS = "rules as they are"
UNFITTED = "rules of other bodies only"
VIEWS = (AS_IS, UNFITTED)

_WORD = re.compile(r"[^\W\d_]+")
_OPENING = 600  # characters at the start of a part in which it says what it is
_WORD_BLOCKS = frozenset("wblh")
_FEW_BODIES = 2
_FEW_UNITS = 4  # a feature of fewer units is left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """An annotated document as the classifier sees it, once in each of ``VIEWS``.

    ``features`` and ``rules`` (the kind that the rules give, "" for none) have an entry for
    each unit; ``small`` holds the words that stand in small letters.
    """

    corpus: str
    body: str
    alignment: Alignment
    features: Mapping[str, tuple[frozenset[str], ...]]
    rules: Mapping[str, tuple[str, ...]]
    small: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pool:
    """The units of all documents as one matrix in each view.

    ``names`` are the features; ``found`` tells in which body (column) a feature may be learnt
    from; ``counts`` is units × features; ``bodies`` and ``labels`` are indices into
    ``body_names`` and ``KINDS``, the label -1 where readers would differ; ``ends`` are the
    bounds of the documents.
    """

    documents: tuple[Described, ...]
    names: tuple[str, ...]
    blocks: NDArray[np.int64]
    found: NDArray[np.bool_]
    counts: Mapping[str, sparse.csr_matrix]
    body_names: tuple[str, ...]
    bodies: NDArray[np.int64]
    labels: NDArray[np.int64]
    ends: NDArray[np.int64]


def describe_samples(samples: Sequence[Sample], pack: Pack, tell: Tell) -> tuple[Described, ...]:
    """Describe the units of all documents, with all rules and with those of other bodies."""
    nlp = load_pipeline(pack)
    support = find_support(pack, _texts(samples, pack, nlp))
    packs = {
        body: without_own(pack, support, body)
        for body in dict.fromkeys(sample.body for sample in samples)
    }
    found: list[Described] = []
    for done, sample in enumerate(samples):
        tell("Describing", done, len(samples))
        known = {
            AS_IS: _known(sample, pack, nlp),
            UNFITTED: _known(sample, packs[sample.body], nlp),
        }
        judged = {view: tuple(map(judge_by_rules, units)) for view, units in known.items()}
        texts = [unit.text for unit in known[AS_IS]]
        found.append(
            Described(
                corpus=sample.corpus,
                body=sample.body,
                alignment=align(sample.marked, texts),
                features={view: tuple(describe(known[view], judged[view])) for view in VIEWS},
                rules={
                    view: tuple(v.kind.value if v.kind else "" for v in judged[view])
                    for view in VIEWS
                },
                small=frozenset(_small(known[AS_IS])),
            )
        )
    tell("Describing", len(samples), len(samples))
    return tuple(found)


def _known(sample: Sample, pack: Pack, nlp: Language) -> list[Features]:
    """Return what is known of a document's units, those of parts in another language aside.

    The units are the same with any pack: only rules of the language are switched off.
    """
    structure = structure_document(sample.document, pack)
    annotated = annotate(structure, pack, nlp)
    context = find_context(annotated)
    foreign = foreign_parts(structure, pack)
    return [
        find_features(unit, annotated, context)
        for unit in annotated.units
        if unit.part not in foreign
    ]


def _texts(samples: Sequence[Sample], pack: Pack, nlp: Language) -> dict[str, set[str]]:
    """Return what rules are tried on, by body: units, lead-ins, headings, lines, openings."""
    texts: dict[str, set[str]] = defaultdict(set)
    for sample in samples:
        document = sample.document
        structure = structure_document(document, pack)
        annotated = annotate(structure, pack, nlp)
        own = texts[sample.body]
        own.update(annotated.text(unit) for unit in annotated.units)
        own.update(annotated.text(span) for span in structure.lead_ins if span is not None)
        own.update(section.heading for section in structure.sections)
        own.update(document.text[p.start : p.start + _OPENING] for p in structure.parts)
        own.update(document.text[block.start : block.end] for block in document.blocks)
    return texts


def _small(units: Sequence[Features]) -> Iterator[str]:
    for unit in units:
        for text in (unit.text, unit.lead_in or "", unit.heading):
            yield from (word for word in _WORD.findall(text) if word == word.lower())


def pool_documents(documents: Sequence[Described]) -> Pool:
    """Return the units of all documents as matrices.

    A feature made of words may be learnt from a body only if the words stand there in small
    letters: a name at the start of a sentence is no word.
    """
    body_names = tuple(sorted({document.body for document in documents}))
    small: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        small[document.body] |= document.small
    where: dict[str, set[int]] = defaultdict(set)
    for document in documents:
        body = body_names.index(document.body)
        for name in set().union(*(unit for view in VIEWS for unit in document.features[view])):
            if name[0] not in _WORD_BLOCKS or _is_small(name, small[document.body]):
                where[name].add(body)
    names = tuple(sorted(name for name, bodies in where.items() if len(bodies) >= _FEW_BODIES))
    rows = {name: row for row, name in enumerate(names)}
    found = np.zeros((len(names), len(body_names)), dtype=bool)
    for name, row in rows.items():
        found[row, list(where[name])] = True
    sizes = [len(document.alignment.labels) for document in documents]
    order = {"" if kind is None else kind.value: place for place, kind in enumerate(KINDS)}
    labels = [
        -1 if label is None else order[label]
        for document in documents
        for label in document.alignment.labels
    ]
    return Pool(
        documents=tuple(documents),
        names=names,
        blocks=np.array([BLOCKS.index(name[0]) for name in names], dtype=np.int64),
        found=found,
        counts={
            view: count_features([u for d in documents for u in d.features[view]], rows)
            for view in VIEWS
        },
        body_names=body_names,
        bodies=np.repeat([body_names.index(document.body) for document in documents], sizes),
        labels=np.array(labels, dtype=np.int64),
        ends=np.cumsum([0, *sizes]),
    )


def _is_small(name: str, small: set[str]) -> bool:
    return all(word in small or not word.isalpha() for word in name[2:].split())


def choose_columns(
    pool: Pool, view: str, left_out: Sequence[int]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the features to learn from all bodies but some, and the rarity of each.

    A feature must occur in two bodies and in four units; rarity is the inverse share of
    units that have it, as a logarithm (Sparck Jones 1972), and 1 where no words are counted.
    """
    kept = ~np.isin(np.arange(len(pool.body_names)), left_out)
    units = kept[pool.bodies]
    seen = np.asarray(pool.counts[view][units].sum(axis=0)).ravel()
    enough = (pool.found[:, kept].sum(axis=1) >= _FEW_BODIES) & (seen >= _FEW_UNITS)
    columns = np.flatnonzero(enough)
    rarity = np.log((1 + units.sum()) / (1 + seen[columns])) + 1
    rarity[pool.blocks[columns] == BLOCKS.index("k")] = 1.0
    return columns, rarity
