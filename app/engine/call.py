"""The engine's side of one provider call."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from app.engine import queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.database import Store
    from app.engine.jobs import Job

LOOK_SECONDS = 0.25
PROGRESS_STEP = 0.1


class JobCall:
    """Implements `providers.base.Call` for one leased job."""

    def __init__(self, store: Store, job: Job, stopping: Callable[[], bool]) -> None:
        self._store, self._job, self._stopping = store, job, stopping
        self._request_id = job.request_id
        self._told = 0.0
        self._looked_at, self._cancelled = 0.0, False

    @property
    def request_id(self) -> str | None:
        return self._request_id

    def began(self, request_id: str) -> None:
        with self._store.write() as db:
            queries.keep_request_id(db, self._job.id, request_id)
        self._request_id = request_id

    def progress(self, fraction: float) -> None:
        if fraction - self._told < PROGRESS_STEP:
            return
        self._told = fraction
        with self._store.write() as db:
            queries.keep_progress(db, self._job.id, fraction)

    def cancelled(self) -> bool:
        now = time.monotonic()
        if not self._cancelled and now - self._looked_at >= LOOK_SECONDS:
            self._looked_at = now
            with self._store.read() as db:
                self._cancelled = queries.cancel_asked(db, self._job.id)
        return self._cancelled or self._stopping()
