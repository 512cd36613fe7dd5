"""Trees that grow: branches by generation (Honda 1971; Weber and Penn 1995), leaves in lit clusters, conifers, palms."""

from __future__ import annotations

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import blur, hexcode, random
from app.providers.local.plate import RGB, Gray
from app.providers.local.things.sprite import Light, Sprite

Points = NDArray[np.float32]
_SUB = 8  # fixed-point bits of polygon corners: 3


class Habit(msgspec.Struct, frozen=True, kw_only=True):
    """How a broadleaf tree grows. Angles in radians, lengths relative to the tree's height."""

    trunk: float = 0.30
    girth: float = 0.042
    spread: float = 0.62
    ratio: float = 0.76
    forks: int = 3
    lift: float = 0.12
    leaves: int = 15
    leaf: float = 0.016
    cluster: float = 0.068
    droop: float = 0.0
    bark: tuple[str, str] = ("#3a2c22", "#8d745c")


HABITS: dict[str, Habit] = {
    "tree": Habit(leaves=30, leaf=0.0112, trunk=0.21, spread=0.78, lift=0.08, ratio=0.78),
    "leafy": Habit(trunk=0.17, spread=0.74, lift=0.1, leaves=13),
    "blossom": Habit(trunk=0.24, spread=0.72, lift=0.05, leaf=0.0125, leaves=16, bark=("#3a2a2a", "#806060")),
    "birch": Habit(trunk=0.3, girth=0.024, spread=0.46, ratio=0.8, lift=0.2, leaf=0.012, bark=("#8a8680", "#f1eee6")),
    "willow": Habit(trunk=0.30, spread=0.7, leaf=0.012, leaves=26, droop=0.24),
    "bare": Habit(leaves=0, forks=3, spread=0.56),
    "jungle": Habit(trunk=0.46, girth=0.034, spread=0.8, lift=0.02, leaf=0.024, leaves=17, cluster=0.085),
}
FOLIAGE: dict[str, tuple[str, ...]] = {
    "spring": ("#4f8430", "#6c9e40", "#8ab450"),
    "summer": ("#2f5c28", "#447232", "#64903e"),
    "autumn": ("#c2401c", "#dd7420", "#f0ae34"),
    "winter": ("#5a5a50", "#6c6a5c", "#7c786a"),
    "blossom": ("#f0a8bf", "#f8c8d8", "#fde6ee"),
}


def tree(kind: str, height: int, light: Light, season: str, seed: int) -> Sprite:
    """A tree `height` pixels tall, lit by `light`, in its season's dress."""
    if kind in ("pine", "fir"):
        return _conifer(height, light, season, seed)
    if kind == "palm":
        return _palm(height, light, seed)
    if kind == "trunk":
        return _trunk(height, light, season, seed)
    return _broadleaf(kind, height, light, season, seed)


class _Sheet:
    """A sprite under construction. Drawing coordinates: x from -0.62 to 0.62, y from 0 (foot) to 1.04 (top)."""

    def __init__(self, height: int, half: float = 0.62) -> None:
        self.height, self.half = height, half
        self.width = max(2, round(height * half * 2))
        self.fine = 2.0 if height <= 400 else 1.5
        tall, wide = round(height * self.fine), round(self.width * self.fine)
        self.colour: RGB = np.zeros((tall, wide, 3), np.float32)
        self.alpha: Gray = np.zeros((tall, wide), np.float32)
        self.relief: Gray = np.full((tall, wide), 0.5, np.float32)

    def pixels(self, points: Points) -> NDArray[np.int32]:
        tall, wide = self.alpha.shape
        x = (points[..., 0] / (2 * self.half) + 0.5) * wide
        y = tall * (1 - points[..., 1] / 1.06)
        return np.round(np.stack([x, y], -1) * _SUB).astype(np.int32)

    def fill(self, polygons: Points, colour: NDArray[np.float32], relief: float) -> None:
        """Fill many polygons (n, corners, 2) in one colour."""
        if not len(polygons):
            return
        corners = list(self.pixels(polygons))
        cv2.fillPoly(self.colour, corners, tuple(map(float, colour)), cv2.LINE_8, 3)
        cv2.fillPoly(self.alpha, corners, 1.0, cv2.LINE_8, 3)
        cv2.fillPoly(self.relief, corners, relief, cv2.LINE_8, 3)

    def sprite(self, foot: float = 1.0) -> Sprite:
        """Close the sheet; normals come from the relief."""
        size = (self.width, self.height)
        colour, alpha, relief = (cv2.resize(a, size, interpolation=cv2.INTER_AREA) for a in (self.colour, self.alpha, self.relief))
        soft = blur(relief, max(0.8, self.height / 90))
        gx = cv2.Sobel(soft, cv2.CV_32F, 1, 0) * self.height / 60
        gy = cv2.Sobel(soft, cv2.CV_32F, 0, 1) * self.height / 60
        normal = np.stack([-gx, gy, np.full_like(gx, 0.55)], -1)
        normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
        colour /= np.maximum(alpha, 1e-3)[..., None]
        return Sprite(
            colour=np.clip(colour, 0, 1.3).astype(np.float32), alpha=alpha, relief=relief,
            normal=normal.astype(np.float32), anchor=(0.5, foot), glow=None,
        )  # fmt: skip


