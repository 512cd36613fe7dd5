"""The engine: provider threads that lease jobs from the store, do them, and close them exactly once."""

from __future__ import annotations

import logging
import os
import threading
import time
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING
from uuid import uuid4

from app.database import StoreFailed
from app.engine import queries
from app.engine.call import JobCall
from app.engine.jobs import Failure, Status
from app.engine.queue import CANCELLED
from app.errors import AppError
from app.providers.base import Cancelled, ProviderError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.database import Store
    from app.engine.jobs import Handler, Job

LOG = logging.getLogger("tessera.engine")
IDLE_SECONDS = 0.5
MOST_ATTEMPTS = 5
MOST_DEATHS = 10
NICE = 10
TROUBLE_SECONDS = 2.0
JITTER = Random()  # of its own: who shares this process may have seeded the other
INTERRUPTED = Failure(
    code="interrupted", message="The server stopped before this was done. Nothing was charged. Order it again."
)
INTERNAL = Failure(code="internal_error", message="This could not be made. You were not charged.")


class StoreTrouble(logging.Filter):
    """That the store can't be written, on a full disk for one, is logged in one line without a traceback.

    Not at all when `told_elsewhere`: by someone who reads `Engine.trouble`.
    """

    told_elsewhere = False

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, StoreFailed):
            return True
        record.msg, record.args, record.exc_info = f"{record.getMessage()}: {error}", None, None
        return not self.told_elsewhere


STORE_TROUBLE = StoreTrouble()
LOG.addFilter(STORE_TROUBLE)


