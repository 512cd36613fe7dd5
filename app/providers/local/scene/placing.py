"""Setting plants and things into the landscape: where they stand, how large they look, what shadow they cast."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import blur, random
from app.providers.local.scene.land import Grove, Land, Site, Spot
from app.providers.local.scene.mood import Air
from app.providers.local.scene.sheet import area
from app.providers.local.scene.spec import Item
from app.providers.local.scene.stage import Layer, Stage, Standing, packed, paste
from app.providers.local.scene.trees import tree
from app.providers.local.scene.view import View
from app.providers.local.things import THINGS, draw_thing
from app.providers.local.things.sprite import Light, Sprite, Trait, Triple

Row = tuple[float, Callable[[], None]]
TRAITS: dict[str, Trait] = {trait.key: trait for trait in THINGS}
GROWN = frozenset({"tree", "pine", "palm", "blossom", "birch", "willow", "bare"})
_TALL = {"tree": 10.5, "pine": 13.0, "palm": 10.0, "blossom": 8.5, "birch": 12.0, "willow": 10.0, "bare": 10.0}
_VARIANTS = 4
_FITS = 0.56
_HERO = 0.38
_HERO_TREE = 0.56
_HERO_SMALL = 0.26


def light_of(air: Air) -> Light:
    """The landscape's light as things take it."""
    return Light(toward=air.toward, key=triple(air.key * 1.08), ambient=triple(air.ambient * 1.05), lamps=air.lamps)


def triple(colour: NDArray[np.float32]) -> Triple:
    r, g, b = (float(c) for c in colour)
    return r, g, b


def ground_at(land: Land, x: float, z: float) -> float:
    return float(land.height(np.full((1, 1), x, np.float32), np.full((1, 1), z, np.float32))[0, 0])


class _Nursery:
    """Tree sprites of a few sizes, so that a wood of hundreds draws each only once."""

    def __init__(self, kind: str, season: str, light: Light, seed: int) -> None:
        self._kind, self._season, self._light, self._seed = kind, season, light, seed
        self._made: dict[tuple[int, int], Sprite] = {}

    def get(self, variant: int, pixels: float) -> Sprite:
        """A sprite at least as tall as asked, from a ladder of sizes that grow by half."""
        step = int(np.ceil(np.log(max(pixels, 6) / 6) / np.log(1.5)))
        if (variant, step) not in self._made:
            height = round(6 * 1.5**step)
            if height >= 100:
                sprite = tree(self._kind, min(height, 420), self._light, self._season, self._seed * 7 + variant)
            else:
                sprite = _smaller(self._large(variant), height)
            self._made[variant, step] = packed(sprite)
        return self._made[variant, step]

    def _large(self, variant: int) -> Sprite:
        if (variant, -1) not in self._made:
            self._made[variant, -1] = tree(self._kind, 110, self._light, self._season, self._seed * 7 + variant)
        return self._made[variant, -1]


def _smaller(sprite: Sprite, height: int) -> Sprite:
    width = max(2, round(sprite.width * height / sprite.height))
    weighted = sprite.colour * sprite.alpha[..., None]
    size = (width, height)
    colour, alpha, relief, normal = (area(a, size) for a in (weighted, sprite.alpha, sprite.relief, sprite.normal))
    colour /= np.maximum(alpha, 1e-3)[..., None]
    return Sprite(colour=colour, alpha=alpha, relief=relief, normal=normal, anchor=sprite.anchor)


def planted(site: Site, land: Land, view: View, light: Light, seed: int) -> list[Standing]:
    """Every tree of the land's groves."""
    out: list[Standing] = []
    for number, grove in enumerate(land.groves):
        out += _grove(site, land, view, light, grove, seed + number * 101)
    return out


def _grove(site: Site, land: Land, view: View, light: Light, grove: Grove, seed: int) -> list[Standing]:
    rng = random(seed, 501)
    n = grove.count * 4
    z = np.exp(rng.uniform(np.log(grove.near), np.log(grove.far), (1, n))).astype(np.float32)
    z = np.where(rng.random((1, n)) < 0.5, z, rng.uniform(grove.near, grove.far, (1, n))).astype(np.float32)
    x = (rng.uniform(-0.08, 1.08, (1, n)) * view.width - view.cx).astype(np.float32) * z / view.focal
    y = land.height(x, z)
    chance, size = rng.random((1, n)), rng.uniform(0.7, 1.25, n)
    keep = np.nonzero((chance < grove.where(x, y, z))[0] & (y[0] > 0 if land.water else True))[0][: grove.count]
    nursery = _Nursery(grove.kind, site.season, light, seed % 9973)
    out = []
    for i in keep:
        pixels = grove.tall * float(size[i]) * view.focal / float(z[0, i])
        if pixels >= 2.5:
            sprite = nursery.get(int(i) % _VARIANTS, pixels)
            out.append(
                Standing(
                    sprite,
                    float(x[0, i]),
                    float(y[0, i]) - (0.24 * grove.tall if z[0, i] > 100 and grove.kind == "leafy" else 0.15),
                    float(z[0, i]),
                    pixels,
                )
            )
    return out


