"""Opaque water paint: gouache, tempera and fresco, the illustrator's brush."""

from __future__ import annotations

import cv2
import numpy as np

from app.providers.local.look import Look
from app.providers.local.numeric import blur, luma, mix, noise, smoothstep
from app.providers.local.paint import fields
from app.providers.local.paint.painterly.easel import Easel
from app.providers.local.paint.painterly.ground import (
    CREAM,
    coats,
    evened,
    importance,
    inked,
    keyed,
    split_light,
    stained,
    touches,
    vivid,
)
from app.providers.local.paint.painterly.strokes import Brush
from app.providers.local.plate import RGB, Gray, Plate
from app.providers.local.strips import in_strips

_PLASTER = np.array([0.90, 0.84, 0.73], np.float32)
_OCHRE = np.array([0.80, 0.63, 0.40], np.float32)
_BOOK = np.array([0.975, 0.945, 0.88], np.float32)
_EARTH = np.array([0.32, 0.26, 0.24], np.float32)


def _flat(colour: RGB, count: int, seed: int, firm: float) -> RGB:
    """Colours drawn towards a palette of `count`, by `firm`."""
    inks, number = fields.palette(colour, count, seed)
    return mix(colour, inks[number], firm)


def gouache(plate: Plate, look: Look, seed: int) -> RGB:
    """Gouache: matt, opaque, flat brushed shapes from few mixed colours, dry edges, no relief."""
    u = fields.unit(plate.colour.shape)
    s = look.scale
    colour = vivid(keyed(plate.colour, 0.08, 0.98, 0.6), 1.25, floor=6)
    keep = importance(plate, 0.0)
    shapes = mix(fields.abstract(colour, 12 * u * s), fields.kuwahara(colour, 3.2 * u * s), keep)
    shapes = blur(mix(_flat(shapes, 12, seed, 0.9), shapes, keep * 0.8), 0.5 * u)
    shapes = inked(shapes, plate, look.line)
    shapes = np.asarray(shapes * 0.87 + np.array([0.085, 0.075, 0.06], np.float32), np.float32)
    easel = Easel(stained(shapes, _OCHRE, 0.3), fields.paper(colour.shape, seed, size=2.6), seed)
    flat = Brush(square=0.7, taper=0.08, edge=0.1, dry=0.4, streak=0.03, jitter=0.007, tint=0.004, bend=0.6)
    plan = (
        (flat.but(width=40 * s, cover=3.2, length=(1.6, 4), limit=0.12), 2 * s),
        (flat.but(width=20 * s, cover=2.6, error=0.04, length=(1.6, 4), limit=0.1), 1),
        (flat.but(width=9 * s, cover=2.6, error=0.05, limit=0.09, groups=3), 0.5),
        (flat.but(width=4.2 * s, cover=3.2, error=0.06, limit=0.08, dry=0.2), 0),
    )
    angles = tuple(fields.form_flow(plate, r * u, seed).angle for r in (10, 3.5))
    coats(easel, shapes, (angles[0], angles[1]), plan, np.clip(keep + 0.4, 0, 1))
    exact = np.asarray(colour * 0.9 + 0.06, np.float32)
    touches(easel, exact, angles[1], np.clip(keep, 0, 1), plan[3][0].but(width=2.8 * s, error=0.1, most=2000))
    chalky = 1 + (easel.tooth - 0.5) * np.float32(0.10 * look.grain)
    return np.clip(easel.lit(0.02) * chalky[..., None], 0, 1)


def _cracks(shape: tuple[int, int], seed: int, u: float) -> Gray:
    """Craquelure, 0…1: borders of the cells of two jittered lattices (Worley 1996), wandering and broken."""
    h, w = shape
    rng = np.random.default_rng((seed & 0xFFFFFFFF, 431))
    found = np.zeros(shape, np.float32)
    for pitch, weight in ((74, 1.0), (30, 0.55)):
        points = np.full(shape, 255, np.uint8)
        count = int(h * w / (pitch * u) ** 2) + 4
        points[rng.integers(0, h, count), rng.integers(0, w, count)] = 0
        labels = cv2.distanceTransformWithLabels(points, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)[1]
        wander = (noise(shape, seed + 111, 30, octaves=3) - 0.5) * 26 * u
        cells = fields.warp(labels.astype(np.float32), wander, wander[::-1, ::-1])
        cells = np.round(cells)
        border = cv2.morphologyEx(cells, cv2.MORPH_GRADIENT, np.ones((2, 2), np.uint8)) > 0.5
        broken = smoothstep(0.42, 0.6, noise(shape, seed + round(pitch), 7, octaves=3))
        found = np.maximum(found, border * broken * np.float32(weight))
    return blur(found, 0.55 * u)


