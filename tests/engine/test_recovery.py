"""What a dead process held is taken up again, or closed as interrupted; nothing is done twice behind one's back."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from app.database import Store
from app.engine import Engine, queries
from tests.engine.conftest import Recorder, eventually, put

Start = Callable[..., Engine]

HOLDER = """
import sys, time
from pathlib import Path
from app.database import Store
from app.engine import Engine
from tests.engine.conftest import Recorder

def work(job, call):
    print("begun", flush=True)
    time.sleep(60)

engine = Engine(Store(Path(sys.argv[1])), {"note": Recorder(work)}, calls=1, lease=1.0)
engine.start()
time.sleep(60)
"""


def killed_in_the_middle(path: Path) -> None:
    """Run a process that leases a job, and kill it with the job in its hands."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "begun"
        process.send_signal(signal.SIGKILL)


def test_a_repeatable_job_of_a_killed_process_is_done_by_the_next(store: Store, running: Start) -> None:
    put(store, "a", repeatable=True)
    killed_in_the_middle(store.path)
    done = Recorder(lambda job, call: None)
    running(done, lease=1.0)
    assert eventually(lambda: done.settled == ["a"])


def test_a_job_that_may_have_been_paid_is_closed_as_interrupted(store: Store, running: Start) -> None:
    put(store, "a", repeatable=False)
    killed_in_the_middle(store.path)
    done = Recorder(lambda job, call: None)
    running(done, lease=1.0)
    assert eventually(lambda: done.failed == [("a", "interrupted")])
    assert done.settled == []


def test_a_job_whose_request_is_known_is_resumed_with_it(store: Store, running: Start) -> None:
    job_id = put(store, "a", repeatable=False)
    killed_in_the_middle(store.path)
    with store.write() as db:
        queries.keep_request_id(db, job_id, "request-7")
    resumed: list[str | None] = []
    done = Recorder(lambda job, call: resumed.append(call.request_id))
    running(done, lease=1.0)
    assert eventually(lambda: done.settled == ["a"])
    assert resumed == ["request-7"]


def test_a_live_lease_is_left_alone(store: Store, running: Start) -> None:
    put(store, "a")
    first = Recorder(lambda job, call: time.sleep(2.5))
    second = Recorder(lambda job, call: None)
    running(first, calls=1, lease=1.0)
    assert eventually(lambda: running_now(store) == 1)
    running(second, calls=1, lease=1.0)
    assert eventually(lambda: first.settled == ["a"])
    assert second.settled == []


def running_now(store: Store) -> int:
    with store.read() as db:
        return queries.running_calls(db, time.time())


def test_who_lost_the_lease_discards_the_work(store: Store, running: Start) -> None:
    def work(job: object, call: object) -> object:
        with store.write() as db:
            db.execute("UPDATE jobs SET holder = 'another'")
        return "file"

    done = Recorder(work)
    put(store, "a")
    running(done, calls=1)
    assert eventually(lambda: done.discarded == ["file"])
    assert done.settled == []


def test_stopping_gives_a_running_job_back_to_the_queue(store: Store) -> None:
    from app.providers.base import Call, Cancelled

    def work(job: object, call: Call) -> object:
        while not call.cancelled():
            time.sleep(0.02)
        raise Cancelled

    put(store, "a")
    engine = Engine(store, {"note": Recorder(work)}, calls=1)
    engine.start()
    assert eventually(lambda: running_now(store) == 1)
    engine.stop()
    with store.read() as db:
        assert queries.next_job(db, ["note"], time.time()) is not None
