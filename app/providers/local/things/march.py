"""Sphere tracing (Hart 1996) of solids, vectorised over rays in cache-sized chunks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.providers.local.plate import Gray
from app.providers.local.things.solid import Field, Matrix, Points, Solid

_CHUNK = 16384
_STEPS = 48
_BUNDLE = 12544
_SQUARES = 196
_ARMS = ((1.0, -1.0, -1.0), (-1.0, -1.0, 1.0), (-1.0, 1.0, -1.0), (1.0, 1.0, 1.0))


class Window(Protocol):
    """Knows which of its rays can pass a ball: rows of indices into them."""

    def near(self, x: float, y: float, reach: float) -> NDArray[np.intp]:
        """Indices of rays that pass within `reach` of (x, y)."""

    def block(self, index: NDArray[np.intp]) -> NDArray[np.intp]:
        """For each ray of the index, the number of the small square it belongs to."""


@dataclass(frozen=True)
class Rays:
    """Origins (n, 3) or (3,) and unit directions (n, 3) or (3,), float32; at least one of them (n, 3).

    A `window` spares parallel rays the test against every solid's ball.
    """

    origin: NDArray[np.float32]
    toward: NDArray[np.float32]
    window: Window | None = None

    def __len__(self) -> int:
        return max(len(a) for a in (self.origin, self.toward) if a.ndim == 2)

    def take(self, index: NDArray[np.intp]) -> Rays:
        """The rays of an index."""
        return Rays(
            self.origin[index] if self.origin.ndim == 2 else self.origin,
            self.toward[index] if self.toward.ndim == 2 else self.toward,
        )

    def at(self, t: Gray) -> NDArray[np.float32]:
        """Points (n, 3) a length t along."""
        return self.origin + t[:, None] * self.toward


def _dot(a: NDArray[np.floating], b: NDArray[np.floating]) -> Gray:
    """Row by row; either side may be a single vector."""
    if a.ndim == b.ndim == 2:
        return np.asarray(np.einsum("ij,ij->i", a, b), np.float32)
    return np.asarray(a @ b if b.ndim == 1 else b @ a, np.float32)


def nearest(solids: Sequence[Solid], rays: Rays, eps: float | Gray) -> tuple[Gray, NDArray[np.int16]]:
    """Length along each ray to the first surface (inf where none) and the index of its solid (-1)."""
    reach = np.full(len(rays), np.inf, np.float32)
    owner = np.full(len(rays), -1, np.int16)
    for number, solid in enumerate(solids):
        index, near, far = _candidates(solid, rays, reach)
        if not len(index):
            continue
        bundle = rays.take(index)
        if rays.window and len(index) > 1500:
            near = _approach(solid, bundle, near, far, rays.window.block(index))
        t = _trace(solid, bundle, near, far, eps if isinstance(eps, float) else eps[index])
        closer = t < reach[index]
        reach[index[closer]] = t[closer]
        owner[index[closer]] = number
    return reach, owner


def _candidates(solid: Solid, rays: Rays, reach: Gray) -> tuple[NDArray[np.intp], Gray, Gray]:
    """Rays that enter the bounding ball before they end: their index, entry and exit."""
    ball = solid.radius * solid.scale * 1.01 + 1e-4
    middle = solid.middle()
    if rays.window:
        some = rays.window.near(float(middle[0]), float(middle[1]), ball)
        to = middle - rays.origin[some]
    else:
        some, to = np.arange(len(rays)), middle - rays.origin
    along = _dot(to, rays.toward)
    half = ball**2 - (_dot(to, to) - along * along)
    inside = np.flatnonzero((half > 0) & (along < reach[some] + ball))
    index, b, h = some[inside], along[inside], np.sqrt(half[inside])
    ahead = (b + h > 0) & (b - h < reach[index])
    index, b, h = index[ahead], b[ahead], h[ahead]
    return index, np.maximum(b - h, 0).astype(np.float32), np.minimum(b + h, reach[index]).astype(np.float32)


def _inward(solid: Solid, rays: Rays) -> tuple[Matrix, Matrix]:
    """Origins and directions in the solid's own frame; lengths shrink by its scale."""
    origin = (rays.origin - np.array(solid.at, np.float32)) @ solid.turn / np.float32(solid.scale)
    toward = rays.toward @ solid.turn
    return origin, toward