class Engine:
    """At most `calls` jobs at once per data folder, whatever number of processes share it.

    A job is leased for `lease` seconds and the lease is renewed three times in that span; when a process dies, its
    leases run out and the next engine takes the jobs up. `handlers` name the kinds of jobs this process can do.
    `trouble` says why the queue can't be worked on at the moment, and is empty when it can.
    """

    def __init__(self, store: Store, handlers: Mapping[str, Handler], *, calls: int, lease: float = 10.0) -> None:
        self._store, self.handlers = store, handlers
        self._calls, self._lease = calls, lease
        self._holder = str(uuid4())
        self._stop, self._wake, self._ended = threading.Event(), threading.Event(), threading.Event()
        self._in_hand: set[str] = set()
        self.trouble = ""
        self._workers: list[threading.Thread] = []
        self._heartbeat = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def start(self) -> None:
        """Begin in threads of this process."""
        self._workers = [
            threading.Thread(target=self._work, name=f"provider-{n}", daemon=True) for n in range(self._calls)
        ]
        for thread in (*self._workers, self._heartbeat):
            thread.start()

    def stop(self, timeout: float = 8.0) -> None:
        """Take no new job, give calls under way `timeout` seconds in all; what is left is taken up after the lease."""
        self._stop.set()
        self._wake.set()
        until = time.monotonic() + timeout
        for thread in self._workers:
            thread.join(max(0.0, until - time.monotonic()))
        self._ended.set()

    def wake(self) -> None:
        """There is something new in the queue."""
        self._wake.set()

    @property
    def alive(self) -> bool:
        """Whether every thread still runs."""
        return bool(self._workers) and all(thread.is_alive() for thread in (*self._workers, self._heartbeat))

    def _beat(self) -> None:
        while not self._ended.wait(self._lease / 3):
            try:
                with self._store.write() as db:
                    queries.extend_leases(db, self._holder, self._in_hand.copy(), time.time() + self._lease)
            except Exception:
                LOG.exception("the leases could not be renewed")

    def _work(self) -> None:
        with suppress(OSError, AttributeError):  # pages come first: on a small host, drawing takes what is left
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
        while not self._stop.is_set():
            try:
                job = self._claim()
                self.trouble = ""
            except Exception as error:
                if self._news(error):
                    LOG.exception("the queue can't be worked on")
                self._stop.wait(TROUBLE_SECONDS)
                continue
            if job is None:
                self._wake.wait(IDLE_SECONDS * JITTER.uniform(0.8, 1.2))
                self._wake.clear()
                continue
            try:
                self._do(job)
            except Exception as error:
                if self._news(error):
                    LOG.exception("a job could not be closed: it is taken up again after its lease")
                self._stop.wait(TROUBLE_SECONDS)
            finally:
                self._in_hand.discard(job.id)

    def _news(self, error: Exception) -> bool:
        """Keep why the store can't be written, on a full disk for one; whether that is news."""
        told, self.trouble = self.trouble, str(error) or type(error).__name__
        return told != self.trouble

    def _claim(self) -> Job | None:
        """Lease the next job, if a slot of the data folder is free."""
        now = time.time()
        with self._store.read() as db:
            lost = queries.lost_jobs(db, now, self._in_hand.copy())
            if not lost and queries.next_job(db, self.handlers, now) is None:
                return None
        with self._store.write() as db:
            self._recover(now)
            if queries.running_calls(db, now) >= self._calls:
                return None
            job = queries.next_job(db, self.handlers, now)
            if job is not None:
                queries.claim(db, job.id, self._holder, now, now + self._lease)
        if job is not None:
            self._in_hand.add(job.id)
        return job

    def _recover(self, now: float) -> None:
        """Jobs of processes that died: again if that harms nobody, else closed as interrupted.

        One that was in hand at `MOST_DEATHS` deaths is not tried again: it may be what kills the process.
        """
        in_hand = self._in_hand.copy()
        with self._store.write() as db:
            queries.requeue_lost(db, now, in_hand, MOST_DEATHS)
            for job in queries.lost_jobs(db, now, in_hand):
                handler = self.handlers.get(job.kind)
                if handler is not None:
                    queries.close_job(db, job.id, "failed", now, INTERRUPTED)
                    handler.fail(db, job, INTERRUPTED)

    def _do(self, job: Job) -> None:
        handler = self.handlers[job.kind]
        try:
            outcome = handler.run(job, JobCall(self._store, job, self._stop.is_set))
        except Cancelled:
            self._give_up(job)
        except ProviderError as error:
            self._after_error(job, error)
        except AppError as error:
            self._fail(job, Failure(code=error.code, message=error.message))
        except Exception:
            LOG.exception("job %s (%s) failed", job.id, job.kind)
            self._fail(job, INTERNAL)
        else:
            self._settle(job, outcome)

    def _settle(self, job: Job, outcome: object) -> None:
        handler = self.handlers[job.kind]
        try:
            with self._store.write() as db:
                held = queries.still_held(db, job.id, self._holder)
                if held:
                    queries.close_job(db, job.id, "done", time.time())
                    handler.settle(db, job, outcome)
        except Exception:
            LOG.exception("job %s (%s) could not be settled", job.id, job.kind)
            self._fail(job, INTERNAL)
            held = False
        if not held:
            handler.discard(job, outcome)

    def _fail(self, job: Job, failure: Failure) -> None:
        self._close(job, "failed", failure)

    def _close(self, job: Job, status: Status, failure: Failure) -> None:
        with self._store.write() as db:
            if queries.still_held(db, job.id, self._holder):
                queries.close_job(db, job.id, status, time.time(), failure)
                self.handlers[job.kind].fail(db, job, failure)

    def _give_up(self, job: Job) -> None:
        """Cancelled by a person: closed for good. Stopped with the process: back in the queue for the next one."""
        with self._store.read() as db:
            by_person = queries.cancel_asked(db, job.id)
        if by_person:
            self._close(job, "cancelled", CANCELLED)
            return
        with self._store.write() as db:
            if queries.still_held(db, job.id, self._holder):
                queries.retry_job(db, job.id, time.time(), anew=False)

    def _after_error(self, job: Job, error: ProviderError) -> None:
        again = error.retryable and not error.maybe_paid and job.attempts + 1 < MOST_ATTEMPTS
        if not again:
            self._fail(job, Failure(code=error.code, message=error.message))
            return
        wait = max(error.retry_after or 0.0, 2.0**job.attempts * JITTER.uniform(0.5, 1.5))
        with self._store.write() as db:
            if queries.still_held(db, job.id, self._holder):
                queries.retry_job(db, job.id, time.time() + wait, anew=True)
