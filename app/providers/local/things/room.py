"""The room round a still life: window light with the shadow of its bars, the wall out of focus, cloth and wood."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import random, smoothstep
from app.providers.local.plate import Gray
from app.providers.local.things.pattern import grain, ink
from app.providers.local.things.sprite import Triple

WALL = -9.0
BACK_EDGE = -3.6
_GLASS = -12.0


@dataclass(frozen=True)
class Daylight:
    """The window's light: direction to it, its colour, the room's fill, the sky seen outside, and lamps lit."""

    toward: Triple
    key: Triple
    fill: Triple
    sky: Triple
    lamps: float


_HOURS: tuple[tuple[tuple[str, ...], Daylight], ...] = (
    (
        ("night", "midnight", "candlelight", "candle"),
        Daylight((-0.62, 0.66, 0.42), (1.05, 0.72, 0.40), (0.17, 0.17, 0.24), (0.07, 0.10, 0.20), 1.0),
    ),
    (
        ("dusk", "evening", "twilight", "blue"),
        Daylight((-0.82, 0.40, 0.41), (0.98, 0.66, 0.52), (0.27, 0.27, 0.37), (0.62, 0.50, 0.58), 0.6),
    ),
    (
        ("sunset", "golden", "sunrise", "dawn"),
        Daylight((-0.84, 0.38, 0.39), (1.22, 0.84, 0.52), (0.33, 0.33, 0.38), (1.0, 0.80, 0.56), 0.2),
    ),
    (
        ("overcast", "rain", "rainy", "cloudy", "fog", "snow", "winter"),
        Daylight((-0.70, 0.62, 0.36), (0.66, 0.70, 0.74), (0.40, 0.43, 0.47), (0.78, 0.82, 0.86), 0.1),
    ),
)
_MORNING = Daylight((-0.77, 0.52, 0.37), (1.18, 1.08, 0.90), (0.50, 0.51, 0.53), (1.02, 1.04, 1.04), 0.0)


def daylight(words: frozenset[str]) -> Daylight:
    """The hour the words name; a clear morning where they name none."""
    return next((light for names, light in _HOURS if words & set(names)), _MORNING)


def panes(across: NDArray[np.floating], up: NDArray[np.floating], pitch: float, bar: float, soft: float) -> Gray:
    """1 in the panes of a window two wide and three high about the origin, 0 on bars and wall, edges soft."""
    inside = smoothstep(-soft, soft, pitch - np.abs(across)) * smoothstep(-soft, soft, 1.5 * pitch - np.abs(up))
    upright = smoothstep(bar - soft, bar + soft, np.abs(across))
    row = up / pitch + 0.5
    level = smoothstep(bar - soft, bar + soft, np.abs(row - np.round(row)) * pitch)
    return np.asarray(inside * upright * level, np.float32)


def window_light(x: Gray, y: Gray, z: Gray, light: Daylight) -> Gray:
    """How much of the window's beam reaches a point: the panes' outline, softened by the window's breadth."""
    away = (_GLASS - x) / light.toward[0]
    centre = light.toward[1] / -light.toward[0] * -_GLASS
    up = y + away * light.toward[1] - centre - 0.2
    across = z + away * light.toward[2] - light.toward[2] / -light.toward[0] * -_GLASS + 1.6
    return np.asarray(0.3 + 0.7 * panes(across, up, 3.5, 0.22, 0.42), np.float32)


def mirrored(point: NDArray[np.float32], toward: NDArray[np.float32]) -> Gray:
    """Brightness of the window seen along reflected rays: the highlight on a glaze has the window's bars."""
    dx = np.minimum(toward[:, 0], -1e-3)
    away = (_GLASS - point[:, 0]) / dx
    up = point[:, 1] + away * toward[:, 1] - 8.0
    across = point[:, 2] + away * toward[:, 2] - 6.5
    return np.asarray(np.where(toward[:, 0] < -0.02, panes(across, up, 4.2, 0.45, 0.5), 0), np.float32)


