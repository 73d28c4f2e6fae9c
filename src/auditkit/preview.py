"""One document as it was read and structured, for a person to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from auditkit.errors import UsageError
from auditkit.lang import load_pack
from auditkit.model import Block, BlockKind, Document, Structure
from auditkit.read import ReadOptions, Source, find_documents, read_in_sandbox, relative_path
from auditkit.read.picture import draw_page
from auditkit.settings import Settings
from auditkit.structure import structure_document

_AS_IT_COMES = ReadOptions()
_NAMED = 5  # documents of an archive that an error names
_MARKUP = re.compile(r"^(?=[#>*+|-]|\d+[.)]\s)")
_SILENT = (BlockKind.FURNITURE, BlockKind.CONTENTS)


def find_one(file: Path) -> Source:
    """Return the one document that a path names; `arkiv.zip/protokoll.pdf` is inside another.

    Raises:
        UsageError: If there is no such file, or it holds several documents.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     written = Path(folder, "a.md").write_text("# Beslut", encoding="utf-8")
        ...     find_one(Path(folder, "a.md")).name
        'a.md'
    """
    container = next((path for path in (file, *file.parents) if path.exists()), None)
    if container is None or (container.is_dir() and container != file):
        raise UsageError(f"{file}: no such file", hint="Check the path.")
    found = [source for source, _ in find_documents([container])[0]]
    if container != file:
        wanted = (container.name / file.relative_to(container)).as_posix()
        found = [s for s in found if relative_path(s, container.parent) == wanted]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(
            f"{file}: no document", hint="Give a PDF, Word, OpenDocument, text or mail file."
        )
    names = [relative_path(source, container.parent) for source in found[:_NAMED]]
    raise UsageError(
        f"{file}: holds {len(found)} documents", hint=f"Name one of them: {', '.join(names)} …"
    )


def options_of(settings: Settings) -> ReadOptions:
    """Return how a document is read under these settings.

    Example:
        >>> options_of(Settings(ocr="never")).ocr
        'never'
    """
    return ReadOptions(ocr=settings.ocr)


def read_one(source: Source, options: ReadOptions = _AS_IT_COMES) -> Structure:
    r"""Return a document with its sections, parts and facts.

    Raises:
        ReadError: If it cannot be read.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     file = Path(folder, "a.md")
        ...     written = file.write_text("# Beslut\n\nStyrelsen avslår.", encoding="utf-8")
        ...     [section.heading for section in read_one(Source(path=file)).sections]
        ['Beslut']
    """
    document = read_in_sandbox(source, root=source.path.parent, options=options)
    return structure_document(document, load_pack("sv"))


def picture_of(
    source: Source, document: Document, page: int, options: ReadOptions = _AS_IT_COMES
) -> bytes:
    """Return a page as a PNG with the recognised blocks drawn on it, see `draw_page`."""
    return draw_page(source, document, page, options)


def pages_of(document: Document) -> list[tuple[int, int] | None]:
    """Return the first and last page of each block, None where the source has no pages.

    Example:
        >>> from auditkit.model import Line
        >>> document = Document(id="0", sha256="0", name="a.pdf", path="a.pdf", text="Beslut",
        ...                     media_type="application/pdf",
        ...                     blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=6),),
        ...                     lines=(Line(start=0, end=3, page=1), Line(start=3, end=6, page=2)))
        >>> pages_of(document)
        [(1, 2)]
    """
    lines, at = document.lines, 0
    found: list[tuple[int, int] | None] = []
    for block in document.blocks:
        pages = []
        while at < len(lines) and lines[at].start < max(block.end, block.start + 1):
            page = lines[at].page
            if page is not None:
                pages.append(page)
            at += 1
        found.append((min(pages), max(pages)) if pages else None)
    return found


def to_markdown(document: Document) -> str:
    r"""Return a document as Markdown: footnotes tied, running headers and hidden text left out.

    Example:
        >>> document = Document(id="0", sha256="0", name="a.pdf", path="a.pdf", text="4 Beslut",
        ...                     media_type="application/pdf", lines=(), blocks=(
        ...         Block(kind=BlockKind.HEADING, start=2, end=8, marker="4", level=1),))
        >>> to_markdown(document)
        '# 4 Beslut\n'
    """
    notes = [b for b in document.blocks if b.kind is BlockKind.FOOTNOTE]
    # Numbers that begin anew on each page would be the same note in Markdown.
    numbers = {note.start: number for number, note in enumerate(notes, 1)}
    marks = sorted((b.mark.start, b.mark.end, numbers[b.start]) for b in notes if b.mark)
    parts: list[str] = []
    above: Block | None = None
    for block in document.blocks:
        if block.hidden or block.kind in _SILENT:
            continue
        tight = above is not None and _belongs(above, block)
        parts.append("" if not parts else "\n" if tight else "\n\n")
        if block.kind is BlockKind.TABLE_ROW:
            parts.append(_table_row(document, block, first=not tight))
        else:
            text = _with_marks(document.text, block, marks)
            parts.append(_markdown(block, text, numbers.get(block.start)))
        above = block
    return "".join(parts) + "\n"


def _belongs(above: Block, block: Block) -> bool:
    """Tell whether a block follows another of the same list or table."""
    if above.kind is not block.kind:
        return False
    if block.kind is BlockKind.TABLE_ROW:
        return above.table == block.table
    return block.kind is BlockKind.LIST_ITEM


def _with_marks(text: str, block: Block, marks: Sequence[tuple[int, int, int]]) -> str:
    """Return a block's text with the marks of its footnotes as Markdown has them."""
    made, at = "", block.start
    for start, end, number in marks:
        if block.start <= start and end <= block.end:
            made += f"{text[at:start]}[^{number}]"
            at = end
    return made + text[at : block.end]


