"""Cards: what stands where on them."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from app.media.cards import HEIGHT, WIDTH, best_grid, contact_sheet, single, unhung

RED, GREEN, BLUE = (200, 20, 20), (20, 160, 20), (20, 20, 200)
WALL = (15, 20, 25)


def plain(colour: tuple[int, int, int], size: tuple[int, int] = (512, 384)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "WEBP")
    return out.getvalue()


def at(card: bytes, x: float, y: float) -> tuple[int, ...]:
    """The pixel at a share of the card's width and height."""
    found = Image.open(BytesIO(card)).getpixel((round(x * (WIDTH - 1)), round(y * (HEIGHT - 1))))
    assert isinstance(found, tuple)
    return tuple(int(value) for value in found)


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 16 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("count", "ratio", "grid"),
    [
        (12, 4 / 3, (4, 3)),
        (40, 4 / 3, (4, 3)),
        (6, 4 / 3, (3, 2)),
        (4, 4 / 3, (2, 2)),
        (2, 4 / 3, (2, 1)),
        (1, 4 / 3, (1, 1)),
        (12, 1.0, (4, 2)),
        (12, 9 / 16, (4, 1)),
        (0, 1.0, (1, 1)),
    ],
)
def test_the_grid_has_no_hole_and_cuts_little(count: int, ratio: float, grid: tuple[int, int]) -> None:
    found = best_grid(count, ratio)
    assert (found.columns, found.rows) == grid


def test_pictures_stand_in_reading_order_with_grout_between() -> None:
    card = contact_sheet([plain(RED), plain(GREEN), plain(BLUE), plain(RED)], best_grid(4, 4 / 3))
    assert near(at(card, 0.25, 0.25), RED)
    assert near(at(card, 0.75, 0.25), GREEN)
    assert near(at(card, 0.25, 0.75), BLUE)
    assert near(at(card, 0.5, 0.25), WALL)


def test_pictures_reach_the_rim() -> None:
    card = contact_sheet([plain(GREEN)] * 12, best_grid(12, 4 / 3))
    assert all(near(at(card, x, y), GREEN) for x in (0, 1) for y in (0, 1))


def test_a_picture_is_cut_about_its_middle() -> None:
    tall = Image.new("RGB", (300, 900), RED)
    tall.paste(GREEN, (0, 300, 300, 600))
    out = BytesIO()
    tall.save(out, "WEBP")
    card = contact_sheet([out.getvalue()] * 2, best_grid(2, 4 / 3))
    assert near(at(card, 0.25, 0.5), GREEN)


@pytest.mark.parametrize("size", [(256, 192), (192, 256), (1024, 64), (40, 2000)])
def test_a_single_picture_is_whole_on_its_colour(size: tuple[int, int]) -> None:
    card = single(plain(RED, size), "d-005")
    assert Image.open(BytesIO(card)).size == (WIDTH, HEIGHT)
    assert near(at(card, 0.5, 0.5), RED)
    assert near(at(card, 0.005, 0.005), (18, 18, 238))


def test_a_transparent_picture_can_be_shown() -> None:
    out = BytesIO()
    Image.new("RGBA", (64, 64), (*GREEN, 255)).save(out, "WEBP")
    assert near(at(contact_sheet([out.getvalue()], best_grid(1, 1.0)), 0.5, 0.5), GREEN)


def test_the_mark_has_one_golden_tile() -> None:
    assert near(at(unhung(), 0.61, 0.29), (242, 182, 50))
    assert near(at(unhung(), 0.01, 0.01), WALL)
