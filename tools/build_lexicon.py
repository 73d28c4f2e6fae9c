"""Builds the word list that hyphenated line ends are joined by (lang/sv/lexicon.txt).

    python tools/build_lexicon.py OUT FLOOR FILE_OR_TAR...

Counts the words written in lower case, hyphens inside kept, in text files and tar archives of
text files; words that stand at a line's end behind a hyphen do not count. Keeps those seen at
least FLOOR times, and hyphenated ones at least twice as often. The list is sorted and front-coded:
a letter for the number of characters shared with the word before, then the rest.
"""

import collections
import pathlib
import re
import sys
import tarfile
from collections.abc import Iterable, Iterator

WORD = re.compile(r"(?<![\w-])[a-zåäöéü]{2,}(?:-[a-zåäöéü]{2,})*(?![\w-])")
SHORTEST, LONGEST = 4, 40


def texts(paths: Iterable[str]) -> Iterator[str]:
    for path in map(pathlib.Path, paths):
        if ".tar" in path.suffixes:
            with tarfile.open(path) as archive:
                for member in archive:
                    if member.isfile() and member.name.endswith((".md", ".txt")):
                        yield archive.extractfile(member).read().decode("utf-8", "replace")
        else:
            for file in sorted(path.rglob("*.txt")) if path.is_dir() else [path]:
                yield file.read_text(encoding="utf-8")


def front_coded(words: Iterable[str]) -> Iterator[str]:
    before = ""
    for word in words:
        shared = 0
        while shared < min(len(before), len(word), 25) and before[shared] == word[shared]:
            shared += 1
        yield chr(ord("A") + shared) + word[shared:]
        before = word


def main(out: str, floor: str, *paths: str) -> None:
    counts = collections.Counter()
    for text in texts(paths):
        text = re.sub(r"\w+[-\u00ad]\n\s*\w+", " ", text).replace("\u00ad", "")
        counts.update(set(WORD.findall(text)))
    words = sorted(
        word
        for word, count in counts.items()
        if not word.endswith(("-och", "-eller", "-samt"))
        and SHORTEST <= len(word) <= LONGEST
        and count >= int(floor) * (2 if "-" in word else 1)
    )
    pathlib.Path(out).write_text(
        "".join(f"{line}\n" for line in front_coded(words)), encoding="utf-8"
    )
    print(len(words), "words,", pathlib.Path(out).stat().st_size, "bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