def _markdown(block: Block, text: str, note: int | None) -> str:
    """Return one block that is no table row as Markdown."""
    marked = f"{block.marker} {text}" if block.marker else text
    if block.kind is BlockKind.HEADING:
        return f"{'#' * min(block.level or 2, 6)} {marked}"
    if block.kind is BlockKind.LIST_ITEM:
        indent = "  " * ((block.level or 1) - 1)
        numbered = block.marker and any(map(str.isalnum, block.marker))
        return f"{indent}- {marked if numbered else text}"
    if note is not None:
        return f"[^{note}]: {text}"
    return _MARKUP.sub(r"\\", marked, count=1)


def _table_row(document: Document, block: Block, *, first: bool) -> str:
    cells = [document.text[cell.start : cell.end].replace("|", "\\|") for cell in block.cells]
    row = f"| {' | '.join(cells)} |"
    rule = f"|{' --- |' * len(cells)}"
    if not first:
        return row
    # Markdown has no table without a header row.
    return f"{row}\n{rule}" if block.header else f"|{'  |' * len(cells)}\n{rule}\n{row}"


def summary_of(structure: Structure) -> Iterator[tuple[str, str]]:
    """Yield what there is to know of how a document was read, as name and value."""
    document, facts = structure.document, structure.facts
    quality = document.quality
    counts = {kind: 0 for kind in BlockKind}
    for block in document.blocks:
        counts[block.kind] += 1
    tables = len({b.table for b in document.blocks if b.kind is BlockKind.TABLE_ROW})
    tied = sum(block.mark is not None for block in document.blocks)
    yield "kind", facts.doctype.value
    if document.page_count is not None:
        yield "pages", str(document.page_count)
    yield "headings", str(counts[BlockKind.HEADING])
    yield "paragraphs", str(counts[BlockKind.PARAGRAPH])
    yield "list items", str(counts[BlockKind.LIST_ITEM])
    yield "tables", f"{tables} ({counts[BlockKind.TABLE_ROW]} rows)"
    yield "footnotes", f"{counts[BlockKind.FOOTNOTE]} ({tied} tied to their marks)"
    yield "running headers", str(counts[BlockKind.FURNITURE])
    yield "quality", quality.grade.value
    for page in quality.pages:
        if page.grade.value in ("poor", "unread"):
            yield f"page {page.number}", ": ".join(filter(None, [page.grade.value, page.note]))
    if quality.hidden_characters:
        yield "hidden", f"{quality.hidden_characters} characters that nobody can see on the page"
    if quality.encoding:
        yield "encoding", quality.encoding
    if quality.note:
        yield "note", quality.note
