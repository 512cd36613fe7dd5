"""A job whose end can't be written neither takes its thread along nor keeps its slot."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable

import pytest
from sqlite_utils import Database

from app.database import Store
from app.engine import Engine, Failure, Job, queries
from tests.engine.conftest import Recorder, eventually, put

Start = Callable[..., Engine]


class Unlucky(Recorder):
    """The first job can be closed in no way, as on a full disk."""

    def settle(self, db: Database, job: Job, outcome: object) -> None:
        self.lose(job)
        super().settle(db, job, outcome)

    def fail(self, db: Database, job: Job, failure: Failure) -> None:
        self.lose(job)
        super().fail(db, job, failure)

    def lose(self, job: Job) -> None:
        if job.subject_of == "a" and job.attempts == 0:
            raise sqlite3.OperationalError("database or disk is full")


def test_the_threads_outlive_it(store: Store, running: Start) -> None:
    done = Unlucky(lambda job, call: None)
    put(store, "a")
    put(store, "b")
    engine = running(done, calls=2)
    assert eventually(lambda: done.settled == ["b"])
    assert engine.alive


def test_its_lease_runs_out_and_it_is_done_again(store: Store, running: Start) -> None:
    done = Unlucky(lambda job, call: None)
    put(store, "a")
    engine = running(done, calls=1, lease=0.6)
    assert eventually(lambda: engine.trouble == "database or disk is full")
    assert eventually(lambda: done.settled == ["a"])
    assert eventually(lambda: engine.trouble == "")


def test_a_job_in_hand_is_not_taken_for_lost_when_the_clock_jumps(store: Store, running: Start) -> None:
    begun: list[str] = []

    def work(job: Job, call: object) -> object:
        begun.append(job.subject_of)
        with store.write() as db:
            db.execute("UPDATE jobs SET lease_until = :past", {"past": time.time() - 60})
        time.sleep(1.5)
        return None

    done = Recorder(work)
    put(store, "a", repeatable=False)
    running(done, calls=2)
    assert eventually(lambda: bool(done.settled or done.failed))
    assert (begun, done.settled, done.failed) == (["a"], ["a"], [])


def test_a_job_that_outlived_too_many_processes_is_given_up(store: Store, running: Start) -> None:
    put(store, "a", repeatable=True)
    with store.write() as db:
        db.execute("UPDATE jobs SET status = 'running', holder = 'dead', lease_until = 1, attempts = 10")
    done = Recorder(lambda job, call: None)
    running(done)
    assert eventually(lambda: done.failed == [("a", "interrupted")])
    assert done.settled == []


def test_leases_are_renewed_until_the_last_call_has_ended(store: Store) -> None:
    seen: list[float] = []

    def work(job: Job, call: object) -> object:
        time.sleep(1.2)
        with store.read() as db:
            seen.append(db.execute("SELECT lease_until FROM jobs").fetchone()[0] - time.time())
        return None

    put(store, "a")
    engine = Engine(store, {"note": Recorder(work)}, calls=1, lease=0.9)
    engine.start()
    assert eventually(lambda: _leased(store))
    engine.stop()
    assert seen[0] > 0


def _leased(store: Store) -> bool:
    with store.read() as db:
        return queries.running_calls(db, time.time()) == 1


def test_why_the_store_can_not_be_written_is_said_in_lines_without_a_traceback(
    store: Store, running: Start, caplog: pytest.LogCaptureFixture
) -> None:
    done = Unlucky(lambda job, call: None)
    put(store, "a")
    running(done, calls=1, lease=0.6)
    assert eventually(lambda: done.settled == ["a"])
    said = [record for record in caplog.records if record.name == "tessera.engine"]
    assert said
    assert all(record.getMessage().endswith(": database or disk is full") for record in said)
    assert not any(record.exc_info for record in said)


def test_a_job_that_breaks_in_another_way_leaves_its_traceback(
    store: Store, running: Start, caplog: pytest.LogCaptureFixture
) -> None:
    done = Recorder(lambda job, call: 1 // 0)
    put(store, "a")
    running(done)
    assert eventually(lambda: done.failed == [("a", "internal_error")])
    assert [bool(record.exc_info) for record in caplog.records if record.name == "tessera.engine"] == [True]
