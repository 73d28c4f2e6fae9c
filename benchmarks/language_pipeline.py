"""The shipped language pipeline: scores on the public sets, load time, size and memory.

    python benchmarks/language_pipeline.py ../shared/data

Prints every measure beside what the model's card says and what spaCy publishes of its own
Swedish pipelines. Load time and memory are those of a process of its own that reads the text
of the treebank's test part; the size in the wheel is that of the files, each deflated.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
import zlib
from pathlib import Path

from auditkit.annotate.language import load_language
from auditkit.train.pipeline import NAME, score_table
from auditkit.train.pipeline_data import TrainingData, read_training_data
from auditkit.train.treebanks import build_doc, group
from auditkit.trained import load_card, models_folder

_SENTENCES = 8  # in a document
_KILOBYTES = 1000 if sys.platform == "darwin" else 1  # what the system counts memory in


def texts_of(data: TrainingData) -> list[str]:
    vocab = load_language(NAME).vocab
    parts = group(data.grammar_test, (_SENTENCES, _SENTENCES))
    return [build_doc(vocab, part).text for part in parts]


def read_alone() -> None:
    """Load the pipeline, read the texts of standard input, print what it took."""
    texts = json.load(sys.stdin)
    start = time.perf_counter()
    nlp = load_language(NAME)
    loaded = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    done = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / _KILOBYTES
    figures = {
        "load, seconds": loaded - start,
        "words a second": words / (done - loaded),
        "peak memory, MB": memory,
    }
    json.dump(figures, sys.stdout)


def measure_alone(texts: list[str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, "--alone"],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def wheel_size(folder: Path) -> float:
    """Return megabytes of a folder's files, each deflated as a wheel does."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sum(len(zlib.compress(path.read_bytes())) for path in files) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, nargs="?", help="directory with the folders ud and ner")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.alone:
        read_alone()
        return
    if arguments.data is None:
        parser.error("give the directory with the folders ud and ner")
    data = read_training_data(arguments.data)
    headings, rows = score_table(data, models_folder())
    for row in (headings, *rows):
        print("".join(f"{cell:<22}" if not at else f"{cell:>17}" for at, cell in enumerate(row)))
    figures = measure_alone(texts_of(data))
    figures["in the wheel, MB"] = wheel_size(load_card(NAME).folder)
    for name, value in figures.items():
        print(f"{name:<22}{value:>17.2f}")


if __name__ == "__main__":
    main()
