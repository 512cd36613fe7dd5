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
SHEET = frozenset({"grain", "border"})
PRINT = INKS | SHEET
ALL = PRINT | {"chroma", "contrast", "warmth", "light"}

TECHNIQUES: dict[str, Technique] = {
    "photograph": Technique("painterly.plain:photograph", ALL),
    "plain": Technique("painterly.plain:photograph", ALL),
    "kuwahara": Technique("painterly.plain:kuwahara"),
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
