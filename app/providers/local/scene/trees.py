"""Trees in their season's dress: broadleaf kinds, and the way to conifers, palms and forest boles."""

from __future__ import annotations

import numpy as np

from app.providers.local.numeric import hexcode, random
from app.providers.local.scene.limbs import Brush, Habit, branches, draw_leaves, draw_wood, leaves_around
from app.providers.local.scene.sheet import Sheet
from app.providers.local.scene.stems import FOLIAGE, bole, conifer, palm
from app.providers.local.things.sprite import Light, Sprite

HABITS: dict[str, Habit] = {
    "tree": Habit(leaves=30, leaf=0.0112, trunk=0.21, spread=0.78, lift=0.08, ratio=0.78),
    "leafy": Habit(trunk=0.17, spread=0.74, lift=0.1, leaves=13),
    "blossom": Habit(trunk=0.24, spread=0.72, lift=0.05, leaf=0.0125, leaves=16, bark=("#3a2a2a", "#806060")),
    "birch": Habit(trunk=0.3, girth=0.024, spread=0.46, ratio=0.8, lift=0.2, leaf=0.012, bark=("#8a8680", "#f1eee6")),
    "willow": Habit(trunk=0.30, spread=0.7, leaf=0.012, leaves=26, droop=0.24),
    "bare": Habit(leaves=0, forks=3, spread=0.56),
    "coral": Habit(trunk=0.14, girth=0.036, spread=0.62, ratio=0.84, leaves=0, bark=("#c8384e", "#ffa08a")),
    "weed": Habit(trunk=0.3, girth=0.014, spread=0.3, lift=0.5, leaves=0, bark=("#2a5a2c", "#6f9a4a")),
    "jungle": Habit(trunk=0.46, girth=0.034, spread=0.8, lift=0.02, leaf=0.024, leaves=17, cluster=0.085),
}
_CORALS = (("#b02a48", "#ff8a7a"), ("#c8701c", "#ffcf70"), ("#6a2f8a", "#d090e8"), ("#b8488a", "#ffb0d0"))


def tree(kind: str, height: int, light: Light, season: str, seed: int) -> Sprite:
    """A tree `height` pixels tall, lit by `light`, in its season's dress."""
    if kind in ("pine", "fir"):
        return conifer(height, light, season, seed)
    if kind == "palm":
        return palm(height, light, seed)
    if kind == "trunk":
        return bole(height, light, season, seed)
    return _broadleaf(kind, height, light, season, seed)


def _broadleaf(kind: str, height: int, light: Light, season: str, seed: int) -> Sprite:
    habit = HABITS.get(kind, HABITS["tree"])
    rng = random(seed, 401)
    generations, tips = branches(habit, rng, 6 if height > 60 else 5)
    reach = np.array([np.abs(tips[:, 0]).max() / 0.52, tips[:, 1].max() / 0.95])
    fit = np.array([1 / max(reach[0], reach[1] * 0.8), 1 / reach[1], 1 / max(reach[0], 0.5)], np.float32)
    sheet = Sheet(height)
    tips = tips * fit
    bare = kind == "bare" or (season == "winter" and kind != "jungle")
    leaves = None if bare or not habit.leaves else leaves_around(habit, tips, rng)
    dress = FOLIAGE["blossom" if kind == "blossom" else season]
    if leaves is not None:
        draw_leaves(sheet, leaves, Brush(dress=dress, light=light, behind=True), rng)
    dark, pale = (hexcode(c) for c in (_CORALS[seed % len(_CORALS)] if kind == "coral" else habit.bark))
    for segments in generations:
        draw_wood(sheet, segments, fit, dark, pale, light)
    if leaves is not None:
        draw_leaves(sheet, leaves, Brush(dress=dress, light=light, behind=False), rng)
    elif season == "winter":
        _snow_on_wood(sheet)
    return sheet.sprite()


def _snow_on_wood(sheet: Sheet) -> None:
    """A white edge on the upper side of limbs."""
    up = np.roll(sheet.alpha, max(1, sheet.height // 60), 0)
    edge = np.clip(sheet.alpha - up, 0, 1)[..., None]
    sheet.colour += (np.array([0.9, 0.93, 0.98], np.float32) - sheet.colour) * edge * 0.8
