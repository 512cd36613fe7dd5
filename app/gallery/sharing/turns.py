"""What costs much more than a page is made by one thread at a time, and only a few may wait for it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from app.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

WAITING: Final = 8


class Turns:
    """A door that lets one thread through at a time; `waiting` more may stand before it."""

    def __init__(self, waiting: int = WAITING) -> None:
        self._inside = threading.Lock()
        self._room = threading.BoundedSemaphore(1 + waiting)

    @contextmanager
    def take(self) -> Iterator[None]:
        """Wait for one's turn. Raises Unavailable at once when too many wait already."""
        if not self._room.acquire(blocking=False):
            raise Unavailable("Many of these are being made right now. Try again in a few seconds.", retry_after=5)
        try:
            with self._inside:
                yield
        finally:
            self._room.release()


class Kept:
    """Bytes that were dear to make, at most `limit` of them together; the least recently used leave first."""

    def __init__(self, limit: int) -> None:
        self._limit, self._size = limit, 0
        self._lock = threading.Lock()
        self._bytes: OrderedDict[Hashable, bytes] = OrderedDict()

    def get(self, key: Hashable) -> bytes | None:
        with self._lock:
            if key in self._bytes:
                self._bytes.move_to_end(key)
            return self._bytes.get(key)

    def put(self, key: Hashable, data: bytes) -> None:
        with self._lock:
            self._size += len(data) - len(self._bytes.pop(key, b""))
            self._bytes[key] = data
            while self._size > self._limit:
                self._size -= len(self._bytes.popitem(last=False)[1])
