"""The actor of a statement.

It is the subject of its clause, the agent of a passive, or the subject of the lead-in.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from auditkit.annotate import Annotated, Unit
from auditkit.extract.actors import (
    actor_words,
    base_form,
    find_actor,
    is_body,
    is_head,
    split_actors,
)
from auditkit.extract.attributes_clause import Clause, analyse_clause, begins_with_infinitive
from auditkit.extract.attributes_parse import settle_agent, settle_subject
from auditkit.extract.attributes_words import (
    Word,
    is_passive_form,
    verb_forms,
    word_sets,
    words_between,
)
from auditkit.lang import Pack
from auditkit.model import BlockKind, Facts, Span

Range = tuple[int, int]
_SHORT = 4  # words of an actor that stands alone before its verb
_NEAR = 14  # words between a passive verb and its agent


def actors_of(unit: Unit, annotated: Annotated, *, promised: bool = False) -> tuple[str, ...]:
    """Return who is to act according to a unit, as the text names them.

    The unit's own clause is asked first, then the lead-in of its list, last the heading
    above. A passive without an agent has no actor; a pronoun is replaced by the actor of the
    sentence before. In what is ``promised`` the subject acts, even where it charges another,
    and a lone name before the verb is a person.
    """
    if unit.kind is BlockKind.TABLE_ROW:
        return row_actors(unit, annotated) or actors_between(unit.start, unit.end, annotated)
    words = words_between(annotated.doc, unit.start, unit.end)
    listed = unit.lead_in is not None and begins_with_infinitive(words, annotated.pack)
    listed = listed or _continues_duty(unit, words, annotated)
    listed = listed or (bool(words) and words[0].form.startswith("infinitive"))
    labelled = _label(words, annotated.pack, people_of(annotated.structure.facts)) is not None
    if labelled or not listed:
        own = actors_between(unit.start, unit.end, annotated, promised=promised)
        if own:
            return own
    if unit.lead_in is not None and continues_lead_in(unit, annotated):
        return lead_in_actors(unit, unit.lead_in, annotated)
    clause = analyse_clause(words, annotated.pack)
    subjectless = clause is not None and clause.verb == 0 and not clause.passive
    return _heading_actor(unit, annotated) if subjectless else ()


def _continues_duty(unit: Unit, words: tuple[Word, ...], annotated: Annotated) -> bool:
    """Tell whether a list item is what somebody has to see to ("ansvarar för att …")."""
    if unit.lead_in is None or not words or words[0].text[0].isupper():
        return False
    lead_in = words_between(annotated.doc, unit.lead_in.start, unit.lead_in.end)
    sets = word_sets(annotated.pack)
    clause = analyse_clause(lead_in, annotated.pack)
    ends = next((word for word in reversed(lead_in) if word.text[0].isalpha()), None)
    duty = clause is not None and lead_in[clause.last].lower in sets.duty
    return duty and ends is not None and ends.lower in sets.that


def continues_lead_in(unit: Unit, annotated: Annotated) -> bool:
    """Tell whether a list item ends the sentence of its lead-in rather than being its own."""
    if unit.lead_in is None:
        return False
    pack = annotated.pack
    words = words_between(annotated.doc, unit.start, unit.end)
    if not words or begins_with_infinitive(words, pack) or analyse_clause(words, pack) is None:
        return True
    if _label(words, pack, people_of(annotated.structure.facts)) is not None:
        return True
    first = words[0]
    whole = first.text[0].isupper() and first.lower not in word_sets(pack).that
    return not (whole and words[-1].text == ".")


def lead_in_actors(unit: Unit, lead_in: Span, annotated: Annotated) -> tuple[str, ...]:
    """Return whom the lead-in of a list makes act: its subject, or a genitive in it.

    Where it only has a pronoun ("i dess uppgifter ingår") the heading above tells.
    """
    words = words_between(annotated.doc, lead_in.start, lead_in.end)
    pronouns = annotated.pack.words("genitive_pronouns")
    if any(word.lower in pronouns for word in words[:4]):
        return _heading_actor(unit, annotated) or _previous_actor(lead_in.start, annotated)
    found = actors_between(lead_in.start, lead_in.end, annotated)
    heading = _heading_actor(unit, annotated) if len(found) > 1 else ()
    if len(heading) == len(found) and all(
        name.casefold().startswith(head.casefold())
        for name, head in zip(found, heading, strict=True)
    ):
        return heading  # the form in which the document itself names them together
    return found


def actors_between(
    start: int, end: int, annotated: Annotated, *, promised: bool = False
) -> tuple[str, ...]:
    """Return the actors of the clause at ``start``..``end`` of the text."""
    pack, people = annotated.pack, people_of(annotated.structure.facts)
    words = words_between(annotated.doc, start, end)
    named = _label(words, pack, people)
    if named is None and not promised:
        named = object_of(words, annotated, (start, end))
    if named is not None:
        return _texts(words, named, annotated)
    clause = analyse_clause(words, pack)
    if clause is None:
        return ()
    task = _task_owner(words, pack)
    if task:
        return task
    if not clause.passive and not _is_idle(words, clause, annotated):
        if _is_pronoun(words, clause, pack):
            return _previous_actor(start, annotated)
        span = subject_of(words, clause, annotated)
        if span is None and (promised or annotated.structure.facts.meeting is not None):
            span = _name_before_verb(words, clause, pack)
        if span is not None:
            return _texts(words, span, annotated)
    span = agent_of(words, clause, annotated)
    return () if span is None else _texts(words, span, annotated)


def _is_idle(words: tuple[Word, ...], clause: Clause, annotated: Annotated) -> bool:
    """Tell whether the subject of an active clause does nothing, though it may be a body."""
    pack, begin, end = annotated.pack, words[clause.last].start, words[-1].end
    text = annotated.structure.document.text[begin:end]
    if words[clause.last].lower in pack.words("idle_verbs"):
        return not any(rule.pattern.search(text) for rule in pack.rules("actor.present"))
    asked = words[clause.start].lower in pack.words("asking_words")
    return asked or any(rule.pattern.search(text) for rule in pack.rules("actor.idle"))


def is_plain(unit: Unit, annotated: Annotated) -> bool:
    """Tell whether words alone say who acts: an actor and nothing else before an active modal.

    A tree would only confirm it.
    """
    pack = annotated.pack
    words = words_between(annotated.doc, unit.start, unit.end)
    clause = analyse_clause(words, pack) if words else None
    if clause is None or clause.inverted or clause.passive or clause.last == clause.verb:
        return False
    people = people_of(annotated.structure.facts)
    span = find_actor(words, pack, *clause.subject, bounded=True, people=people)
    return span == clause.subject and span[1] - span[0] <= _SHORT


def subject_of(words: tuple[Word, ...], clause: Clause, annotated: Annotated) -> Range | None:
    """Return the words of a clause's subject where it can act."""
    pack, people = annotated.pack, people_of(annotated.structure.facts)
    start, end = clause.subject
    whoever = end - start > 2 and words[start + 1].lower in word_sets(pack).relative
    if whoever and not clause.inverted and words[start].lower in pack.words("whoever_words"):
        return start, end
    bounded = not clause.inverted or clause.last > clause.verb
    ruled = find_actor(words, pack, start, end, bounded=bounded, people=people)
    tree = annotated.tree(words)
    return settle_subject(words, clause, tree, ruled, pack, people) if tree else ruled


