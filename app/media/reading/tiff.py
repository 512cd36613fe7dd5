"""The tags of a TIFF file, or of an Exif block, which is one (TIFF 6.0, Adobe 1992; BigTIFF; Exif 3.0, CIPA 2023)."""

from __future__ import annotations

from typing import Final, Literal

Order = Literal["little", "big"]

_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 7: 1, 13: 4, 16: 8}
_MOST_TAGS: Final = 500
_LONGEST: Final = 4 << 20


def tags(data: bytes, pointer: int = 0) -> dict[int, bytes]:
    """The raw values of the first directory's tags, or of the directory that the tag `pointer` leads to.

    Empty for what is no TIFF, is broken or has no such directory. Numbers are left in the file's own order, and values
    are cut where they have come to 4 MB in all.
    """
    order: Order = "little" if data[:2] == b"II" else "big"
    version = int.from_bytes(data[2:4], order)
    if data[:2] not in (b"II", b"MM") or version not in (42, 43):
        return {}
    wide = version == 43
    first = _number(data, 8 if wide else 4, 8 if wide else 4, order)
    found = _directory(data, first, order, wide=wide)
    if pointer:
        where = found.get(pointer, b"")
        return _directory(data, int.from_bytes(where, order), order, wide=wide) if where else {}
    return found


def _directory(data: bytes, at: int, order: Order, *, wide: bool) -> dict[int, bytes]:
    count_size, entry_size, field = (8, 20, 8) if wide else (2, 12, 4)
    count = _number(data, at, count_size, order)
    found: dict[int, bytes] = {}
    room = _LONGEST
    for number in range(min(count, _MOST_TAGS)):
        begin = at + count_size + number * entry_size
        entry = data[begin : begin + entry_size]
        if at <= 0 or len(entry) < entry_size:
            break
        size = _SIZES.get(_number(entry, 2, 2, order), 0) * _number(entry, 4, field, order)
        where = _number(entry, 4 + field, field, order)
        value = entry[4 + field :][:size] if size <= field else data[where : where + min(size, room)]
        room -= len(value)
        found.setdefault(_number(entry, 0, 2, order), value)
    return found


def _number(data: bytes, at: int, size: int, order: Order) -> int:
    return int.from_bytes(data[at : at + size], order)
