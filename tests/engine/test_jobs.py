"""Jobs are done once, closed once, and never more than two at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from app.database import Store
from app.engine import Engine, Job, queries
from app.engine.queue import enqueue
from app.providers.base import Call, Cancelled, ProviderError
from tests.engine.conftest import Recorder, eventually, put

Start = Callable[..., Engine]


def test_a_queued_job_is_done_and_settled(store: Store, running: Start) -> None:
    done = Recorder(lambda job, call: job.subject_of)
    put(store, "a")
    running(done)
    assert eventually(lambda: done.settled == ["a"])


def test_a_job_stands_or_falls_with_its_transaction(store: Store) -> None:
    from app.engine import NewJob

    job = NewJob(kind="note", provider="local", subject_of="a", payload=b"{}")
    try:
        with store.write() as db:
            enqueue(db, job)
            raise RuntimeError
    except RuntimeError:
        pass
    with store.read() as db:
        assert queries.open_jobs(db, "note") == 0


def test_two_engines_on_one_store_never_run_more_than_two_jobs(store: Store, running: Start) -> None:
    at_once: list[int] = []
    now = 0
    lock = threading.Lock()

    def work(job: Job, call: Call) -> object:
        nonlocal now
        with lock:
            now += 1
            at_once.append(now)
        time.sleep(0.03)
        with lock:
            now -= 1
        return None

    done = Recorder(work)
    for number in range(12):
        put(store, str(number))
    running(done)
    running(done)
    assert eventually(lambda: len(done.settled) == 12)
    assert sorted(done.settled) == sorted(str(n) for n in range(12))
    assert max(at_once) == 2


def test_users_take_turns(store: Store, running: Start) -> None:
    order: list[str] = []
    done = Recorder(lambda job, call: order.append(job.user_id))
    for number in range(4):
        put(store, f"a{number}", user_id="ann")
    for number in range(2):
        put(store, f"b{number}", user_id="ben")
    running(done, calls=1)
    assert eventually(lambda: len(order) == 6)
    assert order[:4] in (["ann", "ben", "ann", "ben"], ["ben", "ann", "ben", "ann"])


def test_a_higher_priority_goes_first(store: Store, running: Start) -> None:
    order: list[str] = []
    done = Recorder(lambda job, call: order.append(job.subject_of))
    put(store, "free", user_id="ann")
    put(store, "paid", user_id="ben", priority=1)
    running(done, calls=1)
    assert eventually(lambda: len(order) == 2)
    assert order == ["paid", "free"]


def test_a_slow_provider_leaves_a_slot_to_another(store: Store, running: Start) -> None:
    release = threading.Event()

    def work(job: Job, call: Call) -> object:
        if job.provider == "slow":
            release.wait(10)
        return None

    done = Recorder(work)
    put(store, "slow-1", provider="slow")
    running(done)
    assert eventually(lambda: store_running(store) == 1)
    put(store, "slow-2", provider="slow")
    put(store, "fast", provider="fast")
    assert eventually(lambda: "fast" in done.settled)
    release.set()
    assert eventually(lambda: len(done.settled) == 3)


def store_running(store: Store) -> int:
    with store.read() as db:
        return queries.running_calls(db, time.time())


def closed(store: Store, job_id: str) -> Job:
    """The job as its row tells, once its transaction is through."""
    with store.read() as db:
        job = queries.job_by_id(db, job_id)
    assert job is not None
    return job


def test_an_error_that_may_pass_is_tried_again(store: Store, running: Start) -> None:
    tries: list[int] = []

    def work(job: Job, call: Call) -> object:
        tries.append(job.attempts)
        if len(tries) == 1:
            raise ProviderError("busy", "Busy.", retryable=True, retry_after=0.01)
        return None

    done = Recorder(work)
    put(store, "a")
    running(done, calls=1)
    assert eventually(lambda: done.settled == ["a"], 20)
    assert len(tries) == 2


def test_a_final_error_is_told_once(store: Store, running: Start) -> None:
    def work(job: Job, call: Call) -> object:
        raise ProviderError("refused", "Refused.")

    done = Recorder(work)
    job_id = put(store, "a")
    running(done)
    assert eventually(lambda: closed(store, job_id).status == "failed")
    assert closed(store, job_id).error_message == "Refused."
    assert done.failed == [("a", "refused")]


def test_an_unexpected_error_closes_the_job_without_its_details(store: Store, running: Start) -> None:
    def work(job: Job, call: Call) -> object:
        raise ValueError("secret")

    done = Recorder(work)
    job_id = put(store, "a")
    running(done)
    assert eventually(lambda: closed(store, job_id).status == "failed")
    assert "secret" not in (closed(store, job_id).error_message or "")
    assert done.failed == [("a", "internal_error")]


def test_a_running_job_can_be_cancelled(store: Store, running: Start) -> None:
    def work(job: Job, call: Call) -> object:
        while not call.cancelled():
            time.sleep(0.02)
        raise Cancelled

    done = Recorder(work)
    job_id = put(store, "a")
    running(done)
    assert eventually(lambda: store_running(store) == 1)
    with store.write() as db:
        queries.ask_to_cancel(db, job_id)
    assert eventually(lambda: done.failed == [("a", "cancelled")])
