"""What the person asked of reading: one frozen record, handed from the pipeline downwards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from auditkit.read.limits import Limits

Ocr = Literal["auto", "never", "force"]
Pages = Literal["none", "exact"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How to read documents.

    ``ocr`` is for which pages text is recognised: those that need it, none, or all;
    ``pages`` is whether Word files get real pages, by LibreOffice; ``cache`` is the folder
    where recognised pages are kept; ``limits`` bound what a document may use.

    Example:
        >>> ReadOptions(ocr="never").pages
        'none'
    """

    ocr: Ocr = "auto"
    pages: Pages = "none"
    cache: Path | None = None
    limits: Limits = Limits()


DEFAULTS = ReadOptions()
