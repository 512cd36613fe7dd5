"""Places at the sea: cliffs, open sea, beaches, islands, harbours."""

from __future__ import annotations

import numpy as np

from app.providers.local.numeric import mix, smoothstep
from app.providers.local.plate import RGB, Gray
from app.providers.local.scene.ground import grass, rock, snowy, two, woods
from app.providers.local.scene.land import Grove, Land, Paint, Site, Spot, Surface, spots
from app.providers.local.scene.view import Height

Blob = tuple[float, float, float, float, float]
"""Centre x and z, radii in x and z, height: a headland, island or stack."""


def _inside(x: Gray, z: Gray, blob: Blob) -> Gray:
    """Metres inside the blob's rim, negative outside."""
    cx, cz, rx, rz, _ = blob
    return np.asarray((1 - np.hypot((x - cx) / rx, (z - cz) / rz)) * min(rx, rz), np.float32)


def _cliffs(site: Site, blobs: list[Blob], wall: float) -> Height:
    def height(x: Gray, z: Gray) -> Gray:
        field = site.field
        ragged = (field.fbm(x / 16, z / 16, 5, 0.55) - 0.5) * 15
        cracks = np.abs(field.value(x / 5, z / 5, 5) - 0.5) * 5
        ground = np.full_like(x, -9.0)
        for blob in blobs:
            tall, size = blob[4], min(blob[2], blob[3]) / 40
            s = _inside(x, z, blob) + ragged * min(size * 1.7, 1.6) - cracks * min(size * 2, 1)
            rise = smoothstep(0, wall * max(size, 0.3), s)
            step = smoothstep(-7 * size, 1.5, s)
            top = tall * rise * 0.86 + tall * 0.14 * np.clip(s / (24 * size), 0, 1.4) + step * 3.2 - 3
            ground = np.maximum(ground, np.where(s > -7 * size, top, -9))
        bump = (field.fbm(x / 7, z / 7, 4, 0.6, salt=9) - 0.5) * smoothstep(0, 6, ground) * 1.6
        return ground + bump

    return height


def coast(site: Site) -> Land:
    """A headland of bedded rock over the sea, more headlands behind, stacks before."""
    k, rng = site.side, site.rng
    tall = float(rng.uniform(21, 26))
    blobs: list[Blob] = [
        (k * 46, 100, 39, 40, tall),
        (k * 95, 70, 50, 36, tall * 0.96),
        (k * 130, 330, 120, 130, tall * 1.5),
        (-k * float(rng.uniform(420, 620)), 1500, 380, 300, 75),
        (-k * 60, 2600, 420, 300, 70),
        (k * float(rng.uniform(0, 3)), 70, 3.6, 3.4, 8),
        (-k * float(rng.uniform(3, 7)), 118, 4.5, 4.5, 10),
    ]
    height = _cliffs(site, blobs, 8.0)

    def paint(s: Surface) -> RGB:
        stone = rock(s, site.field, "#4a3d38", "#b39a80", 4.0, strata=2.6)
        wet = smoothstep(2.6, 0.4, s.y)
        stone = np.asarray(stone * (1 - 0.5 * wet)[..., None], np.float32)
        turf = grass(s, site.field, site.season, 3.0)
        colour = mix(stone, turf, smoothstep(0.42, 0.2, s.steep) * smoothstep(tall * 0.55, tall * 0.8, s.y))
        return snowy(colour, s, site.field, 5, 3) if site.season == "winter" else colour

    ground = spots(k, "0.19:97 0.34:92 0.44:96 0.28:104 0.38:112")
    return Land(
        height=height,
        paint=paint,
        eye=15,
        horizon=0.615,
        focal=1.12,
        near=6,
        far=5000,
        water=True,
        wave=0.8,
        on_ground=ground,
        on_water=sea_spots(k),
        in_air=air_spots(k),
        shore=1.0,
        pinned=True,
    )


