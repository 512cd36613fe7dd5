"""Cards: the picture that a shared link shows, 1200 × 630, JPEG.

A contact sheet has the wall's grout and colour. Nothing is decoded beyond one picture at a time, so that a card takes
a few megabytes whatever it is made of.
"""

from __future__ import annotations

import math
from io import BytesIO
from typing import TYPE_CHECKING, Final

import msgspec
from PIL import Image, ImageDraw

from app.media.gate import GATE

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 1200, 630
MOST: Final = 12
_COLUMNS, _ROWS = 4, 3
_GROUT: Final = 6
_MARGIN: Final = 36
_QUALITY: Final = 82
_ROOM: Final = 24_000_000
_WALL: Final = (15, 20, 25)
_INK: Final = (238, 242, 245)
_STONE: Final = (38, 48, 58)
_GOLD: Final = (242, 182, 50)
_STEPS: Final = (18, 62, 108, 152, 196, 238)
_FINER: Final = 4
# The nine tiles of the mark, on a field of 28: rows of four corners.
_TILES: Final = (
    ((1, 1.6), (8.6, 1), (8.9, 8.8), (1.4, 9)),
    ((10.2, 1), (17.8, 1.4), (17.6, 8.9), (10.3, 8.7)),
    ((19.3, 1.3), (26.7, 0.9), (27.1, 8.7), (19.2, 9)),
    ((1.5, 10.4), (8.8, 10.3), (8.9, 17.9), (1.1, 18.2)),
    ((10.4, 10.3), (17.7, 10.4), (18, 17.8), (10.3, 18)),
    ((19.3, 10.5), (27, 10.3), (26.5, 17.8), (19.4, 17.9)),
    ((1, 19.6), (8.9, 19.4), (8.6, 26.9), (1.4, 27.1)),
    ((10.3, 19.4), (17.9, 19.2), (17.6, 26.9), (10.6, 27.1)),
    ((19.4, 19.3), (26.6, 19.6), (27.1, 26.9), (19.5, 27)),
)
_FILLS: Final = (_INK, _INK, _GOLD, _STONE, _INK, _STONE, _STONE, _INK, _STONE)


class Grid(msgspec.Struct, frozen=True):
    columns: int
    rows: int


def best_grid(count: int, ratio: float) -> Grid:
    """The grid, filled by `count` pictures of about this ratio (width / height), that shows most of them whole."""

    def worth(grid: Grid) -> float:
        place = (WIDTH / grid.columns) / (HEIGHT / grid.rows)
        kept = min(place / ratio, ratio / place)
        return kept * kept * math.sqrt(grid.columns * grid.rows)

    grids = [Grid(c, r) for c in range(1, _COLUMNS + 1) for r in range(1, _ROWS + 1) if c * r <= max(count, 1)]
    return max(grids, key=worth)


def contact_sheet(pictures: Sequence[bytes], grid: Grid) -> bytes:
    """The pictures (WebP) in reading order, each cut about its middle to fill its place of the grid."""
    with GATE.hold(_ROOM):
        card = Image.new("RGB", (WIDTH, HEIGHT), _WALL)
        across, down = _edges(WIDTH, grid.columns), _edges(HEIGHT, grid.rows)
        for number, data in enumerate(pictures[: grid.columns * grid.rows]):
            left, right = across[number % grid.columns]
            top, bottom = down[number // grid.columns]
            with _opened(data) as picture:
                card.paste(_filling(picture, right - left, bottom - top), (left, top))
        return _jpeg(card)


def single(picture: bytes, colour: str) -> bytes:
    """One picture (WebP), whole, on its dominant colour (`d-000` … `d-555`)."""
    ground = tuple(_STEPS[int(digit)] for digit in colour.removeprefix("d-"))
    with _opened(picture) as opened:
        width, height = opened.size
        with GATE.hold(_ROOM + 7 * width * height):
            scale = min((WIDTH - 2 * _MARGIN) / width, (HEIGHT - 2 * _MARGIN) / height)
            size = max(1, round(width * scale)), max(1, round(height * scale))
            fitted = opened.convert("RGB").resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
            card = Image.new("RGB", (WIDTH, HEIGHT), ground)
            card.paste(fitted, ((WIDTH - size[0]) // 2, (HEIGHT - size[1]) // 2))
            return _jpeg(card)


def unhung() -> bytes:
    """The mark on the wall's colour, for a wall without pictures."""
    scale = 13 * _FINER
    side = 28 * scale
    mark = Image.new("RGB", (side, side), _WALL)
    draw = ImageDraw.Draw(mark)
    for corners, fill in zip(_TILES, _FILLS, strict=True):
        draw.polygon([(x * scale, y * scale) for x, y in corners], fill=fill)
    card = Image.new("RGB", (WIDTH, HEIGHT), _WALL)
    card.paste(mark.reduce(_FINER), ((WIDTH - side // _FINER) // 2, (HEIGHT - side // _FINER) // 2))
    return _jpeg(card)


def _opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data), formats=("WEBP",))


def _edges(length: int, parts: int) -> list[tuple[int, int]]:
    """Where each of the parts begins and ends, with grout between them and none at the rim."""
    step = (length + _GROUT) / parts
    return [(round(n * step), round((n + 1) * step) - _GROUT) for n in range(parts)]


def _filling(picture: Image.Image, width: int, height: int) -> Image.Image:
    scale = max(width / picture.width, height / picture.height)
    left = (picture.width - width / scale) / 2
    top = (picture.height - height / scale) / 2
    box = (left, top, left + width / scale, top + height / scale)
    return picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)


def _jpeg(card: Image.Image) -> bytes:
    out = BytesIO()
    card.save(out, "JPEG", quality=_QUALITY, progressive=True)
    return out.getvalue()
