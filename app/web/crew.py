"""Threads of their own for work that computes long, so that pages never wait behind a crowd of it."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from app.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")


class Crowded(Unavailable):
    """More of this work waits than is done in some seconds."""

    default_code = "crowded"


class Crew:
    """At most `hands` at work; at most `waiting` more wait in a line, and whoever comes then is refused."""

    def __init__(self, name: str, hands: int, waiting: int) -> None:
        self._threads = ThreadPoolExecutor(hands, thread_name_prefix=name)
        self._places = threading.BoundedSemaphore(hands + waiting)

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function returns, from one of the threads. Raises Crowded."""
        if not self._places.acquire(blocking=False):
            raise Crowded(
                "Many people do this right now. Try again in some seconds. Nothing was changed.", retry_after=5
            )
        errand = self._threads.submit(partial(function, *args, **kwargs))
        errand.add_done_callback(lambda _: self._places.release())
        return await asyncio.wrap_future(errand)
