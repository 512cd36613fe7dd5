"""A look says how a picture is made, and hardly what it shows or how large it came."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from app.media.look.comparing import differences, distances, rows_of
from app.media.look.measuring import PARTS, SIZE, look

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEIGHT, WIDTH = 432, 576
DOWN, ACROSS = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
INK, PAPER = np.array([30, 60, 120], np.float32), np.array([240, 235, 220], np.float32)


def shape(seed: int) -> NDArray[np.float32]:
    """A soft subject of its own, between 0 and 1."""
    random = np.random.default_rng(seed)
    small = Image.fromarray((random.random((5, 6)) * 255).astype(np.uint8))
    return np.asarray(small.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC), np.float32) / np.float32(255)


def printed(cover: NDArray[np.float32], ink: NDArray[np.float32] = INK) -> NDArray[np.uint8]:
    """Ink on paper where `cover` is 1."""
    return np.clip(PAPER + (ink - PAPER) * cover[..., None], 0, 255).astype(np.uint8)


def hatched(seed: int, ink: NDArray[np.float32] = INK) -> NDArray[np.uint8]:
    return printed((10 * shape(seed) > (DOWN + ACROSS) % 12).astype(np.float32), ink)


def dotted(seed: int, ink: NDArray[np.float32] = INK) -> NDArray[np.uint8]:
    reach = np.hypot(DOWN % 12 - 6, ACROSS % 12 - 6)
    return printed((reach < 7 * shape(seed)).astype(np.float32), ink)


def smooth(seed: int) -> NDArray[np.uint8]:
    return printed(shape(seed))


def apart(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> dict[str, float]:
    """How far two pictures are in each part."""
    parts = differences(look(one), rows_of([look(other)]))[0]
    return dict(zip(PARTS, parts.tolist(), strict=True))


def far(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    return float(distances(look(one), rows_of([look(other)]))[0])


def again(pixels: NDArray[np.uint8], kind: str, quality: int) -> NDArray[np.uint8]:
    """The picture as it comes back from somebody who saved it smaller."""
    picture = Image.fromarray(pixels).resize((WIDTH // 2, HEIGHT // 2), Image.Resampling.LANCZOS)
    out = BytesIO()
    picture.save(out, kind, quality=quality)
    return np.asarray(Image.open(out).convert("RGB"))


def test_a_look_has_one_length_and_is_the_same_for_the_same_pixels() -> None:
    assert look(hatched(1)) == look(hatched(1).copy())
    assert len(look(hatched(1))) == len(look(smooth(2)[:100, :50])) == SIZE


@pytest.mark.parametrize(("kind", "quality"), [("JPEG", 60), ("WEBP", 50)])
def test_a_copy_of_half_the_size_keeps_its_hand(kind: str, quality: int) -> None:
    pictures = {"hatched": hatched(1), "dotted": dotted(1), "smooth": smooth(1)}
    for hand, picture in pictures.items():
        copy = again(picture, kind, quality)
        assert min(pictures, key=lambda other: far(copy, pictures[other])) == hand


def test_another_subject_in_the_same_hand_is_nearer_than_the_same_subject_in_another() -> None:
    assert far(hatched(1), hatched(2)) < far(hatched(1), dotted(1)) / 2
    assert far(dotted(1), dotted(2)) < far(dotted(1), smooth(1)) / 2


def test_another_ink_changes_the_colour_most() -> None:
    parts = apart(hatched(1), hatched(1, np.array([150, 40, 20], np.float32)))
    assert parts["colour"] > 2 * parts["edges"]
    assert parts["colour"] > 2 * parts["texture"]


def test_another_mark_changes_the_texture_more_than_the_colour() -> None:
    parts = apart(hatched(1), smooth(1))
    assert parts["texture"] > parts["colour"]
    assert parts["edges"] > parts["colour"]


def test_a_mirrored_picture_keeps_its_look() -> None:
    assert far(dotted(3), dotted(3)[:, ::-1]) < 0.1


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (2000, 3), (16, 16), (400, 30)])
def test_any_size_has_a_look(size: tuple[int, int]) -> None:
    flat = np.full((*size, 3), 90, np.uint8)
    assert len(look(flat)) == SIZE
    assert far(flat, flat) == 0


def test_a_flat_picture_is_far_from_a_hatched_one() -> None:
    assert far(np.full((300, 400, 3), 128, np.uint8), hatched(1)) > 0.9
