"""Sliding windows, and what is kept of them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.web.rates import Rate, RateLimited, Rates
from app.web.windows import Windows

TWICE = Rate("twice", 2, 60)


def test_one_too_many_is_refused_with_the_time_to_wait() -> None:
    rates = Rates()
    assert [rates.hit(TWICE, "a").remaining for _ in range(2)] == [1, 0]
    with pytest.raises(RateLimited) as refused:
        rates.hit(TWICE, "a")
    left = refused.value.left
    assert (left.limit, left.remaining) == (2, 0)
    assert 55 <= left.reset <= 60
    assert refused.value.retry_after == left.reset


def test_one_does_not_count_for_another() -> None:
    rates = Rates()
    rates.hit(TWICE, "a", cost=2)
    assert rates.hit(TWICE, "b").remaining == 1
    assert rates.hit(Rate("other", 2, 60), "a").remaining == 1


def test_looking_counts_nothing_and_forgetting_begins_anew() -> None:
    rates = Rates()
    assert rates.check(TWICE, "a") == rates.check(TWICE, "a")
    rates.hit(TWICE, "a", cost=2)
    with pytest.raises(RateLimited):
        rates.check(TWICE, "a")
    rates.forget(TWICE, "a")
    assert rates.check(TWICE, "a").remaining == 2


def test_a_window_slides() -> None:
    rates, rate = Rates(), Rate("slides", 2, 1)
    rates.hit(rate, "x")
    time.sleep(0.6)
    rates.hit(rate, "x")
    time.sleep(0.5)
    assert rates.left(rate, "x").remaining == 1  # the first hit is over, the second is not


def test_threads_get_no_more_than_one_would() -> None:
    rates, rate = Rates(), Rate("many", 50, 60)

    def hit(_: int) -> bool:
        try:
            rates.hit(rate, "x")
        except RateLimited:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(hit, range(400))) == 50


def test_keys_whose_time_is_over_take_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.web.windows.SWEPT_EVERY", 0.0)
    windows = Windows()
    for number in range(1000):
        windows.acquire_entry(f"key {number}", 5, 0)
    windows.acquire_entry("stays", 5, 60)
    assert list(windows.events) == ["stays"]
    assert len(windows.locks) == 1


def test_hits_that_no_window_reaches_are_let_go_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.web.windows.SWEPT_EVERY", 0.0)
    windows = Windows()
    for _ in range(100):
        windows.acquire_entry("busy", 2, 0)
    windows.acquire_entry("busy", 2, 60)
    assert len(windows.events["busy"]) <= 2
    assert windows.get_moving_window("busy", 2, 60)[1] >= 1