def sea_spots(k: float) -> tuple[Spot, ...]:
    return spots(k, "-0.18:58 -0.34:120 -0.02:210 -0.42:330 0.12:420 -0.25:520 0.28:280 0.4:640")


def air_spots(k: float) -> tuple[Spot, ...]:
    """Heights here are fractions of the frame's height above the horizon (see placing)."""
    return spots(
        k,
        "-0.17:95:0.3 0.26:165:0.42 0.07:290:0.15 -0.36:430:0.11 0.4:520:0.16 -0.02:620:0.36 "
        "-0.42:760:0.36 0.17:900:0.27",
    )


def sea(site: Site) -> Land:
    """Open water with a far coast on one side."""
    k = site.side
    blobs: list[Blob] = [(-k * 2400, 4200, 1500, 700, 170), (-k * 900, 6500, 1200, 500, 120)]
    height = _cliffs(site, blobs, 30.0)

    def paint(s: Surface) -> RGB:
        return mix(
            rock(s, site.field, "#5a5148", "#a3947f", 60),
            grass(s, site.field, site.season, 90),
            smoothstep(0.4, 0.2, s.steep),
        )

    near = (*spots(k, "0.1:30"), *sea_spots(-k))
    return Land(
        height=height,
        paint=paint,
        eye=4.5,
        horizon=0.56,
        near=3,
        far=9000,
        water=True,
        wave=0.75,
        on_water=near,
        on_ground=near,
        in_air=air_spots(k),
    )


def _beach_height(site: Site) -> Height:
    k, field = site.side, site.field
    cape = _cliffs(site, [(k * 520, 900, 330, 380, 70), (-k * 900, 2600, 500, 300, 60)], 40)

    def height(x: Gray, z: Gray) -> Gray:
        shore = 24 + k * x * 0.95 + (field.fbm(x / 26, z / 26, 3) - 0.5) * 10
        sand = (shore - z) * 0.045
        sand = np.where(
            sand > 0, sand + smoothstep(0.5, 3, sand) * (field.fbm(x / 6, z / 6, 4, salt=3) - 0.4) * 1.5, sand * 2
        )
        return np.asarray(np.maximum(np.clip(sand, -9, 9), cape(x, z)), np.float32)

    return height


def _beach_paint(site: Site) -> Paint:
    field = site.field

    def paint(s: Surface) -> RGB:
        grain = field.fbm(s.x / 1.5, s.z / 1.5, 5, 0.6)
        sand = two("#c8a878", "#ecd9b0", smoothstep(0.2, 0.8, grain))
        sand = np.asarray(sand * (1 - 0.38 * smoothstep(0.75, 0.1, s.y))[..., None], np.float32)
        hill = mix(
            rock(s, field, "#5a4d42", "#b09c82", 20), grass(s, field, site.season, 30), smoothstep(0.5, 0.25, s.steep)
        )
        return mix(sand, hill, smoothstep(9, 14, s.y))

    return paint


def beach(site: Site) -> Land:
    """Sand, a curving waterline with foam, a headland beyond."""
    k = site.side

    palms = Grove(
        kind="palm", count=5, tall=9, near=16, far=70, where=lambda x, y, z: smoothstep(0.9, 1.6, y) * (y < 9)
    )
    ground = spots(k, "0.18:17 0.34:24 0.02:13 0.4:38")
    return Land(
        height=_beach_height(site),
        paint=_beach_paint(site),
        eye=3.4,
        horizon=0.47,
        near=2,
        far=5000,
        water=True,
        wave=0.5,
        shore=1.0,
        groves=(palms,) if site.has("palm", "tropical") or site.season != "winter" else (),
        on_ground=ground,
        on_water=(*spots(k, "-0.14:70"), *sea_spots(k)[1:]),
        in_air=air_spots(k),
    )


