"""A misread document read once more: its words as they most likely were, its quotes as printed.

Recognised text has letters taken for others, lost and doubled, and a rule that looks for
"beslutar" does not find "besiutar". Where many words of a passage are none, its unknown words
are replaced by the nearest known ones (``lang/spelling.py``), and the document with these words
takes the place of the printed one in the left half of the line. What is found there is then put
back: every range of characters, quote and id is that of the document as printed. A document
that is read well has no respelling and is not touched.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from auditkit.lang import Pack
from auditkit.lang.spelling import Speller, is_known, is_misread, load_speller, nearest_word
from auditkit.locate import locate, statement_id
from auditkit.model import (
    Block,
    Document,
    DocumentRecords,
    Provenance,
    Section,
    Sentence,
    Span,
    Statement,
    Structure,
)

_TOKEN = re.compile(r"[^\W_\u00b2\u00b3\u00b9\u2070-\u2079]+")  # no figures of footnotes
_PASSAGE = 400  # words; so much text is judged together
_MISREAD = 0.008  # share of words that one edit mends; below, they are the writer's own
_FEW = 2  # different such words; fewer say nothing
_RUNNING = 0.08  # share of small words in running text of the language; less is another one
_INITIALS = 6  # capitals in a row, up to so many, are an abbreviation
_CAPITAL = 4  # letters from which on a word with a capital may be misread rather than a name
_LETTERS = 0.6  # share of letters: what has more figures is a number or code
_JOINED = 5  # letters of a word that a blank parted


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Characters ``start`` to ``end`` of a printed text, and the words they stand for."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Respelling:
    """A document as printed and as read again, and the edits between them in text order."""

    printed: Document
    document: Document
    edits: tuple[Edit, ...]
    starts: tuple[int, ...]  # where each edit's words start in the new text


def respell(document: Document, pack: Pack) -> Respelling | None:
    """Return a misread document with its likely words, None where it is read well.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.model import Block, BlockKind
        >>> text = ("Styreisen besiutar att arbetet ska foljas upp och att protokoilet fran motet "
        ...         "ska sparas av den som ar ansvarig.")
        >>> document = Document(id="d", sha256="d", name="d", path="d", media_type="text/plain",
        ...     text=text, blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text)),),
        ...     lines=())
        >>> respell(document, load_pack("sv")).document.text[:26]
        'Styrelsen beslutar att arb'
    """
    speller = load_speller(pack)
    passages = [p for p in _passages(document) if _is_misread(document, p, speller)]
    if not passages:
        return None
    own = Counter(word.casefold() for word in _TOKEN.findall(document.text))
    edits = tuple(
        edit
        for passage in passages
        for block in passage
        for edit in _edits(document.text, block, speller, own)
    )
    return _respelling(document, edits) if edits else None


def _tokens(document: Document, block: Block) -> list[str]:
    return _TOKEN.findall(document.text, block.start, block.end)


def _passages(document: Document) -> Iterator[list[Block]]:
    """Yield the blocks of a document by stretches of some hundred words; a short rest is added."""
    passages: list[list[Block]] = []
    words = _PASSAGE
    for block in document.blocks:
        if words >= _PASSAGE:
            passages.append([])
            words = 0
        passages[-1].append(block)
        words += len(_tokens(document, block))
    if len(passages) > 1 and words < _PASSAGE // 2:
        rest = passages.pop()
        passages[-1].extend(rest)
    yield from passages


def _is_misread(document: Document, passage: Sequence[Block], speller: Speller) -> bool:
    """Tell whether many words of a passage in the pack's language are misread."""
    words = [word for block in passage for word in _tokens(document, block)]
    if sum(word.casefold() in speller.small for word in words) < _RUNNING * len(words):
        return False
    found = {word for word in words if word.islower() and is_misread(word, speller)}
    return len(found) >= max(_FEW, _MISREAD * len(words))


