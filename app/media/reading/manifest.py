"""Whether a file carries a C2PA manifest, and what that says of itself (C2PA Technical Specification 2.2, 2025).

Nothing is verified: no signature is checked and no certificate looked at. A manifest says who signed, and a check by a
program of the Content Authenticity Initiative says whether that is true.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import msgspec

from app.media import riff
from app.media.reading import tiff
from app.media.reading.blocks import gif_applications, jpeg_segments, png_chunks
from app.media.reading.boxes import boxes

if TYPE_CHECKING:
    from app.media.sniff import Kind

_APP11: Final = 0xEB
_TIFF_TAG: Final = 0xCD41
_UUID: Final = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_GIF: Final = b"C2PA_GIF"
_SOURCE: Final = re.compile(rb"cv\.iptc\.org/newscodes/digitalsourcetype/(\w{3,60})")
# The claim's generator is a text (key and CBOR head before it), or in newer claims a map with its `name`.
_GENERATOR: Final = re.compile(rb"claim_generator(?:_info.{1,40}?dname)?([\x60-\x77]|\x78.|\x79..)", re.DOTALL)
_LONGEST_NAME: Final = 200


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """A C2PA manifest inside a file, unverified. `generator` is the program that says it wrote it, `source_type` the
    last part of an IPTC digital source type among its assertions; empty where it says nothing."""

    generator: str = ""
    source_type: str = ""


def read_manifest(data: bytes, kind: Kind) -> Manifest | None:
    """The manifest of a file of this kind, or None."""
    store = _store(data, kind)
    if store is None:
        return None
    source = _SOURCE.search(store)
    return Manifest(generator=_generator(store), source_type=source[1].decode() if source else "")


def _store(data: bytes, kind: Kind) -> bytes | None:
    """The manifest store's bytes, as far as they are needed to read its texts."""
    if kind == "jpeg":
        parts = [body for marker, body in jpeg_segments(data) if marker == _APP11 and body[:2] == b"JP"]
        return b"".join(body[8:] for body in parts) if any(b"c2pa" in body for body in parts) else None
    if kind == "png":
        return next((body for tag, body in png_chunks(data) if tag == b"caBX"), None)
    if kind == "webp":
        with suppress(riff.NotWebP):
            return riff.find(riff.chunks(data), b"C2PA")
        return None
    if kind == "gif":
        return next((body for name, body in gif_applications(data) if name.startswith(_GIF)), None)
    if kind == "tiff":
        return tiff.tags(data).get(_TIFF_TAG)
    if kind in ("avif", "heic"):
        return _in_boxes(data)
    return None


def _in_boxes(data: bytes) -> bytes | None:
    for box in boxes(data, 0, len(data)):
        if box.tag == b"uuid" and data[box.start : box.start + 16] == _UUID:
            return data[box.start + 16 : box.end]
    return None


def _generator(store: bytes) -> str:
    found = _GENERATOR.search(store)
    if found is None:
        return ""
    head = found[1]
    size = head[0] - 0x60 if len(head) == 1 else int.from_bytes(head[1:], "big")
    return store[found.end() : found.end() + min(size, _LONGEST_NAME)].decode("utf-8", "replace")
