"""A provider's WebP keeps its bitstream; the mark goes in beside it."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageSequence

from app.media import riff
from app.media.errors import DamagedPicture
from app.media.ingest import Mark, ingest
from app.media.provenance import packet, read_mark
from app.media.riff import Chunk

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

BITSTREAM = (b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP")


def streams(data: bytes) -> list[tuple[bytes, bytes]]:
    return [(chunk.tag, bytes(chunk.body)) for chunk in riff.chunks(data) if chunk.tag in BITSTREAM]


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data), formats=("WEBP",))


@pytest.mark.parametrize(
    ("mode", "options", "flags"),
    [
        ("RGB", {"quality": 80}, 0x04),
        ("RGB", {"lossless": True}, 0x04),
        ("RGBA", {"lossless": True}, 0x14),
        ("RGBA", {"quality": 80}, 0x14),
        ("RGB", {"quality": 80, "icc_profile": b"made up"}, 0x24),
        ("RGB", {"quality": 80, "xmp": b"<x:xmpmeta>theirs</x:xmpmeta>"}, 0x04),
    ],
)
def test_bitstream_stays_and_the_mark_is_added(
    pixels: NDArray[np.uint8],
    written: Callable[..., bytes],
    mark: Mark,
    mode: str,
    options: dict[str, Any],
    flags: int,
) -> None:
    picture = Image.fromarray(pixels).convert(mode)
    if mode == "RGBA":
        picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    webp = written(picture, "WEBP", **options)
    full = ingest(webp, mark).full
    assert streams(full) == streams(webp)
    assert riff.chunks(full)[0].body[0] == flags
    assert np.array_equal(np.asarray(opened(full)), np.asarray(opened(webp)))
    found = read_mark(full)
    assert found is not None
    assert found.render_id == mark.render_id
    assert b"theirs" not in full


def test_animation_stays_and_its_thumbnail_is_the_first_frame(written: Callable[..., bytes], mark: Mark) -> None:
    red, blue = Image.new("RGB", (16, 16), (255, 0, 0)), Image.new("RGB", (16, 16), (0, 0, 255))
    webp = written(red, "WEBP", save_all=True, append_images=[blue], duration=100, lossless=True)
    made = ingest(webp, mark)
    assert streams(made.full) == streams(webp)
    assert len(list(ImageSequence.Iterator(opened(made.full)))) == 2
    assert np.asarray(opened(made.thumb))[8, 8, 0] > 240


def test_place_and_prompt_in_the_providers_exif_are_left_out(
    pixels: NDArray[np.uint8], written: Callable[..., bytes], mark: Mark
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "another prompt"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (51.0, 28.0, 38.0)
    webp = written(Image.fromarray(pixels), "WEBP", exif=exif)
    full = ingest(webp, mark).full
    assert b"another prompt" in webp
    assert b"another prompt" not in full
    assert not opened(full).getexif()
    assert not riff.chunks(full)[0].body[0] & 0x08


def test_turned_by_exif_is_encoded_upright(
    pixels: NDArray[np.uint8], written: Callable[..., bytes], mark: Mark
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    made = ingest(written(Image.fromarray(pixels), "WEBP", exif=exif), mark)
    assert (made.width, made.height) == opened(made.full).size == (32, 48)


def test_signed_file_stays_byte_for_byte(pixels: NDArray[np.uint8], written: Callable[..., bytes], mark: Mark) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    parts = riff.chunks(written(Image.fromarray(pixels), "WEBP", exif=exif, xmp=b"theirs"))
    webp = riff.assemble([*parts, Chunk(b"C2PA", b"manifest")])
    made = ingest(webp, mark)
    assert (made.full, made.signed) == (webp, True)
    assert read_mark(made.thumb) is not None


def test_bytes_behind_the_end_are_cut_off(pixels: NDArray[np.uint8], written: Callable[..., bytes], mark: Mark) -> None:
    webp = written(Image.fromarray(pixels), "WEBP")
    full = ingest(webp + b"<script>alert(1)</script>", mark).full
    assert b"alert" not in full
    assert int.from_bytes(full[4:8], "little") + 8 == len(full)


@pytest.mark.parametrize("cut", [12, 19, 40, -5])
def test_broken_webp_is_refused(pixels: NDArray[np.uint8], written: Callable[..., bytes], mark: Mark, cut: int) -> None:
    with pytest.raises(DamagedPicture):
        ingest(written(Image.fromarray(pixels), "WEBP")[:cut], mark)


def simple(lossless: bool) -> tuple[Chunk, NDArray[np.uint8]]:
    out = BytesIO()
    Image.linear_gradient("L").resize((21, 13)).convert("RGB").save(out, "WEBP", lossless=lossless)
    (chunk,) = riff.chunks(out.getvalue())
    return chunk, np.asarray(opened(out.getvalue()))


PICTURES = [simple(lossless) for lossless in (False, True)]
TAGS = st.one_of(st.sampled_from([b"XMP ", b"EXIF", b"junk", b"ZZZZ"]), st.binary(min_size=4, max_size=4)).filter(
    lambda tag: tag not in (*BITSTREAM, b"VP8X")
)
OTHERS = st.lists(st.builds(Chunk, TAGS, st.binary(max_size=33)), max_size=6)


@settings(max_examples=60, deadline=None)
@given(
    before=OTHERS, after=OTHERS, which=st.sampled_from(PICTURES), xmp=st.binary(max_size=99), exif=st.binary(max_size=9)
)
def test_any_list_of_chunks_round_trips(
    before: list[Chunk],
    after: list[Chunk],
    which: tuple[Chunk, NDArray[np.uint8]],
    xmp: bytes,
    exif: bytes,
) -> None:
    image, shown = which
    head = Chunk(b"VP8X", bytes([0x0C, 0, 0, 0, 20, 0, 0, 12, 0, 0]))
    parts = [head, *before, image, *after]
    assert riff.chunks(riff.assemble(parts)) == parts
    marked = riff.with_metadata(riff.chunks(riff.assemble(parts)), xmp=xmp, exif=exif or None)
    again = riff.chunks(marked)
    theirs = [chunk for chunk in parts[1:] if chunk.tag not in (b"XMP ", b"EXIF")]
    assert [chunk for chunk in again[1:] if chunk.tag not in (b"XMP ", b"EXIF")] == theirs
    assert riff.find(again, b"XMP ") == xmp
    assert riff.find(again, b"EXIF") == (exif or None)
    assert again[0].body[0] == (0x0C if exif else 0x04)
    assert riff.canvas(again) == (21, 13)
    assert np.array_equal(np.asarray(opened(marked).convert("RGB")), shown)


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for hostile in (data, b"RIFF" + data[:4] + b"WEBP" + data[4:], b"RIFF\xc0\0\0\0WEBP" + data):
        with suppress(riff.NotWebP):
            assert riff.find(riff.chunks(riff.with_metadata(riff.chunks(hostile), xmp=b"x")), b"XMP ") == b"x"


def test_marking_twice_replaces_the_mark(pixels: NDArray[np.uint8], written: Callable[..., bytes], mark: Mark) -> None:
    once = riff.with_metadata(riff.chunks(written(Image.fromarray(pixels), "WEBP")), xmp=packet(mark))
    assert riff.with_metadata(riff.chunks(once), xmp=packet(mark)) == once
