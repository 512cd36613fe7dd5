"""Places without weather: space and the sea's floor. Each draws its own stage."""

from __future__ import annotations

import numpy as np

from app.providers.local.numeric import blur, hexcode, mix, ramp, random, smoothstep
from app.providers.local.plate import RGB, Gray
from app.providers.local.scene.field import Field
from app.providers.local.scene.ground import rock, two
from app.providers.local.scene.land import Grove, Land, Paint, Site, Surface, spots
from app.providers.local.scene.view import Height, View

_HUES = (
    ("#3b1c6a", "#c0489a", "#ffb27a"),
    ("#123a6a", "#2fa0b8", "#b8f0d0"),
    ("#5a1c3a", "#e0603a", "#ffd88a"),
    ("#1c2a6a", "#6a5ae0", "#f0a0e0"),
)
_WORLDS = (
    ("#7a4a32", "#d09a62", "#f0d8b0"),
    ("#1f4f8a", "#3f8f6a", "#e8eef0"),
    ("#8a4a2a", "#c8703c", "#e8b080"),
    ("#3a5a8a", "#8fb8d8", "#f0f6fa"),
)


def moonscape(site: Site) -> Land:
    """Cratered ground under a black sky."""
    k, field = site.side, site.field
    red = site.has("red")

    def height(x: Gray, z: Gray) -> Gray:
        total = (field.fbm(x / 60, z / 60, 5) - 0.5) * 7 + smoothstep(300, 2200, z) * 190 * field.ridged(
            x / 900, z / 900, 5
        )
        for size, depth, salt in ((46.0, 3.4, 3), (17.0, 1.3, 7)):
            u, v = x / size, z / size
            cu, cv = np.floor(u), np.floor(v)
            jitter = np.sin(cu * 12.99 + cv * 78.2 + salt) * 43758.5
            jitter -= np.floor(jitter)
            r = np.hypot(u - cu - 0.5, v - cv - 0.5) / (0.14 + 0.20 * jitter)
            rim = np.exp(-(((r - 1) / 0.2) ** 2)) * 0.5 - smoothstep(1, 0.55, r)
            total = total + rim * depth * (jitter > 0.35)
        return np.asarray(total, np.float32)

    def paint(s: Surface) -> RGB:
        if red:
            return rock(s, field, "#7a3c22", "#d08a58", 9)
        return two("#6d6c70", "#b4b0ac", field.fbm(s.x / 6, s.z / 6, 5, 0.6))

    return Land(
        height=height,
        paint=paint,
        eye=3.4,
        horizon=0.60,
        near=3,
        far=6000,
        clarity=9e5,
        on_ground=spots(k, "0.12:13 -0.2:20 0.3:30"),
        in_air=spots(k, "-0.15:40:0.4 0.1:90:0.3"),
    )


def cosmos(view: View, site: Site, seed: int) -> RGB:
    """Stars, a nebula and a planet with a lit limb, for the whole frame."""
    rng, field = random(seed, 901), Field(seed + 51)
    across, up = view.rays()
    bend = field.fbm(across * 1.4, up * 1.4, 3, salt=12) - 0.5
    cloud = field.fbm(across * 2.4 + bend * 1.6, up * 2.4 + bend, 6, 0.55)
    veins = field.ridged(across * 2 + bend, up * 2, 5, salt=5)
    amount = smoothstep(0.38, 0.78, cloud) * (0.55 + 0.6 * veins)
    hues = _HUES[int(rng.integers(len(_HUES)))]
    tint = ramp(np.clip(cloud * 1.9 - 0.5, 0, 1), [(0, hues[0]), (0.55, hues[1]), (1, hues[2])])
    sky = np.broadcast_to(hexcode("#05060f"), tint.shape) + tint * amount[..., None] * 0.85
    sky = sky + _points(view, rng)[..., None]
    return _planet(sky.astype(np.float32), view, site, rng, field, across, up)


def _points(view: View, rng: np.random.Generator) -> Gray:
    field = np.zeros((view.height, view.width), np.float32)
    n = 1500
    spot, bright = rng.random((n, 2)), rng.random(n) ** 7 + 0.10
    np.maximum.at(
        field,
        ((spot[:, 1] * view.height).astype(int), (spot[:, 0] * view.width).astype(int)),
        bright.astype(np.float32),
    )
    scale = view.unit / 576
    large = np.where(field > 0.6, field, 0)
    return np.clip(blur(field, 0.4 + 0.35 * scale) * (1.8 + scale * 1.2) + blur(large, 1.8 * scale) * 9 * scale, 0, 1)


def _planet(sky: RGB, view: View, site: Site, rng: np.random.Generator, field: Field, across: Gray, up: Gray) -> RGB:
    """A shaded sphere with bands or continents, an atmosphere on its rim, rings if asked for."""
    radius, cx, cy = 0.23, -site.side * 0.24, 0.20
    x, y = (across - cx) / radius, (up - cy) / radius
    r2 = x * x + y * y
    zed = np.sqrt(np.clip(1 - r2, 0, 1))
    light = np.array([site.side * 0.72, 0.45, 0.42], np.float32)
    facing = np.clip(x * light[0] + y * light[1] + zed * light[2], 0, 1)
    dark, middle, pale = _WORLDS[int(rng.integers(len(_WORLDS)))]
    swirl = field.fbm(x * 1.6 + y * 0.5, y * 1.6, 4, salt=9)
    bands = field.fbm(x * 0.35 + swirl, y * 4.2 + swirl * 1.4, 5, salt=2)
    body = (
        ramp(np.clip(bands * 1.8 - 0.4, 0, 1), [(0, dark), (0.5, middle), (1, pale)]) * (facing * 1.1 + 0.02)[..., None]
    )
    edge = 1.2 / (view.focal * radius)
    out = mix(sky, body.astype(np.float32), smoothstep(1 + edge, 1 - edge, np.sqrt(r2)))
    rim = np.exp(-(((np.sqrt(r2) - 1) / 0.045) ** 2)) * np.clip(x * light[0] + y * light[1] + 0.25, 0, 1)
    out = out + hexcode("#a8d0ff") * (rim * 0.75)[..., None]
    if site.has("ringed"):
        q = np.hypot(x * 0.98 + y * 0.2, (y - x * 0.2) * 3.6)
        ring = smoothstep(1.35, 1.42, q) * smoothstep(2.25, 2.15, q) * (0.45 + 0.55 * field.value(q * 9, q * 0, 1))
        front = (y - x * 0.2 < 0) | (r2 > 1)
        out = mix(out, np.broadcast_to(hexcode("#e6d2b0"), out.shape).astype(np.float32), ring * front * 0.75)
    return np.asarray(out, np.float32)


