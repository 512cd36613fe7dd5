"""Grass, flowers and crops near the camera: blades and blooms by the thousand, drawn row by row from far to near."""

from __future__ import annotations

from functools import partial
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import hexcode, random
from app.providers.local.plate import Gray
from app.providers.local.scene.land import Land, Site
from app.providers.local.scene.placing import Row
from app.providers.local.scene.stage import Stage
from app.providers.local.scene.view import View

_ROWS = 20
_GROUPS = 7

BLOOMS: dict[str, tuple[tuple[str, ...], float, float]] = {
    "meadow": (("#ffffff", "#f2cf3a", "#d8485a", "#8f7fd8"), 0.05, 0.36),
    "garden": (("#e0486a", "#f2b83a", "#f6f0f4", "#9a5fc8", "#e8703a", "#f090b8"), 0.11, 0.6),
    "tulips": (("#d8303c", "#f2b42e", "#f07aa4", "#f4ecf0"), 0.13, 0.5),
    "lavender": (("#8f78cc", "#a88fe0", "#7460b0"), 0.09, 0.62),
    "sunflowers": (("#f4bc1e", "#f8cc40"), 0.3, 1.3),
    "poppies": (("#d8301e", "#e84a2c", "#c02418"), 0.12, 0.55),
    "verge": (("#ffffff", "#f2cf3a"), 0.04, 0.22),
}  # flowers: colours, size and stem in metres
_TALL = {
    "grass": 0.55,
    "meadow": 0.34,
    "wheat": 0.85,
    "fern": 0.5,
    "verge": 0.2,
    "garden": 0.38,
    "bank": 0.4,
    "rice": 0.4,
    "vines": 0.5,
}


def blade_rows(stage: Stage, site: Site, land: Land, seed: int) -> tuple[Row, ...]:
    """What grows on the near ground as rows (distance, drawing), far to near; nothing in snow but stubble."""
    kind = land.blades
    if not kind or (site.season == "winter" and kind not in ("grass", "wheat")):
        return ()
    near, far = land.near * 1.05, land.near * 22
    rows: list[Row] = []
    for row in range(_ROWS):
        z0, z1 = near * (far / near) ** (1 - (row + 1) / _ROWS), near * (far / near) ** (1 - row / _ROWS)
        rows.append((z0, partial(_row, stage, site, land, kind, (z0, z1), random(seed, 601, row))))
    return tuple(rows)


def _row(stage: Stage, site: Site, land: Land, kind: str, reach: tuple[float, float], rng: np.random.Generator) -> None:
    view = stage.view
    count = 460
    z = rng.uniform(*reach, (1, count)).astype(np.float32)
    x = (rng.uniform(-0.03, 1.03, (1, count)) * view.width - view.cx).astype(np.float32) * z / view.focal
    if kind in ("lavender", "tulips"):
        lane = np.round((x - site.side * 5 - 1.2) / 2.4) * 2.4 + site.side * 5 + 1.2
        x = (lane + (x - lane) * 0.5).astype(np.float32)
    y = land.height(x, z)
    dry = (y > 0.35) if land.water else np.ones_like(y, bool)
    if kind == "garden":
        dry &= np.abs(x) > 1.5
    if site.has("path") and kind == "meadow":
        dry &= np.abs(x - site.side * 2 - np.sin(z / 26) * z * 0.11 * site.side) > 1.5
    x, y, z = x[dry], y[dry], z[dry]
    if not len(x):
        return
    _stalks(stage, site, view, kind, x, y, z, rng)
    if kind in BLOOMS and site.season in ("spring", "summer", "autumn"):
        _blooms(stage, site, view, kind, x, y, z, rng)


def _bend(air_wind: float, rng: np.random.Generator, n: int) -> NDArray[np.float32]:
    return (rng.normal(0.0, 0.22, n) + 0.45 * air_wind).astype(np.float32)