def _lit(base: NDArray[np.float32], normal: NDArray[np.float32], light: Light, shade: Gray | float = 1.0) -> NDArray[np.float32]:
    """Lambert with a wrap, as leaves let light through; shapes (n, 3) or (3,)."""
    facing = np.clip(normal @ np.array(light.toward, np.float32) * 0.72 + 0.28, 0, 1)
    glow = np.array(light.ambient, np.float32) * 0.8 + np.array(light.key, np.float32) * np.asarray(facing * shade)[..., None] * 1.05
    return np.asarray(base * glow, np.float32)


def _branches(habit: Habit, rng: np.random.Generator, levels: int) -> tuple[list[Points], Points]:
    """Branch segments per generation as (n, 8): from xyz, to xyz, girth at both ends; and the tips (n, 3)."""
    lean = rng.normal(0, 0.05)
    start = np.zeros((1, 3), np.float32)
    heading = np.array([[lean, 1, 0]], np.float32)
    length = np.array([habit.trunk], np.float32)
    girth = np.array([habit.girth], np.float32)
    generations: list[Points] = []
    tips: list[Points] = []
    for level in range(levels):
        heading /= np.linalg.norm(heading, axis=1, keepdims=True)
        middle = start + heading * length[:, None] * 0.5 + rng.normal(0, 0.03, start.shape) * length[:, None]
        end = start + heading * length[:, None]
        thin = girth * 0.78
        generations.append(np.concatenate([start, middle, girth[:, None], ((girth + thin) / 2)[:, None]], 1).astype(np.float32))
        generations.append(np.concatenate([middle, end, ((girth + thin) / 2)[:, None], thin[:, None]], 1).astype(np.float32))
        if level >= levels - 2:
            tips.append(end)
        n = len(start) * habit.forks
        turn = np.repeat(rng.uniform(0, 2 * np.pi, len(start)), habit.forks) + rng.normal(0, 0.35, n)
        turn += np.tile(np.arange(habit.forks) * 2 * np.pi / (habit.forks - 1), len(start))
        angle = habit.spread * rng.uniform(0.55, 1.25, n)
        angle[:: habit.forks] *= 0.35
        parent = np.repeat(heading, habit.forks, 0)
        across = np.cross(parent, rng.normal(0, 1, (n, 3)))
        across /= np.linalg.norm(across, axis=1, keepdims=True)
        other = np.cross(parent, across)
        aside = across * np.cos(turn)[:, None] + other * np.sin(turn)[:, None]
        heading = parent * np.cos(angle)[:, None] + aside * np.sin(angle)[:, None]
        heading[:, 1] += habit.lift
        start = np.repeat(end, habit.forks, 0)
        length = np.repeat(length, habit.forks) * habit.ratio * rng.uniform(0.72, 1.12, n)
        girth = np.repeat(thin, habit.forks) * 0.66
    return generations, np.concatenate(tips).astype(np.float32)


