"""Work that computes long, in threads of its own."""

from __future__ import annotations

import asyncio
import threading

import pytest

from app.web.crew import Crew, Crowded
from tests.loops import run_apart


def test_no_more_are_at_work_than_it_has_hands() -> None:
    crew, lock = Crew("test", hands=2, waiting=8), threading.Lock()
    at_work, most = [0], [0]
    both = threading.Event()

    def work() -> None:
        with lock:
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
            if at_work[0] == 2:
                both.set()
        both.wait(5)
        with lock:
            at_work[0] -= 1

    async def crowd() -> None:
        await asyncio.gather(*(crew.run(work) for _ in range(6)))

    run_apart(crowd())
    assert most == [2]


def test_whoever_comes_when_the_line_is_full_is_refused_and_may_come_again() -> None:
    crew, open_again = Crew("test", hands=1, waiting=1), threading.Event()

    async def crowd() -> None:
        inside = [asyncio.ensure_future(crew.run(open_again.wait, 5)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Crowded) as refused:
            await crew.run(len, "x")
        assert refused.value.retry_after
        open_again.set()
        await asyncio.gather(*inside)
        assert await crew.run(len, "four") == 4

    run_apart(crowd())


def test_what_fails_fails_for_whoever_asked_and_gives_its_place_back() -> None:
    crew = Crew("test", hands=1, waiting=0)

    async def fail_twice() -> None:
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                await crew.run(lambda: 1 / 0)

    run_apart(fail_twice())
    assert crew._places.acquire(blocking=False)
