"""One actor for all forms of one body or person, with the place that ties each alias.

Forms of one name share a key (case, genitive, definite form aside). Different keys are tied
only by what a document says: an abbreviation in brackets, a surname or first name that only
one person there bears, a general noun ("nämnden") where one longer name ends in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from auditkit.link.aliases import tie_forms
from auditkit.link.forms import Form, collect_forms
from auditkit.link.names import (
    actor_id,
    clean_name,
    is_person,
    kind_by_head,
    name_key,
    name_tokens,
    split_title,
    trim_name,
)
from auditkit.link.short_names import Tie, bearers_of, tie_short_names
from auditkit.link.variants import find_initialisms, find_variants, initials_of
from auditkit.link.vocabulary import Vocabulary
from auditkit.model import Actor, ActorKind, Alias, DocumentRecords


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """All actors, and which of them a key names in a document (document id "" for any)."""

    actors: tuple[Actor, ...]
    by_key: Mapping[tuple[str, str], str]
    holders: Mapping[tuple[str, str], str]


def resolve_actor(
    registry: Registry, document_id: str, name: str, vocabulary: Vocabulary
) -> str | None:
    """Return the id of the actor that a name stands for in a document.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> registry = Registry(actors=(), by_key={("", "styrgrupp"): "A-1"}, holders={})
        >>> resolve_actor(registry, "d", "Styrgruppens", load_vocabulary(load_pack("sv")))
        'A-1'
    """
    clean = clean_name(name)
    for text in dict.fromkeys((clean, trim_name(clean, vocabulary))):
        key = name_key(split_title(text, vocabulary)[1], vocabulary)
        for candidate in _variants(key):
            for scope in (document_id, ""):
                if (scope, candidate) in registry.by_key:
                    return registry.by_key[scope, candidate]
    return None


def _variants(key: str) -> tuple[str, ...]:
    """Return the keys under which a name may be known: as it is, as a genitive, as a person."""
    forms = [key]
    if key.endswith("s"):
        forms.append(key[:-1])
    if not key.startswith("p "):
        forms += ["p " + form for form in tuple(forms)]
    return tuple(forms)


def build_registry(records: Sequence[DocumentRecords], vocabulary: Vocabulary) -> Registry:
    """Return the actors of an archive.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.link.vocabulary import load_vocabulary
        >>> build_registry((), load_vocabulary(load_pack("sv"))).actors
        ()
    """
    forms, variants = _without_variants(
        {r.structure.document.id: collect_forms(r, vocabulary) for r in records}, vocabulary
    )
    ties = [
        tie
        for record in records
        for tie in tie_forms(record, forms[record.structure.document.id], vocabulary)
    ]
    ties += _across(forms, ties, vocabulary)
    known = {f.key for fs in forms.values() for f in fs} | {t.long_key for t in ties}
    everywhere = _everywhere(ties)
    canonical = {key: _canonical(key, known, everywhere, vocabulary) for key in known}
    canonical |= {key: canonical[main] for key, main in variants.items()}
    by_key: dict[tuple[str, str], str] = {}
    for key, main in canonical.items():
        by_key["", key] = main
    for short, long in everywhere.items():
        by_key["", short] = canonical[long]
    for tie in ties:
        if not tie.holder:
            by_key[tie.document_id, tie.short_key] = canonical[tie.long_key]
    _tie_initialisms(forms, by_key, everywhere, vocabulary)
    _tie_heads(forms, by_key, vocabulary)
    holders = {
        (t.document_id, t.short_key): actor_id(canonical[t.long_key]) for t in ties if t.holder
    }
    actors = _build_actors(forms.values(), ties, by_key, vocabulary)
    present = {a.id for a in actors}
    return Registry(
        actors=actors,
        by_key={k: actor_id(v) for k, v in by_key.items() if actor_id(v) in present},
        holders={k: v for k, v in holders.items() if v in present},
    )


def _without_variants(
    forms: Mapping[str, Sequence[Form]], vocabulary: Vocabulary
) -> tuple[dict[str, tuple[Form, ...]], dict[str, str]]:
    """Return all forms with one key for the variants of a name, and which key stands for which."""
    variants = find_variants((f for found in forms.values() for f in found), vocabulary)
    one = {
        document_id: tuple(replace(f, key=variants.get(f.key, f.key)) for f in found)
        for document_id, found in forms.items()
    }
    return one, variants


def _across(
    forms: Mapping[str, Sequence[Form]], ties: Sequence[Tie], vocabulary: Vocabulary
) -> list[Tie]:
    """Return what ties a name with an initial to the one person of all documents who bears it."""
    bearers = bearers_of([form for found in forms.values() for form in found])
    tied = {(tie.document_id, tie.short_key) for tie in ties}
    return [
        tie
        for found in forms.values()
        for tie in tie_short_names(found, bearers, vocabulary, initials=True)
        if (tie.document_id, tie.short_key) not in tied
    ]


def _canonical(
    key: str, known: set[str], everywhere: Mapping[str, str], vocabulary: Vocabulary
) -> str:
    """Return a key without a name's genitive, and with an abbreviation in it written out."""
    if key.endswith("s") and key[:-1] in known:
        return key[:-1]
    words = key.split()
    for index in range(1, len(words) - 1):
        tail = " ".join(words[index + 1 :])
        if words[index] in vocabulary.prepositions and tail in everywhere:
            return " ".join([*words[: index + 1], everywhere[tail]])
    return key


