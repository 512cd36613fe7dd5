"""The stage: solids seen from afar (parallel rays), lit by one key light, turned into a sprite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import blur
from app.providers.local.plate import RGB, Gray
from app.providers.local.things.march import Rays, inside_frame, nearest, normals
from app.providers.local.things.pattern import solid_grain
from app.providers.local.things.solid import Solid, bounds, rotation
from app.providers.local.things.sprite import Light, Sprite

_SCOUT = 72
_TILE = 112
_BLOCK = 8
_FLOOR = -0.01


@dataclass(frozen=True)
class Pose:
    """How a thing is seen: turned `yaw` degrees to its left, from `pitch` degrees above; `afloat` cuts it at y = 0."""

    yaw: float = 0.0
    pitch: float = 5.0
    afloat: bool = False


@dataclass(frozen=True)
class Frame:
    """A window on the view plane: centre, metres a pixel, size in pixels."""

    x: float
    y: float
    pixel: float
    width: int
    height: int

    def rays(self, far: float) -> Rays:
        """One parallel ray a pixel, row by row, starting `far` in front."""
        v, u = np.mgrid[0 : self.height, 0 : self.width].astype(np.float32)
        x = self.x + (u + 0.5 - self.width / 2) * self.pixel
        y = self.y - (v + 0.5 - self.height / 2) * self.pixel
        origin = np.stack([x.ravel(), y.ravel(), np.full(x.size, far, np.float32)], -1)
        return Rays(origin, np.array([0, 0, -1], np.float32), self)

    def near(self, x: float, y: float, reach: float) -> NDArray[np.intp]:
        """Indices of the rays in the square of half-side `reach` about (x, y)."""
        span = reach / self.pixel + 1
        column = (x - self.x) / self.pixel + self.width / 2
        row = (self.y - y) / self.pixel + self.height / 2
        rows = np.arange(max(int(row - span), 0), max(min(int(row + span) + 1, self.height), 0))
        columns = np.arange(max(int(column - span), 0), max(min(int(column + span) + 1, self.width), 0))
        if len(rows) * len(columns) < 4 * _TILE * _TILE:
            return (rows[:, None] * self.width + columns).ravel()
        tiles = [(r[:, None] * self.width + c).ravel() for r in _tiled(rows) for c in _tiled(columns)]
        return np.concatenate(tiles)

    def block(self, index: NDArray[np.intp]) -> NDArray[np.intp]:
        """The number of the eight-pixel square each ray belongs to, squares of one tile in a row."""
        row, column = index // self.width // _BLOCK, index % self.width // _BLOCK
        across = _TILE // _BLOCK
        tile = (row // across) * (self.width // _TILE + 1) + column // across
        return np.asarray(tile * across * across + (row % across) * across + column % across)


def _tiled(line: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    return [line[k : k + _TILE] for k in range(0, len(line), _TILE)]


@dataclass(frozen=True)
class Surfaces:
    """What the rays met, one row a pixel that met something: place, normal, colour and the finish's numbers."""

    index: NDArray[np.intp]
    point: NDArray[np.float32]
    normal: NDArray[np.float32]
    colour: NDArray[np.float32]
    lamp: NDArray[np.float32]
    gloss: Gray
    shine: Gray
    fuzz: Gray


def gather(solids: Sequence[Solid], rays: Rays, reach: Gray, owner: NDArray[np.int16], step: float) -> Surfaces:
    """Normals (sampled `step` apart) and finishes where `nearest` found a surface."""
    index = np.flatnonzero(owner >= 0)
    whose = owner[index]
    point = rays.take(index).at(reach[index]).astype(np.float32)
    normal, colour = np.zeros_like(point), np.zeros_like(point)
    facts = np.zeros((len(solids), 6), np.float32)
    for number, solid in enumerate(solids):
        mine = np.flatnonzero(whose == number)
        finish = solid.finish
        facts[number] = (*finish.lamp, finish.gloss, finish.shine, finish.fuzz)
        if len(mine):
            place = point[mine]
            normal[mine] = normals(solid, place, step)
            colour[mine] = finish.tint(inside_frame(solid, place)) if finish.tint else finish.colour
            if finish.grain:
                x, y, z = inside_frame(solid, place)
                colour[mine] *= (1 + 0.09 * solid_grain((x * 0.5, y, z * 0.5), finish.grain))[:, None]
    each = facts[whose]
    return Surfaces(index, point, normal, colour, each[:, :3], each[:, 3], each[:, 4], each[:, 5])


def draw(solids: Sequence[Solid], height: int, light: Light, pose: Pose) -> Sprite:
    """The solids as a sprite `height` pixels tall (its box is tight), seen and lit as asked."""
    turn, seen = viewed(solids, pose)
    floor = turn[:, 1] if pose.afloat else None
    frame, far = _framed(seen, height, floor)
    surfaces, depth, there = gathered(seen, frame, far, floor)
    return _sprite(surfaces, depth, there, light, frame, height)


