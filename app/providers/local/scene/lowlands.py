"""Low and open places: meadows, crop fields, dunes."""

from __future__ import annotations

import numpy as np

from app.providers.local.numeric import mix, smoothstep
from app.providers.local.plate import RGB, Gray
from app.providers.local.scene.alpine import ground_spots
from app.providers.local.scene.coasts import air_spots
from app.providers.local.scene.ground import flat, grass, snowy, two, woods
from app.providers.local.scene.land import Grove, Land, Paint, Site, Surface
from app.providers.local.scene.view import Height

CROPS = {
    "lavender": ("#5a4a8c", "#9a7fd0", "#6f7a48"),
    "tulips": ("#d8343c", "#f2b632", "#4f7f38"),
    "sunflowers": ("#e0a41e", "#f6cc3a", "#4f6f2c"),
    "poppies": ("#c8281e", "#e8503a", "#6f8a3c"),
    "wheat": ("#b98a38", "#ecc66c", "#a5793a"),
    "rice": ("#5f9a44", "#9cc464", "#5d8288"),
    "vines": ("#4a7a34", "#84a048", "#a58a5c"),
}


def _meadow_height(site: Site) -> Height:
    field = site.field

    def height(x: Gray, z: Gray) -> Gray:
        roll = (field.fbm(x / 90, z / 90, 4) - 0.5) * 9 * smoothstep(8, 120, z)
        far = smoothstep(700, 3200, z) * 330 * field.eroded(x / 1500, z / 1500, 5)
        return np.asarray(roll + far + (field.fbm(x / 6, z / 6, 3) - 0.5) * 0.4, np.float32)

    return height


def _meadow_paint(site: Site) -> Paint:
    k, field = site.side, site.field

    def paint(s: Surface) -> RGB:
        base = grass(s, field, site.season, 5)
        if site.has("path"):
            way = np.abs(s.x - k * 2 - np.sin(s.z / 26) * s.z * 0.11 * k)
            base = mix(
                base,
                two("#a3855e", "#d0b48a", field.fbm(s.x, s.z, 4)),
                smoothstep(1.7, 1.1, way + field.fbm(s.x, s.z, 3) * 0.5) * (s.z < 400),
            )
        wood = smoothstep(0.53, 0.6, field.fbm(s.x / 240, s.z / 240, 4, salt=8)) * smoothstep(200, 420, s.z)
        return woods(base, s, field, site.season, wood, 14, 0.4)

    return paint


def meadow(site: Site) -> Land:
    """Open grassland with flowers, a few trees, blue hills far off."""
    k, field = site.side, site.field

    trees = Grove(
        kind="leafy",
        count=90,
        tall=11,
        near=130,
        far=900,
        where=lambda x, y, z: smoothstep(0.56, 0.62, field.fbm(x / 150, z / 150, 3, salt=8)),
    )
    return Land(
        height=_meadow_height(site),
        paint=_meadow_paint(site),
        eye=2.3,
        horizon=0.58,
        near=2.2,
        far=6500,
        groves=(trees,),
        blades="meadow",
        mist=0.2,
        on_ground=ground_spots(k, 0.8),
        in_air=air_spots(k),
    )


def _field_height(site: Site) -> Height:
    k, noise = site.side, site.field
    crop = next((c for c in CROPS if c in site.scene.features), "")
    rows = crop in ("lavender", "tulips", "rice", "vines")

    def height(x: Gray, z: Gray) -> Gray:
        roll = (noise.fbm(x / 130, z / 130, 3) - 0.5) * 10 * smoothstep(10, 160, z)
        far = smoothstep(500, 2600, z) * 210 * noise.eroded(x / 1300, z / 1300, 5)
        comb = (
            (0.55 * smoothstep(0.3, 0.9, np.abs(np.sin((x - k * 5) * np.pi / 2.4))) * smoothstep(260, 60, z))
            if rows
            else 0.0
        )
        return np.asarray(roll + far + comb + (noise.fbm(x / 3, z / 3, 3) - 0.5) * 0.3, np.float32)

    return height


