"""A document's structure, put together from its parts, headings, lists and facts."""

from __future__ import annotations

from dataclasses import replace

from auditkit.lang import Pack
from auditkit.model import Doctype, Document, Facts, Meeting, Part, Section, Structure
from auditkit.structure.facts import PartFacts, read_facts
from auditkit.structure.leadins import find_lead_ins
from auditkit.structure.meeting import build_meeting
from auditkit.structure.outline import find_headings
from auditkit.structure.parts import cut_parts, part_texts
from auditkit.structure.roles import agenda_indices
from auditkit.structure.sections import build_sections, find_parents, sections_of_blocks

_BARE_WORDS = 2  # a title of no more words is only the kind of document


def structure_document(document: Document, pack: Pack) -> Structure:
    r"""Return the parts, sections, lead-ins and facts of a document.

    Args:
        document: The document as it was read.
        pack: The language pack; its sections, facts and meeting files hold the words.

    Example:
        >>> from auditkit.lang import load_pack
        >>> from auditkit.model import Block, BlockKind
        >>> text = "Protokoll 2024-05-02\nBeslut\nStyrelsen antar planen."
        >>> blocks = (Block(kind=BlockKind.HEADING, start=0, end=20),
        ...           Block(kind=BlockKind.HEADING, start=21, end=27),
        ...           Block(kind=BlockKind.PARAGRAPH, start=28, end=51))
        >>> document = Document(id="a" * 16, sha256="a" * 64, name="p.txt", path="p.txt",
        ...     media_type="text/plain", text=text, blocks=blocks, lines=())
        >>> structure = structure_document(document, load_pack("sv"))
        >>> structure.facts.doctype.value, structure.facts.date
        ('minutes', '2024-05-02')
        >>> structure.sections[structure.block_sections[2]].role.value
        'decision'
    """
    cut = cut_parts(document, pack)
    parts: list[Part] = []
    sections: list[Section] = []
    items: list[int] = []
    heading_blocks: set[int] = set()
    main: PartFacts | None = None
    for (label, first, last), (start, end) in zip(cut, part_texts(document, cut), strict=True):
        facts = read_facts(document, pack, first, last)
        main = main or facts
        if label != "main":  # an annex without a date of its own belongs with the document
            facts = replace(facts, date=facts.date or main.date, issuer=facts.issuer or main.issuer)
        minutes = facts.doctype is Doctype.MINUTES
        headings = find_headings(document, pack, first, last, minutes=minutes)
        heading_blocks.update(h.block for h in headings if not h.run_in)
        offset = len(sections)
        built = build_sections(document, headings, pack, part=label, last=last, facts=facts)
        sections.extend(
            s if s.parent is None else replace(s, parent=s.parent + offset) for s in built
        )
        if label == "main" and (minutes or facts.extract):
            items = sorted(agenda_indices(headings, find_parents(headings), pack))
        parts.append(
            Part(
                label=label,
                start=start,
                end=end,
                doctype=facts.doctype,
                title=facts.title,
                date=facts.date,
                issuer=facts.issuer,
                reference=facts.reference,
                language=facts.language,
            )
        )
    assert main is not None  # every document has a main part
    owners = sections_of_blocks(document, sections)
    meeting = (
        build_meeting(document, sections, owners, items, pack, main)
        if main.doctype is Doctype.MINUTES or main.extract
        else None
    )
    return Structure(
        document=document,
        facts=Facts(
            doctype=main.doctype,
            title=_title_of_minutes(main, meeting, pack),
            date=main.date,
            issuer=main.issuer,
            reference=main.reference,
            classification=main.classification,
            language=main.language,
            meeting=meeting,
        ),
        parts=tuple(parts),
        sections=tuple(sections),
        block_sections=owners,
        lead_ins=find_lead_ins(document, pack, frozenset(heading_blocks)),
    )


def _title_of_minutes(facts: PartFacts, meeting: Meeting | None, pack: Pack) -> str | None:
    """Return the title; bare "PROTOKOLL 9/2024" is told apart by the body and the date."""
    title = facts.title
    if meeting is None or title and len(title.split()) > _BARE_WORDS:
        return title
    kind = title.capitalize() if title else pack.words("minutes_title")[0]
    named = " ".join(part for part in (meeting.body, facts.date) if part)
    return f"{kind}, {named}" if named else title
