"""The programs that reading can use besides Python: what is there, and how to get the rest."""

from __future__ import annotations

from auditkit.read import find_engine
from auditkit.read.ocr_pages import INSTALL_HINT
from auditkit.read.office import find_office


def reading_programs() -> tuple[tuple[str, str, str, str], ...]:
    """Return name, version, state and note of each program.

    Example:
        >>> [name for name, *_ in reading_programs()]
        ['tesseract', 'LibreOffice']
    """
    return _recogniser(), _office()


def _recogniser() -> tuple[str, str, str, str]:
    """Tell whether scans can be read, and in Swedish."""
    engine = find_engine()
    if engine is None:
        return "tesseract", "", "not installed", f"reads scanned pages. {INSTALL_HINT}"
    version = engine.version.removeprefix("tesseract").strip()
    if "swe" not in engine.languages:
        return "tesseract", version, "without Swedish", INSTALL_HINT
    known = ", ".join(sorted(engine.languages & {"eng", "swe"}))
    return "tesseract", version, "ok", f"reads scanned pages; languages {known}"


def _office() -> tuple[str, str, str, str]:
    """Tell whether old Word files can be read, and Word files get real pages."""
    why = "reads .doc, and gives Word files real pages (--pages exact)"
    if find_office():
        return "LibreOffice", "", "ok", why
    how = "on Debian apt-get install libreoffice-writer; on Windows from libreoffice.org"
    return "LibreOffice", "", "not installed", f"{why}; {how}"
