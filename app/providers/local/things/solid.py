"""Solids as signed distance fields, in metres, y up, z towards the viewer.

The primitives follow Inigo Quílez's catalogue of distance functions (2008-2020); tracing them is Hart's sphere
tracing (1996). Every field takes three one-dimensional arrays and never overestimates the distance by much.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.providers.local.plate import Gray
from app.providers.local.things.sprite import Triple

Points = tuple[Gray, Gray, Gray]
Field = Callable[[Points], Gray]
Tint = Callable[[Points], NDArray[np.float32]]
Matrix = NDArray[np.float32]
Narrow = Callable[[Matrix, Matrix, float], Field]

_ZERO = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Finish:
    """How a surface answers light: colour (or a `tint` by place), gloss with its exponent, fuzz (a soft bright rim,
    as fur and cloth have), relief too fine to trace (`bump`, metres), what it gives off when lamps are lit, how clear
    it is, and a coat's `grain` (metres to the repeat; value wavers)."""

    colour: Triple = (0.7, 0.7, 0.7)
    tint: Tint | None = None
    gloss: float = 0.08
    shine: float = 20.0
    fuzz: float = 0.0
    bump: Field | None = None
    lamp: Triple = _ZERO
    clear: float = 0.0
    grain: float = 0.0


@dataclass(frozen=True)
class Solid:
    """One field with its bounding ball (`centre`, `radius`, own frame) and where it stands: p -> scale·turn·p + at.

    `narrow` gives a cheaper field that is right for points within a distance of a line (place, direction; a zero
    direction makes it a ball), as a bundle of neighbouring rays is.
    """

    field: Field
    radius: float
    finish: Finish
    centre: Triple = _ZERO
    at: Triple = _ZERO
    scale: float = 1.0
    turn: Matrix = dataclasses.field(default_factory=lambda: np.eye(3, dtype=np.float32))
    narrow: Narrow | None = None

    def middle(self) -> Matrix:
        """The bounding ball's centre in the outer frame."""
        return np.asarray(self.scale * self.turn @ np.array(self.centre, np.float32) + np.array(self.at, np.float32))


def rotation(x: float = 0.0, y: float = 0.0, z: float = 0.0) -> Matrix:
    """Turn about z, then x, then y, in degrees, right-handed."""
    cx, cy, cz = np.cos(np.radians([x, y, z]))
    sx, sy, sz = np.sin(np.radians([x, y, z]))
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    return np.asarray(about_y @ about_x @ about_z, np.float32)


def put(solid: Solid, at: Triple = _ZERO, turn: Triple = _ZERO, scale: float = 1.0) -> Solid:
    """The solid scaled, turned (degrees about x, y, z) and moved."""
    matrix = rotation(*turn)
    where = scale * matrix @ np.array(solid.at, np.float32) + np.array(at, np.float32)
    x, y, z = (float(v) for v in where)
    return replace(solid, at=(x, y, z), turn=matrix @ solid.turn, scale=solid.scale * scale)


def put_all(solids: Sequence[Solid], at: Triple = _ZERO, turn: Triple = _ZERO, scale: float = 1.0) -> list[Solid]:
    """`put` for a group that moves as one."""
    return [put(s, at, turn, scale) for s in solids]


def length(*parts: NDArray[np.floating]) -> Gray:
    """Euclidean length of the components."""
    total = parts[0] * parts[0]
    for part in parts[1:]:
        total = total + part * part
    return np.asarray(np.sqrt(total), np.float32)


def _corner(inner: Sequence[NDArray[np.floating]]) -> Gray:
    """Distance to a corner from the signed distances to its faces (exact outside for right angles)."""
    deepest = inner[0]
    for other in inner[1:]:
        deepest = np.maximum(deepest, other)
    return np.asarray(np.minimum(deepest, 0) + length(*(np.maximum(d, 0) for d in inner)), np.float32)


def egg(size: Triple, finish: Finish, at: Triple = _ZERO, turn: Triple = _ZERO) -> Solid:
    """An ellipsoid of half-axes `size`."""
    a, b, c = size
    small = min(size)

    def distance(p: Points) -> Gray:
        k0 = length(p[0] / a, p[1] / b, p[2] / c)
        k1 = length(p[0] / (a * a), p[1] / (b * b), p[2] / (c * c))
        return np.asarray(np.where(k0 < 0.05, -small, k0 * (k0 - 1) / np.maximum(k1, 1e-6)))

    return put(Solid(distance, max(size), finish), at, turn)


def box(size: Triple, finish: Finish, at: Triple = _ZERO, turn: Triple = _ZERO, soft: float = 0.0) -> Solid:
    """A box of half-edges `size`, its edges rounded by `soft`."""
    a, b, c = (s - soft for s in size)

    def distance(p: Points) -> Gray:
        return _corner([np.abs(p[0]) - a, np.abs(p[1]) - b, np.abs(p[2]) - c]) - soft

    return put(Solid(distance, float(np.linalg.norm(size)), finish), at, turn)


def drum(low: float, high: float, tall: float, finish: Finish, at: Triple = _ZERO, turn: Triple = _ZERO) -> Solid:
    """A capped cone standing on the origin: radius `low` at the foot, `high` at the top."""
    half = tall / 2
    slope = (low - high) / tall
    lean = 1 / float(np.hypot(1, slope))

    def distance(p: Points) -> Gray:
        side = (length(p[0], p[2]) - (low - slope * p[1])) * lean
        return _corner([side, np.abs(p[1] - half) - half])

    return put(Solid(distance, float(np.hypot(max(low, high), half)), finish, (0.0, half, 0.0)), at, turn)


