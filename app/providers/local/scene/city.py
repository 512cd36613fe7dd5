"""Cities: a skyline across the water, and a street between house fronts."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import blur, hexcode, mix, random, smoothstep
from app.providers.local.plate import RGB, Gray
from app.providers.local.scene.coasts import air_spots, sea_spots
from app.providers.local.scene.facade import Canvas, Style, Wall, canvas, paint_wall
from app.providers.local.scene.ground import two
from app.providers.local.scene.land import Land, Site, Surface, spots
from app.providers.local.scene.stage import Stage
from app.providers.local.scene.view import View

_WALLS = ("#8a8f98", "#a39a8e", "#6e7886", "#b0a79a", "#7d7480", "#94a0aa", "#586270")
_HOUSES = ("#c98f6a", "#d9c49a", "#b86f58", "#e0d4c0", "#9aa5a0", "#c9a05c", "#a8746a", "#8f9fb4")
_SIGNS = ("#ff4f6a", "#38d0e0", "#ffb030", "#b060ff", "#50e090")


def city(site: Site) -> Land:
    """Towers behind a river; the walls themselves are painted by `skyline`."""
    k = site.side

    def height(x: Gray, z: Gray) -> Gray:
        return np.where(z > 470, 2.5, -4).astype(np.float32)

    def paint(s: Surface) -> RGB:
        return two("#55585c", "#85857f", site.field.fbm(s.x / 3, s.z / 3, 3))

    return Land(
        height=height,
        paint=paint,
        eye=11,
        horizon=0.685,
        focal=1.12,
        near=8,
        far=3000,
        water=True,
        wave=0.3,
        walls="city",
        on_water=(*spots(k, "-0.2:90"), *sea_spots(k)[1:]),
        on_ground=spots(k, "0.1:475"),
        in_air=air_spots(k),
    )


def street(site: Site) -> Land:
    """A street towards its vanishing point; wet ground mirrors it."""
    k, field = site.side, site.field
    wet = site.scene.weather in ("rain", "storm") or site.has("reflections", "neon")

    def height(x: Gray, z: Gray) -> Gray:
        road = (field.fbm(x / 3, z / 5, 4) - (0.62 if wet else 0.0)) * 0.3
        kerb = np.where(np.abs(x) > 5.2, 0.16, road)
        return np.asarray(kerb if wet else np.maximum(kerb, 0.02), np.float32)

    def paint(s: Surface) -> RGB:
        road = two("#3c3d42", "#5c5c5e", field.fbm(s.x * 1.5, s.z * 1.5, 4))
        stone = two("#7d766c", "#a8a094", field.fbm(s.x * 2, s.z * 2, 3))
        base = mix(road, stone, (np.abs(s.x) > 5.1).astype(np.float32))
        dash = (np.abs(s.x) < 0.09) & (np.sin(s.z * 1.3) > 0)
        base = mix(base, np.full_like(base, 0.85), dash.astype(np.float32) * 0.8)
        return (
            mix(base, np.full_like(base, 0.93), 0.85 * smoothstep(0.3, 0.6, field.fbm(s.x, s.z, 3)))
            if site.season == "winter"
            else base
        )

    ground = spots(k, "0.06:14 -0.16:18 0.16:22 -0.04:30 0.02:44")
    return Land(
        height=height,
        paint=paint,
        eye=1.9,
        horizon=0.56,
        focal=0.86,
        near=2.5,
        far=400,
        water=wet,
        wave=0.10,
        on_ground=ground,
        in_air=air_spots(k),
        clarity=900,
        walls="street",
    )


def skyline_walls(site: Site, view: View, seed: int) -> list[Wall]:
    """Four ranks of towers, taller towards a centre off the middle, some stepped, some with a spire."""
    rng = random(seed, 701)
    walls: list[Wall] = []
    heart = 0.5 + site.side * 0.14
    lamps = ("#ffb84e", "#ffca72", "#ffd896", "#9fd0ff")
    for z, wide, share in ((1150.0, 54, 0.34), (860.0, 46, 0.40), (660.0, 38, 0.42), (520.0, 30, 0.44)):
        x = view.at(-0.05, z)
        end = view.at(1.05, z)
        while x < end:
            width = wide * float(rng.uniform(0.55, 1.2))
            u = (view.cx + view.focal * (x + width / 2) / z) / view.width
            swell = float(np.exp(-(((u - heart) / 0.24) ** 2)))
            tall = (34 + 62 * rng.random() + 170 * swell * rng.random() ** 0.6) * (0.62 + z / 1500)
            style = Style(
                wall=str(rng.choice(_WALLS)),
                lamp=str(rng.choice(lamps)),
                share=share * float(rng.uniform(0.5, 1.5)),
                seed=int(rng.integers(999)),
                pitch=(float(rng.uniform(3.4, 5.2)), float(rng.uniform(3.8, 4.8))),
                pane=(float(rng.choice((0.5, 0.6, 0.86))), float(rng.choice((0.45, 0.55)))),
            )
            walls += tower(x, z, width, tall, style, rng)
            x += width * float(rng.uniform(1.02, 1.22))
    return walls


def tower(x: float, z: float, width: float, tall: float, style: Style, rng: np.random.Generator) -> list[Wall]:
    """Front and visible flank of each tier, back to front, and perhaps a spire."""
    tiers = [(width, 0.0, tall)]
    if tall > 90 and rng.random() < 0.6:
        tiers = [(width, 0.0, tall * 0.62), (width * 0.72, tall * 0.62, tall * 0.86), (width * 0.44, tall * 0.86, tall)]
    out: list[Wall] = []
    middle = x + width / 2
    plain = Style(wall=style.wall, share=0, pane=(0, 0), seed=style.seed)
    if tall > 120 and rng.random() < 0.7:
        out.append(
            Wall(
                x0=middle - 1.1,
                z0=z + width / 2,
                x1=middle + 1.1,
                z1=z + width / 2,
                low=tall,
                high=tall * 1.22,
                style=plain,
            )
        )
    for wide, low, high in reversed(tiers):
        a, b = middle - wide / 2, middle + wide / 2
        flank = b if middle < 0 else a
        front = z + (width - wide) / 2
        out.append(Wall(x0=flank, z0=front, x1=flank, z1=front + wide, low=low, high=high, style=style))
        out.append(Wall(x0=a, z0=front, x1=b, z1=front, low=low, high=high, style=style))
    return out


def street_walls(site: Site, seed: int) -> list[Wall]:
    """House fronts left and right, shops below; a last house closes the view."""
    rng = random(seed, 702)
    neon = site.has("neon")
    out: list[Wall] = []
    tall = 30.0 if neon else 11.0
    for side in (-1, 1):
        z = 2.0
        while z < 150:
            deep = float(rng.uniform(8, 15))
            style = Style(
                wall=str(rng.choice(_WALLS if neon else _HOUSES)),
                glass="#3a4650",
                pitch=(2.6, 3.3),
                pane=(0.42, 0.52),
                share=0.5,
                shop=True,
                sign=str(rng.choice(_SIGNS)) if neon or rng.random() < 0.35 else "",
                lamp=str(rng.choice(("#ffca72", "#ffd9a0", "#ffb860", "#fff0d0"))),
                seed=int(rng.integers(999)),
            )
            x = side * (7.4 + float(rng.uniform(0, 0.5)))
            out.append(
                Wall(x0=x, z0=z, x1=x, z1=z + deep, low=0, high=tall * float(rng.uniform(0.8, 1.6)), style=style)
            )
            z += deep
    for z, x, high in ((230.0, -16.0, 26.0), (190.0, 4.0, 17.0), (175.0, -24.0, 14.0)):
        style = Style(wall=str(rng.choice(_HOUSES)), share=0.5, seed=int(rng.integers(999)))
        out.append(Wall(x0=x, z0=z, x1=x + 20, z1=z, low=0, high=high * (2.2 if neon else 1), style=style))
    return sorted(out, key=lambda w: -max(w.z0, w.z1))


def build(stage: Stage, site: Site, land: Land, seed: int) -> None:
    """Paint the place's walls onto the stage, at twice the size where the picture is small."""
    view = stage.view
    pixels = view.width * view.height
    fine = 2 if pixels <= 200_000 else (1.5 if pixels <= 600_000 else 1)
    big = View(
        width=round(view.width * fine),
        height=round(view.height * fine),
        focal=view.focal * fine,
        cx=view.cx * fine,
        cy=view.cy * fine,
        eye=view.eye,
    )
    board = canvas(big)
    walls = skyline_walls(site, view, seed) if land.walls == "city" else street_walls(site, seed)
    reach = min(stage.reach, 4000.0) if land.walls == "city" else stage.reach
    for wall in walls:
        paint_wall(board, wall, site.air, reach, stage.veil)
    _lay(stage, board, (view.width, view.height))
    del board
    if land.walls == "street":
        lamps(stage, site)


