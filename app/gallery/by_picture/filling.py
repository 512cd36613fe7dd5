"""Looking at the pictures of renders that were made before looks were kept, or in an older version: a durable job.

One job is one batch, short enough that an order of a picture hardly waits for it, and it orders the next one as it is
settled. A batch that a crash cut off begins again.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from app.engine.jobs import NewJob
from app.engine.queries import open_jobs
from app.engine.queue import enqueue
from app.gallery.by_picture import queries
from app.gallery.by_picture.groups import keep_looks
from app.gallery.by_picture.rows import Seen
from app.media.errors import MediaError
from app.media.limits import RESULT
from app.media.look import LOOK_VERSION
from app.providers.base import Cancelled

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.engine.jobs import Failure, Job
    from app.gallery.by_picture.rows import Unseen
    from app.gallery.gallery import Gallery
    from app.media.files import Files, OpenFile
    from app.providers.base import Call

KIND = "look"
LOG = logging.getLogger("tessera.looks")
BATCH = 32
AFTER_DRAWING = -1


def order_looks(gallery: Gallery) -> bool:
    """Order the first batch if any picture is to be looked at and nobody does; returns whether it was ordered."""
    with gallery.store.read() as db:
        if not queries.any_unseen(db, LOOK_VERSION):
            return False
    with gallery.store.write() as db:
        if open_jobs(db, KIND):
            return False
        _order_batch(db)
        return True


def _order_batch(db: Database) -> None:
    job = NewJob(
        kind=KIND, provider="local", subject_of="looks", payload=b"{}", priority=AFTER_DRAWING, repeatable=True
    )
    enqueue(db, job)


class LookHandler:
    """Implements `engine.jobs.Handler` for batches of pictures to be looked at. They cost nothing."""

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery

    def run(self, _job: Job, call: Call) -> list[Seen]:
        """Look at the next pictures. One that can't be read is told in the log once, and not tried again."""
        with self._gallery.store.read() as db:
            waiting = queries.unseen(db, LOOK_VERSION, BATCH)
        seen: list[Seen] = []
        for render in waiting:
            if call.cancelled():
                raise Cancelled
            seen.append(see(self._gallery.files, render))
        return seen

    def settle(self, db: Database, _job: Job, outcome: object) -> None:
        assert isinstance(outcome, list)
        keep_looks(db, outcome)
        if queries.any_unseen(db, LOOK_VERSION):
            _order_batch(db)
            return
        LOG.info("every picture has been looked at")
        self._gallery.store.publish(db)

    def fail(self, _db: Database, _job: Job, failure: Failure) -> None:
        LOG.warning("pictures could not be looked at; the next start tries again: %s", failure.message)

    def discard(self, _job: Job, _outcome: object) -> None:
        """Nothing was left outside the database."""


def see(files: Files, render: Unseen) -> Seen:
    """Look at a render's large thumbnail, or at the picture itself when there is none that can be read."""
    from app.media.intake import decode  # loads Pillow and NumPy
    from app.media.look.measuring import look
    from app.media.phash import phash

    for suffix in ("-thumb-2x", ""):
        file = _opened(files, render.image_path, suffix)
        if file is None:
            continue
        with file:
            try:
                pixels = decode(file.read(), limits=RESULT, max_side=1024).pixels
            except (MediaError, OSError):
                continue
        return Seen(render.render_id, look(pixels), phash(pixels))
    LOG.warning("the picture of render %s can't be read, so it can't be found by picture", render.render_id)
    return Seen(render.render_id, None, None)


def _opened(files: Files, image_path: str, suffix: str) -> OpenFile | None:
    """A render's file, also one that has been taken out of sight."""
    return files.open_render(image_path, suffix) or files.open_render(image_path, suffix, public=False)
