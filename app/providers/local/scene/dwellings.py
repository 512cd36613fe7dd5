"""Places among trees and houses: woods, villages, gardens."""

from __future__ import annotations

import numpy as np

from app.providers.local.numeric import mix, smoothstep
from app.providers.local.plate import RGB, Gray
from app.providers.local.scene.coasts import air_spots
from app.providers.local.scene.ground import grass, rock, two, woods
from app.providers.local.scene.land import Grove, Land, Paint, Site, Surface, spots
from app.providers.local.scene.view import Height


def _forest_height(site: Site) -> Height:
    k, field = site.side, site.field

    def height(x: Gray, z: Gray) -> Gray:
        way = np.abs(x - np.sin(z / 17) * 2.2 * k)
        return np.asarray(
            smoothstep(1.5, 6, way) * 0.9
            + (field.fbm(x / 9, z / 9, 5) - 0.5) * 2.2 * smoothstep(1, 5, way)
            + np.clip(way - 6, 0, 60) * 0.05,
            np.float32,
        )

    return height


def _forest_paint(site: Site) -> Paint:
    k, field = site.side, site.field

    def paint(s: Surface) -> RGB:
        litter = {
            "autumn": ("#8a4a1c", "#d8892c"),
            "winter": ("#d8e0e8", "#f6f9fc"),
            "spring": ("#44672c", "#84a848"),
            "summer": ("#3f5a2a", "#7f8a40"),
        }
        dark, light = litter[site.season]
        floor = two(dark, light, smoothstep(0.25, 0.75, field.fbm(s.x / 1.3, s.z / 1.3, 5, 0.7)))
        way = np.abs(s.x - np.sin(s.z / 17) * 2.2 * k) + field.fbm(s.x, s.z, 3) * 0.9
        soil = two("#7d6444", "#b89a70", field.fbm(s.x * 1.4, s.z * 1.4, 4))
        if site.season == "winter":
            soil = two("#c4ced8", "#e6ecf2", field.fbm(s.x, s.z, 4))
        return mix(floor, soil, smoothstep(1.9, 1.2, way))

    return paint


def forest(site: Site) -> Land:
    """Among trees: a path between trunks that fade into the light."""
    k = site.side
    lush = site.scene.place == "jungle"

    def clear(x: Gray, y: Gray, z: Gray) -> Gray:
        return smoothstep(2.4, 4.0, np.abs(x - np.sin(z / 17) * 2.2 * k))

    kinds = (
        ("jungle", "palm")
        if lush
        else (("pine", "trunk") if site.has("pines") or site.season == "winter" else ("trunk", "trunk"))
    )
    deep = Grove(kind=kinds[0], count=120, tall=19, near=26, far=130, where=clear)
    close = Grove(kind=kinds[1], count=30, tall=18, near=7, far=40, where=clear)
    return Land(
        height=_forest_height(site),
        paint=_forest_paint(site),
        eye=2.1,
        horizon=0.56,
        focal=1.0,
        near=2.2,
        far=260,
        groves=(deep, close),
        blades="fern" if lush else "",
        clarity=110,
        mist=0.0,
        on_ground=spots(k, "0.05:13 -0.18:17 0.2:20 0:26"),
        in_air=air_spots(k),
    )


def _village_height(site: Site) -> Height:
    field = site.field

    def height(x: Gray, z: Gray) -> Gray:
        far = smoothstep(200, 1500, z) * 300 * (0.3 + field.eroded(x / 800, z / 800, 5))
        rise = np.clip(z - 30, 0, 170) * 0.075
        return np.asarray(rise + far + (field.fbm(x / 30, z / 30, 4) - 0.5) * 2.2, np.float32)

    return height


def _village_paint(site: Site) -> Paint:
    k, field = site.side, site.field

    def paint(s: Surface) -> RGB:
        base = grass(s, field, site.season, 4)
        lane = np.abs(s.x - np.sin(s.z / 30) * 4.5 * k + k * 2) + field.fbm(s.x, s.z, 3)
        track = (
            two("#94805f", "#cdb48c", field.fbm(s.x, s.z, 4))
            if site.season != "winter"
            else two("#b4bcc8", "#dfe6ee", field.fbm(s.x, s.z, 4))
        )
        base = mix(base, track, smoothstep(2.9, 2.2, lane) * smoothstep(190, 150, s.z))
        wood = smoothstep(0.45, 0.56, field.fbm(s.x / 120, s.z / 120, 4, salt=8)) * smoothstep(210, 300, s.z)
        return woods(base, s, field, site.season, wood, 11, 0.5)

    return paint


def village(site: Site) -> Land:
    """Houses along a lane at the foot of hills."""
    k, field = site.side, site.field

    houses = spots(
        k,
        "0.26:38 -0.30:44 0.10:62 0.38:66 -0.13:74 -0.40:84 0.24:92 0.02:104 -0.24:108 0.36:124 "
        "0.13:132 -0.08:140 -0.34:146 0.28:158 0.06:170 -0.18:176",
    )
    trees = Grove(
        kind="pine" if site.season == "winter" else "leafy",
        count=70,
        tall=9,
        near=34,
        far=330,
        where=lambda x, y, z: smoothstep(0.45, 0.62, field.fbm(x / 22, z / 22, 3, salt=8)) * (np.abs(x + k * 2) > 7),
    )
    return Land(
        height=_village_height(site),
        paint=_village_paint(site),
        eye=6.5,
        horizon=0.47,
        near=4,
        far=5000,
        groves=(trees,),
        mist=0.15,
        blades="verge",
        on_ground=houses,
        in_air=air_spots(k),
    )


def garden(site: Site) -> Land:
    """Flower beds on both sides of a path, trees behind."""
    k, field = site.side, site.field

    def height(x: Gray, z: Gray) -> Gray:
        bed = smoothstep(1.3, 2.0, np.abs(x)) * 0.35 + smoothstep(5, 9, np.abs(x)) * 0.9
        return np.asarray(bed + (field.fbm(x / 2, z / 2, 4) - 0.5) * 0.35 + smoothstep(40, 90, z) * 4, np.float32)

    def paint(s: Surface) -> RGB:
        stone = rock(s, field, "#8c8070", "#d6c8ae", 0.8)
        green = grass(s, field, "summer" if site.season != "winter" else "winter", 2)
        return mix(stone, green, smoothstep(1.2, 1.5, np.abs(s.x) + field.fbm(s.x * 2, s.z * 2, 3) * 0.4 - 0.2))

    kind = "blossom" if site.season == "spring" else "leafy"
    trees = Grove(kind=kind, count=44, tall=8, near=30, far=110, where=lambda x, y, z: smoothstep(3.5, 6, np.abs(x)))
    return Land(
        height=height,
        paint=paint,
        eye=1.9,
        horizon=0.48,
        near=2,
        far=400,
        groves=(trees,),
        blades="garden",
        clarity=3000,
        on_ground=spots(k, "0.02:15 -0.2:14 0.24:17 0:30"),
        in_air=air_spots(k),
    )
