"""The blocks that picture files are made of, as far as metadata lie in them. What is broken ends the reading quietly.

JPEG (ITU-T T.81, annex B), PNG (W3C, third edition, 2025), GIF89a (CompuServe, 1990). WebP is read by `media.riff`.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST: Final = 10_000
LONGEST: Final = 4 << 20
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_START_OF_SCAN, _END = 0xDA, 0xD9


class Text(NamedTuple):
    """A text chunk of a PNG: `XML:com.adobe.xmp`, `parameters` …"""

    key: str
    value: bytes
    latin: bool


def jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker's second byte, payload) of each segment before the first scan."""
    at = 2
    for _ in range(MOST):
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if len(data) < at + 4 or data[at] != 0xFF:
            return
        marker = data[at + 1]
        if marker in (_START_OF_SCAN, _END):
            return
        if marker in _ALONE:
            at += 2
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if size < 2 or at + 2 + size > len(data):
            return
        yield marker, data[at + 4 : at + 2 + size]
        at += 2 + size


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(type, data) of each chunk but those of the picture itself."""
    at = 8
    for _ in range(MOST):
        head = data[at : at + 8]
        size = int.from_bytes(head[:4], "big")
        if len(head) < 8 or head[4:] == b"IEND" or at + 12 + size > len(data):
            return
        if head[4:] not in (b"IDAT", b"fdAT"):
            yield head[4:], data[at + 8 : at + 8 + size]
        at += 12 + size


def png_texts(data: bytes) -> Iterator[Text]:
    """The text chunks, unpacked, until they have come to 4 MB in all."""
    room = LONGEST
    for tag, body in png_chunks(data):
        text = _text(tag, body, room)
        if text is not None:
            yield text
            room -= len(text.value)
        if room <= 0:
            return


def _text(tag: bytes, body: bytes, room: int) -> Text | None:
    key, _, rest = body.partition(b"\0")
    if tag == b"tEXt":
        return Text(_latin(key), rest[:room], True)
    if tag == b"zTXt" and rest[:1] == b"\0":
        return Text(_latin(key), _unpacked(rest[1:], room), True)
    if tag == b"iTXt" and len(rest) > 2:
        value = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
        return Text(_latin(key), _unpacked(value, room) if rest[0] else value[:room], False)
    return None


def _latin(key: bytes) -> str:
    return key[:79].decode("latin-1")


def _unpacked(packed: bytes, room: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, room)
    except zlib.error:
        return b""


def gif_applications(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(identifier and code, 11 bytes; the sub-blocks joined) of each application extension."""
    if len(data) < 13:
        return
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    for _ in range(MOST):
        kind = data[at : at + 2]
        if kind[:1] == b"\x2c" and len(data) > at + 10:
            flags = data[at + 9]
            at, _ = _sub_blocks(data, at + 11 + (3 << (flags & 7) + 1 if flags & 0x80 else 0), keep=False)
        elif kind == b"\x21\xff":
            at, found = _sub_blocks(data, at + 2, keep=True)
            yield found[:11], found[11:]
        elif kind[:1] == b"\x21":
            at, _ = _sub_blocks(data, at + 2, keep=False)
        else:
            return


def _sub_blocks(data: bytes, at: int, *, keep: bool) -> tuple[int, bytes]:
    """Where the chain of sub-blocks at `at` ends, and what it holds."""
    kept = bytearray()
    while at < len(data) and data[at]:
        if keep and len(kept) < LONGEST:
            kept += data[at + 1 : at + 1 + data[at]]
        at += 1 + data[at]
    return at + 1, bytes(kept)
