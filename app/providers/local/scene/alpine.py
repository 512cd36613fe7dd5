"""Places under peaks: a lake, a range; and the peaks themselves."""

from __future__ import annotations

import numpy as np

from app.providers.local.numeric import mix, smoothstep
from app.providers.local.plate import RGB, Gray
from app.providers.local.scene.coasts import air_spots
from app.providers.local.scene.field import Field
from app.providers.local.scene.ground import grass, rock, snowy, woods
from app.providers.local.scene.land import Grove, Land, Paint, Site, Spot, Surface, spots
from app.providers.local.scene.view import Height


def peaks(field: Field, x: Gray, z: Gray, start: float, full: float, tall: float, scale: float) -> Gray:
    """A range that rises between `start` and `full` metres away: ridges over an eroded body."""
    rise = smoothstep(start, full, z + (field.fbm(x / scale, z / scale, 2, salt=14) - 0.5) * scale * 0.5)
    body = field.eroded(x / scale, z / scale, 6)
    crest = field.ridged(x / scale * 0.9, z / scale * 0.9, 6, salt=6)
    return np.asarray(tall * rise * (0.15 + 0.62 * crest + 0.55 * body * body), np.float32)


def _alpine(site: Site, line: float, soft: float, trees: float) -> Paint:
    field = site.field

    def paint(s: Surface) -> RGB:
        stone = rock(s, field, "#474549", "#8d8680", 70, 60)
        low = woods(
            grass(s, field, site.season, 40),
            s,
            field,
            site.season,
            smoothstep(0.35, 0.55, field.fbm(s.x / 300, s.z / 300, 4) + 0.12),
            16,
            0.75,
        )
        tree_line = smoothstep(trees + 90, trees - 60, s.y + (field.fbm(s.x / 160, s.z / 160, 3) - 0.5) * 160)
        colour = mix(stone, low, tree_line * smoothstep(0.62, 0.4, s.steep))
        return snowy(colour, s, field, line, soft)

    return paint


def _lake_height(site: Site) -> Height:
    k, field = site.side, site.field

    def height(x: Gray, z: Gray) -> Gray:
        far = peaks(field, x, z, 1300, 3400, 1550, 1500)
        gap = np.abs(x / z - k * 0.06)
        flank = (
            smoothstep(0.16, 0.75, gap) * smoothstep(300, 1500, z) * 330 * (0.4 + field.eroded(x / 500, z / 500, 5, 3))
        )
        shore = (z - 1450 + (field.fbm(x / 160, z / 160, 4) - 0.5) * 500) * 0.02
        bank = -2.2 + flank + np.where(shore > 0, shore + far, shore)
        point = 3.0 - np.hypot((x - k * 25) / 17, (z - 27) / 10) * 3.0 + (field.fbm(x / 6, z / 6, 4) - 0.5) * 2.6
        return np.asarray(np.maximum(np.clip(bank, -6, None), np.where(z < 60, point, -6)), np.float32)

    return height


def _lake_paint(site: Site) -> Paint:
    field = site.field
    winter = site.season == "winter"
    alpine = _alpine(site, 60 if winter else 480, 240, 330)

    def paint(s: Surface) -> RGB:
        near = mix(
            rock(s, field, "#3f3d3c", "#8b857c", 2.0), grass(s, field, site.season, 2), smoothstep(0.3, 0.9, s.y)
        )
        return mix(near, alpine(s), smoothstep(60, 120, s.z))

    return paint


def lake(site: Site) -> Land:
    """A still lake; forested shores run towards snow peaks at its far end."""
    k = site.side

    firs = Grove(
        kind="pine", count=13, tall=8.2, near=18, far=40, where=lambda x, y, z: smoothstep(0.35, 0.9, y) * (k * x > 7.5)
    )
    shore_firs = Grove(
        kind="pine", count=520, tall=17, near=260, far=1500, where=lambda x, y, z: smoothstep(0.5, 2, y) * (y < 90)
    )
    return Land(
        height=_lake_height(site),
        paint=_lake_paint(site),
        eye=5.0,
        horizon=0.565,
        focal=1.1,
        near=6,
        far=9000,
        water=True,
        wave=0.1,
        groves=(shore_firs, firs),
        mist=0.35,
        on_water=spots(k, "-0.16:30 -0.02:52 -0.32:70 0.1:120"),
        on_ground=spots(k, "0.3:24 0.22:24 0.38:26"),
        pinned=True,
        in_air=air_spots(k),
    )


def mountains(site: Site) -> Land:
    """Alpine meadows before a range of snow peaks."""
    k, field = site.side, site.field

    def height(x: Gray, z: Gray) -> Gray:
        far = peaks(field, x, z, 900, 3600, 1500, 1700)
        roll = (field.fbm(x / 260, z / 260, 5) - 0.5) * 90 * smoothstep(20, 500, z)
        flank = smoothstep(0.1, 0.8, np.abs(x / z + k * 0.12)) * smoothstep(200, 1200, z) * 260
        return np.asarray(
            roll + far + flank * (0.5 + field.eroded(x / 420, z / 420, 5, 3)) + (field.fbm(x / 4, z / 4, 3) - 0.5),
            np.float32,
        )

    line = 90 if site.season == "winter" else 720
    firs = Grove(
        kind="pine",
        count=420,
        tall=16,
        near=90,
        far=1300,
        where=lambda x, y, z: smoothstep(0.5, 0.62, field.fbm(x / 130, z / 130, 3, salt=5)),
    )
    return Land(
        height=height,
        paint=_alpine(site, line, 230, 520),
        eye=26,
        horizon=0.6,
        near=8,
        far=9500,
        groves=(firs,),
        blades="meadow",
        on_ground=ground_spots(k, 1.6),
        in_air=air_spots(k),
    )


def ground_spots(k: float, scale: float = 1.0) -> tuple[Spot, ...]:
    """Places on open ground, the hero first; `scale` moves them all away."""
    near = (
        (0.14, 30),
        (-0.22, 40),
        (0.34, 46),
        (-0.05, 58),
        (-0.36, 66),
        (0.22, 80),
        (-0.14, 95),
        (0.42, 110),
        (0.05, 130),
        (-0.42, 150),
    )
    return tuple(Spot(u=0.5 + k * u, z=z * scale) for u, z in near)
