"""Trees of one stem: firs with drooping boughs, palms, the straight boles of a forest."""

from __future__ import annotations

import numpy as np

from app.providers.local.numeric import hexcode, random
from app.providers.local.scene.limbs import Brush, Habit, draw_leaves, draw_wood, leaves_around
from app.providers.local.scene.sheet import Points, Sheet, shone
from app.providers.local.things.sprite import Light, Sprite

FOLIAGE: dict[str, tuple[str, ...]] = {
    "spring": ("#4f8430", "#6c9e40", "#8ab450"),
    "summer": ("#2f5c28", "#447232", "#64903e"),
    "autumn": ("#c2401c", "#dd7420", "#f0ae34"),
    "winter": ("#5a5a50", "#6c6a5c", "#7c786a"),
    "blossom": ("#f0a8bf", "#f8c8d8", "#fde6ee"),
}


def conifer(height: int, light: Light, season: str, seed: int) -> Sprite:
    """A fir: whorls of drooping boughs, dark within, lit at the tips; snow lies on them in winter."""
    rng = random(seed, 402)
    sheet = Sheet(height, 0.32)
    wood = np.array([[(-0.014, 0), (0.014, 0), (0.006, 0.9), (-0.006, 0.9)]], np.float32)
    sheet.fill(wood, shone(hexcode("#5a4636"), np.array([0, 0, 1], np.float32), light, 0.5), 0.5)
    whorls = 44 if height > 220 else (30 if height > 50 else 17)
    slim = float(rng.uniform(0.19, 0.25))
    for i in range(whorls):
        t = i / (whorls - 1)
        y = 0.07 + 0.93 * t**0.92
        reach = slim * (1 - t) ** 0.86 * rng.uniform(0.82, 1.1) + 0.012
        n = 11 if height > 220 else 9
        turn = rng.uniform(0, 2 * np.pi) + np.arange(n) * 2 * np.pi / n + rng.normal(0, 0.25, n)
        turn = turn[np.argsort(np.cos(turn))]
        for j in range(n):
            _bough(sheet, y, reach * float(rng.uniform(0.75, 1.1)), float(turn[j]), light, season, rng)
    return sheet.sprite()


def _bough(
    sheet: Sheet, y: float, reach: float, turn: float, light: Light, season: str, rng: np.random.Generator
) -> None:
    side, front = float(np.sin(turn)), float(np.cos(turn))
    x, drop, thick = side * reach, reach * (0.42 + 0.18 * front), reach * (0.17 if sheet.height > 220 else 0.24) + 0.007
    root = (side * 0.004, y)
    tip = (x, y - drop - max(front, 0) * reach * 0.25)
    notch = (x * 0.6, y - drop * 0.5 - thick * 1.3)
    wing = (x * 0.55 - side * 0.02, y - drop * 0.38 + thick * 0.15)
    shape = np.array(
        [[root, wing, tip, (x * 0.82, tip[1] - thick * 0.55), notch, (x * 0.3, y - drop * 0.28 - thick * 0.9)]],
        np.float32,
    )
    normal = np.array([side * 0.85, 0.42, front * 0.6 + 0.1], np.float32)
    base = hexcode("#2f5a3c") * np.float32(rng.uniform(0.72, 1.2))
    if season == "autumn":
        base = base * np.array([1.12, 0.98, 0.8], np.float32)
    colour = shone(base, normal / np.linalg.norm(normal), light, 0.5 + 0.5 * max(front, 0) + 0.2 * abs(side))
    sheet.fill(shape, np.asarray(colour * (0.72 + 0.28 * max(front, 0)), np.float32), 0.5 + 0.3 * front)
    if season == "winter" and front > -0.3:
        snow = np.array([[root, wing, tip, (x * 0.7, y - drop * 0.62 - thick * 0.25)]], np.float32)
        sheet.fill(
            snow,
            shone(np.array([0.92, 0.95, 1.0], np.float32), normal / np.linalg.norm(normal), light),
            0.55 + 0.3 * front,
        )