def tempera(plate: Plate, look: Look, seed: int) -> RGB:
    """Fresco and egg tempera: earths in lime plaster, fine hatching along the form, worn patches, craquelure."""
    u = fields.unit(plate.colour.shape)
    s = look.scale
    shape = plate.depth.shape
    colour = fields.abstract(keyed(plate.colour, 0.16, 0.9, 0.6), 5 * u * s)
    colour = split_light(colour, np.array([0.34, 0.36, 0.42], np.float32), _OCHRE, 0.38)
    colour = fields.saturate(colour, 0.92)
    easel = Easel(stained(colour, _OCHRE, 0.3), fields.paper(shape, seed, size=4), seed)
    hatch = Brush(edge=0.4, dry=0.35, streak=0.05, jitter=0.03, tint=0.012, taper=0.8, bend=0.6)
    plan = (
        (hatch.but(width=30 * s, cover=3.0, length=(2, 4), jitter=0.02), 3),
        (hatch.but(width=12.5 * s, cover=2.0, error=0.02, length=(3, 6), limit=0.12), 1),
        (hatch.but(width=4.5 * s, cover=1.6, error=0.02, length=(5, 10), limit=0.1, jitter=0.035), 0.4),
    )
    angle = fields.form_flow(plate, 5 * u, seed).angle
    coats(easel, colour, (angle, angle), plan, importance(plate, 0.6))
    painted = easel.lit(0.04)
    line = 1 - fields.xdog(evened(luma(plate.colour), u), 1.3 * u, sharp=16, level=0.27, soft=6)
    painted = mix(painted, painted * _EARTH, np.clip(line * (0.5 + 0.4 * look.line), 0, 0.8))
    wear = noise(shape, seed + 113, 5, octaves=6, gain=0.62)
    bare = smoothstep(0.60, 0.70, wear) * np.float32(0.5 + 0.4 * look.grain)
    painted = mix(painted, np.broadcast_to(_PLASTER, painted.shape), bare * 0.7)
    painted = mix(painted, np.broadcast_to(_PLASTER, painted.shape), 0.10)
    painted = mix(painted, painted * 0.45, _cracks(shape, seed, u) * 0.62)
    surface = np.asarray(easel.tooth - 0.3 * (wear > 0.64), np.float32)
    relief = fields.emboss(blur(surface, 0.8 * u), 0.35)
    return np.asarray(np.clip(painted * relief[..., None], 0, 1), np.float32)


def storybook(plate: Plate, look: Look, seed: int) -> RGB:
    """Storybook illustration: soft warm gouache, rounded shapes, broken brown line, light from one side."""
    u = fields.unit(plate.colour.shape)
    s = look.scale
    colour = split_light(fields.tone(plate.colour, 0.95, 0.2), np.array([0.40, 0.38, 0.62], np.float32), CREAM, 0.2)
    colour = vivid(keyed(colour, 0.16, 0.97, 0.6), 1.25, floor=9)
    keep = importance(plate, 0.0)
    shapes = mix(fields.abstract(colour, 9 * u * s), fields.kuwahara(colour, 3 * u), keep)
    shapes = in_strips(lambda part, glow: 1 - (1 - part) * (1 - glow * 0.14), shapes, blur(colour, 16 * u))
    del colour
    easel = Easel(stained(shapes, CREAM, 0.25), fields.paper(shapes.shape, seed, size=2.8), seed)
    soft = Brush(edge=0.7, dry=0.25, tooth=0.12, streak=0.05, jitter=0.025, tint=0.015, taper=0.5)
    plan = (
        (soft.but(width=34 * s, cover=3.0, length=(1.5, 3.5)), 2),
        (soft.but(width=14 * s, cover=2.2, error=0.03, length=(1.5, 4), limit=0.12), 1),
        (soft.but(width=6.5 * s, cover=2.4, error=0.04, limit=0.1), 0.3),
        (soft.but(width=3.4 * s, cover=2.6, error=0.05, limit=0.09, edge=0.4), 0),
    )
    angle = fields.form_flow(plate, 5 * u, seed).angle
    coats(easel, shapes, (angle, angle), plan, np.clip(keep + 0.5, 0, 1))
    del shapes, angle, keep
    even = evened(luma(blur(plate.colour, 0.8 * u)), u)
    line = 1 - fields.xdog(even, 1.3 * u * s, sharp=22, level=0.31, soft=7)
    line = np.maximum(line, smoothstep(0.3, 0.9, fields.depth_edges(plate, 1.4 * u)))
    grip = easel.tooth * 0.5 + noise(plate.depth.shape, seed + 115, 20) * 0.5
    pressed = np.asarray(line * smoothstep(0.15, 0.5, np.asarray(grip, np.float32)), np.float32)
    brown = np.array([0.27, 0.15, 0.13], np.float32)
    picture = mix(easel.colour, easel.colour * 0.2 + brown * 0.65, np.clip(pressed, 0, 1) * (0.86 + 0.14 * look.line))
    faded = blur(fields.sheet(line.shape, seed, margin=15, ragged=20), 7 * u)
    faded = smoothstep(0.2, 0.8, np.asarray(faded + (easel.tooth - 0.5) * 0.5, np.float32))
    picture = mix(np.broadcast_to(_BOOK, picture.shape), picture, faded)
    return np.clip(picture * (1 + (easel.tooth - 0.5) * np.float32(0.12 * look.grain))[..., None], 0, 1)
