"""The scene: what a prompt asks to see, in the few words that the composer understands."""

from __future__ import annotations

import msgspec

TIMES = ("dawn", "sunrise", "morning", "day", "golden", "sunset", "dusk", "blue", "night")
"""Times of day, in the order of the day; `blue` is the blue hour."""
WEATHERS = ("clear", "cloudy", "overcast", "fog", "rain", "storm", "snow", "wind")
SEASONS = ("spring", "summer", "autumn", "winter")
PLACES = (
    "coast", "sea", "beach", "island", "harbour", "lake", "river", "waterfall", "mountains", "hills", "valley",
    "meadow", "field", "desert", "canyon", "forest", "jungle", "village", "city", "street", "garden", "arctic",
    "volcano", "space", "underwater", "room",
)  # fmt: skip


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of thing in the scene: its key in the things' table, how many, and its own adjectives."""

    key: str
    count: int = 1
    words: frozenset[str] = frozenset()


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """What to draw. Empty `time`, `weather`, `season` or `place` leave the choice to the composer.

    `kind` is `landscape`, `table` (a still life) or `portrait`. `features` are extras that places know: `rainbow`,
    `aurora`, `moon`, `stars`, `path`, `bridge`, `lavender`, `tulips`… `words` are the prompt's colours and
    adjectives. `salt` tells two prompts apart of which nothing could be read.
    """

    kind: str = "landscape"
    time: str = ""
    weather: str = ""
    season: str = ""
    place: str = ""
    items: tuple[Item, ...] = ()
    features: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    salt: int = 0


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A prompt as it was understood: the scene, the content words drawn and those that could not be."""

    scene: Scene
    drawn: tuple[str, ...]
    undrawn: tuple[str, ...]
