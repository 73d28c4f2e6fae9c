"""How well and how fast PDFs are read, side by side with what a user would pick instead.

    python benchmarks/reading.py CORPORA_DIR [--quick]

CORPORA_DIR holds ``sample`` and ``audits`` with plain texts, which are set as PDFs in
several house styles (``render_truth.py``), so that it is known what stands in them, and
``dev`` and ``raw/formats`` with real files. ``--quick`` leaves out the real files, the speed
and the memory. Every figure of the table is counted in this run.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium
from render_truth import STYLES, Note, Truth, render

from auditkit.errors import AuditkitError
from auditkit.model import Block, BlockKind, Document
from auditkit.read import read_document

LONG = 200  # characters of a long paragraph
HEAD, FOOT = 66.0, 785.0  # between them stands the text of the rendered pages
SPACES = re.compile(r"\s+")
RUNNING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def squash(text: str) -> str:
    """Return a text without blanks and hyphens, as titles are compared."""
    return re.sub(r"[\s\-\u00ad]+", "", text).casefold()


def content(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def without_marks(document: Document) -> dict[int, str]:
    """Return the text of each block without the marks of the footnotes tied to it."""
    marks = sorted(
        ((b.mark.start, b.mark.end) for b in document.blocks if b.mark is not None), reverse=True
    )
    found = {}
    for index, block in enumerate(document.blocks):
        text = content(document, block)
        for start, end in marks:
            if block.start <= start and end <= block.end:
                text = text[: start - block.start] + text[end - block.start :]
        found[index] = text
    return found


class Count:
    """Adds up what was found of what stands there."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self.total: Counter[str] = Counter()
        self.missed: list[str] = []

    def add(self, name: str, found: bool, what: str = "") -> None:
        self.total[name] += 1
        self.found[name] += found
        if not found and what:
            self.missed.append(f"{name}: {what}")

    def share(self, name: str) -> float:
        return self.found[name] / self.total[name] if self.total[name] else 1.0


def score(document: Document, truth: Truth, file: Path, count: Count) -> None:
    """Compare what was read with what was set."""
    clean = without_marks(document)
    kinds = [block.kind for block in document.blocks]
    score_headings(document, truth, file, count)
    paragraphs = {SPACES.sub(" ", clean[i]) for i, k in enumerate(kinds) if k in RUNNING}
    for text in truth.paragraphs:
        if len(text) >= LONG:
            count.add("long paragraphs", text in paragraphs, f"{file.name}: {text[:60]}")
    items = {
        (SPACES.sub(" ", clean[i]), b.level)
        for i, b in enumerate(document.blocks)
        if b.kind is BlockKind.LIST_ITEM
    }
    for text, depth in truth.items:
        count.add("list items", any(t == text for t, _ in items), f"{file.name}: {text[:60]}")
        count.add("depth of list items", (text, depth) in items, f"{file.name}: {text[:60]}")
    for note in truth.notes:
        tied = any(is_tied(document, block, note) for block in document.blocks)
        count.add("footnotes tied", tied, f"{file.name}: {note.label} {note.before}")
    entries = {
        squash(content(document, b)) for b in document.blocks if b.kind is BlockKind.CONTENTS
    }
    for entry in truth.contents:
        seen = any(e.startswith(squash(entry)) for e in entries)
        seen = seen or any(squash(entry).startswith(e) for e in entries if len(e) > 20)
        count.add("entries of contents", seen, f"{file.name}: {entry}")
    score_furniture(document, file, count)


def score_headings(document: Document, truth: Truth, file: Path, count: Count) -> None:
    wanted = Counter(squash(number + title) for number, title in truth.headings)
    found = Counter(
        squash((b.marker or "") + content(document, b))
        for b in document.blocks
        if b.kind is BlockKind.HEADING
    )
    for title, times in wanted.items():
        for n in range(times):
            count.add("headings", found[title] > n, f"{file.name}: {title}")
    for title, times in found.items():
        for n in range(times):
            count.add("headings that are none", wanted[title] > n, f"{file.name}: {title}")