def _broadleaf(kind: str, height: int, light: Light, season: str, seed: int) -> Sprite:
    habit = HABITS.get(kind, HABITS["tree"])
    rng = random(seed, 401)
    generations, tips = _branches(habit, rng, 6 if height > 60 else 5)
    reach = np.array([np.abs(tips[:, 0]).max() / 0.52, tips[:, 1].max() / 0.95])
    fit = np.array([1 / max(reach[0], reach[1] * 0.8), 1 / reach[1], 1 / max(reach[0], 0.5)], np.float32)
    sheet = _Sheet(height)
    tips = tips * fit
    bare = kind == "bare" or (season == "winter" and kind not in ("jungle",))
    leaves = None if bare or not habit.leaves else _leaves(habit, tips, rng)
    dress = FOLIAGE["blossom" if kind == "blossom" else season]
    if leaves is not None:
        _draw_leaves(sheet, leaves, dress, light, rng, behind=True)
    dark, pale = (hexcode(c) for c in habit.bark)
    for segments in generations:
        _draw_wood(sheet, segments, fit, dark, pale, light)
    if leaves is not None:
        _draw_leaves(sheet, leaves, dress, light, rng, behind=False)
    elif season == "winter":
        _snow_on_wood(sheet)
    return sheet.sprite()


def _draw_wood(sheet: _Sheet, segments: Points, fit: Points, dark: Points, pale: Points, light: Light) -> None:
    """Tapered limbs: a dark body, and a lit strip on the side of the light."""
    a, b = segments[:, :3] * fit, segments[:, 3:6] * fit
    along = b[:, :2] - a[:, :2]
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-5)
    across = np.stack([-along[:, 1], along[:, 0]], -1)
    floor = 0.5 / sheet.height
    ga, gb = np.maximum(segments[:, 6:7], floor), np.maximum(segments[:, 7:8], floor)
    limb = np.stack([a[:, :2] - across * ga, a[:, :2] + across * ga, b[:, :2] + across * gb, b[:, :2] - across * gb], 1)
    face = np.array([0, 0.1, 1], np.float32)
    sheet.fill(limb, _lit((dark + pale) / 2, face, light, 0.55), 0.5)
    side = np.where(across[:, :1] * light.toward[0] > 0, 1.0, -1.0)
    lit = np.stack([a[:, :2] + across * ga * side * 0.25, a[:, :2] + across * ga * side * 0.95, b[:, :2] + across * gb * side * 0.95, b[:, :2] + across * gb * side * 0.25], 1)
    thick = segments[:, 6] * sheet.height > 1.2
    sheet.fill(lit[thick].astype(np.float32), _lit(pale, np.array([light.toward[0], 0.2, 0.4], np.float32), light), 0.56)


def _leaves(habit: Habit, tips: Points, rng: np.random.Generator) -> dict[str, Points]:
    """Leaves around the tips: place, outward direction from their cluster, size, and how deep in the crown."""
    n = len(tips) * habit.leaves
    centre = np.repeat(tips, habit.leaves, 0)
    away = rng.normal(0, 1, (n, 3)).astype(np.float32)
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    radius = habit.cluster * rng.random(n).astype(np.float32) ** 0.5
    place = centre + away * radius[:, None]
    if habit.droop:
        place[:, 1] -= (rng.random(n) ** 1.2 * habit.droop * 1.6).astype(np.float32)
        place[:, 1] = np.maximum(place[:, 1], 0.06)
    middle = tips.mean(0)
    crown = (place - middle) / np.maximum(np.abs(tips - middle).max(0), 0.05)
    return {"place": place, "away": away, "crown": crown.astype(np.float32), "size": (habit.leaf * rng.uniform(0.6, 1.35, n)).astype(np.float32)}


