"""A truncated, corrupt or lying file ends in one clear error and nothing else."""

from __future__ import annotations

import base64
import random
import resource
import struct
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from app.media.errors import DamagedPicture, MediaError, PictureTooLarge
from app.media.intake import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

KINDS = ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF"]
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")


@pytest.fixture
def noise() -> Image.Image:
    return Image.fromarray(np.random.default_rng(3).integers(0, 256, (64, 96, 3), np.uint8))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", [0.02, 0.3, 0.9])
def test_truncated(noise: Image.Image, written: Callable[..., bytes], kind: str, part: float) -> None:
    data = written(noise, kind)
    with pytest.raises(MediaError):
        decode(data[: max(8, int(len(data) * part))])


@pytest.mark.parametrize("kind", KINDS)
def test_overwritten_bytes_never_raise_anything_else(
    noise: Image.Image, written: Callable[..., bytes], kind: str
) -> None:
    data, chance = written(noise, kind), random.Random(5)
    for _ in range(8 if kind == "AVIF" else 60):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(min(len(broken), 400))] = chance.randrange(256)
        try:
            decoded = decode(bytes(broken))
        except MediaError:
            continue
        assert decoded.pixels.ndim == 3


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_only_a_signature(kind: str, written: Callable[..., bytes], noise: Image.Image) -> None:
    with pytest.raises(DamagedPicture) as caught:
        decode(written(noise, kind)[:16])
    assert (caught.value.status, caught.value.code) == (422, "image_damaged")


def png_chunk(tag: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + tag + body + struct.pack(">I", zlib.crc32(tag + body))


def test_png_with_a_wrong_checksum(pixels: NDArray[np.uint8], written: Callable[..., bytes]) -> None:
    png = bytearray(written(Image.fromarray(pixels), "PNG"))
    png[png.index(b"IHDR") + 14] ^= 0xFF
    with pytest.raises(DamagedPicture):
        decode(bytes(png))


def test_png_whose_text_unpacks_to_a_flood(written: Callable[..., bytes]) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("a", "x" * 50_000_000, zip=True)
    png = written(Image.new("RGB", (8, 8)), "PNG", pnginfo=notes)
    assert len(png) < 100_000
    with pytest.raises(MediaError):
        decode(png)


def webp_header(kept: bytes, width: int, height: int) -> bytes:
    head = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0"
    head += (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", len(head) + len(kept) - 8) + b"WEBP" + head + kept[12:]


def test_webp_whose_header_lies(written: Callable[..., bytes], noise: Image.Image) -> None:
    webp = written(noise, "WEBP")
    assert decode(webp_header(webp, 96, 64)).width == 96
    for width, height in ((10, 10), (97, 64), (6000, 6000)):
        with pytest.raises(MediaError):
            decode(webp_header(webp, width, height))


# One flat colour, 16,000 × 12,000, as AVIF: 3,120 bytes, which take 530 MB to decode.
LARGE_AVIF = zlib.decompress(
    base64.b85decode(
        b"c-muNU{FXasVqn=%S>Yc0uY^>nP!-qnV9D5Xy^nKdYzkElE?r7iWw<6MNl?FL1uCZ0~+8f$SlbPvlxL`E;A=T8N_h`@fjhajKT~I+_FHn"
        b"MrLMS8eFXukdw*;<t3IG7&_<Y<b&<X$}A`<0Mg!>1<Cn9S|qc$AQfVrT>}Gy-UA>*pdhm%6C}dS!NCEfcoNGDog3wOKtjUF`8h>-$vG83"
        b"lX)4~fLa*DGYfKIegZm-g^{V51?Vc(+?2!;AqFmP`R{f0yK5IQN%3+Rb&CloB_BR))W{;>uK?5>dj4GCTFnQ>5|Y={%IB57K0ZY<Fe2Yf"
        b"jaB#CSJ$-inW;6xC!9O3w!}PHYs#1;xHx>WBiH7A%XZD#pDS^EwdeVeSoI%YuQMB_>v6y2-jp|U-J8Af8yBdApFbB-&h+_I^ZS=myLP?a"
        b"d*S09Te-&@qYN4IxQ;KrbUpmQN8d}wyj|uPXLcURX8b9C<zJZnV@5k&mDe6U<<h*CvtIh2|Nr!0i<5^Io6stea}p<*Z^fxOX3)&wFft5w"
        b"cyfAOTV?6DB~K$0w`#L;39pa;=AvCS<KTNee@m;*7hMykSPZ?87!BglARZ0k(I6fT;?W=;4dTHU#DP?I@U@{~B(=lS5dck6-L?"
    )
)


def most_memory_of_children() -> int:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def test_avif_that_hides_192_megapixels_behind_64_by_64() -> None:
    with pytest.raises(PictureTooLarge, match="20 megapixels"):
        decode(LARGE_AVIF)
    before, data = most_memory_of_children(), bytearray(LARGE_AVIF)
    at = data.index(b"ispe")
    data[at + 8 : at + 16] = struct.pack(">II", 64, 64)
    with pytest.raises(DamagedPicture):
        decode(bytes(data))
    assert most_memory_of_children() <= max(before, 400_000)


@pytest.mark.parametrize(("kind", "width"), [("AVIF", 12), ("AVIF", 5000), ("HEIF", 12), ("HEIF", 5000)])
def test_avif_and_heic_whose_header_lies(
    written: Callable[..., bytes], noise: Image.Image, kind: str, width: int
) -> None:
    data = bytearray(written(noise, kind))
    at = data.index(b"ispe")
    data[at + 8 : at + 16] = struct.pack(">II", width, 64)
    try:
        decoded = decode(bytes(data))
    except MediaError:
        return
    assert decoded.pixels.shape[0] * decoded.pixels.shape[1] <= max(96, width) * 64


def test_tiff_with_tiles_far_larger_than_itself() -> None:
    assert decode(tiled(8, 8, 64)).width == 8
    with pytest.raises(DamagedPicture, match="tiles"):
        decode(tiled(8, 8, 16384))


def tiled(width: int, height: int, tile: int) -> bytes:
    """A grey TIFF of one deflated tile, by hand (TIFF 6.0)."""
    body = zlib.compress(b"\0" * (1 << 20))
    fields: list[tuple[int, int, Any]] = [
        (256, 3, width), (257, 3, height), (258, 3, 8), (259, 3, 8), (262, 3, 1), (277, 3, 1),
        (322, 3, tile), (323, 3, tile), (324, 4, 8), (325, 4, len(body)),
    ]  # fmt: skip
    head = b"II*\0" + struct.pack("<I", 8 + len(body)) + body + struct.pack("<H", len(fields))
    for tag, kind, value in fields:
        head += struct.pack("<HHI", tag, kind, 1) + (
            struct.pack("<HH", value, 0) if kind == 3 else struct.pack("<I", value)
        )
    return head + b"\0\0\0\0"


def test_jpeg_with_thousands_of_scans(written: Callable[..., bytes], noise: Image.Image) -> None:
    jpeg = written(noise, "JPEG", progressive=True)
    last = jpeg.rindex(b"\xff\xda")
    scan = jpeg[last:-2]
    with pytest.raises(PictureTooLarge, match="scans"):
        decode(jpeg[:-2] + scan * 1000 + b"\xff\xd9")
