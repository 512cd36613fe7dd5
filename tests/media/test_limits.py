"""Size is checked from headers, before any pixel exists."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from errno import ENOMEM
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageFile

from app.media import apart
from app.media.costs import cost
from app.media.errors import NoMemory, PictureTooLarge
from app.media.gate import GATE
from app.media.intake import decode
from app.media.limits import RESULT, UPLOAD, Limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def flat_png(width: int, height: int, bits: int = 1) -> bytes:
    """A black grey-scale PNG, deflated row by row."""
    packer = zlib.compressobj(9)
    row = b"\0" * (1 + (width * bits + 7) // 8)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0)), (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part)) + tag + part + struct.pack(">I", zlib.crc32(tag + part)) for tag, part in parts
    )


def test_small_file_with_900_megapixels() -> None:
    bomb = flat_png(30_000, 30_000)
    assert len(bomb) < 150_000
    with pytest.raises(PictureTooLarge) as caught:
        decode(bomb)
    assert (caught.value.status, caught.value.code) == (413, "image_too_large")


def test_41_megapixels_by_header_alone() -> None:
    with pytest.raises(PictureTooLarge, match="40 megapixels"):
        decode(flat_png(8200, 5000)[:60])


def test_one_by_a_hundred_thousand() -> None:
    with pytest.raises(PictureTooLarge, match="16383"):
        decode(flat_png(1, 100_000))


def test_the_longest_side_allowed() -> None:
    assert decode(flat_png(16_383, 2, 8)).width == 16_383


@pytest.mark.parametrize("limits", [UPLOAD, RESULT])
def test_bytes_over_the_limit(limits: Limits) -> None:
    with pytest.raises(PictureTooLarge, match=f"{limits.bytes // 1_000_000} MB"):
        decode(b"\xff\xd8\xff" + b"\0" * limits.bytes, limits=limits)


def test_max_side_reduces(written: Callable[..., bytes]) -> None:
    wide = Image.linear_gradient("L").resize((1600, 400)).convert("RGB")
    for kind in ("JPEG", "PNG"):
        decoded = decode(written(wide, kind), max_side=200)
        assert decoded.pixels.shape == (50, 200, 3)
        assert (decoded.width, decoded.height) == (1600, 400)
        assert np.abs(decoded.pixels[:, 100, 0].astype(float) - np.linspace(0, 255, 50)).max() < 8


def test_max_side_never_scales_up(written: Callable[..., bytes]) -> None:
    assert decode(written(Image.new("RGB", (30, 20)), "PNG"), max_side=200).pixels.shape == (20, 30, 3)


def test_a_hair_is_not_reduced_to_nothing(written: Callable[..., bytes]) -> None:
    for kind in ("JPEG", "PNG"):
        assert decode(written(Image.new("RGB", (9000, 1)), kind), max_side=100).pixels.shape == (1, 100, 3)


@pytest.mark.parametrize("error", [MemoryError(), OSError(ENOMEM, "Cannot allocate memory")])
def test_want_of_memory_is_no_fault_of_the_picture(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(Image.Image, "load", fail)
    monkeypatch.setattr(ImageFile.ImageFile, "load", fail)
    with pytest.raises(NoMemory) as caught:
        decode(flat_png(8, 8))
    assert (caught.value.status, caught.value.retry_after) == (503, 60)


def test_a_process_that_the_system_ended_is_no_fault_of_the_picture(
    written: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "ended.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    monkeypatch.setattr(apart, "_PROGRAM", str(tmp_path / "ended.py"))
    with pytest.raises(NoMemory):
        decode(written(Image.new("RGB", (8, 8)), "AVIF"))


# A header is enough: WebP and AVIF of 20 megapixels are let in, as the forms say, and those of 40 are not.
@pytest.mark.parametrize("side", [512, 1024])
def test_what_the_forms_say_of_webp_is_true(side: int) -> None:
    picture = Image.new("1", (5000, 3900))
    assert cost("webp", picture, 1, side) <= GATE.room
    assert cost("webp", Image.new("1", (8000, 5000)), 1, side) > GATE.room


PEAK = """
import resource, sys
from app.media.intake import decode
data = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
decode(data, max_side=eval(sys.argv[1]))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize(("max_side", "most"), [("None", 300), ("1024", 215)])
def test_40_megapixels_stay_under_300_mb(written: Callable[..., bytes], max_side: str, most: int) -> None:
    large = written(Image.new("RGB", (8000, 5000), (90, 120, 30)), "PNG", compress_level=1)
    run = [sys.executable, "-c", PEAK, max_side]
    done = subprocess.run(run, input=large, capture_output=True, check=True)
    assert int(done.stdout) < most
