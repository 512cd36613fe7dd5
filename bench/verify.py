"""Copies verified over the shipped wall: how often each is found as itself, and how often as another.

For every sixty-first picture: the changes that a picture meets on its way through the web. Left out means that the
render itself is hidden, so that nothing may be found, while its many look-alikes are still there.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from app.gallery.gallery import Gallery
from app.gallery.verifying.matching import compare_with_library
from app.media.files import Files
from app.media.intake import decode
from bench.gallery import opened
from bench.looks import shipped_wall
from bench.measure import Ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERY = 61
SIDE = 512
BRIGHTER = [min(255, int(value * 1.08 + 6)) for value in range(256)] * 3
PICTURES = "SELECT id, image_path FROM renders WHERE status = 'done' ORDER BY subject_id, style_id, model_key"
HIDE = "UPDATE renders SET hidden_at = iif(id = :id, 'bench', NULL) WHERE id = :id OR hidden_at IS NOT NULL"


def copies(picture: Image.Image) -> Iterator[tuple[str, bytes]]:
    """(name of the change, file) of each copy."""
    wide, high = picture.size
    half = picture.resize((wide // 2, high // 2), Image.Resampling.LANCZOS)
    one, two = (round(wide * 0.01), round(high * 0.01)), (round(wide * 0.02), round(high * 0.02))
    yield "half size, JPEG 60", written(half, "JPEG", 60)
    yield "WebP 50", written(picture, "WEBP", 50)
    yield "PNG", written(picture, "PNG", 100)
    yield "cropped by 2 %", written(picture.crop((*one, wide - one[0], high - one[1])), "JPEG", 85)
    yield "cropped at a corner", written(picture.crop((*two, wide, high)), "JPEG", 85)
    yield "brighter", written(picture.point(BRIGHTER), "JPEG", 85)


def written(picture: Image.Image, kind: str, quality: int) -> bytes:
    out = BytesIO()
    picture.save(out, kind, quality=quality)
    return out.getvalue()


def measure() -> Iterator[Ratio]:
    """A share a change, over the wall."""
    wall = shipped_wall()
    with tempfile.TemporaryDirectory() as name:
        for file in wall.glob("tessera.db*"):
            shutil.copy(file, name)
        with opened(Path(name)) as rooms:
            own = rooms.gallery
            gallery = Gallery(store=own.store, files=Files(wall), catalog=own.catalog, configured=own.configured)
            yield from shares(gallery)


def shares(gallery: Gallery) -> Iterator[Ratio]:
    with gallery.store.read() as db:
        chosen = [(row[0], row[1]) for row in db.conn.execute(PICTURES)][::EVERY]
    itself: Counter[str] = Counter()
    another = left_out = asked = 0
    for render_id, path in chosen:
        picture = Image.open(gallery.files.root / path).convert("RGB")
        for change, data in copies(picture):
            found = best(gallery, data)
            itself[change] += found == render_id
            another += found not in (render_id, None)
            asked += 1
        hide(gallery, render_id)
        left_out += best(gallery, written(picture, "PNG", 100)) is not None
        hide(gallery, "")
    for change, count in itself.items():
        share = count / len(chosen)
        yield Ratio(f"verify: {change}", (share,), "more", 0.98, f"{count} of {len(chosen)} found as themselves")
    yield Ratio("verify: taken for another", (another / asked,), "less", 0.0, f"{another} of {asked}")
    yield Ratio("verify: left out, taken for another", (left_out / len(chosen),), "less", 0.0, f"{left_out}")


def best(gallery: Gallery, data: bytes) -> str | None:
    """The render that a file is found to be, by its pixels alone."""
    alike = compare_with_library(gallery, data, decode(data, max_side=SIDE).pixels, "").alike
    return alike[0].id if alike else None


def hide(gallery: Gallery, render_id: str) -> None:
    """Hide this render, and show the one that was hidden before."""
    with gallery.store.write() as db:
        db.conn.execute(HIDE, {"id": render_id})
