"""The memory of `limits`, made fit for many keys. Imported when the first hit is counted, as that library is slow."""

from __future__ import annotations

import bisect
import threading
import time
from typing import Final

from limits.storage import MemoryStorage

SWEPT_EVERY: Final = 60.0


class Windows(MemoryStorage):
    """Hits by key, swept once a minute.

    The library looks through all keys in a thread of its own after every hit, and never lets go of a key that it has
    seen, so that a crowd of addresses would cost more and more of both time and memory.
    """

    def __init__(self) -> None:
        super().__init__()
        self.timer = _Never(0, self._sweep)
        self._sweep_at = time.monotonic() + SWEPT_EVERY
        self._sweeping = threading.Lock()

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        if time.monotonic() >= self._sweep_at and self._sweeping.acquire(blocking=False):
            try:
                self._sweep_at = time.monotonic() + SWEPT_EVERY
                self._sweep()
            finally:
                self._sweeping.release()
        return super().acquire_entry(key, limit, expiry, amount)

    def _sweep(self) -> None:
        """Let go of hits that no window reaches back to, and of keys without any."""
        now = time.time()
        for key in list(self.events):
            with self.locks[key]:
                hits = self.events.get(key, [])
                kept = hits[: bisect.bisect_left(hits, -now, key=lambda hit: -hit.expiry)]  # the newest come first
                if kept:
                    self.events[key] = kept  # another list, as one may be reading the old one
                else:
                    self.events.pop(key, None)
                    self.locks.pop(key, None)


class _Never(threading.Timer):
    """The timer that the library would start: it seems to run already."""

    def is_alive(self) -> bool:
        return True
