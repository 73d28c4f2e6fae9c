"""The subject and agent of a clause from its tree (Universal Dependencies), and who wins.

The rules of ``attributes_clause`` find the verb that governs; word order does not tell its
subject where a long noun phrase, an inserted adverbial or inverted order hides it. The tree
does, but it breaks coordinations and lists. Where both name an actor and differ, what each
is measured to be better at decides (docs/measurements.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from auditkit.extract.actors import actor_words, find_actor, is_head
from auditkit.extract.attributes_clause import Clause
from auditkit.extract.attributes_words import Word, verb_forms
from auditkit.lang import Pack

Range = tuple[int, int]

_SUBJECTS = ("nsubj", "nsubj:pass")
_AUXILIARIES = ("aux", "aux:pass", "cop")
_VERBS = ("VERB", "AUX")
_NAMING = ("NOUN", "PROPN", "ADJ", "NUM", "DET", "X")
_CLAUSES = ("acl:relcl", "advcl", "ccomp", "csubj", "csubj:pass")
# What hangs on a noun but does not belong to its name.
_LOOSE = ("acl:relcl", "acl", "acl:cleft", "advcl", "parataxis", "punct", "ccomp", "appos", "cc")
_CHAIN = 6  # steps from a verb up to the one whose subject it shares


def settle_subject(
    words: tuple[Word, ...],
    clause: Clause,
    tree: Doc,
    ruled: Range | None,
    pack: Pack,
    people: frozenset[str],
) -> Range | None:
    """Return the actor that is the subject of a verb, by the rules and the tree.

    Args:
        words: The words of the sentence; word i is token i of the tree.
        clause: The clause; the rules know its verb.
        tree: The parse.
        ruled: What the rules found.
        pack: The language pack.
        people: Names of persons of the document, lower-case.
    """
    subject = subject_range(tree, clause.verb)
    if subject is None:
        return ruled
    found = find_actor(words, pack, *subject, bounded=True, people=people)
    if found is None or found == ruled:
        return ruled
    if ruled is None:
        behind = clause.inverted or found[0] == clause.verb + 1  # verb second, whatever is first
        placed = found[0] > clause.verb if behind else found[1] <= clause.verb
        main = placed and _is_main(predicate_of(tree, clause.verb))
        return found if main and _is_plain(words, found, pack) else None
    return found if _is_better(words, tree, ruled, found, pack) else ruled


def settle_agent(verb: int, tree: Doc, ruled: Range | None) -> Range | None:
    """Return the agent of a passive that the rules found, unless it belongs to another clause.

    "hur nämnden har …", "inom ramen som beslutas av nämnden" name no agent of the verb that
    governs; what describes its subject does ("planen, som fastställs av nämnden, ska …").
    """
    if ruled is None:
        return None
    predicates = set(_joined(predicate_of(tree, verb)))
    token = _top(tree, ruled)
    while token.i not in predicates and token.head.i != token.i:
        if token.dep_ in _CLAUSES and token.head.dep_ not in _SUBJECTS:
            return None
        token = token.head
    return ruled


def _joined(predicate: Token) -> Iterator[int]:
    """Yield a predicate and those joined to it by "och", also further up."""
    yield predicate.i
    for _ in range(_CHAIN):
        if predicate.dep_ != "conj":
            break
        predicate = predicate.head
        yield predicate.i


def predicate_of(tree: Doc, verb: int) -> Token:
    """Return the word that a finite verb's subject hangs on: what an auxiliary helps."""
    token = tree[verb]
    for _ in range(_CHAIN):
        if token.dep_ not in _AUXILIARIES:
            break
        token = token.head
    return token


def subject_range(tree: Doc, verb: int) -> Range | None:
    """Return the words of the subject of a finite verb, None where the tree has none.

    A verb joined to another by "och" shares its subject; "som" stands for the noun that its
    clause describes.
    """
    token = predicate_of(tree, verb)
    for _ in range(_CHAIN):
        subject = next((child for child in token.children if child.dep_ in _SUBJECTS), None)
        if subject is not None:
            return _phrase(_antecedent(subject))
        if token.dep_ != "conj":
            return None
        token = token.head
    return None


def _antecedent(subject: Token) -> Token:
    """Return the noun that a relative pronoun stands for."""
    clause = subject.head
    relative = "Rel" in subject.morph.get("PronType", []) or subject.lower_ == "som"
    return clause.head if relative and clause.dep_ == "acl:relcl" else subject


def _phrase(token: Token) -> Range:
    """Return the words of a noun with what is tied to it, without gaps."""
    inside = set(_parts(token))
    first, last = min(inside), max(inside)
    joints = {t.i for t in token.doc[first : last + 1] if t.dep_ in ("cc", "punct")}
    start = end = token.i
    while start - 1 in inside | joints:
        start -= 1
    while end + 1 in inside | joints:
        end += 1
    while start < token.i and start in joints:
        start += 1
    while end > token.i and end in joints:
        end -= 1
    return start, end + 1


def _parts(token: Token) -> Iterator[int]:
    yield token.i
    for child in token.children:
        if child.dep_ not in _LOOSE:
            yield from _parts(child)


def _top(tree: Doc, span: Range) -> Token:
    """Return the word of a range that all its others hang on."""
    token = tree[span[0]]
    while token.head.i != token.i and span[0] <= token.head.i < span[1]:
        token = token.head
    return token


def _is_main(predicate: Token) -> bool:
    """Tell whether a predicate is that of the sentence."""
    for _ in range(_CHAIN):
        if predicate.dep_ == "ROOT":
            return True
        if predicate.dep_ != "conj":
            return False
        predicate = predicate.head
    return False


def _is_plain(words: tuple[Word, ...], span: Range, pack: Pack) -> bool:
    """Tell whether a noun phrase swallowed no verb, as a broken tree lets it."""
    forms = verb_forms(pack)
    return not any(word.lower in forms.infinitive for word in words[span[0] + 1 : span[1]])


def _is_better(words: tuple[Word, ...], tree: Doc, ruled: Range, found: Range, pack: Pack) -> bool:
    """Tell whether the tree cuts away from an actor's name what is no part of it.

    Adverbs, verbs and question words are none; more actors, names and titles are. Where the
    two name different actors the rules are right more often.
    """
    if not (ruled[0] <= found[0] and found[1] <= ruled[1]) or not _is_plain(words, found, pack):
        return False
    before = [tree[i] for i in range(ruled[0], found[0])]
    after = [tree[i] for i in range(found[1], ruled[1])]
    if before and before[-1].text[0].isupper() and words[found[0]].text[0].isupper():
        return False  # a first name
    if any(token.pos_ in _VERBS for token in before):
        return True
    if any(token.pos_ in _NAMING or found[0] <= token.head.i < found[1] for token in before):
        return False
    joints = actor_words(pack).joints
    for token in after:
        rest = words[token.i + 1 : ruled[1]]
        joined = token.lower_ in joints or token.text in (",", "/")
        if joined and any(is_head(word, pack, initial=False) for word in rest):
            return False
    return not any(token.text[0].isupper() for token in after)
