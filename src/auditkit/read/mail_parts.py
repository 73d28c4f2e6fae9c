"""The parts of a mail: its header lines, its text and its attachments."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from email import errors, policy
from email.message import EmailMessage, Message
from email.parser import BytesParser

from auditkit.errors import DamagedDocumentError, EncryptedDocumentError, ReadError, TooLargeError
from auditkit.read.archives import clean_name, unique_names

MAX_MAIL = 80_000_000
MAX_PARTS = 500
# What the standard library raises on broken mails, besides the error it has for them.
MAIL_ERRORS = (
    errors.MessageError, LookupError, ValueError, TypeError, AttributeError, AssertionError,
    RecursionError, OverflowError,
)  # fmt: skip
_ENCRYPTED = frozenset(
    {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that hangs on a mail, under a clean and unique name."""

    name: str
    part: EmailMessage


def parse_mail(data: bytes, name: str) -> EmailMessage:
    r"""Return a mail as the standard library parses it.

    Raises:
        DamagedDocumentError: If it cannot be parsed.
        TooLargeError: If it is too large, or of too many parts.

    Example:
        >>> parse_mail(b"Subject: Plan\r\n\r\nHej", "a.eml")["Subject"]
        'Plan'
    """
    if len(data) > MAX_MAIL:
        raise TooLargeError(
            f"{name}: is a mail of {len(data) // 1_000_000} MB",
            hint="Save its attachments as files, and give the folder.",
        )
    try:
        mail = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(data)
        count = sum(1 for _ in mail.walk())
    except MAIL_ERRORS as error:
        raise DamagedDocumentError(
            f"{name}: is a damaged mail", hint="Save the mail anew from the mail program."
        ) from error
    if count > MAX_PARTS:
        raise TooLargeError(
            f"{name}: is a mail of {count} parts", hint="Save its attachments as files."
        )
    return mail


def list_attachments(data: bytes, name: str) -> tuple[Attachment, ...]:
    """Return the files attached to a mail; pictures inside its text are none.

    Raises:
        ReadError: As `parse_mail`.

    Example:
        >>> mail = EmailMessage()
        >>> mail.set_content("Se bilaga.")
        >>> mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf",
        ...                     filename="../plan.pdf")
        >>> [found.name for found in list_attachments(bytes(mail), "a.eml")]
        ['plan.pdf']
    """
    mail = parse_mail(data, name)
    body = set(map(id, text_parts(mail, name)))
    parts = [p for p in _leaves(mail) if id(p) not in body and _is_file(p)]
    names = unique_names(_name_of(part, number) for number, part in enumerate(parts, start=1))
    return tuple(Attachment(name=n, part=p) for n, p in zip(names, parts, strict=True))


def read_attachment(data: bytes, inner: str, name: str) -> bytes:
    """Return the bytes of one attachment.

    Raises:
        ReadError: If there is none of that name, or it is damaged.

    Example:
        >>> mail = EmailMessage()
        >>> mail.add_attachment(b"a", maintype="text", subtype="x", filename="a.txt")
        >>> read_attachment(bytes(mail), "a.txt", "a.eml")
        b'a'
    """
    found = next((a.part for a in list_attachments(data, name) if a.name == inner), None)
    if found is None:
        raise ReadError(f"{name}: is no longer in its mail", hint="Run again; it was changed.")
    try:
        if found.get_content_type() == "message/rfc822":
            inside = found.get_payload(0)
            unwrapped = policy.default.clone(max_line_length=None)
            return inside.as_bytes(policy=unwrapped) if isinstance(inside, Message) else b""
        content = found.get_payload(decode=True)
    except MAIL_ERRORS as error:
        raise DamagedDocumentError(
            f"{name}: is damaged in its mail", hint="Save the attachment from the mail program."
        ) from error
    return content if isinstance(content, bytes) else b""


def text_parts(mail: EmailMessage, name: str) -> list[EmailMessage]:
    r"""Return the parts that are the mail's own text: of alternatives the richest.

    Raises:
        EncryptedDocumentError: If the mail is encrypted.

    Example:
        >>> mail = parse_mail(b"Subject: Plan\r\n\r\nHej", "a.eml")
        >>> [part.get_content_type() for part in text_parts(mail, "a.eml")]
        ['text/plain']
    """
    if mail.get_content_type() in _ENCRYPTED:
        raise EncryptedDocumentError(
            f"{name}: is an encrypted mail", hint="Open it and save it without encryption."
        )
    body = mail.get_body(("html", "plain"))
    if not isinstance(body, EmailMessage):
        return []
    found = [body]
    for part in _leaves(mail):  # texts between attachments go on with the mail
        if part is body or part.get_filename() or part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() == "text/plain" and not _is_alternative(mail, part):
            found.append(part)
    return found


def _is_alternative(mail: EmailMessage, part: EmailMessage) -> bool:
    """Tell whether a part stands in a group of alternatives."""
    return any(
        part in group.get_payload()
        for group in mail.walk()
        if group.get_content_type() == "multipart/alternative" and group.is_multipart()
    )


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that hold no others; an attached mail is one part."""
    for part in message.iter_parts() if message.is_multipart() else [message]:
        if not isinstance(part, EmailMessage):
            continue
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            yield from _leaves(part)
        else:
            yield part


def _is_file(part: EmailMessage) -> bool:
    """Tell whether a part is a file a person attached."""
    if part.get_content_type() == "message/rfc822":
        return True
    if part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment":
        return False
    return bool(part.get_filename() or part.get_content_disposition() == "attachment")


def _name_of(part: EmailMessage, number: int) -> str:
    """Return the file name of an attachment, made up where it has none."""
    try:
        name = part.get_filename()
    except MAIL_ERRORS:  # the library fails on some broken names; the file itself is whole
        name = None
    if part.get_content_type() == "message/rfc822":
        return clean_name(name) if name and name.endswith(".eml") else f"attachment-{number}.eml"
    if name:
        return clean_name(name).rsplit("/", 1)[-1]
    return f"attachment-{number}{mimetypes.guess_extension(part.get_content_type()) or ''}"
