"""Word files made of bare XML, for what python-docx cannot write."""

from __future__ import annotations

import io
import zipfile

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file(
    body: str, *, part: str = "word/document.xml", strict: bool = False, **parts: str
) -> bytes:
    """Return a Word file of a body and other parts, by name without ending."""
    buffer = io.BytesIO()
    space = "http://purl.oclc.org/ooxml/wordprocessingml/main" if strict else NAMESPACE

    def element(name: str, content: str) -> str:
        return f'<w:{name} xmlns:w="{space}">{content}</w:{name}>'

    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, element("document", f"<w:body>{body}</w:body>"))
        for name, content in parts.items():
            root = {"header1": "hdr", "footer1": "ftr"}.get(name, name)
            archive.writestr(f"word/{name}.xml", element(root, content))
    return buffer.getvalue()


def paragraph(text: str, properties: str = "", run: str = "", more: str = "") -> str:
    """Return a paragraph of one run."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">'
        f"{text}</w:t></w:r>{more}</w:p>"
    )


def item(text: str, list_id: int = 1, depth: int = 0) -> str:
    """Return a list item."""
    return paragraph(
        text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    )


def level(depth: int, form: str, text: str, more: str = "") -> str:
    """Return a level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = "") -> str:
    """Return the numbering of a file: one list, under the number 1 and what else is given."""
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}'
    )