def _everywhere(ties: Iterable[Tie]) -> dict[str, str]:
    """Return the abbreviations that mean one thing in every document that explains them."""
    meanings: dict[str, set[str]] = defaultdict(set)
    for tie in ties:
        if tie.wide:
            meanings[tie.short_key].add(tie.long_key)
    return {short: next(iter(longs)) for short, longs in meanings.items() if len(longs) == 1}


def _tie_initialisms(
    forms: Mapping[str, Sequence[Form]],
    by_key: dict[tuple[str, str], str],
    everywhere: Mapping[str, str],
    vocabulary: Vocabulary,
) -> None:
    """Tie an abbreviation that no text explains to the one name with its initials."""
    all_names = initials_of((f for found in forms.values() for f in found), vocabulary)
    tied: dict[str, set[str]] = defaultdict(lambda: set(everywhere))
    for document_id, key in by_key:
        if document_id:
            tied[document_id].add(key)
    for document_id, found in forms.items():
        own = initials_of(found, vocabulary)
        for form, key in find_initialisms(found, frozenset(tied[document_id]), own, all_names):
            by_key[document_id, form.key] = by_key["", key]


def _tie_heads(
    forms: Mapping[str, Sequence[Form]], by_key: dict[tuple[str, str], str], vocabulary: Vocabulary
) -> None:
    """Tie a general noun to the one longer name that ends in it, by document or archive."""
    wide: dict[str, set[str]] = defaultdict(set)
    local: dict[str, dict[str, set[str]]] = {}
    for document_id, found in forms.items():
        heads: dict[str, set[str]] = defaultdict(set)
        main: dict[str, set[str]] = defaultdict(set)
        for form in found:
            for head in _heads_of(form.key, vocabulary):
                target = by_key.get((document_id, form.key)) or by_key["", form.key]
                for place in (heads, wide, *([main] if form.primary else [])):
                    place[head].add(target)
        local[document_id] = heads | main
    for document_id, found in forms.items():
        for key in {f.key for f in found if f.key in vocabulary.heads}:
            if (document_id, key) in by_key:
                continue
            candidates = local[document_id].get(key) or wide.get(key, set())
            if len(candidates) != 1:
                continue
            candidate = next(iter(candidates))
            if candidate.split()[-1] == key:  # "nationella rådet" is the council, not the reverse
                by_key[document_id, candidate] = key
            else:
                by_key[document_id, key] = candidate


def _heads_of(key: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the general nouns that a longer key ends in or opens with."""
    words = key.split()
    if key in vocabulary.heads or key.startswith("p "):
        return ()
    opens = len(words) > 1 and words[1] in vocabulary.prepositions
    ends = {words[0]} if opens else {words[0], words[-1]}
    return tuple(h for h in sorted(vocabulary.heads) for word in sorted(ends) if _ends(word, h))


def _ends(word: str, head: str) -> bool:
    """Tell whether a word is a general noun, or a compound that ends in it."""
    return word == head or (len(head) > 3 and word.endswith(head))


def _build_actors(
    forms: Iterable[Sequence[Form]],
    ties: Sequence[Tie],
    by_key: Mapping[tuple[str, str], str],
    vocabulary: Vocabulary,
) -> tuple[Actor, ...]:
    """Gather all forms of each main key and name the actor by its fullest."""
    groups: dict[str, list[Form]] = defaultdict(list)
    for found in forms:
        for form in found:
            main = by_key.get((form.document_id, form.key)) or by_key["", form.key]
            groups[main].append(form)
    for tie in ties:
        main = by_key["", tie.long_key]
        groups[main].append(_tie_form(tie, tie.short))
        groups[main].append(_tie_form(tie, tie.long))
    actors = [_build_actor(key, found, vocabulary) for key, found in sorted(groups.items())]
    return tuple(actors)


def _tie_form(tie: Tie, name: str) -> Form:
    """Return one end of a tie as a form, at the place that ties it."""
    key = tie.long_key if name == tie.long else tie.short_key
    return Form(
        document_id=tie.document_id,
        name=name,
        key=key,
        provenance=tie.provenance,
        person=tie.long_key.startswith("p "),
    )


def _build_actor(key: str, forms: Sequence[Form], vocabulary: Vocabulary) -> Actor:
    """Return the actor of one main key; each alias stands at the place that ties it."""
    own = [f for f in forms if f.key == key] or list(forms)
    counted = Counter(f.name for f in own)
    words = len(key.removeprefix("p ").split())
    name = min(
        counted,
        key=lambda n: (abs(len(name_tokens(n)) - words), n[-1] in "sS", -counted[n], n),
    )
    first: dict[str, Form] = {}
    for form in sorted(forms, key=_form_order):
        first.setdefault(form.name, form)
    aliases = tuple(
        Alias(name=n, provenance=f.provenance) for n, f in sorted(first.items()) if n != name
    )
    return Actor(
        id=actor_id(key), name=name, kind=_kind(key, own, name, vocabulary), aliases=aliases
    )


def _form_order(form: Form) -> tuple[str, int]:
    """Order forms by path and place, so that nothing hangs on the order of documents."""
    place = form.provenance
    return (place.path, place.start) if place else ("\uffff", 0)


def _kind(key: str, forms: Sequence[Form], name: str, vocabulary: Vocabulary) -> ActorKind:
    """Return what an actor is, by its form and its head word."""
    if key.startswith("p ") or is_person(name, vocabulary):
        return ActorKind.PERSON
    told = kind_by_head(name, vocabulary) or next((f.kind for f in forms if f.kind), None)
    if told is not None:
        return told
    if name.isupper():
        return ActorKind.UNIT
    common = name.islower() or (" " not in name and name.casefold() != key)
    return ActorKind.ROLE if common else ActorKind.BODY
