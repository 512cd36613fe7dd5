"""What the adjectives of a prompt do to a thing's colours."""

from __future__ import annotations

import numpy as np

from app.providers.local.things.pattern import ink
from app.providers.local.things.sprite import Triple

COLOURS: dict[str, str] = {
    "red": "#b8322a",
    "crimson": "#9c1f2e",
    "scarlet": "#c8281f",
    "orange": "#d9772b",
    "yellow": "#e2b537",
    "golden": "#c9962f",
    "gold": "#c9962f",
    "green": "#4a7a45",
    "emerald": "#1f7a58",
    "teal": "#2d7f80",
    "turquoise": "#3aa6a0",
    "blue": "#2f5f9e",
    "navy": "#22365e",
    "indigo": "#3a3b7c",
    "purple": "#6b4487",
    "violet": "#7a55a0",
    "pink": "#d98a9c",
    "rose": "#cf6f84",
    "brown": "#7a5236",
    "black": "#26262b",
    "white": "#efebe2",
    "grey": "#85878a",
    "gray": "#85878a",
    "silver": "#aeb4ba",
    "cream": "#ebdfc4",
    "beige": "#d6c4a2",
    "ginger": "#c9773a",
    "tabby": "#8d7758",
    "copper": "#b06a42",
    "bronze": "#8a6a3c",
    "wooden": "#8a6039",
    "stone": "#9a9488",
    "marble": "#e4e0d8",
    "brick": "#9a5442",
}
_WORN = frozenset({"old", "weathered", "rusty", "ruined", "abandoned", "ancient", "worn", "faded"})
_BRIGHT = frozenset({"bright", "colourful", "colorful", "vivid", "new"})


def named(words: frozenset[str]) -> list[str]:
    """Hex codes of the colours among the words, in the table's order."""
    return [code for name, code in COLOURS.items() if name in words]


def choose(words: frozenset[str], default: str, nth: int = 0) -> Triple:
    """The nth colour the words name, or the default; worn things fade, bright ones deepen."""
    found = named(words)
    return aged(ink(found[nth] if nth < len(found) else default), words)


def aged(colour: Triple, words: frozenset[str]) -> Triple:
    """A colour as the words' age would have it."""
    value = np.array(colour)
    middle = float(value.mean())
    if words & _WORN:
        value = 0.72 * (middle + 0.55 * (value - middle)) + 0.09
    elif words & _BRIGHT:
        value = np.clip(middle + 1.25 * (value - middle), 0, 1)
    r, g, b = (float(v) for v in value)
    return r, g, b
