"""Weather and wonders before the lens: rain, snow, fog, lightning, falls, lava, lanterns, fireworks, fireflies."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import blur, hexcode, mix, noise, ramp, random, smoothstep
from app.providers.local.plate import RGB, Gray
from app.providers.local.scene.field import Field
from app.providers.local.scene.land import Site
from app.providers.local.scene.mood import Air
from app.providers.local.scene.sheet import area
from app.providers.local.scene.sky import lightning
from app.providers.local.scene.stage import Stage
from app.providers.local.strips import strips


def behind(stage: Stage, site: Site, seed: int, sky: RGB) -> RGB:
    """What happens in the sky before the land is laid over it; returns the sky."""
    view, air = stage.view, stage.air
    if site.has("lightning") or site.scene.weather == "storm":
        u = 0.5 - site.side * 0.2
        sky = lightning(sky, view, seed, u)
    if site.has("fireworks"):
        sky = _fireworks(sky, stage, seed)
    if air.murk:
        rows = np.linspace(0, 1, view.height, dtype=np.float32)[:, None]
        thick = air.murk * (0.62 + 0.38 * smoothstep(0.0, view.cy / view.height, rows))
        sky = mix(
            sky, np.broadcast_to(stage.veil[None], sky.shape), np.broadcast_to(thick, sky.shape[:2]).astype(np.float32)
        )
    return sky


def before(stage: Stage, site: Site, seed: int) -> None:
    """What falls or drifts between the scene and the lens."""
    scene = site.scene
    if scene.weather == "fog":
        _fog(stage, seed)
    if site.has("sunbeams") or _in_shade(site):
        _beams(stage)
    if scene.weather in ("rain", "storm"):
        _rain(stage, seed)
    if scene.weather == "snow":
        _snow(stage, seed)
    _adrift(stage, site, seed)


def _in_shade(site: Site) -> bool:
    """Whether light falls through leaves."""
    fair = site.scene.weather in ("", "fog", "clear") and site.air.lamps < 0.5
    return site.scene.place in ("forest", "jungle") and fair


def _adrift(stage: Stage, site: Site, seed: int) -> None:
    """Leaves, petals and lights in the air."""
    scene = site.scene
    if scene.season == "autumn" and scene.weather == "wind":
        _flakes(stage, seed, ("#c2501c", "#e0982c"), 130)
    if site.has("blossom") and scene.season == "spring":
        _flakes(stage, seed, ("#fbd7e2", "#f4b6c8"), 70)
    if site.has("fireflies"):
        _sparks(stage, seed, 90, "#e8f08a", (0.45, 0.98), 0.0045)
    if site.has("lanterns"):
        _sparks(stage, seed, 46, "#ffb45a", (0.05, 0.62), 0.011)


def _fog(stage: Stage, seed: int) -> None:
    """Drifting banks, thicker at the horizon's row."""
    view, layer = stage.view, stage.picture
    drift = noise((view.height, view.width), seed + 5, 3.0, octaves=5, stretch=3.0)
    rows = np.arange(view.height, dtype=np.float32)[:, None] / view.height
    band = np.exp(-(((rows - view.cy / view.height) / 0.22) ** 2))
    far = smoothstep(6, 70, layer.z)
    amount = np.clip((0.16 + 0.7 * band * smoothstep(0.3, 0.7, drift)) * (0.3 + 0.7 * far), 0, 0.86)
    layer.colour[:] = mix(layer.colour, np.broadcast_to(stage.veil[None], layer.colour.shape), amount)