def island(site: Site) -> Land:
    """One island in a calm sea, sand around it and palms or pines on it."""
    k, field = site.side, site.field
    core = _cliffs(site, [(k * 30, 290, 95, 60, 17), (k * 62, 300, 42, 40, 42), (-k * 900, 3600, 600, 300, 120)], 46)

    def height(x: Gray, z: Gray) -> Gray:
        rim = np.clip(
            _inside(x, z, (k * 30, 285, 128, 82, 3)) * 0.09 + (field.fbm(x / 20, z / 20, 4) - 0.5) * 3, -6, 2.4
        )
        return np.asarray(np.maximum(rim, core(x, z)), np.float32)

    def paint(s: Surface) -> RGB:
        sand = two("#d9bf8c", "#f3e4bf", field.fbm(s.x / 9, s.z / 9, 4))
        green = woods(grass(s, field, site.season, 10), s, field, site.season, np.full_like(s.x, 0.7), 5, 0.2)
        hill = mix(rock(s, field, "#5d5044", "#a8937a", 8, 5), green, smoothstep(0.55, 0.3, s.steep))
        land = mix(sand, hill, smoothstep(1.8, 4.5, s.y + field.fbm(s.x / 8, s.z / 8, 3) * 1.5))
        return snowy(land, s, field, 2, 2, 0.8) if site.season == "winter" else land

    kind = "pine" if site.season == "winter" or site.has("cold") else "palm"
    palms = Grove(
        kind=kind, count=46, tall=15, near=180, far=380, where=lambda x, y, z: smoothstep(1.6, 2.4, y) * (y < 30)
    )
    return Land(
        height=height,
        paint=paint,
        eye=9,
        horizon=0.54,
        near=5,
        far=6000,
        water=True,
        wave=0.45,
        groves=(palms,),
        shore=0.7,
        on_ground=spots(k, "0.06:270 -0.05:262 0.16:262"),
        on_water=(*spots(k, "-0.22:60"), *sea_spots(k)[1:]),
        pinned=True,
        in_air=air_spots(k),
    )


def harbour(site: Site) -> Land:
    """A sheltered bay: a stone quay on one side, houses on the slope behind it, boats before them."""
    k, field = site.side, site.field
    hills = _cliffs(site, [(-k * 420, 900, 420, 240, 95), (k * 700, 1300, 600, 380, 130)], 200)

    def height(x: Gray, z: Gray) -> Gray:
        edge = np.minimum(k * x + 34 - z * 0.44, z - 34)
        back = np.minimum(z - 96 + k * x * 0.1, 400)
        quay = np.where(np.maximum(np.minimum(edge, k * x - 2), back) > 0, 2.0, -6)
        slope = np.clip(z - 102 + k * x * 0.12, 0, 200) * 0.26 + smoothstep(6, 60, k * x - z * 0.30) * 11
        slope = slope * (0.75 + 0.5 * field.fbm(x / 60, z / 60, 3))
        return np.asarray(np.maximum(np.where(quay > 0, quay + slope, quay), hills(x, z)), np.float32)

    def paint(s: Surface) -> RGB:
        stone = rock(s, field, "#6f675e", "#a89a88", 2.0, 0.7)
        green = woods(grass(s, field, site.season, 6), s, field, site.season, np.full_like(s.x, 0.5), 6, 0.3)
        return mix(stone, green, smoothstep(3.0, 6.0, s.y) * smoothstep(0.7, 0.4, s.steep))

    houses = spots(
        k,
        "0.33:108 0.20:106 0.07:105 -0.06:107 -0.19:109 -0.32:108 0.45:108 -0.44:110 0.26:128 "
        "0.13:130 0.01:132 -0.12:130 -0.25:132 0.39:134 -0.37:136",
    )
    boats = spots(-k, "0.10:44 0.30:58 -0.06:72 0.2:78 0.40:82 0.05:86 -0.1:90 0.34:92")
    return Land(
        height=height,
        paint=paint,
        eye=8.5,
        horizon=0.44,
        near=5,
        far=4000,
        water=True,
        wave=0.22,
        on_ground=houses,
        on_water=boats,
        pinned=True,
        in_air=air_spots(k),
    )
