"""What image programs write into files about how they made them: AUTOMATIC1111's parameters, ComfyUI's graphs and
their like, from a PNG's texts or from Exif."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

import msgspec

from app.media import riff
from app.media.reading import tiff
from app.media.reading.blocks import jpeg_segments, png_chunks, png_texts
from app.media.reading.boxes import items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.media.sniff import Kind

LONGEST: Final = 20_000
MOST: Final = 20
_APP1: Final = 0xE1
_EXIF: Final = b"Exif\0\0"
_EXIF_IFD, _COMMENT, _MAKE, _MODEL, _SOFTWARE, _DESCRIPTION = 0x8769, 0x9286, 0x010F, 0x0110, 0x0131, 0x010E
# Keys of PNG texts → who writes them.
_KEYS: Final = {
    "parameters": "AUTOMATIC1111",
    "prompt": "ComfyUI",
    "workflow": "ComfyUI",
    "invokeai_metadata": "InvokeAI",
    "sd-metadata": "InvokeAI",
    "dream": "InvokeAI",
    "comment": "",
    "description": "",
    "software": "",
}


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One text in a file. `place` is where it stands, `program` whose way of writing it is, if it is known; `cut` when
    there is more of it than is told."""

    place: str
    program: str
    text: str
    cut: bool


def read_notes(data: bytes, kind: Kind) -> list[Note]:
    """Every text in which a program may have told how it made the picture, in the file's order, none twice,
    20 at most."""
    found: dict[str, Note] = {}
    for place, program, text in _notes(data, kind):
        whole = text.replace("\0", "").strip()
        if len(found) == MOST:
            break
        if whole:
            found.setdefault(whole, Note(place=place, program=program, text=whole[:LONGEST], cut=len(whole) > LONGEST))
    return list(found.values())


def _notes(data: bytes, kind: Kind) -> Iterator[tuple[str, str, str]]:
    if kind == "png":
        for key, value, latin in png_texts(data):
            if key.lower() in _KEYS:
                text = _decoded(value) if not latin else _either(value)
                yield f"PNG text “{key}”", _KEYS[key.lower()], text
    for block in _exif(data, kind):
        yield from _from_exif(block)


def _exif(data: bytes, kind: Kind) -> Iterator[bytes]:
    """The Exif blocks of a file, each beginning with a TIFF header."""
    if kind == "jpeg":
        yield from (body[6:] for marker, body in jpeg_segments(data) if marker == _APP1 and body[:6] == _EXIF)
    elif kind == "png":
        yield from (body for tag, body in png_chunks(data) if tag == b"eXIf")
    elif kind == "tiff":
        yield data
    elif kind == "webp":
        yield _in_webp(data)
    elif kind in ("avif", "heic"):
        exif = (content for tag, _, content in items(data) if tag == b"Exif")
        yield from (content[4 + int.from_bytes(content[:4], "big") :].removeprefix(_EXIF) for content in exif)


def _in_webp(data: bytes) -> bytes:
    with suppress(riff.NotWebP):
        return (riff.find(riff.chunks(data), b"EXIF") or b"").removeprefix(_EXIF)
    return b""


def _from_exif(block: bytes) -> Iterator[tuple[str, str, str]]:
    """ComfyUI writes its graphs into Make and Model when the file is a WebP, as `workflow:{…}` and `prompt:{…}`."""
    first = tiff.tags(block)
    for tag, name in ((_MAKE, "Make"), (_MODEL, "Model"), (_DESCRIPTION, "ImageDescription")):
        key, colon, text = _decoded(first.get(tag, b"")).partition(":")
        if colon and key.lower() in ("workflow", "prompt"):
            yield f"Exif {name}", "ComfyUI", text
    comment = tiff.tags(block, _EXIF_IFD).get(_COMMENT, b"")
    text = _comment(comment, little=block[:2] == b"II")
    yield "Exif UserComment", "AUTOMATIC1111" if "Steps: " in text else "", text
    yield "Exif Software", "", _decoded(first.get(_SOFTWARE, b""))


def _comment(value: bytes, *, little: bool) -> str:
    """Exif's user comment: eight bytes name its characters. Writers differ in the order of UTF-16's bytes."""
    code, text = value[:8], value[8:]
    if code == b"UNICODE\0":
        zeros_first = text[:200:2].count(0) >= text[1:200:2].count(0)
        if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return text.decode("utf-16", "replace")
        big = zeros_first if b"\0" in text[:200] else not little
        return text.decode("utf-16-be" if big else "utf-16-le", "replace")
    return _decoded(text if code in (b"ASCII\0\0\0", b"\0" * 8) else value)


def _decoded(value: bytes) -> str:
    return value.decode("utf-8", "replace")


def _either(value: bytes) -> str:
    """A Latin-1 text chunk: many programs write UTF-8 all the same."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
