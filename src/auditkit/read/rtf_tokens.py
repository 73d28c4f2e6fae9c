"""The tokens of a Rich Text file, and the code pages its fonts name."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|(?P<hex>(?:\\'[0-9a-fA-F]{2})+)"
    rb"|\\(?P<sign>[^a-zA-Z'])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|\\|[\r\n]+",
    re.DOTALL,
)
_RUNS = re.compile(rb"[\x00-\x7f]+|[\x80-\xff]+")
SIGNS = {
    "tab": "\t", "bullet": "•", "endash": "–", "emdash": "—", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_ESCAPED = {
    b"\\": "\\", b"{": "{", b"}": "}", b"~": "\u00a0", b"_": "-", b"-": "\u00ad",
}  # fmt: skip
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_SYMBOL_FONT = 2
_MAC, _UTF8 = 10_000, 65_001


@dataclass(frozen=True, slots=True)
class Token:
    """A brace, a control word with its number, bytes of a code page, or plain text."""

    kind: Literal["open", "close", "word", "bytes", "text", "star"]
    text: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    r"""Yield the tokens of a file; binary data is stepped over.

    Example:
        >>> [(t.kind, t.text, t.data) for t in tokens(rb"{\b a\'e5\'e4}")][1:4]
        [('word', 'b', b''), ('text', 'a', b''), ('bytes', '', b'\xe5\xe4')]
    """
    position = 0
    while match := _TOKEN.match(data, position):
        position = match.end()
        if word := match["word"]:
            number = int(match["number"]) if match["number"] else None
            if word == b"bin":
                position += max(0, number or 0)
            elif word in (b"mac", b"pc", b"pca"):
                code = {b"mac": _MAC, b"pc": 437, b"pca": 850}[word]
                yield Token("word", "ansicpg", code)
            else:
                yield Token("word", word.decode("ascii"), number)
        elif match["hex"]:
            yield Token("bytes", data=bytes.fromhex(match["hex"].replace(b"\\'", b"").decode()))
        elif match["sign"]:
            yield from _sign(match["sign"])
        elif match["brace"]:
            yield Token("open" if match["brace"] == b"{" else "close")
        elif match["text"]:
            yield from _plain(match["text"])


def _sign(sign: bytes) -> Iterator[Token]:
    """Yield what a backslash with a sign means."""
    if sign == b"*":
        yield Token("star")
    elif sign in b"\r\n":
        yield Token("word", "par")
    elif sign in _ESCAPED:
        yield Token("text", _ESCAPED[sign])


def _plain(text: bytes) -> Iterator[Token]:
    """Yield text; bytes beyond ASCII, which should not be there, in the file's code page."""
    text = text.replace(b"\0", b"")
    if text.isascii():
        yield Token("text", text.decode("ascii"))
        return
    for run in _RUNS.findall(text):
        yield Token("text", run.decode("ascii")) if run.isascii() else Token("bytes", data=run)


def codec_of(charset: int, default: str) -> str:
    """Return the codec of a font's character set; of a code page where it is negative.

    Example:
        >>> codec_of(238, "cp1252"), codec_of(-850, "cp1252"), codec_of(2, "cp1252")
        ('cp1250', 'cp850', 'symbol')
    """
    if charset == _SYMBOL_FONT:
        return "symbol"
    if charset >= 0:
        return _CHARSETS.get(charset, default)
    page = -charset
    name = {_MAC: "mac_roman", _UTF8: "utf-8"}.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return default