def _seabed_height(site: Site) -> Height:
    k, field = site.side, site.field

    def height(x: Gray, z: Gray) -> Gray:
        sand = (field.fbm(x / 14, z / 14, 4) - 0.5) * 2.6 + 0.05 * np.sin(
            z * 5 + (field.fbm(x / 2, z / 2, 3) - 0.5) * 9
        )
        heads = (
            smoothstep(0.54, 0.68, field.fbm(x / 5, z / 5, 3, salt=6))
            * (0.5 + 1.5 * field.billow(x / 1.1, z / 1.1, 4, salt=9))
            * smoothstep(3, 9, z)
        )
        walls = (
            smoothstep(0.28, 0.75, np.abs(x / z + k * 0.1)) * smoothstep(10, 26, z) * 8 * field.ridged(x / 9, z / 9, 4)
        )
        return np.asarray(sand + heads + walls, np.float32)

    return height


def _seabed_paint(site: Site) -> Paint:
    field = site.field

    def paint(s: Surface) -> RGB:
        sand = two("#a89878", "#e0d4ac", field.fbm(s.x, s.z, 4))
        hue = field.value(s.x / 2.2, s.z / 2.2, 7)
        coral = ramp(hue, [(0, "#d84a6a"), (0.3, "#e8803c"), (0.5, "#8a4fa0"), (0.7, "#e0b040"), (1, "#3f9a8a")])
        knobs = field.fbm(s.x * 3 + s.y, s.z * 3 + s.y, 4, 0.7)
        return mix(
            sand,
            np.asarray(coral * (0.5 + knobs)[..., None], np.float32),
            smoothstep(0.35, 0.9, s.y - 0.2 + knobs * 0.5),
        )

    return paint


def seabed(site: Site) -> Land:
    """Rippled sand and coral heads under blue water."""
    k, field = site.side, site.field

    fish = spots(
        k, "0.08:6:0.28 -0.18:8:0.5 0.28:10:0.3 -0.02:12:0.25 -0.32:13:0.36 0.2:15:0.72 -0.1:17:0.8 0.36:18:0.55"
    )
    coral = Grove(
        kind="coral",
        count=80,
        tall=1.5,
        near=4.5,
        far=26,
        where=lambda x, y, z: smoothstep(0.5, 0.62, field.fbm(x / 4, z / 4, 3, salt=6)),
    )
    weed = Grove(
        kind="weed",
        count=18,
        tall=1.6,
        near=5,
        far=24,
        where=lambda x, y, z: smoothstep(0.55, 0.65, field.fbm(x / 3, z / 3, 3, salt=2)),
    )
    return Land(
        height=_seabed_height(site),
        paint=_seabed_paint(site),
        groves=(weed, coral),
        eye=3.0,
        horizon=0.52,
        near=2,
        far=90,
        clarity=24,
        on_ground=spots(k, "0.12:9 -0.25:12"),
        on_water=fish,
        in_air=fish,
    )


def depths(view: View, site: Site, seed: int) -> RGB:
    """The water column: bright at the surface, shafts of light, blue below."""
    across, up = view.rays()
    field = Field(seed + 61)
    t = np.clip(up / 0.6, -0.6, 1)
    base = ramp(t, [(-0.6, "#06283f"), (-0.1, "#0b4a6c"), (0.2, "#157a9c"), (0.6, "#3fb4c8"), (1, "#b8f0ec")])
    turn = (across + site.side * 0.18) / np.maximum(1.7 - up, 0.5)
    shaft = field.fbm(turn * 16, turn * 0 + 0.5, 4, 0.6)
    rays = smoothstep(0.5, 0.8, shaft) * smoothstep(-0.35, 0.6, up)
    surface = smoothstep(
        0.5, 0.72, field.fbm(across / np.maximum(0.75 - up, 0.06) * 0.7, 1 / np.maximum(0.75 - up, 0.06), 4)
    ) * smoothstep(0.32, 0.6, up)
    dim = 1.0 - 0.55 * site.air.lamps
    return np.asarray((base + (rays * 0.28 + surface * 0.3)[..., None] * hexcode("#d8fff4")) * dim, np.float32)


def caustics(x: Gray, z: Gray, field: Field) -> Gray:
    """Nets of focused light on the sea floor: thin crests of warped noise."""
    bend = field.fbm(x / 2.2, z / 2.2, 3) * 1.6
    a = 1 - np.abs(2 * field.value(x / 0.9 + bend, z / 0.9, 4) - 1)
    b = 1 - np.abs(2 * field.value(x / 0.7, z / 0.7 + bend, 8) - 1)
    return np.asarray(np.clip(a * b, 0, 1) ** 4 * 1.6, np.float32)
