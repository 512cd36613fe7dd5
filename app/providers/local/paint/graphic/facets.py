"""Facets: low-poly, folded paper, cubism."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.look import Look
from app.providers.local.numeric import blur, hexcode, mix, noise, random, smoothstep
from app.providers.local.paint.fields import coordinates, paper, saturate, unit, warp
from app.providers.local.paint.graphic.arrays import clamp
from app.providers.local.paint.graphic.cells import Labels, Points, means, relax, rims, scatter
from app.providers.local.paint.graphic.regions import detail, near, shapes
from app.providers.local.paint.graphic.tools import colours, creases, outline, vivid
from app.providers.local.plate import RGB, Gray, Plate

EARTHS = (
    "#191512", "#3b2c22", "#6d4c33", "#a87946", "#d9b27c", "#efe0bf", "#4d5a5e", "#8f9b98", "#26405a", "#b5532f",
)  # fmt: skip
"""Analytic cubism: blacks, umbers, ochres, greys, one blue, one brick."""


def _corners(plate: Plate, count: int, seed: int) -> Points:
    """Triangle corners: one on the strongest edge of every small square that has an edge, a loose net elsewhere."""
    h, w = plate.depth.shape
    u = unit(plate.colour.shape)
    calm = blur(plate.colour, 1.3 * u)
    edge = np.hypot(cv2.Sobel(calm, cv2.CV_32F, 1, 0), cv2.Sobel(calm, cv2.CV_32F, 0, 1)).sum(-1)
    edge = edge + 1.5 * creases(plate, 1.2 * u)
    pitch = max(4, int(np.sqrt(h * w / count) * 0.62))
    rows, columns = h // pitch, w // pitch
    tiles = edge[: rows * pitch, : columns * pitch].reshape(rows, pitch, columns, pitch).swapaxes(1, 2)
    tiles = tiles.reshape(rows * columns, pitch * pitch)
    strongest, peak = tiles.argmax(1), tiles.max(1)
    chosen = np.flatnonzero(peak > max(float(np.quantile(peak, 0.60)), 0.08))
    y = (chosen // columns) * pitch + strongest[chosen] // pitch
    x = (chosen % columns) * pitch + strongest[chosen] % pitch
    on_edge = np.stack([x, y], -1).astype(np.float32)
    even = np.ones((h // 4, w // 4), np.float32)
    net = relax(scatter(even, max(40, int(count * 0.42)), seed), even, 2) * 4
    sides = max(4, int(np.sqrt(count) / 2))
    run = np.linspace(0, 1, sides, dtype=np.float32)
    zero, one = np.zeros_like(run), np.ones_like(run)
    ring = np.concatenate([np.stack(p, -1) for p in ((run, zero), (run, one), (zero, run), (one, run))])
    return np.concatenate([on_edge, net, ring * np.array([w - 1, h - 1], np.float32)]).astype(np.float32)


def _triangles(points: Points, shape: tuple[int, int]) -> tuple[NDArray[np.float32], Labels]:
    """Delaunay triangles (Guibas and Stolfi 1985, incremental) as (n, 3, 2) and each pixel's triangle."""
    h, w = shape
    plane = cv2.Subdiv2D((-1, -1, w + 2, h + 2))
    plane.insert(np.unique(np.clip(np.rint(points), 0, (w - 1, h - 1)), axis=0).tolist())
    found = np.asarray(plane.getTriangleList(), np.float32).reshape(-1, 3, 2)
    inside = ((found >= -0.5) & (found <= np.array([w, h], np.float32) - 0.5)).all((1, 2))
    found = found[inside]
    field = np.zeros(shape, np.float32)
    for index, corners in enumerate(np.rint(found).astype(np.int32)):
        cv2.fillConvexPoly(field, corners, float(index))
    return found, field.astype(np.int32)


def low_poly(plate: Plate, look: Look, seed: int) -> RGB:
    """Low-poly: Delaunay triangles with corners on the edges, one colour each, turned to the light by the normals.

    After Gai and Wang 2015 (artistic low poly rendering): edge-weighted corners, centroidal spacing, facet means.
    """
    count = int(np.clip(1300 / look.scale**2, 220, 2400))
    found, labels = _triangles(_corners(plate, count, seed), plate.depth.shape)
    total = len(found)
    ref = vivid(plate.colour, 1.3, 1.12, 0.5)
    face = means(ref, labels, total)
    normal = means(plate.normal, labels, total)
    light = 0.95 + 0.10 * (normal[:, 1] * 0.8 - normal[:, 0] * 0.6) + random(seed, 521).normal(0, 0.035, total)
    if look.palette:
        face = near(face, colours(look), 0.35)
    face = np.clip(face * light[:, None].astype(np.float32), 0, 1)
    return _smooth_edges(face.astype(np.float32), labels)


def _smooth_edges(face: NDArray[np.float32], labels: Labels) -> RGB:
    """Facet colours with borders softened by half a pixel."""
    return blur(face[labels], 0.55)


