"""``auditkit read FILE``: what was read from one document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from auditkit.cli.console import print_json
from auditkit.errors import OutputError, UsageError
from auditkit.model import Block, BlockKind, Structure
from auditkit.preview import (
    find_one,
    options_of,
    pages_of,
    picture_of,
    read_one,
    summary_of,
    to_markdown,
)
from auditkit.records_json import encode
from auditkit.settings import load_settings

_STYLES = {
    BlockKind.HEADING: "bold",
    BlockKind.FOOTNOTE: "yellow",
    BlockKind.FURNITURE: "dim",
    BlockKind.CONTENTS: "cyan",
    BlockKind.TABLE_ROW: "magenta",
}
_TAGS = {
    BlockKind.PARAGRAPH: "",
    BlockKind.LIST_ITEM: "",
    BlockKind.TABLE_ROW: "table",
    BlockKind.FOOTNOTE: "note",
    BlockKind.FURNITURE: "header/footer",
    BlockKind.CONTENTS: "contents",
}
_TAG_WIDTH = 15


def read_command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A document, or one in an archive or mail.")
    ],
    markdown: Annotated[bool, typer.Option("--markdown", help="Print it as Markdown.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print text, blocks, lines and sections as JSON.")
    ] = False,
    image: Annotated[
        int | None,
        typer.Option(
            "--image", metavar="PAGE", help="Draw what was recognised on a page of a PDF."
        ),
    ] = None,
    ocr: Annotated[
        str | None,
        typer.Option("--ocr", help="Recognise scans: auto, never, or force (all pages). [auto]"),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The picture to write, with --image (.png).")
    ] = None,
) -> None:
    """Show what was read from a document: sections, lists, tables, footnotes, and how well.

    Without an option it is shown as text, with the page of each block in the margin. With
    --image the page is written as a picture with every block framed and numbered in the
    order in which it is read, so that a misreading is seen at a glance.

    Examples:

      auditkit read protokoll.pdf

      auditkit read arkiv.zip/protokoll.pdf --markdown > protokoll.md

      auditkit read rapport.pdf --image 3 --out sida3.png
    """
    _check_usage(markdown=markdown, as_json=as_json, image=image, out=out)
    source = find_one(file)
    options = options_of(load_settings(None, ocr=ocr))
    structure = read_one(source, options)
    if image is not None:
        assert out is not None
        _write(out, picture_of(source, structure.document, image, options))
        typer.echo(str(out))
    elif markdown:
        typer.echo(to_markdown(structure.document), nl=False)
    elif as_json:
        print_json(encode(structure))
    else:
        _print(structure)


def _check_usage(*, markdown: bool, as_json: bool, image: int | None, out: Path | None) -> None:
    """Refuse options that do not go together."""
    if sum((markdown, as_json, image is not None)) > 1:
        raise UsageError(
            "--markdown, --json and --image are three ways to show a document",
            hint="Choose one of them.",
        )
    if (image is None) != (out is None):
        raise UsageError(
            "--image PAGE and --out FILE belong together",
            hint="For example: auditkit read rapport.pdf --image 3 --out sida3.png",
        )
    if out is not None and out.suffix.lower() != ".png":
        raise UsageError(f"{out}: the picture is a PNG", hint="Give --out a name in .png.")


def _write(path: Path, picture: bytes) -> None:
    try:
        path.write_bytes(picture)
    except OSError as error:
        raise OutputError(
            f"{path}: {error.strerror or error}", hint="Check that the folder may be written to."
        ) from error


def _print(structure: Structure) -> None:
    """Print a document as text, one block a paragraph."""
    console = Console(highlight=False, soft_wrap=True)
    document = structure.document
    console.print(Text(document.path, style="bold"))
    for name, value in summary_of(structure):
        console.print(Text(f"  {name:16} {value}"))
    starts = {section.start: section for section in structure.sections}
    pages = pages_of(document)
    page: int | None = None
    for block, where in zip(document.blocks, pages, strict=True):
        if where is not None and where[0] != page and block.kind is not BlockKind.FURNITURE:
            page = where[0]
            console.print(Text(f"\n── page {page} ", style="dim"))
        section = starts.get(block.start) or starts.get(_line_start(document.text, block))
        role = section.role.value if section and block.kind is BlockKind.HEADING else None
        _print_block(console, structure, block, role)


def _line_start(text: str, block: Block) -> int:
    return text.rfind("\n", 0, block.start) + 1


def _print_block(console: Console, structure: Structure, block: Block, role: str | None) -> None:
    """Print one block with what it is in the margin."""
    text = structure.document.text[block.start : block.end]
    if block.kind is BlockKind.HEADING:
        tag = f"heading {block.level or ''}".rstrip()
        console.print()
    else:
        tag = "hidden" if block.hidden else _TAGS[block.kind]
    if block.kind is BlockKind.TABLE_ROW:
        text = text.replace("\t", " │ ")
    line = Text(f"{tag:{_TAG_WIDTH}}", style="dim")
    line.append("  " * ((block.level or 1) - 1) if block.kind is BlockKind.LIST_ITEM else "")
    style = "dim strike" if block.hidden else _STYLES.get(block.kind, "")
    line.append(f"{block.marker} {text}" if block.marker else text, style=style)
    if role is not None:
        line.append(f"  [{role}]", style="green")
    if block.mark is not None:
        before = structure.document.text[max(0, block.mark.start - 30) : block.mark.start]
        line.append(f"  ← …{before.strip()}", style="dim")
    console.print(line)