def agent_of(words: tuple[Word, ...], clause: Clause, annotated: Annotated) -> Range | None:
    """Return the words after "av" or "via" that name who does what a passive says."""
    ruled = _ruled_agent(words, clause, annotated)
    tree = annotated.tree(words)
    return settle_agent(clause.verb, tree, ruled) if tree else ruled


def _ruled_agent(words: tuple[Word, ...], clause: Clause, annotated: Annotated) -> Range | None:
    pack, people = annotated.pack, people_of(annotated.structure.facts)
    forms = verb_forms(pack)
    participles, agents = pack.words("participles"), pack.words("agent_words")
    sure = pack.words("sure_agent_words")
    passive_at = -_NEAR
    for index, word in enumerate(words):
        if word.lower in word_sets(pack).that:
            passive_at = -_NEAR
        if index >= clause.start and (
            is_passive_form(word.lower, forms) or word.lower in participles
        ):
            passive_at = index
        if word.lower in agents and index - passive_at < _NEAR:
            limit = min(index + 14, len(words))
            span = find_actor(words, pack, index + 1, limit, bounded=False, people=people)
            if span is not None and (word.lower in sure or is_body(words[span[1] - 1], pack)):
                return span
    return None


def object_of(words: tuple[Word, ...], annotated: Annotated, place: Range) -> Range | None:
    """Return the actor that is no subject: "det åligger kassören att …"."""
    pack, people = annotated.pack, people_of(annotated.structure.facts)
    text = annotated.structure.document.text[place[0] : place[1]]
    for rule in pack.rules("actor.object"):
        match = rule.pattern.search(text)
        if match is None:
            continue
        at = place[0] + match.end()
        index = next((i for i, word in enumerate(words) if word.start >= at), len(words))
        span = find_actor(words, pack, index, len(words), bounded=False, people=people)
        if span is not None:
            return span
    return None


