"""The sky: gradient, sun or moon with its glow, stars, clouds lit from the sun's side, aurora and rainbow."""

from __future__ import annotations

from functools import partial

import cv2
import numpy as np

from app.providers.local.numeric import blur, hexcode, mix, ramp, random, smoothstep
from app.providers.local.plate import RGB, Gray
from app.providers.local.scene.clouds import cumulus, deck
from app.providers.local.scene.field import Field
from app.providers.local.scene.mood import Air
from app.providers.local.scene.view import View
from app.providers.local.strips import in_strips


def draw_sky(view: View, air: Air, seed: int, features: frozenset[str]) -> RGB:
    """The whole frame as sky, also below the horizon, where it is mirrored (water and haze borrow from it)."""
    lights: tuple[Gray, ...] = ()
    if air.stars > 0.02:
        lights = (_stars(view, air, seed),)
        if air.stars > 0.6 or "milkyway" in features:
            lights += (_grains(view, seed),)
    return in_strips(partial(_rows, view, air, seed, features), *view.rays(), *lights)


def _rows(view: View, air: Air, seed: int, features: frozenset[str], across: Gray, up: Gray, *lights: Gray) -> RGB:
    """Rows of the sky; `lights` are the stars and the grains of the Milky Way where they are seen."""
    rise = np.abs(up)
    sky = gradient(rise, air)
    x = across - (air.sun[0] * view.width - view.cx) / view.focal
    distance = np.hypot(x, rise - air.sun[1])
    sky = _glow(sky, air, x, rise, distance)
    if lights:
        sky += lights[0][..., None] * np.array([1.0, 0.97, 0.92], np.float32) * smoothstep(0.0, 0.2, up)[..., None]
    if len(lights) > 1:
        sky = _milky_way(sky, lights[1], air, seed, across, rise)
    if "aurora" in features:
        sky = aurora(sky, seed, across, rise)
    sky = _disc(sky, view, air, distance, x, rise)
    if air.clouds > 0.02:
        sky = deck(sky, view, air, seed, across, rise, distance)
        if air.grey < 0.5 and air.clouds > 0.2 and not features & {"aurora", "milkyway", "fireworks"}:
            sky = cumulus(sky, view, air, seed, across, rise, distance)
    if "rainbow" in features:
        sky = _rainbow(sky, across, up, -np.sign(air.sun[0] - 0.5))
    return np.clip(sky, 0, 1.2)


def gradient(rise: Gray, air: Air) -> RGB:
    """Colour by elevation; `rise` is the slope of the ray."""
    return ramp(np.clip(rise / 0.62, 0, 1) ** 0.82, list(air.sky))


def _glow(sky: RGB, air: Air, x: Gray, rise: Gray, distance: Gray) -> RGB:
    """Light scattered around the sun: a tight halo and a wide band along the horizon."""
    strength = (0.25 if air.moon else 0.6) * (1 - 0.75 * air.grey)
    low = float(np.clip(1.2 - air.sun[1] * 2.2, 0.15, 1))
    wide = np.exp(-np.abs(x) * 1.5 - rise * 5.5) * low * 0.6 + np.exp(-distance * 4.5) * 0.55
    tight = np.exp(-distance * 13) * 0.5
    sky = mix(sky, np.broadcast_to(air.glow, sky.shape), np.clip(wide * strength, 0, 0.85))
    return np.asarray(sky + air.glow * (tight * strength)[..., None], np.float32)


def _disc(sky: RGB, view: View, air: Air, distance: Gray, x: Gray, rise: Gray) -> RGB:
    """The sun's or moon's disc; the moon has its seas. Hidden by a grey sky."""
    shown = 1 - float(smoothstep(0.3, 0.7, np.float32(air.grey)))
    if shown <= 0 or air.sun[1] < -0.02:
        return sky
    radius = 0.05 if air.moon else (0.040 if air.sun[1] < 0.2 else 0.026)
    soft = 1.2 / view.focal
    face = np.broadcast_to(air.disc, sky.shape)
    if air.moon:
        seas = Field(5).fbm(x * 30 + 7, rise * 30 + 3, 4)
        face = face * (1 - 0.22 * smoothstep(0.48, 0.62, seas))[..., None]
    return mix(sky, face, smoothstep(radius + soft, radius - soft, distance) * shown)


def _stars(view: View, air: Air, seed: int) -> Gray:
    """Points of many magnitudes; positions follow the picture's width so that any size shows the same sky."""
    rng = random(seed, 301)
    count = 900
    spot = rng.random((count, 2))
    bright = rng.random(count) ** 6 * 0.95 + 0.12
    field = np.zeros((view.height, view.width), np.float32)
    scale = view.unit / 576
    columns = (spot[:, 0] * view.width).astype(int)
    rows = (spot[:, 1] * view.height).astype(int)
    np.maximum.at(field, (rows, columns), bright.astype(np.float32))
    large = np.where(field > 0.55, field, 0)
    field = blur(field, 0.45 * scale + 0.25) * (1.6 + scale * 1.5) + blur(large, 1.3 * scale) * 5 * scale
    return np.asarray(np.clip(field * air.stars, 0, 1), np.float32)


def _grains(view: View, seed: int) -> Gray:
    """The faint stars that the Milky Way is sown with."""
    grains = random(seed, 302).random((view.height, view.width), dtype=np.float32) > 0.985
    return blur(grains.astype(np.float32), 0.5)


