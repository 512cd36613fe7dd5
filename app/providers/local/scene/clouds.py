"""Clouds: streaks of cirrus on a plane overhead, and heaped cumulus with flat bases, lit from the sun's side."""

from __future__ import annotations

import numpy as np

from app.providers.local.numeric import mix, random, smoothstep
from app.providers.local.plate import RGB, Gray
from app.providers.local.scene.field import Field
from app.providers.local.scene.mood import Air
from app.providers.local.scene.view import View


def _flat(colour: np.ndarray[tuple[int, ...], np.dtype[np.float32]], like: RGB) -> RGB:
    return np.broadcast_to(colour, like.shape).astype(np.float32)


def deck(sky: RGB, view: View, air: Air, seed: int, across: Gray, rise: Gray, distance: Gray) -> RGB:
    """A layer in perspective: fBm on a plane overhead, bent by itself, lit by its slope towards the sun."""
    field = Field(seed + 3)
    plane = 1 / (rise + 0.11)
    u, v = across * plane * 0.62, plane * 0.62
    bend = field.fbm(u * 0.5, v * 0.8, 3, salt=11) - 0.5
    u, v = u + bend * 1.1, v + bend * 0.7
    body = field.fbm(u * 0.85, v * 1.45, 6, 0.56)
    low = 0.72 - 0.34 * air.clouds
    cover = smoothstep(low, low + 0.2 - 0.05 * air.wind, body)
    reach = (air.sun[0] * view.width - view.cx) / view.focal
    du = np.clip((reach - across) * 0.5, -0.3, 0.3)
    thick = field.fbm((u + du) * 0.85, (v + 0.16) * 1.45, 4, 0.5) - field.fbm(u * 0.85, v * 1.45, 4, 0.5)
    light = np.clip(0.56 - thick * 3.4, 0, 1)
    rim = np.exp(-distance * 2.6) * 0.6 * (1 - air.grey)
    core = smoothstep(low + 0.1, low + 0.34, body)
    colour = _tinted(sky, air, np.clip(light * (1 - 0.45 * core) + rim * 0.5, 0, 1), rim)
    far = smoothstep(0.0, 0.16, rise) * 0.9 + 0.1 * smoothstep(0.0, 0.03, rise)
    if air.clouds > 0.95:
        colour, cover = mix(colour, sky, 0.25), np.clip(cover + 0.25, 0, 1)
    return mix(sky, mix(colour, sky, (1 - far) * 0.75), cover * (0.25 + 0.75 * far) * 0.92)


def _tinted(sky: RGB, air: Air, light: Gray, rim: Gray) -> RGB:
    lit = mix(_flat(air.lit, sky), _flat(air.glow * 1.06, sky), np.clip(rim * 1.4, 0, 1))
    return mix(_flat(air.shade, sky), lit, light)


def cumulus(sky: RGB, view: View, air: Air, seed: int, across: Gray, rise: Gray, distance: Gray) -> RGB:
    """Heaps in ranks, small at the horizon and large above; each rank hides the ones behind."""
    field = Field(seed + 13)
    out = sky
    chance = random(seed, 321).random()
    spread = 0.14 + 0.16 * float(chance) + 0.44 * air.clouds * (0.6 if air.moon else 1)
    for rank, (base, tall) in enumerate(((0.03, 0.05), (0.075, 0.085), (0.15, 0.15), (0.30, 0.24))):
        if rank == 3 and air.clouds < 0.5:
            continue
        out = _rank(out, view, air, field, across, rise, distance, base, tall, spread, rank)
    return out


def _rank(
    sky: RGB,
    view: View,
    air: Air,
    field: Field,
    across: Gray,
    rise: Gray,
    distance: Gray,
    base: float,
    tall: float,
    spread: float,
    rank: int,
) -> RGB:
    v = (rise - base) / tall
    u = across / tall * 0.52 + rank * 7.7
    clump = field.fbm(u * 0.42, np.zeros_like(u) + rank, 3, salt=rank)
    top = (clump - (0.86 - spread)) * 3.4

    def density(du: float, dv: float) -> Gray:
        puffs = field.billow((u + du) * 1.3, (v + dv) * 0.8, 6, 0.6, salt=6 + rank)
        return np.asarray(top + (0.34 - puffs) * 2.3 - np.clip(v + dv, 0, None) * 1.15, np.float32)

    here = density(0, 0)
    cover = smoothstep(0.0, 0.13, here) * smoothstep(
        -0.10, 0.16, v + (clump - 0.5) * 0.8 + (field.fbm(u * 4, v * 3, 3, salt=15) - 0.5) * 0.3
    )
    side = np.sign(air.sun[0] * view.width - view.cx) * 0.14
    slope = here - density(float(side), 0.16)
    light = np.clip(0.34 + slope * 1.5 + np.clip(v, 0, 1) * 0.34 - 0.16 * smoothstep(0.5, 1.6, here), 0, 1)
    rim = np.exp(-distance * 2.4) * 0.55 * (1 - air.grey)
    colour = _tinted(sky, air, np.clip(light + rim * 0.35, 0, 1), rim)
    haze = float(np.exp(-base * 9)) * 0.75
    return mix(sky, mix(colour, sky, haze), cover * 0.95)
