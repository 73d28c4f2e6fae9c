"""Which files are read, and what is said of those that cannot be."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from auditkit.errors import (
    DamagedDocumentError,
    NoTextError,
    ReadError,
    TooLargeError,
    UnsupportedFormatError,
    UsageError,
)
from auditkit.read import find_documents, read_document

from .conftest import Reader


def _zip(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"", "tom.txt", NoTextError),
        (b"  \n\t\n", "blank.txt", NoTextError),
        (b"\x00\x01\x02\x03" * 50, "a.txt", UnsupportedFormatError),
        (b"\x89PNG\r\n\x1a\n", "bild.pdf", UnsupportedFormatError),
        (b"\x00\x9f\x02" * 90, "a.pdf", DamagedDocumentError),
        (b"<!DOCTYPE html><html>", "sida.pdf", NoTextError),
        (b"PK\x03\x04 cut", "a.docx", DamagedDocumentError),
        (_zip(a=b"b"), "a.docx", NoTextError),
        (b"%PDF-1.7\nnothing", "a.pdf", DamagedDocumentError),
    ],
)
def test_what_cannot_be_read_is_named_with_a_way_out(
    read: Reader, data: bytes, name: str, error: type[ReadError]
) -> None:
    with pytest.raises(error) as caught:
        read(data, name)
    assert caught.value.message.startswith(name)
    assert caught.value.hint


def test_a_zip_bomb_is_not_unpacked(read: Reader) -> None:
    data = _zip(**{"word/document.xml": b"\0" * 60_000_000})
    with pytest.raises(TooLargeError):
        read(data, "bomb.docx")


def test_a_file_is_read_as_what_it_is(read: Reader) -> None:
    document = read("Styrelsen beslutar att avslå.", "felnamn.pdf")
    assert document.media_type == "text/plain"
    assert document.text == "Styrelsen beslutar att avslå."


def test_paths_are_told_from_the_root(tmp_path: Path) -> None:
    folder = tmp_path / "2024" / "maj"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("Text.", encoding="utf-8")
    document = read_document(folder / "a.txt", root=tmp_path)
    assert (document.path, document.name) == ("2024/maj/a.txt", "a.txt")
    assert document.id == document.sha256[:16]


def test_folders_are_searched_and_other_files_counted(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.xlsx", ".dold.txt", "~$lock.docx", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found, skipped = find_documents([tmp_path, tmp_path / "b.txt"])
    assert [file.name for file, _ in found] == ["a.md", "b.txt"]
    assert skipped == 4


def test_a_path_that_does_not_exist_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="saknas"):
        find_documents([tmp_path / "saknas"])


def test_a_text_is_the_same_whatever_was_read_before(read: Reader) -> None:
    torn = "Ordet är kvarts-\nrapport.\n"
    before = read(torn, "a.txt").text
    read("Det heter kvarts-rapport och inget annat.", "b.txt")
    assert read(torn, "a.txt").text == before
