"""Text as a person is shown it: without what cannot be shown, and with its place in words.

For tables and pages only. JSON Lines keep every character as it stands in the document.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from auditkit.model import Document, Provenance, Searched
from auditkit.report.labels import Labels

# Controls, lone surrogates and noncharacters break XML; direction overrides let a hostile
# document show another sentence than the one it holds.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_INSIDE = re.compile(r"\.(?:zip|eml)/")
_MAX_NAME = 60
_MAX_CHARACTERS = 16_000  # a cell of Excel holds 32,767 UTF-16 units


def show_text(text: str) -> str:
    r"""Replace what cannot be shown by U+FFFD, and shorten what no cell can hold.

    A tab parts the cells of a table's row; inside a cell or on a page it would be invisible.

    Example:
        >>> show_text("Beslut\x0c nr 4\r\n"), show_text("M5\tTilda i drift")
        ('Beslut\ufffd nr 4\n', 'M5 | Tilda i drift')
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " | ")
    shown = _UNSHOWABLE.sub("\ufffd", lines)
    return shown if len(shown) <= _MAX_CHARACTERS else shown[:_MAX_CHARACTERS] + " […]"


def show_place(provenance: Provenance, labels: Labels) -> str:
    """Say where a quote stands: "3", "3–4" for pages, else "rad 12" or "stycke 4".

    Example:
        >>> from auditkit.report.labels import load_labels
        >>> provenance = Provenance(document_id="d", document="p.txt", path="p.txt", start=0,
        ...                         end=2, quote="Ja", place="lines 4-5")
        >>> show_place(provenance, load_labels("sv"))
        'rad 4–5'
    """
    if provenance.pages is not None:
        first, last = provenance.pages
        return str(first) if first == last else f"{first}–{last}"
    if provenance.place is None:
        return ""
    word, _, numbers = provenance.place.partition(" ")
    return f"{labels.name('place', word.removesuffix('s'))} {numbers.replace('-', '–')}"


def show_source(provenance: Provenance, labels: Labels) -> str:
    """Name the file and the place of a quote.

    Example:
        >>> from auditkit.report.labels import load_labels
        >>> provenance = Provenance(document_id="d", document="p.pdf", path="a/p.pdf", start=0,
        ...                         end=2, quote="Ja", pages=(3, 4))
        >>> show_source(provenance, load_labels("sv"))
        'p.pdf, s. 3–4'
    """
    place = show_place(provenance, labels)
    if not place:
        return show_text(provenance.document)
    short = f"{labels.name('phrase', 'page_short')} " if provenance.pages else ""
    return f"{show_text(provenance.document)}, {short}{place}"


def show_searched(searched: Searched, labels: Labels) -> str:
    """Say in one line what was searched, and how much could not be.

    What exactly is missing holds for the whole archive; it stands once in a list of its own.

    Example:
        >>> from auditkit.report.labels import load_labels
        >>> show_searched(Searched(documents=3, until="2024-05-01", gaps=("§ 12",)),
        ...               load_labels("sv"))
        '3 senare dokument, till och med 2024-05-01; luckor i serien: 1 (se ”Luckor och olästa”)'
    """
    head = labels.say(
        "searched",
        "until" if searched.until and searched.documents else "documents",
        n=searched.documents,
        until=searched.until,
    )
    missing = [
        labels.say("searched", key, n=len(values))
        for key, values in (
            ("gaps", searched.gaps),
            ("unread", searched.unread),
            ("poor_quality", searched.poor_quality),
            ("undated", searched.undated),
        )
        if values
    ]
    if not missing:
        return head
    see = labels.say("searched", "see", sheet=labels.name("sheet", "gaps"))
    return f"{'; '.join([head, *missing])} ({see})"


def short_names(documents: Iterable[Document]) -> dict[str, str]:
    """Name each document by its file name; by its path where two files have one name.

    Args:
        documents: All documents of the archive.

    Returns:
        The names by path. Long ones lose their middle; the ending tells the format.

    Example:
        >>> from auditkit.model import Document
        >>> short_names([Document(id="d", sha256="", name="p.pdf", path="a/p.pdf", media_type="",
        ...                       text="", blocks=(), lines=())])
        {'a/p.pdf': 'p.pdf'}
    """
    names = {document.path: document.name for document in documents}
    times = Counter(names.values())
    return {
        path: _shorten(show_text(name if times[name] == 1 else path))
        for path, name in names.items()
    }


def _shorten(name: str) -> str:
    half = _MAX_NAME // 2
    return name if len(name) <= _MAX_NAME else f"{name[:half]}…{name[-half:]}"


def source_path(path: str, root: str, out: Path) -> str:
    """Return the path of a source file as seen from the output directory, with slashes.

    On Windows there is none between two drives: then the absolute path is returned.

    Args:
        path: Of the document, relative to the input.
        root: The absolute directory of the input.
        out: The directory that links start from.

    Example:
        >>> source_path("2024/p.pdf", "/archive", Path("/archive/out"))
        '../2024/p.pdf'
    """
    source = _on_disk(Path(root, path))
    try:
        return Path(os.path.relpath(source, out.absolute())).as_posix()
    except ValueError:
        return source.as_posix()


def _on_disk(source: Path) -> Path:
    """Return the file itself, or the archive or mail that a document stands in."""
    if source.exists():
        return source
    return next((parent for parent in source.parents if parent.is_file()), source)


def page_fragment(provenance: Provenance) -> str:
    """Return ``#page=n`` for a PDF, else nothing.

    Example:
        >>> page_fragment(Provenance(document_id="d", document="P.PDF", path="P.PDF", start=0,
        ...                          end=2, quote="Ja", pages=(3, 4)))
        '#page=3'
    """
    # A document inside an archive or mail cannot be opened at a page: the link leads to that.
    is_inside = _INSIDE.search(provenance.path.lower()) is not None
    is_pdf = provenance.path.lower().endswith(".pdf") and not is_inside
    return f"#page={provenance.pages[0]}" if is_pdf and provenance.pages else ""


def web_link(place: Provenance | Document, root: str, out: Path) -> str:
    """Return a relative link for a page in the output directory, safely quoted.

    Example:
        >>> place = Provenance(document_id="d", document="a b.pdf", path="a b.pdf", start=0,
        ...                    end=2, quote="Ja", pages=(3, 3))
        >>> web_link(place, "/in", Path("/in/out"))
        '../a%20b.pdf#page=3'
    """
    # A file name may hold bytes that are no text; they are quoted as those bytes.
    link = quote(os.fsencode(source_path(place.path, root, out)))
    return link + page_fragment(place) if isinstance(place, Provenance) else link
