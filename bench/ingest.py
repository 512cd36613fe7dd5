"""A provider's bytes to three files and a row, against nothing but libwebp encoding the same pictures once."""

from __future__ import annotations

import io
import tempfile
import threading
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from app.engine.jobs import Job
from app.engine.queries import claim, next_job
from app.gallery import queries
from app.gallery.filling import KIND, missing_cells, order_cells, plan_cells
from app.gallery.making import RenderHandler
from app.media.encode import FULL_METHOD, QUALITY
from app.operators.first_wall import free_models
from app.providers.base import Order, Result
from app.providers.registry import open_providers
from bench.gallery import Prepared, opened
from bench.measure import ratio, side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.main import Rooms
    from bench.measure import Ratio

SIDE = 1024
ROUNDS = 5
PROMPTS = ("a lighthouse on a cliff at dusk", "a mountain lake at dawn")


class Silent:
    """A call that nobody watches."""

    request_id: str | None = None

    def began(self, request_id: str) -> None: ...

    def progress(self, fraction: float) -> None: ...

    def cancelled(self) -> bool:
        return False


def pictures() -> list[Image.Image]:
    """Paintings by the embedded engine, so that they are as hard to encode as what people make."""
    local = open_providers()["local"]
    drawn = []
    for seed, prompt in enumerate(PROMPTS):
        order = Order(
            name="brush",
            operation="text-to-image",
            prompt=f"oil painting of {prompt}",
            base_prompt=prompt,
            style_phrase="oil painting",
            width=SIDE,
            height=SIDE,
            seed=seed,
        )
        image = local.draw(order, Silent()).image
        drawn.append(Image.open(io.BytesIO(image)) if isinstance(image, bytes) else Image.fromarray(np.asarray(image)))
    return [picture.convert("RGB") for picture in drawn]


def encoded(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **({"quality": QUALITY, "method": FULL_METHOD} if kind == "WEBP" else {}))
    return out.getvalue()


def encode_all(pictures: list[Image.Image]) -> None:
    for picture in pictures:
        encoded(picture, "WEBP")


def order_every_cell(rooms: Rooms) -> None:
    """Queue the whole matrix, so that there is always another cell to fill."""
    with rooms.store.read() as db:
        styles, subjects = queries.all_styles(db), queries.all_subjects(db)
    cells = plan_cells([None, *styles], subjects, free_models(rooms.gallery))
    order_cells(rooms.gallery, missing_cells(rooms.gallery, cells))


def jobs(rooms: Rooms) -> Iterator[Job]:
    """The wall's queued jobs one after the other, each leased."""
    while True:
        with rooms.store.write() as db:
            job = next_job(db, {KIND}, time.time())
            if job is None:
                return
            claim(db, job.id, "bench", time.time(), time.time() + 600)
        yield job


class Ingest:
    """Ingests the same bytes into one fresh cell after another."""

    def __init__(self, rooms: Rooms, data: list[bytes]) -> None:
        self.rooms, self.data = rooms, data
        self.waiting = jobs(rooms)
        self.lock = threading.Lock()

    def one(self, data: bytes) -> None:
        with self.lock:
            job = next(self.waiting)
        provider = Prepared(Result(image=data))
        handler = RenderHandler(self.rooms.gallery, dict.fromkeys(self.rooms.gallery.configured, provider))
        outcome = handler.run(job, Silent())
        with self.rooms.store.write() as db:
            handler.settle(db, job, outcome)

    def every(self) -> None:
        for data in self.data:
            self.one(data)


def cpu(work: Callable[[], object]) -> float:
    """CPU-seconds that the process spends on the work, in all threads."""
    began = time.process_time()
    work()
    return time.process_time() - began


def in_threads(work: Callable[[], object], threads: int, times: int) -> float:
    """Seconds that `times` pieces of work take when shared between threads."""
    began = time.perf_counter()
    each = [threading.Thread(target=lambda: [work() for _ in range(times // threads)]) for _ in range(threads)]
    for thread in each:
        thread.start()
    for thread in each:
        thread.join()
    return time.perf_counter() - began


def gain(work: Callable[[], object]) -> float:
    """How many times faster two threads are than one, on this machine and with what else it does at the moment."""
    alone = in_threads(work, 1, 4)
    return alone / in_threads(work, 2, 4)


def measure() -> Iterator[Ratio]:
    drawn = pictures()
    with tempfile.TemporaryDirectory() as name, opened(Path(name)) as rooms:
        order_every_cell(rooms)

        bare = partial(cpu, partial(encode_all, drawn))
        for kind, goal in (("PNG", 1.6), ("WEBP", 0.6)):
            ingest = Ingest(rooms, [encoded(picture, kind) for picture in drawn])
            taken = side_by_side(partial(cpu, ingest.every), bare, ROUNDS)
            label = "kept WebP" if kind == "WEBP" else kind
            scale = 1000 / len(drawn)
            yield ratio(f"ingest {label} {SIDE}², of libwebp", taken, goal=goal, better="less", unit="ms", scale=scale)
        ingest = Ingest(rooms, [encoded(drawn[0], "PNG")])
        taken = side_by_side(partial(gain, ingest.every), partial(gain, partial(encode_all, drawn[:1])), ROUNDS)
        label = "gain of a second thread, of libwebp's"
        yield ratio(label, taken, goal=0.9, better="more", unit="% of one thread's pace", scale=100)
