"""The boxes of AVIF and HEIC files: what metadata they hold as items (ISO/IEC 14496-12 and 23008-12)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST: Final = 2000
_LONGEST: Final = 1 << 20
_MOST_ITEMS: Final = 8
_MOST_EXTENTS: Final = 16


class Box(NamedTuple):
    """A box's type, and where in the data its content begins and ends."""

    tag: bytes
    start: int
    end: int


def boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    """The boxes that lie side by side between `start` and `end`; the last is cut where it reaches beyond."""
    for _ in range(_MOST):
        head = data[start : min(end, start + 16)]
        size, tag, skip = int.from_bytes(head[:4], "big"), head[4:8], 8
        if size == 1:
            size, skip = int.from_bytes(head[8:16], "big"), 16
        if size == 0:
            size = end - start
        if len(tag) < 4 or size < skip:
            return
        yield Box(tag, start + skip, min(end, start + size))
        start += size


def items(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """(type, content type, content) of each metadata item: `Exif`, or `mime` with `application/rdf+xml`."""
    meta = next((box for box in boxes(data, 0, len(data)) if box.tag == b"meta"), None)
    if meta is None:
        return
    inside = {box.tag: data[box.start : box.end] for box in boxes(data, meta.start + 4, meta.end)}
    places = dict(_places(inside.get(b"iloc", b"")))
    told = (info for info in _infos(inside.get(b"iinf", b"")) if info[1] in (b"Exif", b"mime") and info[0] in places)
    for number, tag, media in islice(told, _MOST_ITEMS):
        yield tag, media, _content(data, inside.get(b"idat", b""), places[number])


def _infos(body: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """(number, type, content type) of each entry of an `iinf` box."""
    for box in boxes(body, 6 if body[:1] == b"\0" else 8, len(body)):
        entry = body[box.start : box.end]
        if box.tag == b"infe" and entry[:1] in (b"\2", b"\3"):
            wide = 4 if entry[0] == 3 else 2
            rest = entry[10 + wide :]
            media = rest.partition(b"\0")[2].partition(b"\0")[0]
            yield int.from_bytes(entry[4 : 4 + wide], "big"), entry[6 + wide : 10 + wide], media


class _Place(NamedTuple):
    method: int
    extents: list[tuple[int, int]]


def _places(body: bytes) -> Iterator[tuple[int, _Place]]:
    """Number and place of each entry of an `iloc` box."""
    reader = _Reader(body)
    version = reader.number(1)
    reader.number(3)
    sizes = reader.number(2)
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0
    wide = 4 if version == 2 else 2
    for _ in range(min(reader.number(wide), _MOST)):
        number = reader.number(wide)
        method = reader.number(2) & 15 if version else 0
        reader.number(2)
        base = reader.number(base_size)
        count = reader.number(2)
        if count > _MOST_EXTENTS:
            return
        extents = []
        for _ in range(count):
            reader.number(index_size)
            extents.append((base + reader.number(offset_size), reader.number(length_size)))
        yield number, _Place(method, extents)


def _content(data: bytes, idat: bytes, place: _Place) -> bytes:
    source = {0: data, 1: idat}.get(place.method, b"")
    return b"".join(source[at : at + min(size, _LONGEST)] for at, size in place.extents)[:_LONGEST]


class _Reader:
    """Numbers one after another, zero behind the end."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def number(self, size: int) -> int:
        self._at += size
        return int.from_bytes(self._data[self._at - size : self._at], "big")
