"""Light in the dark: neon tubes, vaporwave, a light painting."""

from __future__ import annotations

from functools import partial

import numpy as np

from app.providers.local.look import Look
from app.providers.local.numeric import blur, hexcode, luma, mix, noise, ramp, random, smoothstep
from app.providers.local.paint.fields import coordinates, saturate, unit
from app.providers.local.paint.graphic.arrays import clamp
from app.providers.local.paint.graphic.poster import focus
from app.providers.local.paint.graphic.regions import flatten, nearest_hue
from app.providers.local.paint.graphic.tools import colours, dots, outline, values, vivid
from app.providers.local.plate import RGB, Gray, Plate
from app.providers.local.strips import in_strips


def neon(plate: Plate, look: Look, seed: int) -> RGB:
    """Neon: contours as glowing tubes in the hues of what they bound, haloes at three reaches, a dark wet ground."""
    u = unit(plate.colour.shape) * look.scale
    tubes = colours(look, "#ff2d78", "#ff7a1a", "#ffd319", "#2dffa8", "#19d3ff", "#5a6bff", "#c04dff")
    calm = flatten(vivid(plate.colour, 2.2, 1.2, 0.5), look, 6, plate)
    hue = blur(nearest_hue(calm, tubes), 2.5 * u)
    line = outline(plate, 2.0 * u)
    tube = smoothstep(0.12, 0.45, line) * (0.75 + 0.4 * noise(line.shape, seed, 8, octaves=2))
    core = smoothstep(0.45, 0.95, blur(tube.astype(np.float32), 0.7 * u))
    dark = vivid(plate.colour, 1.25, 1.05) ** 1.7 * np.array([0.40, 0.36, 0.62], np.float32)
    light = hue * tube[..., None]
    halo = blur(light, 3.2 * u) * 0.95 + blur(light, 10 * u) * 1.25 + blur(light, 34 * u) * 1.6
    done = dark + halo + light * 0.75 + core[..., None] * 0.62
    done = 1 - np.exp(-np.clip(done, 0, None) * 1.25)
    return clamp(saturate(done.astype(np.float32), 1.18))


def vaporwave(plate: Plate, look: Look, seed: int) -> RGB:
    """Vaporwave: pink and cyan gradient map, a sliced sun, a lit grid over the ground, tape noise, split channels."""
    u = unit(plate.colour.shape) * look.scale
    h, w = plate.depth.shape
    tone = values(plate, look, mean=0.47, local=0.6)
    stops = [
        (0.0, "#12052e"),
        (0.2, "#3b0f70"),
        (0.42, "#a01a9c"),
        (0.62, "#ff4fa3"),
        (0.8, "#ffa98f"),
        (1.0, "#fff3b8"),
    ]
    if look.palette:
        stops = [(i / max(len(look.palette) - 1, 1), code) for i, code in enumerate(look.palette)]
    mapped = ramp(tone, stops)
    x, y = coordinates((h, w))
    down = y / h
    cool = ramp(tone, [(0.0, "#0b0633"), (0.35, "#2a2a9c"), (0.65, "#2bb7d9"), (1.0, "#d9fff5")])
    picture = flatten(vivid(plate.colour, 1.5, 1.1, 0.5), look, 3, plate)
    blue = smoothstep(0.02, 0.22, picture[..., 2] - picture[..., 0])
    done = mix(mix(mapped, cool, 0.75 * blue), picture, 0.14)
    del mapped, cool, picture, blue
    sky = smoothstep(0.94, 0.985, plate.depth)
    fx, _ = focus(plate)
    horizon = _horizon(plate)
    done = _sun(done, sky, fx if abs(fx - 0.5) > 0.04 else 0.36, horizon, u)
    level = smoothstep(0.15, 0.5, blur(plate.normal, 2.0 * u)[..., 1])
    ground = smoothstep(horizon + 0.005, horizon + 0.03, down) * (1 - sky) * level
    away = 1 / np.maximum(down - horizon + 0.02, 0.012)
    across = np.abs(((x / w - 0.5) * away * 2.0) % 1 - 0.5) * 2
    along = np.abs((away * 1.5) % 1 - 0.5) * 2
    thin_x, thin_y = 0.05 + 0.010 * away, 0.05 + 0.012 * away
    grid = np.maximum(smoothstep(1 - thin_x, 1.0, across), smoothstep(1 - thin_y, 1.0, along)) * smoothstep(
        60, 14, away
    )
    glow = (grid * ground * smoothstep(0.75, 0.35, luma(done)) * 0.75).astype(np.float32)
    glow += 0.7 * blur(glow, 4 * u)
    del sky, level, ground, away, across, along, thin_x, thin_y, grid
    return _tape(in_strips(_lit_up, done, glow), look, seed, u)


