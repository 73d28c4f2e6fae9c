"""Old Office files: which of them are Word documents, and what the others are."""

from __future__ import annotations

import struct

from auditkit.errors import DamagedDocumentError, EncryptedDocumentError, UnsupportedFormatError

_CONVERT = "Save it as PDF, DOCX or text and run again."
_WORD_MAGIC = b"\xec\xa5"
_FIRST_SECTOR = 512
_ENCRYPTED = 0x0100
# The first stream that is there tells the program; a mail may hold Word files, not otherwise.
_KINDS = (
    ("__properties_version1.0", "an Outlook mail (.msg)"),
    ("WordDocument", None),
    ("Workbook", "an Excel file"),
    ("PowerPoint Document", "a PowerPoint file"),
    ("VisioDocument", "a Visio drawing"),
)


def sniff_ole(data: bytes, name: str) -> None:
    r"""Let Word documents pass; raise for every other kind of old Office file.

    Raises:
        EncryptedDocumentError: If it is protected by a password.
        UnsupportedFormatError: If it is of another program.
        DamagedDocumentError: If no program's data is found in it.

    Example:
        >>> sniff_ole(b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "a.doc")
    """
    if _stream("EncryptedPackage") in data:
        raise EncryptedDocumentError(
            f"{name}: is protected by a password",
            hint="Open it in Word and save it as .docx without a password.",
        )
    for stream, what in _KINDS:
        if _stream(stream) not in data:
            continue
        if what is None:
            _refuse_encrypted(data, name)
            return
        hint = _CONVERT
        if "mail" in what:
            hint = "Save the mail as .eml or PDF, and its attachments as files."
        raise UnsupportedFormatError(f"{name}: is {what}, which is not read", hint=hint)
    raise DamagedDocumentError(
        f"{name}: is an old Office file without a document in it",
        hint="Fetch the file anew; it may have been cut off.",
    )


def _stream(name: str) -> bytes:
    """Return a name as the directory of such a file writes it."""
    return name.encode("utf-16-le")


def _refuse_encrypted(data: bytes, name: str) -> None:
    """Raise where the header of the Word document says that it is encrypted."""
    header = data[_FIRST_SECTOR : _FIRST_SECTOR + 12]
    if len(header) < 12 or not header.startswith(_WORD_MAGIC):
        return  # the document begins elsewhere; the converter will tell
    (flags,) = struct.unpack_from("<H", header, 10)
    if flags & _ENCRYPTED:
        raise EncryptedDocumentError(
            f"{name}: is protected by a password",
            hint="Open it in Word and save it as .docx without a password.",
        )
