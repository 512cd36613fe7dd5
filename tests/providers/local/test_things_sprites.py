"""Things: what every sprite promises, and what light, words and seed do to it."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from app.providers.local.things import THINGS, Light, Sprite, draw_thing
from app.providers.local.things.catalogue import ROOM_OF

DAY = Light(toward=(-0.545, 0.636, 0.545), key=(1.0, 0.95, 0.85), ambient=(0.42, 0.48, 0.56))
NIGHT = Light(toward=(0.57, 0.68, 0.46), key=(0.3, 0.36, 0.5), ambient=(0.13, 0.16, 0.25), lamps=1.0)


def drawn(key: str, light: Light = DAY, *, height: int = 40, seed: int = 1, words: str = "") -> Sprite:
    return draw_thing(key, height, light, seed, frozenset(words.split()))


def bytes_of(sprite: Sprite) -> bytes:
    return sprite.colour.tobytes() + sprite.alpha.tobytes() + sprite.relief.tobytes() + sprite.normal.tobytes()


def mean_colour(sprite: Sprite) -> NDArray[np.float32]:
    return np.asarray((sprite.colour * sprite.alpha[..., None]).sum((0, 1)) / sprite.alpha.sum(), np.float32)


@pytest.mark.parametrize("key", [trait.key for trait in THINGS])
def test_every_thing_is_drawn_at_the_height_asked_for(key: str) -> None:
    sprite = drawn(key, height=24)
    assert sprite.alpha.shape[0] == 24
    assert sprite.colour.shape == sprite.normal.shape == (*sprite.alpha.shape, 3)
    for values in (sprite.colour, sprite.alpha, sprite.relief, sprite.normal):
        assert values.dtype == np.float32
        assert np.isfinite(values).all()
    assert 0.05 < sprite.alpha.mean() <= 1
    assert sprite.colour.min() >= 0
    assert sprite.colour.max() <= 1.001


def test_traits_name_each_thing_once() -> None:
    keys = [trait.key for trait in THINGS]
    assert len(keys) == len(set(keys)) == len(ROOM_OF)
    assert all(trait.key.replace("-", " ") in trait.words and trait.tall > 0 for trait in THINGS)


def test_a_word_names_one_thing_only() -> None:
    names = [word for trait in THINGS for word in trait.words]
    assert sorted({word for word in names if names.count(word) > 1}) == []


def test_same_arguments_give_the_same_bytes() -> None:
    assert bytes_of(drawn("lighthouse", words="red")) == bytes_of(drawn("lighthouse", words="red"))


def test_another_seed_gives_another_balloon() -> None:
    assert bytes_of(drawn("balloon", seed=1)) != bytes_of(drawn("balloon", seed=2))


def test_a_colour_word_dyes_the_thing() -> None:
    red, blue = (mean_colour(drawn("car", words=word)) for word in ("red", "blue"))
    assert red[0] > red[2] + 0.1
    assert blue[2] > blue[0] + 0.05


def test_old_things_fade() -> None:
    fresh, old = (mean_colour(drawn("barn", words=words)) for words in ("red", "red old"))
    assert np.ptp(old) < np.ptp(fresh)


def test_lamps_glow_by_night_only() -> None:
    assert drawn("lighthouse", DAY).glow is None
    glow = drawn("lighthouse", NIGHT).glow
    assert glow is not None
    assert glow.max() > 0.5


def test_the_lit_side_is_the_light_s_side() -> None:
    def left_less_right(light: Light) -> float:
        sprite = drawn("orange", light, height=48)
        middle = sprite.width // 2
        luma = sprite.colour.mean(2) * sprite.alpha
        return float(luma[:, :middle].mean() - luma[:, middle:].mean())

    right = msgspec.structs.replace(DAY, toward=(0.545, 0.636, 0.545))
    assert left_less_right(DAY) > 0.03
    assert left_less_right(right) < -0.03


def test_normals_are_unit_and_face_the_viewer() -> None:
    sprite = drawn("orange", height=60)
    inside = sprite.alpha > 0.99
    assert np.allclose(np.linalg.norm(sprite.normal[inside], axis=1), 1, atol=1e-4)
    assert (sprite.normal[inside][:, 2] > -0.2).mean() > 0.99


def test_relief_bulges_where_a_ball_is_nearest() -> None:
    sprite = drawn("orange", height=60)
    middle = sprite.relief[30, sprite.width // 2]
    edge = sprite.relief[30, 2]
    assert middle > edge + 0.3


def test_a_boat_meets_the_water_at_its_anchor() -> None:
    sprite = drawn("sailboat", height=120)
    assert 0 <= sprite.anchor[0] <= 1
    assert 0.85 < sprite.anchor[1] <= 1.05


def test_a_thing_keeps_its_shape_at_any_size() -> None:
    small, large = drawn("castle", height=60), drawn("castle", height=180)
    assert small.width / 60 == pytest.approx(large.width / 180, abs=0.03)


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(KeyError):
        drawn("gryphon")


def test_importing_things_leaves_opencv_alone() -> None:
    code = "import sys, app.providers.local.things; sys.exit('cv2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
