"""What holds for the structure of any document, also of a nonsensical one."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditkit.lang import load_pack
from auditkit.model import Block, BlockKind, Document
from auditkit.structure import structure_document

VOCABULARY = (
    "Närvarande: Eva Ek (S) ordförande Per Lund § 4 1. 2.1 a) Beslut Beslut: Justeras Bilaga 1 "
    "2024-05-06 den 3 maj att ska följande: Iakttagelser Protokoll Nästa möte – X \t Dnr XY 2022-1 "
    "Ersättare Underskrifter Övriga . , ( ) : ; §§ $ %"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))
LINES = st.lists(
    st.tuples(
        st.sampled_from(list(BlockKind)),
        st.lists(WORDS, min_size=1, max_size=9).map(" ".join),
        st.sampled_from([None, "-", "1.", "2.", "a)", "§ 4", "3.1"]),
        st.sampled_from([None, 1, 2, 3]),
        st.booleans(),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines=LINES, media_type=st.sampled_from(["text/plain", "text/markdown"]))
def test_sections_parts_and_lead_ins_stay_inside_the_text(
    lines: list[tuple[BlockKind, str, str | None, int | None, bool]], media_type: str
) -> None:
    blocks: list[Block] = []
    start = 0
    for kind, text, marker, level, hidden in lines:
        end = start + len(text)
        blocks.append(
            Block(kind=kind, start=start, end=end, marker=marker, level=level, hidden=hidden)
        )
        start = end + 1
    text = "\n".join(line[1] for line in lines)
    document = Document(
        id="a" * 16,
        sha256="a" * 64,
        name="p",
        path="p",
        media_type=media_type,
        text=text,
        blocks=tuple(blocks),
        lines=(),
    )
    found = structure_document(document, load_pack("sv"))
    assert found == structure_document(document, load_pack("sv"))
    assert found.parts[0].start == 0 and found.parts[-1].end == len(text)
    for one, next_part in zip(found.parts, found.parts[1:], strict=False):
        assert one.end == next_part.start
    for index, section in enumerate(found.sections):
        assert 0 <= section.start <= section.end <= len(text)
        if section.parent is not None:
            parent = found.sections[section.parent]
            assert section.parent < index and parent.part == section.part
            assert parent.start <= section.start and section.end <= parent.end
    assert len(found.block_sections) == len(found.lead_ins) == len(blocks)
    for block, owner, span in zip(blocks, found.block_sections, found.lead_ins, strict=True):
        if owner is not None:
            section = found.sections[owner]
            assert section.start <= block.start and block.end <= section.end
        if span is not None:
            assert span.end <= block.start and text[span.start : span.end].strip()
