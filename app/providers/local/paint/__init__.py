"""From a plate to a painted picture: one table of techniques, each a function of plate, look and seed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.providers.local.look import Look
from app.providers.local.plate import RGB, Plate

Paint = Callable[[Plate, Look, int], RGB]


class Technique(NamedTuple):
    """Where a technique lives ("module:function" under `paint`) and which factors of a Look it treats itself.

    `own` names factors among chroma, contrast, warmth, light, palette, grain and border; `paint` applies the others.
    """

    where: str
    own: frozenset[str] = frozenset()


INKS = frozenset({"palette"})
CANVAS = frozenset({"grain"})
SHEET = frozenset({"grain", "border"})
PRINT = INKS | SHEET
ALL = PRINT | {"chroma", "contrast", "warmth", "light"}

TECHNIQUES: dict[str, Technique] = {
    "photograph": Technique("painterly.plain:photograph", ALL),
    "plain": Technique("painterly.plain:photograph", ALL),
    "kuwahara": Technique("painterly.plain:kuwahara"),
    "oil": Technique("painterly.oils:oil", CANVAS),
    "impasto": Technique("painterly.oils:impasto", CANVAS),
    "palette-knife": Technique("painterly.oils:palette_knife", CANVAS),
    "impressionism": Technique("painterly.oils:impressionism", CANVAS),
    "plein-air": Technique("painterly.oils:plein_air", CANVAS),
    "tenebrism": Technique("painterly.oils:tenebrism", CANVAS),
    "pointillism": Technique("painterly.modern:pointillism", CANVAS),
    "fauvism": Technique("painterly.modern:fauvism", CANVAS),
    "expressionism": Technique("painterly.modern:expressionism", CANVAS),
    "acrylic-pour": Technique("painterly.modern:acrylic_pour", CANVAS),
    "watercolour": Technique("painterly.water:watercolour", SHEET),
    "wet-on-wet": Technique("painterly.water:wet_on_wet", SHEET),
    "ink-wash": Technique("painterly.water:ink_wash", SHEET | {"chroma"}),
    "gouache": Technique("painterly.opaque:gouache", CANVAS),
    "tempera": Technique("painterly.opaque:tempera", CANVAS),
    "storybook": Technique("painterly.opaque:storybook", CANVAS),
    "pastel": Technique("painterly.dry:pastel", CANVAS),
    "oil-pastel": Technique("painterly.dry:oil_pastel", CANVAS),
    "chalk": Technique("painterly.dry:chalk", CANVAS),
    "coloured-pencil": Technique("painterly.dry:coloured_pencil", SHEET),
    "digital-painting": Technique("painterly.digital:digital_painting", CANVAS),
    "matte-painting": Technique("painterly.digital:matte_painting", CANVAS),
    "airbrush": Technique("painterly.digital:airbrush", CANVAS),
    # graphic techniques
    # end of graphic techniques
}


def technique(name: str) -> Paint:
    """The function that paints `name`; KeyError names the known ones when it is unknown."""
    if name not in TECHNIQUES:
        raise KeyError(f"unknown technique {name!r}; known: {', '.join(sorted(TECHNIQUES))}")
    module, function = TECHNIQUES[name].where.split(":")
    found: Paint = getattr(import_module(f"{__name__}.{module}"), function)
    return found


def paint(plate: Plate, look: Look, seed: int) -> NDArray[np.uint8]:
    """Paint the plate in the Look's technique: (height, width, 3) sRGB bytes, the same for the same arguments."""
    draw = technique(look.technique)
    own = TECHNIQUES[look.technique].own
    grading = import_module(f"{__name__}.painterly.grade")
    picture = draw(grading.graded(plate, look, own), look, seed)
    finished: NDArray[np.uint8] = grading.finished(picture, look, seed, own)
    return finished
