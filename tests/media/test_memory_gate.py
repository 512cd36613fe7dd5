"""Large pictures are decoded one at a time, ordinary ones side by side."""

from __future__ import annotations

import threading
from contextlib import suppress

from app.media.gate import Gate


def hold(gate: Gate, size: int, inside: threading.Event, leave: threading.Event) -> threading.Thread:
    def work() -> None:
        with gate.hold(size):
            inside.set()
            leave.wait(5)

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_two_that_fit_go_together() -> None:
    gate, leave = Gate(100), threading.Event()
    events = [threading.Event(), threading.Event()]
    threads = [hold(gate, 50, event, leave) for event in events]
    assert all(event.wait(5) for event in events)
    leave.set()
    for thread in threads:
        thread.join()


def test_the_next_waits_for_room() -> None:
    gate, first_leaves, last_leaves = Gate(100), threading.Event(), threading.Event()
    first, second = threading.Event(), threading.Event()
    last_leaves.set()
    threads = [hold(gate, 80, first, first_leaves)]
    assert first.wait(5)
    threads.append(hold(gate, 80, second, last_leaves))
    assert not second.wait(0.05)
    first_leaves.set()
    assert second.wait(5)
    for thread in threads:
        thread.join()


def test_small_ones_do_not_overtake_a_large_one_that_waits() -> None:
    gate, leave, done = Gate(100), threading.Event(), threading.Event()
    first, large, small = threading.Event(), threading.Event(), threading.Event()
    done.set()
    threads = [hold(gate, 60, first, leave)]
    assert first.wait(5)
    threads.append(hold(gate, 100, large, done))
    while not gate.waiting:
        threading.Event().wait(0.001)
    threads.append(hold(gate, 10, small, done))
    assert not small.wait(0.05)
    leave.set()
    assert large.wait(5)
    assert small.wait(5)
    for thread in threads:
        thread.join()


def test_more_than_all_the_room_waits_to_be_alone() -> None:
    gate = Gate(100)
    with gate.hold(1000):
        assert gate.taken == gate.room
    assert gate.taken == 0


def test_room_comes_back_after_an_error() -> None:
    gate = Gate(100)
    for _ in range(2):
        with suppress(KeyError), gate.hold(100):
            raise KeyError
        assert gate.taken == 0
