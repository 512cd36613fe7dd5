"""Every thing that can be drawn: its names, size and place."""

from __future__ import annotations

from app.providers.local.things.sprite import Kind, Place, Trait


def _trait(key: str, words: str, kind: Kind, tall: float, place: Place = "ground") -> Trait:
    return Trait(key=key, words=(key.replace("-", " "), *(w.strip() for w in words.split(",") if w.strip())), kind=kind,
                 tall=tall, place=place)


ROOMS: dict[str, tuple[Trait, ...]] = {
    "towers": (
        _trait("lighthouse", "beacon, light house", "building", 17),
    ),
    "air": (
        _trait("balloon", "hot-air balloon, hot air balloon, balloons", "air", 24, "air"),
    ),
}

THINGS: tuple[Trait, ...] = tuple(trait for room in ROOMS.values() for trait in room)
ROOM_OF: dict[str, str] = {trait.key: room for room, traits in ROOMS.items() for trait in traits}
