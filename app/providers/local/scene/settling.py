"""What words imply: a sailboat wants water, stars want night, snow wants winter."""

from __future__ import annotations

import msgspec

from app.providers.local.scene.lexicon import table, words
from app.providers.local.scene.spec import Item, Scene
from app.providers.local.things.catalogue import THINGS
from app.providers.local.things.sprite import Trait

_RANK = list(
    table("""
x: room, space, underwater, volcano, waterfall, harbour, street, city, arctic, lake, island, beach, coast, river
x: canyon, jungle, forest, village, garden, desert, field, meadow, valley, hills, mountains, sea
""")
)
_PAIRS = {
    frozenset(pair.split()): place
    for pair, place in table("""
canyon: canyon river, canyon desert
harbour: sea village, coast village, beach village
city: city harbour
lake: mountains sea, island lake
mountains: meadow mountains, field mountains, forest mountains
""").items()
}
_HOMES = table("""
coast: lighthouse
sea: whale, dolphin
underwater: fish, turtle, jellyfish, octopus, shark
desert: cactus, camel, pyramid
arctic: penguin, polar-bear
space: astronaut, rocket
forest: deer, stag, mushroom, fox, owl, bear
street: car, tram, bicycle, robot
field: windmill, barn, elephant, tree
lake: torii
garden: pagoda
river: bridge
hills: castle, train
village: church, house
meadow: cottage
valley: balloon
beach: palm
""")
_FLOWERY = table("""
field: lavender, tulips, sunflowers, poppies, wheat, rice, vines
river: blossom
meadow: path, flowers
forest: pines, birches
beach: palm
volcano: lava
waterfall: waterfall
city: fireworks
""")
PORTRAITS = words("""
astronaut bear bird boy cat child deer dog fox girl horse king lion man old-man old-woman owl person queen
rabbit robot tiger wolf woman
""")
_TRAITS: dict[str, Trait] = {trait.key: trait for trait in THINGS}
_NIGHTLY = frozenset({"stars", "milkyway", "aurora", "moon", "fireflies", "fireworks"})


def settle(scene: Scene, places: frozenset[str]) -> Scene:
    """The scene with what its own words imply, where they leave it open."""
    scene = _with(scene, place=_place(scene, places))
    scene = _sown(scene)
    if "jungle" in places:
        scene = _with(scene, features=scene.features | {"lush"})
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


_CROPS = table("""
sunflowers: sunflower, sunflowers
tulips: tulip, tulips
flowers: rose, roses, daisy, vase
""")


def _sown(scene: Scene) -> Scene:
    """Flowers named in the open grow there instead of standing in a vase."""
    if scene.place not in ("field", "meadow", "garden", "hills", "valley", "mountains"):
        return scene
    grown = {_CROPS[i.key] for i in scene.items if i.key in _CROPS and i.count > 1}
    kept = tuple(i for i in scene.items if not (i.key in _CROPS and i.count > 1))
    return _with(scene, items=kept, features=scene.features | grown)


def _with(scene: Scene, **changes: object) -> Scene:
    return msgspec.structs.replace(scene, **changes)


def _place(scene: Scene, places: frozenset[str]) -> str:
    """The place that the words agree on: a pair with a name of its own, else the most telling word."""
    keys = [item.key for item in scene.items]
    for pair, place in _PAIRS.items():
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
    for key in sorted(keys, key=lambda k: k != "bridge"):
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
    "harbour": (
        ("house", 4),
        ("fishing-boat", 2),
        ("rowing-boat", 2),
        ("house", 6),
        ("sailboat", 2),
        ("church", 1),
        ("cottage", 3),
    ),
    "underwater": (("fish", 7),),
}


def furnished(scene: Scene) -> Scene:
    """The scene with what its place cannot be without, after what the prompt named."""
    extra = _FURNITURE.get(scene.place, ())
    if (
        any(_TRAITS.get(i.key) and _TRAITS[i.key].place != "ground" for i in scene.items)
        and scene.place == "underwater"
    ):
        extra = ()
    named = {item.key for item in scene.items}
    added = tuple(
        Item(key=key, count=count) for key, count in extra if key in _TRAITS and not (key in named and key == "church")
    )
    kept = tuple(
        i
        for i in scene.items
        if not (i.key in _TRAITS and _TRAITS[i.key].kind == "plant" and _TRAITS[i.key].place == "table")
    )
    return _with(scene, items=(*kept, *added))


def _in_vase(item: Item) -> bool:
    trait = _TRAITS.get(item.key)
    return trait is not None and trait.kind == "plant" and trait.place == "table"
