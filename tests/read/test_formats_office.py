"""Old Word files and real pages, by LibreOffice; a stand-in for it shows its faults."""

from __future__ import annotations

import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import docx
import pytest

from auditkit.errors import DamagedDocumentError, TimedOutError, UnsupportedFormatError
from auditkit.model import BlockKind
from auditkit.read import ReadOptions, read_document
from auditkit.read.office import convert, find_office
from auditkit.read.office_pages import align
from auditkit.read.rows import Draft, Piece

from .word_files import paragraph, word_file

needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


def _stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


def test_without_libreoffice_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditkit.read.office.find_office", lambda: None)
    with pytest.raises(UnsupportedFormatError, match="LibreOffice") as caught:
        convert(b"x", ".doc", "docx", "a.doc", seconds=5)
    assert ".docx" in caught.value.hint


@posix
def test_a_program_that_hangs_is_ended_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "pid"
    _stand_in(tmp_path, monkeypatch, f"sleep 600 & echo $! > {mark}; wait")
    with pytest.raises(TimedOutError):
        convert(b"x", ".doc", "docx", "a.doc", seconds=1)
    if not Path("/proc").is_dir():
        return
    state = Path(f"/proc/{mark.read_text().strip()}/stat")
    for _ in range(50):
        if not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("the started program still runs")


@posix
def test_a_program_that_writes_nothing_is_a_damaged_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stand_in(tmp_path, monkeypatch, "exit 0")
    with pytest.raises(DamagedDocumentError, match="cannot read"):
        convert(b"x", ".doc", "docx", "a.doc", seconds=5)


@posix
def test_the_profile_lets_no_macro_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept.xcu"
    _stand_in(tmp_path, monkeypatch, f"cp profile/user/registrymodifications.xcu {kept}; exit 0")
    with pytest.raises(DamagedDocumentError):
        convert(b"x", ".doc", "docx", "a.doc", seconds=5)
    settings = kept.read_text(encoding="utf-8")
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true' in settings


@needs_office
def test_an_old_word_file_is_read(tmp_path: Path) -> None:
    # LibreOffice goes by the content, so what it writes as Word's old XML stands for .doc.
    xml = (
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument '
        b'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>'
        b"Planen antas.</w:t></w:r></w:p></w:body></w:wordDocument>"
    )
    file = tmp_path / "a.doc"
    file.write_bytes(xml)
    document = read_document(file, root=tmp_path)
    assert (document.text, document.media_type) == ("Planen antas.", "application/msword")
    assert document.quality.note == "converted by LibreOffice"


@needs_office
def test_libreoffice_fetches_nothing_from_the_network() -> None:
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        spaces = " ".join(
            f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
            for short, long in (("office", "office"), ("text", "text"), ("draw", "drawing"))
        )
        picture = f"http://127.0.0.1:{server.server_port}/bild.png"
        page = (
            f'<office:document {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" '
            'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
            f'<text:p>Text<draw:frame><draw:image xlink:href="{picture}"/></draw:frame></text:p>'
            "</office:text></office:body></office:document>"
        )
        made = convert(page.encode(), ".fodt", "pdf", "a.fodt", seconds=60)
        server.shutdown()
    assert made.startswith(b"%PDF") and asked == []


@needs_office
def test_word_files_get_real_pages_where_asked(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    made = docx.Document()
    made.add_paragraph("Första sidan.")
    made.add_page_break()
    made.add_paragraph("Andra sidan är kort.")
    made.save(str(file))
    document = read_document(file, root=tmp_path, options=ReadOptions(pages="exact"))
    assert [line.page for line in document.lines] == [1, 2]
    assert document.page_count == 2
    assert "pages approximate" in (document.quality.note or "")
    assert read_document(file, root=tmp_path).page_count is None


def test_pages_that_cannot_be_had_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditkit.read.office.find_office", lambda: None)
    file = tmp_path / "a.docx"
    file.write_bytes(word_file(paragraph("Texten är kvar.")))
    document = read_document(file, root=tmp_path, options=ReadOptions(pages="exact"))
    assert document.text == "Texten är kvar."
    assert document.quality.note == "no pages: needs LibreOffice, which is not installed"


def _draft(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Draft:
    return Draft(kind=kind, cells=[[Piece(text=text)]])


def test_blocks_are_found_in_order_and_furniture_does_not_move_on() -> None:
    pages = ["Mål Vi ska nå målen i år", "Mål Vi ska nå målen nästa år också", "Slut"]
    drafts = [
        _draft("Slut", BlockKind.FURNITURE),
        _draft("Vi ska nå målen i år"),
        _draft("Vi ska nå målen nästa år också"),
        _draft("finns inte alls"),
        _draft("Slut"),
    ]
    assert align(drafts, pages) == (4, 5)
    assert [draft.cells[0][0].page for draft in drafts[1:]] == [1, 2, 2, 3]
