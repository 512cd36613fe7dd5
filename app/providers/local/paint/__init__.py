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

WORKED = INKS | CANVAS

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
    "analogue-film": Technique("painterly.film:analogue_film", CANVAS),
    "black-and-white": Technique("painterly.film:black_and_white", CANVAS),
    "film-noir": Technique("painterly.film:film_noir", CANVAS),
    "lomo": Technique("painterly.film:lomo", CANVAS),
    "polaroid": Technique("painterly.film:polaroid", CANVAS),
    "daguerreotype": Technique("painterly.film:daguerreotype", CANVAS),
    "long-exposure": Technique("painterly.lens:long_exposure", CANVAS),
    "tilt-shift": Technique("painterly.lens:tilt_shift", CANVAS),
    "infrared": Technique("painterly.lens:infrared", CANVAS),
    "cinematic": Technique("painterly.lens:cinematic", CANVAS),
    "hdr": Technique("painterly.lens:high_dynamic_range", CANVAS),
    "line-and-wash": Technique("painterly.mixed:line_and_wash", SHEET),
    "crayon": Technique("painterly.mixed:crayon", CANVAS),
    "acrylic": Technique("painterly.mixed:acrylic", CANVAS),
    "gold-leaf": Technique("painterly.mixed:gold_leaf", CANVAS),
    # graphic techniques
    "linocut": Technique("graphic.relief:linocut", PRINT),
    "woodcut": Technique("graphic.relief:woodcut", PRINT),
    "woodblock": Technique("graphic.relief:woodblock", PRINT),
    "engraving": Technique("graphic.intaglio:engraving", PRINT),
    "etching": Technique("graphic.intaglio:etching", PRINT),
    "cross-hatching": Technique("graphic.intaglio:cross_hatching", PRINT),
    "scratchboard": Technique("graphic.intaglio:scratchboard", WORKED),
    "pyrography": Technique("graphic.intaglio:pyrography", WORKED),
    "stipple": Technique("graphic.drawing:stipple", PRINT),
    "pen-and-ink": Technique("graphic.drawing:pen_ink", PRINT),
    "brush-ink": Technique("graphic.drawing:xdog_ink", PRINT),
    "pencil": Technique("graphic.drawing:pencil", PRINT),
    "charcoal": Technique("graphic.drawing:charcoal", PRINT),
    "chalkboard": Technique("graphic.drawing:chalkboard", WORKED),
    "line-art": Technique("graphic.drawing:line_art", WORKED),
    "halftone": Technique("graphic.presswork:halftone", SHEET),
    "comic": Technique("graphic.presswork:comic", SHEET),
    "pop-art": Technique("graphic.presswork:pop_art", PRINT),
    "risograph": Technique("graphic.presswork:risograph", PRINT),
    "duotone": Technique("graphic.presswork:duotone", PRINT),
    "screen-print": Technique("graphic.presswork:screen_print", PRINT),
    "newsprint": Technique("graphic.presswork:newsprint", PRINT),
    "stencil": Technique("graphic.presswork:stencil", WORKED),
    "cyanotype": Technique("graphic.plates:cyanotype", PRINT | {"chroma"}),
    "blueprint": Technique("graphic.plates:blueprint", PRINT | {"chroma"}),
    "x-ray": Technique("graphic.plates:xray", WORKED | {"chroma"}),
    "thermal": Technique("graphic.plates:thermal", WORKED),
    "topographic": Technique("graphic.plates:topographic", PRINT),
    "silhouette": Technique("graphic.plates:silhouette", CANVAS),
    "stained-glass": Technique("graphic.glass:stained_glass", CANVAS),
    "mosaic": Technique("graphic.glass:mosaic", WORKED),
    "low-poly": Technique("graphic.facets:low_poly", WORKED),
    "origami": Technique("graphic.facets:origami", CANVAS),
    "cubism": Technique("graphic.facets:cubism", WORKED),
    "pixel-art": Technique("graphic.pixels:pixel_art", WORKED),
    "eight-bit": Technique("graphic.pixels:eight_bit", WORKED),
    "voxel": Technique("graphic.pixels:voxel", WORKED),
    "toy-brick": Technique("graphic.pixels:brick", WORKED),
    "glitch": Technique("graphic.pixels:glitch", CANVAS),
    "cross-stitch": Technique("graphic.textile:cross_stitch", WORKED),
    "embroidery": Technique("graphic.textile:embroidery", WORKED),
    "knitting": Technique("graphic.textile:knitted", WORKED),
    "felt": Technique("graphic.textile:felt", WORKED),
    "batik": Technique("graphic.textile:batik", WORKED),
    "clay": Technique("graphic.textile:clay", WORKED),
    "paper-cut": Technique("graphic.cutpaper:paper_cut", WORKED),
    "collage": Technique("graphic.cutpaper:collage", WORKED),
    "travel-poster": Technique("graphic.poster:travel_poster", PRINT),
    "art-deco": Technique("graphic.poster:art_deco", PRINT),
    "bauhaus": Technique("graphic.poster:bauhaus", WORKED),
    "psychedelic": Technique("graphic.poster:psychedelic", WORKED),
    "anime": Technique("graphic.poster:anime", CANVAS),
    "neon": Technique("graphic.night:neon", WORKED),
    "vaporwave": Technique("graphic.night:vaporwave", WORKED),
    "hologram": Technique("graphic.night:hologram", CANVAS),
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
    plate = grading.graded(plate, look, own)
    picture = draw(plate, look, seed)
    del plate
    finished: NDArray[np.uint8] = grading.finished(picture, look, seed, own)
    return finished