def is_tied(document: Document, block: Block, note: Note) -> bool:
    """Tell whether a block is a footnote, whole, and tied to the words of its mark."""
    if block.kind is not BlockKind.FOOTNOTE or block.mark is None:
        return False
    before = squash(document.text[max(0, block.mark.start - 60) : block.mark.start])
    whole = squash(content(document, block)) == squash(note.text)
    return whole and block.marker == note.label and before.endswith(squash(note.before))


def score_furniture(document: Document, file: Path, count: Count) -> None:
    """Count running titles that stand in the text, and text that was taken for one."""
    where = {}
    for index, block in enumerate(document.blocks):
        where.update(dict.fromkeys(range(block.start, block.end), index))
    for line in document.lines:
        if line.box is None or line.start not in where:
            continue
        block = document.blocks[where[line.start]]
        outside = line.box[3] < HEAD or line.box[1] > FOOT
        text = document.text[line.start : line.end]
        taken = block.kind is BlockKind.FURNITURE
        if outside:
            count.add("running titles", taken, f"{file.name} p{line.page}: {text}")
        else:
            count.add("text taken for a running title", not taken, f"{file.name}: {text}")


# --- tables ------------------------------------------------------------------------------


def plumber_tables(file: Path) -> list[list[str]]:
    """Return the rows of pdfplumber's tables, each as its filled cells."""
    rows = []
    with pdfplumber.open(file) as pdf:
        for page in pdf.pages:
            for table in page.find_tables():
                made = table.extract(x_tolerance_ratio=0.15)
                used = {i for row in made for i, cell in enumerate(row) if cell}
                if len(used) > 1:  # a box around text is no table
                    rows += [[squash(cell) for cell in row if cell] for row in made]
            page.close()
    return [row for row in rows if row]


def score_tables(document: Document, file: Path, count: Count) -> None:
    ours = Counter(
        tuple(filter(None, (squash(document.text[c.start : c.end]) for c in b.cells)))
        for b in document.blocks
        if b.kind is BlockKind.TABLE_ROW
    )
    for row in plumber_tables(file):
        count.add("table rows as pdfplumber's", ours[tuple(row)] > 0, f"{file.name}: {row}")
        ours[tuple(row)] -= 1


def score_one_table(document: Document, truth: Truth, file: Path, count: Count) -> None:
    made = len({b.table for b in document.blocks if b.kind is BlockKind.TABLE_ROW})
    for n in range(max(made, truth.tables)):
        count.add(
            "tables whole", n < min(made, truth.tables), f"{file.name}: {made}/{truth.tables}"
        )


# --- characters on no page ---------------------------------------------------------------


def strays(document: Document, file: Path) -> tuple[int, int]:
    """Return how many characters of a document do not stand where it says, and of how many.

    A line's characters must be found, in order, among those inside its box.
    """
    lost = total = 0
    pdf = pdfium.PdfDocument(file)
    try:
        pages: dict[int, list[tuple[str, float, float]]] = {}
        for line in document.lines:
            text = re.sub(r"\s", "", document.text[line.start : line.end])
            if line.source != "text":  # inferred, or recognised in a picture
                continue
            total += len(text)
            if line.page is None or line.box is None:
                lost += len(text)
                continue
            if line.page not in pages:
                pages = {line.page: page_characters(pdf, line.page)}
            inside = characters_in(pages[line.page], line.box)
            lost += min(missing(text, inside), missing(text, sorted(inside, key=lambda c: c[1])))
    finally:
        pdf.close()
    covered = Counter[int]()
    for line in document.lines:
        covered.update(range(line.start, line.end))
    lost += sum(not c.isspace() and not covered[i] for i, c in enumerate(document.text))
    return lost, total


def missing(text: str, characters: Sequence[tuple[str, float, float]]) -> int:
    """Return how many characters of a text are not among others in the same order."""
    at = iter(char for char, _, _ in characters)
    return sum(char not in at for char in text)


