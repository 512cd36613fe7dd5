"""Low places: meadows, crop fields, dunes, rivers, woods, villages, gardens."""

from __future__ import annotations

import numpy as np

from app.providers.local.numeric import mix, smoothstep
from app.providers.local.plate import RGB, Gray
from app.providers.local.scene.coasts import air_spots
from app.providers.local.scene.ground import flat, grass, rock, snowy, two, woods
from app.providers.local.scene.highlands import ground_spots, peaks
from app.providers.local.scene.land import Grove, Land, Site, Spot, Surface

CROPS = {
    "lavender": ("#5a4a8c", "#9a7fd0", "#6f7a48"),
    "tulips": ("#d8343c", "#f2b632", "#4f7f38"),
    "sunflowers": ("#e0a41e", "#f6cc3a", "#4f6f2c"),
    "poppies": ("#c8281e", "#e8503a", "#6f8a3c"),
    "wheat": ("#b98a38", "#ecc66c", "#a5793a"),
    "rice": ("#5f9a44", "#9cc464", "#5d8288"),
    "vines": ("#4a7a34", "#84a048", "#a58a5c"),
}


def meadow(site: Site) -> Land:
    """Open grassland with flowers, a few trees, blue hills far off."""
    k, field = site.side, site.field

    def height(x: Gray, z: Gray) -> Gray:
        roll = (field.fbm(x / 90, z / 90, 4) - 0.5) * 9 * smoothstep(8, 120, z)
        far = smoothstep(700, 3200, z) * 330 * field.eroded(x / 1500, z / 1500, 5)
        return np.asarray(roll + far + (field.fbm(x / 6, z / 6, 3) - 0.5) * 0.4, np.float32)

    def paint(s: Surface) -> RGB:
        base = grass(s, field, site.season, 5)
        if site.has("path"):
            way = np.abs(s.x - k * 2 - np.sin(s.z / 26) * s.z * 0.11 * k)
            base = mix(base, two("#a3855e", "#d0b48a", field.fbm(s.x, s.z, 4)), smoothstep(1.7, 1.1, way + field.fbm(s.x, s.z, 3) * 0.5) * (s.z < 400))
        wood = smoothstep(0.53, 0.6, field.fbm(s.x / 240, s.z / 240, 4, salt=8)) * smoothstep(200, 420, s.z)
        return woods(base, s, field, site.season, wood, 14, 0.4)

    trees = Grove(kind="leafy", count=90, tall=11, near=130, far=900,
                  where=lambda x, y, z: smoothstep(0.56, 0.62, field.fbm(x / 150, z / 150, 3, salt=8)))  # fmt: skip
    return Land(
        height=height, paint=paint, eye=2.3, horizon=0.58, near=2.2, far=6500, groves=(trees,), blades="meadow", mist=0.2,
        spots={"ground": ground_spots(k, 0.8), "water": (), "air": air_spots(k)},
    )  # fmt: skip


def field(site: Site) -> Land:
    """Crops in rows towards the horizon, or stubble and grass where the prompt names none."""
    k, noise = site.side, site.field
    crop = next((c for c in CROPS if c in site.scene.features), "")
    rows = crop in ("lavender", "tulips", "rice", "vines")

    def height(x: Gray, z: Gray) -> Gray:
        roll = (noise.fbm(x / 130, z / 130, 3) - 0.5) * 10 * smoothstep(10, 160, z)
        far = smoothstep(500, 2600, z) * 210 * noise.eroded(x / 1300, z / 1300, 5)
        comb = (0.55 * smoothstep(0.3, 0.9, np.abs(np.sin((x - k * 5) * np.pi / 2.4))) * smoothstep(260, 60, z)) if rows else 0.0
        return np.asarray(roll + far + comb + (noise.fbm(x / 3, z / 3, 3) - 0.5) * 0.3, np.float32)

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
            planted = mix(flat(soil, s.x), bloom, smoothstep(0.35, 0.6, comb) * smoothstep(700, 120, s.z) + (0.62 * smoothstep(120, 700, s.z)))
            base = mix(base, planted, smoothstep(700, 300, s.z))
        wood = smoothstep(0.52, 0.6, noise.fbm(s.x / 260, s.z / 260, 4, salt=8)) * smoothstep(260, 500, s.z)
        return woods(base, s, noise, site.season, wood, 14, 0.3)

    trees = Grove(kind="leafy", count=60, tall=11, near=260, far=1100,
                  where=lambda x, y, z: smoothstep(0.52, 0.6, noise.fbm(x / 260, z / 260, 3, salt=8)))  # fmt: skip
    return Land(
        height=height, paint=paint, eye=2.6, horizon=0.60, near=2.4, far=6000, groves=(trees,), blades=crop or "grass", mist=0.15,
        spots={"ground": ground_spots(k, 0.8), "water": (), "air": air_spots(k)},
    )  # fmt: skip


