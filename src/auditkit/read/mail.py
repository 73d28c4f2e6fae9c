"""Mails (.eml): the header lines as a small table, then the text."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from auditkit.errors import DamagedDocumentError
from auditkit.lang import Pack
from auditkit.model import BlockKind
from auditkit.read.encoding import decode
from auditkit.read.html import decode_html, read_html
from auditkit.read.mail_parts import MAIL_ERRORS, list_attachments, parse_mail, text_parts
from auditkit.read.rows import Draft, Piece
from auditkit.read.textfile import clean, read_text

_FIELDS = ("Subject", "Date", "From", "To", "Cc")
_LONGEST_FIELD = 4000


def read_mail(data: bytes, name: str, pack: Pack) -> tuple[list[Draft], str | None]:
    r"""Return the blocks of a mail, and the encoding of its text.

    The subject is its heading; the other header lines and the names of what is attached are
    rows of a table.

    Raises:
        ReadError: If it is damaged, encrypted or too large.

    Example:
        >>> from auditkit.lang import load_pack
        >>> mail = b"From: anna@example.se\r\nSubject: Plan\r\n\r\nVi antar planen."
        >>> drafts, _ = read_mail(mail, "a.eml", load_pack("sv"))
        >>> [(d.kind.value, d.last) for d in drafts]
        [('heading', 'Plan'), ('table_row', 'anna@example.se'), ('paragraph', 'Vi antar planen.')]
    """
    mail = parse_mail(data, name)
    drafts = list(_header(mail))
    encoding = None
    for part in text_parts(mail, name):
        content, encoding = _content(part, name)
        if part.get_content_type() == "text/html":
            made = read_html(content, name, pack)
        else:
            made, _ = read_text(_unquoted(content), pack)
        drafts.extend(_renumbered(made, drafts))
    attached = [found.name for found in list_attachments(data, name)]
    if attached:
        drafts.append(_row("Attachment", "; ".join(attached), _tables(drafts)))
    return drafts, encoding


def _header(mail: EmailMessage) -> list[Draft]:
    """Return the subject as a heading, the other fields as rows."""
    found = []
    for name in _FIELDS:
        text = " ".join(clean(_field(mail, name))[:_LONGEST_FIELD].split())
        if not text:
            continue
        if name == "Subject":
            piece = Piece(text=text)
            found.append(Draft(kind=BlockKind.HEADING, cells=[[piece]], level=1))
        elif name == "Date" and (day := _iso(text)):
            found.append(_row(name, day, 0, source="inferred"))
        else:
            found.append(_row(name, text, 0))
    return found


def _iso(text: str) -> str | None:
    """Return a mail's date as ISO day and time, which is read in every language."""
    try:
        return parsedate_to_datetime(text).strftime("%Y-%m-%d %H:%M")
    except MAIL_ERRORS:
        return None  # no date that can be read: it stays as it is


def _row(label: str, text: str, table: int, *, source: str = "text") -> Draft:
    cells = [[Piece(text=label)], [Piece(text=text, source=source)]]
    return Draft(kind=BlockKind.TABLE_ROW, cells=cells, table=table)


def _field(mail: EmailMessage, name: str) -> str:
    """Return a header field as text; the raw one where the library cannot take it apart."""
    try:
        return str(mail.get(name) or "")
    except MAIL_ERRORS:
        raw = next((value for key, value in mail.raw_items() if key.lower() == name.lower()), "")
        return str(raw)


def _content(part: EmailMessage, name: str) -> tuple[str, str | None]:
    """Return the characters of a text part; a wrong declaration is found out."""
    try:
        payload = part.get_payload(decode=True)
    except MAIL_ERRORS as error:
        raise DamagedDocumentError(
            f"{name}: its text cannot be decoded", hint="Save the mail anew as PDF or text."
        ) from error
    data = payload if isinstance(payload, bytes) else b""
    declared = part.get_content_charset()
    if declared:
        try:
            return data.decode("cp1252" if declared == "iso-8859-1" else declared), declared
        except (LookupError, UnicodeError):
            pass  # declared wrongly: the bytes tell better
    if part.get_content_type() == "text/html":
        return decode_html(data, name)
    found = decode(data)
    if found is None:
        raise DamagedDocumentError(
            f"{name}: its characters cannot be decoded", hint="Save the mail anew as PDF or text."
        )
    return found.text, found.encoding


def _unquoted(text: str) -> str:
    """Return a text without the signs in front of what it answers to."""
    lines = []
    for line in text.split("\n"):
        while line.startswith(">"):
            line = line[1:].removeprefix(" ")
        lines.append(line)
    return "\n".join(lines)


def _renumbered(made: list[Draft], before: list[Draft]) -> list[Draft]:
    """Return blocks whose tables are told apart from those that stand before them."""
    offset = _tables(before)
    for draft in made:
        if draft.table is not None:
            draft.table += offset
    return made


def _tables(drafts: list[Draft]) -> int:
    return max((draft.table for draft in drafts if draft.table is not None), default=-1) + 1
