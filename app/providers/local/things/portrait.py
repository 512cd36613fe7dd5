"""Portraits: a close view of a person or an animal before a soft background."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import blur, luma, noise, random, smoothstep
from app.providers.local.plate import RGB, Camera, Gray, Plate
from app.providers.local.things import busts, heads
from app.providers.local.things.catalogue import ROOM_OF, THINGS
from app.providers.local.things.pattern import ink
from app.providers.local.things.solid import Solid, bounds
from app.providers.local.things.sprite import Light
from app.providers.local.things.stage import Frame, Pose, Surfaces, gathered, openness, shade, sunlight, viewed

_FINE = 1.3
_PEOPLE = {
    "woman": "woman",
    "girl": "woman",
    "lady": "woman",
    "person": "woman",
    "man": "man",
    "boy": "child",
    "child": "child",
    "old man": "old man",
    "old woman": "old woman",
    "grandmother": "old woman",
    "grandfather": "old man",
    "king": "man",
    "queen": "woman",
}
_WALLS = (
    ("#6d6a5c", "#3b3a35"),
    ("#7d6a58", "#3d322b"),
    ("#5f7378", "#2f3a3f"),
    ("#6f7a60", "#363f30"),
    ("#85695f", "#40302c"),
)


@dataclass(frozen=True)
class Sitting:
    """Solids, how they are seen, and the window: middle and half-height in the solids' own measure."""

    solids: list[Solid]
    pose: Pose
    middle: tuple[float, float]
    half: float


def draw(kind: str, width: int, height: int, seed: int, words: frozenset[str], light: Light, camera: Camera) -> Plate:
    """The plate of a portrait; the same arguments give the same bytes."""
    sitting = _sitting(kind.lower().strip(), words, seed + 7 * camera.variant)
    turn, seen = viewed(sitting.solids, sitting.pose)
    centre = turn @ np.array([*sitting.middle, 0.0], np.float32)
    span = max(sitting.half, sitting.half * 0.82 * height / width) / camera.zoom**0.5
    share = _FINE if width * height < 150000 else 1.0
    fine = (round(width * share), round(height * share))
    frame = Frame(float(centre[0]), float(centre[1]), 2 * span / fine[1], fine[0], fine[1])
    (_, _, z), radius = bounds(seen)
    surfaces, depth, there = gathered(seen, frame, z + radius * 1.05)
    studio = _studio_light(light)
    lit = shade(
        surfaces,
        studio,
        openness(depth, there, frame).ravel()[surfaces.index],
        sunlight(depth, there, frame, studio.toward).ravel()[surfaces.index],
    )
    lit = np.clip(lit + surfaces.lamp * max(light.lamps, 0.6), 0, 1)
    return _composed(surfaces, lit.astype(np.float32), depth, there, _backdrop(width, height, seed, light), camera)


def _sitting(kind: str, words: frozenset[str], seed: int) -> Sitting:
    rng = random(seed, 149)
    side = 1 if rng.random() < 0.5 else -1
    if "old" in words and kind in ("man", "woman"):
        kind = f"old {kind}"
    if kind in heads.MAKERS:
        return Sitting(heads.MAKERS[kind](words, rng), Pose(side * 13.0, 3), (0.0, -0.12), 1.5)
    key = _named(kind)
    if kind in _PEOPLE or key in (None, "woman", "man", "child"):
        return Sitting(
            busts.bust(_PEOPLE.get(kind, key or "woman"), words, rng), Pose(side * 19.0, 2), (0.0, -0.3), 1.65
        )
    solids, pose = import_module(f"app.providers.local.things.{ROOM_OF[key]}").build(key, words, seed)
    return _close_up(key, solids, pose)


def _named(kind: str) -> str | None:
    names = {word: trait.key for trait in THINGS if trait.kind in ("person", "animal") for word in trait.words}
    return names.get(kind) or names.get(kind.removesuffix("s"))


_CLOSE = {
    "cat": (0.335, 0.175),
    "robot": (1.55, 0.62),
    "astronaut": (1.6, 0.52),
    "owl": (0.24, 0.27),
    "horse": (2.0, 0.62),
    "deer": (1.62, 0.52),
    "cow": (1.35, 0.6),
    "elephant": (2.5, 1.5),
    "sheep": (0.72, 0.36),
    "rabbit": (0.22, 0.22),
}
_AHEAD = {"horse": 0.95, "deer": 0.78, "cow": 1.05, "elephant": 1.6, "sheep": 0.5, "rabbit": 0.08}


def _close_up(key: str, solids: list[Solid], pose: Pose) -> Sitting:
    """A whole thing framed on its head, or whole where its head is not known."""
    (x, y, _), radius = bounds(solids)
    up, half = _CLOSE.get(key, (y, radius * 0.8))
    yaw = pose.yaw if key in ("cat", "owl", "robot", "astronaut") else pose.yaw - 8
    return Sitting(solids, Pose(yaw, 3), (_AHEAD.get(key, 0.0 if key in _CLOSE else x), up), half)


