"""Painting after 1886: dots, wild colour, swirling lines, poured paint."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.providers.local.look import Look
from app.providers.local.numeric import blur, luma, mix, noise, random, smoothstep
from app.providers.local.paint import fields
from app.providers.local.paint.painterly.easel import Easel
from app.providers.local.paint.painterly.ground import (
    CREAM,
    coats,
    evened,
    importance,
    keyed,
    patches,
    split_light,
    stained,
    touches,
    vivid,
)
from app.providers.local.paint.painterly.strokes import Brush, scatter
from app.providers.local.plate import RGB, Gray, Plate

_PRUSSIAN = np.array([0.06, 0.14, 0.30], np.float32)


def pointillism(plate: Plate, look: Look, seed: int) -> RGB:
    """Divisionism after Seurat: dots of pure, opposed colours that mix in the eye (Chevreul 1839; Rood 1879).

    Every dot departs from the local colour along one of three opposed pairs; over a few dots the departures cancel.
    """
    u = fields.unit(plate.colour.shape)
    colour = vivid(fields.tone(plate.colour, 1.05, 0.12), 1.3, floor=9)
    easel = Easel(mix(blur(colour, 10 * u), np.broadcast_to(CREAM, colour.shape), 0.35), blur(plate.depth, 1), seed)
    h, w = plate.depth.shape
    area = h * w / (u * u)
    pairs = np.array([[0.20, 0.03, -0.26], [-0.14, 0.12, -0.04], [0.17, -0.11, 0.12]], np.float32)
    for coat, (wide, cover) in enumerate(((4.6, 1.0), (3.8, 1.0), (3.1, 0.9))):
        size = wide * look.scale
        rng = random(seed, 401, coat)
        x, y = scatter(plate.depth.shape, int(cover * area / (size * size * 2.2)), rng)
        soft = blur(colour, (2.4 - coat) * u * look.scale)
        base = soft[y.astype(np.int32), x.astype(np.int32)]
        push = pairs[rng.integers(0, 3, len(x))] * rng.choice(np.array([-1, 1], np.float32), len(x))[:, None]
        room = 0.35 + 1.3 * np.minimum(base.mean(-1), 1 - base.mean(-1))
        dots = np.clip(base + push * room[:, None] + rng.normal(0, 0.02, (len(x), 1)), 0, 1).astype(np.float32)
        radius = (size * u * rng.uniform(0.8, 1.1, len(x))).astype(np.float32)
        easel.dab(x, y, radius, dots)
    return easel.lit(0.09)


def _contours(plate: Plate, sigma: float, seed: int) -> Gray:
    """Brushed outlines, 0…1, of uneven width, along things' edges."""
    edges = fields.depth_edges(plate, sigma)
    grey = evened(luma(blur(plate.colour, sigma * 0.4)), fields.unit(plate.colour.shape))
    drawn = 1 - fields.xdog(grey, sigma * 0.7, sharp=16, level=0.28, soft=8)
    both = np.maximum(smoothstep(0.25, 0.8, edges), drawn * 0.6)
    uneven = noise((plate.height, plate.width), seed + 41, 16, octaves=2)
    return np.clip(blur(np.asarray(both, np.float32), sigma * 0.45) * (0.55 + 0.9 * uneven), 0, 1)


def fauvism(plate: Plate, look: Look, seed: int) -> RGB:
    """Fauvism: colour let off the leash (Matisse, Derain 1905): hot lights, blue and green shadows, blue contours."""
    u = fields.unit(plate.colour.shape)
    shapes = fields.abstract(plate.colour, 4.5 * u * look.scale)
    lab = fields.to_lab(fields.tone(shapes, 1.15, 0.18))
    drift = patches(lab.shape, seed + 43, 5) * 2 - 1
    value = lab[..., 0] / 100
    lab[..., 1] = lab[..., 1] * 1.5 + 13 * drift + 13 * np.sin(value * 7.5 + 1.2)
    lab[..., 2] = lab[..., 2] * 1.7 + 52 * (value - 0.48) - 8 * drift
    lab[..., 0] = 22 + 0.78 * lab[..., 0]
    colour = vivid(fields.to_rgb(lab), 1.12, floor=26)
    easel = Easel(stained(colour, CREAM, 0.4), fields.canvas(colour.shape, seed), seed)
    s = look.scale
    loose = Brush(square=0.5, dry=0.4, tint=0.035, streak=0.1, furrow=0.45, sway=0.25)
    plan = (
        (loose.but(width=34 * s, cover=3.2, length=(1.5, 3.2), jitter=0.03, limit=0.3), 5 * s),
        (loose.but(width=17 * s, cover=1.8, error=0.13, length=(1.6, 4), jitter=0.05), 2),
        (loose.but(width=8 * s, cover=2.0, error=0.14, length=(1.6, 4), limit=0.18), 0.8),
    )
    big, fine = (fields.form_flow(plate, f * u, seed).angle for f in (9, 4))
    due = importance(plate, 0.25)
    coats(easel, colour, (big, fine), plan, due)
    touches(easel, colour, fine, due, plan[2][0].but(width=4 * s, limit=0.12, most=1800))
    line = _contours(plate, 2.6 * u * s, seed) * (0.75 + 0.25 * look.line)
    easel.colour = mix(easel.colour, np.broadcast_to(_PRUSSIAN, colour.shape), line * 0.85)
    return easel.lit(0.16, weave=0.12 * look.grain)