def viewed(solids: Sequence[Solid], pose: Pose) -> tuple[NDArray[np.float32], list[Solid]]:
    """The turn of a pose and the solids in the view's frame."""
    turn = rotation(pose.pitch) @ rotation(y=pose.yaw)
    return turn, [_viewed(s, turn) for s in solids]


def gathered(
    seen: Sequence[Solid], frame: Frame, far: float, floor: NDArray[np.float32] | None = None
) -> tuple[Surfaces, Gray, NDArray[np.bool_]]:
    """Surfaces in a frame, their height above the view plane (lowest where nothing is), and where something is."""
    rays = frame.rays(far)
    reach, owner = _met(seen, rays, frame.pixel, floor)
    surfaces = gather(seen, rays, reach, owner, frame.pixel * 0.75)
    there = (owner >= 0).reshape(frame.height, frame.width)
    height = np.where(owner >= 0, far - reach, np.inf)
    low = float(height.min()) if there.any() else 0.0
    return surfaces, np.where(owner >= 0, height, low).reshape(there.shape).astype(np.float32), there


def _viewed(solid: Solid, turn: NDArray[np.float32]) -> Solid:
    x, y, z = (float(v) for v in turn @ np.array(solid.at, np.float32))
    return replace(solid, at=(x, y, z), turn=turn @ solid.turn)


def _met(
    seen: Sequence[Solid], rays: Rays, pixel: float, floor: NDArray[np.float32] | None
) -> tuple[Gray, NDArray[np.int16]]:
    reach, owner = nearest(seen, rays, pixel * 0.45)
    if floor is not None:
        sunk = rays.at(np.where(owner >= 0, reach, 0)) @ floor < _FLOOR
        owner[sunk] = -1
    return reach, owner


def _framed(seen: Sequence[Solid], height: int, floor: NDArray[np.float32] | None) -> tuple[Frame, float]:
    """A tight frame, found by a scout at low resolution; drawn larger than asked so that edges come out smooth."""
    (cx, cy, cz), radius = bounds(seen)
    scout = Frame(cx, cy, 2 * radius / _SCOUT, _SCOUT, _SCOUT)
    _, owner = _met(seen, scout.rays(cz + radius), scout.pixel * 1.1, floor)
    rows, columns = np.nonzero(owner.reshape(_SCOUT, _SCOUT) >= 0)
    left, right = int(columns.min()) - 1, int(columns.max()) + 2
    top, bottom = int(rows.min()) - 1, int(rows.max()) + 2
    tall = int(height * (2 if height <= 240 else 1.5 if height <= 420 else 1.2))
    pixel = (bottom - top) * scout.pixel / tall
    x = cx + ((left + right) / 2 - _SCOUT / 2) * scout.pixel
    y = cy - ((top + bottom) / 2 - _SCOUT / 2) * scout.pixel
    wide = max(int((right - left) * scout.pixel / pixel), 2)
    return Frame(x, y, pixel, wide, tall), cz + radius * 1.05


def _image(values: NDArray[np.float32], index: NDArray[np.intp], frame: Frame) -> NDArray[np.float32]:
    out = np.zeros((frame.height * frame.width, *values.shape[1:]), np.float32)
    out[index] = values
    return out.reshape(frame.height, frame.width, *values.shape[1:])


def _sprite(s: Surfaces, depth: Gray, there: NDArray[np.bool_], light: Light, frame: Frame, height: int) -> Sprite:
    low, high = float(depth.min()), float(depth.max())
    open_sky = openness(depth, there, frame)
    lit = sunlight(depth, there, frame, light.toward)
    colour = shade(s, light, open_sky.ravel()[s.index], lit.ravel()[s.index])
    relief = (depth - low) / max(high - low, 1e-6)
    glow = s.lamp * light.lamps
    return _reduced(
        frame,
        height,
        there.astype(np.float32),
        _image(colour, s.index, frame),
        relief,
        _image(s.normal, s.index, frame),
        _image(glow, s.index, frame) if glow.any() else None,
    )


