"""Prompts become plates: every word of place, time, weather, season or thing shows, at any size, always the same."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from app.providers.local.plate import Camera, Plate
from app.providers.local.scene.compose import draw_plate
from app.providers.local.scene.reading import read_prompt

CAMERA = Camera()
CHANGES = (
    ("a red sailboat on a calm sea at noon", "a red sailboat on a calm sea at sunset"),
    ("a red sailboat on a calm sea at noon", "a red sailboat on a lake at noon"),
    ("portrait of an old man", "portrait of a man"),
    ("a castle on a hill in a thunderstorm", "a castle on a hill on a clear day"),
    ("a castle on a hill at noon", "a windmill on a hill at noon"),
    ("a village in winter at night", "a village in summer at night"),
    ("a village in winter at night", "a village in winter in the morning"),
    ("dunes under stars", "dunes at noon"),
    ("desert dunes at noon", "a canyon at noon"),
    ("cherry blossoms by a river", "a river in autumn"),
    ("a foggy forest at dawn", "a forest at dawn"),
    ("a forest in autumn", "a forest in summer"),
    ("a forest in summer", "a jungle in summer"),
    ("tulips and a windmill", "a lavender field and a windmill"),
    ("a volcano at night", "an erupting volcano at noon"),
    ("aurora over a glacier", "a glacier in the morning"),
    ("a rainy city street at night", "a city street at noon"),
    ("a city skyline at dusk", "a city skyline at noon"),
    ("a fishing harbour in the morning", "a fishing harbour in the fog"),
    ("a beach at noon", "an island at noon"),
    ("a waterfall in spring", "a waterfall in winter"),
    ("a meadow with flowers in spring", "a meadow in winter"),
    ("mountains at sunrise", "hills at sunrise"),
    ("a valley in autumn", "a valley in summer"),
    ("a garden in summer", "a garden at night"),
    ("an astronaut on the moon", "a coral reef underwater"),
    ("a lighthouse in a storm", "a lighthouse at dusk"),
    ("a lake under the milky way", "a lake at golden hour"),
    ("rolling hills with a rainbow", "rolling hills in the snow"),
    ("fireworks over a city at night", "a city at night"),
    ("a lone tree in a wheat field", "two houses in a wheat field"),
    ("a snowy mountain lake at dawn", "a mountain lake at dawn in summer"),
)


def plate_of(prompt: str, width: int = 128, height: int = 96, seed: int = 3, camera: Camera = CAMERA) -> Plate:
    return draw_plate(read_prompt(prompt).scene, width, height, seed, camera)


@cache
def small_plate_of(prompt: str) -> Plate:
    return plate_of(prompt, 64, 48)


@pytest.mark.parametrize(("one", "other"), CHANGES)
def test_each_changed_word_changes_the_picture(one: str, other: str) -> None:
    difference = np.abs(small_plate_of(one).colour - small_plate_of(other).colour).max(-1)
    assert (difference > 0.08).mean() > 0.04


@pytest.mark.parametrize("prompt", ["a lighthouse on a cliff at dusk", "a mountain lake at dawn", "a forest in autumn"])
def test_the_same_prompt_and_seed_give_the_same_bytes(prompt: str) -> None:
    first, second = plate_of(prompt), plate_of(prompt)
    assert first.colour.tobytes() == second.colour.tobytes()
    assert first.depth.tobytes() == second.depth.tobytes()
    assert first.normal.tobytes() == second.normal.tobytes()


def test_another_seed_gives_another_picture() -> None:
    difference = np.abs(plate_of("a mountain lake", seed=1).colour - plate_of("a mountain lake", seed=2).colour)
    assert difference.mean() > 0.02


@pytest.mark.parametrize(
    "prompt", ["a lighthouse on a cliff at dusk", "a city street at night", "a coral reef", "xyzzy"]
)
@pytest.mark.parametrize(("width", "height"), [(256, 256), (320, 107), (107, 320)])
def test_plates_are_finite_in_range_and_of_the_size_asked(prompt: str, width: int, height: int) -> None:
    plate = plate_of(prompt, width, height)
    assert plate.colour.shape == plate.normal.shape == (height, width, 3)
    assert plate.depth.shape == (height, width)
    assert plate.colour.dtype == plate.depth.dtype == plate.normal.dtype == np.float32
    assert plate.colour.min() >= 0
    assert plate.colour.max() <= 1
    assert plate.depth.min() >= 0
    assert plate.depth.max() <= 1
    assert np.allclose(np.linalg.norm(plate.normal, axis=-1), 1, atol=0.02)


def test_the_sky_is_far_and_the_ground_near() -> None:
    depth = plate_of("a meadow at noon").depth
    assert depth[:20].mean() > 0.9
    assert depth[-10:].mean() < 0.4


def test_level_ground_faces_up() -> None:
    assert plate_of("a beach at noon").normal[-10:, :, 1].mean() > 0.8


def test_a_mirrored_camera_swaps_left_and_right() -> None:
    prompt = "a lighthouse on a cliff at dusk"
    straight, mirrored = plate_of(prompt), plate_of(prompt, camera=Camera(mirror=True))
    assert np.array_equal(straight.colour[:, ::-1], mirrored.colour)
    assert np.array_equal(straight.normal[:, ::-1, 0], -mirrored.normal[..., 0])


def test_sizes_show_the_same_composition() -> None:
    small = plate_of("a castle on a hill at noon", 192, 144).colour
    large = plate_of("a castle on a hill at noon", 384, 288).colour
    shrunk = large.reshape(144, 2, 192, 2, 3).mean((1, 3))
    assert np.abs(small - shrunk).mean() < 0.06


def test_still_water_mirrors_the_sky() -> None:
    colour = plate_of("a calm sea at sunset").colour
    assert np.corrcoef(colour[-40].mean(0), colour[20].mean(0))[0, 1] > 0.5


def test_warmth_and_chroma_grade_the_plate() -> None:
    prompt = "a meadow at noon"
    cool, warm = plate_of(prompt, camera=Camera(warmth=-1)).colour, plate_of(prompt, camera=Camera(warmth=1)).colour
    assert (warm[..., 0] - warm[..., 2]).mean() > (cool[..., 0] - cool[..., 2]).mean()
    grey = plate_of(prompt, camera=Camera(chroma=0)).colour
    assert np.ptp(grey, axis=-1).max() < 0.01
