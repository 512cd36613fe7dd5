"""Things that stand in scenes: lit sprites, still lifes and portraits, modelled as solids and sphere traced."""

from __future__ import annotations

from importlib import import_module

from app.providers.local.plate import Camera, Plate
from app.providers.local.things.catalogue import ROOM_OF, THINGS
from app.providers.local.things.sprite import Light, Sprite, Trait

__all__ = ["THINGS", "Light", "Sprite", "Trait", "draw_portrait", "draw_table", "draw_thing"]


def draw_thing(key: str, height: int, light: Light, seed: int, words: frozenset[str] = frozenset()) -> Sprite:
    """The thing of a trait's key, its box `height` pixels tall; colours and age from the prompt's words.

    Raises KeyError for a key no trait has.
    """
    room = import_module(f"{__name__}.{ROOM_OF[key]}")
    stage = import_module(f"{__name__}.stage")
    solids, pose = room.build(key, words, seed)
    sprite: Sprite = stage.draw(solids, max(height, 4), light, pose)
    return sprite


def draw_table(
    items: tuple[str, ...], width: int, height: int, seed: int, light_words: frozenset[str], camera: Camera
) -> Plate:
    """A still life on a table by a window, traced at the plate's size; items no trait knows are left out, and
    nothing left means a jug and lemons."""
    table = import_module(f"{__name__}.table")
    plate: Plate = table.draw(items, width, height, seed, light_words, camera)
    return plate


def draw_portrait(
    kind: str, width: int, height: int, seed: int, words: frozenset[str], light: Light, camera: Camera
) -> Plate:
    """A close view of a person or an animal before a soft background; an unknown kind gives a woman."""
    portrait = import_module(f"{__name__}.portrait")
    plate: Plate = portrait.draw(kind, width, height, seed, words, light, camera)
    return plate
