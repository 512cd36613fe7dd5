"""A C2PA manifest is noticed in every kind of file that can carry one, and what it says of itself is read."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from app.media import riff
from app.media.reading.manifest import Manifest, read_manifest
from app.media.sniff import sniff

if TYPE_CHECKING:
    from collections.abc import Callable

SAID = (
    b"jumbc2pa.claim\xa1\x6fclaim_generator\x78\x19A Painter/2.1 c2pa-rs/0.9"
    b"\x71digitalSourceType\x78\x46http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia\0"
)
EXPECTED = Manifest(generator="A Painter/2.1 c2pa-rs/0.9", source_type="trainedAlgorithmicMedia")
UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")


def plain(kind: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (32, 24), (90, 120, 60)).save(out, kind)
    return out.getvalue()


def jpeg() -> bytes:
    body = b"JP\0\1\0\0\0\1" + SAID
    return plain("JPEG")[:2] + b"\xff\xeb" + struct.pack(">H", len(body) + 2) + body + plain("JPEG")[2:]


def png() -> bytes:
    data = plain("PNG")
    chunk = struct.pack(">I", len(SAID)) + b"caBX" + SAID + struct.pack(">I", zlib.crc32(b"caBX" + SAID))
    return data[:33] + chunk + data[33:]


def webp() -> bytes:
    return riff.assemble([*riff.chunks(plain("WEBP")), riff.Chunk(b"C2PA", SAID)])


def gif() -> bytes:
    data = plain("GIF")
    blocks = b"".join(bytes([len(part)]) + part for part in (SAID[at : at + 200] for at in range(0, len(SAID), 200)))
    return data[:-1] + b"\x21\xff\x0bC2PA_GIF\1\0\0" + blocks + b"\0" + data[-1:]


def tiff() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "TIFF", tiffinfo={0xCD41: SAID})
    return out.getvalue()


def avif() -> bytes:
    return plain("AVIF") + struct.pack(">I", 8 + 16 + len(SAID)) + b"uuid" + UUID + SAID


@pytest.mark.parametrize("signed", [jpeg, png, webp, gif, tiff, avif])
def test_a_manifest_is_read(signed: Callable[[], bytes]) -> None:
    data = signed()
    assert read_manifest(data, sniff(data)) == EXPECTED


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF", "BMP"])
def test_a_file_without_a_manifest_has_none(kind: str) -> None:
    data = plain(kind)
    assert read_manifest(data, sniff(data)) is None


def test_the_generator_of_a_newer_claim_is_read() -> None:
    info = b"c2pa\x74claim_generator_info\xa1dname\x6bA Painter 3"
    data = riff.assemble([*riff.chunks(plain("WEBP")), riff.Chunk(b"C2PA", info)])
    assert read_manifest(data, "webp") == Manifest(generator="A Painter 3")


def test_a_manifest_that_says_nothing_is_still_there() -> None:
    data = riff.assemble([*riff.chunks(plain("WEBP")), riff.Chunk(b"C2PA", b"\xff" * 50)])
    assert read_manifest(data, "webp") == Manifest()


@pytest.mark.parametrize("signed", [jpeg, png, webp, gif, tiff, avif])
def test_a_file_cut_anywhere_is_no_error(signed: Callable[[], bytes]) -> None:
    data = signed()
    kind = sniff(data)
    found = [read_manifest(data[:end], kind) for end in range(0, len(data), 7)]
    assert None in found
