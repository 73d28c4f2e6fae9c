"""How fast annotation and extraction are beside the bare pipeline, and what parsing less costs.

    python benchmarks/annotate_extract.py CORPUS_DIR… [--rounds 3]

For each folder with documents (and a gold.jsonl), in one process on one core, the best of
some rounds in turn: the full pipeline over all text (``nlp.pipe``, block by block), and
``annotate`` with ``extract`` over the same documents, which parses only what the first pass
chooses. Then F1 over all kinds and the share of right attributes with that cascade, and with
every sentence parsed. Ends with code 1 if a bar is broken.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core, also for matrices

from spacy.language import Language  # noqa: E402

from auditkit.annotate import Annotated, annotate, load_pipeline, parse_spans  # noqa: E402
from auditkit.errors import AuditkitError  # noqa: E402
from auditkit.evaluate.matching import Entry, document_stem, tokenize  # noqa: E402
from auditkit.evaluate.statements import KINDS, score_statements  # noqa: E402
from auditkit.extract import extract  # noqa: E402
from auditkit.lang import Pack, load_pack  # noqa: E402
from auditkit.model import Statement, Structure  # noqa: E402
from auditkit.read import find_documents, read_document  # noqa: E402
from auditkit.report.jsonl import attribute_values  # noqa: E402
from auditkit.structure import structure_document  # noqa: E402

FASTER = 1.5
POINTS = 0.5
MEGABYTES = 600
LOAD_SECONDS = 2.0

Found = list[tuple[str, tuple[Statement, ...]]]


def read_corpus(corpus: Path, pack: Pack) -> list[Structure]:
    """Return the structured documents of a corpus."""
    source = corpus / "documents" if (corpus / "documents").is_dir() else corpus
    found = []
    for file, root in find_documents([source])[0]:
        try:
            found.append(structure_document(read_document(file, root=root), pack))
        except AuditkitError as error:
            print(f"{file.name}: {error.code}", file=sys.stderr)
    return found


def run_pipeline(structures: Sequence[Structure], nlp: Language) -> None:
    """Run the full pipeline over all text."""
    texts = [
        structure.document.text[block.start : block.end]
        for structure in structures
        for block in structure.document.blocks
    ]
    for _ in nlp.pipe(texts, batch_size=128):
        pass


def run_extraction(
    structures: Sequence[Structure], pack: Pack, nlp: Language, *, everything: bool = False
) -> Found:
    """Annotate and extract every document, with only what is chosen parsed, or everything."""
    found: Found = []
    for structure in structures:
        annotated = annotate(structure, pack, nlp)
        if everything:
            annotated = parse_spans(annotated, spans_of(annotated))
        found.append((structure.document.name, extract(annotated)[0]))
    return found


def spans_of(annotated: Annotated) -> list[tuple[int, int]]:
    """Return the start and end of every unit and lead-in."""
    spans = [(unit.start, unit.end) for unit in annotated.units]
    return spans + [(u.lead_in.start, u.lead_in.end) for u in annotated.units if u.lead_in]


def seconds(task: Callable[[], object]) -> float:
    """Return the processor seconds that a task takes."""
    start = time.process_time()
    task()
    return time.process_time() - start


def score(gold: Path, found: Found) -> tuple[float, float]:
    """Return F1 over all kinds and the share of right attributes, in percent."""
    lines = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line]
    wanted = [entry(line["doc"], line) for line in lines if line["type"] in KINDS]
    given = [
        entry(
            name,
            {
                "type": statement.kind.value,
                "quote": statement.provenance.quote,
                "attrs": attribute_values(statement.attributes),
            },
        )
        for name, statements in found
        for statement in statements
    ]
    scores, shares = score_statements(wanted, given)
    right, total = sum(share.right for share in shares), sum(share.total for share in shares)
    return 100 * (scores[0].f1 or 0.0), 100 * right / total if total else 0.0


def entry(document: str, line: dict[str, object]) -> Entry:
    """Return a line of gold or of a run as the scorer wants it."""
    return Entry(
        document=document_stem(document),
        kind=str(line["type"]),
        tokens=tokenize(str(line["quote"])),
        data=line,
    )


def measure(corpus: Path, pack: Pack, nlp: Language, rounds: int) -> tuple[float, float]:
    """Print the line of a corpus; return how much faster, and how many points are lost."""
    structures = read_corpus(corpus, pack)
    words = sum(len(structure.document.text.split()) for structure in structures)
    bare = ours = float("inf")
    for _ in range(rounds):
        bare = min(bare, seconds(lambda: run_pipeline(structures, nlp)))
        ours = min(ours, seconds(lambda: run_extraction(structures, pack, nlp)))
    lost, figures = 0.0, ""
    if (corpus / "gold.jsonl").exists():
        chosen = score(corpus / "gold.jsonl", run_extraction(structures, pack, nlp))
        every = run_extraction(structures, pack, nlp, everything=True)
        whole = score(corpus / "gold.jsonl", every)
        lost = max(whole[0] - chosen[0], whole[1] - chosen[1])
        figures = f"{chosen[0]:8.1f}{whole[0]:8.1f}{chosen[1]:12.1f}{whole[1]:8.1f}"
    print(
        f"{corpus.name:10}{words:8}{words / bare:10.0f}{words / ours:10.0f}"
        f"{bare / ours:8.2f}{figures}",
        flush=True,
    )
    return bare / ours, lost


def main() -> int:
    """Print a table with a line for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    start = time.perf_counter()
    pack = load_pack("sv")
    nlp = load_pipeline(pack)
    loaded = time.perf_counter() - start
    print(
        f"{'corpus':10}{'words':>8}{'bare w/s':>10}{'ours w/s':>10}{'faster':>8}"
        f"{'F1':>8}{'all':>8}{'attributes':>12}{'all':>8}"
    )
    results = [measure(corpus, pack, nlp, arguments.rounds) for corpus in arguments.corpora]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"loaded in {loaded:.1f} s; peak memory {peak:.0f} MB")
    kept = all(faster >= FASTER and lost <= POINTS for faster, lost in results)
    return 0 if kept and peak <= MEGABYTES and loaded <= LOAD_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
