"""The sandbox: what a child says and how it ends, and what is kept of what it did."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from auditkit.errors import (
    DamagedDocumentError,
    EncryptedDocumentError,
    NoTextError,
    ReadError,
    TimedOutError,
    TooLargeError,
    UnexpectedReadError,
)
from auditkit.lang import load_pack
from auditkit.model import Document, Quality
from auditkit.read import ReadOptions, read_document, read_in_sandbox, sandbox
from auditkit.read import child as child_module
from auditkit.read.child import Job, work
from auditkit.read.child_json import load_pages, page_to_json
from auditkit.read.child_log import NO_LOG, PageLog, Step, StepName
from auditkit.read.limits import Limits
from auditkit.read.options import DEFAULTS
from auditkit.read.pages import Page
from auditkit.read.pdf_pages import read_pages
from auditkit.read.sandbox_process import Child, Garbled, Hung, listen_to
from auditkit.read.sandbox_windows import BasicLimits, ExtendedLimits
from auditkit.read.unread import check_pages
from tests.faults.pdf_kinds import table_of_2_900_lines, user_password
from tests.faults.pdf_parts import document, flate, honest, repeated, sentence, stream

posix = pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT and process groups")
_RULED = b" 72 500 m 500 500 l S 72 400 m 500 400 l S 72 400 m 72 500 l S 500 400 m 500 500 l S"


def _slow_page() -> bytes:
    """A page that takes some seconds of processor time and little memory."""
    return stream(repeated(b"q Q\n", 60_000_000), b"/Filter/FlateDecode")


def _options(**limits: int) -> ReadOptions:
    return ReadOptions(ocr="never", limits=Limits(**limits))


def _pages(data: bytes, log: PageLog = NO_LOG) -> tuple[Page, ...]:
    return read_pages(data, "a.pdf", load_pack("sv"), ReadOptions(ocr="never"), log)


@pytest.mark.parametrize("name", ["protokoll å 1.txt", "a.pdf"])
def test_a_child_reads_what_is_read_without_one(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    ruled = flate(sentence(2) + _RULED)
    text = "1 Beslut\n\nStyrelsen beslutar.\x0c\n- å\n- ä\n".encode()
    file.write_bytes(document([*honest(1), ruled]) if name.endswith("pdf") else text)
    assert read_in_sandbox(file, root=tmp_path) == read_document(file, root=tmp_path)


@posix
def test_a_name_that_is_no_text_can_be_read(tmp_path: Path) -> None:
    try:
        file = tmp_path / os.fsdecode(b"protokoll-\xff.txt")
        file.write_text("Styrelsen beslutar.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    assert read_in_sandbox(file, root=tmp_path).text == "Styrelsen beslutar."


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [(b"", "a.txt", NoTextError), (user_password(), "a.pdf", EncryptedDocumentError)],
)
def test_errors_come_back_as_they_were_raised(
    tmp_path: Path, data: bytes, name: str, error: type[ReadError]
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(error) as there:
        read_in_sandbox(file, root=tmp_path)
    with pytest.raises(error) as here:
        read_document(file, root=tmp_path)
    assert (there.value.message, there.value.hint) == (here.value.message, here.value.hint)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"^borta\.pdf: "):
        read_in_sandbox(tmp_path / "borta.pdf", root=tmp_path)


@posix
def test_too_slow_a_page_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(document([*honest(1), _slow_page(), flate(sentence(3))]))
    found = read_in_sandbox(file, root=tmp_path, options=_options(page_cpu=1))
    assert found.quality.pages_unread == (2,)
    assert found.quality.note == "page 2 took too long"
    assert "Sida 1:" in found.text and "Sida 3:" in found.text
    problem = check_pages(found)
    assert problem is not None
    assert problem.message == "a.pdf: 1 of 3 pages were not read: 2 (page 2 took too long)"


# --- deaths ------------------------------------------------------------------------------


def _script(monkeypatch: pytest.MonkeyPatch, *ends: object) -> list[Job]:
    """Let the children come to the given ends; return the jobs that they are given."""
    jobs: list[Job] = []

    def run(job: Job) -> object:
        jobs.append(job)
        return ends[len(jobs) - 1]

    monkeypatch.setattr(sandbox, "_run", run)
    return jobs


def _death(page: int | None, cause: str, name: StepName = "text") -> object:
    return sandbox._Death(step=Step(name=name, page=page), cause=cause)


@pytest.mark.parametrize(
    ("cause", "error", "said"),
    [
        ("time", TimedOutError, "a.pdf: took too long"),
        ("memory", TooLargeError, "a.pdf: needs more memory than one document may use"),
        ("crash", DamagedDocumentError, "a.pdf: is so broken that the reader ends"),
        ("KeyError in a.py, line 3", UnexpectedReadError, "a.pdf: unexpected KeyError in a.py"),
    ],
)
def test_a_death_before_the_first_page_is_told_by_its_cause(
    monkeypatch: pytest.MonkeyPatch, cause: str, error: type[ReadError], said: str
) -> None:
    jobs = _script(monkeypatch, _death(None, cause, "open"))
    with pytest.raises(error) as caught:
        read_in_sandbox(Path("a.pdf"), root=Path())
    assert caught.value.message.startswith(said)
    assert len(jobs) == 1


def test_a_child_that_does_not_start_is_no_fault_of_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _script(monkeypatch, sandbox._Death(step=None, cause="crash"))
    with pytest.raises(UnexpectedReadError, match="did not start"):
        read_in_sandbox(Path("a.pdf"), root=Path())


def test_a_child_is_restarted_three_times_and_then_lays_out_what_there_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = Document(
        id="a", sha256="a", name="a.pdf", path="a.pdf", media_type="application/pdf",
        text="a", blocks=(), lines=(), page_count=9, quality=Quality(pages_unread=(2, 3, 4, 5)),
    )  # fmt: skip
    deaths = [_death(page, "memory") for page in (2, 3, 4, 5)]
    jobs = _script(monkeypatch, *deaths, made)
    found = read_in_sandbox(Path("a.pdf"), root=Path())
    assert [len(job.failed) for job in jobs] == [0, 1, 2, 3, 4]
    assert [job.given_up for job in jobs] == [False, False, False, False, True]
    assert found.quality.note is not None
    assert found.quality.note.startswith("page 2 needs too much memory; page 3 needs")


def test_where_nothing_was_kept_the_first_death_is_the_cause(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    none_read = DamagedDocumentError("a.pdf: none of its 1 pages can be read", hint="a")
    _script(monkeypatch, _death(1, "time"), none_read)
    with pytest.raises(TimedOutError, match=r"took too long on page 1$"):
        read_in_sandbox(Path("a.pdf"), root=Path())


def test_a_death_while_laying_out_ends_the_trying(monkeypatch: pytest.MonkeyPatch) -> None:
    _script(monkeypatch, _death(2, "memory"), _death(None, "time", "layout"))
    with pytest.raises(TimedOutError):
        read_in_sandbox(Path("a.pdf"), root=Path())


# --- what is kept for the next child -----------------------------------------------------


def test_pages_come_back_from_the_file_they_were_kept_in(tmp_path: Path) -> None:
    pages = _pages(document([*honest(1), flate(sentence(2) + _RULED)]))
    kept = tmp_path / "pages"
    lines = [page_to_json(page) for page in pages]
    kept.write_text("\n".join(lines) + "\n" + lines[0][:40], encoding="ascii")
    assert tuple(load_pages(kept)) == pages


def test_kept_pages_are_not_read_again() -> None:
    data = document(honest(3))
    first = _pages(data)[0]
    steps: list[Step] = []
    log = PageLog(kept=[first], tell=steps.append)
    assert _pages(data, log)[0] is first
    assert [step.page for step in steps if step.name == "text"] == [2, 3]


def test_a_page_keeps_its_text_where_its_tables_failed() -> None:
    data = table_of_2_900_lines()
    log = PageLog(failed={Step(name="tables", page=2): "time"})
    page = _pages(data, log)[1]
    assert page.grids == ()
    assert page.problem is None
    assert page.runs[0].text.startswith("Sida 2:")


def test_a_page_that_failed_is_there_with_its_problem() -> None:
    log = PageLog(failed={Step(name="text", page=2): "memory"})
    pages = _pages(document(honest(3)), log)
    assert [page.problem for page in pages] == [None, "memory", None]


def test_after_too_many_tries_no_page_is_read() -> None:
    data = document(honest(3))
    first = _pages(data)[0]
    pages = _pages(data, PageLog(given_up=True, kept=[first]))
    assert [page.problem for page in pages] == [None, *["not tried, after others that failed"] * 2]


# --- the child ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (MemoryError(), {"died": "memory"}),
        (NoTextError("a", hint="b"), {"error": ["AK304", "a", "b"]}),
        (KeyError("hemligt"), "KeyError in "),
    ],
)
def test_a_child_says_why_it_has_no_document(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, raised: Exception, said: object
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr("auditkit.read.documents.read_document", fail)
    monkeypatch.setattr(child_module, "allow_processor_time", lambda seconds: None)
    messages: list[dict[str, object]] = []
    job = Job(path="a", root=".", folder=str(tmp_path), options=DEFAULTS)
    work(job, messages.append)
    if isinstance(said, str):
        assert str(messages[-1]["died"]).startswith(said)
        assert "hemligt" not in str(messages)
    else:
        assert messages[-1] == said


# --- the process -------------------------------------------------------------------------


def _child(program: str) -> Child:
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    return listen_to(process)


def test_a_silent_child_counts_as_hung() -> None:
    child = _child("import time; print('{\"wall\": 0.1}', flush=True); time.sleep(60)")
    messages = child.listen()
    assert next(messages) == {"wall": 0.1}
    with pytest.raises(Hung):
        next(messages)
    assert child.end() != 0


def test_a_child_that_says_nonsense_is_not_believed() -> None:
    child = _child("print('{\"wall\": 5}\\n{nonsense')")
    with pytest.raises(Garbled):
        list(child.listen())
    child.end()


def test_half_a_message_is_the_silence_of_the_dead() -> None:
    child = _child("print('{\"wall\": 5}\\n{\"docum', end='')")
    assert list(child.listen()) == [{"wall": 5}]
    child.end()


@posix
@pytest.mark.parametrize(
    ("name", "cause"),
    [("SIGABRT", "memory"), ("SIGKILL", "memory"), ("SIGXCPU", "time"), ("SIGSEGV", "crash")],
)
def test_the_cause_is_told_by_the_signal(name: str, cause: str) -> None:
    child = _child(
        "import resource, signal; resource.setrlimit(resource.RLIMIT_CORE, (0, 0));"
        f"signal.raise_signal(signal.{name})"
    )
    assert list(child.listen()) == []
    assert sandbox._how_it_ended(child) == cause


@posix
def test_what_a_child_started_ends_with_it() -> None:
    program = (
        "import json, subprocess, sys, time\n"
        "sleeper = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'],\n"
        "                           stdout=subprocess.DEVNULL)\n"
        "print(json.dumps({'pid': sleeper.pid, 'wall': 60}), flush=True)\n"
        "time.sleep(60)\n"
    )
    child = _child(program)
    pid = next(child.listen())["pid"]
    child.end()
    for _ in range(200):  # the kernel takes it away in its own time
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return
        time.sleep(0.05)
    pytest.fail("the program of the child goes on")


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    (tmp_path / "a.txt").write_text("Styrelsen beslutar.", encoding="utf-8")
    threads = threading.active_count()
    read_in_sandbox(tmp_path / "a.txt", root=tmp_path)
    assert not list((tmp_path / "tmp").iterdir())
    assert threading.active_count() <= threads + 1


def test_the_coordinator_loads_no_parser(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(document(honest(2)))
    program = (
        "import json, sys\n"
        "from datetime import date\n"
        "from pathlib import Path\n"
        "from auditkit.pipeline import run\n"
        "from auditkit.settings import Settings\n"
        "folder = Path(sys.argv[1])\n"
        "done = run([folder / 'in'], folder / 'out', Settings(), as_of=date(2025, 1, 1))\n"
        "assert done.read == 1 and not done.problems, done\n"
        "print(json.dumps(sorted(name.split('.')[0] for name in sys.modules)))\n"
    )
    output = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], check=True, capture_output=True, text=True
    ).stdout
    loaded = set(json.loads(output.splitlines()[-1]))
    assert not loaded & {"pypdfium2", "pypdfium2_raw", "pdfplumber", "pdfminer"}
    assert "spacy" in loaded  # the run did go through this process


def test_the_records_of_a_job_object_have_the_size_windows_expects() -> None:
    if ctypes.sizeof(ctypes.c_void_p) != 8:
        pytest.skip("the sizes are those of 64 bits")
    assert ctypes.sizeof(BasicLimits) == 64
    assert ctypes.sizeof(ExtendedLimits) == 144
    assert ExtendedLimits.process_memory.offset == 112
