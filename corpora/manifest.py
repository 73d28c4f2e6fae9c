"""Write ``corpora/manifest.toml``: every document with its licence, hash and split.

    python corpora/manifest.py

Run it after a document or its gold has changed; a test compares the hashes.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

HERE = Path(__file__).parent
SPLITS = {"sample": "dev", "audits": "dev"}
LICENCE = "Apache-2.0"
ORIGIN = "invented for this project"


def main() -> None:
    """Hash every document and gold file of the corpora."""
    lines = ["# Written by corpora/manifest.py; do not edit by hand.", ""]
    for corpus, split in SPLITS.items():
        files = [*sorted((HERE / corpus / "documents").iterdir()), HERE / corpus / "gold.jsonl"]
        for file in files:
            lines += [
                "[[file]]",
                f'id = "{corpus}/{file.stem}"',
                f'path = "{file.relative_to(HERE).as_posix()}"',
                f'licence = "{LICENCE}"',
                f'origin = "{ORIGIN}"',
                'language = "sv"',
                f'split = "{split}"',
                f'sha256 = "{hashlib.sha256(file.read_bytes()).hexdigest()}"',
                "",
            ]
    (HERE / "manifest.toml").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
