"""Array steps with a settled type: clamped, resized, shifted."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Colours = NDArray[np.float32]
"""Inks as (k, 3) sRGB."""


def clamp(image: NDArray[Any]) -> NDArray[np.float32]:
    """The image within 0…1 as float32."""
    return np.asarray(np.clip(image, 0, 1), np.float32)


def resized(image: NDArray[np.float32], size: tuple[int, int], how: int = cv2.INTER_AREA) -> NDArray[np.float32]:
    """The image at `size` (width, height); `how` is OpenCV's interpolation, area means when left out."""
    return np.asarray(cv2.resize(image, size, interpolation=how), np.float32)


def slid(image: NDArray[Any], dx: float, dy: float) -> NDArray[np.float32]:
    """The image moved by `dx`, `dy` pixels, borders repeated: a plate out of register."""
    by = np.array([[1, 0, dx], [0, 1, dy]], np.float32)
    size = (image.shape[1], image.shape[0])
    return np.asarray(cv2.warpAffine(image.astype(np.float32), by, size, borderMode=cv2.BORDER_REPLICATE), np.float32)