class _Workshop:
    """Sprites of things: of many alike, three are drawn and then reused smaller."""

    def __init__(self, site: Site, light: Light, seed: int) -> None:
        self._season, self._light, self._seed = site.season, light, seed
        self._made: dict[tuple[str, frozenset[str], int], Sprite] = {}

    def get(self, item: Item, height: int, nth: int) -> Sprite:
        """A sprite at least about as tall as asked."""
        key = (item.key, item.words, nth % 3)
        made = self._made.get(key)
        if made is None or made.height < height * 0.8:
            made = packed(self._draw(item, height, self._seed + nth % 3))
            self._made[key] = made
        return made

    def _draw(self, item: Item, height: int, seed: int) -> Sprite:
        if item.key in GROWN:
            return tree(item.key, height, self._light, self._season, seed)
        return draw_thing(item.key, height, self._light, seed, item.words)


def things(site: Site, land: Land, view: View, light: Light, seed: int) -> list[Standing]:
    """The prompt's things in their spots, heroes first."""
    used: dict[str, int] = {}
    out: list[Standing] = []
    workshop = _Workshop(site, light, seed)
    for item in sorted(site.scene.items, key=lambda i: i.key != "bridge"):
        for nth in range(min(item.count, 8)):
            deck = _deck(item, out, view)
            spot = deck or _spot(land, item, used)
            if spot is not None:
                standing = _stand(workshop, land, view, item, spot, nth)
                if standing is not None:
                    out.append(standing)
    return out


def _belongs(item: Item, land: Land) -> str:
    if item.key in GROWN:
        return "ground"
    trait = TRAITS[item.key]
    if trait.place == "water" and not land.water:
        return "air" if trait.kind == "animal" else "ground"
    return "ground" if trait.place == "table" else trait.place


def _deck(item: Item, out: list[Standing], view: View) -> Spot | None:
    """Vehicles, people and animals cross the bridge if there is one."""
    bridge = next((s for s in out if s.key == "bridge"), None)
    if bridge is None or item.key in GROWN or TRAITS[item.key].kind not in ("vehicle", "person", "animal"):
        return None
    crossing = sum(s.key != "bridge" and s.z == bridge.z for s in out)
    u = (view.cx + view.focal * bridge.x / bridge.z) / view.width + 0.09 * crossing
    return Spot(u=u, z=bridge.z, y=bridge.y + 0.84 * bridge.pixels * bridge.z / view.focal)


def _spot(land: Land, item: Item, used: dict[str, int]) -> Spot | None:
    belongs = _belongs(item, land)
    spots = land.spots_for(belongs)
    nth = used.get(belongs, 0)
    used[belongs] = nth + 1
    return spots[nth] if nth < len(spots) else None


def _stand(workshop: _Workshop, land: Land, view: View, item: Item, spot: Spot, nth: int) -> Standing | None:
    belongs = _belongs(item, land)
    tall = size_of(item)
    tall, z = _scaled(land, view, item, tall, spot, belongs)
    if belongs == "ground":
        z = _inside(land, view, spot, z)
    x = _across(land, view, spot, z)
    pixels = tall * view.focal / z
    if belongs == "air":
        rise = (spot.y or 0.3) * view.cy
        y = view.eye + (rise - pixels * 0.5) * z / view.focal
    else:
        y = spot.y if spot.y is not None else _footing(land, x, z, tall if item.key not in GROWN else 0)
        y = 0.0 if belongs == "water" else max(y, 0.0 if land.water else y)
    if belongs == "ground":
        pixels = min(pixels, max(view.project(x, y, z)[1] - 0.035 * view.height, 0.2 * view.unit))
    if pixels < 2:
        return None
    height = int(min(max(pixels, 8), 640))
    return Standing(workshop.get(item, height, nth), x, y, z, pixels, belongs != "air", item.key)


