"""Brush strokes: where they go, which way they bend and when they end, for thousands at once.

Painterly rendering with curved strokes of several sizes (Hertzmann 1998), every stroke an arc of constant curvature,
so that a pixel's place in its stroke (along and across) is a closed formula and a whole group is laid in one pass.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import random
from app.providers.local.paint import fields
from app.providers.local.plate import RGB, Gray

Values = NDArray[np.float32]


class Brush(msgspec.Struct, frozen=True, kw_only=True):
    """A tool and how it is used. Lengths in units; the rest 0…1 unless told otherwise.

    `length` in widths, shortest and longest; `cover` how often strokes overlap; `error` the colour distance below
    which the canvas is left alone (Hertzmann's T); `limit` the distance that ends a stroke; `bend` the largest turn
    in radians along one stroke; `jitter` spread of colour between strokes (value) and `tint` (hue); `sway` spread of
    direction; `dry` how soon bristles lose paint; `tooth` how much only the ground's peaks take paint; `edge` softness
    of the rim as a share of half the width; `furrow` and `ridge` relief of bristles and of paint pushed aside;
    `streak` colour difference between bristles; `slide` colour picked up on the way; `taper` thinning at the ends;
    `square` how blunt they are.
    """

    width: float = 10.0
    length: tuple[float, float] = (2.5, 6.0)
    cover: float = 2.0
    error: float = 0.0
    limit: float = 0.22
    bend: float = 1.1
    opacity: float = 1.0
    jitter: float = 0.05
    tint: float = 0.03
    sway: float = 0.12
    dry: float = 0.5
    tooth: float = 0.0
    edge: float = 0.15
    furrow: float = 0.6
    ridge: float = 0.3
    streak: float = 0.1
    slide: float = 0.0
    taper: float = 0.3
    square: float = 0.0
    groups: int = 2
    most: int = 2600

    def but(self, **changes: float | tuple[float, float]) -> Brush:
        """This brush with some settings changed."""
        return msgspec.structs.replace(self, **changes)


class Strokes(msgspec.Struct, frozen=True, kw_only=True):
    """A set of strokes, one value each.

    Centre (px), heading (rad, y down), curvature (1/px), reach back and ahead (px), half width (px), colour at the
    start and at the end, and a private phase 0…1.
    """

    x: Values
    y: Values
    heading: Values
    curve: Values
    back: Values
    ahead: Values
    half: Values
    colour: RGB
    last: RGB
    phase: Values

    def __len__(self) -> int:
        return len(self.x)

    def part(self, which: NDArray[np.int64]) -> Strokes:
        """Those strokes, in that order."""
        return Strokes(**{name: getattr(self, name)[which] for name in self.__struct_fields__})


def scatter(shape: tuple[int, ...], count: int, rng: np.random.Generator) -> tuple[Values, Values]:
    """About `count` points, one in each cell of a jittered grid, in random order; the same places at every size."""
    h, w = shape[:2]
    nx = max(1, round(np.sqrt(count * w / h)))
    ny = max(1, round(count / nx))
    gy, gx = np.mgrid[0:ny, 0:nx].astype(np.float32)
    x = (gx.ravel() + rng.random(nx * ny, dtype=np.float32)) / nx * w
    y = (gy.ravel() + rng.random(nx * ny, dtype=np.float32)) / ny * h
    order = rng.permutation(nx * ny)
    return np.minimum(x[order], w - 1), np.minimum(y[order], h - 1)


def _walk(
    x: Values, y: Values, heading: Values, colour: RGB, brush: Brush, step: float, reference: RGB, angle: Gray
) -> tuple[Values, Values]:
    """How far each stroke runs ahead from (x, y) before the colour under it is another, and its heading there."""
    h, w = angle.shape
    px, py, turn = x.copy(), y.copy(), heading.copy()
    reach = np.zeros_like(x)
    alive = np.ones(len(x), bool)
    for _ in range(4):
        px = np.asarray(px + np.cos(turn) * step, np.float32)
        py = np.asarray(py + np.sin(turn) * step, np.float32)
        inside = (px > -0.02 * w) & (px < 1.02 * w) & (py > -0.02 * h) & (py < 1.02 * h)
        ix = np.clip(px, 0, w - 1).astype(np.int32)
        iy = np.clip(py, 0, h - 1).astype(np.int32)
        alive &= inside & (np.abs(reference[iy, ix] - colour).max(-1) < brush.limit)
        reach += np.where(alive, np.float32(step), 0)
        veer = (angle[iy, ix] - turn + np.pi / 2) % np.pi - np.pi / 2
        turn = np.where(alive, turn + np.clip(veer, -brush.bend / 3, brush.bend / 3), turn).astype(np.float32)
    return reach, turn


def plan(
    reference: RGB, canvas: RGB | None, angle: Gray, brush: Brush, seed: int, *, weight: Gray | None = None
) -> Strokes:
    """Strokes for one brush over the whole picture.

    `reference` is what is painted, `canvas` what lies there already (None: everything is due), `angle` the direction
    in radians, `weight` the importance of each place, 0…1.
    """
    u = fields.unit(angle.shape)
    wide = brush.width * u
    longest = wide * brush.length[1]
    mean = wide * (brush.length[0] + brush.length[1]) / 2
    rng = random(seed, 301, round(brush.width * 8))
    h, w = angle.shape
    count = int(np.clip(brush.cover * h * w / (wide * mean), 1, 24000))
    x, y = scatter(angle.shape, count, rng)
    x = np.clip((x - w / 2) * np.float32(1 + wide / w) + w / 2, 0, w - 1).astype(np.float32)
    y = np.clip((y - h / 2) * np.float32(1 + wide / h) + h / 2, 0, h - 1).astype(np.float32)
    chance = rng.random(len(x), dtype=np.float32)
    ix, iy = x.astype(np.int32), y.astype(np.int32)
    need = np.ones(len(x), np.float32)
    if canvas is not None and brush.error > 0:
        need = np.abs(reference[iy, ix] - canvas[iy, ix]).max(-1) / brush.error
    due = need > 0.6 + 0.8 * chance if brush.error > 0 else need > 0
    if weight is not None:
        due &= weight[iy, ix] > chance
        need = need * (0.3 + weight[iy, ix])
    chosen = np.flatnonzero(due)
    if len(chosen) > brush.most:
        chosen = np.sort(chosen[np.argsort(-need[chosen], kind="stable")[: brush.most]])
    x, y, ix, iy = x[chosen], y[chosen], ix[chosen], iy[chosen]
    return _shaped(x, y, reference, angle, brush, (wide, longest), rng)


def _shaped(
    x: Values, y: Values, reference: RGB, angle: Gray, brush: Brush, size: tuple[float, float], rng: np.random.Generator
) -> Strokes:
    n = len(x)
    wide, longest = size
    ix, iy = x.astype(np.int32), y.astype(np.int32)
    spread = rng.normal(0, 1, (n, 6)).astype(np.float32)
    colour = reference[iy, ix]
    heading = angle[iy, ix] + spread[:, 0] * brush.sway
    heading = (heading + np.pi * (rng.random(n) < 0.5)).astype(np.float32)
    wanted = wide * rng.uniform(brush.length[0], brush.length[1], n).astype(np.float32)
    step = longest / 8
    ahead, there = _walk(x, y, heading, colour, brush, step, reference, angle)
    back, before = _walk(x, y, heading + np.float32(np.pi), colour, brush, step, reference, angle)
    before = before - np.float32(np.pi)
    least = wide * brush.length[0] * np.float32(0.3)
    ahead, back = np.clip(ahead, least, wanted / 2), np.clip(back, least, wanted / 2)
    run = ahead + back
    curve = np.clip(there - before, -brush.bend, brush.bend) / (run + 1e-6)
    tip_x = np.clip(x + np.cos(heading) * ahead, 0, angle.shape[1] - 1).astype(np.int32)
    tip_y = np.clip(y + np.sin(heading) * ahead, 0, angle.shape[0] - 1).astype(np.int32)
    bright = 0.4 + 0.85 * colour.mean(-1, keepdims=True)
    shift = (spread[:, 1:2] * brush.jitter + spread[:, 2:5] * brush.tint) * bright
    return Strokes(
        x=x,
        y=y,
        heading=heading,
        curve=curve.astype(np.float32),
        back=back.astype(np.float32),
        ahead=ahead.astype(np.float32),
        half=(wide / 2 * np.clip(1 + spread[:, 5] * 0.16, 0.6, 1.5)).astype(np.float32),
        colour=np.clip(colour + shift, 0, 1).astype(np.float32),
        last=np.clip(reference[tip_y, tip_x] + shift, 0, 1).astype(np.float32),
        phase=rng.random(n, dtype=np.float32),
    )