def _edits(text: str, block: Block, speller: Speller, own: Mapping[str, int]) -> Iterator[Edit]:
    """Yield the likely words of a block's misread ones."""
    tokens = list(_TOKEN.finditer(text, block.start, block.end))
    index = 0
    while index < len(tokens):
        token = tokens[index]
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        joined = _join(text, token, following, speller) if following else None
        if joined is not None:
            yield joined
            index += 2
            continue
        named = any(
            _stand_together(text, *pair) for pair in pairwise(tokens[max(0, index - 1) : index + 2])
        )
        words = None if named else _likely_words(token.group(), speller, own)
        if words is not None:
            yield Edit(start=token.start(), end=token.end(), words=words)
        index += 1


def _stand_together(text: str, one: re.Match[str], two: re.Match[str]) -> bool:
    """Tell whether two words with capitals stand side by side, as those of a name do."""
    capitals = one.group()[0].isupper() and two.group()[0].isupper()
    return capitals and text[one.end() : two.start()] in (" ", "-")


def _join(text: str, one: re.Match[str], two: re.Match[str], speller: Speller) -> Edit | None:
    """Return the word that a stray blank parted, None where the two may be words."""
    first, second = one.group().casefold(), two.group()
    if text[one.end() : two.start()] != " " or not second.islower():
        return None
    word = first + second
    if len(word) < _JOINED or word not in speller.words:
        return None
    if first in speller.words and second in speller.words:
        return None
    return Edit(start=one.start(), end=two.end(), words=_like(one.group(), word))


def _likely_words(token: str, speller: Speller, own: Mapping[str, int]) -> str | None:
    """Return what a token most likely was: a word, or two that ran together."""
    word = token.casefold()
    letters = sum(character.isalpha() for character in token)
    if letters < _LETTERS * len(token) or (token.isupper() and len(token) <= _INITIALS):
        return None
    nearest = nearest_word(word, speller, own)
    if token[0].isupper():  # a name is no misread word
        told = nearest is not None and len(token) >= _CAPITAL and nearest in speller.counts
        return _like(token, nearest) if nearest and told else None
    return nearest or _parted(word, speller)


def _parted(word: str, speller: Speller) -> str | None:
    """Return the two words that ran together into an unknown one, if one is a small word."""
    if is_known(word, speller):
        return None
    found = {
        f"{word[:cut]} {word[cut:]}"
        for cut in range(2, len(word) - 1)
        if word[:cut] in speller.words
        and word[cut:] in speller.words
        and (word[:cut] in speller.joined or word[cut:] in speller.joined)
    }
    return found.pop() if len(found) == 1 else None


def _like(token: str, word: str) -> str:
    """Return a word with the capitals of the token it stands for."""
    if token.isupper() and len(token) > 1:
        return word.upper()
    return word[0].upper() + word[1:] if token[0].isupper() else word


def _respelling(document: Document, edits: tuple[Edit, ...]) -> Respelling:
    """Return the document that the edits make, with all its ranges moved."""
    pieces: list[str] = []
    starts: list[int] = []
    done = shift = 0
    for edit in edits:
        pieces += [document.text[done : edit.start], edit.words]
        starts.append(edit.start + shift)
        shift += len(edit.words) - (edit.end - edit.start)
        done = edit.end
    text = "".join([*pieces, document.text[done:]])
    made = Respelling(printed=document, document=document, edits=edits, starts=tuple(starts))
    blocks = tuple(
        replace(
            block,
            start=to_new(block.start, made),
            end=to_new(block.end, made),
            cells=tuple(_moved(cell, made) for cell in block.cells),
            mark=_moved(block.mark, made) if block.mark else None,
        )
        for block in document.blocks
    )
    lines = tuple(
        replace(line, start=to_new(line.start, made), end=to_new(line.end, made))
        for line in document.lines
    )
    return replace(made, document=replace(document, text=text, blocks=blocks, lines=lines))


def _moved(span: Span, made: Respelling) -> Span:
    return Span(start=to_new(span.start, made), end=to_new(span.end, made))


