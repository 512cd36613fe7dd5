"""Measuring a picture's look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from app.media.look import colour, edges, texture
from app.media.look.planes import pyramid_of
from app.media.look.scale import CENTRE, SPREAD

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZE: Final = colour.MEASURES + edges.MEASURES + texture.MEASURES
PARTS: Final = {
    "colour": slice(0, colour.MEASURES),
    "edges": slice(colour.MEASURES, colour.MEASURES + edges.MEASURES),
    "texture": slice(colour.MEASURES + edges.MEASURES, SIZE),
}
_AREA: Final = 384 * 288
_LEAST_SIDE: Final = 64
STEPS: Final = 32
_MIDDLE: Final = 128
_LUMA: Final = np.array([0.299, 0.587, 0.114], np.float32)
_LEVELS, _CHROMA_LEVELS = 4, 2


def look(pixels: NDArray[np.uint8]) -> bytes:
    """`SIZE` bytes of a picture uint8 (h, w, 3) in sRGB, the same for the same pixels.

    A picture is measured at the area of 384×288 pixels, so that a copy of half the size has nearly the same look.
    """
    steps = (measures(pixels) - CENTRE) / SPREAD * STEPS + _MIDDLE
    return bytes(np.clip(np.rint(steps), 0, 255).astype(np.uint8).tobytes())


def measures(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """What `look` is made of, float32 (SIZE,), each in its own unit."""
    rgb = _fitted(pixels)
    luma = pyramid_of(np.asarray(rgb.convert("L"), np.float32), _LEVELS)
    small = np.asarray(rgb.reduce(2), np.float32)
    grey = small @ _LUMA
    chroma = [pyramid_of(small[..., channel] - grey, _CHROMA_LEVELS) for channel in (2, 0)]
    return np.concatenate(
        [
            colour.colour_measures(np.asarray(rgb)),
            edges.edge_measures(luma),
            texture.texture_measures(luma, chroma),
        ]
    )


def _fitted(pixels: NDArray[np.uint8]) -> Image.Image:
    """The picture at the size at which all are measured, its ratio kept unless it is a ribbon."""
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    scale = float(np.sqrt(_AREA / (picture.width * picture.height)))
    most = _AREA // _LEAST_SIDE
    width, height = (min(max(_LEAST_SIDE, round(side * scale)), most) for side in picture.size)
    if (width, height) == picture.size:
        return picture
    return picture.resize((width, height), Image.Resampling.HAMMING)
