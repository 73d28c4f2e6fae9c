"""Reads damaged files by the thousand: no error but our own may come of any.

    python benchmarks/fuzz_reading.py --inputs 2000 --seed 1

Bytes are flipped, cut, spliced, repeated and swapped in the sample's documents and in files
of the other formats made from them, also inside packages. The reader runs as it does in a
child of the sandbox, many inputs to a process; a process that dies (PDFium may) or hangs is
named and replaced, as the sandbox would. Ends with code 1 if an exception was not ours.
"""

from __future__ import annotations

import argparse
import json
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.faults.mutations import load_seeds, mutate  # noqa: E402

from auditkit.errors import AuditkitError  # noqa: E402
from auditkit.lang import load_pack  # noqa: E402
from auditkit.read import find_documents, hash_source, read_document  # noqa: E402
from auditkit.read.child import describe  # noqa: E402
from auditkit.read.child_limits import set_limits  # noqa: E402
from auditkit.read.limits import Limits  # noqa: E402
from auditkit.read.options import ReadOptions  # noqa: E402

SEEDS = ROOT / "corpora" / "sample" / "documents"
HANG = 30.0  # seconds without an answer
AS_IT_COMES = ReadOptions()


def work(first: int, last: int, seed: int) -> None:
    """Read the inputs of some numbers, a line of JSON for each."""
    set_limits(Limits())
    seeds = load_seeds(SEEDS)
    with tempfile.TemporaryDirectory() as folder:
        for index in range(first, last):
            name, data = mutate(seeds, seed, index)
            file = Path(folder, name)
            file.write_bytes(data)
            print(json.dumps([index, name, *read(file)]), flush=True)


def read(file: Path) -> tuple[str, str]:
    """Read a file and what it holds; return the outcome, and where it went wrong if it did."""
    outcome = "read"
    try:
        found, _ = find_documents([file])
        for source, root in found[:5]:
            hash_source(source)
            read_document(
                source, root=root, pack=load_pack("sv", only="reading"), options=AS_IT_COMES
            )
    except AuditkitError as error:
        outcome = error.code
    except MemoryError:
        outcome = "memory"  # in the sandbox: TooLargeError
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return "WRONG", f"{describe(error)}: {error}"[:150]
    return outcome, ""


def _listen(process: subprocess.Popen[str], lines: queue.Queue[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        lines.put(line)
    lines.put("")


def run(inputs: int, seed: int) -> list[tuple[int, str, str, str]]:
    """Read all inputs, in as many processes as it takes."""
    found: list[tuple[int, str, str, str]] = []
    done = 0
    while done < inputs:
        command = [sys.executable, __file__, "--worker", str(done), "--inputs", str(inputs)]
        process = subprocess.Popen(
            [*command, "--seed", str(seed)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=_listen, args=(process, lines), daemon=True).start()
        ended = "died"
        try:
            while line := lines.get(timeout=HANG):
                index, name, outcome, place = json.loads(line)
                found.append((index, name, outcome, place))
                done = index + 1
        except queue.Empty:
            ended = "hung"
        process.kill()
        code = process.wait()
        if done < inputs:
            name, _ = mutate(load_seeds(SEEDS), seed, done)
            found.append((done, name, ended, f"exit code {code}"))
            done += 1
    return found


def main() -> None:
    """Print what came of the inputs, and every one that went wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--inputs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worker", type=int)
    arguments = parser.parse_args()
    if arguments.worker is not None:
        work(arguments.worker, arguments.inputs, arguments.seed)
        return
    start = time.perf_counter()
    found = run(arguments.inputs, arguments.seed)
    wrong_at: dict[tuple[str, str], list[int]] = {}
    for index, _, outcome, place in found:
        if outcome in ("WRONG", "died", "hung"):
            wrong_at.setdefault((outcome, place), []).append(index)
    for (outcome, place), indices in wrong_at.items():
        print(f"{outcome} {place}: {len(indices)} inputs, first {indices[:3]}")
    kinds: dict[str, Counter[str]] = {}
    for _, name, outcome, _ in found:
        kinds.setdefault(name.rsplit(".")[-1], Counter())[outcome] += 1
    for ending, counts in sorted(kinds.items()):
        told = ", ".join(f"{outcome} {count}" for outcome, count in sorted(counts.items()))
        print(f"{ending:6}{sum(counts.values()):6}  {told}")
    wrong = sum(counts["WRONG"] + counts["hung"] for counts in kinds.values())
    print(f"{len(found)} inputs, {wrong} wrong, {time.perf_counter() - start:.0f} s")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
