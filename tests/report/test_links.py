"""Links to sources: files, pages, and documents inside archives."""

from __future__ import annotations

from pathlib import Path

from auditkit.model import Provenance
from auditkit.report.display import page_fragment, source_path


def place(path: str) -> Provenance:
    return Provenance(
        document_id="d", document="p.pdf", path=path, start=0, end=2, quote="Ja", pages=(3, 3)
    )


def test_a_document_in_an_archive_links_to_the_archive_and_to_no_page(tmp_path: Path) -> None:
    archive = tmp_path / "in" / "arkiv.zip"
    archive.parent.mkdir()
    archive.write_bytes(b"PK")
    linked = source_path("arkiv.zip/2024/p.pdf", str(archive.parent), tmp_path / "out")
    assert linked == "../in/arkiv.zip"
    assert page_fragment(place("arkiv.zip/2024/p.pdf")) == ""


def test_a_folder_whose_name_ends_like_an_archive_is_still_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "p.pdf").write_bytes(b"%PDF-")
    assert source_path("p.pdf", str(folder), tmp_path / "out") == "../in/p.pdf"
    assert page_fragment(place("p.pdf")) == "#page=3"
