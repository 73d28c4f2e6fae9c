"""The bounds within which a document is read, for honest files far away.

`docs/sandbox.md` tells what each is for. A file that breaks one becomes a `Problem`, or is
read without the pages that broke it.
"""

from __future__ import annotations

from dataclasses import dataclass

_MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may use.

    ``memory`` and ``written`` are bytes, of the child and of each program it starts;
    ``page_cpu`` is seconds of processor time for one page (or for a whole document without
    pages), ``page_wall`` seconds until the child counts as hung, ``program_wall`` seconds
    on top of it where a program (tesseract, LibreOffice) may run.

    Example:
        >>> Limits(pages=10).pages
        10
    """

    memory: int = 1_500 * _MB
    written: int = 500 * _MB
    open_files: int = 256
    page_cpu: int = 10
    page_wall: int = 15
    program_wall: int = 200
    restarts: int = 3
    pages: int = 5_000
    page_characters: int = 400_000
    page_objects: int = 20_000
    page_pixels: int = 40_000_000
    members: int = 10_000
    member_bytes: int = 120 * _MB
    expanded_bytes: int = 400 * _MB