def _stalks(
    stage: Stage, site: Site, view: View, kind: str, x: Gray, y: Gray, z: Gray, rng: np.random.Generator
) -> None:
    """Tapered, bent blades in the colour of the ground they grow from, some darker, some lighter."""
    n = len(x)
    tall = (_TALL.get(kind, 0.42) * rng.uniform(0.35, 1.15, n) * view.focal / z).astype(np.float32)
    wide = np.maximum(0.009 * view.focal / z, 0.3).astype(np.float32)
    px = view.cx + view.focal * x / z
    py = view.cy - view.focal * (y - view.eye) / z
    lean = _bend(site.air.wind, rng, n) * tall
    corners = np.stack([
        np.stack([px - wide, py + 1], -1), np.stack([px + wide, py + 1], -1),
        np.stack([px + lean * 0.35 + wide * 0.7, py - tall * 0.6], -1), np.stack([px + lean, py - tall], -1),
        np.stack([px + lean * 0.35 - wide * 0.7, py - tall * 0.6], -1)], 1)  # fmt: skip
    ground = _underfoot(stage, px, py)
    order = np.argsort(ground.mean(-1))
    for group in np.array_split(order, _GROUPS):
        if len(group):
            base = np.median(ground[group], axis=0)
            tone = _tone(site, kind, base, float(rng.uniform(0.0, 1.0)))
            cv2.fillPoly(
                stage.picture.colour,
                list(np.round(corners[group] * 8).astype(np.int32)),
                tuple(map(float, tone)),
                cv2.LINE_8,
                3,
            )


def _underfoot(stage: Stage, px: Gray, py: Gray) -> NDArray[np.float32]:
    """The picture's colours where the blades stand."""
    rows = np.clip(py.astype(int), 0, stage.view.height - 1)
    columns = np.clip(px.astype(int), 0, stage.view.width - 1)
    return np.asarray(stage.picture.colour[rows, columns], np.float32)


def _tone(site: Site, kind: str, base: NDArray[np.float32], chance: float) -> NDArray[np.float32]:
    """The ground's colour shaded, or lit as a blade's tip; ripe crops and dry grass lean to gold."""
    factor = 0.78 + 0.42 * chance
    tip = site.air.key * np.array([0.10, 0.09, 0.03], np.float32) * max(0.0, chance - 0.4)
    if kind in ("tulips", "sunflowers", "garden", "lavender", "poppies"):
        green = hexcode("#5d8a3a") * (site.air.ambient * 0.8 + site.air.key * 0.35)
        base = base * 0.3 + green * 0.7
    return np.asarray(base * factor + tip, np.float32)


def _fill(stage: Stage, polygons: NDArray[np.floating[Any]], colour: NDArray[np.float32], z: float) -> None:
    if not len(polygons):
        return
    tone = stage.hazed(colour, z, int(stage.view.cx))
    cv2.fillPoly(
        stage.picture.colour, list(np.round(polygons * 8).astype(np.int32)), tuple(map(float, tone)), cv2.LINE_8, 3
    )


def _blooms(
    stage: Stage, site: Site, view: View, kind: str, x: Gray, y: Gray, z: Gray, rng: np.random.Generator
) -> None:
    """Flower heads over the blades: discs with a lit upper half, a dark eye for sunflowers."""
    colours, size, stem = BLOOMS[kind]
    share = {"meadow": 0.16, "verge": 0.08, "sunflowers": 0.42}.get(kind, 0.75)
    chosen = rng.random(len(x)) < share
    x, y, z = x[chosen], y[chosen], z[chosen]
    n = len(x)
    if not n:
        return
    radius = np.maximum(size * rng.uniform(0.7, 1.2, n) * 0.5 * view.focal / z, 0.6)
    px = view.cx + view.focal * x / z + site.air.wind * radius
    py = view.cy - view.focal * (y - view.eye + stem * rng.uniform(0.75, 1.1, n)) / z
    turn = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    tall = 2.4 if kind == "lavender" else (1.25 if kind == "tulips" else 0.75)
    ring = np.stack([np.cos(turn), np.sin(turn) * tall], -1)
    shape = ring[None] * radius[:, None, None] + np.stack([px, py], -1)[:, None]
    top = (
        ring[None] * radius[:, None, None] * 0.62
        + np.stack([px + radius * 0.25 * np.sign(site.air.toward[0]), py - radius * 0.3 * tall], -1)[:, None]
    )
    light = site.air.ambient * 0.85 + site.air.key * 0.5
    lane = np.floor((x - site.side * 5) / 2.4).astype(int) if kind == "tulips" else rng.integers(0, 99, n)
    for k, code in enumerate(colours):
        pick = lane % len(colours) == k
        _fill(stage, shape[pick], np.asarray(hexcode(code) * light * 0.82, np.float32), float(z.mean()))
        _fill(stage, top[pick], np.asarray(np.clip(hexcode(code) * light * 1.18, 0, 1.2), np.float32), float(z.mean()))
    if kind == "sunflowers":
        eye = ring[None] * radius[:, None, None] * 0.36 + np.stack([px, py], -1)[:, None]
        _fill(stage, eye, np.asarray(hexcode("#4a2c14") * light, np.float32), float(z.mean()))
