"""Convex bodies from planes: pitched roofs and spires."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.providers.local.plate import Gray
from app.providers.local.things.solid import Finish, Points, Solid, put
from app.providers.local.things.sprite import Triple

_ZERO = (0.0, 0.0, 0.0)


def hull(
    planes: Sequence[tuple[Triple, float]],
    radius: float,
    finish: Finish,
    at: Triple = _ZERO,
    turn: Triple = _ZERO,
    centre: Triple = _ZERO,
) -> Solid:
    """A convex body from (outward normal, offset) planes; normals need not be unit."""
    faces = [(np.array(n, np.float32) / float(np.linalg.norm(n)), d / float(np.linalg.norm(n))) for n, d in planes]

    def distance(p: Points) -> Gray:
        deepest = np.full_like(p[0], -1e3)
        for (nx, ny, nz), offset in faces:
            deepest = np.maximum(deepest, p[0] * nx + p[1] * ny + p[2] * nz - offset)
        return deepest

    return put(Solid(distance, radius, finish, centre), at, turn)


def gable(width: float, tall: float, deep: float, finish: Finish, at: Triple = _ZERO, turn: Triple = _ZERO) -> Solid:
    """A pitched roof: half-width, height, half-depth; the ridge runs along z."""
    planes = [
        ((tall, width, 0.0), tall * width),
        ((-tall, width, 0.0), tall * width),
        ((0.0, -1.0, 0.0), 0.0),
        ((0.0, 0.0, 1.0), deep),
        ((0.0, 0.0, -1.0), deep),
    ]
    return hull(planes, float(np.sqrt(width**2 + tall**2 + deep**2)), finish, at, turn)


def spire(half: float, tall: float, sides: int, finish: Finish, at: Triple = _ZERO, turn: Triple = _ZERO) -> Solid:
    """A pyramid of `sides` faces, `half` from axis to face at the foot."""
    planes: list[tuple[Triple, float]] = [((0.0, -1.0, 0.0), 0.0)]
    for k in range(sides):
        angle = 2 * np.pi * k / sides
        planes.append(((float(np.cos(angle)) * tall, half, float(np.sin(angle)) * tall), half * tall))
    return hull(planes, float(np.hypot(half * 1.5, tall / 2)) + 1e-3, finish, at, turn, (0.0, tall / 2, 0.0))
