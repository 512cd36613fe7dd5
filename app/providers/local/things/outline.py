"""Solids from drawn curves: turned on a lathe, sawn from a board, or puffed up from an outline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.providers.local.plate import Gray
from app.providers.local.things.solid import Finish, Points, Solid, length, put
from app.providers.local.things.sprite import Triple

Curve = tuple[tuple[float, float], ...]
_CELLS = 128
_ZERO = (0.0, 0.0, 0.0)


def smooth(points: Sequence[tuple[float, float]], closed: bool = False, fine: int = 6) -> Curve:
    """A Catmull-Rom curve (1974) through the points, `fine` pieces a span."""
    p = np.array(points, np.float32)
    ring = np.vstack([p[-1:], p, p[:2]]) if closed else np.vstack([p[:1], p, p[-1:]])
    t = np.linspace(0, 1, fine, endpoint=False, dtype=np.float32)[:, None]
    spans = []
    for i in range(len(ring) - 3):
        a, b, c, d = ring[i : i + 4]
        spans.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    if not closed:
        spans.append(p[-1:])
    return tuple((float(x), float(y)) for x, y in np.vstack(spans))


def flat(curve: Curve) -> Callable[[Gray, Gray], Gray]:
    """Signed distance to the closed outline, tabulated exactly (Quílez's polygon) and read bilinearly."""
    table, low, cell, margin = _table(curve)
    wide, tall = table.shape[1], table.shape[0]
    cells = table.ravel()

    def distance(x: Gray, y: Gray) -> Gray:
        u, v = (x - low[0]) * (1 / cell), (y - low[1]) * (1 / cell)
        cu, cv = np.clip(u, 0, wide - 1.001), np.clip(v, 0, tall - 1.001)
        i, j = cu.astype(np.int32), cv.astype(np.int32)
        fu, fv = cu - i, cv - j
        k = j * wide + i
        top = cells[k] * (1 - fu) + cells[k + 1] * fu
        low_row = cells[k + wide] * (1 - fu) + cells[k + wide + 1] * fu
        inside = top * (1 - fv) + low_row * fv
        away = length(u - cu, v - cv) * cell
        return np.asarray(np.where(away > 0, away + margin, inside), np.float32)

    return distance


@lru_cache(maxsize=32)
def _table(curve: Curve) -> tuple[Gray, tuple[float, float], float, float]:
    p = np.array(curve, np.float32)
    span = float((p.max(0) - p.min(0)).max())
    margin = 0.08 * span
    low = p.min(0) - margin
    cell = (span + 2 * margin) / (_CELLS - 1)
    wide, tall = (int(np.ceil((s + 2 * margin) / cell)) + 2 for s in p.max(0) - p.min(0))
    y, x = np.mgrid[0:tall, 0:wide].astype(np.float32)
    return _polygon(p, x * cell + low[0], y * cell + low[1]), (float(low[0]), float(low[1])), cell, 0.9 * margin


def _polygon(p: NDArray[np.float32], x: Gray, y: Gray) -> Gray:
    best = np.full(x.shape, 1e9, np.float32)
    inside = np.zeros(x.shape, bool)
    for (ax, ay), (bx, by) in zip(p, np.roll(p, -1, 0), strict=True):
        ex, ey = bx - ax, by - ay
        wx, wy = x - ax, y - ay
        t = np.clip((wx * ex + wy * ey) / max(ex * ex + ey * ey, 1e-12), 0, 1)
        best = np.minimum(best, (wx - t * ex) ** 2 + (wy - t * ey) ** 2)
        if ay != by:
            crossing = (ay > y) != (by > y)
            inside ^= crossing & (wx < ex * wy / ey)
    return np.asarray(np.where(inside, -1, 1) * np.sqrt(best), np.float32)


def lathe(curve: Curve, finish: Finish, at: Triple = _ZERO, turn: Triple = _ZERO) -> Solid:
    """The curve of (radius, height) turned about the y axis; its ends are joined along the axis."""
    profile = flat(curve)
    p = np.array(curve)
    middle = float((p[:, 1].min() + p[:, 1].max()) / 2)
    radius = float(np.hypot(p[:, 0], p[:, 1] - middle).max())

    def distance(q: Points) -> Gray:
        return profile(length(q[0], q[2]), q[1])

    return put(Solid(distance, radius, finish, (0.0, middle, 0.0)), at, turn)


def board(
    curve: Curve, half: float, finish: Finish, at: Triple = _ZERO, turn: Triple = _ZERO, soft: float = 0.0
) -> Solid:
    """The closed (x, y) outline sawn from a board of half-thickness `half`, edges rounded by `soft`."""
    shape = flat(curve)
    centre, reach = _middle(curve)

    def distance(q: Points) -> Gray:
        side, face = shape(q[0], q[1]) + soft, np.abs(q[2]) - (half - soft)
        outside = length(np.maximum(side, 0), np.maximum(face, 0))
        return np.asarray(np.minimum(np.maximum(side, face), 0) + outside - soft, np.float32)

    return put(Solid(distance, float(np.hypot(reach, half)), finish, centre), at, turn)


def cushion(
    curve: Curve, half: float, round_off: float, finish: Finish, at: Triple = _ZERO, turn: Triple = _ZERO
) -> Solid:
    """The closed outline puffed up: `half` thick where the edge is farther than `round_off`, rounded to nothing."""
    shape = flat(curve)
    centre, reach = _middle(curve)

    def distance(q: Points) -> Gray:
        side = shape(q[0], q[1])
        inward = np.clip(1 + side / round_off, 0, 1)
        thick = half * np.sqrt(1 - inward * inward)
        face = (np.abs(q[2]) - thick) * 0.55
        return np.asarray(np.where(side > 0, length(side, q[2]) * 0.8, face), np.float32)

    return put(Solid(distance, float(np.hypot(reach, half)), finish, centre), at, turn)


def _middle(curve: Curve) -> tuple[Triple, float]:
    p = np.array(curve)
    centre = (p.min(0) + p.max(0)) / 2
    return (float(centre[0]), float(centre[1]), 0.0), float(np.linalg.norm(p - centre, axis=1).max())
