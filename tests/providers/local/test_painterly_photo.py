"""A photograph becomes a plate."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.providers.local.paint.photo import photo_plate


def _photo() -> NDArray[np.uint8]:
    """Pale even sky above, a sharp textured red disc low in front of dull ground."""
    rng = np.random.default_rng(3)
    y, x = np.mgrid[0:120, 0:160]
    picture = np.where((y > 60)[..., None], [96, 90, 70], [205, 215, 228]).astype(np.float64)
    disc = np.hypot(x - 80, y - 85) < 26
    picture[disc] = np.array([190, 40, 30]) + rng.integers(-30, 30, (int(disc.sum()), 1))
    return np.clip(picture, 0, 255).astype(np.uint8)


def test_the_colours_stay_as_they_are() -> None:
    pixels = _photo()
    assert np.array_equal((photo_plate(pixels).colour * 255 + 0.5).astype(np.uint8), pixels)


def test_the_sharp_bright_thing_below_is_nearer_than_the_sky() -> None:
    plate = photo_plate(_photo())
    assert plate.depth[75:95, 70:90].mean() < plate.depth[:20].mean() - 0.3
    assert plate.depth.min() >= 0
    assert plate.depth.max() <= 1


def test_normals_are_unit_vectors_that_face_the_viewer() -> None:
    normal = photo_plate(_photo()).normal
    assert np.allclose(np.linalg.norm(normal, axis=-1), 1, atol=1e-4)
    assert normal[..., 2].min() > 0


def test_arrays_share_the_photographs_size_and_are_single_precision() -> None:
    plate = photo_plate(_photo())
    assert (plate.width, plate.height) == (160, 120)
    assert plate.depth.shape == (120, 160)
    assert plate.normal.shape == (120, 160, 3)
    assert {plate.colour.dtype, plate.depth.dtype, plate.normal.dtype} == {np.dtype(np.float32)}


def test_a_black_photograph_is_a_plate_too() -> None:
    plate = photo_plate(np.zeros((48, 64, 3), np.uint8))
    assert np.isfinite(plate.depth).all()
    assert np.isfinite(plate.normal).all()
