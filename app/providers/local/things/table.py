"""Still lifes: things on a table by a window, sphere traced in perspective with soft shadows and reflections."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import blur, luma, random, smoothstep
from app.providers.local.plate import RGB, Camera, Gray, Plate
from app.providers.local.strips import strips
from app.providers.local.things.layout import arranged
from app.providers.local.things.march import Rays, close_by, nearest, shade_reach
from app.providers.local.things.room import BACK_EDGE, WALL, Board, Daylight, daylight, mirrored, wall, window_light
from app.providers.local.things.solid import Solid, bounds
from app.providers.local.things.stage import Surfaces, gather, shoulder

_FAR = 24.0


@dataclass(frozen=True)
class Eye:
    """A camera in decimetres: place, axes and half-height of the picture at unit distance."""

    place: NDArray[np.float32]
    axes: NDArray[np.float32]
    half: float
    width: int
    height: int

    def rays(self) -> Rays:
        """One ray a pixel, row by row."""
        v, u = np.mgrid[0 : self.height, 0 : self.width].astype(np.float32)
        x = (u.ravel() + 0.5 - self.width / 2) * (2 * self.half / self.height)
        y = (self.height / 2 - v.ravel() - 0.5) * (2 * self.half / self.height)
        toward = x[:, None] * self.axes[0] + y[:, None] * self.axes[1] + self.axes[2]
        toward /= np.sqrt(np.einsum("ij,ij->i", toward, toward))[:, None]
        return Rays(self.place, toward.astype(np.float32))


@dataclass(frozen=True)
class Still:
    """All that is on the table, what it stands on, and the light."""

    solids: list[Solid]
    clear: list[Solid]
    board: Board
    light: Daylight
    seed: int


def draw(items: tuple[str, ...], width: int, height: int, seed: int, words: frozenset[str], camera: Camera) -> Plate:
    """The plate of a still life; the same arguments give the same bytes."""
    placed = arranged(items, seed * 4 + camera.variant, words)
    everything = [s for p in placed for s in p.solids]
    board = Board(int((random(seed, 97).integers(3) + camera.variant) % 3), seed + camera.variant)
    still = Still(
        [s for s in everything if not s.finish.clear],
        [s for s in everything if s.finish.clear],
        board,
        daylight(words),
        seed,
    )
    eye = _eye(everything, width, height, camera)
    rays = eye.rays()
    reach, owner = nearest(still.solids, rays, 0.5 * 2 * eye.half * 10 / height)
    colour, depth, normal = _behind(still, eye, rays)
    _top(still, eye, rays, (colour, depth, normal))
    met = gather(still.solids, rays, reach, owner, 0.012)
    colour.reshape(-1, 3)[met.index] = _lit(met, still, rays)
    depth.ravel()[met.index] = reach[met.index]
    normal.reshape(-1, 3)[met.index] = met.normal
    if still.clear:
        _glassy(still, rays, (colour, depth, normal))
    return _finished(_smooth_edges(colour, owner.reshape(height, width)), depth, normal, camera)


def _eye(solids: list[Solid], width: int, height: int, camera: Camera) -> Eye:
    (x, _, _), _ = bounds(solids)
    top = max(float(s.middle()[1]) + s.radius * s.scale * 0.8 for s in solids)
    left = min(float(s.middle()[0]) - s.radius * s.scale for s in solids)
    right = max(float(s.middle()[0]) + s.radius * s.scale for s in solids)
    x = (left + right) / 2
    place = np.array([x * 0.9, 3.9, 11.5], np.float32)
    target = np.array([x * 0.95, 0.40 * top + 0.05, 0.0], np.float32)
    ahead = (target - place) / np.linalg.norm(target - place)
    side = np.cross(ahead, [0, 1, 0])
    side /= np.linalg.norm(side)
    need = max(0.80 * top + 0.45, (right - left) * 0.66 * height / width, 1.75)
    return Eye(
        place, np.array([side, np.cross(side, ahead), ahead], np.float32), need / 11.9 / camera.zoom, width, height
    )


def _behind(still: Still, eye: Eye, rays: Rays) -> tuple[RGB, Gray, RGB]:
    shape = (eye.height, eye.width)
    away = (WALL - rays.origin[2]) / np.minimum(rays.toward[:, 2], -1e-3)
    x, y = (rays.origin[i] + away * rays.toward[:, i] for i in (0, 1))
    colour, opening = np.empty((*shape, 3), np.float32), np.empty(shape, np.float32)
    for across, up, tint, open_part in strips(x.reshape(shape), y.reshape(shape), colour, opening):
        tint[:], open_part[:] = wall(across, up, still.light, still.seed)
    sigma = 0.0075 * min(shape)
    colour = blur(blur(colour, sigma), sigma)
    depth = np.asarray(away.reshape(shape) + 14 * blur(opening, 2 * sigma), np.float32)
    normal = np.zeros((*shape, 3), np.float32)
    normal[..., 2] = 1
    return colour, depth, normal


def _top(still: Still, eye: Eye, rays: Rays, into: tuple[RGB, Gray, RGB]) -> None:
    colour, depth, normal = into
    away = -rays.origin[1] / np.minimum(rays.toward[:, 1], -1e-4)
    index = np.flatnonzero((rays.toward[:, 1] < -1e-3) & (rays.origin[2] + away * rays.toward[:, 2] > BACK_EDGE))
    point = rays.take(index).at(away[index]).astype(np.float32)
    x, z = point[:, 0].copy(), point[:, 2].copy()
    upward = still.board.normal(x, z)
    seen, near = _soft_maps(still, eye, point, index)
    key, fill = np.array(still.light.key, np.float32), np.array(still.light.fill, np.float32)
    facing = np.clip(upward @ np.array(still.light.toward, np.float32), 0, 1) ** 0.8 * 1.22
    direct = facing * seen * window_light(x, 0 * x, z, still.light)
    back = 0.86 + 0.14 * smoothstep(BACK_EDGE, 0.0, z)
    tone = direct[:, None] * key + (near * back * (0.72 + 0.6 * (upward[:, 1] - 0.6)))[:, None] * fill
    lit = still.board.colour(x, z) * tone
    wood = 1 - still.board.cover(x, z)
    if wood.any():
        lit = lit + _sheen(still, rays.take(index), point, upward) * wood[:, None]
    edge = smoothstep(BACK_EDGE, BACK_EDGE + 0.16, z)[:, None]
    behind = colour.reshape(-1, 3)
    behind[index] += (shoulder(lit.astype(np.float32)) - behind[index]) * edge
    depth.ravel()[index] = away[index]
    normal.reshape(-1, 3)[index] = upward


def _soft_maps(still: Still, eye: Eye, point: NDArray[np.float32], index: NDArray[np.intp]) -> tuple[Gray, Gray]:
    """Shadow and nearness on the table, traced at every second row and column and spread (both are soft)."""
    step = 2 if eye.height * eye.width > 60000 else 1
    row, column = index // eye.width, index % eye.width
    first = int(row.min()) if len(row) else 0
    coarse = np.flatnonzero(((row - first) % step == 0) & (column % step == 0))
    size = ((int(row.max()) - first) // step + 1 if len(row) else 1, -(-eye.width // step))
    spot = ((row[coarse] - first) // step, column[coarse] // step)
    start = point[coarse] + np.array([0, 0.01, 0], np.float32)
    seen = np.ones(size, np.float32)
    open_air = np.ones(size, np.float32)
    seen[spot] = shade_reach(still.solids, Rays(start, np.array(still.light.toward, np.float32)), 9.0, 7.5)
    if still.clear:
        glassy = shade_reach(still.clear, Rays(start, np.array(still.light.toward, np.float32)), 9.0, 7.5)
        seen[spot] *= 0.72 + 0.28 * glassy
    open_air[spot] = close_by(still.solids, start, np.array([[0, 1, 0]], np.float32))
    full = (size[1] * step, size[0] * step)
    maps = (np.asarray(cv2.resize(m, full, interpolation=cv2.INTER_LINEAR), np.float32) for m in (seen, open_air))
    a, b = (m[row - first, column] for m in maps)
    return a, b


def _sheen(still: Still, rays: Rays, point: NDArray[np.float32], upward: NDArray[np.float32]) -> NDArray[np.float32]:
    """What polished wood mirrors: the things on it, and the pale window behind."""
    bounce = rays.toward * np.array([1, -1, 1], np.float32)
    bounce = bounce + upward * np.array([0.25, 0, 0.25], np.float32)
    mirror = Rays(point + np.array([0, 0.004, 0], np.float32), bounce.astype(np.float32))
    reach, owner = nearest(still.solids, mirror, 0.03)
    met = gather(still.solids, mirror, np.where(owner >= 0, reach, 0), owner, 0.03)
    fill, key = np.array(still.light.fill, np.float32), np.array(still.light.key, np.float32)
    image = np.broadcast_to(fill * 0.72, point.shape).copy()
    facing = np.clip(met.normal @ np.array(still.light.toward, np.float32), 0, 1)[:, None]
    image[met.index] = met.colour * (fill + facing * key)
    strength = 0.03 + 0.42 * (1 - np.clip(bounce[:, 1], 0, 1)) ** 4
    fade = np.where(owner >= 0, np.clip(1 - reach / 1.7, 0, 1), 0.6)
    return np.asarray(image * (strength * fade)[:, None], np.float32)


def _lit(met: Surfaces, still: Still, rays: Rays) -> NDArray[np.float32]:
    light = still.light
    toward, key, fill = (np.array(v, np.float32) for v in (light.toward, light.key, light.fill))
    x, y, z = (met.point[:, i].copy() for i in range(3))
    start = met.point + met.normal * np.float32(0.025)
    seen = shade_reach(still.solids, Rays(start, toward), 9.0, 8.0)
    open_air = close_by(still.solids, start, met.normal)
    ground = np.clip(y / 0.55, 0, 1)
    open_air = open_air * (1 - 0.45 * (1 - ground) * np.clip(0.55 - met.normal[:, 1], 0, 1))
    wrap = 0.14 + 0.25 * met.fuzz
    facing = np.clip((met.normal @ toward + wrap) / (1 + wrap), 0, 1) ** 0.9
    direct = facing * seen * window_light(x, y, z, light)
    side = np.array([-0.55, 0.62, 0.56], np.float32)
    sky = (0.66 + 0.34 * (met.normal @ side)) * open_air
    bounce = np.clip(-met.normal[:, 1] * 0.8 + 0.35, 0, 1) * np.clip(1.2 - y / 2.2, 0, 1) * open_air
    warm = still.board.colour(x, z) * key
    tone = direct[:, None] * key + sky[:, None] * fill + (0.24 * bounce)[:, None] * warm
    colour = met.colour * tone + _gloss(met, still, rays, seen, open_air)
    return shoulder((colour + met.lamp * max(light.lamps, 0.75)).astype(np.float32))


def _gloss(met: Surfaces, still: Still, rays: Rays, seen: Gray, open_air: Gray) -> NDArray[np.float32]:
    """The window mirrored in a glaze, a broad sheen round it, and the room's pale rim (Schlick's Fresnel, 1994)."""
    view = rays.take(met.index).toward
    cosine = np.clip(-np.einsum("ij,ij->i", view, met.normal), 0, 1)
    bounce = view + 2 * cosine[:, None] * met.normal
    fresnel = 0.05 + 0.95 * (1 - cosine) ** 5
    sharp = smoothstep(28.0, 60.0, met.shine)
    pane = mirrored(met.point, bounce.astype(np.float32)) * sharp
    toward = np.array(still.light.toward, np.float32)
    broad = np.clip(bounce @ toward, 0, 1) ** (met.shine * 0.7) * (0.55 - 0.35 * sharp)
    key, fill = np.array(still.light.key, np.float32), np.array(still.light.fill, np.float32)
    lamp = (pane * (0.5 + 2.2 * fresnel) + broad) * met.gloss * (0.35 + 0.65 * seen)
    room = fresnel * met.gloss * open_air * np.clip(0.75 + 0.4 * bounce[:, 1], 0.15, 1) * 0.8
    return np.asarray(lamp[:, None] * key * 0.9 + room[:, None] * fill, np.float32)


def _glassy(still: Still, rays: Rays, into: tuple[RGB, Gray, RGB]) -> None:
    """Clear glass over the finished picture: bent background, darkened rims, window lights."""
    colour, depth, normal = into
    reach, owner = nearest(still.clear, rays, 0.012)
    owner[reach > depth.ravel()] = -1
    met = gather(still.clear, rays, reach, owner, 0.012)
    height, width = depth.shape
    view = rays.take(met.index).toward
    cosine = np.clip(-np.einsum("ij,ij->i", view, met.normal), 0, 1)
    bend = (1 - cosine) ** 2 * 0.035 * height
    row = np.clip(met.index // width + met.normal[:, 1] * bend, 0, height - 1).astype(np.int32)
    column = np.clip(met.index % width - met.normal[:, 0] * bend, 0, width - 1).astype(np.int32)
    through = colour[row, column] * (0.93 - 0.30 * (1 - cosine) ** 2.5)[:, None]
    ones = np.ones_like(reach[met.index])
    colour.reshape(-1, 3)[met.index] = shoulder(through + _gloss(met, still, rays, ones, ones) * 0.9)
    depth.ravel()[met.index] = reach[met.index]
    normal.reshape(-1, 3)[met.index] = met.normal


def _smooth_edges(colour: RGB, owner: NDArray[np.int16]) -> RGB:
    """Outlines blended over one pixel where two solids, or a solid and the room, meet."""
    seam = np.zeros(owner.shape, np.float32)
    across, down = owner[:, 1:] != owner[:, :-1], owner[1:] != owner[:-1]
    seam[:, 1:] += across
    seam[:, :-1] += across
    seam[1:] += down
    seam[:-1] += down
    soft = blur(colour, 0.75)
    weight = np.clip(blur(np.minimum(seam, 1), 0.5) * 1.1, 0, 1)[..., None]
    return np.asarray(colour + (soft - colour) * weight, np.float32)


def _finished(colour: RGB, depth: Gray, normal: RGB, camera: Camera) -> Plate:
    height, width = depth.shape
    v, u = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    colour = colour * (1.03 - 0.085 * (u * u + v * v))[..., None]
    near = smoothstep(9.6, 8.0, depth)
    colour = colour + (blur(colour, 0.004 * height) - colour) * near[..., None]
    colour = colour * np.array([1 + 0.06 * camera.warmth, 1.0, 1 - 0.07 * camera.warmth], np.float32)
    gray = luma(colour)[..., None]
    colour = np.clip(gray + (colour - gray) * camera.chroma, 0, 1).astype(np.float32)
    scaled = np.clip((depth - 7.0) / (_FAR + 7.0), 0, 1).astype(np.float32)
    if camera.mirror:
        colour, scaled, normal = (np.ascontiguousarray(a[:, ::-1]) for a in (colour, scaled, normal))
        normal = normal * np.array([-1, 1, 1], np.float32)
    return Plate(colour=colour, depth=scaled, normal=normal)