def palm(height: int, light: Light, seed: int) -> Sprite:
    """A coconut palm: a leaning ringed stem and a crown of feathered fronds."""
    rng = random(seed, 403)
    sheet = Sheet(height, 0.55)
    lean = float(rng.uniform(0.06, 0.2) * rng.choice((-1, 1)))
    t = np.linspace(0, 1, 14, dtype=np.float32)
    stem = np.stack([lean * t**1.7, 0.74 * t], -1)
    girth = (0.024 - 0.011 * t)[:, None] * np.array([[1.0, 0.0]], np.float32)
    rings = np.stack(
        [stem[:-1] - girth[:-1], stem[:-1] + girth[:-1], stem[1:] + girth[1:] * 0.92, stem[1:] - girth[1:] * 0.92], 1
    )
    for k, ring in enumerate(rings):
        sheet.fill(
            ring[None],
            shone(
                hexcode("#8f7355") * np.float32(0.85 + 0.25 * (k % 2)),
                np.array([light.toward[0] * 0.4, 0, 1], np.float32),
                light,
                0.8,
            ),
            0.5,
        )
    turns = np.sort(rng.uniform(0, 2 * np.pi, 16))
    for turn in turns[np.argsort(np.cos(turns))]:
        _frond(sheet, stem[-1], float(turn), float(rng.uniform(0.34, 0.44)), light, rng)
    return sheet.sprite()


def _frond(sheet: Sheet, root: Points, turn: float, length: float, light: Light, rng: np.random.Generator) -> None:
    side, front = float(np.sin(turn)), float(np.cos(turn))
    rise = float(rng.uniform(0.2, 0.85))
    t = np.linspace(0.06, 1, 22, dtype=np.float32)
    spine = np.stack([root[0] + side * length * t, root[1] + length * (rise * t - (0.55 + 0.75 * rise) * t * t)], -1)
    width = 0.085 * np.sin(np.pi * np.clip(t * 0.92 + 0.06, 0, 1)) ** 0.7
    tip = spine + np.stack([np.full_like(t, side * 0.025), -width], -1)
    upper = spine + np.stack([np.full_like(t, side * 0.035), width * 0.35], -1)
    step = np.array([length * 0.028 * (1 if side >= 0 else -1), 0], np.float32)
    blades = np.concatenate(
        [
            np.stack([spine - step * 0.6, spine + step * 0.6, tip], 1),
            np.stack([spine - step * 0.6, spine + step * 0.6, upper], 1),
        ]
    )
    normal = np.array([side * 0.5, 0.75, front * 0.45], np.float32)
    base = hexcode("#4f7f38") * np.float32(rng.uniform(0.75, 1.15))
    sheet.fill(blades.astype(np.float32), shone(base, normal, light, 0.6 + 0.4 * max(front, 0)), 0.5 + 0.3 * front)


def bole(height: int, light: Light, season: str, seed: int) -> Sprite:
    """A tall forest tree: a straight bole with ridged bark, thin high branches, foliage in the upper half."""
    rng = random(seed, 404)
    sheet = Sheet(height, 0.34)
    bend = float(rng.normal(0, 0.012))
    t = np.linspace(0, 1, 12, dtype=np.float32)
    centre = np.stack([bend * np.sin(t * 4), t * 1.03], -1)
    girth = 0.026 * (1 - 0.62 * t) + 0.016 * np.exp(-t * 26)
    strips = 7
    for k in range(strips):
        a, b = -1 + 2 * k / strips, -1 + 2 * (k + 1) / strips
        left, right = centre + np.stack([girth * a, t * 0], -1), centre + np.stack([girth * b, t * 0], -1)
        normal = np.array([(a + b) / 2, 0, np.sqrt(max(0.0, 1 - ((a + b) / 2) ** 2))], np.float32)
        tone = np.float32(rng.uniform(0.8, 1.2))
        sheet.fill(
            np.concatenate([left, right[::-1]])[None].astype(np.float32),
            shone(hexcode("#6a5342") * tone, normal, light),
            0.4 + 0.3 * float(normal[2]),
        )
    n = 26 if season != "winter" else 14
    height_at = rng.uniform(0.34, 0.98, n).astype(np.float32)
    tips = np.stack(
        [
            rng.normal(0, 0.15, n) * (1.25 - height_at * 0.6),
            height_at + rng.uniform(-0.03, 0.06, n),
            rng.normal(0, 0.14, n),
        ],
        -1,
    ).astype(np.float32)
    start = np.stack([bend * np.sin(height_at * 4), height_at - 0.04, height_at * 0], -1)
    twigs = np.concatenate([start, tips, np.full((n, 1), 0.0045), np.full((n, 1), 0.0015)], 1).astype(np.float32)
    draw_wood(sheet, twigs, np.ones(3, np.float32), hexcode("#3c2e24"), hexcode("#7d6652"), light)
    if season != "winter":
        habit = Habit(leaves=46, leaf=0.0095, cluster=0.075)
        leaves = leaves_around(habit, tips, rng)
        draw_leaves(sheet, leaves, Brush(dress=FOLIAGE[season], light=light, behind=True), rng)
        draw_leaves(sheet, leaves, Brush(dress=FOLIAGE[season], light=light, behind=False), rng)
    return sheet.sprite()
