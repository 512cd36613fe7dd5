"""From a scene to a plate: choose what the prompt left open, lay out the place, draw it back to front."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec
import numpy as np

from app.providers.local.numeric import blur, mix, random
from app.providers.local.plate import RGB, Camera, Gray, Plate
from app.providers.local.scene import (
    alpine,
    city,
    coasts,
    dwellings,
    highlands,
    lowlands,
    room,
    streams,
    weather,
    worlds,
)
from app.providers.local.scene.beam import sweep
from app.providers.local.scene.blades import blade_rows
from app.providers.local.scene.elsewhere import submerged, vacuum
from app.providers.local.scene.field import Field, forget
from app.providers.local.scene.finish import finished
from app.providers.local.scene.land import Land, Site, Surface
from app.providers.local.scene.lighting import hazed, misted, shaded, surface
from app.providers.local.scene.mood import Air, air
from app.providers.local.scene.placing import cast, draw_standing, light_of, planted, things
from app.providers.local.scene.settling import furnished
from app.providers.local.scene.sky import draw_sky
from app.providers.local.scene.spec import Item, Scene
from app.providers.local.scene.stage import Layer, Stage, Standing
from app.providers.local.scene.view import FAR, Hits, View, march, shade_along, striped
from app.providers.local.scene.water import foam, mirrored, still, water
from app.providers.local.strips import in_strips, strips
from app.providers.local.things import draw_portrait, draw_table

BUILDERS: dict[str, Callable[[Site], Land]] = {
    "coast": coasts.coast,
    "sea": coasts.sea,
    "beach": coasts.beach,
    "island": coasts.island,
    "harbour": coasts.harbour,
    "lake": alpine.lake,
    "mountains": alpine.mountains,
    "hills": highlands.hills,
    "valley": highlands.valley,
    "canyon": highlands.canyon,
    "volcano": highlands.volcano,
    "arctic": highlands.arctic,
    "meadow": lowlands.meadow,
    "field": lowlands.field,
    "desert": lowlands.desert,
    "river": streams.river,
    "waterfall": streams.waterfall,
    "forest": dwellings.forest,
    "jungle": dwellings.forest,
    "village": dwellings.village,
    "garden": dwellings.garden,
    "city": city.city,
    "street": city.street,
    "space": worlds.moonscape,
    "underwater": worlds.seabed,
}
_NIGHT_SKY = frozenset({"stars", "milkyway", "moon", "aurora"})
_WONDERS = {"volcano": weather.lava, "waterfall": weather.waterfall}
Flood = Callable[[RGB, list[Standing]], None]
"""Lays water over the land: what the sky mirrors, and what stands about."""
_ANY = ("coast", "lake", "mountains", "hills", "valley", "meadow", "river", "desert", "island", "beach")


def settled(scene: Scene, seed: int) -> Scene:
    """The scene with everything chosen that the prompt left open."""
    rng = random(seed, 11, scene.salt)
    place = scene.place or str(rng.choice(_ANY))
    time = scene.time or str(rng.choice(("morning", "day", "golden", "golden", "sunset", "dusk", "sunrise")))
    season = scene.season or ("winter" if scene.weather == "snow" else "summer")
    weather = scene.weather or ("cloudy" if rng.random() < 0.25 and not scene.features & _NIGHT_SKY else "")
    fields = {f: getattr(scene, f) for f in scene.__struct_fields__}
    return Scene(**{**fields, "place": place, "time": time, "season": season, "weather": weather})


def draw_plate(scene: Scene, width: int, height: int, seed: int, camera: Camera) -> Plate:
    """The scene as a lit picture with depth and normals, `height` by `width`; the same inputs give the same plate."""
    rng = random(seed, 12, camera.variant)
    side = 1.0 if rng.random() < 0.7 else -1.0
    sky_u = 0.5 - side * float(rng.uniform(0.08, 0.26))
    number = int(rng.integers(1 << 30))
    if scene.kind == "table":
        return draw_table(tuple(i.key for i in scene.items), width, height, seed, _light_words(scene), camera)
    scene = furnished(settled(scene, seed))
    mood = _air(scene, side, sky_u)
    if scene.kind == "portrait":
        sitter = scene.items[0] if scene.items else Item(key="woman", count=1)
        kind = f"old {sitter.key}" if "old" in sitter.words and sitter.key in ("man", "woman") else sitter.key
        return draw_portrait(kind, width, height, seed, scene.words | sitter.words, light_of(mood), camera)
    site = Site(scene=scene, season=scene.season, air=mood, field=Field(number), rng=rng, side=side)
    land = BUILDERS[_outside(scene, rng)](site)
    if site.has("calm", "rough"):
        land = msgspec.structs.replace(land, wave=land.wave * (2.4 if site.has("rough") else 0.35))
    land = msgspec.structs.replace(land, height=striped(land.height))
    view = framed(land, width, height, camera.zoom)
    site = msgspec.structs.replace(site, air=_in_frame(mood, view))
    stage = landscape(site, land, view, number)
    forget()
    return finished(stage, scene, site, camera, number)


def _in_frame(mood: Air, view: View) -> Air:
    """The sun or moon low enough to be seen whole."""
    return msgspec.structs.replace(mood, sun=(mood.sun[0], min(mood.sun[1], view.cy / view.focal - 0.085)))


def _light_words(scene: Scene) -> frozenset[str]:
    """What a still life needs to know of its hour: time, weather and season as words, and the adjectives."""
    return frozenset(w for w in (scene.time, scene.weather, scene.season) if w) | scene.words


def _outside(scene: Scene, rng: np.random.Generator) -> str:
    """The place to build; behind a window it is a landscape of the season."""
    if scene.place == "room":
        return str(rng.choice(("hills", "garden", "lake", "coast", "city")))
    return scene.place


def _air(scene: Scene, side: float, u: float) -> Air:
    base = air(scene.time, scene.weather, -side, u)
    if scene.features & _NIGHT_SKY and scene.weather == "":
        base = msgspec.structs.replace(base, clouds=0.15)
    if base.moon and scene.features & {"stars", "milkyway"} and "moon" not in scene.features:
        base = msgspec.structs.replace(base, moon=False, sun=(u, -0.4))
    if scene.place == "space":
        return vacuum(base, -side)
    return submerged(base) if scene.place == "underwater" else base


def framed(land: Land, width: int, height: int, zoom: float) -> View:
    """The camera: zoom moves in on the middle of the frame."""
    unit = min(height, width * 1.05)
    focal = land.focal * unit * zoom
    cy = (0.52 + (land.horizon - 0.52) * zoom) * height
    return View(width=width, height=height, focal=focal, cx=width / 2, cy=cy, eye=land.eye)


def landscape(site: Site, land: Land, view: View, seed: int) -> Stage:
    """Sky, land and water with all that stands on them."""
    mood = site.air
    sky = _backdrop(site, view, seed)
    forget()
    wet = land.water

    def ground(x: Gray, z: Gray) -> Gray:
        h = land.height(x, z)
        return np.maximum(h, 0) if wet else h

    hits = march(view, ground, land.near, land.far)
    s = surface(view, land, hits)
    veil = _veil(sky, view, mood, wet=site.scene.place == "underwater")
    stage = Stage(
        view,
        mood,
        1 / (1 / mood.range + (3 if site.scene.weather == "fog" else 1) / land.clarity),
        veil,
        Layer(sky, _zbuffer(hits), s.normal, False),
    )
    sky = weather.behind(stage, site, seed, sky)
    shadow = shade_along(land.height, s.x, s.y, s.z, mood.toward, 60.0)
    rows = partial(_land, site, land, stage.reach, veil)
    stage.picture.colour = in_strips(rows, s.x, s.y, s.z, s.normal, shadow, sky, hits.cover)
    s.normal[hits.cover < 0.5] = (0, 0, 1)
    flood = partial(_flood, stage, site, land, s, hits.cover) if land.water else None
    del s, hits, shadow
    _people(stage, site, land, flood, sky, seed)
    return stage


def _land(
    site: Site, land: Land, reach: float, veil: Gray,
    x: Gray, y: Gray, z: Gray, normal: RGB, lit: Gray, sky: RGB, cover: Gray,
) -> RGB:  # fmt: skip
    """Rows of the lit land in its air, with the sky where they leave it open."""
    mood, field, s = site.air, site.field, Surface(x=x, y=y, z=z, normal=normal)
    colour = shaded(land, mood, s, field, lit)
    if site.scene.place == "underwater":
        colour += mood.key * worlds.caustics(x, z, field)[..., None] * 0.4
    colour = hazed(colour, s, veil, reach)
    if land.mist and site.scene.time in ("dawn", "sunrise", "morning", "golden"):
        colour = misted(colour, s, veil, field, land.mist, max(land.eye * 0.35, 6))
    return mix(sky, colour, cover)


def _backdrop(site: Site, view: View, seed: int) -> RGB:
    """What is behind the land: a sky, space, or the depth of the sea."""
    if site.scene.place == "space":
        return worlds.cosmos(view, site, seed)
    if site.scene.place == "underwater":
        return worlds.depths(view, site, seed)
    return draw_sky(view, site.air, seed, site.scene.features)


def _people(stage: Stage, site: Site, land: Land, flood: Flood | None, sky: RGB, seed: int) -> None:
    """Everything that stands on the land, its reflections and shadows, and the weather before it."""
    place, view = site.scene.place, stage.view
    light = light_of(site.air)
    if land.walls:
        city.build(stage, site, land, seed)
        sky = stage.picture.colour.copy()
    crowd = planted(site, land, view, light, seed)
    placed = things(site, land, view, light, seed) if place != "room" else []
    crowd += placed
    if place in _WONDERS:
        _WONDERS[place](stage, site, seed)
    if flood:
        flood(sky, crowd)
    for standing in crowd:
        cast(stage, standing)
    draw_standing(stage, stage.picture, crowd, blade_rows(stage, site, land, seed))
    for standing in (s for s in placed if s.key == "lighthouse"):
        sweep(stage, standing)
    weather.before(stage, site, seed)
    if place == "room":
        room.furnish(stage, site, seed)


def _sunlit(stage: Stage) -> float:
    """Whether the sun or moon is clear of the land."""
    view, sun = stage.view, stage.air.sun
    row = int(np.clip(view.cy - view.focal * max(sun[1], 0.0) - 1, 0, view.height - 1))
    column = int(np.clip(sun[0] * view.width, 0, view.width - 1))
    reach = max(1, round(view.unit * 0.012))
    around = stage.picture.z[max(row - reach, 0) : row + 1, max(column - reach, 0) : column + reach + 1]
    return 0.35 + 0.65 * float((around >= FAR * 0.9).mean())


def _zbuffer(hits: Hits) -> Gray:
    return np.where(hits.cover > 0.5, hits.z, FAR).astype(np.float32)


def _veil(sky: RGB, view: View, mood: Air, *, wet: bool) -> Gray:
    """The haze's colour for every column: what the sky shows just above the horizon."""
    row = int(np.clip(view.cy - 0.02 * view.height, 0, view.height - 1))
    band = sky[max(row - 2, 0) : row + 1].mean(0)
    share = 1.0 if wet else 0.55
    band = blur(np.ascontiguousarray(band[None]), view.unit * 0.12)[0]
    return np.asarray(band * share + mood.haze * (1 - share), np.float32)