def desert(site: Site) -> Land:
    """Dunes with sharp crests, windward slopes long and lee slopes steep; ripples near."""
    k, field = site.side, site.field

    def height(x: Gray, z: Gray) -> Gray:
        warp = (field.fbm(x / 150, z / 150, 3) - 0.5) * 2.6
        t = (z / 150 + x / 260 * k) + warp
        phase = t - np.floor(t)
        saw = np.where(phase < 0.72, phase / 0.72, (1 - phase) / 0.28)
        size = 15 * smoothstep(12, 130, z) + 30 * smoothstep(200, 1400, z) + 60 * smoothstep(1500, 4000, z)
        vary = 0.35 + field.fbm(x / 210, z / 210, 2, salt=5)
        return np.asarray(size * (saw**1.4) * vary - 1.0 + (field.fbm(x / 40, z / 40, 3) - 0.5) * 3, np.float32)

    def paint(s: Surface) -> RGB:
        base = two("#c98a4c", "#f0c487", smoothstep(0.25, 0.75, field.fbm(s.x / 30, s.z / 30, 4)))
        ripple = np.sin(s.z * 3.2 + s.x * 0.7 + (field.fbm(s.x / 5, s.z / 5, 3) - 0.5) * 22)
        base = np.asarray(base * (1 + 0.09 * ripple * smoothstep(90, 15, s.z))[..., None], np.float32)
        return snowy(base, s, field, 2, 4) if site.season == "winter" else base

    return Land(
        height=height, paint=paint, eye=7, horizon=0.50, near=4, far=7000,
        spots={"ground": ground_spots(k, 1.1), "water": (), "air": air_spots(k)},
    )  # fmt: skip


def river(site: Site) -> Land:
    """A river that winds from the foreground to blue hills between trees."""
    k, field = site.side, site.field

    def middle(z: Gray) -> Gray:
        return np.asarray(np.sin(z / 46 + 0.4) * (2 + z * 0.10) * k - k * (3 + z * 0.02), np.float32)

    def height(x: Gray, z: Gray) -> Gray:
        out = np.abs(x - middle(z)) - 6.5 - 0.035 * z + (field.fbm(x / 9, z / 9, 4) - 0.5) * 4.5
        bank = np.clip(out * 0.35, -2, 1.6) + np.clip(out - 8, 0, 400) * 0.035 + (field.fbm(x / 30, z / 30, 4) - 0.5) * 1.6 * (out > 2)
        far = smoothstep(400, 2600, z) * 420 * field.eroded(x / 1200, z / 1200, 5)
        if site.has("waterfall"):
            far = far + peaks(field, x, z, 300, 1500, 500, 700)
        return np.asarray(bank + far, np.float32)

    def paint(s: Surface) -> RGB:
        gravel = rock(s, field, "#6b6358", "#b5a890", 1.2)
        turf = grass(s, field, site.season, 4)
        base = mix(gravel, turf, smoothstep(0.25, 0.7, s.y))
        wood = smoothstep(0.45, 0.58, field.fbm(s.x / 160, s.z / 160, 4, salt=8)) * smoothstep(160, 320, s.z)
        return snowy(woods(base, s, field, site.season, wood, 13, 0.4), s, field, 250 if site.season != "winter" else 0.5, 60)

    kind = "blossom" if site.has("blossom") else "leafy"
    trees = Grove(kind=kind, count=60, tall=9.5, near=24, far=260, where=lambda x, y, z: smoothstep(1.2, 1.9, y) * 0.6 * (np.abs(x) < z))
    return Land(
        height=height, paint=paint, eye=4.6, horizon=0.48, near=3, far=6000, water=True, wave=0.2, groves=(trees,), blades="bank", mist=0.3,
        spots={"ground": tuple(Spot(u=0.5 + k * u, z=z) for u, z in ((0.24, 34), (0.36, 44), (0.3, 70), (-0.4, 60), (0.18, 90))),
               "water": (Spot(u=0.5 - k * 0.1, z=30), Spot(u=0.5 + k * 0.02, z=48)), "air": air_spots(k)},
    )  # fmt: skip


