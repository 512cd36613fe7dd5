"""Data folders to measure on, filled through the program's own doors."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np
from PIL import Image

from app.engine import Engine
from app.engine.queries import open_jobs
from app.gallery.filling import KIND
from app.gallery.making import RenderHandler
from app.main import open_rooms
from app.media.encode import THUMB_METHOD, webp
from app.operators.first_wall import order_first_wall
from app.providers.base import Result
from app.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from app.main import Rooms
    from app.providers.base import Call, Order

FILL_SECONDS = 120.0


class Prepared:
    """A provider that hands back the picture it was given, at once."""

    resumable = False

    def __init__(self, image: Result) -> None:
        self.image = image

    def draw(self, order: Order, call: Call) -> Result:
        return self.image


@contextmanager
def opened(data: Path) -> Iterator[Rooms]:
    """The rooms over a data folder of our own."""
    with open_rooms(load_settings({"DATA_DIR": str(data)}, None)) as rooms:
        yield rooms


def fill_first_wall(data: Path) -> int:
    """A first wall whose every cell holds one small picture; returns how many cells that are."""
    with opened(data) as rooms:
        ordered = order_first_wall(rooms.gallery)
        provider = Prepared(Result(image=texture(320, 240, 1)))
        handler = RenderHandler(rooms.gallery, dict.fromkeys(rooms.gallery.configured, provider))
        engine = Engine(rooms.store, {KIND: handler}, calls=2)
        engine.start()
        until = time.monotonic() + FILL_SECONDS
        while _open(rooms) and time.monotonic() < until:
            time.sleep(0.05)
        engine.stop()
        if _open(rooms):
            raise RuntimeError("the wall could not be filled")
    return ordered


def _open(rooms: Rooms) -> int:
    with rooms.store.read() as db:
        return open_jobs(db, KIND)


def texture(width: int, height: int, seed: int) -> NDArray[np.uint8]:
    """Noise in several octaves, about as hard to encode as a painting: (height, width, 3) uint8."""
    random = np.random.default_rng(seed)
    total = np.zeros((height, width, 3), np.float32)
    for octave in range(2, 8):
        small = random.random((min(height, 2**octave), min(width, 2**octave), 3), dtype=np.float32)
        bands = [
            Image.fromarray(small[..., band]).resize((width, height), Image.Resampling.BICUBIC) for band in range(3)
        ]
        total += np.stack([np.asarray(band) for band in bands], axis=-1) / 1.6**octave
    total = (total - total.min()) / (total.max() - total.min())
    painted: NDArray[np.uint8] = (total * 255).astype(np.uint8)
    return painted


def write_thumbs(data: Path, count: int) -> list[str]:
    """That many thumbnails of about 8 KB where the program keeps them; returns their addresses."""
    pictures = [webp(Image.fromarray(texture(256, 192, seed)), method=THUMB_METHOD) for seed in range(16)]
    return _written(data, count, pictures, "-thumb")


def write_images(data: Path, count: int) -> list[str]:
    """That many full images of about 150 KB where the program keeps them; returns their addresses."""
    pictures = []
    for seed in range(4):
        grain = np.random.default_rng(seed).integers(-11, 12, (768, 1024, 1))
        painted = np.clip(texture(1024, 768, seed) + grain, 0, 255).astype(np.uint8)
        pictures.append(webp(Image.fromarray(painted), method=THUMB_METHOD))
    return _written(data, count, pictures, "")


def _written(data: Path, count: int, pictures: list[bytes], kind: str) -> list[str]:
    folder = data / "images/2026/01"
    folder.mkdir(parents=True, exist_ok=True)
    addresses = []
    for number in range(count):
        name = f"{UUID(int=number * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128)}{kind}.webp"
        (folder / name).write_bytes(pictures[number % len(pictures)])
        addresses.append(f"/images/2026/01/{name}")
    return addresses