def to_new(place: int, made: Respelling) -> int:
    """Return where a place of the printed text stands in the text read again."""
    index = bisect_right(made.edits, place, key=lambda edit: edit.start) - 1
    if index < 0:
        return place
    edit, start = made.edits[index], made.starts[index]
    if place >= edit.end:
        return place - edit.end + start + len(edit.words)
    return start + min(place - edit.start, len(edit.words))


def to_printed(place: int, made: Respelling) -> int:
    """Return where a place of the text read again stands in the printed one.

    Example:
        >>> document = Document(id="d", sha256="d", name="d", path="d", media_type="text/plain",
        ...                     text="Nämndn ska", blocks=(), lines=())
        >>> made = _respelling(document, (Edit(start=0, end=6, words="Nämnden"),))
        >>> made.document.text[8:11], to_printed(8, made), to_printed(11, made)
        ('ska', 7, 10)
    """
    index = bisect_right(made.starts, place) - 1
    if index < 0:
        return place
    edit, start = made.edits[index], made.starts[index]
    end = start + len(edit.words)
    return place - end + edit.end if place >= end else min(edit.start + place - start, edit.end)


def restore(records: DocumentRecords, made: Respelling) -> DocumentRecords:
    """Return what was found in a document read again, tied to the document as printed.

    Quotes, ids, lead-ins and headings are as printed; attributes of statements, values of
    mentions and the facts of the document keep the likely words, by which they are compared.
    """
    taken: set[str] = set()
    return replace(
        records,
        structure=_restore_structure(records.structure, made),
        statements=tuple(_restore_statement(s, made, taken) for s in records.statements),
        sentences=tuple(_restore_sentence(s, made) for s in records.sentences),
    )


def _printed(span: Span, made: Respelling) -> Span:
    return Span(start=to_printed(span.start, made), end=to_printed(span.end, made))


def _as_printed(text: str, made: Respelling, *, before: int | None = None, after: int = 0) -> str:
    """Return a piece of the new text as printed, the last before or the first after a place."""
    if before is not None:
        start = made.document.text.rfind(text, 0, before)
    else:
        start = made.document.text.find(text, after)
    if start < 0:
        return text
    return made.printed.text[to_printed(start, made) : to_printed(start + len(text), made)]


def _restore_structure(structure: Structure, made: Respelling) -> Structure:
    return replace(
        structure,
        document=made.printed,
        parts=tuple(
            replace(part, start=to_printed(part.start, made), end=to_printed(part.end, made))
            for part in structure.parts
        ),
        sections=tuple(_restore_section(section, made) for section in structure.sections),
        lead_ins=tuple(_printed(span, made) if span else None for span in structure.lead_ins),
    )


def _restore_section(section: Section, made: Respelling) -> Section:
    return replace(
        section,
        start=to_printed(section.start, made),
        end=to_printed(section.end, made),
        heading=_as_printed(section.heading, made, after=section.start),
    )


def _restore_provenance(provenance: Provenance, made: Respelling) -> Provenance:
    start, end = to_printed(provenance.start, made), to_printed(provenance.end, made)
    return locate(made.printed, start, end)


def _restore_statement(statement: Statement, made: Respelling, taken: set[str]) -> Statement:
    provenance = _restore_provenance(statement.provenance, made)
    lead = statement.lead_in
    return replace(
        statement,
        id=statement_id(statement.kind, provenance, taken),
        provenance=provenance,
        lead_in=_as_printed(lead, made, before=statement.provenance.start) if lead else lead,
        cues=tuple(
            replace(cue, start=to_printed(cue.start, made), end=to_printed(cue.end, made))
            for cue in statement.cues
        ),
    )


def _restore_sentence(sentence: Sentence, made: Respelling) -> Sentence:
    lead = sentence.lead_in
    return replace(
        sentence,
        provenance=_restore_provenance(sentence.provenance, made),
        lead_in=_as_printed(lead, made, before=sentence.provenance.start) if lead else lead,
        mentions=tuple(
            replace(m, start=to_printed(m.start, made), end=to_printed(m.end, made))
            for m in sentence.mentions
        ),
    )
