"""Surface colours: grass, rock, strata, sand, snow, earth and woods, mixed by slope, height and season."""

from __future__ import annotations

import numpy as np

from app.providers.local.numeric import hexcode, mix, smoothstep
from app.providers.local.plate import RGB, Gray
from app.providers.local.scene.field import Field
from app.providers.local.scene.land import Surface

GRASS = {
    "spring": ("#55803a", "#8fa852"),
    "summer": ("#4c7038", "#87954f"),
    "autumn": ("#8a6a2c", "#b98f3e"),
    "winter": ("#dfe6ee", "#f4f6fa"),
}
LEAVES = {
    "spring": ("#4f8534", "#86b548"),
    "summer": ("#2f5f2c", "#4f7f36"),
    "autumn": ("#b8481e", "#e09a2c"),
    "winter": ("#4c4a44", "#6a665e"),
}


def flat(colour: str, like: Gray) -> RGB:
    """One colour over an array's shape."""
    return np.broadcast_to(hexcode(colour), (*like.shape, 3)).astype(np.float32)


def two(dark: str, light: str, amount: Gray) -> RGB:
    return mix(hexcode(dark), hexcode(light), amount)


def grass(s: Surface, field: Field, season: str, size: float = 6.0) -> RGB:
    """Meadow in large and small patches."""
    dark, light = GRASS[season]
    patch = field.fbm(s.x / size, s.z / size, 5, 0.6)
    broad = field.fbm(s.x / (size * 9), s.z / (size * 9), 3, salt=6)
    return two(dark, light, smoothstep(0.25, 0.75, patch * 0.55 + broad * 0.45))


def rock(s: Surface, field: Field, dark: str, light: str, size: float = 5.0, strata: float = 0.0) -> RGB:
    """Fractured stone; `strata` > 0 lays it in beds of that many metres, slightly folded."""
    grain = field.fbm(s.x / size + s.y / size * 0.7, s.z / size + s.y / size, 5, 0.6)
    tone = smoothstep(0.2, 0.8, grain)
    if strata:
        fold = (field.fbm(s.x / 40, s.z / 40, 3, salt=4) - 0.5) * 5
        bed = field.value((s.y / strata + fold * 0.35) * 1.0, s.x * 0 + 0.5, 8)
        fine = field.value((s.y / strata + fold * 0.35) * 3.7, s.x * 0.004, 9)
        tone = np.clip(tone * 0.5 + bed * 0.42 + fine * 0.3 - 0.1, 0, 1)
    return two(dark, light, tone)


def snowy(base: RGB, s: Surface, field: Field, line: float, soft: float, cling: float = 0.55) -> RGB:
    """Snow above `line` metres, where it is not too steep to lie."""
    wander = (field.fbm(s.x / (soft * 2.2), s.z / (soft * 2.2), 5, salt=3) - 0.5) * 2
    amount = smoothstep(-soft, soft, s.y - line + wander * soft) * smoothstep(cling + 0.12, cling - 0.1, s.steep)
    return mix(base, flat("#f4f7fb", s.x), amount)


def woods(base: RGB, s: Surface, field: Field, season: str, amount: Gray, size: float = 14.0, pine: float = 0.5) -> RGB:
    """Tree cover seen from far: crowns as bumps of light and dark."""
    crowns = field.fbm(s.x / size, s.z / size, 3, 0.7, salt=7)
    kind = smoothstep(0.4, 0.6, field.fbm(s.x / (size * 12), s.z / (size * 12), 3, salt=12) + (0.5 - pine) * 0.8)
    dark, light = LEAVES[season]
    leafy = two(dark, light, smoothstep(0.3, 0.7, crowns))
    firs = two("#16301f", "#35573a", smoothstep(0.3, 0.7, crowns))
    if season == "winter":
        firs = mix(firs, flat("#e8eef4", s.x), smoothstep(0.5, 0.75, crowns) * 0.55)
    cover = mix(firs, leafy, kind) * (0.62 + 0.6 * crowns)[..., None]
    return mix(base, np.asarray(cover, np.float32), amount)


def relief(light: RGB, s: Surface, field: Field, size: float, amount: float = 0.35) -> RGB:
    """Fine relief that the heightfield is too coarse for: a slope of noise towards the light, added as shading."""
    a = field.fbm(s.x / size, s.z / size + s.y / size, 4, 0.65, salt=2)
    b = field.fbm(s.x / size + 0.12, s.z / size + s.y / size + 0.08, 4, 0.65, salt=2)
    return np.asarray(light * (1 + np.clip((a - b) * 6, -1, 1) * amount)[..., None], np.float32)
