"""How many characters a scan costs: our stage against plain tesseract, on the same pages.

    python benchmarks/ocr_scans.py [--seed 1] [PDF…]

Pages of PDFs with known text (by default the minutes of the sample archive) are drawn and
made into what a scanner would have given: turned, noisy, a little blurred, saved as JPEG.
Each becomes a PDF of pictures, which our reading stage and plain tesseract (its own page
segmentation, no straightening) read in this one process. Printed for both: character error
(edits by the length of the truth; mean and worst page) and seconds per page.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import tempfile
import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

from auditkit.lang import load_pack
from auditkit.read.ocr_engine import find_engine
from auditkit.read.options import ReadOptions
from auditkit.read.pages import Page
from auditkit.read.pdf_pages import read_pages
from auditkit.read.printed import group_lines

SAMPLE = Path(__file__).parent.parent / "corpora" / "sample" / "documents"


@dataclass(frozen=True)
class Scan:
    """What a scanner does to a page."""

    name: str
    dpi: int = 200
    skew: float = 0.0
    noise: float = 12.0
    blur: float = 0.6
    quality: int = 70


SCANS = (
    Scan("200 dpi, clean", noise=0, blur=0, quality=90),
    Scan("200 dpi, noise"),
    Scan("200 dpi, noise, 2.5° left", skew=2.5),
    Scan("200 dpi, noise, 2.5° right", skew=-2.5),
    Scan("150 dpi, noise, 1.2°", dpi=150, skew=1.2),
    Scan("300 dpi, noise, 0.6°", dpi=300, skew=0.6),
)


def scan(page: pdfium.PdfPage, how: Scan, rng: np.random.Generator) -> Image.Image:
    """Draw a page and spoil it."""
    image = page.render(scale=how.dpi / 72, grayscale=True).to_pil().convert("L")
    image = image.rotate(how.skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    if how.blur:
        image = image.filter(ImageFilter.GaussianBlur(how.blur))
    pixels = np.asarray(image, dtype=np.float64)
    if how.noise:
        pixels = 8 + pixels * 0.92 + rng.normal(0, how.noise, pixels.shape)
        pixels[rng.random(pixels.shape) < 0.0005] = 30
    spoilt = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    buffer = io.BytesIO()
    spoilt.save(buffer, "JPEG", quality=how.quality)
    return Image.open(buffer)


def as_pdf(images: list[Image.Image], dpi: int) -> bytes:
    """Make a PDF of pictures."""
    buffer = io.BytesIO()
    images[0].save(buffer, "PDF", save_all=True, append_images=images[1:], resolution=dpi)
    return buffer.getvalue()


def text_of(page: Page) -> str:
    """Return the text of a page line by line."""
    return " ".join(run.text for line in group_lines(page.runs) for run in line.runs)


def plain(text: str) -> str:
    """Return a text without differences that are none: blanks, dashes, quotation marks."""
    text = unicodedata.normalize("NFKC", text).translate(str.maketrans("–—‐’”“", '---\'""'))
    return " ".join(text.split())


def distance(one: str, other: str) -> int:
    """Return the edits that lead from one text to another."""
    codes = np.array([ord(char) for char in other])
    steps = np.arange(len(other) + 1)
    row = steps.copy()
    for count, char in enumerate(one, start=1):
        new = np.concatenate(([count], np.minimum(row[1:] + 1, row[:-1] + (codes != ord(char)))))
        row = np.minimum.accumulate(new - steps) + steps
    return int(row[-1])


def by_tesseract(images: list[Image.Image], program: str) -> list[str]:
    """Read pictures as a user would at the command line."""
    texts = []
    for image in images:
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            image.save(file.name)
            command = [program, file.name, "stdout", "-l", "swe"]
            done = subprocess.run(
                command, capture_output=True, check=True, env={"OMP_THREAD_LIMIT": "1"}
            )
            texts.append(done.stdout.decode("utf-8"))
    return texts


def main() -> None:
    """Print a line for each kind of scan and each tool."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    engine = find_engine()
    if engine is None or "swe" not in engine.languages:
        raise SystemExit("tesseract with Swedish is not installed: nothing to measure")
    files = arguments.files or sorted(SAMPLE.glob("*protokoll*.pdf"))
    pack = load_pack("sv")
    print(f"{'scan':28}{'tool':18}{'mean CER':>9}{'worst':>8}{'s/page':>8}")
    for how in SCANS:
        rng = np.random.default_rng(arguments.seed)
        errors: dict[str, list[float]] = {"auditkit": [], "plain tesseract": []}
        seconds = dict.fromkeys(errors, 0.0)
        for file in files:
            data = file.read_bytes()
            truth = [plain(text_of(page)) for page in read_pages(data, file.name, pack)]
            images = [scan(page, how, rng) for page in pdfium.PdfDocument(data)]
            start = time.perf_counter()
            pages = read_pages(as_pdf(images, how.dpi), file.name, pack, ReadOptions())
            seconds["auditkit"] += time.perf_counter() - start
            start = time.perf_counter()
            plain_texts = by_tesseract(images, engine.program)
            seconds["plain tesseract"] += time.perf_counter() - start
            for name, texts in (
                ("auditkit", [text_of(page) for page in pages]),
                ("plain tesseract", plain_texts),
            ):
                pairs = zip(truth, texts, strict=True)
                errors[name] += [distance(t, plain(read)) / len(t) for t, read in pairs if t]
        for name, rates in errors.items():
            spent = seconds[name] / len(rates)
            print(f"{how.name:28}{name:18}{mean(rates):9.4f}{max(rates):8.4f}{spent:8.1f}")


if __name__ == "__main__":
    main()
