"""WebP's container: read its chunks, put metadata in, leave the picture's bitstream alone.

Layout by the WebP Container Specification (Google; RFC 9649, 2024).
"""

from __future__ import annotations

from typing import Final, NamedTuple

_ICC, _ALPHA, _EXIF, _XMP = 0x20, 0x10, 0x08, 0x04
_IMAGE: Final = frozenset({b"VP8 ", b"VP8L", b"ANMF"})
_MOST: Final = 10_000


class NotWebP(ValueError):
    """The bytes are not a WebP file, or a broken one."""


class Chunk(NamedTuple):
    tag: bytes
    body: bytes | memoryview


def chunks(data: bytes) -> list[Chunk]:
    """The file's chunks in order. Bytes behind the end that the file itself names are left out.

    Raises NotWebP when the container is broken: truncated, or without a picture.
    """
    if len(data) < 20 or data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise NotWebP("no RIFF header")
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise NotWebP("truncated")
    view, found, at = memoryview(data), list[Chunk](), 12
    while at + 8 <= end:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + size > end or len(found) == _MOST:
            raise NotWebP("a chunk reaches beyond the file")
        found.append(Chunk(data[at : at + 4], view[at + 8 : at + 8 + size]))
        at += 8 + size + (size & 1)
    if not any(chunk.tag in _IMAGE for chunk in found):
        raise NotWebP("no picture")
    return found


def assemble(parts: list[Chunk]) -> bytes:
    """A WebP file of these chunks."""
    pieces: list[bytes | memoryview] = [b"WEBP"]
    for tag, body in parts:
        pieces += (tag, len(body).to_bytes(4, "little"), body, b"\0" * (len(body) & 1))
    size = sum(map(len, pieces))
    return b"".join([b"RIFF", size.to_bytes(4, "little"), *pieces])


def canvas(parts: list[Chunk]) -> tuple[int, int]:
    """Width and height as the header has them. Raises NotWebP for a picture's header that can't be."""
    tag, body = next((chunk for chunk in parts if chunk.tag in (b"VP8X", b"VP8 ", b"VP8L")), Chunk(b"", b""))
    if tag == b"VP8X" and len(body) >= 10:
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if tag == b"VP8 " and len(body) >= 10 and body[3:6] == b"\x9d\x01\x2a":
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    if tag == b"VP8L" and len(body) >= 5 and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    raise NotWebP("no picture header")


def find(parts: list[Chunk], tag: bytes) -> bytes | None:
    """The body of the first chunk with this tag."""
    return next((bytes(chunk.body) for chunk in parts if chunk.tag == tag), None)


def signed(parts: list[Chunk]) -> bool:
    """Whether the file carries a C2PA manifest, which any change would break."""
    return any(chunk.tag == b"C2PA" for chunk in parts)


def with_metadata(parts: list[Chunk], *, xmp: bytes, exif: bytes | None = None) -> bytes:
    """The same picture with this XMP packet and Exif block (TIFF header first), and no other.

    Colour profile, alpha, animation and unknown chunks stay as they are, in their order; a simple file becomes an
    extended one. Raises NotWebP when the picture's header can't be read.
    """
    width, height = canvas(parts)
    body = find(parts, b"VP8X")
    flags = (body[0] if body else _alpha(parts)) & ~(_ICC | _EXIF | _XMP) | _XMP
    flags |= _ICC if find(parts, b"ICCP") is not None else 0
    flags |= _EXIF if exif else 0
    head = bytes([flags, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    kept = [chunk for chunk in parts if chunk.tag not in (b"VP8X", b"EXIF", b"XMP ")]
    added = [Chunk(b"EXIF", exif)] if exif else []
    return assemble([Chunk(b"VP8X", head), *kept, *added, Chunk(b"XMP ", xmp)])


def _alpha(parts: list[Chunk]) -> int:
    """Whether a simple file has alpha: lossless ones say so in one bit of their header."""
    lossless = find(parts, b"VP8L")
    return _ALPHA if lossless and len(lossless) >= 5 and lossless[4] & 0x10 else 0
