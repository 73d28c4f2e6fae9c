"""The order of the stages. The one module that imports several of them.

The left half of the line (``process_document``) sees one document at a time; the right half
(``analyse``) reads records and never opens a source file.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from spacy.language import Language

from auditkit import __version__
from auditkit.annotate import annotate, load_pipeline
from auditkit.check import check_requirements, find_issues
from auditkit.errors import (
    AuditkitError,
    ExitCode,
    ReadError,
    UnexpectedReadError,
    UsageError,
)
from auditkit.extract import extract
from auditkit.fingerprint import fingerprint_of, models_in_use, packs_in_use
from auditkit.lang import Pack, load_pack
from auditkit.link import build_graph, link_archive
from auditkit.model import Document, DocumentRecords, Problem, Requirement, Results, Run
from auditkit.read import (
    ReadOptions,
    Source,
    check_name,
    check_pages,
    find_documents,
    find_engine,
    hash_source,
    read_in_sandbox,
    relative_path,
)
from auditkit.report import run_facts, write_all
from auditkit.report.graph import write_graphml, write_node_link
from auditkit.respell import respell, restore
from auditkit.settings import Settings
from auditkit.store import (
    Store,
    known,
    load_outputs,
    load_records,
    load_requirements,
    open_store,
    record_run,
    remove_missing,
    save_outputs,
    save_records,
    save_results,
)
from auditkit.structure import foreign_parts, foreign_problem, structure_document
from auditkit.track import build_rows, choose_target

Progress = Callable[[str, int, int], None]
"""Told (stage, done, total) as a run goes on."""

_AS_IT_COMES = ReadOptions()
_CACHE = ".cache"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did, for the person who started it.

    ``read`` counts the documents read now, ``reused`` those unchanged since the last run;
    ``messages`` are things the person should know, e.g. that an edited table was kept.
    """

    documents: int
    read: int
    reused: int
    skipped: int
    statements: Mapping[str, int]
    verdicts: Mapping[str, int]
    issues: Mapping[str, int]
    problems: tuple[Problem, ...]
    out: Path
    files: tuple[Path, ...]
    messages: tuple[str, ...]
    seconds: Mapping[str, float]

    @property
    def exit_code(self) -> ExitCode:
        """What the process should end with."""
        if not self.documents:
            return ExitCode.NOTHING_READ
        return ExitCode.SOME_PROBLEMS if self.problems else ExitCode.DONE