def _heading_actor(unit: Unit, annotated: Annotated) -> tuple[str, ...]:
    """Return the heading above a unit where it is nothing but the name of an actor."""
    if unit.section is None:
        return ()
    section = annotated.structure.sections[unit.section]
    begin = annotated.structure.document.text.find(section.heading, section.start)
    if begin < 0 or begin > section.start + 60:
        return ()
    words = words_between(annotated.doc, begin, begin + len(section.heading))
    while words and not words[0].text[0].isalpha():  # the printed number
        words = words[1:]
    if not 0 < len(words) <= 5:
        return ()
    people = people_of(annotated.structure.facts)
    span = find_actor(words, annotated.pack, 0, len(words), bounded=True, people=people)
    return _texts(words, span, annotated) if span == (0, len(words)) else ()


def row_actors(unit: Unit, annotated: Annotated) -> tuple[str, ...]:
    """Return the actors of a table row: the cell that is nothing but actors."""
    people = people_of(annotated.structure.facts)
    pack = annotated.pack
    for cell in reversed(cells_of(unit, annotated)):
        words = words_between(annotated.doc, cell.start, cell.end)
        if not words or len(words) > 12:
            continue
        span = find_actor(words, pack, 0, len(words), bounded=True, people=people)
        named = all(word.text[0].isupper() or word.text in ",/" for word in words)
        if span == (0, len(words)) or (named and 1 < len(words) <= 4 and words[0].text.isalpha()):
            return _texts(words, span or (0, len(words)), annotated)
    return ()


def cells_of(unit: Unit, annotated: Annotated) -> tuple[Span, ...]:
    """Return the cells of a table row, from the reader or by the tabs of its text."""
    cells = annotated.structure.document.blocks[unit.block].cells
    if cells:
        return cells
    text = annotated.structure.document.text
    found, start = [], unit.start
    for part in text[unit.start : unit.end].split("\t"):
        found.append(Span(start=start, end=start + len(part)))
        start += len(part) + 1
    return tuple(found)