def _approach(solid: Solid, rays: Rays, near: Gray, far: Gray, block: NDArray[np.intp]) -> Gray:
    """How far whole squares of parallel rays may go before any of them can meet the solid (cone marching)."""
    _, first, member = np.unique(block, return_index=True, return_inverse=True)
    origin, toward = _inward(solid, rays)
    total = np.stack([np.bincount(member, origin[:, i]) for i in range(3)], -1)
    middle = np.asarray(total / np.bincount(member)[:, None], np.float32)
    apart = origin - middle[member]
    off = apart - np.outer(_dot(apart, toward), toward)
    wide = np.zeros(len(first), np.float32)
    np.maximum.at(wide, member, np.sqrt(_dot(off, off)))
    slack = np.zeros(len(first), np.float32)
    np.maximum.at(slack, member, np.abs(_dot(apart, toward)).astype(np.float32))
    start = np.full(len(first), np.inf, np.float32)
    np.minimum.at(start, member, near)
    unit = np.float32(1 / solid.scale)
    along = _thick(solid, Rays(middle, toward), start * unit, wide + slack, float(far.max() * unit))
    return np.asarray(np.maximum(near, along[member] * np.float32(solid.scale)), np.float32)


def _thick(solid: Solid, rays: Rays, t: Gray, wide: Gray, far: float) -> Gray:
    """March rays `wide` in radius until they touch."""
    t = t.copy()
    for start in range(0, len(t), _SQUARES):
        part = slice(start, start + _SQUARES) if solid.narrow else slice(0, len(t))
        field = _narrowed(solid, rays.origin[part], rays.toward, float(wide[part].max()))
        live = np.arange(len(t))[part]
        for _ in range(24):
            p = rays.origin[live] + t[live, None] * rays.toward
            free = field((p[:, 0].copy(), p[:, 1].copy(), p[:, 2].copy())) - wide[live]
            t[live] += np.maximum(free * np.float32(0.98), 0)
            live = live[(free > 0.25 * wide[live]) & (t[live] < far)]
            if not len(live):
                break
        if not solid.narrow:
            break
    return t


def _trace(solid: Solid, rays: Rays, near: Gray, far: Gray, eps: float | Gray) -> Gray:
    origin, toward = _inward(solid, rays)
    out = np.full(len(near), np.inf, np.float32)
    unit = np.float32(1 / solid.scale)
    size = _BUNDLE if solid.narrow and toward.ndim == 1 else _CHUNK
    for start in range(0, len(near), size):
        part = slice(start, start + size)
        narrowed = _narrowed(solid, origin[part] if origin.ndim == 2 else origin, toward)
        o = tuple(origin[part, i] if origin.ndim == 2 else origin[i] for i in range(3))
        d = tuple(toward[part, i] if toward.ndim == 2 else toward[i] for i in range(3))
        limit = np.asarray(eps * unit if isinstance(eps, float) else eps[part] * unit, np.float32)
        out[part] = _chunk(narrowed, o, d, near[part] * unit, far[part] * unit, limit)
    return out * np.float32(solid.scale)


def _narrowed(solid: Solid, origin: NDArray[np.float32], toward: NDArray[np.float32], more: float = 0.0) -> Field:
    """The solid's field for a bundle of parallel rays in its own frame."""
    if solid.narrow is None or origin.ndim == 1 or toward.ndim == 2:
        return solid.field
    middle = (origin.min(0) + origin.max(0)) / 2
    to = origin - middle
    off = to - np.outer(_dot(to, toward), toward)
    return solid.narrow(middle, toward, float(np.sqrt(_dot(off, off).max())) + more)


def _pick(parts: tuple[Gray, ...], keep: NDArray[np.bool_]) -> tuple[Gray, ...]:
    return tuple(p[keep] if p.ndim else p for p in parts)


def _chunk(field: Field, o: tuple[Gray, ...], d: tuple[Gray, ...], t: Gray, far: Gray, eps: Gray) -> Gray:
    out = np.full(len(t), np.inf, np.float32)
    index = np.arange(len(t))
    limit = np.broadcast_to(eps, t.shape)
    for step in range(_STEPS):
        distance = field((o[0] + t * d[0], o[1] + t * d[1], o[2] + t * d[2]))
        hit = distance < limit
        out[index[hit]] = t[hit]
        t = t + np.maximum(distance, limit * 0.5)
        keep = ~hit & (t < far)
        left = int(np.count_nonzero(keep))
        if left == 0 or (step > 16 and left < len(out) // 400):
            break
        if left < 0.85 * len(t):
            t, far, limit, index = t[keep], far[keep], limit[keep], index[keep]
            o, d = _pick(o, keep), _pick(d, keep)
    return out


def inside_frame(solid: Solid, points: NDArray[np.float32]) -> Points:
    """Outer points (n, 3) in the solid's own frame."""
    local = (points - np.array(solid.at, np.float32)) @ solid.turn / np.float32(solid.scale)
    return local[:, 0].copy(), local[:, 1].copy(), local[:, 2].copy()


def normals(solid: Solid, points: NDArray[np.float32], eps: float) -> NDArray[np.float32]:
    """Unit gradients by four samples (Quílez's tetrahedron), the finish's bump included; outer frame."""
    local = np.stack(inside_frame(solid, points), -1)
    step = np.float32(eps / solid.scale)
    size = 4096 if solid.narrow else len(local)
    total = np.concatenate([_slopes(solid, local[k : k + size], step) for k in range(0, len(local), max(size, 1))])
    total = total @ solid.turn.T
    return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9), np.float32)


