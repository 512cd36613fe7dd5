"""Still lifes on a table by a window."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from app.providers.local.plate import Camera, Plate
from app.providers.local.things import draw_table
from app.providers.local.things.layout import arranged, known

SIZE = (160, 120)


def table(
    *items: str, seed: int = 1, words: str = "", size: tuple[int, int] = SIZE, camera: Camera | None = None
) -> Plate:
    return draw_table(items, *size, seed, frozenset(words.split()), camera or Camera())


def yellow(plate: Plate) -> float:
    red, green, blue = (plate.colour[..., i] for i in range(3))
    return float(((red > 0.45) & (green > 0.35) & (blue < 0.55 * green)).mean())


def test_a_jug_and_lemons_show_lemons() -> None:
    assert yellow(table("jug", "lemons")) > yellow(table("jug", "bottle")) + 0.01


def test_same_arguments_give_the_same_bytes() -> None:
    assert table("jug", "lemons").colour.tobytes() == table("jug", "lemons").colour.tobytes()


def test_unknown_items_leave_a_jug_and_lemons() -> None:
    assert np.array_equal(table("gryphon").colour, table("jug", "lemon").colour)


def test_every_item_changes_the_picture() -> None:
    pictures = {
        table("jug", item).colour.tobytes() for item in ("lemons", "bread", "teapot", "sunflowers", "candle", "book")
    }
    assert len(pictures) == 6


def test_night_is_darker_than_morning() -> None:
    assert table("jug", words="night").colour.mean() < 0.6 * table("jug", words="morning").colour.mean()


def test_the_window_casts_light_and_shade_on_the_table() -> None:
    lower = table("jug", "lemons", size=(240, 180)).colour[110:].mean(2)
    assert np.percentile(lower, 95) > 1.6 * np.percentile(lower, 10)


def test_depth_and_normals_are_those_of_a_room() -> None:
    plate = table("jug", "lemons")
    assert plate.depth.min() >= 0
    assert plate.depth.max() <= 1
    assert np.allclose(np.linalg.norm(plate.normal, axis=2), 1, atol=1e-3)
    assert plate.depth[5].mean() > plate.depth[-5].mean() + 0.2
    assert plate.normal[-5, :, 1].mean() > 0.9


def test_the_mirror_swaps_left_and_right() -> None:
    plain = table("jug", "lemons")
    swapped = table("jug", "lemons", camera=Camera(mirror=True))
    assert np.array_equal(swapped.colour, plain.colour[:, ::-1])
    assert np.array_equal(swapped.normal[..., 0], -plain.normal[:, ::-1, 0])


def test_a_variant_is_another_composition() -> None:
    assert not np.array_equal(table("jug").colour, table("jug", camera=Camera(variant=1)).colour)


@pytest.mark.parametrize("size", [(96, 288), (288, 96), (128, 128)])
def test_any_ratio_shows_the_jug_whole(size: tuple[int, int]) -> None:
    plate = table("jug", size=size)
    assert plate.colour.shape == (size[1], size[0], 3)
    near = plate.depth < 0.3
    assert not near[: size[1] // 40 + 1].any()


def test_warmth_and_chroma_grade_the_plate() -> None:
    warm, cool = (table("jug", camera=Camera(warmth=w)).colour.mean((0, 1)) for w in (1.0, -1.0))
    assert warm[0] / warm[2] > cool[0] / cool[2]
    grey = table("jug", camera=msgspec.structs.replace(Camera(), chroma=0.0)).colour
    assert np.ptp(grey, axis=2).max() < 0.02


def test_plurals_and_other_names_are_known() -> None:
    assert known(["Lemons", "pitcher", "gryphon", "loaf of bread"]) == ["lemon", "jug", "bread"]


def test_what_no_table_carries_is_left_out() -> None:
    assert known(["castle", "horse", "wine-glass"]) == ["wine-glass"]


def test_things_on_a_table_stand_apart() -> None:
    placed = arranged(("jug", "lemons", "bottle"), 5, frozenset())
    gaps = [np.hypot(a.x - b.x, a.z - b.z) - a.reach - b.reach for k, a in enumerate(placed) for b in placed[k + 1 :]]
    assert min(gaps) > -0.05
