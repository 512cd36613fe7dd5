"""The view: a pinhole camera over a heightfield, and the pass that finds what every pixel sees."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import smoothstep
from app.providers.local.plate import Gray
from app.providers.local.strips import in_strips

Height = Callable[[Gray, Gray], Gray]
"""Metres above the water level at world positions (x right, z away), in metres."""

FAR = 60_000.0


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Camera at (0, `eye`, 0) looking along +z. `focal`, `cx` and `cy` (the horizon's row) are in pixels."""

    width: int
    height: int
    focal: float
    cx: float
    cy: float
    eye: float

    @property
    def unit(self) -> float:
        """The picture's yardstick in pixels: sizes that must scale with the picture are fractions of it."""
        return float(min(self.height, self.width * 1.05))

    def rays(self) -> tuple[Gray, Gray]:
        """Slopes of the pixels' rays: right and up, per metre of distance; read only."""
        x = (np.arange(self.width, dtype=np.float32) + 0.5 - self.cx) / self.focal
        y = (self.cy - np.arange(self.height, dtype=np.float32) - 0.5) / self.focal
        shape = (self.height, self.width)
        return np.broadcast_to(x[None], shape), np.broadcast_to(y[:, None], shape)

    def project(self, x: float, y: float, z: float) -> tuple[float, float]:
        """Column and row of a world point."""
        return self.cx + self.focal * x / z, self.cy - self.focal * (y - self.eye) / z

    def at(self, u: float, z: float) -> float:
        """The world x at distance z that stands at fraction `u` of the width."""
        return (u * self.width - self.cx) * z / self.focal


class Hits(msgspec.Struct, frozen=True, kw_only=True):
    """Per pixel: distance along z (FAR where nothing is hit) and how much of the pixel is land or water, 0…1."""

    z: Gray
    cover: Gray


def _distances(near: float, far: float, count: int) -> Gray:
    """Sample distances, denser near the camera."""
    return np.geomspace(near, far, count).astype(np.float32)


def march(view: View, height: Height, near: float, far: float, count: int = 420, eye: float | None = None) -> Hits:
    """First heightfield hit of every pixel, column by column (floating horizon, Wright 1973), vectorised.

    All columns' samples are projected at once; a running minimum over distance makes the horizon, and a running
    minimum over rows turns "the first sample that reaches this row" into a hit for every pixel between.
    """
    eye = view.eye if eye is None else eye
    z = _distances(near, far, count)[:, None]
    x = ((np.arange(view.width, dtype=np.float32) + 0.5 - view.cx) / view.focal)[None] * z
    zz = np.ascontiguousarray(np.broadcast_to(z, x.shape))
    rows = view.cy - view.focal * (height(x, zz) - eye) / z
    horizon = np.minimum.accumulate(rows, 0)
    fresh = np.ones(rows.shape, bool)
    fresh[1:] = horizon[1:] < horizon[:-1]
    first = np.full((view.height, view.width), count, np.int32)
    sample, column = np.nonzero(fresh)
    row = np.ceil(np.clip(horizon[sample, column] - 0.5, 0, view.height)).astype(np.int32)
    inside = row < view.height
    order = np.nonzero(inside)[0][::-1]
    first[row[order], column[order]] = sample[order]
    first = np.minimum.accumulate(first, 0)
    top = horizon[-1].copy()
    del x, zz, horizon, fresh, sample, column, row, inside, order
    pixel = np.arange(view.height, dtype=np.float32)[:, None] + 0.5
    cover = np.clip(pixel + 0.5 - top[None], 0, 1).astype(np.float32)
    return Hits(z=in_strips(partial(_refined, rows, z[:, 0]), first, pixel, cover), cover=cover)


def _refined(rows: Gray, z: Gray, first: NDArray[np.int32], pixel: Gray, cover: Gray) -> Gray:
    """Distances between two samples by where the ray crosses the segment; `first` is the one behind."""
    count = len(z)
    hit = np.minimum(first, count - 1)
    before = np.maximum(hit - 1, 0)
    columns = np.arange(first.shape[1])[None]
    r0, r1 = rows[before, columns], rows[hit, columns]
    t = np.clip((r0 - pixel) / np.where(np.abs(r0 - r1) < 1e-4, 1e-4, r0 - r1), 0, 1)
    t = np.where(hit == 0, 1, t)
    distance = z[before] + (z[hit] - z[before]) * t
    return np.where((first >= count) & (cover <= 0), FAR, distance).astype(np.float32)


def striped(height: Height) -> Height:
    """The same heights with less memory on the way."""
    return partial(in_strips, height)


def normals(height: Height, x: Gray, z: Gray, view: View) -> NDArray[np.float32]:
    """Unit normals of the heightfield at (x, z), differences over one pixel's footprint; towards the viewer is +z."""
    step = np.maximum(z / view.focal * 1.3, 0.01).astype(np.float32)
    here = height(x, z)
    dx = (height(x + step, z) - here) / step
    dz = (height(x, z + step) - here) / step
    normal = np.stack([-dx, np.ones_like(dx), dz], -1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    return normal.astype(np.float32)


def shade_along(height: Height, x: Gray, y: Gray, z: Gray, sun: tuple[float, float, float], reach: float) -> Gray:
    """Sunlight on the points, 0…1: a march towards the sun, soft-edged (Quilez 2010), at a third of the size."""
    shape = x.shape
    small = (max(2, shape[1] // 3), max(2, shape[0] // 3))
    sx, sy, sz = (cv2.resize(a, small, interpolation=cv2.INTER_AREA) for a in (x, y, z))
    light = np.ones(sx.shape, np.float32)
    scale = np.clip(sz * 0.02, 0.4, 60)
    for step in np.geomspace(1.0, reach, 10):
        t = (scale * step).astype(np.float32)
        ground = height(sx + sun[0] * t, sz - sun[2] * t)
        clear = (sy + sun[1] * t - ground) / (t * 0.16 + 0.02)
        light = np.minimum(light, smoothstep(-0.6, 0.7, clear))
    return np.asarray(cv2.resize(light, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR), np.float32)