def ring(radius: float, thick: float, finish: Finish, at: Triple = _ZERO, turn: Triple = _ZERO) -> Solid:
    """A torus lying flat."""

    def distance(p: Points) -> Gray:
        return length(length(p[0], p[2]) - radius, p[1]) - thick

    return put(Solid(distance, radius + thick, finish), at, turn)


def limb(a: Triple, b: Triple, start: float, end: float, finish: Finish) -> Solid:
    """A rounded taper from `a` (radius `start`) to `b` (radius `end`)."""
    first, last = np.array(a, np.float32), np.array(b, np.float32)
    axis = last - first
    ax, ay, az = (float(v) for v in axis)
    fx, fy, fz = a
    square = max(float(axis @ axis), 1e-9)

    def distance(p: Points) -> Gray:
        x, y, z = p[0] - fx, p[1] - fy, p[2] - fz
        t = np.clip((x * ax + y * ay + z * az) * (1 / square), 0, 1)
        return np.asarray(length(x - t * ax, y - t * ay, z - t * az) - (start + (end - start) * t), np.float32)

    x, y, z = (float(v) for v in (first + last) / 2)
    return Solid(distance, float(np.sqrt(square)) / 2 + max(start, end), finish, (x, y, z))


def blend(parts: Sequence[Solid], soft: float, finish: Finish, edge: float = 3.0) -> Solid:
    """Parts run into one another over `soft` metres (Quílez's polynomial smooth minimum); their colours too,
    over about `soft / edge`, unless the finish brings a tint of its own."""
    fields = [_outer(part) for part in parts]
    middles = np.array([part.middle() for part in parts])
    reaches = np.array([part.radius * part.scale for part in parts]) + soft

    def narrow(place: Matrix, along: Matrix, away: float) -> Field:
        to = middles - place
        off = np.linalg.norm(to - np.outer(to @ along, along), axis=1)
        near = [f for f, gap in zip(fields, off - reaches, strict=True) if gap < away]
        return _run_together(near or fields, soft)

    def tint(p: Points) -> NDArray[np.float32]:
        colour = np.zeros((len(p[0]), 3), np.float32)
        weight = np.full(len(p[0]), 1e-9, np.float32)
        for part, near in zip(parts, fields, strict=True):
            w = np.exp(-np.clip(near(p) * (2 * edge / soft), -20, 20))
            own = part.finish.tint(_inner(part, p)) if part.finish.tint else np.array(part.finish.colour, np.float32)
            colour += w[:, None] * own
            weight += w
        return colour / weight[:, None]

    centre, radius = bounds(parts)
    alike = finish.tint or all(part.finish.colour == finish.colour and not part.finish.tint for part in parts)
    own = finish if alike else replace(finish, tint=tint)
    return Solid(_run_together(fields, soft), radius + soft / 4, own, centre, narrow=narrow)


def _run_together(fields: Sequence[Field], soft: float) -> Field:
    def distance(p: Points) -> Gray:
        total = fields[0](p)
        for other in fields[1:]:
            d = other(p)
            h = np.maximum(soft - np.abs(total - d), 0)
            total = np.minimum(total, d) - h * h * (0.25 / soft)
        return total

    return distance


def carve(solid: Solid, hole: Solid) -> Solid:
    """`solid` without `hole`."""
    outer, inner = _outer(solid), _outer(hole)

    def distance(p: Points) -> Gray:
        return np.maximum(outer(p), -inner(p))

    return _rebound(solid, distance)


def meet(solid: Solid, other: Solid) -> Solid:
    """What lies in both."""
    outer, inner = _outer(solid), _outer(other)

    def distance(p: Points) -> Gray:
        return np.maximum(outer(p), inner(p))

    return _rebound(solid, distance)


def bounds(parts: Sequence[Solid]) -> tuple[Triple, float]:
    """A ball around all the parts' balls."""
    middles = np.array([p.middle() for p in parts])
    reach = np.array([p.radius * p.scale for p in parts])[:, None]
    centre = ((middles - reach).min(0) + (middles + reach).max(0)) / 2
    radius = float(max(np.linalg.norm(m - centre) + r[0] for m, r in zip(middles, reach, strict=True)))
    return (float(centre[0]), float(centre[1]), float(centre[2])), radius


def _rebound(solid: Solid, distance: Field) -> Solid:
    """`distance` (outer frame) with the solid's finish, its tint still in the solid's own frame."""
    x, y, z = (float(v) for v in solid.middle())
    finish = solid.finish
    own = finish.tint
    if own is not None:
        tint = own
        finish = replace(finish, tint=lambda p: tint(_inner(solid, p)))
    return Solid(distance, solid.radius * solid.scale, finish, (x, y, z))


def _inner(solid: Solid, p: Points) -> Points:
    return _inward(solid)(p)


def _inward(solid: Solid) -> Callable[[Points], Points]:
    """The way from the outer frame to the solid's own, as cheap as its turn allows."""
    (ax, ay, az), s, t = solid.at, 1 / solid.scale, solid.turn.copy()
    upright = bool(np.array_equal(t, np.eye(3)))

    def move(p: Points) -> Points:
        return p[0] - ax, p[1] - ay, p[2] - az

    def turned(p: Points) -> Points:
        x, y, z = move(p)
        a, b, c = ((x * t[0, i] + y * t[1, i] + z * t[2, i]) * s for i in range(3))
        return a, b, c

    if not upright or s != 1:
        return turned
    return move if any(solid.at) else lambda p: p


def _outer(solid: Solid) -> Field:
    inward, scale = _inward(solid), solid.scale

    def distance(p: Points) -> Gray:
        return solid.field(inward(p)) * scale

    return distance
