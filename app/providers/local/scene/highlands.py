"""High and wide places: hills, valleys, canyons, volcanoes, ice."""

from __future__ import annotations

import numpy as np

from app.providers.local.numeric import mix, smoothstep
from app.providers.local.plate import RGB, Gray
from app.providers.local.scene.alpine import ground_spots, peaks
from app.providers.local.scene.coasts import air_spots
from app.providers.local.scene.ground import grass, rock, snowy, two, woods
from app.providers.local.scene.land import Grove, Land, Paint, Site, Surface, spots
from app.providers.local.scene.view import Height
from app.providers.local.things.catalogue import THINGS

_LOW = frozenset(t.key for t in THINGS if t.kind != "building")


def _hills_height(site: Site) -> Height:
    k, field = site.side, site.field
    mound = 16.0 if _crowned(site) else 4.0

    def height(x: Gray, z: Gray) -> Gray:
        wide = (field.fbm(x / 420, z / 300, 3) - 0.42) * 150 * smoothstep(30, 700, z)
        r = np.hypot((x - k * 14) / 62, (z - 112) / 58)
        hero = mound * np.exp(-(r**3.2))
        return np.asarray(wide + hero + (field.fbm(x / 30, z / 30, 4) - 0.5) * 2.4, np.float32)

    return height


def _crowned(site: Site) -> bool:
    """Whether something tall wants the near hill for itself."""
    return any(item.key not in _LOW for item in site.scene.items)


def _hills_paint(site: Site) -> Paint:
    k, field = site.side, site.field

    def paint(s: Surface) -> RGB:
        base = grass(s, field, site.season, 8)
        if _crowned(site) or site.has("path"):
            lane = (
                np.abs(s.x - k * (2 + s.z * 0.10 + np.sin(s.z / 13) * s.z * 0.075))
                + (field.fbm(s.x, s.z, 3) - 0.5) * 1.6
            )
            track = two("#8f7850", "#cbb183", field.fbm(s.x * 1.3, s.z * 1.3, 4))
            base = mix(base, track, smoothstep(1.7, 1.0, lane) * smoothstep(105, 80, s.z) * 0.85)
        plots = field.value(s.x / 150, s.z / 190, 9)
        crop = two("#b9a24e", "#6f9440", smoothstep(0.35, 0.65, field.value(np.floor(plots * 7), s.x * 0, 3)))
        if site.season != "winter":
            base = mix(base, crop, smoothstep(220, 420, s.z) * 0.55)
        copse = smoothstep(0.56, 0.63, field.fbm(s.x / 190, s.z / 190, 4, salt=8)) * smoothstep(160, 300, s.z)
        return woods(base, s, field, site.season, copse, 12, 0.3)

    return paint


def hills(site: Site) -> Land:
    """Rolling green hills, one behind the other, with hedges, copses and fields."""
    k, field = site.side, site.field

    trees = Grove(
        kind="leafy",
        count=170,
        tall=12,
        near=110,
        far=1200,
        where=lambda x, y, z: smoothstep(0.54, 0.6, field.fbm(x / 150, z / 150, 3, salt=8)),
    )
    hero = (*spots(k, "0.1:100"), *ground_spots(k, 1.5)[1:])
    return Land(
        height=_hills_height(site),
        paint=_hills_paint(site),
        eye=3.4 if site.scene.items and not _crowned(site) else 7.5,
        horizon=0.545,
        near=4,
        far=6500,
        groves=(trees,),
        blades="grass" if site.air.grey > 0.5 else "meadow",
        mist=0.15,
        pinned=True,
        on_ground=hero,
        in_air=air_spots(k),
    )


def _valley_height(site: Site) -> Height:
    k, field = site.side, site.field

    def river(x: Gray, z: Gray) -> Gray:
        bend = np.sin(z / 620 + 0.6) * 190 * k + (field.fbm(x * 0, z / 500, 2) - 0.5) * 240
        return np.asarray(np.abs(x - bend - k * 30), np.float32)

    def height(x: Gray, z: Gray) -> Gray:
        wall = smoothstep(300, 1500, np.abs(x - k * 60) - z * 0.09) * 430 * (0.35 + field.eroded(x / 800, z / 800, 6))
        ranks = smoothstep(2600, 5600, z) * (180 + 520 * field.eroded(x / 1500, z / 1000, 5, 4))
        floor = (field.fbm(x / 240, z / 240, 4) - 0.5) * 46 + 12
        bed = smoothstep(60, 12, river(x, z)) * smoothstep(2300, 1900, z)
        return np.asarray((floor + wall + ranks) * (1 - bed) - 3 * bed, np.float32)

    return height