def _scaled(land: Land, view: View, item: Item, tall: float, spot: Spot, belongs: str) -> tuple[float, float]:
    """Height in metres and distance: tall things step back until they fit, small ones come near, heroes grow."""
    z = spot.z
    hero = spot is land.spots_for(belongs)[0]
    zoomless = land.focal * view.unit
    if belongs == "air":
        return tall, min(z, max(24.0, tall * 12)) if tall < 4 else z
    if spot.y is not None:
        return tall, z
    small = tall < 4 and item.key not in GROWN
    if small and belongs == "ground":
        z = min(z, max(tall * 5.5, land.near * 1.6))
    share = tall * zoomless / z / view.unit
    if share > _FITS and not land.pinned:
        return tall, z * share / _FITS
    if share > _FITS:
        return tall * _FITS / share, z
    wanted = _HERO_TREE if item.key in GROWN else (_HERO_SMALL if small else _HERO)
    if hero and share < wanted:
        tall *= min(wanted / share, 2.4 if small else 1.9)
    return tall, z


def _across(land: Land, view: View, spot: Spot, z: float) -> float:
    """World x of a spot at a distance: where the terrain was laid out for it, or by its place in the frame."""
    if land.pinned and spot not in land.in_air:
        return (spot.u - 0.5) * (4 / 3) / land.focal * z
    return view.at(spot.u, z)


def _inside(land: Land, view: View, spot: Spot, z: float) -> float:
    """The distance from which the foot of a thing is inside the frame."""
    for _ in range(14):
        x = _across(land, view, spot, z)
        if view.project(x, ground_at(land, x, z), z)[1] < 0.93 * view.height:
            break
        z *= 1.2
    return z


def _footing(land: Land, x: float, z: float, tall: float) -> float:
    """Ground level for a base as wide as the thing: the lowest of three points under it, within reason."""
    wide = min(tall * 0.3, 9.0)
    middle = ground_at(land, x, z)
    return max(middle - 0.06 * tall, min(ground_at(land, x + dx, z) for dx in (-wide, 0.0, wide)))


def size_of(item: Item) -> float:
    """Metres, as the prompt's adjectives would have it."""
    tall = _TALL[item.key] if item.key in GROWN else TRAITS[item.key].tall
    if item.words & {"small", "little", "tiny", "young"}:
        return tall * 0.7
    return tall * (1.3 if item.words & {"big", "large", "huge", "giant", "tall", "great"} else 1.0)


def cast(stage: Stage, standing: Standing) -> None:
    """The thing's soft shadow on the ground, thrown away from the light and flattened by the view."""
    view, air, sprite = stage.view, stage.air, standing.sprite
    strength = float(np.clip(air.key.mean() * 0.62, 0, 0.55)) * (1 - 0.6 * air.grey)
    if not standing.grounded or standing.pixels < 0.025 * view.unit or strength < 0.05:
        return
    column, row = view.project(standing.x, standing.y, standing.z)
    scale = standing.pixels / sprite.height
    squash = float(np.clip((view.eye - standing.y + 1.5) / standing.z * 2.2, 0.05, 0.5))
    shear = -air.toward[0] / max(air.toward[1], 0.25) * 0.9
    ax, ay = sprite.anchor[0] * sprite.width, sprite.anchor[1] * sprite.height
    soft = 0.6 + standing.pixels * 0.012
    throw, pad = shear * scale * ay, 3 * soft + 2
    left = max(0, int(column - scale * ax + min(throw, 0) - pad))
    right = min(view.width, int(column + scale * (sprite.width - ax) + max(throw, 0) + pad))
    top, bottom = max(0, int(row - pad)), min(view.height, int(row + scale * squash * ay + pad))
    if left >= right or top >= bottom:
        return
    matrix = np.array(
        [
            [scale, -shear * scale, column - left - scale * ax + throw],
            [0, -scale * squash, row - top + scale * squash * ay],
        ],
        np.float32,
    )
    alpha = sprite.alpha.astype(np.float32)
    cover = cv2.warpAffine(alpha, matrix, (right - left, bottom - top), flags=cv2.INTER_LINEAR)
    zone = (slice(top, bottom), slice(left, right))
    near = np.abs(np.log(np.maximum(stage.picture.z[zone], 0.1) / standing.z)) < 0.5
    shade = blur(np.asarray(cover, np.float32), soft) * near * strength
    if stage.wet is not None:
        shade = shade * (1 - 0.85 * stage.wet[zone])
    stage.picture.colour[zone] *= 1 - shade[..., None]


def draw_standing(stage: Stage, layer: Layer, crowd: list[Standing], rows: tuple[Row, ...] = ()) -> None:
    """Back to front; `rows` of grass and flowers come between by their distance."""
    steps: list[tuple[float, Callable[[], None]]] = [(s.z, partial(paste, stage, layer, s)) for s in crowd]
    steps += rows
    for _, draw in sorted(steps, key=lambda step: -step[0]):
        draw()