def _draw_leaves(sheet: _Sheet, leaves: dict[str, Points], dress: tuple[str, ...], light: Light, rng: np.random.Generator, *, behind: bool) -> None:
    """Dabs in depth order, bucketed by depth and tone so that a few fills draw thousands."""
    place, crown = leaves["place"], leaves["crown"]
    chosen = (place[:, 2] < -0.02) if behind else (place[:, 2] >= -0.02)
    normal = leaves["away"] * 0.5 + crown * 0.75 + np.array([0, 0.2, 0.15], np.float32)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    facing = normal @ np.array(light.toward, np.float32)
    depth = place[:, 2] + rng.normal(0, 0.02, len(place))
    tone = np.clip(np.floor((facing * 0.5 + 0.5 + rng.normal(0, 0.1, len(place))) * 7), 0, 6).astype(int)
    hue = rng.integers(0, len(dress), len(place))
    hue = np.where(rng.random(len(place)) < 0.6, (np.floor((crown[:, 0] + crown[:, 1] + 2) * 2.1) % len(dress)).astype(int), hue)
    inner = 0.62 + 0.38 * np.clip(np.linalg.norm(crown, axis=1), 0, 1)
    floor = 0.9 / sheet.height
    corners = np.linspace(0, 2 * np.pi, 6, endpoint=False) + rng.uniform(0, 6, (len(place), 1))
    size = np.maximum(leaves["size"], floor)[:, None]
    ring = np.stack([np.cos(corners) * size, np.sin(corners) * size * 0.72], -1) + place[:, None, :2]
    cuts = np.linspace(-0.02, 0.5, 6) if not behind else np.linspace(-0.6, -0.02, 4)
    slab = np.digitize(depth, cuts)
    ambient, key = np.array(light.ambient, np.float32), np.array(light.key, np.float32)
    for layer in range(len(cuts) + 1):
        shade = (0.66 + 0.06 * layer) if not behind else 0.5 + 0.05 * layer
        for k in range(7):
            for h, code in enumerate(dress):
                pick = chosen & (slab == layer) & (tone == k) & (hue == h)
                if pick.any():
                    dim = float(inner[pick].mean())
                    glow = ambient * 0.85 * dim + key * (max(0.0, k / 6 - 0.12) ** 1.15) * shade * 1.5
                    sheet.fill(ring[pick].astype(np.float32), np.asarray(hexcode(code) * glow, np.float32), 0.3 + 0.08 * layer + (0.0 if behind else 0.3))


