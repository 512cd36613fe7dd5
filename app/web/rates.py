"""Rate limits: sliding windows over what one address, one account or one pair of them has done.

A window counts each single hit at its own time (`limits`' moving window), so no burst slips through at a border. The
counts are this process's: a restart forgets them.
"""

from __future__ import annotations

import math
import time
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from app.errors import TooManyRequests

if TYPE_CHECKING:
    from limits.storage import MemoryStorage
    from limits.strategies import MovingWindowRateLimiter

    from app.web.answer import Header, Scope

KEPT = "rate"


class Rate(msgspec.Struct, frozen=True):
    """At most `amount` in any `seconds`; `name` keeps its counts apart from those of others."""

    name: str
    amount: int
    seconds: int


class Left(msgspec.Struct, frozen=True):
    """What a client may still do: `remaining` of `limit`, and one more after `reset` seconds."""

    limit: int
    remaining: int
    reset: int


class RateLimited(TooManyRequests):
    """More than a rate allows; `retry_after` says when the next one is taken."""

    default_code = "rate_limited"

    def __init__(self, left: Left) -> None:
        self.left = left
        seconds = max(1, left.reset)
        wait = f"{seconds} seconds" if seconds < 90 else f"{math.ceil(seconds / 60)} minutes"
        super().__init__(
            f"That was a lot in a short time. Try again in {wait}. Nothing was changed.", retry_after=seconds
        )


class Rates:
    """The counts of one application; safe from any thread. `times` as much as each rate says is let through."""

    def __init__(self, times: int = 1) -> None:
        self._times = times

    @cached_property
    def _windows(self) -> tuple[MovingWindowRateLimiter, MemoryStorage]:
        from limits.strategies import MovingWindowRateLimiter

        from app.web.windows import Windows

        storage = Windows()
        return MovingWindowRateLimiter(storage), storage

    def hit(self, rate: Rate, *of: str, cost: int = 1) -> Left:
        """Count one more of whom `of` names. Raises RateLimited, with `left` on it, when that is one too many."""
        limiter, item, key = self._counted(rate, of)
        allowed = limiter.hit(item, *key, cost=cost)
        left = self.left(rate, *of)
        if not allowed:
            raise RateLimited(left)
        return left

    def check(self, rate: Rate, *of: str) -> Left:
        """The same without counting."""
        left = self.left(rate, *of)
        if left.remaining < 1:
            raise RateLimited(left)
        return left

    def forget(self, rate: Rate, *of: str) -> None:
        """Begin anew for whom `of` names."""
        limiter, item, key = self._counted(rate, of)
        limiter.clear(item, *key)

    def _counted(self, rate: Rate, of: tuple[str, ...]) -> tuple[Any, Any, tuple[str, ...]]:
        from limits import RateLimitItemPerSecond

        return self._windows[0], RateLimitItemPerSecond(rate.amount * self._times, rate.seconds, rate.name), of

    def left(self, rate: Rate, *of: str) -> Left:
        """What whom `of` names may still do."""
        limiter, item, key = self._counted(rate, of)
        stats = limiter.get_window_stats(item, *key)
        return Left(
            rate.amount * self._times, max(0, stats.remaining), max(0, math.ceil(stats.reset_time - time.time()))
        )


WRITES = Rate("writes of an address", 600, 60)
"""What one network may change or send in a minute, with an account or without, before anything is read of it."""


def keep_left(scope: Scope, left: Left) -> None:
    """Have the answer say in its headers what is left, unless something scarcer is kept already."""
    state = scope.setdefault("state", {})
    kept: Left | None = state.get(KEPT)
    if kept is None or left.remaining < kept.remaining:
        state[KEPT] = left


def keep_left_of(scope: Scope, error: Exception) -> None:
    """The same of a request that was refused, when it was a limit that refused it."""
    if isinstance(error, RateLimited):
        keep_left(scope, error.left)


def left_in(scope: Scope) -> tuple[Header, ...]:
    """The count that was kept for a request, as headers (draft-ietf-httpapi-ratelimit-headers-07's three fields)."""
    left: Left | None = scope.get("state", {}).get(KEPT)
    if left is None:
        return ()
    fields = (
        (b"ratelimit-limit", left.limit),
        (b"ratelimit-remaining", left.remaining),
        (b"ratelimit-reset", left.reset),
    )
    return tuple((name, b"%d" % number) for name, number in fields)