def _beams(stage: Stage) -> None:
    """Crepuscular rays: the bright parts of the frame smeared away from the sun (Mitchell 2007)."""
    view, layer = stage.view, stage.picture
    small = (max(8, view.width // 4), max(8, view.height // 4))
    open_sky = (layer.z > 2000).astype(np.float32)
    source = area(open_sky, small)
    centre = (
        stage.air.sun[0] * small[0],
        (view.cy / view.height - max(stage.air.sun[1], 0.25) * view.focal / view.height) * small[1],
    )
    rays = source.copy()
    for step in (0.03, 0.06, 0.12, 0.24):
        scale = 1 + step * 2
        matrix = np.array([[scale, 0, centre[0] * (1 - scale)], [0, scale, centre[1] * (1 - scale)]], np.float32)
        rays = rays * 0.5 + 0.5 * np.asarray(
            cv2.warpAffine(rays, matrix, small, borderMode=cv2.BORDER_REPLICATE), np.float32
        )
    shafts: Gray = np.asarray(
        cv2.resize(blur(rays, 0.8), (view.width, view.height), interpolation=cv2.INTER_LINEAR), np.float32
    )
    layer.colour += stage.air.glow * (shafts * 0.34)[..., None]


def _rain(stage: Stage, seed: int) -> None:
    """Slanting streaks in three distances, and a grey that thickens downwards."""
    view, layer = stage.view, stage.picture
    rng = random(seed, 801)
    streaks = np.zeros(layer.z.shape, np.float32)
    slant = 0.12 + 0.25 * stage.air.wind
    for count, length, strength in ((900, 0.035, 0.10), (420, 0.07, 0.16), (130, 0.13, 0.2)):
        x = rng.uniform(-0.2, 1.1, count) * view.width
        y = rng.uniform(-0.1, 1.0, count) * view.height
        size = length * view.unit * rng.uniform(0.7, 1.3, count)
        lines = np.stack([np.stack([x, y], -1), np.stack([x + size * slant, y + size], -1)], 1)
        thick = max(1, round(view.unit * length * 0.022))
        plane: Gray = np.zeros_like(streaks)
        cv2.polylines(plane, list(np.round(lines * 8).astype(np.int32)), False, strength, thick, cv2.LINE_8, 3)
        streaks += plane
    soft = blur(streaks, 0.5 + view.unit / 1400)
    tone = stage.veil.mean(0) * 0.5 + 0.42 * (0.4 + stage.air.ambient)
    layer.colour[:] = mix(
        layer.colour, np.broadcast_to(tone, layer.colour.shape).astype(np.float32), np.clip(soft * 1.6, 0, 0.6)
    )


def _snow(stage: Stage, seed: int) -> None:
    """Flakes of three sizes, the near ones soft and large."""
    view, layer = stage.view, stage.picture
    rng = random(seed, 802)
    for count, size, soft, strength in ((900, 0.0016, 0.3, 0.75), (260, 0.0034, 0.9, 0.8), (60, 0.0075, 2.6, 0.6)):
        plane = np.zeros(layer.z.shape, np.float32)
        radius = size * view.unit
        for x, y, r in zip(
            rng.random(count) * view.width, rng.random(count) * view.height, rng.uniform(0.6, 1.4, count), strict=True
        ):
            cv2.circle(plane, (int(x * 8), int(y * 8)), max(3, int(radius * r * 8)), 1.0, -1, cv2.LINE_8, 3)
        plane = blur(plane, soft * view.unit / 576 + 0.2) * strength
        white = np.array([0.97, 0.98, 1.0], np.float32) * np.clip(stage.air.ambient.mean() + 0.42, 0, 1)
        layer.colour[:] = mix(
            layer.colour, np.broadcast_to(white, layer.colour.shape).astype(np.float32), np.clip(plane, 0, 0.9)
        )


def _flakes(stage: Stage, seed: int, colours: tuple[str, ...], count: int) -> None:
    """Leaves or petals in the wind."""
    view, layer = stage.view, stage.picture
    rng = random(seed, 803)
    turn = np.linspace(0, 2 * np.pi, 7, endpoint=False)
    light = stage.air.ambient * 0.8 + stage.air.key * 0.5
    for k, code in enumerate(colours):
        centre = rng.random((count // len(colours), 1, 2)) * (view.width, view.height)
        size = rng.uniform(0.002, 0.0065, (len(centre), 1)) * view.unit
        angle = rng.uniform(0, np.pi, (len(centre), 1))
        x, y = np.cos(turn) * size, np.sin(turn) * size * 0.5
        shape = np.stack([x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle)], -1) + centre
        tone = tuple(float(c) for c in hexcode(code) * light * (1 + 0.1 * k))
        cv2.fillPoly(layer.colour, list(np.round(shape * 8).astype(np.int32)), tone, cv2.LINE_8, 3)


def _sparks(stage: Stage, seed: int, count: int, code: str, rows: tuple[float, float], size: float) -> None:
    """Small lights that float in the air."""
    view, layer = stage.view, stage.picture
    rng = random(seed, 804)
    plane = np.zeros(layer.z.shape, np.float32)
    for x, y, r in zip(rng.random(count), rng.uniform(*rows, count), rng.uniform(0.3, 1.2, count), strict=True):
        radius = max(4, int(size * view.unit * r * 8))
        cv2.ellipse(
            plane,
            (int(x * view.width * 8), int(y * view.height * 8)),
            (radius, int(radius * 1.2)),
            0,
            0,
            360,
            1.0,
            -1,
            cv2.LINE_8,
            3,
        )
    glow = blur(plane, 0.6) + blur(plane, view.unit / 60) * 2.2
    layer.colour += hexcode(code) * np.clip(glow, 0, 1.2)[..., None]


def _fireworks(sky: RGB, stage: Stage, seed: int) -> RGB:
    """Bursts of falling trails over the horizon."""
    view = stage.view
    rng = random(seed, 805)
    out = np.zeros_like(sky)
    for code in ("#ff5a5a", "#ffd257", "#6fd0ff", "#c58cff", "#8af0a0", "#ffffff"):
        cx, cy = rng.uniform(0.12, 0.88) * view.width, rng.uniform(0.10, 0.5) * view.cy
        n = 46
        angle = rng.uniform(0, 2 * np.pi, (n, 1))
        reach = view.unit * rng.uniform(0.09, 0.16) * rng.uniform(0.6, 1, (n, 1))
        t = np.linspace(0.25, 1, 8)[None]
        trail = np.stack([cx + np.cos(angle) * reach * t, cy + np.sin(angle) * reach * t + reach * 0.35 * t * t], -1)
        cv2.polylines(
            out,
            list(np.round(trail * 8).astype(np.int32)),
            False,
            tuple(float(c) for c in hexcode(code)),
            max(1, round(view.unit / 420)),
            cv2.LINE_8,
            3,
        )
    out = blur(out, view.unit / 900 + 0.3) * 1.1 + blur(out, view.unit / 60) * 0.9
    return np.asarray(sky + out, np.float32)


def waterfall(stage: Stage, site: Site, seed: int) -> None:
    """The fall itself: threads of white water down the notch, spray at its foot."""
    view, k = stage.view, site.side
    column, foot = view.project(k * 3, 0.0, 80)
    head = view.project(k * 3, 35, 80)[1]
    wide = 5.4 * view.focal / 80
    light = np.clip(stage.air.ambient * 0.85 + stage.air.key * 0.45, 0, 1.1)
    field = Field(seed + 31)
    for z, colour, rows, columns in _pixels(stage):
        _fall(field, light, (column, head, foot, wide), z, colour, rows, columns)


def _pixels(stage: Stage) -> Iterator[tuple[NDArray[np.float32], ...]]:
    """Strips of the picture: distances, colours to write to, and the pixels' rows and columns."""
    layer = stage.picture
    columns = np.arange(stage.view.width, dtype=np.float32)[None]
    every = np.arange(stage.view.height, dtype=np.float32)[:, None]
    for z, colour, rows in strips(layer.z, layer.colour, every):
        yield z, colour, *np.broadcast_arrays(rows, columns)


def _fall(
    field: Field, light: NDArray[np.float32], at: tuple[float, float, float, float],
    z: Gray, colour: RGB, rows: Gray, columns: Gray,
) -> None:  # fmt: skip
    """Some rows of a fall at (column, head, foot, half its width), in pixels."""
    column, head, foot, wide = at
    t = np.clip((rows - head) / (foot - head), 0, 1)
    u = (columns - column) / (wide * (0.7 + 0.5 * t))
    threads = field.fbm(u * 3.5, t * 1.4, 5, 0.6)
    body = smoothstep(1.0, 0.55, np.abs(u) + (threads - 0.5) * 0.8) * ((rows > head) & (rows < foot + 2))
    white = (0.68 + 0.42 * threads)[..., None] * light
    colour[:] = mix(colour, white.astype(np.float32), np.clip(body * (0.72 + 0.35 * threads), 0, 0.97) * (z > 60))
    r = np.hypot((columns - column) / (wide * 2.6), (rows - foot) / (wide * 0.9))
    spray = np.exp(-r * r) * (0.55 + 0.5 * field.fbm(columns / wide, rows / wide, 4, salt=6))
    colour[:] = mix(colour, np.asarray(light * 0.97, np.float32), np.clip(spray, 0, 0.8))


def lava(stage: Stage, site: Site, seed: int) -> None:
    """A glowing crater, streams down the flanks, and a plume lit from below."""
    view, field = stage.view, Field(seed + 41)
    column, crater = view.project(site.side * 160, 905, 2980)
    unit = view.focal * 100 / 3000
    for z, colour, rows, columns in _pixels(stage):
        x, y = (columns - column) / unit, (rows - crater) / unit
        _streams(field, z, colour, x, y)
        _plume(field, stage.air, site.side, z, colour, x, y)


def _streams(field: Field, z: Gray, colour: RGB, x: Gray, y: Gray) -> None:
    """Molten streams; (x, y) hundreds of metres from the crater, down."""
    on_cone = (z > 1500) & (z < 5000)
    heat = np.zeros_like(x)
    for lane, width in ((-0.55, 0.20), (0.25, 0.26), (0.85, 0.16), (-1.3, 0.13)):
        bend = lane * (0.35 + np.clip(y, 0, 9) * 0.42) + (field.fbm(y * 0.5 + lane * 7, y * 0, 3) - 0.5) * 1.7
        heat = np.maximum(heat, np.exp(-(((x - bend) / width) ** 2)) * smoothstep(8.5, 2.0, y) * (y > -0.4))
    crust = field.fbm(x * 2.4, y * 2.4, 4)
    heat = heat * on_cone * (0.55 + 0.8 * crust)
    fire = ramp(np.clip(heat, 0, 1), [(0, "#3a0a06"), (0.35, "#c8280a"), (0.7, "#ff8a1e"), (1, "#fff0a0")])
    colour[:] = mix(colour, fire, np.clip(heat * 1.6, 0, 1))


def _plume(field: Field, air: Air, k: float, z: Gray, colour: RGB, x: Gray, y: Gray) -> None:
    """Smoke that drifts off, lit from below, and the fountain in the crater."""
    night = 0.45 + 0.55 * air.lamps
    plume_x = x + np.clip(-y, 0, None) ** 1.2 * 0.16 * k
    wide = 0.8 + np.clip(-y, 0, None) * 0.42
    puff = field.fbm(plume_x * 0.8, y * 0.8, 5, 0.58, salt=3)
    smoke = (
        smoothstep(0.28, 0.62, puff * 1.25 * np.exp(-((plume_x / wide) ** 2) * 0.8))
        * smoothstep(0.4, -0.6, y)
        * (z > 2600)
    )
    under = np.exp(np.clip(y, None, 0) * 0.42)
    grey = hexcode("#5d5358") * (air.ambient + 0.25) * (0.6 + 0.7 * puff)[..., None]
    lit = grey + hexcode("#ff6a24") * (under * night * (0.35 + 0.8 * puff))[..., None]
    colour[:] = mix(colour, lit.astype(np.float32), smoke * 0.92)
    fountain = (
        np.exp(-((x / 0.5) ** 2) - np.clip(-y, 0, None) ** 2 * 0.25)
        * (y < 0.35)
        * smoothstep(0.35, 0.65, field.fbm(x * 4, y * 2, 4, salt=8))
    )
    halo = np.exp(-np.hypot(x, y) * 0.75)
    colour += hexcode("#ffb050") * fountain[..., None] + hexcode("#ff5a1e") * (halo * 0.6 * night)[..., None]
