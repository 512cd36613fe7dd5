"""The stage: the picture while it is drawn, its distances and normals, and how lit sprites are set into it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from app.providers.local.plate import RGB, Gray
from app.providers.local.scene.mood import Air
from app.providers.local.scene.view import View
from app.providers.local.things.sprite import Sprite

SHEER = np.array([0.0, 0.0, 1.0], np.float32)


@dataclass
class Layer:
    """Colour with its z-buffer in metres: the picture itself, or the same scene mirrored in the water."""

    colour: RGB
    z: Gray
    normal: NDArray[np.float32] | None
    flipped: bool


@dataclass
class Stage:
    """Everything the composer draws on. `veil` is the haze's colour for each column, shape (width, 3); `wet` is
    where there is water."""

    view: View
    air: Air
    reach: float
    veil: NDArray[np.float32]
    picture: Layer
    wet: Gray | None = None

    def hazed(self, colour: NDArray[np.float32], z: float, column: int) -> NDArray[np.float32]:
        """A thing's colour behind `z` metres of air."""
        amount = haze_at(z, self.reach)
        veil = self.veil[min(max(column, 0), len(self.veil) - 1)]
        return np.asarray(colour + (veil - colour) * amount, np.float32)


def haze_at(z: float, reach: float) -> float:
    return float(1 - np.exp(-((z / reach) ** 0.85)))


@dataclass(frozen=True)
class Standing:
    """A sprite's place: world x, base height y and distance z in metres, and its height in pixels."""

    sprite: Sprite
    x: float
    y: float
    z: float
    pixels: float
    grounded: bool = True
    key: str = ""


def packed(sprite: Sprite) -> Sprite:
    """The sprite in half precision, without its relief, which no landscape asks for."""
    glow = None if sprite.glow is None else sprite.glow.astype(np.float16)
    return msgspec.structs.replace(
        sprite,
        colour=sprite.colour.astype(np.float16),
        alpha=sprite.alpha.astype(np.float16),
        relief=np.broadcast_to(np.float16(0.5), sprite.relief.shape),
        normal=sprite.normal.astype(np.float16),
        glow=glow,
    )


def paste(stage: Stage, layer: Layer, standing: Standing) -> None:
    """Composite one sprite with haze and depth test; upside down in the mirror."""
    view, sprite = stage.view, standing.sprite
    column, row = view.project(standing.x, -standing.y if layer.flipped else standing.y, standing.z)
    scale = standing.pixels / sprite.height
    width, height = max(1, round(sprite.width * scale)), max(1, round(standing.pixels))
    anchor_y = 1 - sprite.anchor[1] if layer.flipped else sprite.anchor[1]
    left, top = round(column - sprite.anchor[0] * width), round(row - anchor_y * height)
    box = _Box.cut(left, top, width, height, view)
    if box is None:
        return

    def turn(image: NDArray[np.floating]) -> NDArray[np.floating]:
        return image[::-1] if layer.flipped else image

    alpha = box.take(turn(sprite.alpha))
    zone = box.zone
    alpha = alpha * (layer.z[zone] > standing.z * (0.97 if standing.grounded else 1.0))
    if not alpha.any():
        return
    colour = stage.hazed(box.take(turn(sprite.colour)), standing.z, int(column))
    target = layer.colour[zone]
    target += (colour - target) * alpha[..., None]
    if sprite.glow is not None:
        fade = 1 - 0.6 * haze_at(standing.z, stage.reach)
        seen = (layer.z[zone] > standing.z * 0.97).astype(np.float32)[..., None]
        target += box.take(turn(sprite.glow)) * fade * seen
    solid = alpha > 0.5
    layer.z[zone][solid] = standing.z
    if layer.normal is not None:
        layer.normal[zone][solid] = box.take(sprite.normal)[solid]


@dataclass(frozen=True)
class _Box:
    """Where a sprite of `size` (width, height) pixels lies in the frame, and which part of it is inside."""

    zone: tuple[slice, slice]
    inner: tuple[slice, slice]
    size: tuple[int, int]

    @classmethod
    def cut(cls, left: int, top: int, width: int, height: int, view: View) -> _Box | None:
        x0, y0 = max(left, 0), max(top, 0)
        x1, y1 = min(left + width, view.width), min(top + height, view.height)
        if x0 >= x1 or y0 >= y1:
            return None
        zone, inner = (slice(y0, y1), slice(x0, x1)), (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
        return cls(zone, inner, (width, height))

    def take(self, packed: NDArray[np.floating]) -> NDArray[np.float32]:
        """The part inside the frame at the size it has there; only that part is computed when it grows."""
        width, height = self.size
        image = packed.astype(np.float32)
        if image.shape[:2] == (height, width):
            return image[self.inner]
        if image.shape[0] >= height:
            return np.asarray(cv2.resize(image, self.size, interpolation=cv2.INTER_AREA), np.float32)[self.inner]
        sx, sy = image.shape[1] / width, image.shape[0] / height
        rows, columns = self.inner
        matrix = np.array(
            [[sx, 0, (columns.start + 0.5) * sx - 0.5], [0, sy, (rows.start + 0.5) * sy - 0.5]], np.float32
        )
        shape = (columns.stop - columns.start, rows.stop - rows.start)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        grown = cv2.warpAffine(np.ascontiguousarray(image), matrix, shape, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(grown, np.float32)
