"""Tell what a file is from its first bytes. Names and declared types are not looked at."""

from __future__ import annotations

import re
from typing import Final, Literal

from app.media.errors import DamagedPicture, UnsupportedPicture

Kind = Literal["jpeg", "png", "webp", "gif", "bmp", "tiff", "avif", "heic"]

NAMES: Final = ["JPEG", "PNG", "WebP", "AVIF", "HEIC", "GIF", "TIFF", "BMP"]

_READ: Final = "Send a JPEG, PNG, WebP, AVIF, HEIC, GIF, TIFF or BMP picture."

_SIGNATURES: Final[tuple[tuple[bytes, Kind], ...]] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
)

_REFUSED: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF", "a PDF document"),
    (b"8BPS", "a Photoshop document"),
    (b"\0\0\1\0", "an icon (ICO)"),
    (b"\0\0\2\0", "a cursor (CUR)"),
    (b"icns", "an icon (ICNS)"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\0\0\0\x0cJXL ", "a JPEG XL picture"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
    (b"%!PS", "a PostScript document"),
    (b"\xc5\xd0\xd3\xc6", "a PostScript document"),
    (b"gimp xcf", "a GIMP document"),
    (b"PK\3\4", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x1aE\xdf\xa3", "a video (WebM or Matroska)"),
    (b"qoif", "a QOI picture"),
    (b"DDS ", "a DDS texture"),
    (b"#?RADIANCE", "a Radiance HDR picture"),
    (b"\x76\x2f\x31\x01", "an OpenEXR picture"),
    (b"\xd7\xcd\xc6\x9a", "a Windows metafile"),
    (b"FUJIFILMCCD-RAW", "a camera's raw file"),
    (b"IIU\0", "a camera's raw file"),
    (b"IIRO", "a camera's raw file"),
)

_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_AVIF_BRANDS: Final = frozenset({b"avif", b"avis"})
_MARKUP: Final = re.compile(
    rb"(?:\s++|<\?xml[^>]*+>|(?><!--.*?-->)|<!doctype[^>]*+>)*+<(svg|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


def sniff(data: bytes) -> Kind:
    """The kind of a picture, by its content.

    Raises DamagedPicture for no bytes at all and UnsupportedPicture for everything else that is not a picture of a
    kind we read, by its name where it has one.
    """
    if not data:
        raise DamagedPicture("The file is empty.", code="image_empty")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            if kind == "tiff" and data[8:10] == b"CR":
                raise _refusal("a camera's raw file")
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        return "bmp"
    if data[4:8] == b"ftyp":
        return _boxed(data)
    raise _refusal(_name(data))


def _boxed(data: bytes) -> Kind:
    """AVIF, HEIC and video share one container; the brands of its first box tell them apart."""
    size = min(int.from_bytes(data[:4], "big"), 512, len(data))
    major = data[8:12]
    brands = {major} | {data[at : at + 4] for at in range(16, size - 3, 4)}
    if brands & _AVIF_BRANDS:
        return "avif"
    if brands & _HEIC_BRANDS:
        return "heic"
    raise _refusal("a camera's raw file" if major == b"crx " else "a video or an unknown kind of HEIF")


def _name(data: bytes) -> str | None:
    for signature, name in _REFUSED:
        if data.startswith(signature):
            return name
    if data[:4] == b"RIFF":
        return {b"AVI ": "a video (AVI)", b"WAVE": "a sound (WAV)"}.get(data[8:12])
    if data[:1] == b"P" and data[1:2] in b"1234567" and data[2:3].isspace():
        return "a Netpbm picture"
    if markup := _MARKUP.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return "an SVG drawing" if markup[1].lower() == b"svg" else "a web page"
    return None


def _refusal(name: str | None) -> UnsupportedPicture:
    return UnsupportedPicture(f"This is {name}. {_READ}" if name else f"This is no picture we can read. {_READ}")
