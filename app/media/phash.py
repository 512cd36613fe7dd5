"""A hash of what a picture looks like, which a resized or recompressed copy shares but for a few bits.

The DCT hash of Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions" (2010): the signs of a
picture's 64 lowest frequencies against their median, on luma reduced to 32×32.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SIDE: Final = 32
_KEPT: Final = 8


def phash(pixels: NDArray[np.uint8]) -> int:
    """64 bits, from 0 to 2**64 - 1, of a picture uint8 (h, w, 3); the same for the same pixels on every machine.

    The whole picture is squeezed to a square, so that a copy of another size and ratio has the same hash.
    """
    luma = Image.fromarray(pixels).convert("L").resize((_SIDE, _SIDE), Image.Resampling.BOX)
    grey = np.asarray(luma, np.float64)
    low = np.round(_BASIS @ grey @ _BASIS.T, 6)  # what arithmetic leaves of nothing is nothing
    bits = (low > np.median(low)).ravel()
    return int.from_bytes(np.packbits(bits).tobytes(), "big")


def distance(one: int, other: int) -> int:
    """In how many of their 64 bits two hashes differ. Signed and unsigned ones may be mixed."""
    return ((one ^ other) & 0xFFFF_FFFF_FFFF_FFFF).bit_count()


def _basis() -> NDArray[np.float64]:
    """Frequencies 1 to 8 of the cosine transform (DCT-II, Ahmed, Natarajan and Rao 1974) as rows, shape (8, 32)."""
    frequencies = np.arange(1, _KEPT + 1)[:, None]
    basis: NDArray[np.float64] = np.cos(np.pi / _SIDE * (np.arange(_SIDE) + 0.5) * frequencies)
    return basis


_BASIS: Final = _basis()
