"""What words imply: a sailboat wants water, stars want night, snow wants winter."""

from __future__ import annotations

import msgspec

from app.providers.local.scene.spec import Item, Scene
from app.providers.local.things.catalogue import THINGS
from app.providers.local.things.sprite import Trait

_RANK = (
    "room", "space", "underwater", "volcano", "waterfall", "harbour", "street", "city", "arctic", "lake", "island", "beach",
    "coast", "river", "canyon", "jungle", "forest", "village", "garden", "desert", "field", "meadow", "valley", "hills", "mountains", "sea",
)  # fmt: skip
_PAIRS = (
    (frozenset({"village", "sea"}), "harbour"), (frozenset({"village", "coast"}), "harbour"), (frozenset({"city", "harbour"}), "city"),
    (frozenset({"village", "beach"}), "harbour"), (frozenset({"mountains", "sea"}), "lake"), (frozenset({"island", "lake"}), "lake"),
    (frozenset({"meadow", "mountains"}), "mountains"), (frozenset({"field", "mountains"}), "mountains"),
    (frozenset({"forest", "mountains"}), "mountains"),
)  # fmt: skip
_HOMES = {
    "lighthouse": "coast", "whale": "sea", "dolphin": "sea", "fish": "underwater", "turtle": "underwater", "jellyfish": "underwater",
    "octopus": "underwater", "shark": "underwater", "cactus": "desert", "camel": "desert", "pyramid": "desert", "penguin": "arctic",
    "polar-bear": "arctic", "astronaut": "space", "rocket": "space", "deer": "forest", "stag": "forest", "mushroom": "forest",
    "fox": "forest", "owl": "forest", "bear": "forest", "car": "street", "tram": "street", "bicycle": "street", "windmill": "field",
    "barn": "field", "torii": "lake", "pagoda": "garden", "elephant": "field", "bridge": "river", "castle": "hills", "church": "village",
    "house": "village", "cottage": "meadow", "balloon": "valley", "tree": "field", "palm": "beach", "robot": "street", "train": "hills",
}  # fmt: skip
_FLOWERY = {"lavender": "field", "tulips": "field", "sunflowers": "field", "poppies": "field", "wheat": "field", "rice": "field",
            "vines": "field", "blossom": "river", "path": "meadow", "flowers": "meadow", "pines": "forest", "birches": "forest",
            "palm": "beach", "lava": "volcano", "waterfall": "waterfall", "fireworks": "city"}  # fmt: skip
PORTRAITS = frozenset({"person", "woman", "man", "child", "girl", "boy", "old-man", "old-woman", "king", "queen", "cat", "dog", "owl",
                       "fox", "horse", "robot", "astronaut", "rabbit", "lion", "wolf", "bear", "tiger", "bird", "deer"})  # fmt: skip
_TRAITS: dict[str, Trait] = {trait.key: trait for trait in THINGS}
_NIGHTLY = frozenset({"stars", "milkyway", "aurora", "moon", "fireflies", "fireworks"})


def settle(scene: Scene, places: frozenset[str]) -> Scene:
    """The scene with what its own words imply, where they leave it open."""
    scene = _with(scene, place=_place(scene, places))
    scene = _kind(scene)
    time = scene.time
    if not time and scene.features & _NIGHTLY:
        time = "night"
    season = scene.season
    if not season and scene.weather == "snow":
        season = "winter"
    if not season and scene.features & {"blossom", "tulips"}:
        season = "spring"
    weather = scene.weather
    if "rainbow" in scene.features and weather in ("", "rain"):
        weather = "cloudy"
    return _with(scene, time=time, season=season, weather=weather)


def _with(scene: Scene, **changes: object) -> Scene:
    return msgspec.structs.replace(scene, **changes)


def _place(scene: Scene, places: frozenset[str]) -> str:
    """The place that the words agree on: a pair with a name of its own, else the most telling word."""
    keys = [item.key for item in scene.items]
    for pair, place in _PAIRS:
        if pair <= places:
            return place
    if places == {"sea"} and "lighthouse" in keys:
        return "coast"
    if places:
        return min(places, key=_RANK.index)
    for feature, place in _FLOWERY.items():
        if feature in scene.features:
            return place
    if scene.kind != "landscape":
        return ""
    return _home(scene, keys)


def _home(scene: Scene, keys: list[str]) -> str:
    """Where the first thing that has a home lives."""
    for key in keys:
        if key in _HOMES and not (key in PORTRAITS and len(keys) == 1 and not scene.weather and not scene.time):
            return _HOMES[key]
        trait = _TRAITS.get(key)
        if trait is not None and trait.place == "water":
            return "sea"
    return ""


def _kind(scene: Scene) -> Scene:
    """Still lifes and portraits: asked for by name, or things that have no landscape around them."""
    keys = [item.key for item in scene.items]
    traits = [_TRAITS[key] for key in keys if key in _TRAITS]
    tabled = any(t.place == "table" for t in traits)
    living = [t for t in traits if t.kind in ("animal", "person")]
    if scene.kind == "table":
        return scene if not scene.place or scene.place == "room" or tabled else _with(scene, kind="landscape")
    if scene.kind == "portrait" and (living or not traits):
        return scene
    if scene.place in ("", "room") and tabled and not living:
        return _with(scene, kind="table")
    alone = len(traits) == 1 and len(living) == 1 and scene.items[0].count == 1 and not scene.features
    if alone and not scene.place and not scene.weather and living[0].key in PORTRAITS:
        return _with(scene, kind="portrait")
    return _with(scene, kind="landscape")


_FURNITURE: dict[str, tuple[tuple[str, int], ...]] = {
    "village": (("house", 3), ("church", 1), ("cottage", 3), ("house", 4), ("cottage", 4)),
    "harbour": (("house", 4), ("fishing-boat", 2), ("rowing-boat", 2), ("house", 6), ("sailboat", 2), ("church", 1), ("cottage", 3)),
    "underwater": (("fish", 7),),
}


def furnished(scene: Scene) -> Scene:
    """The scene with what its place cannot be without, after what the prompt named."""
    extra = _FURNITURE.get(scene.place, ())
    if any(_TRAITS.get(i.key) and _TRAITS[i.key].place != "ground" for i in scene.items) and scene.place == "underwater":
        extra = ()
    added = tuple(Item(key=key, count=count) for key, count in extra if key in _TRAITS)
    kept = tuple(i for i in scene.items if not (i.key in _TRAITS and _TRAITS[i.key].kind == "plant" and _TRAITS[i.key].place == "table"))
    return _with(scene, items=(*kept, *added))