def waterfall(site: Site) -> Land:
    """A rock wall across the view with a fall in its middle (drawn by the composer) and a pool before it."""
    k, field = site.side, site.field

    def height(x: Gray, z: Gray) -> Gray:
        wall = z - 78 + (field.fbm(x / 14, z / 14, 4) - 0.5) * 16 - np.clip(np.abs(x - k * 3) - 12, 0, 60) * -0.55
        notch = smoothstep(7, 3, np.abs(x - k * 3))
        tall = 40 - 6 * notch + (field.fbm(x / 20, z / 20, 4, salt=3) - 0.5) * 10
        pool = np.hypot((x - k * 2) / 20, (z - 52) / 34) - 1 + (field.fbm(x / 6, z / 6, 4) - 0.5) * 0.5
        stream = np.abs(x - k * 2 + (z - 40) * 0.12 * k) / 6 - 1 + (field.fbm(x / 4, z / 4, 3) - 0.5) * 0.8
        bank = np.clip(np.minimum(pool, np.where(z < 40, stream, 9)) * 3.2, -2, 3.4) + (field.fbm(x / 2.4, z / 2.4, 3) - 0.5) * 0.9
        return np.asarray(np.maximum(bank, smoothstep(0, 9, wall) * tall + np.clip(wall, 0, 300) * 0.12 * (wall > 0) - 2 * (wall <= 0)), np.float32)

    def paint(s: Surface) -> RGB:
        stone = rock(s, field, "#2f3330", "#8a8a7e", 4, 3.2)
        moss = two("#3f6a2c", "#7da044", field.fbm(s.x / 2, s.z / 2 + s.y / 2, 4)) if site.season != "winter" else flat("#e8eef4", s.x)
        soft = smoothstep(0.52, 0.25, s.steep) + smoothstep(0.55, 0.7, field.fbm(s.x / 7, s.y / 5, 4, salt=6)) * 0.5
        return mix(stone, woods(moss, s, field, site.season, smoothstep(26, 34, s.y) * 0.8, 5), np.clip(soft, 0, 0.92))

    trees = Grove(kind="pine" if site.season == "winter" else "leafy", count=60, tall=8, near=70, far=190,
                  where=lambda x, y, z: smoothstep(25, 33, y) * (np.abs(x - k * 3) > 7))  # fmt: skip
    side = Grove(kind="leafy", count=9, tall=9, near=16, far=46, where=lambda x, y, z: smoothstep(1.2, 2.4, y) * (np.abs(x) > 0.3 * z))
    return Land(
        height=height, paint=paint, eye=5, horizon=0.60, focal=1.0, near=4, far=900, water=True, wave=0.3, groves=(trees, side), mist=0.3,
        spots={"ground": (Spot(u=0.5 + k * 0.26, z=26), Spot(u=0.5 - k * 0.3, z=24)), "water": (Spot(u=0.5, z=46),), "air": air_spots(k)},
    )  # fmt: skip


