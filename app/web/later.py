"""Rooms that few visitors enter are built when the first one does: a start and an idle gallery don't pay for them."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.web.answer import ASGI, Receive, Scope, Send


class Later:
    """Two applications as one: `first` answers the addresses that are `known`, the one that `build` makes all others.

    It is built once, in a thread, when an address is asked for that `first` does not have.
    """

    def __init__(self, first: ASGI, known: Callable[[str], bool], build: Callable[[], ASGI]) -> None:
        self._first, self._known, self._build = first, known, build
        self._second: ASGI | None = None
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._known(scope["path"]):
            await self._first(scope, receive, send)
            return
        second = self._second
        if second is None:
            second = await asyncio.to_thread(self._built)
        await second(scope, receive, send)

    def _built(self) -> ASGI:
        with self._lock:
            if self._second is None:
                self._second = self._build()
            return self._second