def _lay(stage: Stage, board: Canvas, size: tuple[int, int]) -> None:
    def fitted(image: NDArray[np.floating], way: int = cv2.INTER_AREA) -> Gray:
        return np.asarray(cv2.resize(image.astype(np.float32), size, interpolation=way), np.float32)

    layer = stage.picture
    cover, z, side = fitted(board.cover), fitted(board.z, cv2.INTER_NEAREST), fitted(board.side, cv2.INTER_NEAREST)
    front = ((z < layer.z) & (cover > 0)).astype(np.float32)
    weight = cover * front
    for channel in range(3):
        colour, glow = fitted(board.colour[..., channel]) * front, fitted(board.glow[..., channel]) * front
        glow = blur(glow, stage.view.unit / 130) * 0.55 + blur(glow, stage.view.unit / 26) * 0.6
        layer.colour[..., channel] = layer.colour[..., channel] * (1 - weight) + colour + glow
    solid = weight > 0.5
    layer.z[solid] = z[solid]
    if layer.normal is not None:
        side = side[solid]
        layer.normal[solid] = np.stack([side, np.zeros_like(side), np.sqrt(np.clip(1 - side * side, 0, 1))], -1)


def lamps(stage: Stage, site: Site) -> None:
    """Street lamps on both kerbs: posts, and at night pools of light around their heads."""
    view, air = stage.view, stage.air
    glow = np.zeros_like(stage.picture.colour)
    for z in (46.0, 32.0, 22.0, 15.0, 10.0):
        for side in (-5.0, 5.0):
            column, foot = view.project(side, 0.1, z)
            head = view.project(side, 4.4, z)[1]
            thick = max(1, round(0.1 * view.focal / z))
            post = tuple(float(c) for c in hexcode("#22252a") * (0.5 + air.ambient))
            cv2.line(stage.picture.colour, (round(column), round(foot)), (round(column), round(head)), post, thick)
            radius = max(1, round(0.26 * view.focal / z))
            bulb = tuple(float(c) for c in hexcode("#fff0c8") * (0.55 + 0.6 * air.lamps))
            cv2.circle(stage.picture.colour, (round(column), round(head)), radius, bulb, -1)
            cv2.circle(glow, (round(column), round(head)), radius * 2, tuple(float(c) for c in hexcode("#ffc46a")), -1)
    if air.lamps > 0.2:
        stage.picture.colour += (blur(glow, view.unit / 40) * 1.1 + blur(glow, view.unit / 10) * 1.6) * air.lamps * 0.5