def _studio_light(light: Light) -> Light:
    """The scene's light brought round to the front and lifted so that a face is never lost in the dark."""
    x, y, z = light.toward
    toward = np.array([np.copysign(max(abs(x), 0.45), x or -1.0), max(y, 0.42), max(z, 0.52)], np.float32)
    toward /= np.linalg.norm(toward)
    key, sky = np.array(light.key, np.float32), np.array(light.ambient, np.float32)
    key, sky = 0.5 * key + 0.5 * key.mean(), 0.6 * sky + 0.4 * sky.mean()
    key = key * max(1.0, 1.02 / max(float(key.max()), 1e-3))
    sky = sky * max(1.1, 0.50 / max(float(sky.max()), 1e-3))
    a, b, c = (float(v) for v in toward)
    return Light(toward=(a, b, c), key=_triple(key), ambient=_triple(sky), lamps=light.lamps)


def _triple(values: NDArray[np.float32]) -> tuple[float, float, float]:
    r, g, b = (float(v) for v in values)
    return r, g, b


def _backdrop(width: int, height: int, seed: int, light: Light) -> RGB:
    """A wall with a pool of light behind the sitter, or lamps out of focus by night."""
    rng = random(seed, 151)
    pale, deep = (np.array(ink(c), np.float32) for c in _WALLS[int(rng.integers(len(_WALLS)))])
    v, u = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    pool = np.exp(-(((u - 0.38) / 0.42) ** 2 + ((v - 0.34) / 0.5) ** 2))
    cloud = noise((height, width), seed, 4, octaves=3) - 0.5
    wall = deep + (pale - deep) * np.clip(pool + 0.35 * cloud, 0, 1)[..., None]
    strength = np.clip(np.array(light.ambient) * 1.2 + np.array(light.key) * 0.55, 0.7, 1.3).astype(np.float32)
    wall = wall * strength
    spots = np.zeros((height, width, 3), np.float32)
    count, bright = (26, 0.3) if light.lamps > 0.5 else (16, 0.07)
    for _ in range(count):
        x, y, r = rng.random() * width, rng.random() ** 0.8 * height * 0.9, height * (0.02 + 0.035 * rng.random())
        warm = (1.0, 0.55 + 0.35 * rng.random(), 0.25 + 0.4 * rng.random())
        cv2.circle(
            spots,
            (int(x), int(y)),
            int(r),
            tuple(float(c * bright * (0.4 + 0.6 * rng.random())) for c in warm),
            -1,
            cv2.LINE_AA,
        )
    return np.asarray(np.clip(wall + blur(spots, 0.011 * height), 0, 1), np.float32)


def _composed(
    s: Surfaces, lit: NDArray[np.float32], depth: Gray, there: NDArray[np.bool_], back: RGB, camera: Camera
) -> Plate:
    height, width = back.shape[:2]

    def spread(values: NDArray[np.float32]) -> NDArray[np.float32]:
        full = np.zeros((there.size, values.shape[1]), np.float32)
        full[s.index] = values
        return np.asarray(
            cv2.resize(full.reshape(*there.shape, -1), (width, height), interpolation=cv2.INTER_AREA), np.float32
        )

    cover = np.asarray(cv2.resize(there.astype(np.float32), (width, height), interpolation=cv2.INTER_AREA), np.float32)
    colour = back * (1 - cover[..., None]) + spread(lit)
    edge = np.clip(blur(np.abs(cover - blur(cover, 0.8)), 0.6) * 6, 0, 1)[..., None]
    colour = colour + (blur(colour.astype(np.float32), 0.7) - colour) * edge
    facing = spread(s.normal) + np.dstack([0 * cover, 0 * cover, 1.0001 - cover])
    facing = facing / np.maximum(np.linalg.norm(facing, axis=2, keepdims=True), 1e-6)
    low, high = (float(depth[there].min()), float(depth[there].max())) if there.any() else (0.0, 1.0)
    near = cv2.resize(
        np.where(there, (high - depth) / max(high - low, 1e-6), 0).astype(np.float32),
        (width, height),
        interpolation=cv2.INTER_AREA,
    )
    solid = smoothstep(0.4, 0.6, cover)
    distance = solid * (0.16 + 0.3 * near) + (1 - solid) * 0.86
    colour = colour * np.array([1 + 0.06 * camera.warmth, 1.0, 1 - 0.07 * camera.warmth], np.float32)
    gray = luma(colour.astype(np.float32))[..., None]
    colour = np.clip(gray + (colour - gray) * camera.chroma, 0, 1).astype(np.float32)
    parts = [colour, distance.astype(np.float32), facing.astype(np.float32)]
    if camera.mirror:
        parts = [np.ascontiguousarray(p[:, ::-1]) for p in parts]
        parts[2] = parts[2] * np.array([-1, 1, 1], np.float32)
    return Plate(colour=parts[0], depth=parts[1], normal=parts[2])
