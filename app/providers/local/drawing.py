"""An order becomes pixels: words to a scene, a scene or a photograph to a plate, a plate to a picture."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from app.providers.base import Cancelled, ProviderError, Result
from app.providers.local.look import Look
from app.providers.local.memory import give_back
from app.providers.local.paint import paint
from app.providers.local.paint.photo import photo_plate
from app.providers.local.paint.reading import read_style, temper
from app.providers.local.plate import Camera, Packed
from app.providers.local.scene.compose import draw_plate
from app.providers.local.scene.reading import Reading, read_prompt

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.providers.base import Call, Order

CAMERAS = {
    "brush": Camera(zoom=1.0, mirror=False, variant=0, warmth=0.25, chroma=1.12),
    "graver": Camera(zoom=0.8, mirror=False, variant=1, warmth=-0.2, chroma=0.85),
    "poster": Camera(zoom=1.25, mirror=True, variant=2, warmth=0.0, chroma=1.2),
}
PLAIN = "photograph"
FULL_STRENGTH = 0.7  # from here on the style replaces the photograph, below it shows through
KEPT_PLATES = 3

PlateKey = tuple[str, int, int, int, str]


class PlateCache:
    """The last few plates, packed: a scene is computed once and styled many times.

    One plate is drawn at a time, which bounds the memory and lets the second thread that wants the same plate have it.
    """

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._turn = threading.Lock()
        self._plates: OrderedDict[PlateKey, Packed] = OrderedDict()

    def get(self, key: PlateKey, reading: Reading) -> Packed:
        packed = self._plates.get(key)
        if packed is not None:
            return packed
        with self._turn:
            while len(self._plates) >= self._kept and key not in self._plates:
                self._plates.popitem(last=False)
            if key not in self._plates:
                name, width, height, seed, _ = key
                self._plates[key] = Packed.of(draw_plate(reading.scene, width, height, seed, CAMERAS[name]))
                give_back()
            self._plates.move_to_end(key)
            return self._plates[key]


_plates = PlateCache(KEPT_PLATES)


def draw_order(order: Order, call: Call) -> Result:
    """The picture of an order. ProviderError for an operation or an image model that the engine doesn't have."""
    if order.name not in CAMERAS:
        raise ProviderError("unknown_model", f"The embedded engine has no image model “{order.name}”.")
    if order.operation == "text-to-image":
        reading = read_prompt(order.base_prompt or order.prompt)
        scene = order.base_prompt or order.prompt
        packed = _plates.get((order.name, order.width, order.height, order.seed, scene), reading)
        undrawn = reading.undrawn
    elif order.operation == "image-to-image" and order.input is not None:
        packed, undrawn = Packed.of(photo_plate(_pixels(order))), ()
    else:
        raise ProviderError("unsupported_operation", f"The embedded engine can't do {order.operation} yet.")
    call.progress(0.4)
    if call.cancelled():
        raise Cancelled
    painted = paint(packed.plate(), _look(order), order.seed)
    give_back()
    if order.operation == "image-to-image":
        painted = _through(packed, painted, order.strength)
    return Result(image=painted, seed=order.seed, undrawn=undrawn)


def _look(order: Order) -> Look:
    if not order.style_phrase:
        return Look(technique=PLAIN)
    return temper(read_style(order.style_phrase, order.prompt, order.negative_prompt), order.name)


def _pixels(order: Order) -> NDArray[np.uint8]:
    """The input, fitted into the order's width and height with its own ratio."""
    with Image.open(io.BytesIO(order.input or b"")) as opened:
        picture = opened.convert("RGB")
    scale = min(order.width / picture.width, order.height / picture.height, 1.0)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return np.asarray(picture.resize(size, Image.Resampling.LANCZOS))


def _through(photo: Packed, painted: NDArray[np.uint8], strength: float | None) -> NDArray[np.uint8]:
    """At low strength the photograph shows through."""
    weight = 1.0 if strength is None else min(1.0, max(0.0, strength) / FULL_STRENGTH)
    if weight == 1.0:
        return painted
    return np.asarray(np.clip(photo.colour * np.float32((1 - weight) / 257) + painted * weight + 0.5, 0, 255), np.uint8)
