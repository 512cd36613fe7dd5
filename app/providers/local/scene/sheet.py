"""A sprite under construction: many polygons filled at once, drawn fine and made smaller, normals from relief."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import blur
from app.providers.local.plate import RGB, Gray
from app.providers.local.things.sprite import Light, Sprite

Points = NDArray[np.float32]
_SUB = 8  # fixed-point bits of polygon corners: 3


def area(image: NDArray[np.float32], size: tuple[int, int]) -> NDArray[np.float32]:
    """The image at another (width, height), every pixel the mean of what it covers."""
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.float32)


class Sheet:
    """A sprite under construction. Drawing coordinates: x from -0.62 to 0.62, y from 0 (foot) to 1.04 (top)."""

    def __init__(self, height: int, half: float = 0.62) -> None:
        self.height, self.half = height, half
        self.width = max(2, round(height * half * 2))
        self.fine = 2.0 if height <= 400 else 1.5
        tall, wide = round(height * self.fine), round(self.width * self.fine)
        self.colour: RGB = np.zeros((tall, wide, 3), np.float32)
        self.alpha: Gray = np.zeros((tall, wide), np.float32)
        self.relief: Gray = np.full((tall, wide), 0.5, np.float32)

    def pixels(self, points: Points) -> NDArray[np.int32]:
        tall, wide = self.alpha.shape
        x = (points[..., 0] / (2 * self.half) + 0.5) * wide
        y = tall * (1 - points[..., 1] / 1.06)
        return np.round(np.stack([x, y], -1) * _SUB).astype(np.int32)

    def fill(self, polygons: Points, colour: NDArray[np.float32], relief: float) -> None:
        """Fill many polygons (n, corners, 2) in one colour."""
        if not len(polygons):
            return
        corners = list(self.pixels(polygons))
        cv2.fillPoly(self.colour, corners, tuple(map(float, colour)), cv2.LINE_8, 3)
        cv2.fillPoly(self.alpha, corners, 1.0, cv2.LINE_8, 3)
        cv2.fillPoly(self.relief, corners, relief, cv2.LINE_8, 3)

    def sprite(self, foot: float = 1.0) -> Sprite:
        """Close the sheet; normals come from the relief."""
        size = (self.width, self.height)
        colour, alpha, relief = (area(a, size) for a in (self.colour, self.alpha, self.relief))
        soft = blur(relief, max(0.8, self.height / 90))
        gx = cv2.Sobel(soft, cv2.CV_32F, 1, 0) * self.height / 60
        gy = cv2.Sobel(soft, cv2.CV_32F, 0, 1) * self.height / 60
        normal = np.stack([-gx, gy, np.full_like(gx, 0.55)], -1)
        normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
        colour /= np.maximum(alpha, 1e-3)[..., None]
        return Sprite(
            colour=np.clip(colour, 0, 1.3).astype(np.float32), alpha=alpha, relief=relief,
            normal=normal.astype(np.float32), anchor=(0.5, foot), glow=None,
        )  # fmt: skip


def shone(
    base: NDArray[np.float32], normal: NDArray[np.float32], light: Light, shade: Gray | float = 1.0
) -> NDArray[np.float32]:
    """Lambert with a wrap, as leaves let light through; shapes (n, 3) or (3,)."""
    facing = np.clip(normal @ np.array(light.toward, np.float32) * 0.72 + 0.28, 0, 1)
    glow = (
        np.array(light.ambient, np.float32) * 0.8
        + np.array(light.key, np.float32) * np.asarray(facing * shade)[..., None] * 1.05
    )
    return np.asarray(base * glow, np.float32)
