"""Air of places without weather: space and the deep sea."""

from __future__ import annotations

import msgspec
import numpy as np

from app.providers.local.numeric import hexcode
from app.providers.local.scene.mood import Air


def vacuum(base: Air, side: float) -> Air:
    """Space: hard white light, almost no fill, nothing between the lens and the far hills."""
    toward = (side * 0.78, 0.5, 0.37)
    dark = np.array([0.10, 0.11, 0.16], np.float32)
    return msgspec.structs.replace(
        base,
        key=np.array([1.15, 1.1, 1.02], np.float32),
        ambient=dark,
        toward=toward,
        range=9e6,
        haze=dark * 0.2,
        veil=dark * 0.2,
        glow=dark,
        grey=0.0,
        clouds=0.0,
        murk=0.0,
        lamps=0.6,
        wind=0.0,
    )


def submerged(base: Air) -> Air:
    """Under water: light from above, turned blue-green."""
    return msgspec.structs.replace(
        base,
        key=np.array([0.85, 0.9, 0.82], np.float32),
        ambient=np.array([0.3, 0.48, 0.56], np.float32),
        toward=(0.25, 0.93, 0.27),
        range=9e6,
        haze=hexcode("#0f5f80"),
        veil=hexcode("#0f5f80"),
        grey=0.0,
        clouds=0.0,
        murk=0.0,
        moon=False,
    )