def _slopes(solid: Solid, local: NDArray[np.float32], step: np.float32) -> NDArray[np.float32]:
    field, bump = solid.field, solid.finish.bump
    if solid.narrow:
        middle = (local.min(0) + local.max(0)) / 2
        field = solid.narrow(
            middle, np.zeros(3, np.float32), float(np.linalg.norm(local - middle, axis=1).max() + 2 * step)
        )
    x, y, z = local[:, 0].copy(), local[:, 1].copy(), local[:, 2].copy()
    total = np.zeros((len(x), 3), np.float32)
    for arm in _ARMS:
        p = (x + step * np.float32(arm[0]), y + step * np.float32(arm[1]), z + step * np.float32(arm[2]))
        d = field(p) - bump(p) if bump else field(p)
        total += d[:, None] * np.array(arm, np.float32)
    return total


def shade_reach(solids: Sequence[Solid], rays: Rays, length: float, sharp: float) -> Gray:
    """How much of a broad lamp each ray's start sees, 0…1: Quílez's penumbra, min(sharp·distance/travelled)."""
    seen = np.ones(len(rays), np.float32)
    endless = np.full(len(rays), length, np.float32)
    for solid in solids:
        index, near, far = _candidates_wide(solid, rays, endless, sharp)
        if len(index):
            seen[index] = np.minimum(seen[index], _penumbra(solid, rays.take(index), near, far, sharp))
    return np.asarray(seen * seen * (3 - 2 * seen), np.float32)


def _candidates_wide(solid: Solid, rays: Rays, reach: Gray, sharp: float) -> tuple[NDArray[np.intp], Gray, Gray]:
    to = solid.middle() - rays.origin
    along = _dot(to, rays.toward)
    square = _dot(to, to) - along * along
    ball = solid.radius * solid.scale * 1.05
    wide = ball + np.maximum(along, 0) / sharp
    index = np.flatnonzero((square < wide * wide) & (along > -ball))
    b = along[index]
    h = np.sqrt(np.maximum(wide[index] ** 2 - square[index], 0))
    return index, np.maximum(b - h, 0.003).astype(np.float32), np.minimum(b + h, reach[index]).astype(np.float32)


def _penumbra(solid: Solid, rays: Rays, near: Gray, far: Gray, sharp: float) -> Gray:
    origin, toward = _inward(solid, rays)
    seen = np.ones(len(near), np.float32)
    scale = np.float32(solid.scale)
    t, index = near.copy(), np.arange(len(near))
    for _ in range(36):
        o = origin[index] if origin.ndim == 2 else origin
        d = toward[index] if toward.ndim == 2 else toward
        p = o + (t / scale)[:, None] * d
        distance = solid.field((p[:, 0].copy(), p[:, 1].copy(), p[:, 2].copy())) * scale
        seen[index] = np.minimum(seen[index], np.clip(sharp * distance / np.maximum(t, 1e-3), 0, 1))
        t = t + np.clip(distance, 0.008, 0.2)
        keep = (seen[index] > 0.01) & (t < far[index])
        if not keep.any():
            break
        t, index = t[keep], index[keep]
    return seen


def close_by(solids: Sequence[Solid], points: NDArray[np.float32], facing: NDArray[np.float32]) -> Gray:
    """Ambient light left beside other surfaces, 0.3…1: distances sampled along the normal (Quílez 2008)."""
    closed = np.zeros(len(points), np.float32)
    for high, weight in ((0.12, 0.34), (0.32, 0.30), (0.75, 0.26)):
        sample = points + facing * np.float32(high)
        gap = np.full(len(points), high, np.float32)
        for solid in solids:
            to = sample - solid.middle()
            reach = solid.radius * solid.scale + high
            index = np.flatnonzero(_dot(to, to) < reach * reach)
            if len(index):
                gap[index] = np.minimum(gap[index], solid.field(inside_frame(solid, sample[index])) * solid.scale)
        closed += np.float32(weight) * np.clip(1 - gap / high, 0, 1)
    return np.asarray(1 - np.minimum(closed, 0.8), np.float32)