def _lit_up(done: RGB, glow: Gray) -> RGB:
    return np.asarray(1 - (1 - done) * (1 - glow[..., None] * hexcode("#3df5ff") * 0.9), np.float32)


def _sun(done: RGB, sky: Gray, fx: float, horizon: float, u: float) -> RGB:
    """The striped sun, behind everything but the sky."""
    h, w = sky.shape
    radius = 0.2 * h
    centre = (fx * w, max(horizon * h - radius * 0.72, radius * 0.8))
    share = 0.92 * min(1.0, u + 0.5)
    return in_strips(partial(_shining, radius, centre, share), done, sky, *coordinates((h, w)))


def _shining(radius: float, centre: tuple[float, float], share: float, done: RGB, sky: Gray, x: Gray, y: Gray) -> RGB:
    """Rows of the picture with the sun at `centre`, (x, y) and `radius` in pixels."""
    cx, cy = centre
    inside = smoothstep(radius + 1, radius - 1, np.hypot(x - cx, y - cy))
    fall = np.clip((y - cy + radius) / (2 * radius), 0, 1)
    stripe = smoothstep(0.0, 0.1, np.asarray(np.abs((fall * 11) % 1 - 0.5) * 2 - (fall - 0.42) * 1.35, np.float32))
    face = ramp(fall, [(0.0, "#fff6a8"), (0.4, "#ffb35c"), (0.75, "#ff4f9a"), (1.0, "#b01ac8")])
    halo = np.exp(-np.hypot(x - cx, y - cy) / (1.5 * radius))[..., None] * hexcode("#ff5fb0") * 0.35
    done = done + halo * sky[..., None]
    return mix(np.clip(done, 0, 1).astype(np.float32), face, inside * stripe * sky * share)


def _horizon(plate: Plate) -> float:
    """Where the sky ends on the average, as a fraction of the height, kept off the edges."""
    sky = plate.depth > 0.96
    share = float(sky.mean())
    return float(np.clip(share, 0.38, 0.68))


def _tape(colour: RGB, look: Look, seed: int, u: float) -> RGB:
    """Video tape: channels apart, scan lines, a noise band."""
    h, w = colour.shape[:2]
    apart = max(1, round(2.2 * u))
    lines = np.arange(h, dtype=np.float32)[:, None]
    scan = 0.94 + 0.06 * np.sin(lines * np.float32(2 * np.pi / max(2.6, 3.0 * u)))
    static = (random(seed, 631).random((h, w), dtype=np.float32) - 0.5) * 0.07 * look.grain

    def rows(part: RGB, scan: Gray, static: Gray) -> RGB:
        done = np.dstack([np.roll(part[..., 0], apart, 1), part[..., 1], np.roll(part[..., 2], -apart, 1)])
        return clamp(done * scan[..., None] + static[..., None])

    return in_strips(rows, colour, scan, static)


def hologram(plate: Plate, look: Look, seed: int) -> RGB:
    """Hologram: form in interference colours by the angle of the surface, bright rims, scan lines, on black."""
    u = unit(plate.colour.shape) * look.scale
    tone = values(plate, look, mean=0.45, local=0.9)
    normal = blur(plate.normal, 1.5 * u)
    film = normal[..., 0] * 0.9 + normal[..., 1] * 0.7 + tone * 1.3 + 0.5 * noise(tone.shape, seed, 3, octaves=2)
    phase = film[..., None] * np.float32(4.2) + np.array([0.0, 2.1, 4.2], np.float32)
    sheen = 0.5 + 0.5 * np.cos(phase)
    line = smoothstep(0.1, 0.5, outline(plate, 1.6 * u))
    rows = np.arange(plate.height, dtype=np.float32)[:, None]
    scan = 0.82 + 0.18 * np.sin(rows * np.float32(2 * np.pi / max(3.0, 4.0 * u)))
    cool = sheen * 0.55 + np.array([0.12, 0.42, 0.5], np.float32)
    body = cool * (0.10 + 0.85 * tone**1.4)[..., None] * scan[..., None]
    glow = blur(line, 5 * u)[..., None] * hexcode("#37d6ff") * 0.6
    done = body + line[..., None] * hexcode("#d8fbff") * 0.75 + glow
    mesh = dots(np.full(tone.shape, 0.06, np.float32), 9 * u, 45)
    return clamp(done + 0.05 * mesh[..., None])
