"""Limbs and leaves: branching by generation (Honda 1971; Weber and Penn 1995), leaves in lit clusters."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import hexcode
from app.providers.local.scene.sheet import Points, Sheet, shone
from app.providers.local.things.sprite import Light


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


class Leaves(msgspec.Struct, frozen=True, kw_only=True):
    """Leaves as (n, 3) places, directions away from their cluster and places in the crown (-1…1), and (n,) sizes."""

    place: Points
    away: Points
    crown: Points
    size: Points


def branches(habit: Habit, rng: np.random.Generator, levels: int) -> tuple[list[Points], Points]:
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
        generations.append(
            np.concatenate([start, middle, girth[:, None], ((girth + thin) / 2)[:, None]], 1).astype(np.float32)
        )
        generations.append(
            np.concatenate([middle, end, ((girth + thin) / 2)[:, None], thin[:, None]], 1).astype(np.float32)
        )
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
        heading = (parent * np.cos(angle)[:, None] + aside * np.sin(angle)[:, None]).astype(np.float32)
        heading[:, 1] += habit.lift
        start = np.repeat(end, habit.forks, 0)
        length = (np.repeat(length, habit.forks) * habit.ratio * rng.uniform(0.72, 1.12, n)).astype(np.float32)
        girth = np.repeat(thin, habit.forks) * np.float32(0.66)
    return generations, np.concatenate(tips).astype(np.float32)


def draw_wood(sheet: Sheet, segments: Points, fit: Points, dark: Points, pale: Points, light: Light) -> None:
    """Tapered limbs: a dark body, and a lit strip on the side of the light."""
    a, b = segments[:, :3] * fit, segments[:, 3:6] * fit
    along = b[:, :2] - a[:, :2]
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-5)
    across = np.stack([-along[:, 1], along[:, 0]], -1)
    floor = 0.5 / sheet.height
    ga, gb = np.maximum(segments[:, 6:7], floor), np.maximum(segments[:, 7:8], floor)
    limb = np.stack([a[:, :2] - across * ga, a[:, :2] + across * ga, b[:, :2] + across * gb, b[:, :2] - across * gb], 1)
    face = np.array([0, 0.1, 1], np.float32)
    sheet.fill(limb, shone(((dark + pale) / 2).astype(np.float32), face, light, 0.55), 0.5)
    side = np.where(across[:, :1] * light.toward[0] > 0, 1.0, -1.0)
    lit = np.stack(
        [
            a[:, :2] + across * ga * side * 0.25,
            a[:, :2] + across * ga * side * 0.95,
            b[:, :2] + across * gb * side * 0.95,
            b[:, :2] + across * gb * side * 0.25,
        ],
        1,
    )
    thick = segments[:, 6] * sheet.height > 1.2
    sheet.fill(
        lit[thick].astype(np.float32), shone(pale, np.array([light.toward[0], 0.2, 0.4], np.float32), light), 0.56
    )


def leaves_around(habit: Habit, tips: Points, rng: np.random.Generator) -> Leaves:
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
    size = (habit.leaf * rng.uniform(0.6, 1.35, n)).astype(np.float32)
    return Leaves(place=place, away=away, crown=crown.astype(np.float32), size=size)


class Brush(msgspec.Struct, frozen=True, kw_only=True):
    """What leaves are painted with: their colours, the light, and whether this pass is the far half of the crown."""

    dress: tuple[str, ...]
    light: Light
    behind: bool


def draw_leaves(sheet: Sheet, leaves: Leaves, brush: Brush, rng: np.random.Generator) -> None:
    """Dabs in depth order, bucketed by depth, tone and hue so that a few fills draw thousands."""
    place = leaves.place
    tone, hue = _toned(leaves, brush, rng)
    chosen = (place[:, 2] < -0.02) if brush.behind else (place[:, 2] >= -0.02)
    inner = 0.62 + 0.38 * np.clip(np.linalg.norm(leaves.crown, axis=1), 0, 1)
    corners = np.linspace(0, 2 * np.pi, 6, endpoint=False) + rng.uniform(0, 6, (len(place), 1))
    size = np.maximum(leaves.size, 0.9 / sheet.height)[:, None]
    ring = (np.stack([np.cos(corners) * size, np.sin(corners) * size * 0.72], -1) + place[:, None, :2]).astype(
        np.float32
    )
    cuts = np.linspace(-0.6, -0.02, 4) if brush.behind else np.linspace(-0.02, 0.5, 6)
    bucket = np.where(
        chosen, (np.digitize(place[:, 2] + rng.normal(0, 0.02, len(place)), cuts) * 7 + tone) * 8 + hue, -1
    )
    ambient, key = np.array(brush.light.ambient, np.float32), np.array(brush.light.key, np.float32)
    for number in np.unique(bucket[bucket >= 0]):
        pick = bucket == number
        layer, k, h = number // 56, number // 8 % 7, number % 8
        shade = (0.5 + 0.05 * layer) if brush.behind else (0.66 + 0.06 * layer)
        glow = ambient * 0.85 * inner[pick].mean() + key * (max(0.0, k / 6 - 0.12) ** 1.15) * shade * 1.5
        colour = np.asarray(hexcode(brush.dress[h]) * glow, np.float32)
        sheet.fill(ring[pick], colour, 0.3 + 0.08 * float(layer) + (0.0 if brush.behind else 0.3))


def _toned(leaves: Leaves, brush: Brush, rng: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each leaf's step of light, 0…6, and which of the colours it has; neighbours tend to share one."""
    n = len(leaves.place)
    normal = leaves.away * 0.5 + leaves.crown * 0.75 + np.array([0, 0.2, 0.15], np.float32)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    facing = normal @ np.array(brush.light.toward, np.float32)
    tone = np.clip(np.floor((facing * 0.5 + 0.5 + rng.normal(0, 0.1, n)) * 7), 0, 6).astype(np.int64)
    drift = np.floor((leaves.crown[:, 0] + leaves.crown[:, 1] + 2) * 2.1) % len(brush.dress)
    hue = np.where(rng.random(n) < 0.6, drift, rng.integers(0, len(brush.dress), n)).astype(np.int64)
    return tone, hue
