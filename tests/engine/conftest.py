"""A store with the engine's tables and a handler whose work is a plain function."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from app.database import Store
from app.engine import Engine, Failure, Job, NewJob
from app.engine.queue import enqueue
from app.migrations import migrate
from app.providers.base import Call

KIND = "note"


class Recorder:
    """Does `work` for each job and remembers what became of it."""

    def __init__(self, work: Callable[[Job, Call], object]) -> None:
        self.work = work
        self.settled: list[str] = []
        self.failed: list[tuple[str, str]] = []
        self.discarded: list[object] = []

    def run(self, job: Job, call: Call) -> object:
        return self.work(job, call)

    def settle(self, _db: Database, job: Job, _outcome: object) -> None:
        self.settled.append(job.subject_of)

    def fail(self, _db: Database, job: Job, failure: Failure) -> None:
        self.failed.append((job.subject_of, failure.code))

    def discard(self, _job: Job, outcome: object) -> None:
        self.discarded.append(outcome)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "tessera.db")
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def running(store: Store) -> Iterator[Callable[..., Engine]]:
    """Starts engines over the store and stops them at the end."""
    engines: list[Engine] = []

    def start(handler: Recorder, calls: int = 2, lease: float = 15.0) -> Engine:
        engine = Engine(store, {KIND: handler}, calls=calls, lease=lease)
        engine.start()
        engines.append(engine)
        return engine

    yield start
    for engine in engines:
        engine.stop()


def put(
    store: Store,
    subject_of: str,
    *,
    user_id: str = "",
    provider: str = "local",
    repeatable: bool = True,
    priority: int = 0,
) -> str:
    """Queue one job."""
    job = NewJob(
        kind=KIND,
        provider=provider,
        subject_of=subject_of,
        payload=b"{}",
        user_id=user_id,
        repeatable=repeatable,
        priority=priority,
    )
    with store.write() as db:
        return enqueue(db, job)


def eventually(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether the condition comes true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        threading.Event().wait(0.02)
    return condition()
