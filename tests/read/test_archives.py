"""Zip files of documents."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from auditkit.errors import (
    DamagedDocumentError,
    EncryptedDocumentError,
    NoTextError,
    ReadError,
    TooLargeError,
    UnsupportedFormatError,
)
from auditkit.read import Source, find_documents, hash_source, read_document
from auditkit.read.archives import MAX_MEMBERS, list_members


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_members_are_documents_with_paths_of_their_own(tmp_path: Path) -> None:
    inner = _zip({"djup.txt": b"Djupast."})
    members = {"2024/a.txt": b"Ett.", "b.xlsx": b"x", "__MACOSX/a.txt": b"y", "inre.zip": inner}
    (tmp_path / "arkiv.zip").write_bytes(_zip(members))
    found, skipped = find_documents([tmp_path])
    read = [read_document(source, root=root) for source, root in found]
    assert [(document.path, document.name, document.text) for document in read] == [
        ("arkiv.zip/2024/a.txt", "a.txt", "Ett."),
        ("arkiv.zip/inre.zip/djup.txt", "djup.txt", "Djupast."),
    ]
    assert skipped == 2


def test_a_member_is_known_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(_zip({"a.txt": b"Samma text."}))
    (tmp_path / "a.txt").write_bytes(b"Samma text.")
    inside = Source(path=tmp_path / "a.zip", member=("a.txt",))
    alone = Source(path=tmp_path / "a.txt")
    assert hash_source(inside) == hash_source(alone)
    assert read_document(inside, root=tmp_path).sha256 == hash_source(inside)


def test_names_are_clean_unique_and_decoded() -> None:
    names = ["../../a.txt", "/a.txt", "C:\\b\\c.txt", "d\x00\u202e.txt", "x" * 400 + ".pdf"]
    found = [m.name for m in list_members(io.BytesIO(_zip({n: b"" for n in names})), "a.zip")]
    assert found[:3] == ["a.txt", "a-2.txt", "b/c.txt"]
    assert len(found[4]) == 200 and found[4].endswith(".pdf")
    assert not any(".." in name or name.startswith("/") or "\u202e" in name for name in found)


def test_a_name_in_utf8_that_does_not_say_so() -> None:
    data = _zip({"m_te.txt": b""}).replace(b"m_te.txt", "möte.tx".encode() + b"t")
    with pytest.raises(DamagedDocumentError):  # the name is longer now, so the file is broken
        list_members(io.BytesIO(data), "a.zip")
    data = _zip({"m__te.txt": b""}).replace(b"m__te.txt", "möte.txt".encode())
    assert [m.name for m in list_members(io.BytesIO(data), "a.zip")] == ["möte.txt"]


def _bomb() -> bytes:
    return _zip({"bomb.txt": b"0" * 30_000_000, "a.txt": b"Kvar."})


def test_a_bomb_is_left_packed_and_its_neighbours_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(_bomb())
    (bomb, root), (other, _) = find_documents([tmp_path])[0]
    with pytest.raises(TooLargeError):
        read_document(bomb, root=root)
    assert read_document(other, root=root).text == "Kvar."


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"PK\x03\x04 cut off", DamagedDocumentError),
        (_zip({"a.xlsx": b"x"}), NoTextError),
        (_zip({f"{n}.txt": b"" for n in range(MAX_MEMBERS + 1)}), TooLargeError),
    ],
)
def test_an_archive_that_gives_nothing_tells_why(
    tmp_path: Path, data: bytes, error: type[ReadError]
) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    ((source, root),) = find_documents([tmp_path])[0]
    assert source.member == ()
    with pytest.raises(error):
        read_document(source, root=root)


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    data = b"Innerst."
    for _ in range(6):
        data = _zip({"a.zip" if data.startswith(b"PK") else "a.txt": data})
    (tmp_path / "a.zip").write_bytes(data)
    ((source, root),) = find_documents([tmp_path])[0]
    with pytest.raises(TooLargeError, match="inside 3 others"):
        read_document(source, root=root)


def test_a_member_under_a_password_or_gone_is_told(tmp_path: Path) -> None:
    data = bytearray(_zip({"a.txt": b"Hemligt."}))
    data[6] |= 1  # in the member's own header
    data[data.index(b"PK\x01\x02") + 8] |= 1  # in the directory
    (tmp_path / "a.zip").write_bytes(bytes(data))
    with pytest.raises(EncryptedDocumentError):
        read_document(Source(path=tmp_path / "a.zip", member=("a.txt",)), root=tmp_path)
    with pytest.raises(ReadError, match="no longer"):
        read_document(Source(path=tmp_path / "a.zip", member=("b.txt",)), root=tmp_path)


def test_an_archive_is_not_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(_zip({"a.txt": b"Text."}))
    with pytest.raises(UnsupportedFormatError, match="archive of 1 documents"):
        read_document(tmp_path / "a.zip", root=tmp_path)
