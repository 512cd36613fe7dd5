"""Colours and fine relief by place: grain, bands, stripes, bricks, planks, tiles. All take a solid's own metres."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import hexcode, random
from app.providers.local.plate import Gray
from app.providers.local.things.solid import Field, Points, Tint
from app.providers.local.things.sprite import Triple

_TILE = 512


def ink(code: str) -> Triple:
    """`#rrggbb` as a triple."""
    r, g, b = (float(v) for v in hexcode(code))
    return r, g, b


@lru_cache(maxsize=1)
def _tile() -> Gray:
    """Fractal noise that repeats without a seam, mean 0, deviation 1."""
    rng = random(7, 31)
    total = np.zeros((_TILE, _TILE), np.float32)
    for octave in range(3, 9):
        cells = 2**octave
        lattice = np.pad(rng.standard_normal((cells, cells)).astype(np.float32), 2, mode="wrap")
        big = cv2.resize(lattice, None, fx=_TILE / cells, fy=_TILE / cells, interpolation=cv2.INTER_CUBIC)
        edge = 2 * _TILE // cells
        total += big[edge : edge + _TILE, edge : edge + _TILE] * 0.62**octave
    total -= total.mean()
    return np.asarray(total / total.std(), np.float32)


def grain(u: NDArray[np.floating], v: NDArray[np.floating]) -> Gray:
    """Seamless fractal noise, mean 0, deviation 1; features about 1/8 of a unit and finer."""
    tile = _tile()
    x, y = u * _TILE, v * _TILE
    i, j = np.floor(x).astype(np.int32), np.floor(y).astype(np.int32)
    fx, fy = x - i, y - j
    i, j, i1, j1 = i % _TILE, j % _TILE, (i + 1) % _TILE, (j + 1) % _TILE
    top = tile[j, i] * (1 - fx) + tile[j, i1] * fx
    low = tile[j1, i] * (1 - fx) + tile[j1, i1] * fx
    return np.asarray(top * (1 - fy) + low * fy, np.float32)


def solid_grain(p: Points, size: float) -> Gray:
    """Grain through a solid: `size` metres to the repeat."""
    x, y, z = (c / size for c in p)
    return (grain(x + 0.37 * z, y) + grain(z + 0.11, y + 0.29 * x) + grain(x, z + 0.41 * y)) * np.float32(0.58)


def mottled(colour: Triple, size: float, strength: float = 0.08) -> Tint:
    """A colour that wavers in value, as plaster, skin and stone do."""
    base = np.array(colour, np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        return np.asarray(base * (1 + strength * solid_grain(p, size))[:, None], np.float32)

    return tint


def bands(colours: Sequence[Triple], edges: Sequence[float], axis: int = 1, weather: float = 0.05) -> Tint:
    """Colours by height (or another axis): colours[i] from edges[i-1] to edges[i]; streaked by weather."""
    table = np.array(colours, np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        index = np.searchsorted(np.array(edges, np.float32), p[axis])
        streak = grain(np.arctan2(p[0], p[2]) * np.float32(0.8), p[1] * np.float32(0.04))
        return np.asarray(table[np.clip(index, 0, len(table) - 1)] * (1 + weather * streak)[:, None], np.float32)

    return tint


def around(colours: Sequence[Triple], count: int, wave: Callable[[Points], Gray] | None = None) -> Tint:
    """`count` gores about the y axis, the colours in turn."""
    table = np.array(colours, np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        turn = np.arctan2(p[0], p[2]) / (2 * np.pi) + 1
        if wave:
            turn = turn + wave(p)
        return table[(np.floor(turn * count).astype(np.int32)) % len(table)]

    return tint


def courses(wide: float, tall: float) -> Callable[[Points], tuple[Gray, Gray]]:
    """Running-bond courses on upright walls: distance to the nearest joint (metres) and a number for each block."""

    def lay(p: Points) -> tuple[Gray, Gray]:
        row = np.floor(p[1] / tall)
        along = (p[0] + p[2]) / wide + 0.5 * (row % 2)
        column = np.floor(along)
        joint = np.minimum(
            np.minimum(along - column, column + 1 - along) * wide,
            np.minimum(p[1] / tall - row, row + 1 - p[1] / tall) * tall,
        )
        shuffled = np.sin(row * 12.9898 + column * 78.233) * 43758.547
        return joint, (shuffled - np.floor(shuffled)).astype(np.float32)

    return lay


def masonry(colour: Triple, joint: Triple, wide: float, tall: float, gap: float = 0.0, spread: float = 0.18) -> Tint:
    """Blocks of uneven value with joints."""
    lay = courses(wide, tall)
    block, mortar = np.array(colour, np.float32), np.array(joint, np.float32)
    gap = gap or 0.09 * tall

    def tint(p: Points) -> NDArray[np.float32]:
        edge, each = lay(p)
        value = 1 + spread * (each - 0.5) + 0.05 * solid_grain(p, 6 * wide)
        between = np.clip(1.6 - edge / gap, 0, 1)[:, None]
        return np.asarray(block * value[:, None] * (1 - between) + mortar * between, np.float32)

    return tint


def rough(size: float, high: float) -> Field:
    """Bump: grain `high` metres deep."""

    def bump(p: Points) -> Gray:
        return solid_grain(p, size) * np.float32(high)

    return bump


def ridged(axis: int, pitch: float, high: float) -> Field:
    """Bump: rounded courses along an axis (planks, tiles, pleats)."""

    def bump(p: Points) -> Gray:
        return np.asarray(np.abs(np.sin(p[axis] * np.float32(np.pi / pitch))) * np.float32(high), np.float32)

    return bump


def striped(colours: Sequence[Triple], pitch: float, axis: int = 0, grainy: float = 0.06) -> Tint:
    """Stripes of `pitch` metres across an axis."""
    table = np.array(colours, np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        index = np.floor(p[axis] / pitch).astype(np.int32) % len(table)
        return np.asarray(table[index] * (1 + grainy * solid_grain(p, 20 * pitch))[:, None], np.float32)

    return tint
