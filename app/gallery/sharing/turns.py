"""What costs much more than a page has one thread to itself, and only a few may wait for it.

Requests that wait hold no thread, so that pages and `/health` go on while a crowd asks for cards.
"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, TypeVar

from app.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

Made = TypeVar("Made")
WAITING: Final = 16


class Turns:
    """One thread for one kind of work; `waiting` more calls may stand in its line."""

    def __init__(self, waiting: int = WAITING) -> None:
        self._room = threading.BoundedSemaphore(1 + waiting)
        self._thread = ThreadPoolExecutor(1, "in-turn")

    async def take(self, make: Callable[[], Made]) -> Made:
        """What `make` returns, when its turn has come. Raises Unavailable at once when too many wait already."""
        if not self._room.acquire(blocking=False):
            raise Unavailable("Many of these are being made right now. Try again in a few seconds.", retry_after=5)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, make)
        finally:
            self._room.release()


IN_TURN: Final = Turns()
"""The line that cards and parts of the sitemap stand in."""