def page_characters(pdf: pdfium.PdfDocument, number: int) -> list[tuple[str, float, float]]:
    """Return the characters of a page with the middle of their boxes, as PDFium has them."""
    page = pdf[number - 1]
    text = page.get_textpage()
    left, bottom, right, top = page.get_bbox()
    turns = page.get_rotation() // 90
    found = []
    whole = text.get_text_range(0, text.count_chars())
    exact = len(whole) == text.count_chars()
    for index in range(text.count_chars()):
        sign = whole[index] if exact else text.get_text_range(index, 1)
        x0, y0, x1, y1 = text.get_charbox(index, loose=True)
        x, y = (x0 + x1) / 2 - left, (y0 + y1) / 2 - bottom
        width, height = right - left, top - bottom
        x, y = ((x, height - y), (y, x), (width - x, y), (height - y, width - x))[turns]
        for char in LIGATURES.get(sign, "-" if sign in "\x02\ufffe\xad" else sign):
            found.append((char, x, y))
    text.close()
    page.close()
    return found


LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}


def characters_in(
    characters: Iterable[tuple[str, float, float]], box: Sequence[float]
) -> list[str]:
    x0, top, x1, bottom = box
    return [c for c in characters if x0 - 1 <= c[1] <= x1 + 1 and top - 1 <= c[2] <= bottom + 1]


# --- other tools -------------------------------------------------------------------------


def plumber_text(file: Path) -> str:
    with pdfplumber.open(file) as pdf:
        found = []
        for page in pdf.pages:
            found.append(page.extract_text(x_tolerance_ratio=0.15))
            page.close()
    return "\n".join(found)


def poppler_text(file: Path) -> str:
    done = subprocess.run(
        ["pdftotext", str(file), "-"], capture_output=True, check=True, text=True, timeout=60
    )
    return done.stdout.replace("\f", "\n")


def score_text(text: str, truth: Truth, name: str, count: Count) -> None:
    """Count the long paragraphs that stand in another tool's text, hyphens joined."""
    joined = SPACES.sub(" ", re.sub(r"(?<=\w)[-\u00ad]\n(?=[a-zåäö])", "", text))
    for paragraph in truth.paragraphs:
        if len(paragraph) < LONG:
            continue
        forms = [paragraph]
        for note in truth.notes:  # the mark may stand in the text, glued to its word
            if note.before in paragraph:
                forms.append(paragraph.replace(note.before, note.before + note.label))
        count.add(name, any(form in joined for form in forms))


# --- speed and memory --------------------------------------------------------------------

CHILD = {
    # As the child process of a run does it, with the reading part of the language pack.
    "auditkit": "from auditkit.lang import load_pack\n"
    "from auditkit.read.documents import read_document\n"
    "from auditkit.read.options import ReadOptions\n"
    "pack, options = load_pack('sv', only='reading'), ReadOptions(ocr='never')\n"
    "for f in files: read_document(f, root=f.parent, pack=pack, options=options)",
    "pdfplumber": "import pdfplumber\n"
    "for f in files:\n"
    " with pdfplumber.open(f) as pdf:\n"
    "  for page in pdf.pages:\n"
    "   page.extract_text(); page.close()",
}


def measure(tool: str, files: Sequence[Path]) -> tuple[float, float]:
    """Run a tool over files in a process of its own; return seconds and peak MB."""
    code = (
        "import sys, json, time\nfrom pathlib import Path\n"
        "files = [Path(name) for name in sys.argv[1:]]\nstart = time.perf_counter()\n"
        + CHILD[tool]
        + "\nspent = time.perf_counter() - start\n"
        "peak = [l.split()[1] for l in open('/proc/self/status') if l.startswith('VmHWM')][0]\n"
        "print(json.dumps([spent, int(peak) / 1024]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, files)], capture_output=True, check=True, text=True
    )
    seconds, peak = json.loads(done.stdout.splitlines()[-1])
    return seconds, peak


def long_file(files: Sequence[Path], target: Path, pages: int) -> None:
    """Write a file of many pages out of others."""
    out = pdfium.PdfDocument.new()
    while len(out) < pages:
        for file in files:
            if len(out) == pages:
                break
            source = pdfium.PdfDocument(file)
            wanted = range(min(len(source), pages - len(out)))
            out.import_pages(source, pages=list(wanted))
            source.close()
    out.save(target)
    out.close()


# --- the table ---------------------------------------------------------------------------


def texts_of(corpora: Path) -> list[Path]:
    folders = [corpora / "sample" / "documents", corpora / "audits" / "documents"]
    return [file for folder in folders for file in sorted(folder.glob("*.txt"))]


