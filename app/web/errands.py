"""Errands: calls that may wait or reckon, made by worker threads while the event loop goes on."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from concurrent.futures import Future

Made = TypeVar("Made")


class Errands:
    """The worker threads of one application.

    What `asyncio.to_thread` does around a call costs as much as a query, half of it for ties between its futures that
    nobody here needs: the thread tells the loop itself. Calls see no context variables.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(thread_name_prefix="errand")

    async def run(self, call: Callable[[], Made]) -> Made:
        """What the call returns, or raises. Cancelled, its result is dropped; the call itself goes on to its end."""
        loop = asyncio.get_running_loop()
        made: asyncio.Future[Made] = loop.create_future()

        def tell(done: Future[Made]) -> None:
            with suppress(RuntimeError):  # the loop has been closed, so nobody waits
                loop.call_soon_threadsafe(_settle, made, done)

        self._threads.submit(call).add_done_callback(tell)
        return await made

    @asynccontextmanager
    async def open(self, _: object) -> AsyncIterator[None]:
        """The lifespan of the application: at its end no other call is taken, and those under way are waited for."""
        try:
            yield
        finally:
            self._threads.shutdown()


def _settle(made: asyncio.Future[Made], done: Future[Made]) -> None:
    if made.done():
        return
    error = done.exception()
    if error is None:
        made.set_result(done.result())
    else:
        made.set_exception(error)
