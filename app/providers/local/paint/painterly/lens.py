"""Looks made by lens, filter and sensor: long exposure, tilt-shift, infrared, cinema, high dynamic range."""

from __future__ import annotations

import cv2
import numpy as np

from app.providers.local.look import Look
from app.providers.local.numeric import blur, luma, mix, noise, smoothstep
from app.providers.local.paint import fields
from app.providers.local.paint.painterly.digital import bloom
from app.providers.local.paint.painterly.film import curve, grained, halation, local_contrast
from app.providers.local.paint.painterly.grade import vignette, warmed
from app.providers.local.paint.painterly.ground import importance, keyed, split_light
from app.providers.local.plate import RGB, Gray, Plate


def _dragged(colour: RGB, dx: Gray, dy: Gray) -> RGB:
    """Motion blur along a vector field (px, full length), by doubling: 2^5 samples for five warps."""
    done = colour
    for step in range(5):
        share = np.float32(0.5 ** (step + 1))
        done = np.asarray((done + fields.warp(done, dx * share, dy * share)) / 2, np.float32)
    return done


def _water(plate: Plate) -> Gray:
    """Where water is likely, 0…1: level surfaces no greener or redder than they are blue."""
    r, g, b = (blur(plate.colour[..., i], 2.0) for i in range(3))
    level = smoothstep(0.45, 0.8, plate.normal[..., 1])
    blue = smoothstep(-0.10, 0.03, np.asarray(b - np.maximum(r * 0.92, g), np.float32))
    return blur(np.asarray(level * blue, np.float32), 2 * fields.unit(plate.depth.shape))


def long_exposure(plate: Plate, look: Look, seed: int) -> RGB:
    """Long exposure: clouds drawn out towards the horizon, water smoothed to silk, a dark filter's cool calm."""
    u = fields.unit(plate.colour.shape)
    h, w = plate.depth.shape
    x, y = fields.coordinates((h, w))
    sky = smoothstep(0.965, 0.995, plate.depth)
    cx, cy = w * (0.3 if seed % 2 else 0.7), h * 0.62
    rush = np.hypot(x - cx, y - cy) / h
    reach = np.float32(130 * u * look.scale) * (0.35 + rush)
    away = np.hypot(x - cx, y - cy) + np.float32(1)
    clouds = _dragged(plate.colour, (x - cx) / away * reach, (y - cy) / away * reach)
    streaks = noise((h, w), seed + 161, 26, octaves=2, stretch=0.4)
    silk = _dragged(blur(plate.colour, 2 * u), np.full_like(x, 90 * u), np.full_like(x, 5 * u))
    silk = mix(silk, np.ones_like(silk), 0.10)
    colour = mix(plate.colour, clouds, sky * (0.86 + 0.14 * streaks))
    colour = mix(colour, silk, _water(plate) * 0.92)
    colour = keyed(colour, 0.02, 0.97, 0.5)
    colour = split_light(colour, np.array([0.16, 0.30, 0.52], np.float32), np.array([1, 0.88, 0.72], np.float32), 0.2)
    value = luma(colour)
    burnt = local_contrast(value, u, 0.35)
    colour = np.asarray(np.clip(colour * (burnt / np.maximum(value, 0.02))[..., None], 0, 1), np.float32)
    return np.asarray(bloom(colour, u, 0.75, 0.3) * vignette((h, w), 0.42)[..., None], np.float32)


def _defocused(colour: RGB, amount: Gray, reach: float) -> RGB:
    """Lens blur that grows with `amount` (0…1) up to a disc of `reach` px; highlights keep their weight."""
    bright = np.asarray(colour**2.4, np.float32)
    levels = [bright]
    for share in (0.33, 0.66, 1.0):
        side = max(1, round(reach * share)) * 2 + 1
        disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)).astype(np.float32)
        levels.append(
            np.asarray(cv2.filter2D(bright, -1, disc / disc.sum(), borderType=cv2.BORDER_REFLECT), np.float32)
        )
    done = levels[0]
    for number, level in enumerate(levels[1:]):
        done = mix(done, level, np.clip(amount * 3 - number, 0, 1))
    return np.asarray(np.clip(done, 0, 1) ** np.float32(1 / 2.4), np.float32)


def tilt_shift(plate: Plate, look: Look, _seed: int) -> RGB:
    """Tilt-shift: a thin plane of focus across the subject, the rest in creamy blur, so that all looks like a model."""
    u = fields.unit(plate.colour.shape)
    h = plate.height
    rows = importance(plate, 0.0).mean(-1)
    rows = rows * np.hanning(h + 2)[1:-1].astype(np.float32)
    centre = float((rows * np.arange(h)).sum() / (rows.sum() + 1e-6)) / h
    y = fields.coordinates(plate.depth.shape)[1] / h
    away = smoothstep(0.09, 0.42, np.abs(y - np.float32(centre)))
    focus = float(np.median(plate.depth[int(max(0, centre - 0.05) * h) : int((centre + 0.05) * h) + 1]))
    away = np.clip(away + 0.25 * smoothstep(0.35, 0.8, np.abs(plate.depth - focus)) * away, 0, 1)
    colour = fields.saturate(keyed(plate.colour, 0.02, 0.99, 0.6), 1.42)
    sharp = np.clip(colour + (colour - blur(colour, 1.6 * u)) * 0.9, 0, 1)
    done = _defocused(np.asarray(sharp, np.float32), np.asarray(away, np.float32), 11 * u * look.scale)
    return np.clip(fields.tone(done, 1.1, 0.08), 0, 1)