def _swirl(plate: Plate, seed: int) -> Gray:
    """Directions that circle the brightest places and roll in waves between (angles in radians)."""
    u = fields.unit(plate.colour.shape)
    grey = blur(luma(plate.colour), 14 * u)
    height = grey * 1.6 + noise((plate.height, plate.width), seed + 45, 3.2, octaves=2) * 1.5
    rings = fields.edge_flow(blur(height, 8 * u), 9 * u)
    form = fields.form_flow(plate, 5 * u, seed)
    edges = blur(fields.depth_edges(plate, 2 * u), 7 * u)
    near = smoothstep(0.0, 0.25, edges + (plate.depth < 0.75) * 0.12)
    double = mix(_doubled(rings), _doubled(form), near * form.strength)
    return np.asarray(np.arctan2(double[..., 1], double[..., 0]) / 2, np.float32)


def _doubled(flow: fields.Flow) -> RGB:
    angle = flow.angle * 2
    return np.dstack([np.cos(angle), np.sin(angle)]).astype(np.float32)


def expressionism(plate: Plate, look: Look, seed: int) -> RGB:
    """Swirling lines after van Gogh: long ropes of paint circle every light; blue against yellow."""
    blue, yellow = np.array([0.10, 0.22, 0.58], np.float32), np.array([1.0, 0.84, 0.36], np.float32)
    colour = split_light(fields.tone(plate.colour, 1.2, 0.05), blue, yellow, 0.28)
    colour = vivid(colour, 1.35, floor=16)
    angle = _swirl(plate, seed)
    easel = Easel(stained(colour, blue, 0.35), fields.canvas(colour.shape, seed), seed)
    s = look.scale
    rope = Brush(bend=1.5, sway=0.05, streak=0.16, dry=0.3, furrow=0.8, ridge=0.55, limit=0.26)
    plan = (
        (rope.but(width=26 * s, cover=2.4, length=(3, 6), jitter=0.03), 7 * s),
        (rope.but(width=12.5 * s, cover=2.0, length=(5, 9), error=0.02, jitter=0.085, tint=0.045), 3),
        (rope.but(width=7.5 * s, cover=1.5, length=(4, 9), error=0.075, jitter=0.06, tint=0.03), 1.2),
        (rope.but(width=4.2 * s, cover=2.0, length=(3, 7), error=0.1, jitter=0.04), 0.3),
    )
    due = importance(plate, 0.45)
    coats(easel, colour, (angle, angle), plan, due)
    touches(easel, colour, angle, due, plan[3][0].but(width=2.8 * s, limit=0.1, length=(1.5, 4), most=1800))
    line = _contours(plate, 1.7 * fields.unit(colour.shape) * s, seed) * 0.55
    easel.colour = mix(easel.colour, np.broadcast_to(_PRUSSIAN, colour.shape), line)
    return easel.lit(0.36, gloss=0.3)


def _poured(image: NDArray[np.float32], seed: int, reach: float, cells: float) -> NDArray[np.float32]:
    """The image carried along a turbulent flow: a warp by noise, three times over, finer each time; `reach` in px."""
    shape = image.shape[:2]
    for step in range(3):
        dx = noise(shape, seed + step, cells * 1.9**step, octaves=2) - 0.5
        dy = noise(shape, seed + 10 + step, cells * 1.9**step, octaves=2) - 0.5
        image = fields.warp(image, dx * reach * 0.62**step, dy * reach * 0.62**step)
    return image


def acrylic_pour(plate: Plate, look: Look, seed: int) -> RGB:
    """Poured acrylic: the picture carried along a turbulent flow (domain warping, Quilez 2002), marbled with its own
    neighbouring colours, with open cells and a wet shine."""
    u = fields.unit(plate.colour.shape)
    s = look.scale
    shape = plate.depth.shape
    colour = vivid(fields.abstract(keyed(plate.colour, 0.05, 0.98, 0.5), 5 * u), 1.45, floor=16)
    keep = blur(importance(plate, 0.0), 5 * u)
    loose, held = _poured(colour, seed + 51, 90 * u * s, 4), _poured(colour, seed + 51, 20 * u * s, 6)
    body = mix(loose, held, np.clip(keep * 1.6, 0, 1))
    other = vivid(_poured(np.asarray(np.roll(colour, shape[1] // 9, 1), np.float32), seed + 71, 300 * u * s, 3), 1.1)
    other = np.asarray(np.clip(other * 1.12 + 0.03, 0, 1), np.float32)
    field = _poured(noise(shape, seed + 81, 3, octaves=2), seed + 82, 190 * u * s, 4)
    phase = np.asarray(field * 34 + luma(body) * 7, np.float32)
    band = np.sin(phase) * 0.5 + 0.5 * np.sin(phase * 2.3 + 1)
    where = smoothstep(0.22, 0.5, noise(shape, seed + 91, 3.5, octaves=2)) * (1 - 0.75 * np.clip(keep * 1.2, 0, 1))
    marble = smoothstep(0.28, 0.40, np.asarray(band, np.float32)) * where
    deep = smoothstep(-0.45, -0.6, np.asarray(band, np.float32)) * where
    picture = mix(mix(body, other, marble * 0.9), np.asarray(body * 0.42, np.float32), deep * 0.7)
    thread = smoothstep(0.10, 0.0, np.abs(np.asarray(band - 0.28, np.float32))) * where
    picture = mix(picture, np.broadcast_to(np.array([0.99, 0.97, 0.93], np.float32), picture.shape), thread * 0.55)
    shine = fields.emboss(blur(luma(picture), 2.5 * u), 1.6 * u)
    lit = picture * (0.7 + 0.3 * shine)[..., None] + np.clip(shine - 1.04, 0, 0.3)[..., None] * 0.6
    return np.asarray(np.clip(lit, 0, 1), np.float32)
