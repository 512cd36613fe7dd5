"""Places at running water: a winding river, a waterfall."""

from __future__ import annotations

import numpy as np

from app.providers.local.numeric import mix, smoothstep
from app.providers.local.plate import RGB, Gray
from app.providers.local.scene.alpine import peaks
from app.providers.local.scene.coasts import air_spots
from app.providers.local.scene.ground import flat, grass, rock, snowy, two, woods
from app.providers.local.scene.land import Grove, Land, Paint, Site, Surface, spots
from app.providers.local.scene.view import Height

MOSS = {"summer": ("#3f6a2c", "#7da044"), "autumn": ("#7a5a26", "#b88a3a"), "winter": ("#dfe6ee", "#f4f6fa")}


def _river_height(site: Site) -> Height:
    k, field = site.side, site.field

    def middle(z: Gray) -> Gray:
        return np.asarray(np.sin(z / 46 + 0.4) * (2 + z * 0.10) * k - k * (3 + z * 0.02), np.float32)

    def height(x: Gray, z: Gray) -> Gray:
        out = np.abs(x - middle(z)) - 6.5 - 0.035 * z + (field.fbm(x / 9, z / 9, 4) - 0.5) * 4.5
        bank = (
            np.clip(out * 0.35, -2, 1.6)
            + np.clip(out - 8, 0, 400) * 0.035
            + (field.fbm(x / 30, z / 30, 4) - 0.5) * 1.6 * smoothstep(1.5, 5, out)
        )
        far = smoothstep(400, 2600, z) * 420 * field.eroded(x / 1200, z / 1200, 5)
        if site.has("waterfall"):
            far = far + peaks(field, x, z, 300, 1500, 500, 700)
        return np.asarray(bank + far, np.float32)

    return height


def _river_paint(site: Site) -> Paint:
    field = site.field

    def paint(s: Surface) -> RGB:
        gravel = rock(s, field, "#6b6358", "#b5a890", 1.2)
        turf = grass(s, field, site.season, 4)
        base = mix(gravel, turf, smoothstep(0.25, 0.7, s.y))
        wood = smoothstep(0.45, 0.58, field.fbm(s.x / 160, s.z / 160, 4, salt=8)) * smoothstep(160, 320, s.z)
        return snowy(
            woods(base, s, field, site.season, wood, 13, 0.4), s, field, 250 if site.season != "winter" else 0.5, 60
        )

    return paint


def river(site: Site) -> Land:
    """A river that winds from the foreground to blue hills between trees."""
    k = site.side

    kind = "blossom" if site.has("blossom") else ("jungle" if site.has("lush") else "leafy")
    trees = Grove(
        kind=kind,
        count=60,
        tall=9.5,
        near=24,
        far=260,
        where=lambda x, y, z: smoothstep(1.2, 1.9, y) * 0.6 * (np.abs(x) < z),
    )
    return Land(
        height=_river_height(site),
        paint=_river_paint(site),
        eye=4.6,
        horizon=0.48,
        near=3,
        far=6000,
        water=True,
        wave=0.2,
        groves=(trees,),
        blades="bank",
        mist=0.3,
        on_ground=spots(k, "0.24:34 0.36:44 0.3:70 -0.4:60 0.18:90"),
        on_water=spots(k, "-0.1:30 0.02:48"),
        in_air=air_spots(k),
    )


def _waterfall_height(site: Site) -> Height:
    k, field = site.side, site.field

    def height(x: Gray, z: Gray) -> Gray:
        wall = z - 78 + (field.fbm(x / 14, z / 14, 4) - 0.5) * 16 - np.clip(np.abs(x - k * 3) - 12, 0, 60) * -0.55
        notch = smoothstep(7, 3, np.abs(x - k * 3))
        tall = 40 - 6 * notch + (field.fbm(x / 20, z / 20, 4, salt=3) - 0.5) * 10
        pool = np.hypot((x - k * 2) / 20, (z - 52) / 34) - 1 + (field.fbm(x / 6, z / 6, 4) - 0.5) * 0.5
        stream = np.abs(x - k * 2 + (z - 40) * 0.12 * k) / 6 - 1 + (field.fbm(x / 4, z / 4, 3) - 0.5) * 0.8
        bank = (
            np.clip(np.minimum(pool, np.where(z < 40, stream, 9)) * 3.2, -2, 3.4)
            + (field.fbm(x / 2.4, z / 2.4, 3) - 0.5) * 0.9
        )
        return np.asarray(
            np.maximum(
                bank, smoothstep(0, 9, wall) * tall + np.clip(wall, 0, 300) * 0.12 * (wall > 0) - 2 * (wall <= 0)
            ),
            np.float32,
        )

    return height


def _waterfall_paint(site: Site) -> Paint:
    field = site.field

    def paint(s: Surface) -> RGB:
        stone = rock(s, field, "#2f3330", "#8a8a7e", 4, 3.2)
        moss = (
            two(*MOSS.get(site.season, MOSS["summer"]), field.fbm(s.x / 2, s.z / 2 + s.y / 2, 4))
            if site.season != "winter"
            else flat("#e8eef4", s.x)
        )
        soft = smoothstep(0.52, 0.25, s.steep) + smoothstep(0.55, 0.7, field.fbm(s.x / 7, s.y / 5, 4, salt=6)) * 0.5
        return mix(stone, woods(moss, s, field, site.season, smoothstep(26, 34, s.y) * 0.8, 5), np.clip(soft, 0, 0.92))

    return paint


def waterfall(site: Site) -> Land:
    """A rock wall across the view with a fall in its middle (drawn by the composer) and a pool before it."""
    k = site.side

    trees = Grove(
        kind="pine" if site.season == "winter" else "leafy",
        count=60,
        tall=8,
        near=70,
        far=190,
        where=lambda x, y, z: smoothstep(25, 33, y) * (np.abs(x - k * 3) > 7),
    )
    side = Grove(
        kind="leafy",
        count=9,
        tall=9,
        near=16,
        far=46,
        where=lambda x, y, z: smoothstep(1.2, 2.4, y) * (np.abs(x) > 0.3 * z),
    )
    return Land(
        height=_waterfall_height(site),
        paint=_waterfall_paint(site),
        eye=5,
        horizon=0.60,
        focal=1.0,
        near=4,
        far=900,
        water=True,
        wave=0.3,
        groves=(trees, side),
        mist=0.3,
        on_ground=spots(k, "0.26:26 -0.3:24"),
        on_water=spots(k, "0:46"),
        in_air=air_spots(k),
    )