def origami(plate: Plate, look: Look, seed: int) -> RGB:
    """Folded paper: broad triangular folds, each shaded from crease to crease, mountain folds bright, on fine card."""
    u = unit(plate.colour.shape)
    count = int(np.clip(640 / look.scale**2, 160, 1400))
    found, labels = _triangles(_corners(plate, count, seed), plate.depth.shape)
    total = len(found)
    rng = random(seed, 531)
    face = means(vivid(plate.colour, 1.25, 1.1, 0.56), labels, total)
    slope = rng.normal(0, 1, (total, 2)).astype(np.float32)
    slope /= np.linalg.norm(slope, axis=1, keepdims=True)
    centre = found.mean(1)
    span = np.maximum(np.abs(found - centre[:, None]).max((1, 2)), 2)
    x, y = coordinates(plate.depth.shape)
    fall = ((x - centre[labels, 0]) * slope[labels, 0] + (y - centre[labels, 1]) * slope[labels, 1]) / span[labels]
    facing = (0.16 * (-slope[:, 0] * 0.6 - slope[:, 1] * 0.8)).astype(np.float32)
    rim = rims(labels)
    light = 0.97 + facing[labels] + 0.09 * fall - 0.16 * smoothstep(5 * u, 0, rim) * (fall > 0)
    light = light + 0.20 * smoothstep(1.8 * u, 0.4 * u, rim) * (facing[labels] > 0)
    card = 1 + 0.10 * (0.4 + look.grain) * (paper(labels.shape, seed, size=1.6) - 0.5)
    silhouette = blur(creases(plate, 1.4 * u), 3 * u)
    return clamp(_smooth_edges(face, labels) * (light * card * (1 - 0.3 * silhouette))[..., None])


def _planes(shape: tuple[int, int], cuts: int, seed: int) -> tuple[Labels, Gray]:
    """The sheet cut by long, faintly bowed lines: each pixel's code of sides, and its distance from the last cut."""
    h, w = shape
    u = unit(shape)
    rng = random(seed, 541)
    x, y = coordinates(shape)
    code = np.zeros(shape, np.int32)
    away = np.full(shape, 9e3, np.float32)
    for index in range(cuts):
        turn = rng.choice([0.35, 1.2, 1.85, 2.7]) + rng.normal(0, 0.22)
        px, py = rng.uniform(0.08, 0.92, 2) * (w, h)
        bow = np.float32(rng.normal(0, 0.0007) / u)
        across = (x - px) * np.float32(np.cos(turn)) + (y - py) * np.float32(np.sin(turn))
        along = (y - py) * np.float32(np.cos(turn)) - (x - px) * np.float32(np.sin(turn))
        across = across + bow * along * along * 0.5
        code |= (across > 0).astype(np.int32) << index
        away = np.minimum(away, np.where(across > 0, across, np.float32(1e4)))
    return code, np.asarray(away, np.float32)


def cubism(plate: Plate, look: Look, seed: int) -> RGB:
    """Cubism: the picture cut by long lines into planes, each seen from its own side and shaded from one edge.

    Planes sample the picture shifted, turned and zoomed (Collomosse and Hall 2003, cubist style rendering).
    """
    u = unit(plate.colour.shape)
    h, w = plate.depth.shape
    cuts = 9 + int(5 / look.scale)
    cells, away = _planes((h, w), cuts, seed)
    total = 2**cuts
    rng = random(seed, 542)
    x, y = coordinates((h, w))
    held = means(np.repeat(detail(plate, (h, w))[..., None], 3, -1), cells, total)[:, :1]
    shift = rng.normal(0, 15, (total, 2)).astype(np.float32) * u * (1 - 0.85 * np.minimum(held * 4, 1))
    zoom, tilt = rng.normal(0, 0.06, total).astype(np.float32), rng.normal(0, 0.10, total).astype(np.float32)
    dx = shift[cells, 0] + (x - w / 2) * zoom[cells] - (y - h / 2) * tilt[cells]
    dy = shift[cells, 1] + (y - h / 2) * zoom[cells] + (x - w / 2) * tilt[cells]
    seen = warp(vivid(plate.colour, 1.1, 1.25, 0.5), dx.astype(np.float32), dy.astype(np.float32))
    inks, areas = shapes(seen, 12, seed, 2.4 * u, plate)
    browns = colours(look, *EARTHS)
    flat = mix(blur(near(inks, browns, 0.42)[areas], 0.6), seen, 0.22)
    passage = 0.74 + 0.42 * smoothstep(0, 95 * u, away) + rng.normal(0, 0.07, total).astype(np.float32)[cells]
    brush = 1 + 0.16 * (noise((h, w), seed + 1, 70, octaves=3, stretch=2.5) - 0.5)
    edge = smoothstep(1.7 * u, 0.5 * u, rims(cells)) * 0.6
    line = smoothstep(0.2, 0.6, warp(outline(plate, 1.5 * u), dx.astype(np.float32), dy.astype(np.float32)))
    done = saturate(flat * (passage * brush)[..., None], 0.6 + 0.5 * look.chroma)
    return clamp(mix(done, np.broadcast_to(hexcode("#17120f"), done.shape), np.maximum(edge, line * 0.75)))