def _valley_paint(site: Site) -> Paint:
    field = site.field

    def paint(s: Surface) -> RGB:
        u, v = s.x / 120 + field.value(s.x / 300, s.z / 300, 2) * 2, s.z / 170
        plot = field.value(np.floor(u) * 0.73, np.floor(v) * 0.61, 5)
        dark, light = ("#b7893e", "#cfa553") if site.season == "autumn" else ("#5f8a3c", "#c2b25c")
        plain = mix(two(dark, light, plot), grass(s, field, site.season, 40), 0.35)
        hedge = np.minimum(np.abs(u - np.round(u)), np.abs(v - np.round(v)))
        cover = np.clip(
            smoothstep(0.07, 0.03, hedge) * 0.8 * smoothstep(2600, 900, s.z)
            + smoothstep(0.5, 0.62, field.fbm(s.x / 260, s.z / 260, 4, salt=8)),
            0,
            1,
        )
        base = woods(plain, s, field, site.season, cover, 16, 0.35)
        base = mix(base, rock(s, field, "#5d5450", "#a1907e", 60), smoothstep(0.3, 0.55, s.steep))
        return snowy(base, s, field, 20 if site.season == "winter" else 560, 120)

    return paint


def valley(site: Site) -> Land:
    """A broad valley seen from its flank: a river, fields, hills in ranks and morning mist between them."""
    k, field = site.side, site.field

    trees = Grove(
        kind="leafy",
        count=420,
        tall=19,
        near=330,
        far=2600,
        where=lambda x, y, z: smoothstep(0.5, 0.56, field.fbm(x / 260, z / 260, 3, salt=8)) * (y > 2),
    )
    return Land(
        height=_valley_height(site),
        paint=_valley_paint(site),
        eye=185,
        horizon=0.46,
        focal=1.05,
        near=40,
        far=12_000,
        water=True,
        wave=0.1,
        groves=(trees,),
        on_ground=ground_spots(k, 9),
        on_water=spots(k, "0:900"),
        in_air=air_spots(k),
        mist=1.0,
    )


def canyon(site: Site) -> Land:
    """Red walls in terraces on both sides of a river."""
    k, field = site.side, site.field

    def height(x: Gray, z: Gray) -> Gray:
        bend = np.sin(z / 210) * 46 * k * smoothstep(60, 300, z) + k * 8
        out = np.abs(x - bend) - 13 - z * 0.012 + (field.fbm(x / 60, z / 60, 5) - 0.5) * 46
        raw = np.clip(out * 1.5, -5, 190) + smoothstep(500, 1600, z) * 60
        step = 26.0
        t = raw / step
        terrace = (np.floor(t) + smoothstep(0.45, 0.8, t - np.floor(t))) * step
        crumble = (field.fbm(x / 12, z / 12, 4, salt=4) - 0.5) * 5 * smoothstep(0, 6, raw)
        return np.asarray(np.where(raw > 0, terrace * 0.85 + raw * 0.15 + crumble, raw), np.float32)

    def paint(s: Surface) -> RGB:
        stone = rock(s, field, "#8a3f24", "#e0a068", 9, 7)
        scrub = two("#7d7a48", "#a8914f", field.fbm(s.x / 6, s.z / 6, 4))
        colour = mix(stone, scrub, smoothstep(0.3, 0.1, s.steep) * 0.65)
        return snowy(colour, s, field, 10, 8) if site.season == "winter" else colour

    return Land(
        height=height,
        paint=paint,
        eye=24,
        horizon=0.5,
        focal=1.0,
        near=8,
        far=5000,
        water=True,
        wave=0.25,
        on_ground=ground_spots(k, 2.2),
        on_water=spots(k, "0.03:60 -0.03:110"),
        in_air=air_spots(k),
    )