def _flood(stage: Stage, site: Site, land: Land, s: Surface, cover: Gray, sky: RGB, crowd: list[Standing]) -> None:
    """Lay water over what lies below its level."""
    view, layer = stage.view, stage.picture
    lift = 2 * view.focal * view.eye / 520 if land.walls == "city" else 0.0
    mirror = mirrored(view, land, layer.colour, sky, lift)
    draw_standing(stage, mirror, crowd)
    assert layer.normal is not None
    stage.wet = np.zeros_like(s.z)
    image = still(view, site.air, land, mirror.colour)
    del mirror
    pour = partial(water, view, land, site.air, site.field, image, _sunlit(stage))
    foamy = land.shore or site.air.wind > 0.55
    rows = np.arange(view.height, dtype=np.float32)[:, None]
    for across, up, row, x, y, z, part, colour, normal, wet in strips(
        *view.rays(), rows, s.x, s.y, s.z, cover, layer.colour, layer.normal, stage.wet
    ):
        under = (land.height(x, z) <= 0.02) & (part > 0) & (y < 0.4 + z * 0.0006)
        if not under.any():
            continue
        poured, sx, sz = pour(across, up, row)
        if foamy:
            poured = foam(view, land, site.air, site.field, poured, across, up)
        amount = 1 - np.exp(-((z / stage.reach) ** 0.85))
        poured = mix(poured, np.broadcast_to(stage.veil[None], poured.shape), amount * 0.85)
        wet[:] = under * part
        colour[:] = mix(colour, poured, wet)
        flat = np.stack([-sx, np.ones_like(sx), sz], -1)[under]
        normal[under] = flat / np.linalg.norm(flat, axis=-1, keepdims=True)