_WALLS = ("#9fa79d", "#b3a58c", "#8f9ca3", "#a89a90", "#7f8d86")


def wall(x: Gray, y: Gray, light: Daylight, seed: int) -> tuple[NDArray[np.float32], Gray]:
    """Colour of the far wall at (x, y), with a window at the left, its curtain, and the beam's patch; and where
    the window opens (1) to the distance."""
    rng = random(seed, 89)
    base = np.array(ink(_WALLS[int(rng.integers(len(_WALLS)))]), np.float32)
    fall = (0.80 + 0.30 * np.exp(-(((x + 3) / 7) ** 2)) - 0.018 * np.maximum(y, -2))[..., None]
    beam = window_light(x, y, np.full_like(x, WALL + 3.0), light) * smoothstep(-2.0, 4.0, x)
    tone = np.array(light.fill, np.float32) * 1.62 * fall + np.array(light.key, np.float32) * (0.34 * beam[..., None])
    colour = base * (1 + 0.03 * grain(x * 0.03, y * 0.03))[..., None] * tone
    opening, scene = _outside(x + 5.4, y - 5.6, light, rng)
    frame = np.array((0.86, 0.84, 0.79), np.float32) * (np.array(light.fill, np.float32) * 1.25 + 0.12)
    edge = smoothstep(0.45, 0.3, np.maximum(np.abs(x + 5.4) - 2.7, np.abs(y - 5.6) - 4.05))[..., None]
    colour = colour + (frame - colour) * edge
    colour = colour + (scene - colour) * opening[..., None]
    curtain = smoothstep(-3.3, -2.9, x) * smoothstep(-1.35, -1.75, x + 0.06 * np.sin(y)) * smoothstep(-2.5, -1.5, y)
    fold = 0.78 + 0.22 * np.sin(x * 9 + 0.35 * np.sin(y * 0.6))
    cloth = np.array((0.95, 0.92, 0.85), np.float32) * (0.55 * np.array(light.sky) + 0.55 * np.array(light.fill))
    colour = colour + (cloth * fold[..., None] - colour) * (0.8 * curtain)[..., None]
    return np.asarray(colour, np.float32), np.asarray(opening * (1 - 0.8 * curtain), np.float32)


def _outside(x: Gray, y: Gray, light: Daylight, rng: np.random.Generator) -> tuple[Gray, NDArray[np.float32]]:
    opening = panes(x, y, 2.6, 0.13, 0.06)
    sky = np.array(light.sky, np.float32)
    height = np.clip((y + 4) / 8, 0, 1)[..., None]
    scene = sky * (0.88 + 0.12 * height)
    leaf = np.array((0.50, 0.60, 0.42), np.float32) * (0.42 + 0.75 * sky)
    shift = float(rng.uniform(0, 1))
    clump = grain(x * 0.035 + shift, y * 0.035) + 0.5 * grain(x * 0.11, y * 0.11 + shift)
    tree = smoothstep(-0.2, 0.9, clump - 1.1 * (y + 0.6) / 2)[..., None]
    return opening, np.asarray(scene + (leaf - scene) * tree * 0.75, np.float32)


def cloth_height(x: Gray, z: Gray, shift: float) -> Gray:
    """Folds of a tablecloth, dm."""
    wave = 0.05 * np.sin(0.8 * x + 0.45 * z + shift + 0.5 * np.sin(0.4 * z))
    crease = 0.07 * np.exp(-(((x * 0.9 + z * 0.35 + 2.2 * np.cos(shift)) / 0.22) ** 2))
    crease = crease + 0.06 * np.exp(-(((x * 0.55 - z * 0.8 - 2.6) / 0.2) ** 2))
    return np.asarray(wave + crease + 0.035 * np.sin(1.9 * z - 0.6 * x + 2 * shift), np.float32)