def forest(site: Site) -> Land:
    """Among trees: a path between trunks that fade into the light."""
    k, field = site.side, site.field
    lush = site.scene.place == "jungle"

    def height(x: Gray, z: Gray) -> Gray:
        way = np.abs(x - np.sin(z / 17) * 2.2 * k)
        return np.asarray(smoothstep(1.5, 6, way) * 0.9 + (field.fbm(x / 9, z / 9, 5) - 0.5) * 2.2 * smoothstep(1, 5, way) + np.clip(way - 6, 0, 60) * 0.05, np.float32)

    def paint(s: Surface) -> RGB:
        litter = {"autumn": ("#8a4a1c", "#d8892c"), "winter": ("#d8e0e8", "#f6f9fc"), "spring": ("#44672c", "#84a848"), "summer": ("#3f5a2a", "#7f8a40")}
        dark, light = litter[site.season]
        floor = two(dark, light, smoothstep(0.25, 0.75, field.fbm(s.x / 1.3, s.z / 1.3, 5, 0.7)))
        way = np.abs(s.x - np.sin(s.z / 17) * 2.2 * k) + field.fbm(s.x, s.z, 3) * 0.9
        soil = two("#7d6444", "#b89a70", field.fbm(s.x * 1.4, s.z * 1.4, 4))
        if site.season == "winter":
            soil = two("#c4ced8", "#e6ecf2", field.fbm(s.x, s.z, 4))
        return mix(floor, soil, smoothstep(1.9, 1.2, way))

    def clear(x: Gray, y: Gray, z: Gray) -> Gray:
        return smoothstep(2.4, 4.0, np.abs(x - np.sin(z / 17) * 2.2 * k))

    kinds = ("jungle", "palm") if lush else (("pine", "trunk") if site.has("pines") or site.season == "winter" else ("trunk", "trunk"))
    deep = Grove(kind=kinds[0], count=120, tall=19, near=26, far=130, where=clear)
    close = Grove(kind=kinds[1], count=30, tall=18, near=7, far=40, where=clear)
    return Land(
        height=height, paint=paint, eye=2.1, horizon=0.56, focal=1.0, near=2.2, far=260, groves=(deep, close),
        blades="fern" if lush else "", clarity=110, mist=0.0,
        spots={"ground": (Spot(u=0.5 + k * 0.05, z=13), Spot(u=0.5 - k * 0.18, z=17), Spot(u=0.5 + k * 0.2, z=20), Spot(u=0.5, z=26)), "water": (), "air": air_spots(k)},
    )  # fmt: skip


def village(site: Site) -> Land:
    """Houses along a lane at the foot of hills."""
    k, field = site.side, site.field

    def height(x: Gray, z: Gray) -> Gray:
        far = smoothstep(200, 1500, z) * 300 * (0.3 + field.eroded(x / 800, z / 800, 5))
        rise = np.clip(z - 30, 0, 170) * 0.075
        return np.asarray(rise + far + (field.fbm(x / 30, z / 30, 4) - 0.5) * 2.2, np.float32)

    def paint(s: Surface) -> RGB:
        base = grass(s, field, site.season, 4)
        lane = np.abs(s.x - np.sin(s.z / 30) * 4.5 * k + k * 2) + field.fbm(s.x, s.z, 3)
        track = two("#94805f", "#cdb48c", field.fbm(s.x, s.z, 4)) if site.season != "winter" else two("#b4bcc8", "#dfe6ee", field.fbm(s.x, s.z, 4))
        base = mix(base, track, smoothstep(2.9, 2.2, lane) * smoothstep(190, 150, s.z))
        wood = smoothstep(0.45, 0.56, field.fbm(s.x / 120, s.z / 120, 4, salt=8)) * smoothstep(210, 300, s.z)
        return woods(base, s, field, site.season, wood, 11, 0.5)

    houses = tuple(Spot(u=0.5 + k * u, z=z) for u, z in (
        (0.26, 38), (-0.30, 44), (0.10, 62), (0.38, 66), (-0.13, 74), (-0.40, 84), (0.24, 92), (0.02, 104), (-0.24, 108), (0.36, 124),
        (0.13, 132), (-0.08, 140), (-0.34, 146), (0.28, 158), (0.06, 170), (-0.18, 176)))  # fmt: skip
    trees = Grove(kind="pine" if site.season == "winter" else "leafy", count=70, tall=9, near=34, far=330,
                  where=lambda x, y, z: smoothstep(0.45, 0.62, field.fbm(x / 22, z / 22, 3, salt=8)) * (np.abs(x + k * 2) > 7))  # fmt: skip
    return Land(
        height=height, paint=paint, eye=6.5, horizon=0.47, near=4, far=5000, groves=(trees,), mist=0.15, blades="verge",
        spots={"ground": houses, "water": (), "air": air_spots(k)},
    )  # fmt: skip


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
        height=height, paint=paint, eye=1.9, horizon=0.48, near=2, far=400, groves=(trees,), blades="garden", clarity=3000,
        spots={"ground": (Spot(u=0.5 + k * 0.02, z=15), Spot(u=0.5 - k * 0.2, z=14), Spot(u=0.5 + k * 0.24, z=17), Spot(u=0.5, z=30)), "water": (), "air": air_spots(k)},
    )  # fmt: skip
