"""Portraits of people and animals."""

from __future__ import annotations

import numpy as np
import pytest

from app.providers.local.plate import Camera, Plate
from app.providers.local.things import Light, draw_portrait

DAY = Light(toward=(-0.545, 0.636, 0.545), key=(1.0, 0.95, 0.85), ambient=(0.42, 0.48, 0.56))
NIGHT = Light(toward=(0.1, 0.2, -0.97), key=(0.1, 0.12, 0.2), ambient=(0.06, 0.08, 0.14), lamps=1.0)


def portrait(kind: str, light: Light = DAY, *, seed: int = 1, words: str = "", camera: Camera | None = None) -> Plate:
    return draw_portrait(kind, 96, 96, seed, frozenset(words.split()), light, camera or Camera())


@pytest.mark.parametrize("kind", ["woman", "man", "child", "old man", "cat", "dog", "owl", "fox", "horse", "robot"])
def test_a_sitter_fills_the_middle_before_a_far_wall(kind: str) -> None:
    plate = portrait(kind)
    assert plate.depth[40:60, 40:60].mean() < 0.6
    assert plate.depth[:6, :6].mean() > 0.8
    assert np.isfinite(plate.colour).all()
    assert np.allclose(np.linalg.norm(plate.normal, axis=2), 1, atol=1e-3)


def test_each_kind_looks_different() -> None:
    assert len({portrait(kind).colour.tobytes() for kind in ("woman", "cat", "dog", "fox")}) == 4


def test_same_arguments_give_the_same_bytes() -> None:
    assert portrait("cat").colour.tobytes() == portrait("cat").colour.tobytes()


def test_an_unknown_kind_sits_as_a_woman() -> None:
    assert np.array_equal(portrait("gryphon").colour, portrait("woman").colour)


def test_a_colour_word_chooses_the_coat() -> None:
    black, white = (portrait("cat", words=word).colour[30:70, 30:70].mean() for word in ("black", "white"))
    assert white > black + 0.2


def test_a_face_is_never_lost_in_the_dark() -> None:
    assert portrait("woman", NIGHT).colour[35:65, 40:60].max() > 0.35


def test_the_mirror_swaps_left_and_right() -> None:
    plain, swapped = portrait("cat"), portrait("cat", camera=Camera(mirror=True))
    assert np.array_equal(swapped.colour, plain.colour[:, ::-1])