def _reduced(
    frame: Frame, height: int, alpha: Gray, colour: RGB, relief: Gray, normal: RGB, glow: RGB | None
) -> Sprite:
    width = max(round(frame.width * height / frame.height), 1)
    rows, columns = np.flatnonzero(alpha.any(1)), np.flatnonzero(alpha.any(0))
    cut = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)) if len(rows) else (slice(None),) * 2
    tall_cut, wide_cut = alpha[cut].shape
    width = max(round(wide_cut * height / tall_cut), 1)

    def shrink(image: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(cv2.resize(image[cut], (width, height), interpolation=cv2.INTER_AREA), np.float32)

    cover = shrink(alpha)
    each = np.maximum(cover, 1e-4)
    facing = shrink(normal) + np.array([0, 0, 1e-6], np.float32)
    facing /= np.linalg.norm(facing, axis=2, keepdims=True)
    ground_x = (-frame.x / frame.pixel + frame.width / 2 - cut[1].start) / wide_cut if len(rows) else 0.5
    ground_y = (frame.y / frame.pixel + frame.height / 2 - cut[0].start) / tall_cut if len(rows) else 1.0
    return Sprite(
        colour=np.asarray(shrink(colour) / each[..., None], np.float32),
        alpha=cover,
        relief=np.asarray(shrink(np.asarray(relief * alpha, np.float32)) / each, np.float32),
        normal=facing,
        anchor=(float(ground_x), float(ground_y)),
        glow=None if glow is None else shrink(glow),
    )


def openness(depth: Gray, there: NDArray[np.bool_], frame: Frame) -> Gray:
    """How much sky each point sees, from how far its surroundings stand out at four sizes (0.35…1)."""
    closed = np.zeros_like(depth)
    weight = there.astype(np.float32)
    small = max(1, frame.height // 220)
    size = (max(frame.width // small, 1), max(frame.height // small, 1))
    z = np.asarray(cv2.resize(depth * weight, size, interpolation=cv2.INTER_AREA), np.float32)
    w = np.asarray(cv2.resize(weight, size, interpolation=cv2.INTER_AREA), np.float32)
    for share in (0.008, 0.02, 0.05, 0.11):
        sigma = share * size[1]
        mean = blur(z, sigma) / np.maximum(blur(w, sigma), 0.02)
        above = cv2.resize(mean, (frame.width, frame.height), interpolation=cv2.INTER_LINEAR) - depth
        closed += np.clip(above / (share * frame.height * frame.pixel * 1.6), 0, 1)
    return np.asarray(np.where(there, 1 - 0.65 * closed / 4 - 0.18 * np.clip(closed - 1, 0, 1), 1), np.float32)


def sunlight(depth: Gray, there: NDArray[np.bool_], frame: Frame, toward: tuple[float, float, float]) -> Gray:
    """Cast shadows inside the view: the depth map is marched towards the light (0 in shadow … 1)."""
    seen = np.ones_like(depth)
    span = 0.55 * frame.height
    thick = 0.35 * frame.height * frame.pixel
    guarded = np.where(there, depth, -1e6).astype(np.float32)
    across = max(float(np.hypot(toward[0], toward[1])), 1e-3)
    for k in range(1, 41):
        far = span * (k / 40) ** 1.6 + 1.0
        shift = np.array([[1, 0, toward[0] / across * far], [0, 1, -toward[1] / across * far]], np.float32)
        other = cv2.warpAffine(
            guarded,
            shift,
            (frame.width, frame.height),
            flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=-1e6,
        )
        climb = other - (depth + toward[2] / across * far * frame.pixel)
        soft = (0.6 + 0.10 * far) * frame.pixel
        shadow = np.clip((climb - 1.2 * frame.pixel) / soft, 0, 1) * (climb < thick)
        seen = np.minimum(seen, 1 - shadow)
    return blur(np.asarray(seen, np.float32), 0.004 * frame.height)


def shade(s: Surfaces, light: Light, open_sky: Gray, lit: Gray) -> NDArray[np.float32]:
    """Colour of each surface under the light: key with shadow, sky from above, bounce from below, gloss, fuzz."""
    key, sky = np.array(light.key, np.float32), np.array(light.ambient, np.float32)
    toward = np.array(light.toward, np.float32)
    facing = s.normal @ toward
    wrap = 0.12 + 0.3 * s.fuzz
    direct = np.power(np.clip((facing + wrap) / (1 + wrap), 0, 1), 0.85) * lit
    up = 0.62 + 0.38 * s.normal[:, 1]
    bounce = np.clip(-s.normal[:, 1], 0, 1) * 0.22 * max(float(toward[1]), 0.15)
    fall = direct[:, None] * key + (up * open_sky)[:, None] * sky + (bounce * open_sky)[:, None] * key * [1, 0.9, 0.75]
    half = toward + np.array([0, 0, 1], np.float32)
    half /= np.linalg.norm(half) + 1e-6
    mirror = np.power(np.clip(s.normal @ half, 0, 1), s.shine) * s.gloss * lit
    rim = np.power(1 - np.clip(s.normal[:, 2], 0, 1), 3) * open_sky
    colour = (
        s.colour * fall
        + mirror[:, None] * key
        + (rim * (0.25 * s.gloss + 0.35 * s.fuzz))[:, None] * (sky + 0.4 * direct[:, None] * key)
    )
    return shoulder(colour.astype(np.float32))


def shoulder(colour: NDArray[np.float32]) -> NDArray[np.float32]:
    """Highlights above 0.75 bent under 1 instead of clipped."""
    over = np.maximum(colour - 0.75, 0)
    return np.asarray(
        np.where(colour > 0.75, 0.75 + 0.25 * (1 - np.exp(-over / 0.25)), np.maximum(colour, 0)), np.float32
    )
