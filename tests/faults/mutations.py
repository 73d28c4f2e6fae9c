"""Damages files as disks, networks and enemies do; the same seed damages in the same way."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path

from tests.faults.office_kinds import pack
from tests.faults.pdf_kinds import noise_picture

_STREAM = re.compile(rb"/Filter\s*/FlateDecode(.*?)stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_NUMBER = re.compile(rb"\d+")
_TAG = re.compile(rb"<[^<>]{1,200}>")
_ODD_NUMBERS = (b"-1", b"0", b"1e9", b"99999999999999999999", b"2147483648", b"x", b"")
_ODD_BYTES = (b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\x1b", b"\xe2\x80\xae", b"&#0;", b"&x;")
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
Mutation = Callable[[bytes, bytes, random.Random], bytes]


def load_seeds(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, and from one of its texts one file of each other format."""
    seeds = {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file()}
    text = next(data for name, data in seeds.items() if name.endswith(".txt")).decode("utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip()][:60]
    seeds["a.html"] = _html(lines)
    seeds["a.rtf"] = _rtf(lines)
    seeds["a.odt"] = _odt(lines)
    seeds["a.eml"] = _mail(lines, seeds["a.html"])
    seeds["a.md"] = "\n\n".join(f"# {x}" if i % 9 == 0 else x for i, x in enumerate(lines)).encode()
    seeds["a.zip"] = pack(
        {"å/a.txt": text.encode(), "a.eml": seeds["a.eml"], "b.odt": seeds["a.odt"]}
    )
    seeds["cp850.txt"] = text.encode("cp850", "replace")
    plain = next(data for name, data in seeds.items() if name.endswith(".pdf"))
    seeds["scan.pdf"] = noise_picture(width=400, height=560)
    seeds["plain.pdf"] = _STREAM.sub(_unpacked, plain)
    return seeds


def _unpacked(match: re.Match[bytes]) -> bytes:
    try:
        return match[1] + b"stream\n" + zlib.decompress(match[2]) + b"\nendstream"
    except zlib.error:
        return match[0]


def _html(lines: list[str]) -> bytes:
    rows = "".join(f"<tr><td>{n}</td><td>{x}</td></tr>" for n, x in enumerate(lines[:9]))
    items = "".join(f"<li>{x}</li>" for x in lines[10:15])
    body = "".join(f"<p>{x}</p>" for x in lines)
    page = f"<h1>{lines[0]}</h1>{body}<ul>{items}</ul><table>{rows}</table>"
    return f'<!DOCTYPE html><html lang="sv"><body>{page}</body></html>'.encode()


def _rtf(lines: list[str]) -> bytes:
    def escaped(text: str) -> str:
        return "".join(x if x.isascii() else f"\\u{ord(x)}?" for x in text)

    body = "\\par\n".join(f"{{\\b {escaped(x)}}}" for x in lines)
    row = "\\trowd\\cellx1000\\cellx2000 a\\intbl\\cell b\\intbl\\cell\\row"
    return f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Arial;}}}}{row} {body}}}".encode("ascii")


def _odt(lines: list[str]) -> bytes:
    names = " ".join(f'xmlns:{n}="{_OFFICE}{n}:1.0"' for n in ("office", "text", "table", "style"))
    items = "".join(f"<text:list-item><text:p>{x}</text:p></text:list-item>" for x in lines[10:15])
    row = (
        "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>"
    )
    paragraphs = "".join(f"<text:p>{x}</text:p>" for x in lines)
    body = (
        f'<text:h text:outline-level="1">{lines[0]}</text:h>{paragraphs}'
        f"<text:list>{items}</text:list><table:table>{row * 3}</table:table>"
    )
    content = (
        f"<office:document-content {names}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.text"
    manifest = b"<manifest/>"
    members = {"mimetype": kind, "content.xml": content.encode("utf-8")}
    return pack({**members, "META-INF/manifest.xml": manifest})


def _mail(lines: list[str], page: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", lines[0][:60]
    mail["Date"] = "Mon, 06 May 2024 10:00:00 +0200"
    mail.set_content("\n".join(lines[:20]))
    mail.add_alternative(page.decode("utf-8"), subtype="html")
    mail.add_attachment(
        "\n".join(lines).encode(), maintype="text", subtype="plain", filename="å.txt"
    )
    mail.set_boundary("gräns".encode("ascii", "ignore").decode())
    return bytes(mail)


def _flip(data: bytes, other: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 4, 40, 400))):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def _cut(data: bytes, other: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _splice(data: bytes, other: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]


def _repeat(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((1, 20, 500, 5000)))
    return data[:start] + data[start:end] * chance.choice((2, 50)) + data[end:]


def _remove(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.choice((1, 20, 500, 5000)) :]


def _insert(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + chance.choice(_ODD_BYTES) * chance.choice((1, 9)) + data[start:]


def _renumber(data: bytes, other: bytes, chance: random.Random) -> bytes:
    found = list(_NUMBER.finditer(data))
    for match in sorted(chance.sample(found, min(len(found), 5)), key=lambda m: -m.start()):
        data = data[: match.start()] + chance.choice(_ODD_NUMBERS) + data[match.end() :]
    return data


def _retag(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Swap two tags, or words where there are none."""
    found = list(_TAG.finditer(data)) or list(re.finditer(rb"\S+", data))
    if len(found) < 2:
        return data
    first, second = sorted(chance.sample(found, 2), key=lambda m: m.start())
    middle = data[first.end() : second.start()]
    return data[: first.start()] + second[0] + middle + first[0] + data[second.end() :]


_MUTATIONS: tuple[Mutation, ...] = (
    _flip, _cut, _splice, _repeat, _remove, _insert, _renumber, _retag,
)  # fmt: skip


def mutate(seeds: Mapping[str, bytes], seed: int, index: int) -> tuple[str, bytes]:
    """Return the damaged file of a number, and its name."""
    chance = random.Random(f"{seed}-{index}")  # noqa: S311
    ending = chance.choice(sorted({name.rsplit(".")[-1] for name in seeds}))
    alike = [name for name in sorted(seeds) if name.endswith(f".{ending}")]
    name = chance.choice(alike)
    data, other = seeds[name], seeds[chance.choice(alike)]
    if data.startswith(b"PK") and chance.random() < 0.8:
        return name, _inside(data, other, chance)
    for _ in range(chance.choice((1, 1, 2, 3))):
        data = chance.choice(_MUTATIONS)(data, other, chance) or data
    return name, data


def _inside(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Damage a member of a package, and pack it again in good order."""
    members = _members(data)
    others = _members(other)
    name = chance.choice([name for name in members if members[name]])
    against = others.get(name) or members[name]
    for _ in range(chance.choice((1, 1, 2, 3))):
        members[name] = chance.choice(_MUTATIONS)(members[name], against, chance) or members[name]
    return pack(members)


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
