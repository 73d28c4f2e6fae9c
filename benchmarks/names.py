"""How well actors and persons are found, against the actor records of gold.

    python benchmarks/names.py [--show] CORPUS_DIR…

For each folder with a gold.jsonl the whole line runs over its documents in this process.

actors   B-cubed over the names of gold (A. Bagga and B. Baldwin, 1998): the items are the
         name and the aliases of each gold actor that stand in its document; the clusters of
         the run are the actors that the run resolves them to. A name that the run resolves to
         nobody is alone. ``found`` is the share that it resolves at all.
persons  distinct persons of gold (actors of that kind, and the persons of attendance lists) by
         document, and those of the run that name them: all words of one in the other.
false    persons that the run has in a document and gold has in none of its names. Gold lists
         only some of the persons of a text, so this is no share of anything.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditkit.annotate import load_pipeline
from auditkit.evaluate.matching import document_stem
from auditkit.lang import load_pack
from auditkit.link.actors import build_registry, resolve_actor
from auditkit.link.forms import collect_forms
from auditkit.link.vocabulary import load_vocabulary
from auditkit.model import ActorKind, DocumentRecords
from auditkit.pipeline import find_records
from auditkit.read import find_documents, read_in_sandbox

FACTS = ("chair", "secretary", "adjusters", "present", "absent", "others")


@dataclass
class Gold:
    """What gold says of one document: its actors' names and its persons."""

    actors: list[tuple[str, ...]] = field(default_factory=list)
    persons: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)  # all names there, of any actor


def load_gold(path: Path) -> dict[str, Gold]:
    """Return what gold says, by document."""
    found: dict[str, Gold] = defaultdict(Gold)
    for line in path.read_text(encoding="utf-8").splitlines():
        each = json.loads(line)
        gold, attributes = found[document_stem(each["doc"])], each.get("attrs", {})
        if each["type"] == "actor":
            names = (attributes["name"], *attributes.get("aliases", ()))
            gold.actors.append(names)
            gold.names.update(names)
            if attributes.get("kind") == "person":
                gold.persons.add(attributes["name"])
        elif each["type"] == "document":
            gold.persons.update(_listed(attributes))
        else:
            gold.names.update(_named(attributes))
    for gold in found.values():
        gold.names |= gold.persons
    return found


def _listed(attributes: dict[str, Any]) -> Iterator[str]:
    """Yield the names of the persons that the facts of a meeting list."""
    for fact in FACTS:
        value = attributes.get(fact) or []
        for person in value if isinstance(value, list) else [value]:
            name = person.get("name") if isinstance(person, dict) else person
            if name:
                yield name


def _named(attributes: dict[str, Any]) -> Iterator[str]:
    """Yield those who act or are addressed in a gold statement."""
    for key in ("actor", "addressee", "decided_by", "directed_to"):
        value = attributes.get(key) or []
        yield from (value if isinstance(value, list) else [value])


def words_of(name: str) -> frozenset[str]:
    """Return the words of a name, without a party in brackets."""
    return frozenset(re.findall(r"\w+", re.sub(r"\([^)]*\)", "", name).casefold()))


def same(one: str, other: str) -> bool:
    """Tell whether all words of one name stand in the other."""
    left, right = words_of(one), words_of(other)
    return bool(left and right) and (left <= right or right <= left)


def b_cubed(items: list[tuple[str, str]]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 of (gold cluster, given cluster) of each item."""
    gold: dict[str, set[int]] = defaultdict(set)
    given: dict[str, set[int]] = defaultdict(set)
    for index, (one, other) in enumerate(items):
        gold[one].add(index)
        given[other].add(index)
    precision = recall = 0.0
    for one, other in items:
        both = len(gold[one] & given[other])
        precision += both / len(given[other]) / len(items)
        recall += both / len(gold[one]) / len(items)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return precision, recall, f1


def read_corpus(corpus: Path) -> list[DocumentRecords]:
    """Return the records of a corpus' documents."""
    pack = load_pack("sv")
    nlp = load_pipeline(pack)
    folder = corpus / "documents" if (corpus / "documents").is_dir() else corpus
    sources, _ = find_documents([folder])
    kept = [(s, root) for s, root in sources if s.name not in ("gold.jsonl", "README.md")]
    return [find_records(read_in_sandbox(s, root=root), pack, nlp) for s, root in kept]


def measure(corpus: Path, *, show: bool) -> str:
    """Return the line of figures of one corpus."""
    gold = load_gold(corpus / "gold.jsonl")
    vocabulary = load_vocabulary(load_pack("sv"))
    records = read_corpus(corpus)
    registry = build_registry(records, vocabulary)
    people = {a.id for a in registry.actors if a.kind is ActorKind.PERSON}
    items: list[tuple[str, str]] = []
    wanted = right = false = resolved = 0
    for record in records:
        document = record.structure.document
        stem = document_stem(document.name)
        own = gold.get(stem, Gold())
        plain = " ".join(document.text.split())
        for number, names in enumerate(own.actors):
            for name in dict.fromkeys(names):
                if " ".join(name.split()) not in plain:
                    continue
                found = resolve_actor(registry, document.id, name, vocabulary)
                resolved += found is not None
                items.append((f"{stem} {number}", f"{stem} {found or name}"))
        given = {
            form.name
            for form in collect_forms(record, vocabulary)
            if form.person and resolve_actor(registry, document.id, form.name, vocabulary) in people
        }
        lost = [n for n in own.persons if not any(same(n, other) for other in given)]
        wrong = [n for n in given if not any(same(n, other) for other in own.names)]
        wanted, right, false = (
            wanted + len(own.persons),
            right + len(own.persons) - len(lost),
            false + len(wrong),
        )
        if show and (lost or wrong):
            print(stem, "lost:", lost, "false:", wrong)
    precision, recall, f1 = b_cubed(items)
    share = resolved / max(1, len(items))
    figures = f"{len(items):8}{share:8.3f}{precision:8.3f}{recall:8.3f}{f1:8.3f}"
    return f"{corpus.resolve().name:10}{figures}{right:9}{wanted:6}{false:7}"


def main() -> None:
    """Print a table, one line for each corpus."""
    parser = argparse.ArgumentParser(description="Actors and persons against gold.")
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="name the persons lost and false")
    arguments = parser.parse_args()
    lines = [measure(corpus, show=arguments.show) for corpus in arguments.corpora]
    print(
        f"{'':10}{'actors':>8}{'found':>8}{'P':>8}{'R':>8}{'F1':>8}{'persons':>9}{'of':>6}{'false':>7}"
    )
    print("\n".join(lines))


if __name__ == "__main__":
    main()
