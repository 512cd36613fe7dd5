"""Photographic processes: film stocks, silver plates, instant prints."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.look import Look
from app.providers.local.numeric import blur, luma, mix, noise, random, smoothstep
from app.providers.local.paint import fields
from app.providers.local.paint.painterly.digital import bloom
from app.providers.local.paint.painterly.grade import vignette
from app.providers.local.paint.painterly.ground import keyed, split_light
from app.providers.local.plate import RGB, Gray, Plate
from app.providers.local.strips import in_strips

_MILK = np.array([0.965, 0.955, 0.93], np.float32)


def grained(colour: RGB, seed: int, size: float, amount: float) -> RGB:
    """Silver grain: clumps of `size` units, strongest in the middle tones (Newson 2017, Gaussian limit)."""
    u = fields.unit(colour.shape)
    field = blur(random(seed, 461).normal(0, 1, colour.shape[:2]).astype(np.float32), max(0.35, size * u * 0.5))
    field = field * np.float32(0.62 / (float(field.std()) + 1e-6))
    grey = luma(colour)
    tones = 0.35 + 2.6 * grey * (1 - grey)
    return np.asarray(np.clip(colour + (field * tones * np.float32(amount))[..., None], 0, 1), np.float32)


def halation(colour: RGB, u: float, amount: float) -> RGB:
    """Light scattered back by the film base: an orange-red glow about the brightest edges."""
    bright = smoothstep(0.72, 0.98, luma(colour))
    spill = np.clip(blur(bright, 9 * u) - bright * 0.4, 0, 1)
    return np.clip(colour + spill[..., None] * np.array([0.75, 0.24, 0.06], np.float32) * np.float32(amount), 0, 1)


def curve(colour: RGB, shadows: NDArray[np.float32], lights: NDArray[np.float32], bend: float) -> RGB:
    """A film curve: S-shaped by `bend`, running from `shadows` to `lights` instead of black to white."""
    x = np.clip(colour, 0, 1)
    s_shaped = x + (x * x * (3 - 2 * x) - x) * np.float32(bend)
    return np.asarray(shadows + (lights - shadows) * s_shaped, np.float32)


def _mono(colour: RGB, weights: tuple[float, float, float]) -> Gray:
    return np.asarray(np.clip(colour @ np.array(weights, np.float32), 0, 1), np.float32)


def _grey(value: Gray) -> RGB:
    return np.repeat(value[..., None], 3, -1)


def local_contrast(value: Gray, u: float, amount: float) -> Gray:
    """Dodging and burning: differences against a wide edge-keeping surround, enlarged."""
    wide = fields.abstract(_grey(value), 22 * u)[..., 0]
    return np.asarray(np.clip(value + (value - blur(wide, 6 * u)) * amount, 0, 1), np.float32)


def analogue_film(plate: Plate, look: Look, seed: int) -> RGB:
    """Colour negative film: lifted warm shadows, creamy lights, halation, visible grain, a soft lens."""
    u = fields.unit(plate.colour.shape)
    colour = halation(blur(plate.colour, 0.5 * u), u, 0.34)
    colour = split_light(colour, np.array([0.20, 0.42, 0.42], np.float32), np.array([1, 0.84, 0.62], np.float32), 0.16)
    shadows, lights = np.array([0.075, 0.065, 0.085], np.float32), np.array([1.0, 0.965, 0.885], np.float32)
    colour = fields.saturate(curve(fields.tone(colour, 1.0, 0.14), shadows, lights, 0.5), 1.15)
    colour = colour * vignette(colour.shape, 0.28)[..., None]
    return grained(colour, seed, 1.7 * look.scale, 0.034 + 0.04 * look.grain)


def black_and_white(plate: Plate, look: Look, seed: int) -> RGB:
    """Black-and-white photograph: red filter, dark skies, dodged and burnt over the full scale (Adams 1948)."""
    u = fields.unit(plate.colour.shape)
    value = _mono(keyed(plate.colour, 0.01, 0.99, 0.85), (0.58, 0.34, 0.08))
    value = local_contrast(value, u, 0.55)
    value = np.asarray(value + (value * value * (3 - 2 * value) - value) * 0.65, np.float32)
    value = value * vignette(value.shape, 0.3)
    toned = _grey(value) * np.array([1.0, 0.985, 0.955], np.float32) + np.array([0.012, 0.012, 0.016], np.float32)
    return grained(np.clip(toned, 0, 1), seed, 1.4 * look.scale, 0.022 + 0.04 * look.grain)


def film_noir(plate: Plate, look: Look, seed: int) -> RGB:
    """Film noir: deep blacks, hard light through a blind, smoke, coarse grain."""
    u = fields.unit(plate.colour.shape)
    value = _mono(keyed(plate.colour, 0.0, 1.0, 0.95), (0.42, 0.42, 0.16))
    value = local_contrast(value, u, 0.5)
    x, y = fields.coordinates(value.shape)
    slope = y + x * 0.22 + (noise(value.shape, seed + 151, 5, octaves=2) - 0.5) * 30 * u
    slats = smoothstep(-0.35, 0.45, np.asarray(np.sin(slope / (11 * u * look.scale)), np.float32))
    reach = smoothstep(
        0.95, 0.25, np.asarray(np.hypot(x / value.shape[1] - 0.42, y / value.shape[0] - 0.4), np.float32)
    )
    light = 0.62 + 0.40 * slats * reach + 0.22 * reach
    value = np.asarray(np.clip(value * light, 0, 1), np.float32)
    smoke = noise(value.shape, seed + 152, 3, octaves=5, stretch=2.4)
    value = np.asarray(1 - (1 - value) * (1 - np.clip(smoke - 0.42, 0, 1) * 0.3 * slats * reach), np.float32)
    value = np.asarray(value + (value * value * (3 - 2 * value) - value) * 0.8, np.float32)
    done = bloom(_grey(value * vignette(value.shape, 0.6)), u, 0.7, 0.5)
    return grained(done * np.array([0.98, 0.99, 1.0], np.float32), seed, 1.7, 0.04 + 0.04 * look.grain)


def lomo(plate: Plate, look: Look, seed: int) -> RGB:
    """Toy camera, cross-processed: acid colours, heavy vignette, a light leak, soft corners."""
    u = fields.unit(plate.colour.shape)
    shape = plate.depth.shape
    soft = smoothstep(0.6, 1.0, 1 - vignette(shape, 1.0))
    colour = mix(plate.colour, blur(plate.colour, 3.5 * u), soft)
    x = np.clip(colour, 0, 1)
    bent = x + (x * x * (3 - 2 * x) - x) * np.array([1.25, 0.9, -0.35], np.float32)
    bent = bent * np.array([1.04, 1.03, 0.82], np.float32) + np.array([0.0, 0.015, 0.11], np.float32)
    colour = fields.saturate(np.asarray(np.clip(bent, 0, 1), np.float32), 1.38)
    px, py = fields.coordinates(shape)
    side = px / shape[1] if seed % 2 else 1 - px / shape[1]
    cloud = noise(shape, seed + 153, 2.2, octaves=3)
    leak = smoothstep(0.52, 1.08, np.asarray(side * 0.75 + cloud * 0.42 + 0.1 * py / shape[0], np.float32))
    colour = 1 - (1 - colour) * (1 - leak[..., None] * np.array([0.95, 0.36, 0.10], np.float32) * 0.72)
    colour = np.asarray(colour * vignette(shape, 0.78)[..., None], np.float32)
    return grained(colour, seed, 1.6 * look.scale, 0.03 + 0.03 * look.grain)


def polaroid(plate: Plate, look: Look, seed: int) -> RGB:
    """Instant print: milky shadows, cyan cast, uneven developer, in its white frame with the wide lower edge."""
    u = fields.unit(plate.colour.shape)
    h, w = plate.depth.shape
    edge, foot = int(0.055 * min(h, w)), int(0.17 * min(h, w))
    ih, iw = h - edge - foot, w - 2 * edge
    scale = max(iw / w, ih / h)
    size = (max(iw, round(w * scale)), max(ih, round(h * scale)))
    whole = np.asarray(cv2.resize(plate.colour, size, interpolation=cv2.INTER_AREA), np.float32)
    left, top = (size[0] - iw) // 2, (size[1] - ih) // 2
    image = blur(whole[top : top + ih, left : left + iw], 0.6 * u)
    image = curve(image, np.array([0.10, 0.125, 0.15], np.float32), np.array([0.98, 0.955, 0.86], np.float32), 0.35)
    image = fields.saturate(np.clip(image, 0, 1), 0.86)
    patch = noise((ih, iw), seed + 154, 2.5, octaves=3) - 0.5
    image = image + patch[..., None] * np.array([0.10, 0.03, -0.09], np.float32)
    image = np.asarray(np.clip(image, 0, 1) * vignette((ih, iw), 0.38)[..., None], np.float32)
    image = grained(image, seed, 1.9 * look.scale, 0.016 + 0.02 * look.grain)
    fibre = fields.paper((h, w), seed, size=2.2)
    card = _MILK * (1 + (fibre - 0.5) * np.float32(0.035))[..., None]
    cavity = np.zeros((h, w), np.float32)
    cavity[edge : edge + ih, edge : edge + iw] = 1
    card = np.asarray(card * (1 - 0.28 * blur(cavity, 2.2 * u))[..., None], np.float32)
    card[edge : edge + ih, edge : edge + iw] = image
    return np.asarray(np.clip(card, 0, 1), np.float32)


def daguerreotype(plate: Plate, look: Look, seed: int) -> RGB:
    """Daguerreotype: silver in an oval mat, blue-gold tarnish creeping from the rim, scratches, a cold sheen."""
    u = fields.unit(plate.colour.shape)
    shape = plate.depth.shape
    value = _mono(keyed(plate.colour, 0.04, 0.96, 0.85), (0.10, 0.42, 0.48))
    value = local_contrast(blur(value, 0.7 * u), u, 0.4)
    silver = mix(np.broadcast_to(np.array([0.085, 0.075, 0.07], np.float32), plate.colour.shape),
                 np.broadcast_to(np.array([0.90, 0.88, 0.83], np.float32), plate.colour.shape), value)  # fmt: skip
    x, y = fields.coordinates(shape)
    rim = np.hypot((x / shape[1] - 0.5) * 2.02, (y / shape[0] - 0.5) * 2.02)
    creep = noise(shape, seed + 155, 5, octaves=5, gain=0.62)
    tarnish = smoothstep(0.55, 1.02, np.asarray(rim + (creep - 0.5) * 0.75, np.float32))
    hues = fields.coordinates((1, 1))[0]
    phase = (rim * 5 + creep * 6 + hues).astype(np.float32)
    film = np.dstack([0.52 + 0.20 * np.cos(phase), 0.44 + 0.10 * np.cos(phase - 1.2), 0.36 + 0.24 * np.cos(phase - 3)])
    stained = silver * 0.45 + film * (0.5 * luma(silver) + 0.12)[..., None]
    silver = mix(silver, np.asarray(stained, np.float32), tarnish * 0.85)
    del film, stained, phase, creep, tarnish, value
    silver = _scratched(silver, seed, u)
    sheen = np.clip(1 - np.abs(x / shape[1] - 0.35 - 0.25 * y / shape[0]) * 3.2, 0, 1) ** 2
    silver = np.asarray(silver + (sheen * 0.06)[..., None] * np.array([0.8, 0.95, 1.15], np.float32), np.float32)
    return grained(_matted(np.clip(silver, 0, 1), rim, seed, u), seed, 1.0, 0.012 + 0.02 * look.grain)


def _matted(picture: RGB, rim: Gray, seed: int, u: float) -> RGB:
    """A brass mat with an oval window around the plate."""
    brushed = noise(rim.shape, seed + 156, 300, octaves=1, stretch=0.03) * 0.12 + 0.94
    brass = np.array([0.50, 0.385, 0.20], np.float32) * brushed[..., None]
    mask = smoothstep(1.02 - 0.004, 1.02 + 0.004, np.asarray(rim, np.float32))
    bevel = fields.emboss(blur(mask, 2.2 * u), 4.0 * u)
    shadow = 1 - 0.45 * smoothstep(0.9, 1.02, np.asarray(rim, np.float32)) * (1 - mask)

    def rows(picture: RGB, shadow: Gray, brass: RGB, bevel: Gray, mask: Gray) -> RGB:
        return np.clip(mix(picture * shadow[..., None], brass * bevel[..., None], mask), 0, 1)

    return in_strips(rows, picture, shadow, brass, bevel, mask)


def _scratched(picture: RGB, seed: int, u: float) -> RGB:
    """Hairline scratches and dust, all lines in one call."""
    rng = random(seed, 471)
    h, w = picture.shape[:2]
    start = rng.random((46, 2)) * [w, h]
    turn = rng.normal(0.35, 0.5, 46)
    reach = rng.uniform(6, 70, 46) * u
    stop = start + np.stack([np.cos(turn), np.sin(turn)], -1) * reach[:, None]
    lines = (np.stack([start, stop], 1) * 16).astype(np.int32)
    marks = np.zeros((h, w), np.float32)
    cv2.polylines(marks, list(lines), False, 0.8, 1, cv2.LINE_AA, 4)
    dust = (rng.random((h, w), dtype=np.float32) > 1 - 0.00022 / (u * u)).astype(np.float32)
    marks = np.clip(marks * 0.5 + blur(dust, 0.9 * u) * 4, 0, 1)
    return mix(picture, np.broadcast_to(np.array([0.82, 0.80, 0.74], np.float32), picture.shape), marks * 0.45)
