"""How much memory pictures may take while they are decoded, all threads together."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator


class Gate:
    """Lets work through while the bytes in flight fit `room`; who comes first goes first.

    One decode of the largest picture allowed takes most of the room, so that there is one of those at a time, while
    pictures of ordinary size pass side by side.
    """

    def __init__(self, room: int) -> None:
        self.room: Final = room
        self.taken = 0
        self._freed = threading.Condition()
        self._turnstile = threading.Lock()

    @property
    def waiting(self) -> bool:
        """Whether someone waits for room."""
        return self._turnstile.locked()

    @contextmanager
    def hold(self, size: int) -> Iterator[None]:
        """Wait for `size` bytes of room (at most all of it) and hold them."""
        size = min(size, self.room)
        with self._turnstile, self._freed:
            self._freed.wait_for(lambda: self.taken + size <= self.room)
            self.taken += size
        try:
            yield
        finally:
            with self._freed:
                self.taken -= size
                self._freed.notify_all()


GATE: Final = Gate(320_000_000)
