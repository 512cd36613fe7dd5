"""Pictures from pieces: stained glass and Roman mosaic."""

from __future__ import annotations

from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.look import Look
from app.providers.local.numeric import blur, hexcode, luma, mix, noise, random, smoothstep
from app.providers.local.paint.fields import coordinates, edge_flow, form_flow, saturate, unit
from app.providers.local.paint.graphic.arrays import clamp, resized
from app.providers.local.paint.graphic.cells import Labels, Points, means, relax, rims, scatter, voronoi
from app.providers.local.paint.graphic.regions import detail, flatten, layers, near, shapes, vote
from app.providers.local.paint.graphic.tools import colours, vivid
from app.providers.local.plate import RGB, Gray, Plate
from app.providers.local.strips import in_strips


def stained_glass(plate: Plate, look: Look, seed: int) -> RGB:
    """Stained glass: pieces cut along the shapes' own borders, glowing, in leads that are heavier around things.

    Pieces are colour regions (k-means in Lab) crossed with a centroidal Voronoi diagram (Hoff 1999; Mould 2003 on
    leading that follows the picture); slivers join their neighbours.
    """
    u = unit(plate.colour.shape)
    calm = flatten(vivid(plate.colour, 1.5, 1.2, 0.48), look, 4, plate)
    _, regions = shapes(calm, 8, seed, 3.8 * u, plate)
    count = int(np.clip(190 / look.scale**0.8, 60, 700))
    flow = edge_flow(calm, 6 * u)
    density = 0.25 + blur(flow.strength * np.minimum(luma(np.abs(calm - blur(calm, 8 * u))) * 8, 1), 6 * u)
    small = resized(density, (plate.width // 3, plate.height // 3))
    points = relax(scatter(small, count, seed), small, 4) * 3
    fine = detail(plate, (plate.height, plate.width))
    kinds = int(regions.max()) + 1
    regions = vote(regions, kinds, 1.4 * u, (plate.height, plate.width))
    pieces, kept = _cut(voronoi(points, plate.depth.shape), regions, layers(plate), count, 230 * u * u, fine)
    total = int(pieces.max()) + 1
    glass = means(calm, pieces, total)
    del calm, regions, flow, density
    tint = random(seed, 501).normal(0, 1, (total, 3)).astype(np.float32)
    glass = saturate(
        glass[None], float(np.clip(0.34 / max(float((glass.max(1) - glass.min(1)).mean()), 0.05), 1.15, 2.6))
    )[0]
    glass = np.clip(glass**0.86 * (1.06 + 0.13 * tint[:, :1]) + tint * 0.02, 0.015, 1)
    body = blur(glass[pieces], 0.5)
    rim, heavy = rims(pieces), rims(kept)
    rim = np.where(fine > 0.5, np.maximum(rim, heavy), rim)
    thin = 1 - 0.4 * fine
    streak = noise(rim.shape, seed + 1, 22, octaves=4, stretch=0.4) - 0.5
    lit = 0.86 + 0.5 * streak + 0.26 * smoothstep(0, 12 * u, rim)
    lead = np.maximum(smoothstep(2.7 * u, 1.4 * u, rim / thin), smoothstep(3.4 * u, 2.0 * u, heavy / thin))
    body = np.clip(body * lit[..., None], 0, 1)
    bloom = blur(body * (1 - lead[..., None]), 9 * u)
    edge = np.minimum(rim, heavy)
    del pieces, kept, fine, thin, streak, lit, rim, heavy
    return in_strips(partial(_leaded, u), body, bloom, edge, lead)


def _leaded(u: float, body: RGB, bloom: RGB, edge: Gray, lead: Gray) -> RGB:
    """Rows of glowing glass in leads that gleam along their middle; `edge` is the distance to it in pixels."""
    body = 1 - (1 - body) * (1 - 0.22 * bloom)
    gleam = 0.055 + 0.09 * smoothstep(1.2 * u, 0.2 * u, edge)
    return clamp(mix(body, hexcode("#d5d9e4") * gleam[..., None], lead))


def _cut(cells: Labels, regions: Labels, layers: Labels, count: int, least: float, fine: Gray) -> tuple[Labels, Labels]:
    """Cells crossed with colour regions and depth layers: the numbered pieces, and the kinds of piece that are left.

    A fragment below `least` pixels, fewer where it is `fine`, joins the largest of its cell and layer; when all of
    that layer is too small in the cell, the cell's largest. What has joined needs no lead.
    """
    hues = int(regions.max()) + 1
    kinds = hues * 3
    kind = layers * hues + regions
    sizes = np.bincount((cells * kinds + kind).ravel(), minlength=count * kinds).reshape(count, 3, hues)
    filled = np.maximum(np.bincount(cells.ravel(), minlength=count), 1)
    small = (least * (1 - 0.8 * np.bincount(cells.ravel(), fine.ravel(), count) / filled))[:, None]
    own_layer = sizes.argmax(2) + np.arange(3) * hues
    largest = sizes.reshape(count, kinds).argmax(1)[:, None]
    home = np.where(sizes.sum(2) >= small, own_layer, largest)
    flat = sizes.reshape(count, kinds)
    kept = np.where(flat >= small, np.arange(kinds), np.repeat(home, hues, 1))
    kind = np.asarray(kept[cells, kind], np.int32)
    joined = cells * kinds + kind
    used = np.bincount(joined.ravel(), minlength=count * kinds) > 0
    numbers = np.cumsum(used).astype(np.int32) - 1
    return numbers[joined], kind


def _square(points: Points, turn: NDArray[np.float32], labels: Labels, reach: tuple[int, ...]) -> Labels:
    """Labels by the oriented square metric, found by jump flooding (Rong and Tan 2006) from nearest-point labels."""
    h, w = labels.shape
    x, y = coordinates((h, w))
    cos, sin = np.cos(turn).astype(np.float32), np.sin(turn).astype(np.float32)

    def far(candidate: Labels) -> Gray:
        dx, dy = x - points[candidate, 0], y - points[candidate, 1]
        c, s = cos[candidate], sin[candidate]
        return np.asarray(np.maximum(np.abs(dx * c + dy * s), np.abs(dy * c - dx * s)), np.float32)

    best = far(labels)
    for step in reach:
        for dy, dx in ((-step, 0), (step, 0), (0, -step), (0, step), (-step, -step), (step, step)):
            other = np.roll(labels, (dy, dx), (0, 1))
            distance = far(other)
            closer = distance < best
            labels = np.where(closer, other, labels)
            best = np.where(closer, distance, best)
    return labels


def mosaic(plate: Plate, look: Look, seed: int) -> RGB:
    """Roman mosaic: square tesserae turned along edges and form, in uneven stone with grout and a few gilded ones.

    Centroidal Voronoi diagram under an oriented square metric (Hausner 2001, simulating decorative mosaics).
    """
    u = unit(plate.colour.shape)
    shape = plate.depth.shape
    pitch = float(np.clip(9.4 * u * look.scale, 4, 60))
    shrink = min(1.0, 5.2 / pitch)
    sh, sw = max(24, int(shape[0] * shrink)), max(24, int(shape[1] * shrink))
    angle = form_flow(plate, 7 * u, seed, wander=0.5).angle
    angle = resized(angle, (sw, sh), cv2.INTER_NEAREST)
    even = np.ones((sh, sw), np.float32)
    count = int(shape[0] * shape[1] / pitch**2)
    points = relax(scatter(even, count, seed), even, 1)
    x, y = coordinates((sh, sw))
    labels = voronoi(points, (sh, sw))
    turn = np.zeros(count, np.float32)
    for _ in range(4):
        at = np.clip(np.rint(points), 0, (sw - 1, sh - 1)).astype(np.int32)
        turn = angle[at[:, 1], at[:, 0]]
        labels = _square(points, turn, voronoi(points, (sh, sw)), (2, 1))
        size = np.maximum(np.bincount(labels.ravel(), minlength=count), 1)
        points = np.stack([np.bincount(labels.ravel(), a.ravel(), count) / size for a in (x, y)], -1).astype(np.float32)
    return _set_stones(plate, look, seed, points, turn, labels, pitch)


def _set_stones(
    plate: Plate, look: Look, seed: int, points: Points, turn: NDArray[np.float32], labels: Labels, pitch: float
) -> RGB:
    """The tesserae at full size: each square in its cell, tilted a little in the mortar, lit from the upper left."""
    shape, count = plate.depth.shape, len(points)
    ratio = np.array([shape[1] / labels.shape[1], shape[0] / labels.shape[0]], np.float32)
    own = cv2.resize(labels.astype(np.float32), shape[::-1], interpolation=cv2.INTER_NEAREST).astype(np.int32)
    centre = (points + 0.5) * ratio - 0.5
    x, y = coordinates(shape)
    dx, dy = x - centre[own, 0], y - centre[own, 1]
    cos, sin = np.cos(turn).astype(np.float32)[own], np.sin(turn).astype(np.float32)[own]
    a, b = dx * cos + dy * sin, dy * cos - dx * sin
    rng = random(seed, 511)
    area = np.bincount(own.ravel(), minlength=count).astype(np.float32)
    half = np.sqrt(area) * 0.5 * rng.uniform(0.88, 0.98, count).astype(np.float32)
    shear = rng.normal(0, 0.07, count).astype(np.float32)[own]
    inside = half[own] - np.maximum(np.abs(a + b * shear), np.abs(b - a * shear))
    tile = np.clip(inside + 0.5, 0, 1)
    stone = means(vivid(plate.colour, 1.35, 1.15, 0.5), own, count)
    if look.palette:
        stone = near(stone, colours(look), 0.4)
    jitter = rng.normal(0, 1, (count, 2)).astype(np.float32)
    stone = np.clip(stone * (1 + 0.06 * jitter[:, :1]) + 0.012 * jitter[:, 1:], 0.02, 1)
    gilded = (rng.random(count) < 0.018) & (luma(stone) > 0.45)
    stone[gilded] = stone[gilded] * 0.35 + hexcode("#f3c65a") * 0.65
    tilt = rng.normal(0, 0.06, (count, 2)).astype(np.float32)
    light = 1 + (tilt[own, 0] * a + tilt[own, 1] * b) * (1.6 / pitch) + 0.05 * jitter[own, 1]
    bevel = smoothstep(pitch * 0.16, 0, inside) * (-(dx + dy) / pitch) * 0.34
    vein = (noise(shape, seed + 2, 90, octaves=3) - 0.5) * 0.14
    face = stone[own] * (light + bevel + vein)[..., None]
    mortar = hexcode("#8d8577") * (0.52 + 0.3 * noise(shape, seed + 3, 70, octaves=3))[..., None]
    mortar = mortar * 0.55 + stone[own] * 0.3
    return clamp(mix(mortar.astype(np.float32), face.astype(np.float32), tile))