def _field_paint(site: Site) -> Paint:
    k, noise = site.side, site.field
    crop = next((c for c in CROPS if c in site.scene.features), "")
    rows = crop in ("lavender", "tulips", "rice", "vines")

    def paint(s: Surface) -> RGB:
        base = grass(s, noise, site.season, 5)
        if site.season == "autumn" and not crop:
            base = mix(base, two("#a8772e", "#dcae58", noise.fbm(s.x / 3, s.z / 3, 4)), 0.6)
        if crop and site.season != "winter":
            dark, light, soil = CROPS[crop]
            bloom = two(dark, light, smoothstep(0.3, 0.7, noise.fbm(s.x / 1.2, s.z / 1.2, 4, 0.7)))
            if crop == "tulips":
                lane = noise.value(np.floor((s.x - k * 5) / 2.4) * 0.83, s.x * 0, 4)
                bloom = mix(bloom, two("#e85a8c", "#f8e6ee", lane), smoothstep(0.4, 0.6, lane))
            comb = np.abs(np.sin((s.x - k * 5) * np.pi / 2.4)) if rows else np.ones_like(s.x)
            planted = mix(
                flat(soil, s.x),
                bloom,
                smoothstep(0.35, 0.6, comb) * smoothstep(700, 120, s.z) + (0.62 * smoothstep(120, 700, s.z)),
            )
            base = mix(base, planted, smoothstep(700, 300, s.z))
        wood = smoothstep(0.52, 0.6, noise.fbm(s.x / 260, s.z / 260, 4, salt=8)) * smoothstep(260, 500, s.z)
        return woods(base, s, noise, site.season, wood, 14, 0.3)

    return paint


def field(site: Site) -> Land:
    """Crops in rows towards the horizon, or stubble and grass where the prompt names none."""
    k, noise = site.side, site.field
    crop = next((c for c in CROPS if c in site.scene.features), "")

    trees = Grove(
        kind="leafy",
        count=60,
        tall=11,
        near=260,
        far=1100,
        where=lambda x, y, z: smoothstep(0.52, 0.6, noise.fbm(x / 260, z / 260, 3, salt=8)),
    )
    return Land(
        height=_field_height(site),
        paint=_field_paint(site),
        eye=2.6,
        horizon=0.60,
        near=2.4,
        far=6000,
        groves=(trees,),
        blades=crop or "grass",
        mist=0.15,
        on_ground=ground_spots(k, 0.8),
        in_air=air_spots(k),
    )


def _dune(off: Gray, tall: Gray) -> Gray:
    """One dune, `off` metres beyond its crest: a long windward slope, a slip face at the angle of rest."""
    slip = 1 - off / np.maximum(tall * 1.55, 0.1)
    wind = 1 + off / np.maximum(tall * 5.5, 0.1)
    return np.asarray(tall * np.clip(np.minimum(slip, np.clip(wind, 0, 1) ** 1.5), 0, 1), np.float32)


def _desert_height(site: Site) -> Height:
    k, field = site.side, site.field

    def height(x: Gray, z: Gray) -> Gray:
        crest = k * (0.21 * z - 5 + 6 * np.sin(z / 24))
        near = _dune((x - crest) * k, 12 * smoothstep(14, 62, z) * smoothstep(340, 150, z))
        aside = -k * (0.26 * z + 12 * np.sin(z / 41 + 1))
        across = _dune((x - aside) * k, 19 * smoothstep(70, 180, z) * smoothstep(700, 320, z))
        t = (x * k * 0.9 + z * 0.4) / 210 + (field.fbm(x / 330, z / 330, 3) - 0.5) * 2.4
        phase = t - np.floor(t)
        saw = np.where(phase < 0.75, phase / 0.75, (1 - phase) / 0.25)
        behind = 42 * saw**1.3 * smoothstep(260, 900, z) * smoothstep(3000, 1200, z)
        far = 150 * field.eroded(x / 1600, z / 1600, 4) * smoothstep(1400, 3600, z)
        swell = (field.fbm(x / 30, z / 30, 3) - 0.5) * 1.6 - 0.6
        return np.asarray(np.maximum(np.maximum(near, across), behind) + far + swell, np.float32)

    return height


def desert(site: Site) -> Land:
    """Dunes with sharp crests, windward slopes long and lee slopes steep; ripples near."""
    k, field = site.side, site.field

    def paint(s: Surface) -> RGB:
        base = two("#cf9455", "#efc389", smoothstep(0.25, 0.75, field.fbm(s.x / 30, s.z / 30, 4)))
        ripple = np.sin(s.z * 3.2 + s.x * 0.7 + (field.fbm(s.x / 5, s.z / 5, 3) - 0.5) * 22)
        base = np.asarray(base * (1 + 0.09 * ripple * smoothstep(90, 15, s.z))[..., None], np.float32)
        return snowy(base, s, field, 2, 4) if site.season == "winter" else base

    return Land(
        height=_desert_height(site),
        paint=paint,
        eye=4.2 if site.scene.items else 6.5,
        horizon=0.50,
        near=4,
        far=7000,
        on_ground=ground_spots(k, 1.1),
        in_air=air_spots(k),
    )