def _snow_on_wood(sheet: _Sheet) -> None:
    """A white edge on the upper side of limbs."""
    up = np.roll(sheet.alpha, max(1, sheet.height // 60), 0)
    edge = np.clip(sheet.alpha - up, 0, 1)[..., None]
    sheet.colour += (np.array([0.9, 0.93, 0.98], np.float32) - sheet.colour) * edge * 0.8


def _conifer(height: int, light: Light, season: str, seed: int) -> Sprite:
    """A fir: whorls of drooping boughs, dark within, lit at the tips; snow lies on them in winter."""
    rng = random(seed, 402)
    sheet = _Sheet(height, 0.32)
    wood = np.array([[(-0.014, 0), (0.014, 0), (0.006, 0.9), (-0.006, 0.9)]], np.float32)
    sheet.fill(wood, _lit(hexcode("#5a4636"), np.array([0, 0, 1], np.float32), light, 0.5), 0.5)
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


def _bough(sheet: _Sheet, y: float, reach: float, turn: float, light: Light, season: str, rng: np.random.Generator) -> None:
    side, front = float(np.sin(turn)), float(np.cos(turn))
    x, drop, thick = side * reach, reach * (0.42 + 0.18 * front), reach * (0.17 if sheet.height > 220 else 0.24) + 0.007
    root = (side * 0.004, y)
    tip = (x, y - drop - max(front, 0) * reach * 0.25)
    notch = (x * 0.6, y - drop * 0.5 - thick * 1.3)
    wing = (x * 0.55 - side * 0.02, y - drop * 0.38 + thick * 0.15)
    shape = np.array([[root, wing, tip, (x * 0.82, tip[1] - thick * 0.55), notch, (x * 0.3, y - drop * 0.28 - thick * 0.9)]], np.float32)
    normal = np.array([side * 0.85, 0.42, front * 0.6 + 0.1], np.float32)
    base = hexcode("#2f5a3c") * np.float32(rng.uniform(0.72, 1.2))
    if season == "autumn":
        base = base * np.array([1.12, 0.98, 0.8], np.float32)
    colour = _lit(base, normal / np.linalg.norm(normal), light, 0.5 + 0.5 * max(front, 0) + 0.2 * abs(side))
    sheet.fill(shape, np.asarray(colour * (0.72 + 0.28 * max(front, 0)), np.float32), 0.5 + 0.3 * front)
    if season == "winter" and front > -0.3:
        snow = np.array([[root, wing, tip, (x * 0.7, y - drop * 0.62 - thick * 0.25)]], np.float32)
        sheet.fill(snow, _lit(np.array([0.92, 0.95, 1.0], np.float32), normal / np.linalg.norm(normal), light), 0.55 + 0.3 * front)


def _palm(height: int, light: Light, seed: int) -> Sprite:
    """A coconut palm: a leaning ringed stem and a crown of feathered fronds."""
    rng = random(seed, 403)
    sheet = _Sheet(height, 0.55)
    lean = float(rng.uniform(0.06, 0.2) * rng.choice((-1, 1)))
    t = np.linspace(0, 1, 14, dtype=np.float32)
    stem = np.stack([lean * t**1.7, 0.74 * t], -1)
    girth = (0.024 - 0.011 * t)[:, None] * np.array([[1.0, 0.0]], np.float32)
    rings = np.stack([stem[:-1] - girth[:-1], stem[:-1] + girth[:-1], stem[1:] + girth[1:] * 0.92, stem[1:] - girth[1:] * 0.92], 1)
    for k, ring in enumerate(rings):
        sheet.fill(ring[None], _lit(hexcode("#8f7355") * np.float32(0.85 + 0.25 * (k % 2)), np.array([light.toward[0] * 0.4, 0, 1], np.float32), light, 0.8), 0.5)
    turns = np.sort(rng.uniform(0, 2 * np.pi, 16))
    for turn in turns[np.argsort(np.cos(turns))]:
        _frond(sheet, stem[-1], float(turn), float(rng.uniform(0.34, 0.44)), light, rng)
    return sheet.sprite()


def _frond(sheet: _Sheet, root: Points, turn: float, length: float, light: Light, rng: np.random.Generator) -> None:
    side, front = float(np.sin(turn)), float(np.cos(turn))
    rise = float(rng.uniform(0.2, 0.85))
    t = np.linspace(0.06, 1, 22, dtype=np.float32)
    spine = np.stack([root[0] + side * length * t, root[1] + length * (rise * t - (0.55 + 0.75 * rise) * t * t)], -1)
    width = 0.085 * np.sin(np.pi * np.clip(t * 0.92 + 0.06, 0, 1)) ** 0.7
    tip = spine + np.stack([np.full_like(t, side * 0.025), -width], -1)
    upper = spine + np.stack([np.full_like(t, side * 0.035), width * 0.35], -1)
    step = np.array([length * 0.028 * (1 if side >= 0 else -1), 0], np.float32)
    blades = np.concatenate([np.stack([spine - step * 0.6, spine + step * 0.6, tip], 1), np.stack([spine - step * 0.6, spine + step * 0.6, upper], 1)])
    normal = np.array([side * 0.5, 0.75, front * 0.45], np.float32)
    base = hexcode("#4f7f38") * np.float32(rng.uniform(0.75, 1.15))
    sheet.fill(blades.astype(np.float32), _lit(base, normal, light, 0.6 + 0.4 * max(front, 0)), 0.5 + 0.3 * front)


def _trunk(height: int, light: Light, season: str, seed: int) -> Sprite:
    """A tall forest tree: a straight bole with ridged bark, thin high branches, foliage in the upper half."""
    rng = random(seed, 404)
    sheet = _Sheet(height, 0.34)
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
        sheet.fill(np.concatenate([left, right[::-1]])[None].astype(np.float32), _lit(hexcode("#6a5342") * tone, normal, light), 0.4 + 0.3 * float(normal[2]))
    n = 26 if season != "winter" else 14
    height_at = rng.uniform(0.34, 0.98, n).astype(np.float32)
    tips = np.stack([rng.normal(0, 0.15, n) * (1.25 - height_at * 0.6), height_at + rng.uniform(-0.03, 0.06, n), rng.normal(0, 0.14, n)], -1).astype(np.float32)
    start = np.stack([bend * np.sin(height_at * 4), height_at - 0.04, height_at * 0], -1)
    twigs = np.concatenate([start, tips, np.full((n, 1), 0.0045), np.full((n, 1), 0.0015)], 1).astype(np.float32)
    _draw_wood(sheet, twigs, np.ones(3, np.float32), hexcode("#3c2e24"), hexcode("#7d6652"), light)
    if season != "winter":
        habit = Habit(leaves=46, leaf=0.0095, cluster=0.075)
        leaves = _leaves(habit, tips, rng)
        _draw_leaves(sheet, leaves, FOLIAGE[season], light, rng, behind=True)
        _draw_leaves(sheet, leaves, FOLIAGE[season], light, rng, behind=False)
    return sheet.sprite()