def _volcano_height(site: Site) -> Height:
    k, field = site.side, site.field

    def height(x: Gray, z: Gray) -> Gray:
        r = np.hypot(x - k * 160, z - 3000)
        cone = 1180 * np.exp(-r / 1050) * (0.9 + 0.2 * field.eroded(x / 500, z / 500, 5)) - 150 * smoothstep(230, 90, r)
        gully = (
            (field.ridged((x - k * 160) / 260, (z - 3000) / 260, 4, 5) - 0.5)
            * 90
            * smoothstep(60, 400, r)
            * smoothstep(2200, 700, r)
        )
        low = (field.fbm(x / 200, z / 200, 5) - 0.5) * 60 * smoothstep(30, 300, z) + (
            field.fbm(x / 8, z / 8, 4) - 0.5
        ) * 3
        return np.asarray(np.where(r < 2600, cone - 95 + gully, 0) * smoothstep(2600, 1800, r) + low, np.float32)

    return height


def _volcano_paint(site: Site) -> Paint:
    field = site.field

    def paint(s: Surface) -> RGB:
        ash = rock(s, field, "#27201f", "#6d5a52", 30)
        green = woods(
            grass(s, field, site.season, 30),
            s,
            field,
            site.season,
            smoothstep(0.45, 0.6, field.fbm(s.x / 120, s.z / 120, 4)),
            12,
            0.3,
        )
        colour = mix(
            ash,
            green,
            smoothstep(240, 90, s.y + 120 * field.fbm(s.x / 200, s.z / 200, 3))
            * (0.3 if site.has("lava") or site.air.lamps > 0.5 else 0.75),
        )
        return snowy(colour, s, field, 40, 60) if site.season == "winter" else colour

    return paint


def volcano(site: Site) -> Land:
    """A cone over dark ash; the composer lets it glow."""
    k = site.side

    return Land(
        height=_volcano_height(site),
        paint=_volcano_paint(site),
        eye=20,
        horizon=0.66,
        near=6,
        far=9000,
        on_ground=ground_spots(-k, 1.4),
        in_air=air_spots(-k),
    )


def arctic(site: Site) -> Land:
    """A glacier's blue front behind still water with floes; white peaks."""
    k, field = site.side, site.field

    def height(x: Gray, z: Gray) -> Gray:
        edge = z - 430 - (field.fbm(x / 90, z / 90, 4) - 0.5) * 120 + k * x * 0.15
        crack = np.abs(field.value(x / 14, z / 20, 3) - 0.5) * 13
        ice = smoothstep(0, 7, edge) * (
            34 + np.clip(edge, 0, 2500) * 0.045 - crack + (field.fbm(x / 22, z / 22, 4) - 0.5) * 14
        )
        far = peaks(field, x, z, 1300, 3800, 900, 1300)
        floes = smoothstep(0.62, 0.66, field.fbm(x / 26, z / 26, 4, salt=6)) * smoothstep(300, 200, z)
        floes = np.maximum(floes, 1.1 * smoothstep(1.0, 0.82, np.hypot((x - k * 3.4) / 8, (z - 16) / 6)))
        berg = smoothstep(0.70, 0.84, field.fbm(x / 46, z / 46, 4, salt=10)) * 15 * smoothstep(60, 110, z)
        return np.asarray(np.where(edge > 0, ice + far, np.maximum(floes * 1.1 + berg - 0.5, -0.5)), np.float32)

    def paint(s: Surface) -> RGB:
        blue = rock(s, field, "#3f8fb8", "#cfeaf4", 6, 9)
        snow = two("#dfe9f2", "#fafcff", field.fbm(s.x / 8, s.z / 8, 4))
        stone = rock(s, field, "#4a4d55", "#8b9096", 60, 40)
        base = mix(snow, blue, smoothstep(0.25, 0.55, s.steep))
        return mix(base, snowy(stone, s, field, 30, 60, 0.5), smoothstep(1500, 2000, s.z))

    return Land(
        height=height,
        paint=paint,
        eye=9,
        horizon=0.56,
        near=6,
        far=9000,
        water=True,
        wave=0.15,
        on_ground=(*spots(k, "0.2:15 0.08:14 0.3:18"), *ground_spots(k, 2)),
        on_water=spots(k, "-0.12:55 0.2:120"),
        in_air=air_spots(k),
    )
