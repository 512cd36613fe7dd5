"""Image files out of Tessera against the same files out of nginx with one worker: thumbnails sent whole and as 304,
full images, and how much memory Tessera holds once its table is full of them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.against import beside_nginx, fetched
from bench.gallery import write_images, write_thumbs
from bench.load import IMAGES
from bench.measure import Ratio
from bench.processes import free_port, resident_mb, tessera

if TYPE_CHECKING:
    from collections.abc import Iterator

THUMBS, IMAGES_OF_150_KB = 3000, 200
LOCATION = 'location /images/ { root %s; add_header Cache-Control "public, max-age=31536000, immutable"; }'


def measure() -> Iterator[Ratio]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, port = folder / "data", free_port()
        thumbs, images = write_thumbs(data, THUMBS), write_images(data, IMAGES_OF_150_KB)
        with beside_nginx(port, tessera(port, data), folder, LOCATION % data, thumbs[0]) as sides:
            yield sides.compare("thumbnails", thumbs, IMAGES, goal=1.4)
            yield sides.compare("thumbnails as 304", thumbs, IMAGES, goal=1.4, held=True)
            yield sides.compare("full images", images[: len(images) // 2], IMAGES, goal=0.9)
            sent = sum(len(body) for _, _, body in fetched(port, [*thumbs, *images], IMAGES))
            held = resident_mb(sides.ours.process.pid)
            detail = f"MB, after {sent / 2**20:.0f} MB of images"
            yield Ratio("memory with the table full", (held,), "less", 150, detail)
