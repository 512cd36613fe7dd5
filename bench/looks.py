"""Styles found by picture over the shipped wall: how often the right one, and what it costs when there are many.

The wall is drawn once, which takes minutes, and kept in the system's temporary folder until the engine changes. A
picture is looked for among the pictures of other subjects only, then also of other image models only: the library that
it is looked for in has none of its own.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import Image

from app.engine.queries import open_jobs
from app.gallery import queries
from app.gallery.by_picture.filling import KIND as LOOK
from app.gallery.by_picture.filling import order_looks
from app.gallery.by_picture.finder import READ_SIDE, Finder
from app.gallery.by_picture.groups import mean_of_group
from app.gallery.by_picture.nearest import nearest_styles
from app.gallery.by_picture.prototypes import Prototypes
from app.gallery.by_picture.queries import keep_group, stale_groups
from app.gallery.by_picture.rows import GroupKey, Mean
from app.gallery.filling import KIND, missing_cells, order_cells, plan_cells
from app.media.intake import decode
from app.media.look import LOOK_VERSION
from app.media.look.measuring import SIZE, look
from app.media.phash import phash
from app.operators.first_wall import free_models
from bench.gallery import opened
from bench.measure import Ratio, ratio, side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from app.database import Store
    from app.main import Rooms

MOST = 12
MORE_STYLES, MODELS_EACH = 3000, 14
ROUNDS = 5
ONLY = "UPDATE renders SET hidden_at = iif(subject_id = :subject OR model_key = :model, 'bench', NULL)"
PICTURES = """
SELECT renders.id, style_id, subject_id, model_key, image_path, look, phash FROM renders
JOIN looks ON looks.render_id = renders.id WHERE style_id IS NOT NULL ORDER BY renders.id
"""
MORE = """
INSERT INTO styles (id, slug, phrase, family, note, prompt, negative_prompt, position, current, created_at)
VALUES (:id, 'more-' || :id, 'more ' || :id, 'painting', '', '', '', :id, 0, '2026-01-01')
"""


class Hung(NamedTuple):
    """A picture of the wall."""

    id: str
    style: int
    subject: int
    model: str
    path: str
    look: bytes
    phash: int


def shipped_wall() -> Path:
    """A data folder with every style, subject and free image model of the shipped catalogue."""
    source = hashlib.sha256()
    for file in sorted(Path("app/providers").rglob("*.*")):
        if file.suffix in (".py", ".toml"):
            source.update(file.read_bytes())
    folder = Path(tempfile.gettempdir()) / f"tessera-wall-{source.hexdigest()[:12]}"
    with opened(folder) as rooms:
        _draw(rooms)
    return folder


def _draw(rooms: Rooms) -> None:
    with rooms.store.read() as db:
        styles, subjects = queries.all_styles(db), queries.all_subjects(db)
    cells = missing_cells(rooms.gallery, plan_cells(styles, subjects, free_models(rooms.gallery)))
    order_cells(rooms.gallery, cells)
    order_looks(rooms.gallery)
    if cells:
        print(f"drawing {len(cells)} pictures of the shipped wall, once", file=sys.stderr)
    rooms.engine.start()
    while _waiting(rooms):
        time.sleep(0.5)
    rooms.engine.stop()


def _waiting(rooms: Rooms) -> int:
    with rooms.store.read() as db:
        return open_jobs(db, KIND) + open_jobs(db, LOOK)


@contextmanager
def wall_to_change(wall: Path) -> Iterator[tuple[Store, Finder]]:
    """The wall's rows to hide and add to, and its pictures to read."""
    with tempfile.TemporaryDirectory() as name:
        for file in wall.glob("tessera.db*"):
            shutil.copy(file, name)
        with opened(Path(name)) as rooms:
            yield rooms.store, Finder(rooms.gallery)


def hide(store: Store, subject: int = 0, model: str = "") -> None:
    """Hide what shows a subject or comes from an image model, and show everything else."""
    with store.write() as db:
        db.conn.execute(ONLY, {"subject": subject, "model": model})
        for key in stale_groups(db):
            keep_group(db, key, LOOK_VERSION, mean_of_group(db, key))


def places(store: Store, asked: Iterable[tuple[int, bytes, int]]) -> Iterator[int]:
    """For each (style, look, hash) how many styles come before the right one; `MOST` when it is not among them."""
    prototypes = Prototypes()
    with store.read() as db:
        for style, own, code in asked:
            near = [one.style_id for one in nearest_styles(db, prototypes, own, code, MOST)[0]]
            yield near.index(style) if style in near else MOST


def halved(wall: Path, hung: Hung) -> tuple[int, bytes, int]:
    """A render at half its size as JPEG of quality 60, as it comes back from somebody."""
    out = io.BytesIO()
    with Image.open(wall / hung.path) as picture:
        picture.convert("RGB").reduce(2).save(out, "JPEG", quality=60)
    pixels = decode(out.getvalue(), max_side=READ_SIDE).pixels
    return hung.style, look(pixels), phash(pixels)


def told(name: str, found: Sequence[int], within: int, goal: float | None) -> Ratio:
    """The share of pictures whose own style is among the first `within`."""
    share = sum(place < within for place in found) / len(found)
    listed = ", ".join(f"{sum(place < most for place in found) / len(found):.1%} in {most}" for most in (1, 5, 12))
    return Ratio(name, (share,), "more", goal, f"{listed} of {len(found)}")


def add_groups(store: Store) -> int:
    """As many groups as a gallery of a million renders has, none like the wall's."""
    random = np.random.default_rng(1)
    with store.write() as db:
        for style in range(10_000, 10_000 + MORE_STYLES):
            db.conn.execute(MORE, {"id": style})
            for model in range(MODELS_EACH):
                mean = np.clip(random.normal(128, 60, SIZE), 0, 255).astype(np.uint8).tobytes()
                keep_group(db, GroupKey(style, f"bench:{model}"), LOOK_VERSION, Mean(24, mean, bytes([50]) * SIZE))
    return MORE_STYLES * MODELS_EACH


def seconds(finder: Finder, data: Sequence[bytes]) -> float:
    """CPU-seconds to find styles for each of these pictures."""
    began = time.process_time()
    for one in data:
        finder.find(one)
    return (time.process_time() - began) / len(data)


def measure() -> Iterator[Ratio]:
    wall = shipped_wall()
    with wall_to_change(wall) as (store, finder), wall_to_change(wall) as (larger, among_many):
        with store.read() as db:
            every = [Hung(*row) for row in db.conn.execute(PICTURES)]
        found = list(places(store, (halved(wall, hung) for hung in every)))
        yield told("half size, JPEG 60: own style first", found, 1, 1.0)
        subjects, models = sorted({hung.subject for hung in every}), sorted({hung.model for hung in every})
        found = []
        for subject in subjects:
            hide(store, subject)
            found += places(store, [(h.style, h.look, h.phash) for h in every if h.subject == subject])
        yield told("another subject: style in first five", found, 5, 0.7)
        found = []
        for subject, model in product(subjects, models):
            hide(store, subject, model)
            asked = [(h.style, h.look, h.phash) for h in every if (h.subject, h.model) == (subject, model)]
            found += places(store, asked)
        yield told("another subject, another image model", found, 5, None)
        hide(store)
        groups = add_groups(larger)
        data = [(wall / hung.path).read_bytes() for hung in every[:: len(every) // 12]]
        taken = side_by_side(partial(seconds, among_many, data), partial(seconds, finder, data), ROUNDS)
        yield ratio(f"{groups:,} groups more, of the wall alone", taken, goal=2.0, better="less", unit="ms", scale=1000)
