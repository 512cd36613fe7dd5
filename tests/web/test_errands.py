"""Errands to worker threads."""

from __future__ import annotations

import asyncio
import threading

import pytest

from app.web.errands import Errands
from tests.loops import run_apart

PATIENCE = 10


def test_an_errand_is_run_by_another_thread_and_brings_back_what_it_made() -> None:
    made = run_apart(Errands().run(threading.get_ident))
    assert made != threading.get_ident()


def test_what_an_errand_raises_is_raised_where_it_was_sent() -> None:
    with pytest.raises(ZeroDivisionError):
        run_apart(Errands().run(lambda: 1 // 0))


def test_an_errand_that_nobody_waits_for_any_more_disturbs_no_other() -> None:
    errands, begun, end = Errands(), threading.Event(), threading.Event()

    def last() -> bool:
        begun.set()
        return end.wait(PATIENCE)

    async def given_up() -> str:
        sent = asyncio.create_task(errands.run(last))
        await asyncio.to_thread(begun.wait, PATIENCE)
        sent.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sent
        end.set()
        return await errands.run(lambda: "next")

    assert run_apart(given_up()) == "next"


def test_the_end_of_the_application_waits_for_errands_under_way() -> None:
    errands, finished = Errands(), threading.Event()
    begun, end = threading.Event(), threading.Event()

    def last() -> None:
        begun.set()
        end.wait(PATIENCE)
        finished.set()

    async def live() -> None:
        async with errands.open(None):
            sent = asyncio.create_task(errands.run(last))
            await asyncio.to_thread(begun.wait, PATIENCE)
            sent.cancel()
            threading.Timer(0.05, end.set).start()

    run_apart(live())
    assert finished.is_set()