def _milky_way(sky: RGB, grains: Gray, air: Air, seed: int, across: Gray, rise: Gray) -> RGB:
    """A band of unresolved stars with dark lanes, slanting over the sky."""
    field = Field(seed + 9)
    tilt = 0.9 if air.sun[0] < 0.5 else -0.9
    along, off = across * 0.75 + rise * tilt, rise * 0.75 - across * tilt - 0.28
    wander = (field.fbm(along * 3, off * 3, 3) - 0.5) * 0.25
    band = np.exp(-(((off + wander) / 0.13) ** 2))
    dust = field.fbm(across * 9, rise * 9, 5, salt=5)
    glow = band * smoothstep(0.3, 0.75, dust) * air.stars * (0.22 if air.moon else 0.34)
    grains = grains * band * 0.5 * air.stars
    tint = np.array([0.80, 0.80, 1.0], np.float32)
    return np.asarray(sky + (glow * smoothstep(0.02, 0.25, rise) + grains)[..., None] * tint, np.float32)


def aurora(sky: RGB, seed: int, across: Gray, rise: Gray) -> RGB:
    """Curtains of green and violet light: folded lines smeared upwards."""
    field = Field(seed + 21)
    out = sky
    for k in range(3):
        line = 0.12 + 0.09 * k + (field.fbm(across * 1.5 + 9 * k, across * 0 + k, 3) - 0.5) * 0.42
        fold = field.fbm(across * 7 + 3 * k, across * 0.3 + rise * 0.5, 4, salt=3 * k)
        above = rise - line
        veil = np.exp(-np.clip(above, 0, None) * (7 - 1.4 * k)) * smoothstep(-0.03, 0.015, above)
        rays = 0.35 + 0.65 * smoothstep(0.3, 0.7, field.fbm(across * 30 + 5 * k, rise * 1.2, 3, salt=7))
        amount = veil * rays * smoothstep(0.32, 0.62, fold) * (0.85 - 0.15 * k)
        tint = ramp(np.clip(above * 3.2, 0, 1), [(0, "#8effb4"), (0.3, "#3fe0a0"), (0.65, "#3f8fc8"), (1, "#a04fd0")])
        out = out + tint * amount[..., None]
    return np.asarray(out, np.float32)


def _rainbow(sky: RGB, across: Gray, up: Gray, side: float) -> RGB:
    """Primary bow with a brighter inside, as at the antisolar point below the horizon."""
    r = np.hypot(across - (side or 1) * 0.08, up + 0.16)
    t = (r - 0.50) / 0.05
    bow = ramp(
        np.clip(t, 0, 1),
        [(0, "#7a5cd0"), (0.25, "#3f8fe0"), (0.45, "#4fc080"), (0.65, "#f0e060"), (0.85, "#f09a40"), (1, "#e05048")],
    )
    amount = np.exp(-(((t - 0.5) / 0.42) ** 4)) * 0.5
    inside = smoothstep(0.5, 0.44, r) * 0.08
    return np.asarray(mix(sky, bow * 0.6 + sky * 0.7, amount) + inside[..., None], np.float32)


def lightning(picture: RGB, view: View, seed: int, u: float) -> RGB:
    """A forked bolt from the clouds to the horizon with its glow (midpoint displacement, Fournier et al. 1982)."""
    rng = random(seed, 311)
    layer = np.zeros(picture.shape[:2], np.float32)
    start = np.array([u * view.width, -0.02 * view.height])
    end = np.array([(u + rng.uniform(-0.12, 0.12)) * view.width, view.cy])
    trunk = _jagged(start, end, rng)
    thick = max(1, round(view.unit / 260))
    cv2.polylines(layer, [np.round(trunk * 8).astype(np.int32)], False, 1.0, thick, cv2.LINE_AA, 3)
    for _ in range(5):
        root = trunk[int(rng.integers(6, 40))]
        tip = root + np.array([rng.uniform(-0.22, 0.22) * view.width, rng.uniform(0.12, 0.3) * view.height])
        branch = _jagged(root, tip, rng)
        cv2.polylines(layer, [np.round(branch * 8).astype(np.int32)], False, 0.65, max(1, thick // 2), cv2.LINE_AA, 3)
    layer[int(view.cy) + 1 :] = 0
    halo = blur(layer, view.unit / 70) * 1.6 + blur(layer, view.unit / 16) * 2.2
    return np.asarray(picture + (layer + halo)[..., None] * hexcode("#d9e2ff") * np.float32(0.9), np.float32)


def _jagged(
    start: np.ndarray[tuple[int], np.dtype[np.float64]],
    end: np.ndarray[tuple[int], np.dtype[np.float64]],
    rng: np.random.Generator,
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Points from start to end, displaced half as far at every halving."""
    points = np.stack([start, end])
    spread = float(np.linalg.norm(end - start)) * 0.11
    for _ in range(6):
        middle = (points[1:] + points[:-1]) / 2 + rng.normal(0, 1, (len(points) - 1, 2)) * spread * [1, 0.4]
        merged = np.empty((len(points) * 2 - 1, 2))
        merged[0::2], merged[1::2] = points, middle
        points, spread = merged, spread * 0.52
    return points