@dataclass(slots=True)
class _Clock:
    """Seconds spent in each stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            spent = time.perf_counter() - start
            self.seconds[name] = round(self.seconds.get(name, 0.0) + spent, 3)


def process_document(
    source: Path | Source,
    *,
    root: Path,
    pack: Pack,
    nlp: Language,
    options: ReadOptions = _AS_IT_COMES,
) -> DocumentRecords:
    """Read one document and find what it states: the left half of the line.

    The document is read in a process of its own; this one never opens it with a parser.

    Raises:
        ReadError: If the document cannot be read.
    """
    return find_records(read_in_sandbox(source, root=root, options=options), pack, nlp)


def find_records(document: Document, pack: Pack, nlp: Language) -> DocumentRecords:
    """Return what a document as read states; a misread one is read by its likely words."""
    respelling = respell(document, pack)
    read = respelling.document if respelling else document
    structure = structure_document(read, pack)
    statements, sentences = extract(annotate(structure, pack, nlp))
    foreign = foreign_parts(structure, pack)  # what Swedish rules find there is garbage
    problems = (check_name(document), check_pages(document), foreign_problem(structure, pack))
    records = DocumentRecords(
        structure=structure,
        statements=tuple(s for s in statements if s.part not in foreign),
        sentences=tuple(s for s in sentences if s.part not in foreign),
        problems=tuple(problem for problem in problems if problem),
    )
    return restore(records, respelling) if respelling else records


def analyse(
    records: Sequence[DocumentRecords],
    pack: Pack,
    *,
    as_of: date,
    previous: Sequence[Requirement] = (),
    problems: tuple[Problem, ...] = (),
    skipped: int = 0,
) -> Results:
    """Link and check what was read: the right half of the line."""
    archive = link_archive(records, pack, previous)
    return Results(
        archive=archive,
        checks=check_requirements(archive, pack, as_of),
        issues=find_issues(archive, pack),
        problems=problems,
        skipped=skipped,
    )


def run(
    paths: Sequence[Path],
    out: Path,
    settings: Settings,
    *,
    as_of: date,
    progress: Progress = lambda stage, done, total: None,
    debug: bool = False,
) -> Summary:
    """Read what is new or changed below the paths, check everything, write all outputs.

    Args:
        paths: Files and directories.
        out: The directory of the outputs and of the store.
        settings: Language, packs, labels.
        as_of: The day on which "overdue" is judged.
        progress: Told how far the run is.
        debug: Let an unexpected error in a document end the run with its traceback.

    Raises:
        AuditkitError: If a path does not exist, a pack is broken, or ``out`` cannot be
            written. A document that fails becomes a ``Problem`` instead.
    """
    clock = _Clock()
    pack = load_pack(settings.language, settings.pack_extensions)
    inputs = _find(paths, out)
    with open_store(out) as store:
        with clock.stage("read"):
            reading = _read_all(store, inputs, settings, progress, debug=debug)
            remove_missing(store, reading.current)
            records = tuple(load_records(store, reading.current))
        with clock.stage("check"):
            progress("check", 0, 1)
            results = analyse(
                records,
                pack,
                as_of=as_of,
                previous=load_requirements(store),
                problems=(*reading.problems, *(p for r in records for p in r.problems)),
                skipped=inputs.skipped,
            )
            save_results(store, results)
        with clock.stage("write"):
            progress("write", 0, 1)
            facts = Run(
                version=__version__,
                root=str(inputs.root),
                as_of=as_of.isoformat(),
                labels=settings.labels,
                arguments=tuple(str(path) for path in paths),
                packs=packs_in_use(settings),
                models=models_in_use(),
                seconds=tuple(clock.seconds.items()),
            )
            written, messages = _write(store, results, facts, as_of)
    return Summary(
        documents=len(records),
        read=reading.read,
        reused=len(records) - reading.read,
        skipped=inputs.skipped,
        statements=Counter(s.kind.value for r in records for s in r.statements),
        verdicts=Counter(c.verdict.value for c in results.checks),
        issues=Counter(i.code for i in results.issues),
        problems=results.problems,
        out=out,
        files=written,
        messages=(*reading.messages, *messages),
        seconds=clock.seconds,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Inputs:
    """The documents to read, the one directory all paths are relative to, how many skipped."""

    files: tuple[Source, ...]
    root: Path
    skipped: int


@dataclass(slots=True)
class _Reading:
    """What came of reading: the paths of all documents that could be, and what happened."""

    current: list[str] = field(default_factory=list)
    read: int = 0
    problems: list[Problem] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


def _find(paths: Sequence[Path], out: Path) -> _Inputs:
    """Find the documents below the paths, but none of ``out``.

    One root for all, so that two files of one name in two inputs stay two documents.
    """
    found, skipped = find_documents(paths)
    inside = out.absolute()
    absolute = (replace(source, path=source.path.absolute()) for source, _ in found)
    files = tuple(source for source in absolute if not source.path.is_relative_to(inside))
    try:
        root = Path(os.path.commonpath([base.absolute() for _, base in found] or [Path.cwd()]))
    except ValueError as error:
        raise UsageError(
            "the inputs are on different drives", hint="Run them one drive at a time."
        ) from error
    return _Inputs(files=files, root=root, skipped=skipped + len(found) - len(files))


def _read_all(
    store: Store, inputs: _Inputs, settings: Settings, progress: Progress, *, debug: bool
) -> _Reading:
    """Read the files that are not known; a file that fails becomes a problem."""
    fingerprint = fingerprint_of(settings, _programs(settings))
    options = ReadOptions(
        ocr=settings.ocr, pages=settings.pages, cache=store.directory / _CACHE / "ocr"
    )
    pack = load_pack(settings.language, settings.pack_extensions)
    nlp = load_pipeline(pack)
    reading = _Reading()
    first: dict[str, str] = {}
    for done, source in enumerate(inputs.files):
        progress("read", done, len(inputs.files))
        relative = relative_path(source, inputs.root)
        try:
            sha256 = hash_source(source)
            same = first.setdefault(sha256, relative)
            if same != relative:
                # A document is its bytes: a copy is no second meeting and no second witness.
                reading.messages.append(f"{relative} is the same file as {same}; read once")
                continue
            if not known(store, relative, sha256, fingerprint):
                records = process_document(
                    source, root=inputs.root, pack=pack, nlp=nlp, options=options
                )
                status = source.path.stat()
                save_records(
                    store,
                    records,
                    fingerprint=fingerprint,
                    size=status.st_size,
                    mtime_ns=status.st_mtime_ns,
                )
                reading.read += 1
            reading.current.append(relative)
        except (ReadError, OSError) as error:
            if debug and isinstance(error, UnexpectedReadError):
                raise
            reading.problems.append(_problem(source.name, relative, error))
        except AuditkitError:
            raise
        except Exception as error:  # noqa: BLE001 - one document must not stop the others
            if debug:
                raise
            reading.problems.append(_problem(source.name, relative, error))
    progress("read", len(inputs.files), len(inputs.files))
    return reading


def _programs(settings: Settings) -> str:
    """Name the program that recognises text: once there is one, scans are read anew."""
    engine = find_engine() if settings.ocr != "never" else None
    return f"{engine.version} {sorted(engine.languages)}" if engine else ""


def _problem(name: str, path: str, error: Exception) -> Problem:
    """Turn what went wrong with one document into a record."""
    if isinstance(error, AuditkitError):
        code, message, hint = error.code, error.message, error.hint
    elif isinstance(error, OSError):
        code, message = "AK310", f"{path}: {error.strerror or 'cannot be read'}"
        hint = "Check that the file is still there and may be read."
    else:
        # The text of an unexpected error may quote the document, so only its kind is kept.
        code, message = "AK900", f"{path}: unexpected {type(error).__name__} while reading"
        hint = "Please report this, with the file if it may be shared."
    return Problem(document=name, path=path, stage="read", code=code, message=message, hint=hint)


def _write(
    store: Store, results: Results, facts: Run, as_of: date
) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Write every output; a tracking table that a person changed or has open is left alone."""
    out = store.directory
    target = choose_target(out, load_outputs(store))
    rows = build_rows(results, as_of=as_of)
    written = write_all(results, out, rows=rows, run=facts, table=target.stem)
    graph = build_graph(results)
    written["graph.graphml"] = write_graphml(graph, out / "graph.graphml")
    written["graph.json"] = write_node_link(graph, out / "graph.json")
    save_outputs(store, written)
    record_run(store, run_facts(facts, results))
    return (
        tuple(out / name for name in written),
        (target.message,) if target.message else (),
    )