_STRIPES = (("#e4dccb", "#4f6f93"), ("#e8e0d0", "#a94f45"), ("#e2dac6", "#5f7f63"), ("#dcd3c2", "#8d7a5e"))
_WOODS = ("#7d5433", "#8d6a47", "#5f3d28")


@dataclass(frozen=True)
class Board:
    """What covers the table: cloth, wood, or a cloth over part of the wood."""

    kind: int
    seed: int

    def cover(self, x: Gray, z: Gray) -> Gray:
        """1 where cloth lies, 0 where the wood shows."""
        if self.kind != 2:
            return np.full_like(x, 1.0 if self.kind == 0 else 0.0)
        line = x * 0.94 + z * 0.34 + 0.9 + 0.05 * np.sin(2.2 * z)
        return np.asarray(smoothstep(-0.015, 0.015, 1.9 - np.abs(line)), np.float32)

    def normal(self, x: Gray, z: Gray) -> NDArray[np.float32]:
        """Unit normals (n, 3) of the top."""
        shift, e = self.seed % 7 * 0.9, 0.03
        here, on = cloth_height(x, z, shift), self.cover(x, z)
        dx = (cloth_height(x + e, z, shift) - here) / e * on
        dz = (cloth_height(x, z + e, shift) - here) / e * on
        if self.kind == 2:
            dx = dx + (self.cover(x + e, z) - on) * 0.8
        n = np.stack([-dx, np.ones_like(dx), -dz], -1)
        return np.asarray(n / np.linalg.norm(n, axis=-1, keepdims=True), np.float32)

    def colour(self, x: Gray, z: Gray) -> NDArray[np.float32]:
        """Colours (n, 3) of the top."""
        on = self.cover(x, z)[:, None]
        if self.kind == 0:
            return self._cloth(x, z)
        wood = self._wood(x, z)
        return np.asarray(wood + (self._cloth(x, z) - wood) * on, np.float32) if self.kind == 2 else wood

    def _cloth(self, x: Gray, z: Gray) -> NDArray[np.float32]:
        linen, band = (np.array(ink(c), np.float32) for c in _STRIPES[self.seed % len(_STRIPES)])
        shift = self.seed % 7 * 0.9
        along = x * 0.94 + z * 0.34 + 0.10 * np.sin(1.1 * z + shift) + 0.5 * cloth_height(x, z, shift)
        place = np.abs(along / 1.55 - np.round(along / 1.55)) * 1.55
        stripe = smoothstep(0.1, 0.085, place) + smoothstep(0.03, 0.018, np.abs(place - 0.165))
        weave = 1 + 0.025 * grain(x * 2.2, z * 0.5) + 0.025 * grain(x * 0.5, z * 2.2)
        return np.asarray((linen + (band - linen) * np.clip(stripe, 0, 1)[:, None] * 0.82) * weave[:, None], np.float32)

    def _wood(self, x: Gray, z: Gray) -> NDArray[np.float32]:
        base = np.array(ink(_WOODS[self.seed % len(_WOODS)]), np.float32)
        plank = np.floor(z / 1.45 + 0.37)
        own = np.sin(plank * 78.2 + self.seed) * 3.1
        figure = grain(x * 0.022 + own, z * 0.33 + own) + 0.6 * grain(x * 0.05 + own, z * 1.6)
        ringed = 0.5 + 0.5 * np.sin(6.5 * grain(x * 0.009 + own, z * 0.1) + 3 * z)
        place = z / 1.45 + 0.37 - plank
        seam = smoothstep(0.016, 0.004, np.minimum(place, 1 - place))
        value = (0.92 + 0.09 * figure + 0.10 * (ringed - 0.5) + 0.07 * np.sin(own)) * (1 - 0.6 * seam)
        return np.asarray(base * np.clip(value, 0.2, 1.5)[:, None], np.float32)
