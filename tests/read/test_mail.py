"""Mails and what is attached to them."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from auditkit.errors import DamagedDocumentError, EncryptedDocumentError
from auditkit.lang import load_pack
from auditkit.model import Doctype
from auditkit.read import find_documents, read_document
from auditkit.read.mail_parts import MAX_PARTS, list_attachments
from auditkit.structure import structure_document

from .conftest import Reader, check_records, shape


def _mail(text: str = "Vi antar planen.", **headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Anna Ek <anna@example.se>"
    mail["Subject"] = "Beslut om planen för året"
    for name, value in headers.items():
        mail[name] = value
    mail.set_content(text)
    return mail


def test_the_header_is_a_heading_and_a_table(read: Reader) -> None:
    document = read(bytes(_mail(To="bo@example.se")), "a.eml")
    assert shape(document) == [
        ("heading", None, "Beslut om planen för året"),
        ("table_row", None, "From\tAnna Ek <anna@example.se>"),
        ("table_row", None, "To\tbo@example.se"),
        ("paragraph", None, "Vi antar planen."),
    ]
    assert document.media_type == "message/rfc822"
    check_records(document)


def test_the_date_is_the_mails_own_whatever_hangs_on_it(read: Reader) -> None:
    mail = _mail(Date="Mon, 6 May 2024 10:00:00 +0200")
    mail.replace_header("Subject", "Protokoll")
    mail.add_attachment(b"x", maintype="text", subtype="plain", filename="2019-01-02 protokoll.txt")
    facts = structure_document(read(bytes(mail), "a.eml"), load_pack("sv")).facts
    assert (facts.date, facts.doctype) == ("2024-05-06", Doctype.OTHER)


def test_of_alternatives_the_page_is_read_once(read: Reader) -> None:
    mail = _mail("Vi antar.")
    mail.add_alternative("<html><ul><li>Vi antar</li></ul></html>", subtype="html")
    assert [s[:2] for s in shape(read(bytes(mail), "a.eml"))][-1] == ("list_item", "•")


def test_an_old_code_page_that_is_declared_wrongly(read: Reader) -> None:
    data = b"From: a@b.se\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset="
    data += b"utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nR\xe5det besl\xf6t."
    assert read(data, "a.eml").text.endswith("Rådet beslöt.")


def test_attachments_are_documents_of_their_own(tmp_path: Path) -> None:
    inner = _mail("Inre text.")
    inner.add_attachment(b"Djupast.", maintype="text", subtype="plain", filename="djup.txt")
    mail = _mail()
    mail.add_attachment(b"Bifogat.", maintype="text", subtype="plain", filename="å.txt")
    mail.add_attachment(b"x", maintype="image", subtype="png", filename="logga.png")
    mail.add_attachment(inner)
    (tmp_path / "mejl.eml").write_bytes(bytes(mail))
    found, skipped = find_documents([tmp_path])
    read = [read_document(source, root=root) for source, root in found]
    assert [document.path for document in read] == [
        "mejl.eml",
        "mejl.eml/å.txt",
        "mejl.eml/attachment-3.eml",
        "mejl.eml/attachment-3.eml/djup.txt",
    ]
    assert read[1].text == "Bifogat." and read[3].text == "Djupast."
    assert "Inre text." in read[2].text
    assert "Attachment\tå.txt; logga.png; attachment-3.eml" in read[0].text
    assert skipped == 1


def test_an_attachment_cannot_name_a_way_out() -> None:
    mail = _mail()
    mail.add_attachment(b"x", maintype="text", subtype="plain", filename="../../etc/a.txt")
    mail.add_attachment(b"y", maintype="text", subtype="plain", filename="a.txt")
    names = [found.name for found in list_attachments(bytes(mail), "a.eml")]
    assert names == ["a.txt", "a-2.txt"]


def test_a_mail_under_encryption_is_told(read: Reader) -> None:
    data = b"From: a@b.se\r\nMIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime\r\n\r\nMIAG"
    with pytest.raises(EncryptedDocumentError):
        read(data, "a.eml")


def test_parts_without_end_are_refused(read: Reader) -> None:
    depth = 5 * MAX_PARTS
    head = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth)
    )
    with pytest.raises((DamagedDocumentError,)):
        read(f"From: a@b.se\nMIME-Version: 1.0\n{head}".encode(), "a.eml")


def test_a_date_out_of_all_bounds_stays_as_it_is(tmp_path: Path) -> None:
    mail = tmp_path / "m.eml"
    mail.write_bytes(
        b"From: a@example.org\nSubject: Beslut\n"
        b"Date: Mon, 99999999999999999999 Jan 2024 10:00:00 +0100\n"
        b"Content-Type: text/plain; charset=utf-8\n\nStyrelsen beslutar om planen.\n"
    )
    document = read_document(mail, root=tmp_path)
    assert "99999999999999999999" in document.text
    assert "Styrelsen beslutar om planen." in document.text