def rendered(corpora: Path, folder: Path) -> tuple[list[Path], Count]:
    """Set every text in every style, read it, and count."""
    count = Count()
    files = []
    for source in texts_of(corpora):
        document = read_document(source, root=source.parent)
        for style in STYLES:
            target = folder / f"{source.stem}-{style.name}.pdf"
            truth = render(document, style, target)
            files.append(target)
            made = read_document(target, root=folder)
            score(made, truth, target, count)
            score_tables(made, target, count)
            score_one_table(made, truth, target, count)
            lost, total = strays(made, target)
            count.found["strays"] += lost
            count.total["strays"] += total
            score_text(plumber_text(target), truth, "pdfplumber", count)
            if shutil.which("pdftotext"):
                score_text(poppler_text(target), truth, "pdftotext", count)
    return files, count


def real(corpora: Path) -> tuple[list[Path], Count]:
    """Read the real files and count characters and table rows."""
    count = Count()
    files = []
    for file in sorted(
        [*(corpora / "dev").glob("*.pdf"), *(corpora / "raw/formats").glob("*.pdf")]
    ):
        try:
            document = read_document(file, root=file.parent)
        except AuditkitError as error:
            print(f"  not read: {error.message}")
            continue
        files.append(file)
        score_tables(document, file, count)
        lost, total = strays(document, file)
        count.found["strays"] += lost
        count.total["strays"] += total
        if lost:
            count.missed.append(f"strays: {file.name}: {lost}")
    return files, count


def show(name: str, value: str, bar: str = "") -> None:
    print(f"{name:52}{value:>22}   {bar}")


def show_count(count: Count, names: Sequence[tuple[str, str]]) -> None:
    for name, bar in names:
        value = f"{count.found[name]}/{count.total[name]} = {100 * count.share(name):.1f} %"
        show(name, value, bar)


def show_speed(name: str, files: Sequence[Path]) -> None:
    ours, peak = measure("auditkit", files)
    theirs, other = measure("pdfplumber", files)
    show(f"{name}: seconds, auditkit / pdfplumber", f"{ours:.1f} / {theirs:.1f}")
    show(f"{name}: times as fast", f"{theirs / ours:.1f}", ">= 3")
    show(f"{name}: peak MB, auditkit / pdfplumber", f"{peak:.0f} / {other:.0f}")


def main() -> None:
    """Print the table; with --missed, also what was missed."""
    corpora = Path(next(a for a in sys.argv[1:] if not a.startswith("--")))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.perf_counter()
        files, count = rendered(corpora, folder)
        print(f"rendered: {len(files)} files, {time.perf_counter() - start:.0f} s")
        show_count(
            count,
            [
                ("headings", ">= 98 %"),
                ("headings that are none", ">= 97 % (<= 3 false in 100)"),
                ("long paragraphs", ">= 97 %"),
                ("pdfplumber", "(long paragraphs in its text)"),
                ("pdftotext", "(long paragraphs in its text)"),
                ("footnotes tied", ">= 95 %"),
                ("table rows as pdfplumber's", "100 %"),
                ("tables whole", ""),
                ("running titles", "100 %"),
                ("text taken for a running title", "100 %"),
                ("list items", ""),
                ("depth of list items", ""),
                ("entries of contents", ""),
            ],
        )
        show("characters on no page", f"{count.found['strays']} of {count.total['strays']}", "0")
        if "--missed" in sys.argv:
            print(*count.missed, sep="\n")
        if "--quick" in sys.argv:
            return
        print("real files: what is recognised in scans is left out")
        others, seen = real(corpora)
        print(f"real: {len(others)} files")
        show("characters on no page", f"{seen.found['strays']} of {seen.total['strays']}", "0")
        show_count(seen, [("table rows as pdfplumber's", "")])
        if "--missed" in sys.argv:
            print(*seen.missed, sep="\n")
        show_speed("rendered", files)
        show_speed("real", others)
        big = folder / "400.pdf"
        long_file(files, big, 400)
        seconds, peak = measure("auditkit", [big])
        show("400 pages: seconds, peak MB", f"{seconds:.1f}, {peak:.0f}", "<= 150 MB")


if __name__ == "__main__":
    main()