class _Same:
    """The facts of a document as a key: by identity, for their value is long to hash."""

    __slots__ = ("facts",)

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def __hash__(self) -> int:
        return id(self.facts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.facts is self.facts


def people_of(facts: Facts) -> frozenset[str]:
    """Return the words of the names of the persons a document's minutes list, lower-case.

    Example:
        >>> from auditkit.model import Meeting, Person
        >>> meeting = Meeting(present=(Person(name="Eva Lind"),))
        >>> sorted(people_of(Facts(meeting=meeting)))
        ['eva', 'lind']
    """
    return _people(_Same(facts))


@lru_cache(maxsize=8)
def _people(key: _Same) -> frozenset[str]:
    meeting = key.facts.meeting
    if meeting is None:
        return frozenset()
    persons = [*meeting.adjusters, *meeting.present, *meeting.absent, *meeting.others]
    persons += [person for person in (meeting.chair, meeting.secretary) if person]
    return frozenset(
        word.casefold() for person in persons for word in person.name.split() if len(word) > 2
    )


def _texts(words: tuple[Word, ...], span: Range, annotated: Annotated) -> tuple[str, ...]:
    """Return the text of each actor in a range of words."""
    people = people_of(annotated.structure.facts)
    text = annotated.structure.document.text
    return tuple(
        " ".join(text[words[start].start : words[end - 1].end].split())
        for start, end in split_actors(words, annotated.pack, span, people)
    )


def _label(words: tuple[Word, ...], pack: Pack, people: frozenset[str]) -> Range | None:
    """Return the actor of an action point: "Sara M: ser över avtalet"."""
    for index, word in enumerate(words[:6]):
        if word.text in (":", "–") and index:
            if any(w.lower in verb_forms(pack).finite for w in words[:index]):
                return None
            named = all(w.text[0].isupper() for w in words[:index])
            span = find_actor(words, pack, 0, index, bounded=True, people=people)
            if span == (0, index) or (named and index > 1):
                return 0, index
            return None
    return None


def _name_before_verb(words: tuple[Word, ...], clause: Clause, pack: Pack) -> Range | None:
    """Return one or two capitalised words that alone stand before an active verb: a name."""
    start, end = clause.subject
    if clause.inverted or start:
        return None
    while end > start and words[end - 1].lower in actor_words(pack).adverbs:
        end -= 1
    if not 1 <= end - start <= 3 or words[start].lower in pack.words("unnamed_subjects"):
        return None
    capital = all(word.text[0].isupper() for word in words[start:end])
    endings = pack.words("common_endings")
    common = any(word.lower.endswith(endings) for word in words[start:end])
    return (start, end) if capital and not common else None


def _task_owner(words: tuple[Word, ...], pack: Pack) -> tuple[str, ...]:
    """Return the owners in "gruppens uppdrag är att …", "i rådets och chefens roll ingår …"."""
    outer = analyse_clause(words, pack, framed=False)
    if outer is None or words[outer.verb].lower not in pack.words("rule_lead_ins"):
        return ()
    included = words[outer.verb].lower in pack.words("including_verbs")
    tasks = pack.words("task_words")
    owners: list[str] = []
    for index in range(1, len(words)):
        if not words[index].lower.startswith(tasks) or (
            index > outer.verb + (len(words) if included else 3)
        ):
            continue
        at = index - 1
        while at > 0 and _genitive_actor(words, at, pack) is None and index - at < 3:
            at -= 1
        while at >= 0 and (owner := _genitive_actor(words, at, pack)) is not None:
            owners.insert(0, owner)
            at -= 2 if at > 1 and words[at - 1].lower in actor_words(pack).joints else len(words)
        return tuple(owners)
    return ()


def _genitive_actor(words: tuple[Word, ...], at: int, pack: Pack) -> str | None:
    """Return the base form of an actor in the genitive, with its determiners."""
    word = words[at]
    base = base_form(word.text, pack)
    if base == word.text or word.lower in pack.words("genitive_pronouns"):
        return None
    if not is_head(Word(base, base.casefold(), 0, 0), pack, initial=at == 0):
        return None
    begin = at
    while begin > 0 and words[begin - 1].lower in actor_words(pack).determiners:
        begin -= 1
    return " ".join([*(other.text for other in words[begin:at]), base])


def _is_pronoun(words: tuple[Word, ...], clause: Clause, pack: Pack) -> bool:
    start, end = clause.subject
    pronouns = actor_words(pack).pronouns
    if not start < len(words) or words[start].lower not in pronouns:
        return False
    person = words[start].lower in pack.words("person_pronouns")
    alone = end - start == 1 or words[start + 1].lower in actor_words(pack).adverbs
    return person or alone


def _previous_actor(start: int, annotated: Annotated) -> tuple[str, ...]:
    """Return the actors of the nearest of the two units before that names any."""
    index = bisect_left(annotated.units, start, key=lambda other: other.start)
    for other in reversed(annotated.units[max(0, index - 2) : index]):
        found = actors_between(other.start, other.end, annotated)
        if found:
            return found
    return ()