def infrared(plate: Plate, look: Look, seed: int) -> RGB:
    """Colour infrared film: foliage turns rose and crimson, skies deep teal, with a soft glow over the leaves."""
    u = fields.unit(plate.colour.shape)
    colour = keyed(plate.colour, 0.03, 0.97, 0.6)
    r, g, b = colour[..., 0], colour[..., 1], colour[..., 2]
    green = smoothstep(0.22, 0.45, np.asarray((g - b) / (g + 0.03), np.float32))
    leaf = green * smoothstep(1.32, 1.05, np.asarray(r / (g + 0.02), np.float32))
    leaf = leaf * smoothstep(0.985, 0.95, plate.depth)
    value = np.clip(luma(colour) * (1 + 0.75 * leaf) + 0.10 * leaf, 0, 1)
    rose = np.dstack([np.clip(value * 1.02 + 0.14, 0, 1), value**1.6 * 0.66, value**1.3 * 0.70 + 0.06])
    swapped = np.dstack([np.clip(0.55 * r + 0.45 * value, 0, 1), r * 0.72 + g * 0.2, g * 0.7 + b * 0.36])
    earth = mix(colour, np.asarray(swapped, np.float32), 0.78)
    sky = smoothstep(0.97, 0.995, plate.depth)[..., None]
    earth = np.asarray(earth * (1 - sky * np.array([0.42, 0.08, 0.0], np.float32)), np.float32)
    done = mix(earth, np.asarray(rose, np.float32), leaf)
    glow = blur(done * leaf[..., None], 10 * u)
    done = np.asarray(1 - (1 - done) * (1 - np.clip(glow * 0.42, 0, 1)), np.float32)
    return grained(fields.tone(done, 1.1), seed, 1.5 * look.scale, 0.016 + 0.03 * look.grain)


def cinematic(plate: Plate, look: Look, seed: int) -> RGB:
    """A frame of film: wide bars, teal shadows and amber skin, anamorphic streaks, haze and fine grain."""
    u = fields.unit(plate.colour.shape)
    h, w = plate.depth.shape
    colour = keyed(fields.tone(plate.colour, 1.0, 0.12), 0.0, 0.98, 0.6)
    colour = split_light(colour, np.array([0.03, 0.30, 0.40], np.float32), np.array([1, 0.72, 0.42], np.float32), 0.38)
    air = smoothstep(0.4, 0.95, plate.depth) * (1 - smoothstep(0.97, 1.0, plate.depth))
    colour = mix(colour, np.broadcast_to(colour.mean((0, 1)) * 0.6 + 0.3, colour.shape).astype(np.float32), air * 0.16)
    hot = smoothstep(0.86, 1.0, luma(colour))
    streak = np.asarray(cv2.GaussianBlur(hot, (0, 0), sigmaX=70 * u, sigmaY=1.3 * u), np.float32)
    colour = colour + np.clip(streak, 0, 0.5)[..., None] * np.array([0.30, 0.62, 1.0], np.float32) * 0.8
    colour = bloom(halation(np.asarray(np.clip(colour, 0, 1), np.float32), u, 0.2), u, 0.7, 0.45)
    colour = curve(colour, np.array([0.012, 0.022, 0.03], np.float32), np.array([0.99, 0.975, 0.94], np.float32), 0.6)
    colour = np.asarray(colour * vignette((h, w), 0.4)[..., None], np.float32)
    colour = grained(colour, seed, 1.3 * look.scale, 0.014 + 0.024 * look.grain)
    bar = int(max(0.0, (h - w / 1.85) / 2)) if h < w else int(0.06 * h)
    bar = max(bar, int(0.055 * h))
    colour[:bar] = 0.012
    colour[h - bar :] = 0.012
    return colour


def high_dynamic_range(plate: Plate, look: Look, _seed: int) -> RGB:
    """High dynamic range: base and detail parted by an edge-keeping filter, base compressed (Durand 2002)."""
    u = fields.unit(plate.colour.shape)
    value = np.maximum(luma(plate.colour), 0.008)
    log = np.log2(value)
    base = fields.abstract(np.repeat(log[..., None], 3, -1), 14 * u * look.scale)[..., 0]
    fine = log - blur(log, 2.2 * u)
    middle = float(np.quantile(base[::4, ::4], 0.6))
    shaped = (base - middle) * 0.7 + middle * 0.84 + (log - base) * 1.55 + fine * 0.75
    done = np.asarray(plate.colour * (np.exp2(shaped) / value)[..., None], np.float32)
    done = np.asarray(done / (1 + np.clip(done - 0.8, 0, None)), np.float32)
    done = warmed(fields.saturate(np.clip(done, 0, 1), 1.28), 0.06)
    return np.asarray(keyed(done, 0.02, 0.97, 0.7) * vignette(value.shape, 0.2)[..., None], np.float32)
